"""Runs: which way they went, and the length beside "its longest losing streak since 2023"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.extremes import SIZED
from backtests.claims.reading.marks.marked import Placed, Streak
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

OF_A_RUN = re.compile(
    r"\b(?:streak|run|string|skid|spell) (?:since\b|‹w|of|in\b|now\b|\W)"
    r"|\b(?:winning|losing) (?:streak|run)\b"
)
DAYS_LONG = re.compile(
    words.marks(
        r"(?:^\W*(?=\S+ [a-z]+: )|: |, (?:now )?(?:at|of) "
        r"|\b(?:stands?|is|was|at) (?:now )?(?:at )?|, )(?P<length><#>) (?P<unit>day|session|week"
        r"|month|quarter|year)s?(?=[.,;:]|$| (?:long|old|so far)\b)"
    )
)


def lengths(scene: Scene) -> None:
    """Give the longest run since a time its length, where that stands beside it."""
    for i, draft in enumerate(scene.drafts):
        if draft.kind != "record" or draft.value or not OF_A_RUN.search(scene.text):
            continue
        for m in DAYS_LONG.finditer(scene.text):
            place = next((p for p in scene.amounts if p.start == m.start("length")), None)
            if place is None or not place.mention.whole:
                continue
            scene.use(place)
            unit = "day" if m["unit"] == "session" else m["unit"]
            scene.drafts[i] = replace(
                draft, value=place.mention.values, unit="count", condition=f"streak, {unit}s"
            )
            break


DOWN = re.compile(
    r"\b(?:losing|down|loss|losses|lows?|declines?|falls?|negative|lower|skid|slide|slump|rout"
    r"|retreats?|drops?|setbacks?|dips?|pullbacks?)\b"
)
UP = re.compile(
    r"\b(?:winning|gains?|up|highs?|advances?|wins?|rises?|positive|record|records|higher"
    r"|rall(?:y|ies)|climbs?)\b"
)
WITHOUT_A_LOSS = re.compile(
    r"\b(?:loss|decline|fall|fallen|lost|drop|setback|pullback|correction|down day)\b"
)


def direction_of(scene: Scene, place: Placed[Streak], start: int) -> Direction:
    """Return the direction of a streak in the clause that begins at `start`."""
    inside = place.mention.words
    if " without " in inside or inside.startswith("not "):
        if SIZED.search(inside):
            return ""
        return "up" if WITHOUT_A_LOSS.search(inside) else "down"
    if DOWN.search(inside) or UP.search(inside):
        return "down" if DOWN.search(inside) else "up"
    return (
        scene.said(scene.text[start : place.start])
        or scene.said(scene.text[place.end : scene.clause(place.start)[1]])
        or scene.said(scene.text)
        or "up"
    )
