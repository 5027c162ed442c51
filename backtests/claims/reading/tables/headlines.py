"""A headline that repeats what the article says below it, where it is dated."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.reading.statement import Statement

# Days before the publication within which the event of a headline lies.
NEWS = datetime.timedelta(days=10)


def settle(found: Sequence[Statement], body: int, date: datetime.date) -> list[Statement]:
    """Date the statements of a headline as the article dates them below.

    "Small caps hit a record" over an article on the day before is of that day. A statement keeps
    its own time if it names one other than the day of publication, or if nothing below repeats it.

    Parameters
    ----------
    found
        The statements of the article in the order of its text.
    body
        Where the text below the headline begins.
    date
        The day of publication.
    """
    below = [one for one in found if one.start >= body and _is_news(one, date)]
    reported = any(one.kind in REPORTED for one in below)
    return [
        _dated_as(one, below) if one.start < body and one.to in (None, date) else one
        for one in found
        # "Stocks rally after elections" over no report of a day is no news.
        if reported or one.start >= body or one.to or one.value or one.kind != "return"
    ]


# What the report of a day, a week or a month holds.
REPORTED = frozenset({"return", "level", "record"})


def _is_news(statement: Statement, date: datetime.date) -> bool:
    return statement.to is not None and date - NEWS <= statement.to <= date


def _dated_as(headline: Statement, below: Sequence[Statement]) -> Statement:
    """Return the headline with the days of the first statement that says as much."""
    same = (one for one in below if _says_as_much(one, headline))
    found = next(same, None)
    if found is None:
        return headline
    return replace(
        headline,
        direction=headline.direction or found.direction,
        from_=found.from_,
        to=found.to,
        testable=found.testable,
    )


def _says_as_much(statement: Statement, headline: Statement) -> bool:
    return (
        (statement.kind, statement.subject) == (headline.kind, headline.subject)
        and headline.direction in ("", statement.direction)
        and (not headline.value or _rounds_to(statement, headline))
        and headline.condition in ("", statement.condition)
        # A record since a day is another than one since an earlier day.
        and (headline.kind != "record" or headline.from_ in (None, headline.to, statement.from_))
    )


def _rounds_to(statement: Statement, headline: Statement) -> bool:
    """Whether the figures of a headline are those below, or those rounded."""
    least = {"points": 1.0, "fraction": 0.0005, "bp": 1.0}.get(statement.unit, 0.0)
    return (
        statement.unit == headline.unit
        and len(statement.value) == len(headline.value)
        and all(
            a == b or (abs(a - b) < least and abs(a - b) < abs(b) / 10)
            for a, b in zip(headline.value, statement.value, strict=True)
        )
    )
