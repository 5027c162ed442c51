"""Gaps of returns that are worded as spreads, and records of one market against another."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

GAP = re.compile(
    words.marks(
        r"(?:\b(?:spread|gap|difference|gulf|margin)"
        r"|‹r\d+›)(?: (?:of|was|is|came to) (?:about |nearly "
        r"|almost )?<A>(?: (?:percentage )?points?"
        r"| percent)?)? between (?:the )?(?P<one><N>)(?:'s)? and (?:the )?(?P<two><N>)"
    )
)
# "They rose 1%, 2% and 3%, respectively": the markets that the sentence before has named.
RESPECTIVELY = re.compile(r"\brespectively\b")
BETWEEN_THEM = re.compile(r"\b(?:gap|difference|spread) between (?:the two|them)\b")
# How wide a gap is, and that it has not been so for long: "a gap of 80 points, the widest since".
WIDEST = re.compile(
    r"(?: points?| percent)?,? (?:and |which |that )?(?:(?:is|are|was|were) )?(?:also |now )?"
    r"(?:the|its|their|an?) (?:[a-z]+ )?(?:(?:wid|narrow|larg|bigg|small|great|deep|steep)est"
    r"|most)\b"
)
LEAST = 2
BASIS_POINTS = 10_000


# "At its lowest relative to the other since 2001", "a 20-year low against the other".
AGAINST = re.compile(
    words.marks(
        r"\b(?:(?:lowest|highest|weakest|strongest|lows?|highs?)(?: (?:close|level|point))?"
        r"|(?:best|worst|strongest|weakest) (?:day|week|month|quarter|year|stretch|showing"
        r"|performance|run)(?: for (?:the )?<N>)?) "
        r"(?:relative to|against|versus|compared (?:with|to)) (?:the )?(?P<two><N>)"
    )
)


def settle(scene: Scene) -> None:
    """Settle what is said of two markets."""
    _gaps(scene)
    scene.drafts[:] = [_gap_of_markets(scene, _of_both(scene, d)) for d in scene.drafts]
    if RESPECTIVELY.search(scene.text):
        _in_order(scene)
    _lead_then_and_now(scene)
    _of_such_a_gap(scene)
    for record in [d for d in scene.drafts if d.kind == "record" and not d.value]:
        _as_wide(scene, record)


# "The average shortfall was six points", "a lag of that size": of the two compared before.
SUCH_A_GAP = re.compile(
    r"^\W*(?:the|a|an|such an?) (?:(?:average|mean|median|typical|usual|similar|comparable) )*"
    r"(?:(?P<down>shortfall|lag|deficit|underperformance)|(?:lead|outperformance|advantage))"
    r"(?! (?:over|against|to|on|versus)\b)\b"
)
COUNTED = {"average", "frequency"}


def _of_such_a_gap(scene: Scene) -> None:
    """Return means and counts of a lag or lead as those of the two markets compared before."""
    m, pair = SUCH_A_GAP.match(scene.text), scene.memory.pair
    if m is None or not pair or not scene.same_paragraph:
        return
    scene.drafts[:] = [
        replace(d, subject=pair, direction="down" if m["down"] else "up")
        if d.kind in COUNTED and len(d.subject) == 1 and {*d.subject} <= {*pair}
        else d
        for d in scene.drafts
    ]


def _as_wide(scene: Scene, record: Draft) -> None:
    """Give the record of a gap its size: "the gap, at 3 points, was the widest since May"."""
    for gap in scene.drafts:
        of_it = gap.kind in {"comparison", "rate"} and gap.subject == record.subject and gap.value
        if of_it and len(gap.subject) == LEAST and WIDEST.match(scene.text, gap.end):
            scene.drafts.remove(gap)
            at = scene.drafts.index(record)
            scene.drafts[at] = replace(record, value=gap.value, unit=gap.unit)
            return


def _in_order(scene: Scene) -> None:
    """Give the figures of "they rose 1%, 2% and 3%, respectively" to the markets named before."""
    markets = [m for m in scene.memory.markets if scene.group_of(m) in PRICE_GROUPS]
    moves = [d for d in scene.drafts if d.kind == "return" and len(d.value) == 1]
    named = any(n.mention.group in PRICE_GROUPS for n in scene.names)
    same = len({(d.subject, d.from_, d.to, d.unit) for d in moves}) == 1
    if named or not same or len(moves) < LEAST or len(moves) != len(markets):
        return
    for market, d in zip(markets, moves, strict=True):
        scene.drafts[scene.drafts.index(d)] = replace(d, subject=market)


def _gap_of_markets(scene: Scene, draft: Draft) -> Draft:
    """Return "the gap between the two" of two markets named before as one of theirs."""
    of_level = draft.kind == "rate" and draft.unit == "bp"
    if len(draft.subject) != LEAST or not (of_level or draft.kind == "record"):
        return draft
    named = [m for m in scene.memory.markets if scene.group_of(m) in PRICE_GROUPS]
    of_them = [n for n in scene.names if BETWEEN_THEM.search(n.mention.word)]
    others = [n for n in scene.names if n.mention.group in {"yield", "spread"} and n not in of_them]
    points = [p for p in scene.amounts if p.mention.measure == "pp"]
    if len(named) != LEAST or not of_them or others or not points:
        return draft
    if draft.kind == "record":
        return replace(draft, subject=(*named[0], *named[1]))
    return replace(
        draft,
        kind="comparison",
        subject=(*named[0], *named[1]),
        value=tuple(round(v / BASIS_POINTS, 6) for v in draft.value),
        unit="fraction",
        direction="",
    )


def _of_both(scene: Scene, draft: Draft) -> Draft:
    """Return a record of one market against another as one of both."""
    if draft.kind != "record" or len(draft.subject) != 1 or draft.value:
        return draft
    for m in AGAINST.finditer(scene.text):
        name = scene.name_at(m.start("two"))
        other = scene.resolved(name.mention) if name else ()
        priced = scene.group_of(other) in PRICE_GROUPS and other != draft.subject
        if priced and draft.start <= m.start() < draft.end:
            return replace(draft, subject=(*draft.subject, *other))
    return draft


def _gaps(scene: Scene) -> None:
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


# "Its lead over B this year, which had grown to seven points by March, has shrunk to two".
THEN_AND_NOW = re.compile(
    words.marks(
        r"\b(?:lead|edge|advantage|margin|shortfall|deficit) (?:over|against|on|to) (?:the )?<N> "
        r"(?P<over><T>), which had [a-z]+ to (?:[a-z]+ )?(?P<then>‹p\d+›)(?: <T>)?, (?:has|is) "
        r"(?:since |now )*[a-z]+ (?:to|at) (?:[a-z]+ )?(?P<now><A>)"
    )
)


def _lead_then_and_now(scene: Scene) -> None:
    """Add what is left of a lead, and date both figures from the start of its period."""
    m = THEN_AND_NOW.search(scene.text)
    gaps = [d for d in scene.drafts if d.kind == "comparison" and m and d.start < m.end()]
    if m is None or len(gaps) != 1:
        return
    over = scene.time_at(m.start("over"))
    left = next(p for p in scene.amounts if p.start == m.start("now"))
    begun = scene.dates(over, "move", ahead=False)[0]
    points = left.mention.values[0]
    value = points / 100 if left.mention.measure == "bare" else points
    then = replace(gaps[0], from_=begun)
    now = replace(then, value=(round(value, 6),), end=left.end, to=scene.on)
    at = scene.drafts.index(gaps[0])
    scene.drafts[at : at + 1] = [then, now]
