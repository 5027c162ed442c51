"""Days that a sentence takes from another one, or lends to none but its own figure."""

__all__ = ["figures", "horizons", "moves", "neighbours", "prices"]
