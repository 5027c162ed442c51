"""The table of instruments, by sort."""

__all__ = ["commodities", "equities", "rates", "row", "untracked"]
