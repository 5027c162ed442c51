"""Text: the sentences of an article, with shorthand written out, and where their letters stood."""

__all__ = ["sentences", "shorthand"]
