"""Days and markets of statements that only the whole sentence, or the whole article, gives."""

__all__ = [
    "amounts",
    "between_markets",
    "denials",
    "each_of",
    "later_means",
    "likewise",
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
    "swings",
]
