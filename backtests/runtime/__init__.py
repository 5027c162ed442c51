"""Processes, versions, code and data fingerprints, plain JSON and CSV."""

__all__ = [
    "choices",
    "columns",
    "csv_text",
    "escapes",
    "fingerprints",
    "processes",
    "progress",
    "serialization",
    "versions",
    "wording",
]
