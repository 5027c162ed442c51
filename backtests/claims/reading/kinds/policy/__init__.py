"""Moves of the central bank."""

__all__ = ["moves", "pauses", "steps", "views"]
