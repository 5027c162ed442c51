"""Prices that are dated by the day of another one: a record, a comparison, a peak before it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.accounts.carrying import end_of_list
from backtests.claims.reading.clauses import after_mark
from backtests.claims.reading.marks import days
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.settling.recalled.figures import (
    PRICES,
    has_time,
    holds,
    is_a_day,
    moved_to,
    states,
)

# "31.5 on Monday, which was its highest since": the day that stands beside the figure.
# A name and its price: "VIX: 23.5".
QUOTED = re.compile(r"\W*(?:the )?‹[nvyrs]\d+›(?: (?:yield|index))?: ‹[#%]\d+›")
WHEN_CLOSED = re.compile(
    r"(?P<time>‹w\d+›), when (?:the )?(?:‹[nvyrs]\d+›|it|they)[^,;‹]*(?P<figure>‹[#%]\d+›)"
)
WHICH_WAS = re.compile(r",? which (?:was|is|had been|marked|were) ")
OWN_DAY = re.compile(r" (?:points )?(?=‹w)")
SINCE_A_DAY = re.compile(r"\bsince (?:the )?$")
# "Ended at 14.8, against 15.3 a week ago": the time is that of the second price.
COMPARED_WITH = re.compile(
    r"\b(?:against|versus|vs\.?|compared (?:with|to)|(?:up|down|higher|lower) from) "
    r"(?:(?:about|just|a) )?(?P<figure>‹[#%]\d+›),? (?=‹w)"
)
# "Topped 5% in May before easing to 4.6%".
EASED_TO = re.compile(
    r"‹w\d+›,? (?:before|and has since|but has since|and then|but then) "
    r"(?:(?:eas|fall|slipp|retreat|dropp|ris|climb|recover|rebound|pull|com|mov|settl)ing"
    r"|eased|fallen|slipped|retreated|dropped|risen|climbed|recovered) (?:back |down |up )?"
    r"(?:to|at) (?P<figure>‹[%#]\d+›)"
)


def settle(scene: Scene) -> None:
    """Give prices the day that stands beside them, and no other one's."""
    scene.drafts[:] = [_since_a_day(scene, _of_its_figure(scene, d)) for d in scene.drafts]
    _compared(scene)
    _of_a_quotation(scene)
    scene.drafts[:] = [_eased(scene, d) for d in scene.drafts]


def _of_its_figure(scene: Scene, draft: Draft) -> Draft:
    """Return a record whose figure has a day beside it as one of that day."""
    stands = draft.kind in {"level", "volatility"} and draft.from_ == draft.to == scene.on
    if not (draft.kind == "record" or stands) or len(draft.value) != 1 or draft.to is None:
        return draft
    if draft.kind == "record" and (when := _when_it_closed(scene, draft)):
        return moved_to(draft, when)
    for p in scene.amounts:
        m = OWN_DAY.match(scene.text, p.end)
        if m is None or not states(draft, p.mention.values) or p.start >= draft.end:
            continue
        if p.start < draft.start and not WHICH_WAS.match(
            scene.text, after_mark(scene.text, m.end())
        ):
            continue
        beside = [t.mention for t in scene.times if t.start == m.end()]
        if beside and beside[0].role == "in" and is_a_day(beside[0], scene.on):
            return moved_to(draft, beside[0].last)
    return draft


def _when_it_closed(scene: Scene, draft: Draft) -> date | None:
    """Return the day of "4 May, when it closed at a record 2,100"; None without one."""
    for m in WHEN_CLOSED.finditer(scene.text):
        time = scene.time_at(m.start("time"))
        figure = [p for p in scene.amounts if p.start == m.start("figure")]
        if is_a_day(time, scene.on) and figure and states(draft, figure[0].mention.values):
            return time.last
    return None


def _since_a_day(scene: Scene, draft: Draft) -> Draft:
    """Return a move "since year-end" as one from that day up to now."""
    for t in scene.times:
        own = t.mention
        since = (
            own.role == "by" and own.last < scene.on and SINCE_A_DAY.search(scene.text[: t.start])
        )
        if since and draft.to == own.last and draft.from_ is None:
            return replace(draft, from_=own.last, to=scene.on)
    return draft


def _of_a_quotation(scene: Scene) -> None:
    """Return what "VIX: 23.5, down from 24.7" states as of the day of the report."""
    if not QUOTED.match(scene.text) or scene.times or end_of_list(scene, None):
        return
    session = scene.memory.session
    now = session.last if session is not None and session.last <= scene.on else scene.on
    for i, d in enumerate(scene.drafts):
        if d.kind in PRICES and d.to is not None and d.to < now:
            begun = days.weekday_before(now) if len(d.value) > 1 else now
            scene.drafts[i] = replace(d, from_=begun, to=now)


def _compared(scene: Scene) -> None:
    """Give the day of a price that another one is compared with to the former alone."""
    for m in COMPARED_WITH.finditer(scene.text):
        time = next(t for t in scene.times if t.start == m.end())
        if not is_a_day(time.mention, scene.on) or time.mention.last == scene.on:
            continue
        day, on = time.mention.last, scene.on
        session = None if time.mention.span[1] else scene.memory.session
        now = session.last if session is not None and day < session.last <= on else on
        for i, d in enumerate(scene.drafts):
            of_it = d.kind in PRICES and d.from_ == d.to == day and not has_time(scene, d, time)
            if of_it and d.start < m.start("figure") and not holds(scene, d, *m.span("figure")):
                scene.drafts[i] = replace(d, from_=now, to=now)


def _eased(scene: Scene, draft: Draft) -> Draft:
    """Return where a price "eased to" after a time that was named as the last one known."""
    if draft.kind not in PRICES or draft.from_ != draft.to or draft.to is None:
        return draft
    for m in EASED_TO.finditer(scene.text):
        later = [t for t in scene.times if t.start >= m.end()]
        if draft.to < scene.on and not later and holds(scene, draft, *m.span("figure")):
            return replace(draft, from_=scene.on, to=scene.on)
    return draft
