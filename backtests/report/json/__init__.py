"""The public JSON documents, one module per command.

Each document is built by a function `<document>_json`.
"""

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
