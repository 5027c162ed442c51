"""Processes, versions, code and data fingerprints, plain JSON and CSV."""

__all__ = [
    "choices",
    "columns",
    "csv_text",
    "escapes",
    "fingerprints",
    "fork_server",
    "processes",
    "progress",
    "serialization",
    "versions",
    "wording",
]
