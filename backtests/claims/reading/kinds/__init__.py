"""The kinds of statements: for each a module that reads it from a sentence in marks."""

__all__ = [
    "counts",
    "events",
    "figures",
    "gaps",
    "history",
    "levels",
    "odds",
    "places",
    "rates",
    "records",
    "rules",
    "signs",
    "streaks",
    "untestable",
]
