"""The command line: parse options, call the studies, print the results."""

__all__ = [
    "app",
    "breakout_rules",
    "checks",
    "commands",
    "interrupts",
    "lazy",
    "options",
    "output",
    "progress",
    "sources",
    "start",
    "streams",
]
