"""The last close, and the last whole period, that an article knows."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.placement.draft import Draft, Wanted
from backtests.claims.reading.marks.days import period, weekday_before
from backtests.claims.reading.marks.resolvers import GRAINS
from backtests.claims.reading.statement import Statement

# A report of the day before has at least so many statements of that day.
LEAST = 2
# And as large a part of its sentences: a review that mentions the day once or twice is none.
SHARE = 10
# Days of a period that has only begun: "its best month" is the one before.
ONLY_BEGUN = {"week": 2, "month": 7, "quarter": 20, "year": 25}
MOVES = frozenset({"return", "comparison"})
STATES = frozenset({"level", "volatility", "rate"})
OF_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon))\b", re.IGNORECASE)
CLOSED = re.compile(
    r"(?<!has )(?<!have )(?<!had )"
    r"\b(?:clos(?:ed|es|ing)|finish(?:ed|es)|ended|ends|settled|settles)\b",
    re.IGNORECASE,
)
# Levels that a chart has, whatever the price.
SIDES = re.compile(r"\b(?:supports?|resistances?|levels? to watch|pivots?)\b", re.IGNORECASE)


def as_of_the_report(statements: Sequence[Statement], date: datetime.date) -> list[Statement]:
    """Return the statements with moves up to the day of publication ended on the day reported on.

    A paper of Friday morning reports on Thursday: what it says of the year so far ends with the
    close of Thursday. An article that states a price or a move of its own day knows that close.
    """
    before = weekday_before(date)
    dated = {(s.sentence, s.subject) for s in statements if s.to is not None and s.to <= date}
    said = {(s.sentence, s.subject) for s in statements if s.to == before and _is_of_a_day(s)}
    few = len(said) < max(LEAST, len(dated) / SHARE)
    known = any(_knows_the_close(one, date) for one in statements)
    if few or known or date.weekday() >= SATURDAY:
        return list(statements)
    return [_as_of(one, before, date) for one in statements]


def other_close(statements: Sequence[Statement], date: datetime.date) -> datetime.date | None:
    """Return the day before that "now" may be as well; None where the article says.

    An article that states no close and no move of its own day may have been written before it was
    over.
    """
    if date.weekday() >= SATURDAY or any(_knows_the_close(one, date) for one in statements):
        return None
    return weekday_before(date)


def is_of_now(one: Statement, date: datetime.date) -> bool:
    """Whether a statement ends on the day of publication, though it is not of that day alone."""
    undated = one.kind == "return" and one.to is None and one.from_ is None
    streak = one.kind == "record" and "streak" in one.condition and one.to == date
    led = one.kind in STATES and one.to == date and len(one.value) > 1
    record = one.kind == "record" and one.to == date and one.from_ not in {None, date}
    return record or undated or streak or led or _as_of(one, weekday_before(date), date) is not one


def _as_of(one: Statement, before: datetime.date, date: datetime.date) -> Statement:
    """Return a statement on the day of publication as one on the day before."""
    if one.to != date:
        return one
    moved = one.kind in MOVES and one.from_ is not None and one.from_ < before
    if moved or one.condition.startswith("from "):
        return replace(one, to=before)
    stands = one.kind in STATES and one.from_ == date
    return replace(one, from_=before, to=before) if stands else one


def _knows_the_close(one: Statement, date: datetime.date) -> bool:
    """Whether a statement is on a move of the day of publication, or on a close of it."""
    if one.to != date or not _is_of_a_day(one) or one.condition.endswith("average"):
        return False
    today = OF_TODAY.search(one.sentence) is not None or CLOSED.search(one.text) is not None
    if one.kind == "level" and SIDES.search(one.sentence) and not today:
        return False
    return one.from_ != date or today


SATURDAY = 5


def _is_of_a_day(one: Statement) -> bool:
    """Whether a statement is on a price of one day, or a move of one."""
    if one.to is None or one.from_ is None:
        return False
    return one.from_ == one.to or one.from_ == weekday_before(one.to)


def just_over(day: datetime.date, of: str) -> datetime.date | None:
    """Return the last day of the period before, where the one under way has only begun."""
    first, last = period(day, GRAINS[of])
    begun = (day - first).days < ONLY_BEGUN[of] and day != last
    return weekday_before(first) if begun else None


def last_whole(end: datetime.date, of: str) -> datetime.date:
    """Return the last day of the last period that is over: one under way counts for none."""
    if of == "day":
        return end
    grain = GRAINS[of]
    last = weekday_before(period(end, grain)[1] + datetime.timedelta(days=1))
    if last <= end:
        return last
    return weekday_before(period(end, grain, -1)[1] + datetime.timedelta(days=1))


BEST_OF_A_MONTH = (
    r"\b(?:best|worst|strongest|weakest|poorest|biggest|largest) "
    rf"(?P<month>{'|'.join(calendar.month_name[1:])})\b(?! (?:day|week|session))"
)


def best_of_a_month(
    wanted: Wanted, end: datetime.date, since: datetime.date | None
) -> Draft | None:
    """Return the row of the best or worst month of its name: "its worst January since 2009"."""
    m = re.search(BEST_OF_A_MONTH, wanted.statement.text, re.IGNORECASE)
    last = period(end, "month")[1]
    whole = weekday_before(last + datetime.timedelta(days=1)) <= end
    named = m is not None and m["month"].capitalize() == calendar.month_name[end.month]
    if m is None or not named or not whole or wanted.value or len(wanted.listed) > 1:
        return None
    return Draft(
        "F",
        "record_extreme",
        {"bars": wanted.one.month_ends},
        {
            "start": end.replace(day=1),
            "end": end,
            "extreme": "lowest" if wanted.sign < 0 else "highest",
            "of": "month",
            "month": end.month,
            **({} if since is None else {"since": since}),
        },
    )
