"""The command line: parse options, call, print."""

__all__ = ["app", "commands", "options", "progress", "sources"]
