"""Runs whose length stands beside them: "its longest losing streak since 2023, at six days"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.scene import Scene

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
