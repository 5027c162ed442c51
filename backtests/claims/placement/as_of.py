"""The last close that an article knows: that of the day before, where it reports on that day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.reading.marks.days import weekday_before
from backtests.claims.reading.statement import Statement

# A report of the day before has at least so many statements of that day.
LEAST = 2
MOVES = frozenset({"return", "comparison"})


def as_of_the_report(statements: Sequence[Statement], date: datetime.date) -> list[Statement]:
    """Return the statements with moves up to the day of publication ended on the day reported on.

    A paper of Friday morning reports on Thursday: what it says of the year so far ends with the
    close of Thursday. An article that states a price or a move of its own day knows that close.
    """
    before = weekday_before(date)
    days = [one.to for one in statements if _is_of_a_day(one)]
    if days.count(before) < LEAST or date in days or date.weekday() >= SATURDAY:
        return list(statements)
    return [
        replace(one, to=before)
        if one.kind in MOVES and one.to == date and one.from_ is not None and one.from_ < before
        else one
        for one in statements
    ]


SATURDAY = 5


def _is_of_a_day(one: Statement) -> bool:
    """Whether a statement is on a price of one day, or a move of one."""
    if one.to is None or one.from_ is None:
        return False
    return one.from_ == one.to or one.from_ == weekday_before(one.to)
