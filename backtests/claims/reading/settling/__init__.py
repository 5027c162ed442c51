"""Days and markets of statements that only the whole sentence, or the whole article, gives."""

__all__ = [
    "amounts",
    "between_markets",
    "magnitudes",
    "other_years",
    "own_days",
    "present",
    "sentence",
    "swings",
]
