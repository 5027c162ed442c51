"""Compare figures with a baseline, each kind of figure with its tolerance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from backtests.baselines.baseline import Figures, Item, Key, Scalar, is_row

# Relative tolerance of deterministic figures: order of additions, other processors.
RELATIVE_TOLERANCE = 1e-9
# Absolute tolerance, for figures of zero.
ABSOLUTE_TOLERANCE = 1e-12

Kind = Literal["exact", "figure", "chance"]
State = Literal["moved", "gone", "new"]
# Items that are listed first.
_FIRST_ITEMS = ("verdict", "state")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that differs from the baseline.

    Attributes
    ----------
    tolerance
        In the unit of the figure; None if the figure must be equal.
    note
        Whether the figure does not fail the check: it moved within its Monte Carlo error, or it
        is not in the baseline.
    """

    key: Key
    was: Scalar
    now: Scalar
    kind: Kind
    state: State
    tolerance: float | None
    note: bool

    @property
    def difference(self) -> float | None:
        """Change of the figure; None if it is not a number."""
        was, now = _number(self.was), _number(self.now)
        return None if was is None or now is None else now - was

    @property
    def rank(self) -> tuple[int, float]:
        """Sort key, the most important first: verdicts, rows, counts, then other figures."""
        _, item, name = self.key
        if self.note:
            return 5, 0.0
        if item in _FIRST_ITEMS or "verdict" in name:
            return 0, 0.0
        if is_row(item):
            return 1, 0.0
        if self.kind == "exact":
            return 2, 0.0
        size = abs(self.difference or 0.0) / (abs(_number(self.was) or 0.0) or 1.0)
        return (3 if self.kind == "figure" else 4), -size


def compare(figures: Figures, was: Figures, tolerances: Mapping[Key, float]) -> list[Moved]:
    """List the figures that moved, the most important first.

    Texts, dates, verdicts and counts must be equal; other numbers have RELATIVE_TOLERANCE or a
    tolerance of their own, which may be infinite. Figures, claims and strategies that are not in
    the baseline are notes; a new event or trade of a known subject is not.
    """
    by_subject = [
        sorted(
            _subject(subject, figures.get(subject), was.get(subject), tolerances),
            key=lambda m: m.rank,
        )
        for subject in {**was, **figures}
    ]
    by_subject = sorted((rows for rows in by_subject if rows), key=lambda rows: rows[0].rank)
    return [moved for rows in by_subject for moved in rows]


def _subject(
    subject: str,
    now: Mapping[str, Item] | None,
    was: Mapping[str, Item] | None,
    tolerances: Mapping[Key, float],
) -> list[Moved]:
    if now is None:
        return [Moved((subject, "state", "state"), "held", "gone", "exact", "gone", None, False)]
    if was is None:
        return [Moved((subject, "state", "state"), None, "new", "exact", "new", None, True)]
    moved = []
    for item in {**was, **now}:
        if is_row(item) and (item not in was or item not in now):
            moved.append(_whole_row(subject, item, in_baseline=item in was))
            continue
        was_item, now_item = was.get(item, {}), now.get(item, {})
        for name in {**was_item, **now_item}:
            figure = _figure((subject, item, name), now_item, was_item, tolerances)
            if figure is not None:
                moved.append(figure)
    return moved


def _whole_row(subject: str, item: str, *, in_baseline: bool) -> Moved:
    was, now = ("there", "gone") if in_baseline else ("–", "new")
    state: State = "gone" if in_baseline else "new"
    return Moved((subject, item, ""), was, now, "exact", state, None, False)


def _figure(
    key: Key, now_item: Item, was_item: Item, tolerances: Mapping[Key, float]
) -> Moved | None:
    name = key[2]
    if tolerances.get(key) == math.inf:
        return None
    if name not in was_item:
        return Moved(key, None, now_item[name], "exact", "new", None, True)
    if name not in now_item:
        return Moved(key, was_item[name], None, "exact", "gone", None, False)
    was, now = was_item[name], now_item[name]
    if was == now and type(was) is type(now):
        return None
    old, new = _number(was), _number(now)
    if old is None or new is None or not (isinstance(was, float) or isinstance(now, float)):
        return Moved(key, was, now, "exact", "moved", None, False)
    allowed = max(RELATIVE_TOLERANCE * abs(old), ABSOLUTE_TOLERANCE)
    if abs(new - old) <= allowed:
        return None
    if key in tolerances:
        note = abs(new - old) <= tolerances[key]
        return Moved(key, was, now, "chance", "moved", tolerances[key], note)
    return Moved(key, was, now, "figure", "moved", allowed, False)


def _number(value: Scalar) -> float | None:
    """Return a number as a float; None for anything else."""
    return None if isinstance(value, bool | str) or value is None else float(value)
