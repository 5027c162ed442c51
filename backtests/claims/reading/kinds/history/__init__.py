"""The past as a rule: shares of times, counts of events, tendencies and averages."""

__all__ = [
    "cases",
    "counts",
    "events",
    "figureless",
    "occasions",
    "samples",
    "tallies",
    "tendencies",
]
