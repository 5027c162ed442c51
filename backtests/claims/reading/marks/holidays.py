"""Days that texts date things by: holidays, elections, the first and last ones of a period."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from backtests.claims.reading.marks import days, resolvers
from backtests.claims.reading.marks.resolvers import OFFSETS, Bounds, Found, Groups, same
from data_feeds.series.elections import election_day

HOLIDAYS: tuple[tuple[str, Callable[[int], date]], ...] = (
    ("christmas eve", lambda year: date(year, 12, 24)),
    ("christmas", lambda year: date(year, 12, 25)),
    ("new year's eve", lambda year: date(year, 12, 31)),
    ("halloween", lambda year: date(year, 10, 31)),
    ("thanksgiving", lambda year: days.nth_weekday(year, 11, 3, 4)),
    ("labou?r day", lambda year: days.nth_weekday(year, 9, 0, 1)),
    ("memorial day", lambda year: days.add_days(days.nth_weekday(year, 6, 0, 1), -7)),
    ("independence day|the fourth of july", lambda year: date(year, 7, 4)),
    ("valentine's day", lambda year: date(year, 2, 14)),
    ("easter", days.easter),
    ("inauguration day", lambda year: date(year - (year - 1) % 4, 1, 20)),
    ("election day|the election", election_day),
)


JUST_OVER = 14  # days after a holiday on which "last" means the one before it


def named_holiday(m: Groups, on: date) -> Found | None:
    """Return a holiday: the latest one, and the next."""
    rule = next(rule for words, rule in HOLIDAYS if re.fullmatch(words, m["holiday"]))
    if m["year"] or m["which"]:
        year = int(m["year"]) if m["year"] else on.year + OFFSETS.get(m["which"], 0)
        day = rule(year)
        return Found((day, day), (day, day), "day")
    near = [rule(on.year + y) for y in range(-4, 5)]
    if m["before"]:
        # "Since last Christmas", a few days after one, is the one before.
        near = [d for d in near if d > on or (on - d).days > JUST_OVER]
    behind, ahead = max(d for d in near if d <= on), min(d for d in near if d >= on)
    return Found((behind, behind), (ahead, ahead), "day", named=False)


def election(m: Groups, on: date) -> Found | None:
    """Return the day of the election of a year, or of the last or next one of an even year."""
    if m["year"]:
        day = election_day(int(m["year"]))
        return same((day, day), "day")
    step = 4 if "presidential" in m["words"] else 2
    near = [election_day(year) for year in range(on.year - 4, on.year + 5) if year % step == 0]
    behind, ahead = max(d for d in near if d <= on), min(d for d in near if d >= on)
    return Found((behind, behind), (ahead, ahead), "day", named=False)


def day_after_election(m: Groups, on: date) -> Found | None:
    """Return the day after the election of a year, or after the last one."""
    past = election(m, on)
    if past is None:
        return None
    day = days.add_days(past.past[0], 1)
    return same((day, day), "day") if day <= on else None


def _edge(bounds: Bounds, *, last: bool) -> Bounds:
    """Return the first or last weekday of a period; nothing trades on New Year's Day."""
    first, end = bounds
    if last:
        day = days.weekday_before(days.add_days(end, 1))
    else:
        new_year = (first.month, first.day) == (1, 1)
        day = days.add_weekdays(first if new_year else days.add_days(first, -1), 1)
    return day, day


def first_or_last_day(m: Groups, on: date) -> Found | None:
    """Return the first or last weekday of a period.

    In a report the last day of the period under way is that of the one before, until it comes.
    """
    last = m["edge"] in {"last", "final", "closing"}
    named = _period(m, on)
    if named is None:
        return None
    past, ahead = _edge(named.past, last=last), _edge(named.ahead, last=last)
    fixed = m["year"] or m["which"] or m["month"]
    if not fixed and past[0] > on:
        past = _edge(days.period(days.add_days(named.past[0], -1), named.grain), last=last)
    return Found(past, ahead, "day", bool(fixed))


def _period(m: Groups, on: date) -> Found | None:
    if m["month"]:
        return resolvers.named_month(m, on)
    if m["quarter"]:
        return resolvers.named_quarter(m, on)
    if m["grain"]:
        return resolvers.relative_period(m, on) if m["which"] else resolvers.bare_grain(m, on)
    return resolvers.named_year(m, on)
