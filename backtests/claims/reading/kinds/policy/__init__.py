"""Moves of the central bank."""

__all__ = ["bets", "breaks", "moves", "pauses", "steps", "views"]
