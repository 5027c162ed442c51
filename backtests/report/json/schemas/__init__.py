"""The objects of the JSON documents, from which their schemas are generated."""

__all__ = [
    "breakout",
    "checks",
    "common",
    "declare",
    "documents",
    "easing",
    "events",
    "read",
    "run",
    "scan",
    "signals",
    "status",
    "sweep",
    "universe",
    "walk_forward",
]
