"""Accounts of trading: the day they are on, and what a figure without a time goes on with."""

__all__ = [
    "carrying",
    "coming_year",
    "lent",
    "preceding",
    "reviews",
    "runs",
    "sessions",
    "snapshots",
    "turning",
]
