"""The command line: parse options, call the studies, print the results."""

__all__ = [
    "app",
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
