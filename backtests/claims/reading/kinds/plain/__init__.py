"""Past moves told without a figure, and whose record is told."""

__all__ = ["moves", "owners", "sessions"]
