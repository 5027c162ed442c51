"""Times that the words around them turn into others."""

__all__ = ["in_sentence"]
