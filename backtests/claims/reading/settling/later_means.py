"""Means after another time than the one before: "A year later it was up 9%"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from backtests.claims.reading.kinds.history.events import horizon_in_words
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

HORIZON = re.compile(r"(?:^|, )\d+(?:\.\d+)? (?:day|session|week|month)s?$")
LATER = re.compile(r"\b(?:later|on|after|afterwards|following|next|subsequent|ensuing)\b")


def settle(scene: Scene) -> None:
    """Take a move some time later, in a paragraph on a mean after an event, for one more mean."""
    for before, one in pairwise(list(scene.drafts)):
        if one.kind == before.kind == "frequency" and one.condition.startswith("any "):
            # "Lower than the average of 64% over any 12 months": a share of the same outcome.
            place = scene.drafts.index(one)
            scene.drafts[place] = replace(one, direction=before.direction)
    memory, paragraph = scene.memory, scene.marked.sentence.paragraph
    means = [d for d in scene.drafts if d.kind == "average" and HORIZON.search(d.condition)]
    if means:
        memory.mean = (paragraph, means[-1].condition)
        last = means[-1]
        scene.drafts[:] = [
            _mean_too(scene, d, last.condition) if d.start >= last.end else d for d in scene.drafts
        ]
    elif memory.mean[0] == paragraph:
        scene.drafts[:] = [_mean_too(scene, d, memory.mean[1]) for d in scene.drafts]


def _mean_too(scene: Scene, draft: Draft, condition: str) -> Draft:
    """Return a move without days of its own as a mean after the event of a condition."""
    undated = draft.from_ is None and draft.to is None and not draft.condition
    if draft.kind != "return" or draft.unit != "fraction" or not undated:
        return draft
    spans = [
        t.mention
        for t in scene.times
        if t.mention.role == "horizon" and t.end <= draft.end and LATER.search(t.mention.words)
    ]
    if len(spans) != 1:
        return draft
    event = HORIZON.sub("", condition)
    later = horizon_in_words(*spans[0].span)
    return replace(draft, kind="average", condition=", ".join(filter(None, (event, later))))
