"""Definite statements on what prices do not show: earnings, valuation, the economy, flows."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.idle.foreign import MOVER as FIRST_MOVER
from backtests.claims.reading.kinds.idle.matters import ON_COMPANIES, ON_ECONOMY, said
from backtests.claims.reading.kinds.idle.topics import (
    flow,
    further_bought,
    of_a_member,
    rate_of_the_economy,
)
from backtests.claims.reading.kinds.patterns.untestable import (
    ADVICE,
    APPOSITION,
    ASIDE,
    AT_LARGE,
    BEAT,
    BETS,
    BREADTH,
    DEFINITE,
    GAPPED,
    GOES_ON,
    HELD,
    IN_WHICH,
    LABEL,
    LOST_MONEY,
    MAIN_VERB,
    MANAGED,
    MARKET_DATA,
    NEWS,
    ONE_COMPANY,
    ONE_IN,
    OURS,
    OUTLOOK,
    OWNED,
    PRICE_MOVE,
    RELATIVES,
    SENDING,
    STANDS_AT,
    WEIGHT_IN,
)
from backtests.claims.reading.kinds.probabilities import is_row
from backtests.claims.reading.marks import companies
from backtests.claims.reading.marks.markets.equities import FUND_OF, INDEX_OF
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN

# "Oil could drop to $50 if output rises": what a forecast depends on.
IF = re.compile(r"\W*(?:(?:and|but|or) )?(?:if|unless|provided|assuming)\b")


def read(scene: Scene) -> None:
    """Add one statement for each clause that states a fact on such a topic."""
    if is_row(scene):
        return
    before = False
    for start, end in _stretches(scene):
        gapped = GAPPED.fullmatch(scene.text[start:end]) if before else None
        if before and OURS.fullmatch(scene.text, start, end):
            scene.state("untestable", (start, end), scene.drafts[-1].subject, testable=False)
            scene.close(start, end)
            continue
        named = scene.name_at(start + gapped.start("name")) if gapped else None
        before = False
        if named and named.mention.group in {"index", "fund", "sector"}:
            subject = scene.resolved(named.mention)
            scene.state("untestable", (start, end), subject, testable=False)
            scene.close(start, end)
            before = True
            continue
        lost = LOST_MONEY.search(scene.text, start, end)
        if lost or scene.condition_at(start) or scene.is_closed(start) or ADVICE.match(scene.text):
            continue
        stretch = STANDS_AT.sub(lambda s: " " * len(s[0]), _without_apposition(scene, start, end))
        topic = _topic(stretch)
        supposed = scene.condition_at(start + topic.start()) if topic else None
        if supposed and IF.match(scene.text, supposed[0]):
            topic = None
        m = (
            topic
            or flow(scene, start, end)
            or BREADTH.search(stretch)
            or HELD.search(stretch)
            or BETS.search(stretch)
            or of_a_member(scene, start, end)
            or rate_of_the_economy(scene, start, end)
        )
        if (
            not m
            or not (
                DEFINITE.search(_without_small(scene, stretch, start))
                or ONE_IN.search(stretch)
                or (m := said(stretch, m))
            )
            or (
                not _is_owned(stretch)
                and not of_a_member(scene, start, end)
                and not BREADTH.search(stretch)
                and PRICE_MOVE.search(stretch)
                and not re.search(r" (?:of|in|at|for|among) (?:the )?‹n", stretch[m.start() :])
            )
        ):
            continue
        if _is_of_a_company(scene, start, end, m):
            scene.close(start, end)
            continue
        subject = _subject(scene, start, end, m) or (UNKNOWN,)
        for one in (
            *_others(scene, start, end, subject),
            *_further(scene, start, end, subject),
            *further_bought(scene, start, end),
        ):
            scene.state("untestable", (start, end), one, testable=False)
        scene.close(start, end)
        scene.unstated.append((start, end))
        before = True


def _without_apposition(scene: Scene, start: int, end: int) -> str:
    """Return a clause with blanks for what only says what its market is."""
    stretch = scene.text[start:end]
    for s, e in scene.asides:
        held = start <= s < e < end and scene.text[e] == ","
        if held and scene.text[s - 1] == "›" and APPOSITION.fullmatch(scene.text, s, e):
            stretch = stretch[: s - start] + " " * (e - s) + stretch[e - start :]
    return stretch


def _without_small(scene: Scene, stretch: str, start: int) -> str:
    """Return a clause without the small numbers that only count things."""
    end = start + len(stretch)
    for p in scene.amounts:
        a = p.mention
        if (
            start <= p.start < end
            and a.measure == "bare"
            and a.whole
            and not a.money
            and a.values[0] <= 12
            and a.noun != "sum"
            and not scene.text.startswith(" times ", p.end)
        ):
            stretch = stretch.replace(scene.text[p.start : p.end], "")
    return MANAGED.sub("", stretch)


def _stretches(scene: Scene) -> list[tuple[int, int]]:
    """Return the clauses; one that only goes on with the one before is joined to it."""
    joined: list[tuple[int, int]] = []
    for start, end in scene.clauses:
        stretch = scene.text[start:end]
        if (
            joined
            and scene.text[start] == ":"
            and _topic(scene.text[joined[-1][0] : joined[-1][1]])
            and "‹" not in scene.text[joined[-1][0] : joined[-1][1]]
        ):
            joined[-1] = (joined[-1][0], len(scene.text))
            break
        goes_on = (
            joined
            and not (_topic(stretch) and DEFINITE.search(stretch))
            and not re.match(
                r"^,? (?:and|but|yet|while|whereas|though|although|because|so that|since|who) ",
                stretch,
            )
            and not re.match(words.marks(r"^,? (?:the )?<N>"), stretch)
            and not SENDING.match(stretch)
            and not (scene.text.startswith(RELATIVES, joined[-1][0]) and MAIN_VERB.match(stretch))
            and (
                not re.match(r"^[;:]", stretch)
                or re.match(r"^; (?:the )?‹n\d+›,? ‹[^›]+›", stretch)
            )
        )
        if goes_on and _topic(scene.text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_owned(stretch: str) -> bool:
    """Whether a market owns the topic that moved: "small-cap earnings fell"."""
    return any(OWNED.search(stretch[: m.start()]) for m in ON_COMPANIES.finditer(stretch))


def _topic(stretch: str) -> re.Match[str] | None:
    """Return the first topic of a stretch that is not an aside."""
    for pattern in (ON_COMPANIES, ON_ECONOMY):
        for m in pattern.finditer(stretch):
            polled = re.search(r"survey|polled|polls?$", m[0]) and OUTLOOK.search(stretch)
            if (
                not polled
                and not ASIDE.search(stretch[: m.start()])
                and not LABEL.fullmatch(stretch[: m.end()] + stretch[m.end() : m.end() + 1])
                and not NEWS.match(stretch[m.end() :])
            ):
                return m
    return None


def _others(scene: Scene, start: int, end: int, subject: Subject) -> list[Subject]:
    """Return the subject, and further markets of the clause that have a figure of their own."""
    found = [subject]
    if subject == (UNKNOWN,) and not any(start <= n.start < end for n in scene.names):
        return found
    named = [scene.resolved(n.mention) for n in scene.names if start <= n.start < end]
    for place in scene.amounts:
        if start <= place.start < end and place.mention.measure != "of":
            own = scene.subject(place)
            if (
                own in named
                and own not in found
                and own != FUND_OF.get(subject)
                and UNKNOWN not in own
                and scene.group_of(own) in {"index", "fund", "sector"}
            ):
                found.append(own)
    figures = [p for p in scene.amounts if start <= p.start < end]
    return found[: max(1, len(figures))]


def _further(scene: Scene, start: int, end: int, subject: Subject) -> list[Subject]:
    """Return the economy once more for each further topic of a clause with a figure of its own."""
    if subject != (UNKNOWN,):
        return []
    topics = [m.start() for m in FURTHER.finditer(scene.text, start, end)]
    stated = [m for m in topics if ON_ECONOMY.search(scene.text[start:m])]
    ends = [*stated, end][1:]
    figures = [p.start for p in scene.amounts]
    return [
        subject
        for m, last in zip(stated, ends, strict=True)
        if any(m < at < last for at in figures) and any(start < at < m for at in figures)
    ]


# "Unemployment is 4%, core inflation 2%": a further topic of the economy, and its verb or figure.
FURTHER = re.compile(
    r"(?:, (?:and |while |with )?| and )(?:the )?(?:[a-z-]+ ){0,2}(?:unemployment|joblessness|gdp"
    r"|(?:un)?employment rate|inflation|cpi|pce|ppi|payrolls|wages|retail sales|consumer prices"
    r"|producer prices|hourly earnings|industrial production|savings rate)"
    r"(?=,? (?:is|was|are|were|at|‹[%#]|rose|fell|grew|[a-z]+ed)\b|,? ‹)"
)


def _is_of_a_company(scene: Scene, start: int, end: int, topic: re.Match[str]) -> bool:
    """Whether a fact on earnings or debts is one of a single company."""
    if not (ON_COMPANIES.search(topic[0]) or BEAT.match(topic[0])) or any(
        start <= n.start < end and n.mention.group in {"index", "fund", "sector"}
        for n in scene.names
    ):
        return False
    return (
        bool(ONE_COMPANY.search(scene.text))
        or any(n.mention.word == companies.COMPANY for n in scene.names)
        or (start == 0 and FIRST_MOVER.match(scene.text) is not None)
    )


# "98% of index members rose", "90% of the stocks within the index": of the index spoken of.
OF_MEMBERS = re.compile(
    words.marks(
        r"<A> of (?:the )?(?:index (?:members|constituents|components|stocks)"
        r"|(?:stocks|‹m\d+›|members|companies) (?:in|within) (?:the )?‹r\d+›)"
    )
)


# Whose balance sheets or debts they are: of no market.
OF_OTHERS = re.compile(
    r"\b(?:households?|consumers?|famil(?:y|ies)|governments?|federal|banks?|student|credit[- ]card"
    r"|auto|mortgage)(?:'s?)? $"
)


def _subject(scene: Scene, start: int, end: int, topic: re.Match[str]) -> Subject:
    """Return the market that the fact speaks of; the economy at large is none."""
    here = [n for n in scene.names if start <= n.start < end]
    named = [n for n in here if n.mention.group in {"index", "fund", "sector"}]
    referring = [n for n in here if n.mention.group == "reference"]
    of_companies = ON_COMPANIES.search(topic[0])
    weighed = WEIGHT_IN.search(scene.text, start, end)
    if weighed and (whole := scene.name_at(weighed.start("name"))):
        return scene.resolved(whole.mention)
    owned = referring and of_companies and not MARKET_DATA.match(topic[0])
    if named and owned and referring[0].start < named[0].start:
        return scene.resolved(referring[0].mention)
    if named and not (AT_LARGE.fullmatch(topic[0]) and named[0].start > start + topic.end()):
        return scene.resolved(named[0].mention)
    if not named and OF_OTHERS.search(scene.text, start, start + topic.start()):
        return (UNKNOWN,)
    relative = IN_WHICH.match(scene.text, start) or GOES_ON.match(scene.text, start)
    before = [
        n for n in scene.names if n.end <= start and n.mention.group in {"index", "fund", "sector"}
    ]
    if relative and before:
        return scene.resolved(before[-1].mention)
    members = OF_MEMBERS.search(scene.text, start, end)
    if referring and (of_companies or members):
        return scene.resolved(referring[0].mention)
    if members:
        of_them = scene.resolved(before[-1].mention) if before else scene.memory.price
        return INDEX_OF.get(of_them, of_them) if of_them else (UNKNOWN,)
    economy = ON_ECONOMY.search(scene.text, start, end)
    if economy and economy.start() <= start + topic.start() < economy.end():
        return (UNKNOWN,)
    if before and scene.drafts and scene.drafts[-1].kind == "untestable":
        return scene.resolved(before[-1].mention)
    if (
        of_companies
        and scene.memory.subject
        and (
            scene.memory.group in {"index", "fund", "sector"}
            or (scene.memory.group == "commodity" and MARKET_DATA.match(topic[0]))
        )
    ):
        return scene.memory.subject
    if before and scene.drafts and of_companies:
        return scene.resolved(before[-1].mention)
    traded = [n for n in scene.names if n.mention.group in {"commodity", "volatility"}]
    if traded and MARKET_DATA.match(topic[0]):
        return scene.resolved(traded[0].mention)
    return (UNKNOWN,)
