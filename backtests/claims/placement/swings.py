"""Distances from a record, and from the high or low of a period: "8% below the 2024 high"."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import replace
from typing import TypeAlias

from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import at_least, level_tolerance, tolerance_of
from backtests.claims.placement.past import NO_DAYS, first_day, stated_return
from backtests.claims.reading.marks.days import add_days, add_months
from backtests.claims.reading.marks.patterns.episodes import Episode, episode_between

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number}
_YEAR = r"(?:19|20)\d\d"
_PERIOD = (
    rf"(?:(?:(?P<before>\d\d?) )?(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?(?:'s)?"
    rf"(?: (?P<day>\d\d?)\b)?(?:,?[ -](?P<year>{_YEAR}))?(?:'s)?"
    rf"|(?P<alone>{_YEAR})(?:'s)?|(?P<this>this year's)|(?P<weeks>\d\d)-week)"
)
_EXTREME = r"(?P<sort>closing |intraday )?(?:(?P<high>highs?|peaks?|tops?)|lows?|bottoms?|troughs?)"
_FROM = r"\b(?:from|since|off|above|over|below|under|beneath) (?:its |the |their |an? )?"
# A level after the extreme, or a second one to which the move went, says more than these words.
_ENDS = r"\b(?! (?:of|at) \$?\d|[^.;]* to (?:its|the|their|a) )"
FROM_EXTREME = re.compile(rf"{_FROM}{_PERIOD} {_EXTREME}{_ENDS}", re.IGNORECASE)
FROM_EXTREME_OF = re.compile(rf"{_FROM}{_EXTREME} (?:of|in) {_PERIOD}{_ENDS}", re.IGNORECASE)
# "From its February peak to its March low".
START = re.compile(rf"{_FROM}{_PERIOD} {_EXTREME}(?= to )", re.IGNORECASE)
END = re.compile(rf" to (?:its |the |their |an? )?{_PERIOD} {_EXTREME}\b", re.IGNORECASE)
# A high that need not be the record: "its 52-week high", "its 2010 closing high", "its July top".
HIGH_OF_A_PERIOD = (
    r"\b(?:52-week|\d+-(?:week|month)|(?:19|20)\d\d|this year's|recent|session|intraday"
    rf"|(?:this|last) (?:week|month|quarter)'s|(?:{'|'.join(calendar.month_name[1:])})(?:'s)?) "
    r"(?:closing |intraday )?(?:high|peak|top)s?\b"
)
# "Up 0.1% from its previous record high" is none of the distance below it.
ABOVE_EARLIER = (
    r"\b(?:up|above|increase|gain|rise|higher)\b(?:[^.;]|\.\d)* "
    r"(?:from|than|above|on|over) (?:[\w&]+(?: [\w&]+)?'s |its |their |the )+"
    r"(?:previous|prior|earlier|old|last|most[- ]recent)\b"
)
# The move lasts until the day of the article.
LASTS = r"\b(?:has|have|is|are|stands?|remains?|now|still|sits?|trades?|up|down|off)\b"
PATTERNS = (FROM_EXTREME, FROM_EXTREME_OF)
Days: TypeAlias = tuple[datetime.date, datetime.date]
_TURN = (
    r"(?P<sort>closing |intraday )?"
    r"(?:(?P<high>highs?|peak(?:ed)?|top(?:ped)?)|lows?|bottom(?:ed)?|troughs?)"
)
_MADE = (
    r"(?:,? (?:of|at) \$?[\d,.]*\d)?,? (?:(?:set|made|reached|hit|touched|seen) )?"
    r"(?:on )?(?:(?:mon|tues|wednes|thurs|fri)day,? )?"
)


# Prices that have no bear markets by the names of those of shares.
NO_SHARES = frozenset({"VIX", "GOLD", "BTC", "OIL", "DXY"})


def _episode(wanted: Wanted) -> Episode | None:
    """Return the episode that a statement is of; None for one of other days."""
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None and not wanted.statement.condition.startswith("from "):
        return None
    one = episode_between(start, end)
    if one is None or start is not None:
        return one
    return one if wanted.sentence_says(one.pattern) else None


def is_of_episode(wanted: Wanted) -> bool:
    """Whether a statement is of a decline by its name: "in the dot-com bust"."""
    return _episode(wanted) is not None


def of_episode(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of the fall from the peak of an episode to its low, by the closes or bars."""
    one = _episode(wanted)
    if one is None:
        return NO_DAYS
    shares = not wanted.one.rate and wanted.one.symbol not in NO_SHARES
    if not shares or wanted.statement.direction != "down":
        return WhyNot(f"no such study: of something else than the fall in {one.words}")
    if wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return WhyNot(f"its figure is no size of the fall in {one.words}")
    (value,) = wanted.value
    peak, low = one.peak, one.low
    return Draft(
        "F",
        "record_distance",
        {"bars": wanted.one.bars},
        {
            "date": low[0],
            "claimed": -value,
            "tolerance": tolerance_of(wanted, value),
            **_bound(wanted),
            "of": "either",
            "since": peak[0],
            "until": peak[1],
            "opposite_until": low[1],
        },
        caveats=(
            f"the article names no days: {one.words} is taken from the highest price of "
            f"{peak[0]} to {peak[1]} to the lowest of {low[0]} to {low[1]}",
        ),
    )


