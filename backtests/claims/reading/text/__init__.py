"""Text: the sentences of an article, with shorthand written out, and the places of their letters."""

__all__ = ["sentences", "shorthand"]
