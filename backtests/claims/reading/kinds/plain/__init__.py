"""Past moves told without a figure, and whose record is told."""

__all__ = [
    "bases",
    "case_levels",
    "extremes_denied",
    "leads",
    "lows",
    "moves",
    "named_cases",
    "owners",
    "price_rows",
    "sessions",
    "trends",
    "worth",
]
