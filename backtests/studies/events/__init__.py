"""Studies of returns after any dated event, and in any part of the calendar."""

__all__ = [
    "calendar_average",
    "calendar_excess",
    "calendar_parts",
    "event_average",
    "event_count",
    "event_days",
    "event_excess",
    "first_event",
]
