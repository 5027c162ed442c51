"""Whose record it is: the market before its words, or just after them."""

from __future__ import annotations

import re
from itertools import pairwise

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.extremes import OF_NAMED, OF_STREAK, TOGETHER
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.traps import OF_ITS_CLOSE

RATIO = re.compile(
    words.marks(
        r"\b(?:ratio|relative (?:strength|performance|price|value|level)) (?:of|between)"
        r" (?:the )?(?P<one>‹n\d+›) (?:to|and|against|versus) (?:the )?(?P<other>‹n\d+›)"
        r"|(?P<own>‹n\d+›)(?:'s?)? (?:relative (?:strength|performance)|ratio"
        r"|strength|relative) (?:against|to|versus|relative to) (?:the )?(?P<against>‹n\d+›)"
        r"|^\W*(?:relative to|(?:measured|set|priced) against|compared with"
        r"|versus) (?:the )?(?P<rival>‹n\d+›),? (?:the )?(?P<it>‹n\d+›)"
    )
)


# "The ratio of the two", "the ratio between them", of two that were compared.
RATIO_OF_TWO = re.compile(
    words.marks(
        r"\bratio (?:of|between) (?:them"
        r"|(?:the |these |both )*(?:<#> |two )?(?:<#>|‹r\d+›|indexes|indices|two|benchmarks"
        r"|markets))(?!\w)"
    )
)


# "The worst month on record for markets in other countries".
FOR_OTHERS = re.compile(r"[^,.;]{0,32}? (?:for|in|on|of) (?:the )?‹o\d+›")
# "It was the first time the fund closed above 1,100" is said of the fund, whatever "it" is.
FIRST_TIME = re.compile(
    words.marks(
        r"(?:was |is )?(?:the )?first time(?: <T>)?(?: that| on which)? (?:the )?(?P<name><N>)"
    )
)


# "Spreads have not confirmed the new low in shares".
IN_SHARES = re.compile(
    r"(?:new|fresh|record|latest) [^,.;‹]{0,16}(?:highs?|lows?) in (?:the )?‹m\d+›"
)


def owner(scene: Scene, start: int) -> Subject:
    """Return whose record it is: the market named before, or just after in "a record for"."""
    if IN_SHARES.match(scene.text, start):
        return ()
    first = FIRST_TIME.match(scene.text, start)
    if first and (found := scene.name_at(first.start("name"))):
        return scene.resolved(found.mention)
    ratio = RATIO.search(scene.text, 0, start)
    if ratio:
        pairs = (("one", "other"), ("own", "against"), ("it", "rival"))
        sides = next(s for s in pairs if ratio[s[0]])
        one, other = (scene.name_at(ratio.start(k)) for k in sides)
        if one and other:
            return (*scene.resolved(one.mention), *scene.resolved(other.mention))
    if RATIO_OF_TWO.search(scene.text, 0, start):
        earlier = [n for n in scene.names if n.end <= start and n.mention.group in PRICE_GROUPS]
        two = list(dict.fromkeys(n.mention.symbols for n in earlier))
        if len(two) == 2:
            return (*two[0], *two[1])
        return scene.memory.pair
    right = re.match(
        words.marks(r"[^,.;]{0,24}? (?:for|in|on|by) (?:the )?(?P<name><N>)"), scene.text[start:]
    )
    lead = [
        n
        for n in scene.names
        if n.end <= start
        and n.mention.group not in {"other"}
        and not n.mention.word.startswith(("its", "their"))
    ]
    lead = [n for n in lead if not scene.aside_between(n.start, start)] or lead
    named = [n for n in lead if n.mention.group not in {"reference", "market"}]
    only_it = {n.mention.group for n in lead} <= {"reference"} or OF_STREAK.match(scene.text, start)
    if only_it and FOR_OTHERS.match(scene.text, start):
        return ()
    if (
        (only_it or OF_NAMED.match(scene.text, start))
        and right
        and (found := scene.name_at(start + right.start("name")))
    ):
        return scene.resolved(found.mention)
    if named and lead and lead[-1].mention.group == "reference":
        return scene.resolved(lead[-1].mention)
    if not lead and any(n.end <= start and n.mention.group == "other" for n in scene.names):
        return ()
    if not lead:
        later = [
            n
            for n in scene.names
            if n.start >= start and n.mention.group not in {"other", "reference", "market"}
        ]
        if later:
            return scene.resolved(later[0].mention)
        run = any(p.start == start for p in scene.streaks)
        if not scene.names and not run and OF_ITS_CLOSE.match(scene.text):
            return scene.memory.price
        if not scene.names and run and OF_THE_MOVE.match(scene.text):
            return scene.memory.price
        owner = [n for n in scene.names if n.end <= start]
        return scene.resolved(owner[-1].mention) if owner else ()
    if {n.mention.group for n in lead} == {"market"}:
        return scene.resolved(lead[-1].mention)
    return scene.subject_before(start) or scene.resolved(lead[-1].mention)


