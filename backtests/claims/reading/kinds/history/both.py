"""What is said of several markets at once: moves of both, days they moved together."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.pairs import compared, pair_in
from backtests.claims.reading.kinds.patterns.gaps import MAJOR
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PAIR, PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

# "Gold and the dollar rose together on 20% of days", "went opposite ways on two days of three".
TOGETHER_ON = re.compile(
    words.marks(
        r"(?P<one><N>) and (?:the )?(?P<two><N>) (?:(?:has|have|had"
        r"|both) )*(?P<verb>[a-z]+)(?: (?P<apart>(?:in )?opposite (?:ways|directions)|apart)"
        r"| together| in (?:tandem|step)| (?:in the same direction|on the same day))"
    )
)


def together_on_days(scene: Scene) -> tuple[Subject, Direction] | None:
    """Return two markets whose moves of one day are counted, and whether both rose."""
    m = TOGETHER_ON.search(scene.text)
    one, two = (scene.name_at(m.start(k)) for k in ("one", "two")) if m else (None, None)
    if m is None or one is None or two is None:
        return None
    pair = (*scene.resolved(one.mention), *scene.resolved(two.mention))
    return (pair, "" if m["apart"] else scene.said(m["verb"])) if len(pair) == PAIR else None


# "Four of the last five times gold fell by a tenth, the Dow rose": what is counted is the second.
CASES_THAT = re.compile(
    words.marks(
        r"(?: of (?:the|those|these))? (?:times|years|months|quarters|occasions|weeks)"
        r"(?: (?:that|when|in which|on which))? (?:the )?<N> [^,;:]+, (?=(?:the )?<N> )"
    )
)


def counted_in_cases(scene: Scene, place: Placed[Amount]) -> tuple[Subject, Direction] | None:
    """Return the markets, and the way they went, in the cases that a number counts."""
    m = CASES_THAT.match(scene.text, place.end)
    found = pair_in(scene, m.end(), len(scene.text)) if m else None
    named = [n for n in scene.names if m and n.start >= m.end()]
    if m and not found and named and (way := scene.said(scene.text[m.end() :])):
        subject = scene.resolved(named[0].mention)
        found = (subject, way) if scene.group_of(subject) in PRICE_GROUPS else None
    if m and found:
        for asked in (p for p in scene.amounts if place.end <= p.start < m.end()):
            scene.close(asked.start, asked.end)
        scene.close(m.end(), len(scene.text))
    return found or compared(scene, place.start) or _in_the_clause_after(scene, place)


# "In seven of the past nine cycles, small caps beat large caps".
FRONTED = re.compile(r"\W*(?:(?:and|but|yet|still) )?(?:in|on|for|over|during) (?:[a-z]+ ){0,3}")


def _in_the_clause_after(scene: Scene, place: Placed[Amount]) -> tuple[Subject, Direction] | None:
    """Return the two markets compared in the clause that a count of cases stands before."""
    if not FRONTED.fullmatch(scene.text, 0, place.start):
        return None
    after = next(((s, e) for s, e in scene.clauses if s > place.end), None)
    return pair_in(scene, *after) if after else None


# Several markets named before: "all three have lost", "both are up".
TOGETHER = re.compile(
    r"\b(?:both|all (?P<count>‹#\d+›))(?: of (?:‹r\d+›|them))? (?:have|are|were|had|rose|fell"
    r"|lost|gained|ended|closed|finished|climbed|dropped|slid|shed|added|now|remain)\b"
)


THE_MAJOR: tuple[Subject, ...] = (("SPX",), ("DJI",), ("IXIC",))


# "Gains of 5% for both the Russell 1000 and the S&P 500".
FOR_BOTH = re.compile(
    r" (?:(?:gains?|loss(?:es)?|returns?|rises?|declines?) )?(?:for|in|by|on|from) both (?:the )?"
    r"(?:[a-z-]+ )?(?P<one>‹[no]\d+›)(?: \(‹o\d+›\))?,? and (?:the )?(?P<two>‹[no]\d+›)"
)


def together(scene: Scene, place: Placed[Amount]) -> tuple[Subject, ...]:
    """Return the markets that "both" or "all three" stand for in the clause of a figure."""
    start, _ = scene.clause(place.start)
    if both := FOR_BOTH.match(scene.text, place.end):
        named = (scene.name_at(both.start(k)) for k in ("one", "two"))
        return tuple(n.mention.symbols for n in named if n and n.mention.symbols)
    major = MAJOR.search(scene.text, start, place.start)
    number = [p for p in scene.amounts if major and p.start == major.start("count")]
    if (
        number
        and number[0].mention.values == (3.0,)
        and not scene.names_between(start, place.start)
    ):
        return THE_MAJOR
    m = TOGETHER.search(scene.text, start, place.start)
    if m is None or scene.names_between(m.end(), place.start):
        return ()
    count = 2
    if m["count"]:
        count = int(next(p.mention.values[0] for p in scene.amounts if p.start == m.start("count")))
    earlier = [
        n.mention.symbols
        for n in scene.names
        if n.end <= m.start() and scene.group_of(n.mention.symbols) in PRICE_GROUPS
    ]
    found = tuple(dict.fromkeys(earlier)) or scene.memory.markets
    return found if len(found) == count else ()
