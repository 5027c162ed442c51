"""Reading: from the text of an article to its statements, by a deterministic grammar."""

__all__ = ["grammar", "statement"]
