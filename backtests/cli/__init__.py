"""The command line: parse options, call the studies, print the results."""

__all__ = ["app", "commands", "options", "output", "progress", "sources", "streams"]
