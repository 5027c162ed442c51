"""Claims: rows of TOML files, their validation, the run that tests them, and their status."""

__all__ = [
    "documents",
    "drafts",
    "errors",
    "examination",
    "examples",
    "families",
    "listing",
    "literature",
    "look_ahead",
    "placement",
    "reading",
    "registry",
    "run",
    "schema",
    "selection",
    "status",
    "validation",
]
