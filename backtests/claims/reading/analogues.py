"""Figures that go on with the statement of the sentence before: "for X the figure is 78%"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

# The same of another market.
OF_ANOTHER = re.compile(
    words.marks(
        r"\bfor (?:the )?(?P<name><N>),? the (?:comparable |corresponding |equivalent "
        r"|same )?(?:figure|number|share|rate|equivalent|proportion|ratio|tally|result"
        r"|hit rate)s? (?:is|was|are|has been|stands at|comes to|came to) (?:only |just |about "
        r"|a mere |nearly )*(?P<amount><A>)"
    )
)
# The same of other cases.
OF_OTHERS = re.compile(
    words.marks(
        r"(?<!\w)(?:it|‹r\d+›|that|the (?:figure|average|mean|median|share|number|gain|return"
        r"|rate))(?!\w) (?:drops?|falls?|rises?|shrinks?|climbs?|slips?|jumps?|increases?"
        r"|improves?|declines?|is|was)(?: only| just)? (?:to |only |just )?(?P<amount><A>)"
    )
)
# The odds of the sentence before, later on: "that had fallen to 24% by Tuesday".
_MOVED = (
    r"(?:f[ae]ll|fallen|dropped|drop|tumbled|slumped|slipped|slid|sank|sunk|shrunk|declined|eased"
    r"|rose|risen|rise|climbed|jumped|recovered|rebounded|surged|shot up|gone|went|moved|come"
    r"|came|doubled|halved|crept|edged|up|down|back)"
)
ODDS = r"(?:odds|probability|chances?|likelihood|figure|number)"
OF_ODDS = re.compile(
    words.marks(
        rf"\W*(?:but |and |yet )?(?:it|‹r\d+›|that|this|they|(?:the|those|these|its|their) {ODDS})"
        rf"(?: (?:has|have|had|is|are|was|were|now|then|since|already|<T>))* {_MOVED}"
        r"(?: (?:up|down|back|[a-z]+ly))* (?:to|at) (?:[a-z]+ )?(?P<amount><%>)"
    )
)
AND_THEN = re.compile(
    words.marks(
        rf"(?: <T>)?,? (?:and|but|before|then|only to)(?: (?:then|had|has|have|was|since|[a-z]+ing|"
        rf"to|{_MOVED}))*(?: (?:up|down|back|[a-z]+ly))* (?:to|at) (?:[a-z]+ )?(?P<amount><%>)"
    )
)
HISTORY = frozenset({"average", "frequency", "seasonal"})
EVENT = re.compile(
    r"\b(?:after|when|without|excluding|following|in (?:the )?(?:other|remaining)|since)\b"
)


# "Their projections show one more in 2027", after a move of the Fed.
ONE_MORE = re.compile(
    words.marks(
        r"\W*(?:their|its|the|‹[rf]\d+›(?:'s)?|officials'?)(?: own| median| latest| new)* "
        r"(?:projections?|forecasts?|dots|dot plot|estimates?)(?: now| still)? (?:shows?|points? to"
        r"|implies|imply|calls? for|pencils? in|ha(?:s|ve))(?: just| only)? (?P<amount>one|<#>) "
        r"(?:more|further)(?= <T>)"
    )
)


def _more_moves(scene: Scene, last: Draft) -> None:
    """Add the further moves that projections show after a past move of the Fed."""
    m = ONE_MORE.match(scene.text)
    if m is None or not last.direction:
        return
    place = scene.free_at(m.start("amount"))
    scene.use(*([place] if place else []))
    scene.state(
        "rate",
        m.span(),
        last.subject,
        place.mention.values if place else (1.0,),
        "count",
        direction=last.direction,
        dates=scene.dates(scene.time_at(m.end() + 1), "move", ahead=True),
    )


def read(scene: Scene) -> None:
    """Add the statement before with the figure, and the market, of this sentence."""
    memory = scene.memory
    last = memory.last
    if last is None or not scene.same_paragraph:
        return
    if last.kind == "scenario":
        _odds(scene, last)
    if last.subject == ("FFT",) and last.unit == "count":
        _moves(scene, last)
    if last.subject == ("FFT",) and last.kind == "rate":
        _more_moves(scene, last)
    if last.kind not in HISTORY:
        return
    m = OF_ANOTHER.search(scene.text)
    named = scene.name_at(m.start("name")) if m else None
    # "Small caps gained 13%, while large caps gained 11%" is on the first of the two.
    spoken = memory.price if len(memory.price) == len(last.subject) else last.subject
    subject = scene.resolved(named.mention) if named else spoken
    others = [n for n in scene.names if n.mention.group not in {"reference", "market"}]
    if m is None and not others and EVENT.search(scene.text):
        m = OF_OTHERS.search(scene.text)
    place = scene.free_at(m.start("amount")) if m else None
    if place is None or len(subject) != len(last.subject):
        return
    value, unit = in_units(place.mention, scene.group_of(subject))
    if unit != last.unit or len(value) != len(last.value):
        return
    scene.use(place)
    scene.add(replace(last, start=0, end=place.end, subject=subject, value=value))


def _odds(scene: Scene, last: Draft) -> None:
    """Add the probability before at later times of the sentence."""
    m = OF_ODDS.match(scene.text)
    if any(n.mention.group not in {"reference", "market", "fed"} for n in scene.names):
        return
    while m:
        at = m.start("amount")
        place = scene.free_at(at)
        if place is None:
            return
        beside = [t.mention for t in scene.times if t.start == place.end + 1]
        day = beside[0].last if beside and beside[0].role in {"in", "by"} else scene.on
        scene.use(place)
        first = min(day, scene.on)
        scene.add(replace(last, start=0, end=place.end, value=place.mention.values, from_=first))
        m = AND_THEN.match(scene.text, place.end)


# "They now see just one", after a count of moves to come.
NOW_SEE = re.compile(
    words.marks(
        r"\W*(?:but |and |yet )?(?:they|it|‹r\d+›|traders|markets|futures|swaps|‹m\d+›)"
        r"(?: (?:now|<T>))* (?:sees?|expects?|prices? in|implies|imply|predict|predicts)"
        r"(?: (?:just|only|at most|no more than))* (?:(?P<one>one)|(?P<amount><#>))(?=\W*$)"
    )
)


def _moves(scene: Scene, last: Draft) -> None:
    """Add the number of moves of the Fed that is now expected, in place of the one before."""
    m = NOW_SEE.match(scene.text)
    if m is None or last.to is None or last.to <= scene.on:
        return
    place = scene.free_at(m.start("amount"))
    scene.use(*([place] if place else []))
    value = place.mention.values if place else (1.0,)
    scene.add(replace(last, start=0, end=m.end(), value=value, from_=scene.on))
