"""Past moves stated without a figure, and whose record is stated."""

__all__ = [
    "bases",
    "case_levels",
    "extremes_denied",
    "leads",
    "lows",
    "moves",
    "named_cases",
    "own_points",
    "owners",
    "price_rows",
    "runs",
    "seen",
    "sessions",
    "sized_days",
    "trends",
    "worth",
]