# "The dip marked the end of a nine-day streak": of the market that dipped.
OF_THE_MOVE = re.compile(
    r"\W*(?:the|that|this|‹w\d+›(?:'s)?) (?:[a-z-]+ ){0,2}?(?:dips?|drop|declines?|fall|slide|loss"
    r"|pullback|retreat|setback|sell-?off|gains?|rise|rally|advance|rebound|jump|climb|bounce)\b"
    r"(?: into the (?:red|black|green))? (?:marked|ended|snapped|halted|broke|brought|put|stopped"
    r"|capped|extended|was|made)\b"
)


# Words that stand for all markets named before: "after the indexes set records".
PLURAL = re.compile(
    r"^(?:the|these|those|they)\b(?: [a-z]+)*? ?(?:indexes|indices|benchmarks|gauges)$"
)


# "The sixth record of the quarter for small caps".
RANK_FOR = re.compile(r"[^,;.‹]*(?:‹w\d+›)? for (?:the )?(?=‹n)")


def subject_of_rank(scene: Scene, m: re.Match[str]) -> Subject:
    """Return the market whose record has a rank: the one named after it, or before."""
    after = RANK_FOR.match(scene.text, m.end())
    named = scene.name_at(after.end()) if after else None
    return scene.resolved(named.mention) if named else scene.subject_before(m.start())


def owners(scene: Scene, subject: Subject, at: int) -> list[Subject]:
    """Return the markets of a record: those named together, or joined with the one it is of."""
    from backtests.claims.reading.kinds.levels import joined_subjects

    start, _ = scene.clause(at)
    together = TOGETHER.search(scene.text, start, at)
    if together and not scene.names_between(start, at):
        earlier = [n for n in scene.names if n.end <= start and n.mention.group in PRICE_GROUPS]
        found = list(dict.fromkeys(n.mention.symbols for n in earlier))
        found = found or list(scene.memory.markets)
        number = [p for p in scene.amounts if p.start == together.start("count")]
        if len(found) == (number[0].mention.values[0] if number else 2):
            return found
    several = [n for n in scene.names if start <= n.start < at and PLURAL.search(n.mention.word)]
    if several:
        earlier = [n for n in scene.names if n.end <= start and n.mention.group in PRICE_GROUPS]
        if len(found := list(dict.fromkeys(n.mention.symbols for n in earlier))) > 1:
            return found
    return [*joined_subjects(scene, subject, at), *_joined_after(scene, subject, at)]


AND_THE = re.compile(r"(?:,| and|, and) (?:the )?")


def _joined_after(scene: Scene, subject: Subject, at: int) -> list[Subject]:
    """Return the further markets of "records for A, B and C"."""
    later = [n for n in scene.names if n.start > at]
    if not later or scene.resolved(later[0].mention) != subject:
        return []
    found: list[Subject] = []
    for one, other in pairwise(later):
        if not AND_THE.fullmatch(scene.text[one.end : other.start]):
            break
        found.append(scene.resolved(other.mention))
    return found
