"""How many of the events of a sentence went one way: "after the five cuts it rose in three"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.events import event
from backtests.claims.reading.kinds.history.samples import is_sample
from backtests.claims.reading.kinds.pairs import compared
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

COUNTED: frozenset[Group | None] = frozenset({*PRICE_GROUPS, "yield", "spread", "volatility"})
ALL = re.compile(
    words.marks(
        r"\W*(?:after|in|following|across|of|over|during) (?:the |all |its |these |those )*"
        r"(?P<n><#>)"
        r" (?:[a-z-]+ |<F> |‹[#w]\d+›-)*?(?:cycles|<F>|cuts|hikes|closes|cases|instances"
        r"|occurrences|elections"
        r"|recessions|corrections|bear markets|inversions|breakouts|signals|occasions|crosses"
        r"|declines|episodes)(?!\w)[^.;]*?"
    )
)
SOME = re.compile(
    words.marks(
        r"\b(?:in|on|after) (?:only |just |all but )?(?P<k><#>)"
        r"(?=,|;|\.|$| and\b| but\b| cases\b| of them\b| instances\b| occasions\b)"
    )
)


def read(scene: Scene) -> None:
    """Add how many of the events that a sentence opens with were followed by a rise or a fall."""
    whole = ALL.match(scene.text)
    some = SOME.search(scene.text, whole.end()) if whole else None
    if whole is None or some is None or any(d.kind == "frequency" for d in scene.drafts):
        return
    places = {p.start: p for p in scene.free() if p.mention.whole and p.mention.measure == "bare"}
    n, k = places.get(whole.start("n")), places.get(some.start("k"))
    found = compared(scene, some.start())
    subject = found[0] if found else scene.subject_before(some.start())
    stated = scene.said(scene.text[scene.clause(some.start())[0] : some.start()])
    way = found[1] if found else stated
    if n is None or k is None or not way:
        return
    if not found and scene.group_of(subject) not in COUNTED:
        return
    if k.mention.values[0] > n.mention.values[0] or scene.ahead(some.start(), None):
        return
    scene.use(n, k)
    since = [t.mention for t in scene.times if is_sample(t.mention)]
    scene.state(
        "frequency",
        some.span(),
        subject,
        (*k.mention.values, *n.mention.values),
        "count",
        direction=way,
        dates=scene.dates(since[0], "sample", ahead=False) if since else (None, None),
        condition=event(scene, k),
    )
