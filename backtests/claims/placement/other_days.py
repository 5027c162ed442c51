"""Returns whose days have another reading: a futures month, or a heading of a table."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from backtests.claims.placement.draft import Wanted
from backtests.claims.reading.marks.days import add_days
from backtests.claims.reading.marks.times import times

# A month before these words is that of a contract, not the time of a move.
CONTRACT = re.compile(r"\s*(?:futures|contracts?)\b", re.I)
PERIODS = ("month", "quarter", "half", "year")
# Other days that the heading of a table may mean: those to date, or of the period before.
OF_HEADING = re.compile(r"\bor (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
NOT_SAID = "the heading of the column may mean other days too"


def of_heading(wanted: Wanted) -> list[dict[str, object]]:
    """Return the other readings of the days that the heading of a column leaves open.

    "Month" may be the trailing month or that to date; the condition of the statement keeps both.
    """
    pairs = OF_HEADING.findall(wanted.statement.condition)
    days = [tuple(datetime.date.fromisoformat(day) for day in pair) for pair in pairs]
    return [
        {"name": f"from {first} to {last}", "start": first, "first_end": last, "last_end": last}
        for first, last in days
    ]


@dataclass(frozen=True, slots=True)
class Contract:
    """A futures month beside another period: the span of the latter, and the other reading."""

    span: tuple[datetime.date, datetime.date]
    reading: dict[str, object]


def contract_month(wanted: Wanted) -> Contract | None:
    """Return the periods of a sentence that names a futures month; None without both.

    "In the first quarter, with June 2026 futures up 3%": the return may be that of the quarter, or
    reach a day of the month of the contract.
    """
    sentence = wanted.statement.sentence
    periods = [t for t in times(sentence, wanted.date) if t.grain in PERIODS and t.role == "in"]
    contracts = [t for t in periods if CONTRACT.match(sentence[t.end :])]
    others = [t for t in periods if t not in contracts]
    if len(contracts) != 1 or len(others) != 1:
        return None
    (month,), (other,) = contracts, others
    start = add_days(other.first, -1)
    if start >= month.first or other.last > wanted.date or month.last > wanted.date:
        return None
    reading = {
        "name": f"to a day of the contract's month, {month.first:%Y-%m}",
        "start": start,
        "first_end": month.first,
        "last_end": month.last,
    }
    return Contract((start, other.last), reading)