def is_from_extreme(wanted: Wanted) -> bool:
    """Whether a move is stated as one from the only high or low of a period in its sentence."""
    return _extreme(wanted) is not None or _of_a_day(wanted) is not None


def _of_a_day(wanted: Wanted) -> re.Match[str] | None:
    """Return the words of the high or low of the day of which a move began.

    Its price may be that of a moment of the day, and its close another one.
    """
    day, end = wanted.statement.from_, wanted.statement.to
    if day is None or end is None or end <= day or wanted.statement.condition:
        return None
    if wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return None
    month = f"{calendar.month_name[day.month][:3]}[a-z]*\\.?"
    named = rf"(?:{month} {day.day}(?:st|nd|rd|th)?|{day.day}(?:st|nd|rd|th)? (?:of )?{month})\b"
    for pattern in (
        rf"\b{named}(?:,? {day.year})?(?:'s)? {_TURN}\b",
        rf"\b{_TURN}{_MADE}{named}",
    ):
        found = re.search(pattern, wanted.statement.sentence, re.IGNORECASE)
        if found is not None and bool(found["high"]) == (wanted.sign < 0):
            return found
    return None


def _extreme(wanted: Wanted) -> tuple[re.Match[str], Days] | None:
    """Return the words of the extreme, and first and last day of its period."""
    sentence, text = wanted.statement.sentence, wanted.statement.text
    found = [m for pattern in PATTERNS for m in pattern.finditer(sentence)]
    if len(found) != 1 or wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return None
    period = _period(found[0], wanted.date)
    begins = wanted.statement.from_
    if begins is not None and begins not in (add_days(period[0], -1), period[0]):
        return None
    at = sentence.find(text)
    figures = re.findall(r"\d(?:[\d.]*\d)?(?: ?%| per ?cent\b)", sentence)
    beside = at <= found[0].end() and found[0].start() <= at + len(text) + 1
    alone = len(figures) == 1 or (not figures and at >= 0)
    # "And the Dow 12%": it goes on with the low of the market before.
    goes_on = wanted.statement.condition.startswith("from ") and wanted.statement.to is None
    return (found[0], period) if alone or beside or goes_on else None


def is_between_extremes(wanted: Wanted) -> bool:
    """Whether a move is stated as one from a high to a low of two periods, or the other way."""
    return _between(wanted) is not None


def _between(wanted: Wanted) -> tuple[re.Match[str], Days, Days] | None:
    """Return the words of the first extreme, and the periods of both."""
    if wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return None
    for first in START.finditer(wanted.statement.sentence):
        second = END.match(wanted.statement.sentence, first.end())
        if second is None or bool(first["high"]) == bool(second["high"]):
            continue
        if bool(first["high"]) != (wanted.statement.direction == "down"):
            continue
        if not _is_beside(wanted, first.start(), second.end()):
            continue
        to = _period(second, wanted.date)
        start = _period(first, wanted.date if first["year"] else to[1])
        if first["year"] and not second["year"]:
            to = _period(second, min(add_months(start[1], 12), wanted.date))
        if start[0] <= to[0]:
            return first, start, to
    return None


def _is_beside(wanted: Wanted, start: int, end: int) -> bool:
    """Whether a place of the sentence is by the words of a statement that gives days of its own."""
    sentence, text = wanted.statement.sentence, wanted.statement.text
    at = sentence.find(text)
    own_days = wanted.statement.from_ is not None and wanted.statement.to is not None
    return not own_days or at < 0 or (at <= end and start <= at + len(text) + 1)


