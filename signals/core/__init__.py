"""Foundations of signals: events, sides, compiled loops, known values, look-ahead check."""

__all__ = ["arrays", "compiled", "event", "known_values", "look_ahead", "side"]
