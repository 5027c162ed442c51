"""Reading: from the text of an article to its statements, by a deterministic grammar."""

__all__ = [
    "days",
    "grammar",
    "instruments",
    "kinds",
    "marked",
    "numbers",
    "numerals",
    "periods",
    "scene",
    "sentences",
    "statement",
    "times",
    "traps",
    "words",
]
