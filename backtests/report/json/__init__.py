"""The public JSON documents, one module a command."""

__all__ = [
    "breakout",
    "curves",
    "data",
    "easing",
    "latest_signal",
    "run",
    "status",
    "sweep",
    "universe",
]
