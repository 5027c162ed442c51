"""Processes, versions, code and data fingerprints, and plain JSON."""

__all__ = ["choices", "fingerprints", "processes", "progress", "serialization", "versions"]
