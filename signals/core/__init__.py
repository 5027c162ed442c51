"""What signals rest on: events, compiled loops, values as known on a day, the look-ahead check."""

__all__ = ["compiled", "event", "known_values", "look_ahead"]
