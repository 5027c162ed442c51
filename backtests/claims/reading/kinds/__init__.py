"""The kinds of statements: for each a module that reads it from a sentence in marks."""

__all__ = [
    "crossings",
    "figures",
    "gaps",
    "heights",
    "history",
    "idle",
    "levels",
    "odds",
    "pairs",
    "patterns",
    "places",
    "policy",
    "probabilities",
    "rates",
    "records",
    "rules",
    "signs",
    "streaks",
    "targets",
    "untestable",
]
