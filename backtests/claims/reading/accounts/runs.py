"""The move of the last day, week or month of a run."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.sight import Sight

# "Fell for a third month, losing 1.4%", "rose again, this time by 2%": the move of the last one.
THIS_TIME = re.compile(r"\bthis time\b")
LAST_ALONE = re.compile(
    r",? (?:(?!(?:bring|tak|leav|extend|mak|putt|push|lift|rais|send|eras|recoup|totall?)ing\b)"
    r"[a-z]{3,}ing"
    r"|which (?:also |then )?(?:rose|fell|added|lost|gained|shed|slipped|climbed|dropped"
    r"|advanced)|with an? (?:[a-z]+ )?(?:gain|rise|advance|loss|fall|drop|decline|jump|slide) of)"
    r" (?:(?:by|another|about|nearly|almost|some|a further|more than|as much as) )*$"
)
RANKED = re.compile(rf"\b{numerals.ORDINAL}\b|\b(?:streak|run|string) to\b")


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
