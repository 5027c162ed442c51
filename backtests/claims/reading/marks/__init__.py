"""A sentence in marks: its names, times and amounts, found in that order."""

__all__ = [
    "companies",
    "days",
    "groups",
    "holidays",
    "instruments",
    "joined_times",
    "lengths",
    "lists",
    "marked",
    "markets",
    "moments",
    "numbers",
    "numerals",
    "patterns",
    "periods",
    "resolvers",
    "times",
    "zones",
]
