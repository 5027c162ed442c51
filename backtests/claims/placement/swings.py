"""Moves from the high or low of a period: "up 42% from its April low", "8% below the 2024 high"."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TypeAlias

from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import tolerance_of
from backtests.claims.placement.past import NO_DAYS
from backtests.claims.reading.marks.days import add_days, add_months

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number}
_YEAR = r"(?:19|20)\d\d"
_PERIOD = (
    rf"(?:(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?(?:'s)?(?:,?[ -](?P<year>{_YEAR}))?(?:'s)?"
    rf"|(?P<alone>{_YEAR})(?:'s)?|(?P<this>this year's)|(?P<weeks>\d\d)-week)"
)
_EXTREME = r"(?P<sort>closing |intraday )?(?:(?P<high>highs?|peaks?|tops?)|lows?|bottoms?|troughs?)"
_FROM = r"\b(?:from|since|off|above|over|below|under|beneath) (?:its |the |their |an? )?"
# A level after the extreme, or a second one to which the move went, says more than these words.
_ENDS = r"\b(?! (?:of|at) \$?\d|[^.;]* to (?:its|the|their|a) )"
FROM_EXTREME = re.compile(rf"{_FROM}{_PERIOD} {_EXTREME}{_ENDS}", re.IGNORECASE)
FROM_EXTREME_OF = re.compile(rf"{_FROM}{_EXTREME} (?:of|in) {_PERIOD}{_ENDS}", re.IGNORECASE)
# The move lasts until the day of the article.
LASTS = r"\b(?:has|have|is|are|stands?|remains?|now|still|sits?|trades?|up|down|off)\b"
PATTERNS = (FROM_EXTREME, FROM_EXTREME_OF)
Days: TypeAlias = tuple[datetime.date, datetime.date]


def is_from_extreme(wanted: Wanted) -> bool:
    """Whether a move is stated as one from the only high or low of a period in its sentence."""
    return _extreme(wanted) is not None


def _extreme(wanted: Wanted) -> tuple[re.Match[str], Days] | None:
    """Return the words of the extreme, and first and last day of its period."""
    sentence, text = wanted.statement.sentence, wanted.statement.text
    found = [m for pattern in PATTERNS for m in pattern.finditer(sentence)]
    if len(found) != 1 or wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return None
    period = _period(found[0], wanted.date)
    begins = wanted.statement.from_
    if begins is not None and begins != add_days(period[0], -1):
        return None
    at = sentence.find(text)
    figures = re.findall(r"\d(?:[\d.]*\d)?(?: ?%| per ?cent\b)", sentence)
    beside = at <= found[0].end() and found[0].start() <= at + len(text) + 1
    return (found[0], period) if len(figures) == 1 or beside else None


def from_extreme(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of the distance of a close from the high or low of a period."""
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
    sort = (m["sort"] or "").strip().lower()
    (value,) = wanted.value
    return Draft(
        "F",
        "record_distance",
        data={"bars": wanted.one.bars},
        parameters={
            "date": day,
            "claimed": -value if below else value,
            "tolerance": tolerance_of(wanted, value),
            "extreme": "high" if high else "low",
            "of": {"closing": "closes", "intraday": "bars"}.get(sort, "either"),
            "since": period[0],
            "until": until,
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
    return first, add_days(add_months(first, 1), -1)
