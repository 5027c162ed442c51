"""Compare figures with a baseline, each kind of number with its own tolerance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from backtests.baselines.baseline import Figures, Item, Key, Scalar, is_row

# Deterministic figures: what the order of additions and another processor may change.
RELATIVE_TOLERANCE = 1e-9
# What counts as nothing beside a figure of zero.
ABSOLUTE_TOLERANCE = 1e-12

Kind = Literal["exact", "figure", "chance"]
State = Literal["moved", "gone", "new"]
# Most important first: what a reader acts on, then what happened when, then how much.
_URGENT = ("verdict", "state")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is not what the baseline says, and how far it may move.

    `within` is in the unit of the figure, None where nothing may change. A `note` fails nothing:
    the figure moved by no more than chance does, or is new beside those that are held.
    """

    key: Key
    was: Scalar
    found: Scalar
    kind: Kind
    state: State
    within: float | None
    note: bool

    @property
    def difference(self) -> float | None:
        """How far it moved; None for what is no number."""
        numbers = _number(self.was), _number(self.found)
        return None if numbers[0] is None or numbers[1] is None else numbers[1] - numbers[0]

    @property
    def rank(self) -> tuple[int, float]:
        """Sorts the most important first."""
        _, item, name = self.key
        if self.note:
            return 5, 0.0
        if item in _URGENT or "verdict" in name:
            return 0, 0.0
        if is_row(item):
            return 1, 0.0
        if self.kind == "exact":
            return 2, 0.0
        size = abs(self.difference or 0.0) / (abs(_number(self.was) or 0.0) or 1.0)
        return (3 if self.kind == "figure" else 4), -size


def compare(figures: Figures, was: Figures, within: Mapping[Key, float]) -> list[Moved]:
    """List what moved, the most important first.

    Texts, dates, verdicts and counts are exact; other numbers may move by RELATIVE, those in
    `within` by what it says, those without a bound there by anything. Figures, claims and
    strategies that the baseline lacks are notes; a new event or trade beside those held is not.
    """
    by_subject = [
        sorted(
            _subject(subject, figures.get(subject), was.get(subject), within), key=lambda m: m.rank
        )
        for subject in {**was, **figures}
    ]
    by_subject = sorted((rows for rows in by_subject if rows), key=lambda rows: rows[0].rank)
    return [moved for rows in by_subject for moved in rows]


def _subject(
    subject: str,
    found: Mapping[str, Item] | None,
    was: Mapping[str, Item] | None,
    within: Mapping[Key, float],
) -> list[Moved]:
    if found is None:
        return [Moved((subject, "state", "state"), "held", "gone", "exact", "gone", None, False)]
    if was is None:
        return [Moved((subject, "state", "state"), None, "new", "exact", "new", None, True)]
    moved = []
    for item in {**was, **found}:
        if is_row(item) and (item not in was or item not in found):
            moved.append(_whole_row(subject, item, in_baseline=item in was))
            continue
        before, now = was.get(item, {}), found.get(item, {})
        for name in {**before, **now}:
            one = _figure((subject, item, name), now, before, within)
            if one is not None:
                moved.append(one)
    return moved


def _whole_row(subject: str, item: str, *, in_baseline: bool) -> Moved:
    was, found = ("there", "gone") if in_baseline else ("–", "new")
    state: State = "gone" if in_baseline else "new"
    return Moved((subject, item, ""), was, found, "exact", state, None, False)


def _figure(key: Key, found: Item, was: Item, within: Mapping[Key, float]) -> Moved | None:
    name = key[2]
    if within.get(key) == math.inf:
        return None
    if name not in was:
        return Moved(key, None, found[name], "exact", "new", None, True)
    if name not in found:
        return Moved(key, was[name], None, "exact", "gone", None, False)
    before, now = was[name], found[name]
    if before == now and type(before) is type(now):
        return None
    old, new = _number(before), _number(now)
    if old is None or new is None or not (isinstance(before, float) or isinstance(now, float)):
        return Moved(key, before, now, "exact", "moved", None, False)
    allowed = max(RELATIVE_TOLERANCE * abs(old), ABSOLUTE_TOLERANCE)
    if abs(new - old) <= allowed:
        return None
    if key in within:
        note = abs(new - old) <= within[key]
        return Moved(key, before, now, "chance", "moved", within[key], note)
    return Moved(key, before, now, "figure", "moved", allowed, False)


def _number(value: Scalar) -> float | None:
    """Return a number as a float; None for texts, dates, truths and nothing."""
    return None if isinstance(value, bool | str) or value is None else float(value)
