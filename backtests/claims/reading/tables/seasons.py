"""Rows of months, weekdays or horizons below a heading on averages: "March 1.1%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.samples import is_long, is_sample
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Kind
from backtests.claims.reading.timing.spans import span

# A heading over means of the parts of the calendar, or of what followed an event.
OF_MEANS = re.compile(r"\b(?:average|mean|median|typical|seasonality|historical)\b")
OF_RETURNS = re.compile(
    r"\b(?:returns?|gains?|performance|change|moves?|seasonality|month|day|after|following)\b"
)
SEASON = re.compile(
    r"\W*(?P<part>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:pre-|post-)?(?:election|midterm)(?: years?)?|(?:first|second|third|fourth) years?)s?\b"
)
ROW = re.compile(words.marks(r"\W*[^‹]{0,24}(?:<T>)?[:\s(–-]*(?P<amount><%>)\)?(?:[ *†]*)"))


def row(scene: Scene) -> bool:
    """Add the mean of a part of the calendar; return whether the line is such a row."""
    memory, sentence = scene.memory, scene.marked.sentence
    over = memory.title or memory.intro
    if not sentence.heading or memory.table or scene.names or not memory.price:
        return False
    if year_row(scene, over):
        return True
    if not memory.means and not (OF_MEANS.search(over) and OF_RETURNS.search(over)):
        return False
    m, part = ROW.fullmatch(scene.text), SEASON.match(sentence.text.lower())
    place = next((p for p in scene.amounts if m and p.start == m.start("amount")), None)
    if part is None or place is None or len(scene.amounts) != 1:
        return False
    _state(scene, place, memory.price, part["part"])
    return True


YEAR_ROW = re.compile(words.marks(r"\W*(?P<year><T>)[:\s(–-]*(?P<amount><%>)\)?(?:[ *†]*)"))
MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november"
    r"|december) (?:returns?|gains?|performance|changes?)\b"
)
MONTHS = (
    "january february march april may june july august september october november december".split()
)


def year_row(scene: Scene, over: str) -> bool:
    """Add the return of a year, or of the month that the heading names: "2008 -16%"."""
    m = YEAR_ROW.fullmatch(scene.text)
    subject = scene.memory.price
    year = next((t.mention for t in scene.times if m and t.start == m.start("year")), None)
    if m is None or year is None or year.grain != "year" or not OF_RETURNS.search(over):
        return False
    if year.last.year > scene.on.year or scene.group_of(subject) not in PRICE_GROUPS:
        return False
    place = next(p for p in scene.amounts if p.start == m.start("amount"))
    month = MONTH.search(over)
    first, last = year.first, min(year.last, scene.on)
    if month:
        first = year.first.replace(month=MONTHS.index(month[1]) + 1)
        last = days.period(first, "month")[1]
    value, unit = in_units(place.mention, scene.group_of(subject))
    scene.use(place)
    scene.state(
        "return",
        (0, place.end),
        subject,
        value,
        unit,
        direction="down" if place.mention.sign == "-" else "up",
        dates=(days.add_days(first, -1), last),
    )
    return True


def _state(scene: Scene, place: Placed[Amount], subject: Subject, part: str) -> None:
    value, unit = in_units(place.mention, scene.group_of(subject))
    if scene.group_of(subject) not in PRICE_GROUPS:
        return
    sample = scene.memory.heading_time
    dates = (
        span(sample, scene.on, "sample", ahead=False)
        if sample and (is_sample(sample) or is_long(sample))
        else (None, None)
    )
    kind: Kind = "seasonal"
    scene.use(place)
    scene.state(
        kind,
        (0, place.end),
        subject,
        value,
        unit,
        direction="down" if place.mention.sign == "-" else "up",
        dates=dates,
        condition=part,
    )
