"""The move of the last day, week or month of a run."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.sight import Sight

# "Fell for a third month, losing 1.4%", "rose again, this time by 2%": the move of the last one.
THIS_TIME = re.compile(r"\bthis time\b")
LAST_ALONE = re.compile(
    r", (?:(?:losing|adding|gaining|shedding|rising|falling|dropping|climbing|slipping|advancing"
    r"|retreating)"
    r"|which (?:also |then )?(?:rose|fell|added|lost|gained|shed|slipped|climbed|dropped"
    r"|advanced)) (?:(?:by|another|about|nearly|almost|some|a further) )*$"
)
RANKED = re.compile(rf"\b{numerals.ORDINAL}\b")


def last_of_run(scene: Sight, at: int, end: int, to: date | None) -> date | None:
    """Return the day before the last period of a run, where a move is the one of that period."""
    runs = [p for p in scene.streaks if p.end <= at]
    if not runs or to is None:
        return None
    run = runs[-1]
    stated = LAST_ALONE.search(scene.text, run.end, at) and RANKED.search(run.mention.words)
    if not stated and not THIS_TIME.search(scene.text, run.end, end + len(" this time")):
        return None
    if run.mention.unit not in {"week", "month", "quarter", "year"}:
        return days.weekday_before(to)
    first = days.period(to, run.mention.unit)[0]  # type: ignore[arg-type]
    return days.add_days(first, -1)
