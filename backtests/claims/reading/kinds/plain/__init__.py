"""Past moves told without a figure, and whose record is told."""

__all__ = ["case_levels", "leads", "lows", "moves", "owners", "price_rows", "sessions", "trends"]
