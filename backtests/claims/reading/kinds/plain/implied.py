"""What a target comes to: the gain or loss that a price to be reached implies."""

from __future__ import annotations

from backtests.claims.reading.kinds.patterns.forecasts import EQUATES, THAT_IS
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene


def that_is(scene: Scene, place: Placed[Amount]) -> Draft | None:
    """Return the target, of this sentence or the one before, that a figure sets against today."""
    told = [d for d in scene.drafts if d.kind == "target" and d.unit == "points" and d.to]
    if place.mention.measure == "percent" and told and EQUATES.search(scene.before(place)):
        return told[-1]
    last = scene.memory.last
    same = scene.memory.paragraph == scene.marked.sentence.paragraph
    if place.mention.measure != "percent" or not last or not same or last.kind != "target":
        return None
    return last if THAT_IS.match(scene.text[: place.start]) and last.unit == "points" else None
