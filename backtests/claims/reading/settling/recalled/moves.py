"""The days of moves that are only recalled, and of those beside them."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.accounts.carrying import carried
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.settling.recalled.figures import (
    has_time,
    holds,
)
from backtests.claims.reading.timing.dating import is_base

_MOVE = (
    r"(?:gain|rise|jump|surge|rally|advance|climb|increase|rebound|bounce|leap|drop|fall|decline"
    r"|loss|slide|slump|plunge|tumble|retreat|setback|slip|dip|pullback|sell-?off|rout|move)"
)
# "After a 4% surge in June": the time is that of the move which is recalled.
RECALLED_MOVE = re.compile(
    r"\b(?:after|following|despite|from|reversing|erasing|extending|on top of|adding to) "
    r"(?:an?|its|the|their) (?:[a-z]+ )?(?P<figure>‹%\d+›)(?: [a-z-]+)? "
    rf"{_MOVE} (?=‹w)"
)
# "It followed a 4% slump the week before for the other": the move of a market named after it.
FOLLOWED = re.compile(
    r"(?:\b(?:it|this|that|which)|‹r\d+›) (?:followed|came after|comes after|follows) an? "
    rf"(?:[a-z]+ )?(?P<figure>‹%\d+›) {_MOVE} (?:in )?the "
    r"(?:(?P<grain>week|month|quarter|year) before"
    r"|(?:previous|prior) (?P<grain_>week|month|quarter|year))"
    r"(?: (?:for|in|by) (?:the )?(?P<name>‹n\d+›))?"
)
# "After a half in which it fell 15% or more": which halves are counted.
OF_A_SAMPLE = re.compile(
    r"\b(?:after|in|following|of) (?:(?:an?|any|every|each|such|those|all) )?(?:[a-z]+ )?"
    r"(?:‹w\d+›|half|halves|years?|months?|quarters?|weeks?|days?) (?:in which|when|where) "
    r"[^,;]*?(?P<figure>‹%\d+›) or (?:more|less|worse|better)\b"
)
# "After 3% in May and 4% in the month before that".
THE_ONE_BEFORE = re.compile(
    r"(?P<figure>‹%\d+›) (?:[a-z]+ )?(?:in )?the (?P<grain>one|week|month|quarter|year) "
    r"(?:before|earlier)(?: that)?\b"
)
# "From its April low to Friday's close the index gained 40%": no move of the Friday.
FROM_A_TURN = re.compile(
    r"\b(?:from|since) (?:its|the|their) ‹w(?P<time>\d+)›(?:'s)? "
    r"(?:closing |intraday )?(?:lows?|highs?|peaks?|troughs?|bottoms?|tops?) to\b"
)
# "Ended Tuesday at 1,840, leaving it 12% below its peak".
LEAVING = re.compile(
    r"\b(?:leaving|putting|taking|bringing|which (?:left|put|took|brought)) "
    r"(?:it|them|the [a-z]+|(?:the )?‹[nr]\d+›)"
)
A_PERIOD_EARLIER = re.compile(
    r"(?:a|one|the) (?P<grain>week|month|quarter|year) (?:earlier|before|prior)"
)


def settle(scene: Scene) -> None:
    """Give moves days of their own."""
    _supposed(scene)
    _recalled(scene)
    _of_the_one_before(scene)
    _followed(scene)
    scene.drafts[:] = [_left_there(scene, _from_a_turn(scene, d)) for d in scene.drafts]


def _supposed(scene: Scene) -> None:
    """Leave out the move that only says which years or halves are counted."""
    for m in OF_A_SAMPLE.finditer(scene.text):
        scene.drafts[:] = [
            d for d in scene.drafts if d.kind != "return" or not holds(scene, d, *m.span("figure"))
        ]


def _recalled(scene: Scene) -> None:
    """Give the time of a move that is only recalled to no other move of the sentence."""
    for m in RECALLED_MOVE.finditer(scene.text):
        time = next(t for t in scene.times if t.start == m.end())
        own = [d for d in scene.drafts if d.kind == "return" and holds(scene, d, *m.span())]
        others = [d for d in scene.drafts if d.kind == "return" and d not in own]
        earlier = A_PERIOD_EARLIER.fullmatch(time.mention.words)
        if earlier and others and own:
            _shift(scene, own[0], others[0], earlier["grain"])  # type: ignore[arg-type]
            continue
        if time.mention.role != "in" or len(own) != 1:
            continue
        span = (own[0].from_, own[0].to)
        for i, d in enumerate(scene.drafts):
            if d in others and (d.from_, d.to) == span and not has_time(scene, d, time):
                scene.drafts[i] = _carried(scene, d, time)


def _shift(scene: Scene, draft: Draft, main: Draft, grain: Grain) -> None:
    """Date a move of "a week earlier" by the week before that of the main move."""
    if main.to is None or main.from_ is None or main.to > scene.on:
        return
    whole = days.period(main.to, grain)
    if main.from_ != days.add_days(whole[0], -1):
        return
    first, last = days.period(main.to, grain, -1)
    at = scene.drafts.index(draft)
    scene.drafts[at] = replace(draft, from_=days.add_days(first, -1), to=last)


def _carried(scene: Scene, draft: Draft, recalled: Placed[Time]) -> Draft:
    """Return a statement with the time that opens its sentence, or that of the account."""
    opening = [t.mention for t in scene.times if t.end < recalled.start and t.mention.role == "in"]
    time = opening[0] if opening else carried(scene, draft.start)
    from_, to = scene.dates(time, "move", ahead=False)
    return replace(draft, from_=from_, to=to)


def _of_the_one_before(scene: Scene) -> None:
    """Date "4% in the one before" by the period before the last one that was named."""
    for m in THE_ONE_BEFORE.finditer(scene.text):
        named = [
            t.mention
            for t in scene.times
            if t.end <= m.start() and t.mention.role == "in" and t.mention.last <= scene.on
        ]
        grain = m["grain"] if m["grain"] != "one" else named[-1].grain if named else ""
        if not named or named[-1].grain != grain or grain == "day":
            continue
        first, last = days.period(named[-1].last, grain, -1)
        for i, d in enumerate(scene.drafts):
            if d.kind != "return" or d.condition:
                continue
            if holds(scene, d, *m.span("figure")):
                scene.drafts[i] = replace(d, from_=days.add_days(first, -1), to=last)
            elif d.to is None:
                scene.drafts[i] = _of_time_beside(scene, d)


def _of_time_beside(scene: Scene, draft: Draft) -> Draft:
    """Return a move without days as one of the time just behind its figure."""
    for p in scene.amounts:
        beside = [t.mention for t in scene.times if t.start == p.end + 1]
        if beside and beside[0].role == "in" and holds(scene, draft, p.start, p.end):
            from_, to = scene.dates(beside[0], "move", ahead=False)
            return replace(draft, from_=from_, to=to)
    return draft


def _followed(scene: Scene) -> None:
    """Date what "followed a slump the week before" by that week, and say it of its market."""
    m, account = FOLLOWED.search(scene.text), scene.memory.time
    if m is None:
        return
    grain: Grain = m["grain"] or m["grain_"]  # type: ignore[assignment]
    name = scene.name_at(m.start("name")) if m["name"] else None
    known = account is not None and account.grain == grain and account.last <= scene.on
    first, last = days.period(account.last, grain, -1) if known and account else (None, None)
    for i, d in enumerate(scene.drafts):
        if d.kind not in {"return", "record"} or (
            d.kind == "return" and not holds(scene, d, *m.span())
        ):
            continue
        subject = scene.resolved(name.mention) if name else d.subject
        begun = d.from_ if d.kind == "record" else first and days.add_days(first, -1)
        scene.drafts[i] = replace(d, subject=subject, from_=begun, to=last)


def _from_a_turn(scene: Scene, draft: Draft) -> Draft:
    """Return a move from the low of a period to a day as one whose first day is not known."""
    m = FROM_A_TURN.search(scene.text)
    if m is None or draft.kind != "return" or draft.condition or draft.to is None:
        return draft
    time = next(t for t in scene.times if t.start == m.start("time") - len("‹w"))
    one = draft.from_ == days.weekday_before(draft.to)
    if not one or time.mention.grain == "day" or time.mention.last == draft.to:
        return draft
    return replace(draft, from_=None)


def _left_there(scene: Scene, draft: Draft) -> Draft:
    """Return a distance at which a close left a market as one of the day of that close."""
    if draft.kind != "return" or not draft.condition.startswith("from ") or draft.to != scene.on:
        return draft
    left = [m.end() for m in LEAVING.finditer(scene.text) if m.end() < draft.end]
    closed = [
        d.to
        for d in scene.drafts
        if d is not draft
        and d.start < draft.end
        and d.to is not None
        and d.to < scene.on
        and (d.kind == "record" or d.from_ in {d.to, days.weekday_before(d.to)})
    ]
    later = [t for t in scene.times if left and t.start >= left[-1] and not is_base(scene.text, t)]
    return replace(draft, to=closed[-1]) if left and closed and not later else draft
