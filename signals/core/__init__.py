"""Foundations of signals: events, compiled loops, point-in-time values, look-ahead check."""

__all__ = ["compiled", "event", "known_values", "look_ahead"]
