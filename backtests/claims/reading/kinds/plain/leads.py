"""Which of two markets was ahead: "in May small caps led", "the month belonged to gold"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PAIR, PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

LEAD = re.compile(
    words.marks(
        r"(?P<name><N>)(?: (?:has|have|had|then|again|clearly|now|finally|also))* (?:took|taken"
        r"|takes?|seized|regained|grabbed|captured|retaken|retook)(?: back)? the lead\b"
        r"|(?:<T>|\b(?:month|quarter|year|half|week|day|lead(?:ership)?|first|second"
        r"|rest))(?: (?:has|have|had|clearly|again))*"
        r" (?:belong(?:ed|s)|went|gone|passed) to (?:the )?(?P<owner><N>)"
    )
)

# A comparison that turned in a second period: "did better than gold in May and worse in June".
TURNED = re.compile(
    words.marks(
        r"(?:,|;|\b(?:and|but|yet))(?: (?:and|but|yet|then|has|have|had|did|fared|done|was|were"
        r"|came|been|a (?:bit|little)|much|far|slightly))*"
        r" (?:(?P<down>worse|behind|underperformed|undershot|trailed|lagged|weaker|second)"
        r"|(?P<up>better|ahead|outperformed|beat|beaten|outpaced|outdid|stronger|first))"
        r"(?: (?:than |of |behind |to )?(?:it|them|‹r\d+›))? (?P<time><T>)"
    )
)


def _other(scene: Scene, subject: Subject, at: int) -> Subject:
    """Return the market that another is ahead of: of the pair before, or the other one named."""
    here = {
        scene.resolved(n.mention)
        for n in scene.names
        if n.start < at and n.mention.group in PRICE_GROUPS
    } - {subject}
    if len(here) == 1:
        return here.pop()
    if not scene.same_paragraph:
        return ()
    pair = [(s,) for s in scene.memory.pair]
    known = pair if subject in pair else list(scene.memory.markets)
    rest = [m for m in known if m != subject]
    return rest[0] if len(known) == PAIR and len(rest) == 1 else ()


def lead(scene: Scene, start: int, end: int) -> bool:
    """Add that a market did better than the other one that is spoken of."""
    m = LEAD.search(scene.text, start, end)
    named = scene.name_at(m.start("name" if m["name"] else "owner")) if m else None
    if m is None or named is None or named.mention.group not in PRICE_GROUPS:
        return False
    subject = scene.resolved(named.mention)
    other = _other(scene, subject, named.start)
    time = scene.time(m.start(), m.end())
    if not other or scene.condition_at(m.start()) or scene.ahead(m.start(), time):
        return False
    from_, to = scene.dates(time, "move", ahead=False)
    scene.state(
        "comparison",
        (start, end),
        (*subject, *other),
        direction="up",
        dates=(from_, to),
        testable=to is not None,
    )
    scene.close(start, end)
    return True


def turned(scene: Scene) -> None:
    """Add that the pair compared before changed places in a later period."""
    compared = [d for d in scene.drafts if d.kind == "comparison"]
    m = TURNED.search(scene.text, compared[0].start) if len(compared) == 1 else None
    pair, was = (compared[0].subject, compared[0].direction) if m else ((), "")
    if m is None or bool(m["up"]) == (was == "up") or len(pair) != PAIR:
        return
    if any(n.mention.symbols and n.mention.symbols[0] not in pair for n in scene.names):
        return
    time = scene.time_at(m.start("time"))
    ahead = scene.ahead(compared[0].start, time)
    from_, to = scene.dates(time, "move", ahead=ahead)
    now: Direction = "up" if m["up"] else "down"
    stretch = (m.start(), m.end())
    scene.state(
        "comparison", stretch, pair, direction=now, dates=(from_, to), testable=to is not None
    )
    scene.close(*stretch)


# "It is the widest lead since 2011", of the two markets compared before.
OF_THE_LEAD = re.compile(
    r"(?:widest|biggest|largest|smallest|narrowest|thinnest|slimmest) (?:such )?(?:lead|margin"
    r"|gap|advantage|shortfall|outperformance|deficit)\b"
)

IT_IS = re.compile(r"\W*(?:‹r\d+›|it|that|this) (?:is|was|marks|marked) (?:also |now )?the ")


def stated_lead(scene: Scene, start: int, cue: str) -> tuple[Subject, Direction] | None:
    """Return the two markets compared, or spoken of one after the other, in the sentence before."""
    memory = scene.memory
    first, _ = scene.clause(start)
    alone = not any(n.mention.group in PRICE_GROUPS for n in scene.names)
    said = OF_THE_LEAD.match(cue) and IT_IS.fullmatch(scene.text, first, start)
    if not said or not alone or not scene.same_paragraph:
        return None
    stated = memory.pair or tuple(s for market in memory.markets for s in market)
    return (stated, "up") if len(stated) == PAIR else None


# "A rose 2% while B lost 1%: the widest gap between the two since 2022".
BETWEEN_BOTH = re.compile(
    r"[a-z]+ (?:[a-z-]+ )?(?:(?P<name>‹s\d+›)|(?:gap|margin|difference|spread) between the two\b)"
)


def between_both(scene: Scene, start: int) -> tuple[Subject, Direction] | None:
    """Return the two markets that a sentence has named before the gap between them."""
    m = BETWEEN_BOTH.match(scene.text, start)
    gap = scene.name_at(m.start("name")) if m and m["name"] else None
    if m is None or (gap and "between the two" not in gap.mention.word):
        return None
    named = [n for n in scene.names if n.end <= start and n.mention.group in PRICE_GROUPS]
    stated = tuple(dict.fromkeys(s for n in named for s in scene.resolved(n.mention)))
    return (stated, "up") if len(stated) == PAIR else None
