"""What the words beside a figure, a time or a name say of it, by patterns."""

__all__ = [
    "aims",
    "bases",
    "interposed",
    "other_times",
    "own_times",
    "quotes",
    "sides",
    "suppositions",
    "units",
]
