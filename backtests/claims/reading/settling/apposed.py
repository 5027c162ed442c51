"""Records in apposition to the move that made them: "fell by 9 points, the largest drop ever"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.kinds.patterns.records import ON_PACE
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.wording.bases import SUPERLATIVE

APPOSED = re.compile(
    rf"[,–—:] ?(?:the|its|their|an?) (?:[a-z-]+ ){{0,2}}(?:{SUPERLATIVE}|best|worst)\b[^,;]*$"
)
MOVES = frozenset({"return", "comparison", "volatility", "rate"})


def settle(scene: Scene) -> None:
    """Give a record that would be of today the last day of the move before it."""
    scene.drafts[:] = [_in_the_making(scene, _on_its_day(scene, d)) for d in scene.drafts]
    scene.drafts[:] = [_either_way(scene, d) for d in scene.drafts]
    _of_a_week(scene)
    if both := BOTH_HEIGHTS.search(scene.text):
        records = [
            d for d in scene.drafts if d.kind == "record" and d.start <= both.start() < d.end
        ]
        scene.drafts[:] = [replace(d, condition="") if d in records else d for d in scene.drafts]
        scene.drafts += [replace(d, condition="intraday") for d in records]
    scene.drafts[:] = [_of_the_period(scene, d) for d in scene.drafts]
    scene.drafts[:] = [_of_a_count(scene, d) for d in scene.drafts]


PERIOD = re.compile(
    rf"\b{ON_PACE}(?:[a-z]+-)?[a-z]+ (?:(?!week|month|quarter|year)[a-z]+ )?"
    r"(?:(?P<grain>week|month|quarter|year)(?:ly)?"
    r"(?: (?:gain|loss|rise|fall|drop|decline|advance|return))?\b|‹w)"
)


def _in_the_making(scene: Scene, draft: Draft) -> Draft:
    """Return a record that a market is on pace for as one of the whole period under way."""
    m = PERIOD.search(scene.text, draft.start, draft.end)
    if m is None or draft.kind != "record" or draft.to != scene.on:
        return draft
    grain: Grain = m["grain"] or "month"  # type: ignore[assignment]
    return replace(draft, to=days.period(scene.on, grain)[1])


# "Its biggest move since May": up or down, which only a verb beside it would say.
BIGGEST_MOVE = re.compile(
    r"\b(?:biggest|largest|smallest) (?:(?:one-day|daily|single-day|weekly|monthly|percentage"
    r"|‹[^›]+›-day) )*"
    r"(?:moves?|swings?)\b(?! (?:up|down|higher|lower))"
)


def _either_way(scene: Scene, draft: Draft) -> Draft:
    """Return a record of the size of a move without a direction."""
    moved = draft.kind == "record" and not draft.value and len(draft.subject) == 1
    size = moved and BIGGEST_MOVE.search(scene.text, draft.start, draft.end)
    return replace(draft, direction="") if size else draft


def _of_a_week(scene: Scene) -> None:
    """Give "jumped 8%, its best week since May" the week of a day that an account lends it."""
    if any(t.mention.role != "since" for t in scene.times):
        return
    for n, d in enumerate(scene.drafts):
        first, last = days.period(d.to, "week") if d.to else (scene.on, scene.on)
        if d.kind != "record" or not WEEK.search(d.condition) or not last < scene.on:
            continue
        scene.drafts[n] = replace(d, to=last)
        of_day = (d.subject, d.direction, d.to and days.weekday_before(d.to), d.to)
        for k, move in enumerate(scene.drafts):
            if move.kind == "return" and of_day == (
                move.subject,
                move.direction,
                move.from_,
                move.to,
            ):
                scene.drafts[k] = replace(move, from_=days.add_days(first, -1), to=last)


WEEK = re.compile(r"\b(?:best|worst) week$")
# "Record closing and intraday highs" are two.
BOTH_HEIGHTS = re.compile(
    r"\b(?:closing and intraday|intraday and closing) (?:highs?|lows?|records?|peaks?)\b"
)
# "To 1,850.20, its 12th record close of the year": a price that is a record.
RANKED = re.compile(
    r",? (?:its|the|their|a) (?:[a-z]+|\d+(?:st|nd|rd|th)) (?:(?:straight|closing) )?"
    r"(?:record|all-time high)\b(?! (?:low|high low))"
)


def _of_a_count(scene: Scene, draft: Draft) -> Draft:
    """Return a level as a record, where behind it the records are counted that it is one of."""
    counted = any(
        d.kind == "record" and d.unit == "count" and d.subject == draft.subject and not d.condition
        for d in scene.drafts
    )
    if draft.kind != "level" or not counted or not RANKED.match(scene.text, draft.end):
        return draft
    return replace(draft, kind="record", direction="up")


# "Gold, up 60%, has had its best year since 1979".
UNDER_WAY = re.compile(r"\b(?:has|have|is|are)\b")
OF_A_PERIOD = re.compile(r"\b(?:best|worst) (week|month|quarter|year)$")


def _of_the_period(scene: Scene, draft: Draft) -> Draft:
    """Return a move without days beside the record of a period as the move of that period."""
    undated = draft.kind == "return" and draft.from_ is draft.to is None and not draft.condition
    for d in scene.drafts if undated else ():
        m = OF_A_PERIOD.search(d.condition)
        same = (d.subject, d.direction) == (draft.subject, draft.direction)
        over = d.to is not None and (d.to < scene.on or UNDER_WAY.search(scene.text))
        if d.kind == "record" and m and same and d.to and over:
            grain: Grain = m[1]  # type: ignore[assignment]
            return replace(draft, from_=days.add_days(days.period(d.to, grain)[0], -1), to=d.to)
    return draft


def _on_its_day(scene: Scene, draft: Draft) -> Draft:
    m = APPOSED.search(scene.text[: draft.end])
    if draft.kind != "record" or draft.to != scene.on or m is None:
        return draft
    dated = [t for t in scene.times if t.start >= m.start() and t.mention.role != "since"]
    last = None if dated else _moved_until(scene, m.start())
    return replace(draft, to=last) if last else draft


def _moved_until(scene: Scene, start: int) -> date | None:
    """Return the last day of the move that a clause is in apposition to, if it is a past one."""
    ends = [d.to for d in scene.drafts if d.kind in MOVES and d.start < start and d.to]
    return ends[-1] if ends and ends[-1] < scene.on else None
