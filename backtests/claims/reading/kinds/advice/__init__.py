"""Advice: levels that end a view, weights, portfolios, figures that are sizes, not thresholds."""

__all__ = ["invalidation", "mixes", "sizes", "uses", "weights"]
