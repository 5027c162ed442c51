"""Gaps between the returns of two markets that are worded as spreads, and are none of yields."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

GAP = re.compile(
    words.marks(
        r"(?:\b(?:spread|gap|difference|gulf|margin)"
        r"|‹r\d+›)(?: (?:of|was|is|came to) (?:about |nearly "
        r"|almost )?<A>(?: (?:percentage )?points?"
        r"| percent)?)? between (?:the )?(?P<one><N>)(?:'s)? and (?:the )?(?P<two><N>)"
    )
)
BASIS_POINTS = 10_000


def settle(scene: Scene) -> None:
    """Make comparisons of the gaps between two markets that were taken for a rate."""
    m = GAP.search(scene.text)
    if m is None:
        return
    named = [scene.name_at(m.start(side)) for side in ("one", "two")]
    pair = tuple(symbol for n in named if n for symbol in scene.resolved(n.mention))
    if len(pair) != len(named) or any(scene.group_of((one,)) not in PRICE_GROUPS for one in pair):
        return
    scene.drafts[:] = [
        replace(
            d,
            kind="comparison",
            subject=pair,
            value=tuple(round(v / BASIS_POINTS, 6) for v in d.value),
            unit="fraction",
            direction="up",
            from_=None,
            to=None,
            testable=False,
        )
        if d.kind == "rate" and d.unit == "bp" and d.start < m.end() and m.start() < d.end
        else d
        for d in scene.drafts
    ]
