"""Foundations of signals: events, compiled loops, point-in-time values, look-ahead check."""

__all__ = ["arrays", "compiled", "event", "known_values", "look_ahead"]
