"""Prices stated while trading goes on, or of futures: no close confirms or refutes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.memory import Draft, Memory
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.statement import Statement

OPENING = 6  # sentences of an article that say when it was written
WITHIN_THE_DAY, OF_FUTURES = "intraday", "futures"
CLOCK = (
    r"(?:(?:1[01]|[6-9])(?:[:.]\d\d)? ?a\.?m\b|(?:12|[1-3])(?:[:.]\d\d)? ?p\.?m\b|noon\b"
    r"|mid-?day\b|lunch)"
)
# When a report is written that does not know the close.
IN_PROGRESS = re.compile(
    rf"\b(?:by|as of|at|around|about|near|after|before) {CLOCK}"
    r"|\bin (?:early|morning|mid-?morning|mid-?day|afternoon|mid-?afternoon|pre-?market|overnight"
    r"|after-hours|extended)(?: [a-z]+)? (?:trading|trade|deals|dealings|action)\b"
    r"|\b(?:ahead of|before|head(?:ed|ing)? into) the (?:opening bell|closing bell|open|close)\b"
    r"|\bpre-?market\b"
    r"|\b(?:are|is) (?:opening|trading|moving) (?:higher|lower|mixed|up|down|sharply|modestly"
    r"|little|slightly)\b|\bsnapshot of the market\b"
    r"|\bat (?:last check|last look|the open|the opening bell)\b"
)
FUTURES_AHEAD = re.compile(
    r"\b(?:stock|equity|index|u\.s\.|us|dow|nasdaq|s&p 500"
    r"|wall street)(?: (?:stock|equity|index|market))? futures (?:(?:were|are|was|is) )?(?:point"
    r"|edg|indicat|impl|signal|trad|rose|fell|slip|climb|higher|lower|mixed|up|down|little|flat"
    r"|declin|gain|drop|advanc|rall|slid|tick|hover)"
)
CLOSED = re.compile(
    r"\b(?:closed|ended|finished|settled|closes|ends|finishes|settles)\b|\bat the close\b"
    r"|\bclosing (?:at|up|down|higher|lower)\b"
)
# A part of the session, or an extreme of it.
AT_ONE_POINT = re.compile(
    r"\b(?:at one point|(?:earlier|early|late) in the (?:day|session)|as much as"
    r"|the (?:low|high) price (?:took|sent|was|reached|moved)"
    r"|(?:at|from) (?:its|their|the) (?:session |intraday |daily )?(?:lows?|highs?|lowest|highest"
    r"|worst|best|bottom|peak)(?: (?:point|level|moment))?(?: (?:of|for|on) the (?:day|session))"
    r"|(?<!closing and )intraday(?! and closing)|briefly"
    r"|reached a (?:session |intraday )?(?:high|low)"
    r"|for all of a minute|session (?:low|high)s?"
    r"|before (?:paring|trimming|recovering|rebounding|reversing|falling back|pulling back"
    r"|erasing|giving))\b"
)
AT_THE_END = re.compile(r"\b(?:clos|end|finish|settl)(?:e|es|ed|ing)?\b")
# Markets that the opening speaks of without a name.
IN_GENERAL = re.compile(r"\b(?:indexes|indices|stocks|futures|markets)\b")
SPOKEN_OF_A_DAY = frozenset({"return", "level", "record", "rate", "volatility", "comparison"})
FUTURES_OF = re.compile(r"\bfutures (?:tied to|linked to|on|for|tracking|of|that track) (?:the )?$")
AFTER_NAME = re.compile(
    r"(?:(?:,|,? and) (?:the )?‹n\d+›)*(?: index)?(?: e-?minis?)? (?:futures|e-?minis?)\b"
)
REACH = 40  # letters after a clause that may still speak of its figure: "before paring the gain"


def remember(sight: Sight) -> None:
    """Keep whether the opening of an article states that trading goes on."""
    memory = sight.memory
    if memory.begun > OPENING:
        return
    stated = sight.marked.sentence.text.lower()
    groups = [n.mention.group for n in sight.names]
    if groups[:1] == ["other"] or not (groups or IN_GENERAL.search(stated)):
        return
    if CLOSED.search(stated) and not FUTURES_AHEAD.search(stated):
        memory.closed = True
    if IN_PROGRESS.search(stated) or FUTURES_AHEAD.search(stated):
        memory.in_progress = True


def condition(sight: Sight, draft: Draft) -> str:
    """Return the condition of a statement: its own, or that it is of futures or within a day."""
    if draft.condition or draft.kind not in SPOKEN_OF_A_DAY or len(draft.subject) != 1:
        return draft.condition
    if _of_futures(sight, draft):
        return OF_FUTURES
    if not _of_a_day(draft):
        return ""
    start, end = sight.clause(draft.start)[0], sight.clause(max(draft.start, draft.end - 1))[1]
    stop = min(len(sight.text), end + REACH)
    other = sight.text.find(";", end, stop)
    within = AT_ONE_POINT.search(sight.text, start, stop if other < 0 else other)
    if within:
        # "As much as 2% before closing 1% lower": the figure after it is that of the close.
        return "" if AT_THE_END.search(sight.text, within.end(), draft.end) else WITHIN_THE_DAY
    stated = sight.marked.sentence.text.lower()
    here = IN_PROGRESS.search(stated) and not CLOSED.search(stated)
    return WITHIN_THE_DAY if draft.to == sight.on and here else ""


def settle(found: Sequence[Statement], memory: Memory, on: date) -> list[Statement]:
    """Say of the prices of the day of an article that goes on that they are within that day."""
    found = [_stated_now(one, on) for one in found]
    if not memory.in_progress or memory.closed or on.weekday() > days.FRIDAY:
        return found
    found = [
        replace(one, from_=None, to=None)
        if one.condition.startswith("streak") and one.to == on
        else one
        for one in found
    ]
    return [
        replace(one, condition=WITHIN_THE_DAY)
        if one.to == on
        and not one.condition
        and one.kind in SPOKEN_OF_A_DAY
        and len(one.subject) == 1
        and _of_a_day(one)
        else one
        for one in found
    ]


def _stated_now(one: Statement, on: date) -> Statement:
    """Return prices of the futures that have no day as those of the day of publication."""
    undated = one.condition == OF_FUTURES and one.from_ is None and one.to is None
    if not undated or one.kind not in {"return", "level"}:
        return one
    return replace(one, from_=on if one.kind == "level" else days.weekday_before(on), to=on)


def _of_futures(sight: Sight, draft: Draft) -> bool:
    """Whether a price or a move is one of the futures of an index, and not of the index."""
    return any(
        n.mention.group == "index"
        and n.mention.symbols == draft.subject
        and (AFTER_NAME.match(sight.text, n.end) or FUTURES_OF.search(sight.text[: n.start]))
        for n in sight.names
    )


def _of_a_day(draft: Draft | Statement) -> bool:
    """Whether a statement is of one day of trading."""
    if draft.to is None:
        return False
    if draft.kind in {"level", "record"} or draft.from_ == draft.to:
        return True
    return draft.from_ is not None and days_between(draft) <= LONGEST_WEEKEND


LONGEST_WEEKEND = 4


def days_between(draft: Draft | Statement) -> int:
    """Return the days from the first to the last of a statement that has both."""
    return (draft.to - draft.from_).days if draft.to and draft.from_ else 0
