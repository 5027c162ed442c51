"""Rows of facts about records: distances from them, extremes since a day, counts and streaks."""

from __future__ import annotations

import datetime
import re

from backtests.claims.placement import rates
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import tolerance_of
from backtests.claims.placement.past import NO_DAYS, first_day

SINCE = (
    r"\bsince\b|\bfor the first time\b|\blast seen\b|-(?:year|month|week|decade)\b"
    r"|\bin (?:(?:more than|over|nearly|almost|at least) )?\w+ (?:year|month|decade|week)s?\b"
)
# Records of something other than a level or a return.
OTHER_RECORDS = re.compile(
    r"\b(?:cut|hike|points?|inversion|volume|inflow|outflow|average)s?\b", re.I
)
# Days of the longest period in which a record of all time is said to be made: a quarter.
LONGEST_PERIOD = 93


def record_distance(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a distance from the record."""
    day = wanted.statement.to
    if day is None:
        return NO_DAYS
    if not wanted.value:
        return WhyNot("it has no number")
    down = -1 if wanted.statement.direction != "up" else 1
    claimed, tolerance = down * max(wanted.value), tolerance_of(wanted, max(wanted.value))
    return Draft(
        "F",
        "record_distance",
        data={"bars": wanted.one.bars},
        parameters={"date": day, "claimed": claimed, "tolerance": tolerance},
    )


def record(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a record: an extreme since a day, a count of records, or a streak."""
    statement = wanted.statement
    end = statement.to
    if end is None:
        return NO_DAYS
    if "streak" in statement.condition:
        return _streak(wanted, end)
    if wanted.one.symbol == "FFT" and wanted.sentence_says(r"\bfirst\b") and statement.direction:
        return rates.first_move(wanted)
    if statement.unit == "count":
        return _record_count(wanted, end)
    lowest = wanted.sign < 0
    since = _since(wanted, end)
    average = re.search(r"(above|below) (?:its |the )?(\d+)-day", statement.condition)
    if average is not None and since is not None:
        event = {"event": f"{average[1]} mean", "days": int(average[2])}
        days = {"since": since, "start": end, "end": end}
        return Draft("F", "first_event", {"bars": wanted.one.bars}, {**event, **days})
    if OTHER_RECORDS.search(statement.condition):
        return WhyNot(f"no such study: of a record ({statement.condition})")
    start = end if since is not None else first_day(statement.from_, end)
    words = f"{statement.condition} {statement.text}"
    best = re.search(r"(?:best|worst) (day|week|month|quarter|year)", words, re.I)
    of = best[1].lower() if best else "bar" if statement.condition == "intraday" else "close"
    parameters: dict[str, object] = {
        "start": start,
        "end": end,
        "extreme": "lowest" if lowest else "highest",
        "of": of,
    }
    if since is not None and since < start:
        parameters["since"] = since
    caveats = ("the level of the record is not tested",) if statement.value else ()
    return Draft("F", "record_extreme", {"bars": wanted.one.bars}, parameters, caveats=caveats)


def _since(wanted: Wanted, end: datetime.date) -> datetime.date | None:
    """Return the day since which a record is one; None for one of all time, made in a period."""
    start = wanted.statement.from_
    if start is None or start >= end:
        return None
    long = (end - start).days > LONGEST_PERIOD
    return start if long or wanted.sentence_says(SINCE) else None


def _streak(wanted: Wanted, end: datetime.date) -> Draft | WhyNot:
    if not wanted.value:
        return WhyNot("it has no number")
    kind = "record high" if wanted.says(r"\brecords?\b") else wanted.statement.direction
    if not kind:
        return WhyNot("it does not say whether the streak is of rises or of falls")
    unit = re.search(r"(day|week|month)", wanted.statement.condition)
    return Draft(
        "F",
        "streak_length",
        {"bars": wanted.one.bars},
        {
            "date": end,
            "streak": kind,
            "claimed": round(wanted.value[0]),
            "of": unit[1] if unit else "day",
        },
    )


def _record_count(wanted: Wanted, end: datetime.date) -> Draft | WhyNot:
    start = wanted.statement.from_
    if start is None or start >= end or not wanted.value:
        return NO_DAYS
    event = "record low" if wanted.sign < 0 else "record high"
    return Draft(
        "F",
        "event_count",
        {"bars": wanted.one.bars},
        {
            "event": event,
            "start": first_day(start, end),
            "end": end,
            "claimed": round(wanted.value[0]),
        },
    )
