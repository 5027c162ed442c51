"""Moves of the central bank."""

__all__ = ["breaks", "moves", "pauses", "steps", "views"]
