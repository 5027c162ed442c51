"""Readers and writers of files: CSV, snapshot folders and the shipped reference figures."""

__all__ = [
    "atomic",
    "build_reference",
    "csv_file",
    "frame",
    "keeping",
    "policy",
    "reference",
    "shipped_series",
    "snapshot",
    "tables",
    "target_range",
    "whole_file",
]
