"""The past as a rule: shares of times, counts of events, tendencies and averages."""

__all__ = [
    "cases",
    "counts",
    "events",
    "occasions",
    "samples",
    "tallies",
    "tendencies",
]
