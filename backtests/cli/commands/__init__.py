"""Commands of the command line, one module each."""

__all__ = [
    "backtest",
    "breakout",
    "claims",
    "data",
    "easing",
    "read",
    "regress",
    "run",
    "scan",
    "schema",
    "status",
    "sweep",
]
