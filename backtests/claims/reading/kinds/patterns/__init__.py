"""Words by which rules, records and tendencies are recognised."""

__all__ = [
    "advice",
    "charts",
    "counts",
    "extremes",
    "forecasts",
    "gaps",
    "moves",
    "outcomes",
    "signs",
    "tendencies",
]
