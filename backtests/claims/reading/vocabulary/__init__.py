"""Words for a move up or down, for what is to come, and for doing better or worse."""

__all__ = ["comparisons", "directions", "prospects"]
