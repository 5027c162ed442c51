"""Words of counts, shared by all that writes for a reader."""

from __future__ import annotations


def plural(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun in the right number.

    >>> plural(1, "symbol"), plural(2, "series", "series")
    ('1 symbol', '2 series')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
