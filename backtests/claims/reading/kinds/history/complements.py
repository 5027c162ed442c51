"""Which part of the calendar a figure is of, where others are named beside it."""

from __future__ import annotations

import calendar
import re

from backtests.claims.reading import words
from backtests.claims.reading.marks.days import MONTHS
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

THE_REST = re.compile(
    r"(?: on average)? (?:for|in|during|over|across|through) (?:all )?(?:the )?"
    r"(?:other|rest|remaining|remainder)\b(?! of (?:the|this|that) (?:month|week|day))"
)
# Between a figure and the month that it is of.
THEN = re.compile(r"(?: on average)? ?(?:\(?|in )")
BETWEEN = re.compile(r"(?P<first>[a-z]+) (?:and|to|through) (?P<last>[a-z]+)", re.IGNORECASE)
# From the end of one month to that of another: the months after the first.
MONTH_ENDS = re.compile(
    r"(?:the )?(?:end|close) of (?P<first>[a-z]+) (?:to|until|through) (?:the )?(?:end"
    r"|close) of (?P<last>[a-z]+)"
)


def part_named(words_: str) -> str:
    """Return the part of the calendar that the words of a time name.

    >>> part_named("between november and april"), part_named("in the summer")
    ('november to april', 'summer')
    """
    part = re.sub(r"^(?:in|from|on|during|between|of|for|over)(?: the)? ", "", words_)
    ends = MONTH_ENDS.fullmatch(part)
    if ends and ends["first"] in MONTHS and ends["last"] in MONTHS:
        return f"{MONTHS[MONTHS.index(ends['first']) % 12 + 1]} to {ends['last']}"
    return re.sub(r"^(\w+) and (\w+)$", r"\1 to \2", part)


MONTH_THAT_HAS = re.compile(
    words.marks(r"(?:(?<=times )|(?=<T> (?:ha(?:s|ve)\b|<#> times\b)))(?P<time><T>)")
)


def month_counted(scene: Scene) -> str:
    """Return the month of "December has been up only five times", "rose in May nine times"."""
    found = {m.start("time") for m in MONTH_THAT_HAS.finditer(scene.text)}
    months = (t.mention for t in scene.times if t.start in found and t.mention.grain == "month")
    return next((part_named(time.words) for time in months if not time.named), "")


# "Late December through mid-January has been up": a stretch that is no part with a name.
STRETCH = re.compile(
    words.marks(
        r"(?:^\W*|[:;] )(?P<first><T>) (?:(?:through|to|until) )?(?P<last><T>) (?:has|have|was"
        r"|were)\b"
    )
)


def stretch_of_year(scene: Scene) -> str:
    """Return a stretch between two parts of months that a sentence speaks of; empty without one."""
    m = STRETCH.search(scene.text)
    if m is None:
        return ""
    ends = {t.start: t.mention for t in scene.times}
    first, last = ends[m.start("first")].words, ends[m.start("last")].words
    return f"{part_named(first)} to {last.removeprefix('through ').removeprefix('until ')}"


def part_counted(scene: Scene) -> str:
    """Return the month or stretch of the year that a count over years is of; empty without one."""
    return stretch_of_year(scene) or month_counted(scene)


def beside(scene: Scene, place: Placed[Amount], part: str) -> str:
    """Return the part of the calendar that a figure is of: a month beside it, or the rest.

    >>> _rest("november to april"), _rest("September")
    ('May to October', 'not September')
    """
    part = _own_month(scene, place, part)
    if part and THE_REST.match(scene.marked.sentence.text, place.mention.end):
        return _rest(part)
    return part


def _own_month(scene: Scene, place: Placed[Amount], part: str) -> str:
    """Return the month beside a figure where several are named, and else the part itself."""
    months = [
        (t, part_named(t.mention.words))
        for t in scene.times
        if t.mention.role == "in"
        and not t.mention.named
        and (t.mention.grain == "month" or " end of " in t.mention.words)
    ]
    if part.lower() not in {name.lower() for _, name in months}:
        return part
    after = [n for t, n in months if THEN.fullmatch(scene.text, place.end, t.start)]
    before = [n for t, n in months if t.end <= place.start]
    return (after[:1] or before[-1:] or [part])[0]


def _rest(part: str) -> str:
    m = BETWEEN.fullmatch(part)
    if m is None or m["first"].lower() not in MONTHS or m["last"].lower() not in MONTHS:
        return f"not {part}"
    first, last = MONTHS.index(m["first"].lower()), MONTHS.index(m["last"].lower())
    names = (calendar.month_name[month % 12 + 1] for month in (last, first + 10))
    return " to ".join(names)
