"""Processes, clusters, versions, fingerprints, kept results, plain JSON and CSV."""

__all__ = [
    "choices",
    "cluster",
    "columns",
    "csv_text",
    "digests",
    "escapes",
    "fingerprints",
    "fork_server",
    "processes",
    "progress",
    "reached_code",
    "serialization",
    "store",
    "versions",
    "wording",
]
