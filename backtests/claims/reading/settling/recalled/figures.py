"""Which figure and which day a statement has, and the statement of another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

PRICES = frozenset({"level", "volatility", "rate"})
WEEKEND = 3  # days


def is_a_day(time: Time | None, on: date) -> bool:
    """Whether a time is one day that has come."""
    return time is not None and time.grain == "day" and time.first == time.last <= on


def moved_to(draft: Draft, day: date) -> Draft:
    """Return a statement of one day as one of another day."""
    if draft.kind == "record":
        since = draft.from_ if draft.from_ is not None and draft.from_ < day else day
        return replace(draft, from_=day if draft.from_ == draft.to else since, to=day)
    if draft.condition == "from record high":
        return replace(draft, to=day)
    if draft.kind in PRICES and draft.from_ == draft.to:
        return replace(draft, from_=day, to=day)
    one = draft.from_ is None or draft.to is None or (draft.to - draft.from_).days <= WEEKEND
    moved = draft.kind in {"return", "comparison", *PRICES} and one and not draft.condition
    return replace(draft, from_=days.weekday_before(day), to=day) if moved else draft


def holds(scene: Scene, draft: Draft, start: int, end: int) -> bool:
    """Whether the figure of a statement, or the whole of it, stands in a stretch."""
    own = [
        p.start
        for p in scene.amounts
        if draft.start <= p.start < draft.end and states(draft, p.mention.values)
    ]
    at = own[-1] if own else draft.start
    return start <= at < end


def states(draft: Draft, values: tuple[float, ...]) -> bool:
    """Whether an amount is the figure of a statement, in the same unit or as basis points."""
    scaled = {round(abs(v) * k, 6) for v in values for k in (1, 100, 10_000)}
    return bool(draft.value) and all(round(v, 6) in scaled for v in draft.value)


def has_time(scene: Scene, draft: Draft, recalled: Placed[Time]) -> bool:
    """Whether the words of a statement have another time that is the one it was dated by."""
    return any(
        t is not recalled and draft.start <= t.start < draft.end and t.mention.last == draft.to
        for t in scene.times
    )


def spoken_of(scene: Scene) -> date | None:
    """Return the day that the sentence before was on; None if it was on none."""
    memory = scene.memory
    for time in (memory.time, memory.latest):
        if time is not None and is_a_day(time, scene.on):
            return time.last
    moved = memory.last
    if moved is None or moved.to is None or moved.to > scene.on:
        return None
    return moved.to if moved.from_ in {moved.to, days.weekday_before(moved.to)} else None
