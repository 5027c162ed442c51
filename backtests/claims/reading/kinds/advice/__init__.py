"""Advice: levels that end a view, weights, portfolios, and figures that are sizes and not thresholds."""

__all__ = ["invalidation", "mixes", "sizes", "uses", "weights"]
