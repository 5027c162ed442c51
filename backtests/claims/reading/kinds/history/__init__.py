"""The past as a rule: shares of times, counts of events, tendencies and averages."""

__all__ = [
    "both",
    "cases",
    "complements",
    "counts",
    "crossed",
    "droughts",
    "each",
    "ends",
    "events",
    "figureless",
    "means",
    "occasions",
    "odds_of_the_past",
    "samples",
    "tallies",
    "tendencies",
]
