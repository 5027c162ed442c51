"""Past moves told without a figure, and whose record is told."""

__all__ = [
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
