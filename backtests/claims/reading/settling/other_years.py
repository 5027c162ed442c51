"""The month of other years: "In 2021 it was down 3.1%" in a paragraph on September."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import MONTHS
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

# What says that the year itself is meant.
OF_THE_YEAR = re.compile(
    r"\b(?:years?|annual\w*|calendar|twelve months|12 months|january|december's|overall|in all)\b"
)
IS_A_YEAR = re.compile(r"(?:in )?(?:19|20)\d\d")
IN_A_YEAR = re.compile(r"in (?:19|20)\d\d")
# "In 2025 May brought 3%; in 2022 a loss of 9%": the month of another year.
GOES_ON = re.compile(
    r"[;,] (?:and |but )?(?:in )?‹w\d+›,? (?:by |an? |one )?(?:[a-z]+ )?(?:of )?‹%"
)
# "The last negative November was in 2021", "the worst January was that of 2009".
MONTH_OF_A_YEAR = re.compile(
    words.marks(
        r"\b(?:last|previous|only|latest|best|worst|strongest|weakest) (?:[a-z]+ )?(?P<month><T>) "
        r"(?:was|came|had been)(?: that)? <T>"
    )
)
ALL_YEAR = 12
OF_THAT_YEAR = frozenset({"in the month", "over the month", "during the month", "for the month"})


def settle(scene: Scene) -> None:
    """Take the moves of a year for those of the month that the paragraph speaks of as a season."""
    memory, paragraph = scene.memory, scene.marked.sentence.paragraph
    seasons = [one for d in scene.drafts if (one := _season(d))]
    if seasons:
        memory.season = (paragraph, seasons[-1])
        return
    if _of_named_years(scene) or OF_THE_YEAR.search(scene.text):
        return
    stated = {d.to.month for d in scene.drafts if d.kind == "return" and d.to and _is_a_month(d)}
    if len(stated) == 1 and GOES_ON.search(scene.text):
        scene.drafts[:] = [_in_month(d, *stated) for d in scene.drafts]
        return
    kept, month = memory.season
    if kept != paragraph:
        return
    named = [t.mention for t in scene.times if t.mention.words not in OF_THAT_YEAR]
    # "The exception was 2018, when it fell 9% in December": the month is the one spoken of.
    own = [t for t in named if t.grain == "month" and t.first.month == month and t.role == "in"]
    named = [t for t in named if t not in own and not (own and t.role == "since")]
    of_year = IS_A_YEAR if own else IN_A_YEAR
    if not named or not all(t.grain == "year" and of_year.fullmatch(t.words) for t in named):
        return
    if len(named) == 1 < len(scene.times) and not own:
        # "In 1987 it lost 20% in the month", which the month under way has taken.
        whole = (days.add_days(named[0].first, -1), named[0].last)
        scene.drafts[:] = [
            replace(d, from_=whole[0], to=whole[1]) if d.kind == "return" else d
            for d in scene.drafts
        ]
    scene.drafts[:] = [_in_month(d, month) for d in scene.drafts]


def _of_named_years(scene: Scene) -> bool:
    """Date moves of "the worst January was that of 2009" by that month of the year before each."""
    m = MONTH_OF_A_YEAR.search(scene.text)
    month = next((t.mention for t in scene.times if m and t.start == m.start("month")), None)
    years = [t for t in scene.times if t.mention.grain == "year" and t.mention.named]
    if month is None or month.grain != "month" or month.named or not years:
        return False
    for i, d in enumerate(scene.drafts):
        before = [t.mention.first for t in years if t.start < d.end]
        if d.kind == "return" and before:
            first, last = days.period(before[-1].replace(month=month.first.month), "month")
            scene.drafts[i] = replace(d, from_=days.add_days(first, -1), to=last)
    return True


def _season(draft: Draft) -> int:
    """Return the number of the month that a statement speaks of as a rule; 0 for none."""
    month = draft.condition.lower()
    if draft.kind not in {"seasonal", "frequency"} or month not in MONTHS[1:]:
        return 0
    return MONTHS.index(month)


def _is_a_month(draft: Draft) -> bool:
    if draft.from_ is None or draft.to is None:
        return False
    first, last = days.period(draft.to, "month")
    return (days.add_days(first, -1), last) == (draft.from_, draft.to)


def _in_month(draft: Draft, month: int) -> Draft:
    whole = draft.from_ and draft.to and draft.to == date(draft.from_.year + 1, ALL_YEAR, 31)
    if draft.kind != "return" or not whole or draft.to is None:
        return draft
    first, last = days.period(date(draft.to.year, month, 1), "month")
    return replace(draft, from_=days.add_days(first, -1), to=last)
