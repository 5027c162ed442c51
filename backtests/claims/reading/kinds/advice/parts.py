"""Sentences that give several pieces of advice: each part is read as if it stood alone."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

from backtests.claims.reading.kinds.patterns.advice import ADVISED, IMPERATIVE, INVALID
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.tenses import FUTURE, PAST, PRESENT

# Where a part begins: behind a semicolon, or with a verb of its own for the writer or the stop.
BEGINS = re.compile(
    r"; |,? and (?:then )?(?=(?:place|put|set|use|leave|keep) (?:an?|the|your|our|its) "
    r"(?:[a-z-]+ )?stop(?:-loss)?\b)|, and (?=(?:we|i) (?:would|will|shall) )"
)
# "1,180 has held; on a close below it we would sell": the price of the part before.
BEYOND_IT = re.compile(
    r"\b(?:clos(?:e|es|ed)|break|breaks|drop|falls?|rises?|move|trades?) (?:back )?(?:above|below"
    r"|under|over|through) (?:‹r\d+›|it|that(?: level| price| line| mark)?)(?! ‹|\w)"
)


def parts(scene: Scene) -> list[Scene]:
    """Return a sentence in its parts, each with blanks for the words of the others."""
    starts = [m.end() if m[0] == "; " else m.start() for m in BEGINS.finditer(scene.text)]
    ends = [*starts, len(scene.text)]
    starts = [0, *starts]
    spans = list(zip(starts, ends, strict=True))
    if len(spans) == 1 or not all(_stands_alone(scene.text[s:e]) for s, e in spans):
        return [scene]
    read: list[Scene] = []
    for start, end in spans:
        read.append(_part(scene, start, end))
        before = read[-2].amounts[-1:] if len(read) > 1 else []
        price = before and before[0].mention.measure == "bare"
        if price and BEYOND_IT.search(read[-1].text) and not read[-1].condition_at(before[0].start):
            read[-1].amounts = [*before, *read[-1].amounts]
    return read


# "Buy above 2,100; the target is 2,400": a part of the same trade.
OF_THE_TRADE = re.compile(
    r"\W*(?:and )?(?:(?:the|our|its|an?|with)? ?(?:[a-z-]+ )?(?:target|objective)|take profits?)\b"
)


def _stands_alone(text: str) -> bool:
    """Whether a part says something by itself: "rallies to 3,050, for selling" does not."""
    if OF_THE_TRADE.match(text):
        return False
    return any(p.search(text) for p in (ADVISED, IMPERATIVE, INVALID, PAST, PRESENT, FUTURE))


def _part(scene: Scene, start: int, end: int) -> Scene:
    """Return a part of a sentence; what it adds is added to the whole."""
    one = copy.copy(scene)
    one.text = " " * start + scene.text[start:end] + " " * (len(scene.text) - end)
    own = [n for n in scene.names if start <= n.start < end]
    other = PRICE_GROUPS if any(n.mention.group in PRICE_GROUPS for n in own) else ()
    before = [n for n in scene.names if n.end <= start and n.mention.group not in other]
    one.names = [*before, *own]
    one.times = [t for t in scene.times if start <= t.start < end]
    one.amounts = [p for p in scene.amounts if start <= p.start < end]
    one.averages = [a for a in scene.averages if start <= a.start < end]
    one.closed, one.used = list(scene.closed), set(scene.used)
    return one


def keep(scene: Scene, one: Scene, known: int) -> None:
    """Give the advice of a part the words of that part, and close it in the whole sentence."""
    if one is scene:
        return
    start, end = len(one.text) - len(one.text.lstrip()), len(one.text.rstrip())
    scene.drafts[known:] = [
        replace(d, start=max(start, d.start), end=min(end, d.end)) for d in scene.drafts[known:]
    ]
    scene.used.update(at for at in one.used if start <= at < end)
    if len(one.closed) > len(scene.closed):
        scene.close(start, end)
