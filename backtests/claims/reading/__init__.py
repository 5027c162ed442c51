"""Reading: from the text of an article to its statements, by a deterministic grammar."""

__all__ = [
    "clauses",
    "dating",
    "figure",
    "grammar",
    "kinds",
    "marks",
    "memory",
    "scene",
    "spans",
    "statement",
    "tables",
    "tenses",
    "traps",
    "words",
]
