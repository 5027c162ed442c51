"""Rows of months, weekdays or horizons below a heading on averages: "March 1.1%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.spans import span
from backtests.claims.reading.statement import Kind

# A heading over means of the parts of the calendar, or of what followed an event.
OF_MEANS = re.compile(r"\b(?:average|mean|median|typical|seasonality|historical)\b")
OF_RETURNS = re.compile(
    r"\b(?:returns?|gains?|performance|change|moves?|seasonality|month|day|after|following)\b"
)
SEASON = re.compile(
    r"\W*(?P<part>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri)day|(?:pre-|post-)?(?:election|midterm)(?: years?)?)s?\b"
)
ROW = re.compile(words.marks(r"\W*[^‹]{0,24}(?:<T>)?[:\s(–-]*(?P<amount><%>)\)?(?:[ *†]*)"))


def row(scene: Scene) -> bool:
    """Add the mean of a part of the calendar; return whether the line is such a row."""
    memory, sentence = scene.memory, scene.marked.sentence
    over = memory.title or memory.intro
    if not sentence.heading or memory.table or scene.names or not memory.price:
        return False
    if not (OF_MEANS.search(over) and OF_RETURNS.search(over)):
        return False
    m, part = ROW.fullmatch(scene.text), SEASON.match(sentence.text.lower())
    place = next((p for p in scene.amounts if m and p.start == m.start("amount")), None)
    if part is None or place is None or len(scene.amounts) != 1:
        return False
    _state(scene, place, memory.price, part["part"])
    return True


def _state(scene: Scene, place: Placed[Amount], subject: Subject, part: str) -> None:
    value, unit = in_units(place.mention, scene.group_of(subject))
    if scene.group_of(subject) not in PRICE_GROUPS:
        return
    sample = scene.memory.heading_time
    dates = (
        span(sample, scene.on, "sample", ahead=False)
        if sample and sample.role == "since"
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
