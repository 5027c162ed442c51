"""What held in all cases, and how often the Fed went through a cycle."""

__all__ = [
    "always",
    "cycles",
    "how_often",
    "omens",
    "performs",
    "ranked",
    "some_of",
    "splits",
]
