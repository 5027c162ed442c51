"""Reading: from the text of an article to its statements, by a deterministic grammar."""

__all__ = [
    "accounts",
    "alignment",
    "analogues",
    "attachment",
    "clauses",
    "dating",
    "figure",
    "grammar",
    "kinds",
    "marks",
    "memory",
    "ownership",
    "scene",
    "sight",
    "spans",
    "statement",
    "tables",
    "tenses",
    "traps",
    "words",
]
