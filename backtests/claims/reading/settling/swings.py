"""Moves between two days with a price: "from its 3 May record of 2,100 to Friday's low"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from backtests.claims.reading import words
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

LONGEST = 60  # letters between "from" and the first day
OPENED = re.compile(r"\b(?:from|between)\b(?P<what>(?:(?!\b(?:from|between|to|and)\b)[^,;:])*)$")
# Between the two days stand what was reached on the first, "to", and what on the second.
_PRICE = (
    r"(?:(?: (?:on|at|of|in|its|the|their|an?|a|all-time|closing|intraday|record|high|low|peak"
    r"|trough|bottom|top|close|level|finish|about|near|just)|'s| ?<A>| ?<N>|,)*)"
)
BETWEEN = re.compile(words.marks(rf"{_PRICE} (?:to|and|until){_PRICE} ?"))
# "Peaked at 2,466 on 25 November, fell 29% to 1,760 by 8 April".
TURNED = re.compile(
    words.marks(r"\b(?:peaked|topped(?: out)?|bottomed(?: out)?|troughed)(?: (?:at|near) <#>)? $")
)
UNTIL = re.compile(
    words.marks(r"(?:, | and |, and )(?:then |had )?[a-z]+ (?:by )?<A>(?: to <#>)? by")
)
FOLLOWED = re.compile(r"\b(?:following|subsequent|ensuing|next)\b")
WITH_A_PRICE = re.compile(
    r"\b(?:high|low|peak|trough|bottom|top|close|record|level|finish)\b|‹[#i]\d+›"
)


# "From 5,400 in January gold has come down to 4,350": a move between two prices.
FROM_PRICE = re.compile(
    words.marks(
        r"(?:^|[:;,] )from (?:about |around )?(?P<one><#>)(?: an ounce| a barrel| points)?"
        r"(?: (?P<time><T>))?,? (?:the )?<N> (?:has |have |had |is |was )?[^‹;,]*\bto (?:about "
        r"|around "
        r"|just |only )?(?P<two><#>)"
    )
)


def _between_prices(scene: Scene) -> None:
    """Join two prices "from ... to ..." with their market between them to one move."""
    m = FROM_PRICE.search(scene.text)
    if m is None:
        return
    one, two = (next(p for p in scene.amounts if p.start == m.start(k)) for k in ("one", "two"))
    ends = (*one.mention.values, *two.mention.values)
    prices = [d for d in scene.drafts if d.kind == "level" and d.value and d.value[0] in ends]
    if len(prices) != 2 or prices[0].subject != prices[1].subject or len(ends) != 2:
        return
    begun = next((t.mention for t in scene.times if t.start == m.start("time")), None)
    later = [t.mention for t in scene.times if t.start >= m.end("two")]
    from_ = begun.last if begun and begun.role == "in" and begun.last < scene.on else None
    scene.drafts[:] = [d for d in scene.drafts if d not in prices]
    scene.add(
        replace(
            prices[1],
            kind="return",
            value=ends,
            direction="up" if ends[1] > ends[0] else "down",
            from_=from_,
            to=later[0].last if later and later[0].last <= scene.on else scene.on,
        )
    )


def settle(scene: Scene) -> None:
    """Give the moves of a sentence the two days between which it says that they were."""
    _between_prices(scene)
    found = _ends(scene)
    if found is None:
        _of_an_unknown_start(scene)
        _counted_from_a_month(scene)
        return
    one, two, times = found
    others = [t for t in scene.times if t not in times and t.mention.role != "since"]
    scene.drafts[:] = [
        replace(d, from_=one, to=two)
        if d.kind == "return"
        and d.unit in {"fraction", "points"}
        and not d.condition
        and not _is_counted(scene, d, one, two)
        and not (others and d.to not in {None, one, two, scene.on})
        else d
        for d in scene.drafts
    ]


def _of_an_unknown_start(scene: Scene) -> None:
    """Leave moves without days that run from a price of which only the month is given."""
    for a, b in pairwise(scene.times):
        m = OPENED.search(_lead(scene, a))
        between = scene.text[a.end : b.start]
        month = a.mention.grain == "month" and a.mention.role == "in" and _is_day(b, scene)
        if month and m and WITH_A_PRICE.search(between) and BETWEEN.fullmatch(between):
            scene.drafts[:] = [
                replace(d, from_=None) if d.kind == "return" and d.to == b.mention.last else d
                for d in scene.drafts
            ]


def _counted_from_a_month(scene: Scene) -> None:
    """Leave moves without days that ran for months after one: "up 5% in the next two"."""
    months = {t.mention.last for t in scene.times if t.mention.grain == "month"}
    for t in scene.times:
        if t.mention.role == "horizon" and FOLLOWED.search(t.mention.words):
            counted = [p for p in scene.amounts if p.end + 1 == t.start]
            scene.drafts[:] = [
                replace(d, from_=None, to=None)
                if d.kind == "return"
                and d.to in months
                and any(d.start <= p.start < d.end for p in counted)
                else d
                for d in scene.drafts
            ]


def _is_counted(scene: Scene, draft: Draft, one: date, two: date) -> bool:
    """Whether a move has the days of the swing already, or is one since its end."""
    whole = draft.to == two and draft.from_ is not None and draft.from_ <= one
    since = any(t.mention.words.startswith("since") for t in scene.times)
    return whole or (since and draft.from_ == two)


def _ends(scene: Scene) -> tuple[date, date, tuple[Placed[Time], ...]] | None:
    """Return the two days of a swing, the first before the second, and the times that give them."""
    for t in scene.times:
        own = t.mention
        if own.grain == "day" and own.first < own.last <= scene.on and own.role == "in":
            m = OPENED.search(_lead(scene, t))
            if m and WITH_A_PRICE.search(f"{m['what']} {own.words}"):
                return own.first, own.last, (t,)
    for a, b in pairwise(scene.times):
        if not (_is_day(a, scene) and _is_day(b, scene) and a.mention.last < b.mention.last):
            continue
        m = OPENED.search(_lead(scene, a))
        between = scene.text[a.end : b.start]
        if b.mention.words.startswith(("to ", "until ")):
            between += " to "
        priced = m and WITH_A_PRICE.search(
            f"{m['what']} {between} {scene.text[b.end : b.end + 12]}"
        )
        turned = TURNED.search(scene.text, 0, a.start) and UNTIL.fullmatch(
            f"{between}{b.mention.role}"
        )
        if turned or (priced and BETWEEN.fullmatch(between)):
            return a.mention.last, b.mention.last, (a, b)
    return None


def _lead(scene: Scene, time: Placed[Time]) -> str:
    lead = scene.text[max(0, time.start - LONGEST) : time.start]
    return lead + "from " * time.mention.words.startswith(("from ", "between "))


def _is_day(time: Placed[Time], scene: Scene) -> bool:
    own = time.mention
    return (
        own.grain == "day"
        and own.first == own.last <= scene.on
        and own.role in {"in", "by", "since"}
    )
