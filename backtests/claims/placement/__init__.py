"""Placement: from a statement that was read to a claim row, or to the reason why there is none."""

__all__ = [
    "ahead",
    "as_of",
    "contradictions",
    "denials",
    "doubts",
    "draft",
    "events",
    "figures",
    "history",
    "means",
    "past",
    "place",
    "rates",
    "records",
    "series",
    "swings",
]
