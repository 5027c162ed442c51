"""Advice: levels that end a view, and figures that are sizes and not thresholds."""

__all__ = ["invalidation", "sizes"]
