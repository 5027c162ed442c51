"""The public JSON documents, one module per command.

Each document is built by a function `<document>_json`.
"""

__all__ = [
    "backtest",
    "breakout",
    "curves",
    "data",
    "easing",
    "hit_rate",
    "latest_signal",
    "position_size",
    "read",
    "run",
    "scan",
    "schemas",
    "status",
    "sweep",
    "universe",
    "walk_forward",
]
