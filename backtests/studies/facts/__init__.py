"""Studies that compare stated figures with closes and published decisions."""

__all__ = [
    "closes_within",
    "consistent_origin",
    "day_move",
    "mixed_returns",
    "more_volatile",
    "outperformed",
    "rate_decision",
    "record_close",
    "relative_result",
    "sector_median",
    "stated_returns",
]
