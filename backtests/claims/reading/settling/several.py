"""Statements on several markets: those that did the same ("as did the Dow"), and all at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.marks import groups
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN

LIKEWISE = re.compile(
    words.marks(
        r"(?:(?P<since><T>),? )?\b(?:as|so) (?:did|has|have|had) (?:both )?(?:the )?(?P<one><N>)"
        r"(?:(?:,| and|, and) (?:the )?(?P<two><N>))?(?! (?:in|on|after|when|before) ‹w)"
    )
)
PAIR = 2
BROAD: Subject = ("SPX",)
THE_MARKET = re.compile(r"the (?:stock |equity |us |u\.s\. )*market")
KINDS = frozenset({"return", "record", "level"})
AHEAD = frozenset({"forecast", "target", "range"})


def settle(scene: Scene) -> None:
    """Add what is said of the markets that did the same, and of each that is spoken of at once."""
    scene.drafts[:] = [_of_the_market(scene, draft) for draft in scene.drafts]
    _likewise(scene)
    several = [{*n.mention.symbols} for n in scene.names if n.mention.group == "several"]
    scene.drafts[:] = [one for d in scene.drafts for one in _each(d, apart={*d.subject} in several)]


def _of_the_market(scene: Scene, draft: Draft) -> Draft:
    """Return a move of "the market" as one of the broad index that the account is on.

    What followed events as a rule, and what is to come after a forecast of that index, is said of
    it under any such name: "three months after a cut, stocks were lower on average".
    """
    named = {n.mention.group for n in scene.names} - {"reference", "fed"}
    broad = scene.memory.subject == BROAD == scene.memory.price
    if draft.subject != (UNKNOWN,) or "market" not in named:
        return draft
    moved = draft.kind == "return" and draft.value and named == {"market"}
    the = any(THE_MARKET.fullmatch(n.mention.word) for n in scene.names)
    at = next((n.start for n in scene.names if n.mention.group == "market"), 0)
    quoted = re.search(r'["“]', scene.text[:at])
    spoken_of = scene.memory.by_group.get("index") == BROAD
    of_sectors = scene.group_of(scene.memory.price) in {"sector", "index"}
    as_a_rule = draft.kind in {"average", "frequency"} and spoken_of and of_sectors
    as_a_rule = as_a_rule and not quoted  # another speaks, of any market
    last = scene.memory.last
    ahead = (
        draft.kind in AHEAD
        and scene.same_paragraph
        and last is not None
        and last.kind in AHEAD
        and last.subject == BROAD
    )
    if not (as_a_rule or ahead or (moved and broad and the)):
        return draft
    return replace(draft, subject=BROAD, testable=_can_be_tested(draft))


def _can_be_tested(draft: Draft) -> bool:
    """Whether a statement is testable once its market is known: not a sign without a date."""
    return bool(draft.value or draft.condition or draft.to)


def _likewise(scene: Scene) -> None:
    """Add the rise, record or crossing of the markets that did the same as the one before."""
    m = LIKEWISE.search(scene.text)
    if m is None:
        return
    same = [d for d in scene.drafts if d.start < m.start() and d.kind in KINDS and not d.value]
    since = [t.mention for t in scene.times if m["since"] and t.start == m.start("since")]
    since = [t for t in since if t.role == "since"]
    first = since[0].last if since else None
    for side in ("one", "two"):
        named = scene.name_at(m.start(side)) if m[side] else None
        if named is None or named.mention.group not in PRICE_GROUPS:
            continue
        scene.drafts += [_of(d, named.mention.symbols, first) for d in same]
    if first:
        # "Made highs, and for the first time since May, so did B": since when is said of B alone.
        scene.drafts[:] = [_of_all_time(d) if d in same else d for d in scene.drafts]


def _of(draft: Draft, subject: Subject, first: date | None) -> Draft:
    """Return the statement of another market, with the day since when its own record is one."""
    own = first if first and draft.kind == "record" else draft.from_
    return replace(draft, subject=subject, from_=own)


def _of_all_time(draft: Draft) -> Draft:
    """Return a record without the day since when it is one."""
    return replace(draft, from_=None) if draft.kind == "record" else draft


def _of_each(draft: Draft) -> bool:
    """Whether two markets are spoken of one by one: "the other two indexes rose by 1%"."""
    of_major = set(draft.subject) <= set(groups.MAJOR)
    return draft.kind == "return" or (of_major and draft.kind in {"average", "level", "forecast"})


def _each(draft: Draft, *, apart: bool) -> list[Draft]:
    """Return the statement, or one for each of its markets: "all three indexes rose by 1%".

    With `apart` two markets are none that are compared: "both indexes closed at a record".
    """
    if len(draft.subject) < PAIR or (len(draft.subject) == PAIR and not (apart or _of_each(draft))):
        return [draft]
    if draft.kind == "comparison":
        return []  # one of several against another: which is not said
    return [replace(draft, subject=(symbol,)) for symbol in draft.subject]
