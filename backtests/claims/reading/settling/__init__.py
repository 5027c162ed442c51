"""Days and markets of statements that only the whole sentence, or the whole article, gives."""

__all__ = [
    "amounts",
    "apposed",
    "between_markets",
    "denials",
    "later_means",
    "magnitudes",
    "other_years",
    "own_days",
    "policy_moves",
    "present",
    "recalled",
    "relative",
    "repeats",
    "seasonal_parts",
    "sentence",
    "several",
    "swings",
]
