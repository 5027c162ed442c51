"""Where a clause speaks of members, of flows of money, and of rates that no market is."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.untestable import FLOW, MEMBER, MIDDLE
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene

OF_THE_ECONOMY = re.compile(r"\b(?:unemployment|jobless|inflation|savings?|participation)\b")


def of_a_member(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Return where a clause speaks of the median or average member of a market."""
    m = MIDDLE.search(scene.text, start, end)
    named = scene.name_at(m.end()) if m else None
    if m is None or named is None:
        return None
    if m["member"]:
        return m
    words_ = scene.marked.sentence.text[named.mention.start : named.mention.end]
    after = re.match(r" (?:stock|share|company|firm|member|constituent)\b", scene.text[named.end :])
    return m if MEMBER.search(words_) or after else None


def rate_of_the_economy(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Return where a clause speaks of the rate of unemployment or inflation, which no market is."""
    rates = [n for n in scene.names if start <= n.start < end and n.mention.group == "other"]
    found = next((n for n in rates if OF_THE_ECONOMY.search(n.mention.word)), None)
    if found is None:
        return None
    return re.search(re.escape(scene.text[found.start : found.end]), scene.text[start:end])


# Who bought more than it sold: "clients were net buyers of small caps".
NET_BUYERS = re.compile(
    words.marks(
        r"\b(?:net (?:buyers|sellers|buying|selling|purchases|sales)|(?:buyers|sellers) on balance)"
        r" (?:of|in) (?:the )?(?:[a-z-]+ )?<N>"
    )
)


AND_OF = re.compile(r" and (?:the )?(?P<name>‹n\d+›)(?=[,.;]| ‹w| (?:by|in|on|over)\b|$)")


def further_bought(scene: Scene, start: int, end: int) -> list[Subject]:
    """Return a second market that was bought or sold on balance."""
    m = AND_OF.match(scene.text, end) if NET_BUYERS.search(scene.text, start, end) else None
    named = scene.name_at(m.start("name")) if m else None
    return [scene.resolved(named.mention)] if named else []


def flow(scene: Scene, start: int, end: int) -> re.Match[str] | None:
    """Return where money goes into or out of a fund."""
    sums = [p for p in scene.amounts if start <= p.start < end and p.mention.noun == "sum"]
    net = NET_BUYERS.search(scene.text[start:end])
    return net or (FLOW.search(scene.text[start:end]) if sums else None)
