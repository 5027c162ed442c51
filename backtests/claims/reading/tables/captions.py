"""The sentence below a list of outcomes, which names their market and their day."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.memory import Caption
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Kind, Statement

# "These are our weights for the index in a year", "that is how we see it at the end of June".
CAPTION = re.compile(
    r"^\W*(?:(?:these|those|such) (?:are|were)|(?:that|this|such) (?:is|was)|so)\b[^.;]*\b(?:map"
    r"|weights?|odds|probabilit\w+|scenarios?|cases|chances|outcomes|forecasts?|targets?|how|what"
    r"|where|sees?)\b"
)
OF_OUTCOMES: frozenset[Kind] = frozenset({"scenario", "target", "forecast", "range"})


def read(scene: Scene) -> Caption | None:
    """Return what a sentence names for the outcomes listed above it."""
    if scene.amounts or not CAPTION.match(scene.text):
        return None
    priced = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    if not priced:
        return None
    times = [t.mention for t in scene.times if t.mention.next_last > scene.on]
    dates = scene.dates(times[0] if times else None, "target", ahead=True)
    return Caption(scene.resolved(priced[0].mention), *dates)


def settle(found: list[Statement], caption: Caption) -> None:
    """Give the outcomes at the end of a list the market, and the day where they have none."""
    for i in range(len(found) - 1, -1, -1):
        one = found[i]
        if one.kind not in OF_OUTCOMES or one.subject != (UNKNOWN,):
            return
        days = (one.from_, one.to) if one.to else (caption.from_, caption.to)
        found[i] = replace(one, subject=caption.subject, from_=days[0], to=days[1], testable=True)
