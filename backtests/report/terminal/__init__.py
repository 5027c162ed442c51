"""Rich tables for the terminal, one module a command."""

__all__ = [
    "backtest",
    "breakout",
    "claims",
    "data",
    "easing",
    "latest_signal",
    "read",
    "run",
    "scan",
    "status",
    "studies",
    "style",
    "sweep",
    "universe",
    "walk_forward",
]
