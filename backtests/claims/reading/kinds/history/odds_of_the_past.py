"""Odds of a past, which are a share of cases: "over five years the odds of a gain were 80%"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.counts import frequency
from backtests.claims.reading.kinds.patterns.tendencies import ODDS_WERE
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

# A length without its unit: "over five years they have been 79%, over ten 88%".
OVER_TEN = re.compile(words.marks(r"\bover (?P<count><#>) (?:they have been )?$"))


def odds_were(scene: Scene, place: Placed[Amount]) -> bool:
    """Add the share of past spans of a length that ended one way; they have no days."""
    lead = scene.text[: place.start]
    if OVER_TEN.search(scene.text[: place.end + 1]) and ODDS_WERE.search(
        scene.text[: place.end + 1]
    ):
        scene.use(place)
        return True
    if not ODDS_WERE.search(lead) or place.mention.measure not in {"percent", "share"}:
        return False
    if not frequency(scene, place, place.mention.values, "fraction"):
        return False
    lengths = [t for t in scene.times if t.mention.span[1]]
    before = [t for t in lengths if t.end <= place.start]
    last = scene.drafts.pop()
    held = last.condition
    if lengths:
        count, unit = (before or lengths)[-1 if before else 0].mention.span
        bare = OVER_TEN.search(lead)
        same = [p for p in scene.amounts if bare and p.start == bare.start("count")]
        count = same[0].mention.values[0] if same else count
        held = f"{count:g} {unit}s"
    scene.add(replace(last, from_=None, to=None, condition=held))
    return True
