"""The day that the targets of an article are for, which later ones without a day go on with."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

AHEAD = frozenset({"target", "range", "forecast"})
# Whose target it is: those of charts ("a target of 2,100 once it breaks") have no day.
OWN_TARGET = re.compile(
    r"\b(?:rais|lift|boost|cut|lower|trimm|upp|nudg|reiterat|maintain|keep|kept|hik)[a-z]* "
    r"(?:its|their|his|her|our) (?:[a-z-]+ |‹[nw]\d+› )*(?:targets?|forecasts?|estimates?|calls?)\b"
    r"|\b(?:mean|median|average|consensus|their|its|his|her) (?:[a-z-]+ ){0,2}targets?\b"
)
# "To our 3,300 downside target": one of the cases that a house has targets for.
OF_A_CASE = re.compile(
    r"\b(?:our|its|their|his|her) (?:(?:[a-z-]+|‹[^›]+›|price),? ){0,3}?(?:downside|upside"
    r"|(?:bear|bull|base)(?:ish)?(?:[- ]case)?|best-case|worst-case) (?:price )?targets?\b"
)
LEAST_AHEAD = 20  # days to a horizon that targets are set for


def settle(scene: Scene) -> None:
    """Give targets without a day the one of those before them in the article."""
    memory = scene.memory
    if memory.horizon and memory.horizon > scene.on and OWN_TARGET.search(scene.text):
        scene.drafts[:] = [_until(scene, d) for d in scene.drafts]
    elif memory.horizon and scene.same_paragraph and OF_A_CASE.search(scene.text):
        scene.drafts[:] = [_until(scene, d, supposed=True) for d in scene.drafts]
    scene.drafts[:] = _of_one_horizon(scene)
    days = [d.to for d in scene.drafts if d.kind in AHEAD and d.to]
    far = [day for day in days if (day - scene.on).days >= LEAST_AHEAD]
    memory.horizon = memory.horizon or (far[0] if far else None)


CASES = AHEAD | {"scenario"}
SEVERAL = 2


def _of_one_horizon(scene: Scene) -> list[Draft]:
    """Return the cases of one sentence with the one horizon that it states for them."""
    cases = [d for d in scene.drafts if d.kind in CASES]
    odds = [d for d in cases if d.kind == "scenario"]
    stated = {t.mention.next_last for t in scene.times}
    own = {d.to for d in cases if d.to in stated}
    if len(odds) < SEVERAL or len(stated) != 1 or len(own) != 1:
        return scene.drafts
    (horizon,) = own
    return [
        replace(d, to=horizon) if d.kind in CASES and d.from_ == scene.on and d.to != horizon else d
        for d in scene.drafts
    ]


def _until(scene: Scene, draft: Draft, *, supposed: bool = False) -> Draft:
    undated = draft.kind in AHEAD and draft.from_ is None and draft.to is None
    if not undated or (draft.condition.startswith("if ") and not supposed):
        return draft
    return replace(draft, from_=scene.on, to=scene.memory.horizon, testable=True)
