"""Advice: levels that end a view, targets, weights, portfolios, figures that are sizes."""

__all__ = ["invalidation", "mixes", "parts", "sizes", "targets", "triggers", "uses", "weights"]
