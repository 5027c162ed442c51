"""Advice: levels that end a view, weights, and figures that are sizes and not thresholds."""

__all__ = ["invalidation", "sizes", "weights"]
