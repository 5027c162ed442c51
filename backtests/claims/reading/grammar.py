"""The statements of an article, found by a deterministic grammar."""

from __future__ import annotations

import datetime

from backtests.claims.reading.statement import Statement


def read_text(text: str, *, date: datetime.date, title: str = "") -> list[Statement]:
    """Return the statements of an article in the order of its text.

    Parameters
    ----------
    text
        The article: paragraphs, headings, list items and table rows on lines of their own.
    date
        The day of publication; every date in words is resolved against it.
    title
        The headline, which names the market that "the index" stands for until another is named.
    """
    return []
