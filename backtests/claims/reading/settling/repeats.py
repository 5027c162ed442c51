"""What a sentence states twice: in general and then by a figure, or of the same figure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN


def settle(scene: Scene) -> None:
    """Leave out a move without a figure where the same has one: "oil rose, as crude added 2%".

    So is one of no market by name: "stocks fell on Monday, with the S&P 500 down 2%".
    """
    scene.drafts[:] = [d for d in scene.drafts if not _is_repeated(d, scene.drafts)]
    _first_time(scene)


FIRST_TIME = re.compile(r"\W*(?:and |but )?for (?:only )?the first time\b")


def _first_time(scene: Scene) -> None:
    """Join "for the first time since May" with the record that it goes on to state."""
    records = [d for d in scene.drafts if d.kind == "record" and d.unit != "count"]
    for one, other in pairwise(sorted(records, key=lambda d: d.start)):
        opens = FIRST_TIME.match(scene.text, one.start) and one.end <= other.start
        same = one.subject == other.subject and not one.value
        day = other.to is not None and (one.from_ is None or one.from_ <= other.to)
        if opens and same and day:
            scene.drafts.remove(one)
            scene.drafts[scene.drafts.index(other)] = replace(other, from_=one.from_)


def once(drafts: list[Draft]) -> list[Draft]:
    """Leave out a statement that the sentence makes twice of the same figure."""
    kept: dict[tuple[object, ...], Draft] = {}
    for d in drafts:
        key = (d.kind, d.subject, d.value, d.unit, d.direction, d.from_, d.to, d.condition)
        kept.setdefault(key if d.value and d.kind == "record" else (id(d),), d)
    return list(kept.values())


def _is_repeated(draft: Draft, drafts: list[Draft]) -> bool:
    return (
        draft.kind == "return"
        and not draft.value
        and any(
            d.kind == "return"
            and d.value
            and draft.subject in {d.subject, (UNKNOWN,)}
            and (d.direction, d.from_, d.to) == (draft.direction, draft.from_, draft.to)
            for d in drafts
        )
    )
