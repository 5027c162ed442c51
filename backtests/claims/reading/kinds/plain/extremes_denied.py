"""Highs and lows that are not expected: "the index will not make a new high this year"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

_WHAT = (
    r"(?:new |fresh |another |further )+(?:record |all-time "
    r"|closing )?(?:(?P<high{0}>highs?|records?|peaks?)|(?P<low{0}>lows?))"
)
DENIED = re.compile(
    words.marks(
        rf"(?P<name><N>) (?:will not|won't|is (?:not|un)\s?(?:likely|expected|going) to"
        rf"|will fail to|is not going to) (?:make|set|reach|see|hit|post|notch) (?:an? "
        rf"|any )?{_WHAT.format('')}"
        rf"|\b(?:there will be|we (?:expect|see|look for)|expect) no {_WHAT.format('_')} (?:for"
        rf"|in|from) (?:the )?(?P<name_><N>)"
    )
)


def read(scene: Scene) -> None:
    """Add a forecast that an extreme of the past stands until the time that is named."""
    for m in DENIED.finditer(scene.text):
        named = scene.name_at(max(m.start("name"), m.start("name_")))
        subject = scene.resolved(named.mention) if named else ()
        time = scene.time(m.end(), m.end())
        if scene.group_of(subject) not in PRICE_GROUPS or scene.condition_at(m.start()):
            continue
        low = bool(m["low"] or m["low_"])
        from_, to = scene.dates(time, "move", ahead=True) if time else (None, None)
        scene.state(
            "forecast",
            m.span(),
            subject,
            direction="up" if low else "down",
            dates=(from_, to),
            condition="no new low" if low else "no new high",
            testable=to is not None,
        )
        scene.close(*scene.clause(m.start()))
