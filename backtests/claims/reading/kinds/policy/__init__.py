"""Moves of the central bank, and odds of them that go on."""

__all__ = ["bets", "breaks", "moved_odds", "moves", "pauses", "steps", "views"]
