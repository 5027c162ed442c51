"""The month of a figure: its own in a list, that of the paragraph, one of a year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import MONTHS
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

IN_A_MONTH = re.compile(rf"(?:in |during |for )?(?P<month>{'|'.join(MONTHS[1:])})")
# "The worst June was that of 2008, when it lost 9%": the June of that year.
OF_A_YEAR = re.compile(
    r"\b(?:best|worst|strongest|weakest|poorest|last|latest)(?: such)? ‹w\d+›"
    r" (?:was|came|were)(?: that| the one)?,? ‹w(?P<year>\d+)›,? (?:when|with|at)\b"
)
# A count whose years are those of the month that the paragraph is on.
OF_OTHER_YEARS = re.compile(
    r"\b(?:years?|annual\w*|calendar|quarters?|weeks?|days?|sessions?|months?|decembers?"
    r"|januarys?)\b"
)
# "The other fared worse with an average loss of 2%": a mean of its own beside the comparison.
WITH_A_MEAN = re.compile(
    r"\b(?:worse|better)\b,?(?: [a-z]+){0,2}? with an? (?:average|mean|median|typical) "
    r"(?:loss|gain|return|rise|decline|fall|advance|drop) of ‹%\d+›"
)
# "The worst winter was that of 2007-08, when it lost 13%": none of the whole years.
OF_A_SEASON = re.compile(
    r"\b(?:best|worst|strongest|weakest|poorest|last|latest)(?: such)? "
    r"(?:winter|summer|spring|autumn|season|half-year)s?(?: half)?\b"
)
PAIR = 2
YEARS = "year"


def settle(scene: Scene) -> None:
    """Give seasonal figures the month that stands beside them, or that of the account."""
    scene.drafts[:] = [_of_its_own_month(scene, d) for d in scene.drafts]
    kept, month = scene.memory.season
    if kept == scene.marked.sentence.paragraph and month:
        scene.drafts[:] = [_of_the_account(scene, d, month) for d in scene.drafts]
    _of_a_year(scene)
    if OF_A_SEASON.search(scene.text):
        scene.drafts[:] = [_without_whole_years(d) for d in scene.drafts]
    if WITH_A_MEAN.search(scene.text):
        scene.drafts[:] = [_of_one_market(d) for d in scene.drafts]


def _of_one_market(draft: Draft) -> Draft:
    """Return a mean as one of the first market alone, its comparison as one of no single year."""
    if len(draft.subject) != PAIR:
        return draft
    if draft.kind in {"seasonal", "average"}:
        return replace(draft, subject=draft.subject[:1])
    return replace(draft, from_=None, to=None) if draft.kind == "comparison" else draft


def _without_whole_years(draft: Draft) -> Draft:
    """Return a move of a season, which has no days of its own, without those of its years."""
    if draft.kind != "return" or draft.from_ is None or draft.to is None:
        return draft
    ends = {(day.month, day.day) for day in (draft.from_, draft.to)}
    return replace(draft, from_=None, to=None) if ends == {(12, 31)} else draft


def _of_its_own_month(scene: Scene, draft: Draft) -> Draft:
    """Return a mean that is followed by another month than the one it was read with."""
    if draft.kind not in {"seasonal", "frequency"} or draft.condition.lower() not in MONTHS[1:]:
        return draft
    places = [
        p for p in scene.amounts if draft.start <= p.start and _is_value(draft, p.mention.values)
    ]
    if len(places) != 1 or len(draft.value) != 1:
        return draft
    beside = [t.mention for t in scene.times if t.start == places[0].end + 1]
    named = IN_A_MONTH.fullmatch(beside[0].words) if beside else None
    between = scene.text[places[0].end : places[0].end + 1]
    if named is None or between != " " or beside[0].grain != "month":
        return draft
    return replace(draft, condition=named["month"])


def _is_value(draft: Draft, values: tuple[float, ...]) -> bool:
    return tuple(round(abs(v), 6) for v in values) == tuple(round(v, 6) for v in draft.value)


def _of_the_account(scene: Scene, draft: Draft, month: int) -> Draft:
    """Return a mean or a share of times, in a paragraph on a month as a season, as one of it."""
    if draft.kind not in {"average", "frequency"} or draft.condition:
        return draft
    named = [t.mention for t in scene.times]
    spans = all(t.role in {"back", "since"} and (t.span[1] in {"", YEARS}) for t in named)
    said = scene.marked.sentence.text.lower()
    for t in named:
        said = said.replace(t.words, " ")
    if not spans or OF_OTHER_YEARS.search(said):
        return draft
    kind = "seasonal" if draft.kind == "average" else draft.kind
    return replace(draft, kind=kind, condition=MONTHS[month])


def _of_a_year(scene: Scene) -> None:
    """Date the move of the best or worst month by that month of its year."""
    m = OF_A_YEAR.search(scene.text)
    if m is None:
        return
    month = next((t.mention for t in scene.times if m.start() <= t.start < m.start("year")), None)
    year = next((t.mention for t in scene.times if t.end == m.end("year") + 1), None)
    if month is None or year is None or month.grain != "month" or year.grain != YEARS:
        return
    first, last = days.period(date(year.first.year, month.first.month, 1), "month")
    whole = (days.add_days(year.first, -1), year.last)
    for i, d in enumerate(scene.drafts):
        if d.kind == "return" and (d.from_, d.to) == whole:
            scene.drafts[i] = replace(d, from_=days.add_days(first, -1), to=last)