def between_extremes(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a move from the high of a period to the low of a later one, or back."""
    found = _between(wanted)
    if found is None or found[2][1] > wanted.date:
        return NO_DAYS
    m, start, to = found
    draft = _row(wanted, m, (start[0], min(start[1], to[1])), to[0])
    return replace(draft, parameters={**draft.parameters, "opposite_until": to[1]})


def from_extreme(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of the distance of a close from the high or low of a period."""
    turn, begins = _of_a_day(wanted), wanted.statement.from_
    if turn is not None and begins is not None:
        return _row(wanted, turn, (begins, begins), wanted.statement.to or wanted.date)
    found = _extreme(wanted)
    day = wanted.statement.to or wanted.date
    if found is None or found[1][0] >= day:
        return NO_DAYS
    m, period = found
    if day == wanted.date and not wanted.sentence_says(LASTS):
        # "Fell 34% from its February peak": the day of the low is not known.
        return NO_DAYS
    high, below = bool(m["high"]), wanted.statement.direction == "down"
    until = min(period[1], day)
    if until == day and high != below:
        return WhyNot("no such study: of a rise from a high of a period that goes on")
    return _row(wanted, m, (period[0], until), day)


def _bound(wanted: Wanted) -> dict[str, object]:
    """Return the parameter of a figure that was exceeded: "more than doubled from its low"."""
    return {"relation": "at least"} if at_least(wanted) else {}


def _row(wanted: Wanted, m: re.Match[str], period: Days, day: datetime.date) -> Draft:
    """Return the row of the distance from an extreme of a period, whose words are given."""
    sort = (m["sort"] or "").strip().lower()
    (value,) = wanted.value
    below = wanted.statement.direction == "down"
    return Draft(
        "F",
        "record_distance",
        data={"bars": wanted.one.bars},
        parameters={
            "date": day,
            "claimed": -value if below else value,
            "tolerance": tolerance_of(wanted, value),
            **_bound(wanted),
            "extreme": "high" if m["high"] else "low",
            "of": {"closing": "closes", "intraday": "bars"}.get(sort, "either"),
            "since": period[0],
            "until": period[1],
            **({} if wanted.also is None or day != wanted.date else wanted.or_date),
        },
    )


def _period(m: re.Match[str], on: datetime.date) -> Days:
    """Return first and last day of the period of an extreme: the last of its name so far."""
    if m["weeks"]:
        return add_days(on, 1 - 7 * int(m["weeks"])), on
    if m["alone"] or m["this"]:
        year = int(m["alone"]) if m["alone"] else on.year
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = _MONTHS[m["month"].lower()]
    year = int(m["year"]) if m["year"] else on.year - (month > on.month)
    first = datetime.date(year, month, 1)
    last = add_days(add_months(first, 1), -1)
    number = int(m["day"] or m["before"] or 0)
    if 0 < number <= last.day:
        first = last = first.replace(day=number)
    return first, last


def record_distance(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a distance from the record."""
    day = wanted.statement.to
    if day is None:
        return NO_DAYS
    if not wanted.value:
        return WhyNot("it has no number")
    if wanted.sentence_says(HIGH_OF_A_PERIOD):
        return WhyNot("no such study: of the distance from the high of a period")
    dated = wanted.statement.from_ is not None and wanted.statement.from_ < day
    if dated and not wanted.sentence_says(r"\b(?:record|all-time)\b"):
        # "16% under its high of 31 July": a high of that day, which need not be the record.
        return stated_return(wanted)
    if wanted.sentence_says(ABOVE_EARLIER):
        return WhyNot("no such study: of a rise from an earlier record to a new one")
    down = -1 if wanted.statement.direction != "up" else 1
    claimed, tolerance = down * max(wanted.value), tolerance_of(wanted, max(wanted.value))
    return Draft(
        "F",
        "record_distance",
        data={"bars": wanted.one.bars},
        parameters={
            "date": day,
            "claimed": claimed,
            "tolerance": tolerance,
            **_bound(wanted),
            **wanted.or_date,
        },
    )


def of_a_period(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of the high or low of a period, such as the 52 weeks up to a day."""
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or start >= end or len(wanted.value) != 1:
        return NO_DAYS
    level = wanted.value[0]
    return Draft(
        "F",
        "record_level",
        {"bars": wanted.one.bars},
        {
            "date": end,
            "level": level,
            "tolerance": level_tolerance(level),
            "extreme": "low" if wanted.sign < 0 else "high",
            "since": first_day(start, end),
        },
    )
