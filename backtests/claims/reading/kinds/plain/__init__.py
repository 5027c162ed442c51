"""Past moves told without a figure, and whose record is told."""

__all__ = ["leads", "moves", "owners", "price_rows", "sessions", "trends"]
