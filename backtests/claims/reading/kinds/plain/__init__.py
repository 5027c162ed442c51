"""Past moves told without a figure."""

__all__ = ["moves"]
