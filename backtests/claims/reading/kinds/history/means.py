"""Which market a mean is one of: the one before it, the VIX, or one that is not named."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.events import named_event
from backtests.claims.reading.kinds.patterns.measures import FRONTED_FIGURE
from backtests.claims.reading.kinds.patterns.tendencies import NO_HISTORY, VIX_MOVED
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN
from backtests.claims.reading.wording import own_times

# "The mean gain in the index after a fall of 20% is 7%": whose mean, and which way, its words say.
MEAN_IS = re.compile(
    words.marks(
        r"\b(?:mean|median|average|typical|usual) (?:[a-z-]+ |‹w\d+›(?:'s)? )??"
        r"(?:(?P<down>loss|losses|falls?|declines?|drops?|setbacks?|drawdowns?|corrections?|slides?"
        r"|pullbacks?|pull-backs?|sell-?offs?|slumps?|retreats?|crash(?:es)?|dips?|bear markets?)"
        rf"|(?P<up>gains?|rises?|advances?|increases?|rall(?:y|ies))|{words.NOUNS_OF_MOVE})"
        r"(?: (?:of|in|for|on|from|by) (?:the )?(?P<name><N>))?(?=[ ,])[^.;:]*\b(?:is|was"
        r"|has been|have been|comes? to|came to|amounts to|works out at|stands at"
        r"|(?:drops?|falls?|dips?|slips?|shrinks?|rises?|climbs?|jumps?|improves?|increases?|grows?"
        r"|edges?|moves?|narrows?|widens?)(?: (?:back|up|down|off))? to)"
        r" (?:(?:a|an|much|more|modest|mere|meagre|healthy|about|around|just|only|nearly|almost"
        r"|roughly|some|even) )*$"
    )
)


def mean_is(scene: Scene, place: Placed[Amount]) -> re.Match[str] | None:
    """Return the words of the mean that a figure is said to be."""
    return MEAN_IS.search(scene.text[: place.start])


_SWING = (
    r"(?:moves?|moved|moving|sw[iu]ngs?|swung|fluctuat(?:es?|ed|ions?)|ranges?|ranged|changes?)"
)
# "Swings by 1% a day on average", "the average daily move has been 1%": how far, and not which way.
SWINGS_BY = re.compile(
    rf"\b(?:average|mean|typical|median) daily {_SWING}\b[^.;‹]*(?:‹[nwr]\d+›[^.;‹]*)*$"
    rf"|\bon an? (?:average|typical|normal) day\b[^.;]*$"
    rf"|\b{_SWING} (?:up or down )?(?:by )?(?:an average of |about |some |roughly |nearly )*$"
)
A_DAY = re.compile(
    r" (?:a|per|each|every) (?:day|session)\b| (?:up or down|either way|in either direction)\b"
)


def swings_by(scene: Scene, place: Placed[Amount], *, goes_on: bool) -> bool:
    """Whether a mean is how far a market moves in a day, whichever way, or goes on with one."""
    last = scene.drafts[-1] if scene.drafts else None
    if goes_on and last and (last.kind, last.condition) == ("volatility", "average"):
        return place.mention.measure == "percent"
    m = SWINGS_BY.search(scene.text[: place.start])
    stated = m is not None and (" day" in m[0] or "daily" in m[0])
    return place.mention.measure == "percent" and bool(
        stated or (m and A_DAY.match(scene.text, place.end))
    )


def daily_swing(scene: Scene, place: Placed[Amount]) -> bool:
    """Add the mean daily swing of a market."""
    subject = scene.subject(place)
    if scene.group_of(subject) not in PRICE_GROUPS:
        return False
    time = scene.time(place.start, place.end)
    scene.use(place)
    scene.state(
        "volatility",
        (scene.clause(place.start)[0], place.end),
        subject,
        place.mention.values,
        "fraction",
        dates=scene.dates(time, "move", ahead=False),
        condition="average",
    )
    return True


def _at_large(scene: Scene) -> Subject:
    """Return the market that is not named, for a mean of what followed an event of the table."""
    return (UNKNOWN,) if named_event(scene.text) else ()


# "Against a loss of 0.5% a year for the other": said of the other.
SET_AGAINST_FOR = re.compile(r"\b(?:against|versus|compared (?:with|to)) (?:an? )?(?:[a-z]+ of )?$")
YEARLY_FOR = re.compile(
    words.marks(r" (?:a year|per year|annually) (?:for|from|in) (?:the )?(?P<name><N>)")
)


def market_of(scene: Scene, place: Placed[Amount]) -> Subject:
    """Return the market of a mean; empty for one that has no symbol."""
    amount = place.mention
    named = mean_is(scene, place)
    name = scene.name_at(named.start("name")) if named and named["name"] else None
    if name and scene.group_of(name.mention.symbols) in PRICE_GROUPS:
        return name.mention.symbols
    against = SET_AGAINST_FOR.search(scene.text, 0, place.start)
    other = YEARLY_FOR.match(scene.text, place.end) if against else None
    if other and (found := scene.name_at(other.start("name"))):
        return scene.resolved(found.mention)
    subject = scene.subject(place)
    if not subject and scene.drafts:
        subject = scene.drafts[-1].subject
    if not subject and any(n.mention.group == "other" for n in scene.names):
        return ()
    subject = subject or scene.memory.subject or (() if scene.names else _at_large(scene))
    of_vix = VIX_MOVED.search(scene.text) and not any(
        n.mention.group in PRICE_GROUPS for n in scene.names
    )
    if amount.measure == "percent" and of_vix:
        subject = ("VIX",)
    elif amount.measure == "percent" and scene.group_of(subject) in {"fed", "volatility"}:
        subject = scene.memory.price or (UNKNOWN,)
    return subject


def stretch_of(scene: Scene, start: int, end: int) -> str:
    """Return a clause, with the one that says what the figure of "At 10.9%, ..." is."""
    fronted = FRONTED_FIGURE.fullmatch(scene.text, start, end)
    last = scene.clause(min(end + 2, len(scene.text) - 1))[1] if fronted else end
    return own_times.GLOSS.sub(" ", scene.text[start:last])


def of_targets(stretch: str) -> bool:
    """Whether a clause on means speaks of what is forecast, and of no past."""
    past = re.search(r"\b(?:historically|since|in the past)\b", stretch)
    return bool(NO_HISTORY.search(stretch)) and not past
