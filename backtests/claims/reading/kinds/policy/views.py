"""Moves expected of the Fed, counted in words: "we still expect one", "from five to two"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import fed_direction, in_units
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.instruments import is_foreign_bank
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

_CUT = r"(?:cut|reduction|hike|increase|rise|move)"
_FEW = r"(?:(?:now|still|just|only|at most|perhaps|no more than|at least|but|also|instead) )*"
_VIEW = (
    r"(?:(?:look|looks|looking|hope|hopes|call|calls|budget|budgets) for"
    r"|(?:expect|foresee|see|envisage|forecast|anticipate|project|predict|discount)s?"
    r"|(?:pric|pencill?)(?:e|es|ed|ing|s)? in|impl(?:y|ies)|points? to|bets? on|counts? on"
    r"|believes? in|signals?"
    r"|(?:is|are) (?:now |widely |still )?(?:expected|set|likely|due) to (?:add|deliver|make"
    r"|announce))"
)
# "We still expect one, in May", "is expected to add a third next week".
ONE_EXPECTED = re.compile(
    words.marks(
        rf"\b{_VIEW} {_FEW}(?:one|another"
        rf"|a (?:{numerals.ORDINAL}))(?: (?:more|further|other|additional))?(?: (?:rate "
        rf"|quarter-point )?{_CUT})?,? (?P<time><T>)"
    )
)
# "Traders cut the number of hikes that they expect from five to two".
REVISED = re.compile(
    words.marks(
        r"\bnumber of (?:(?:rate|interest-rate|further|more) )*(?:<F>|cuts|hikes|reductions"
        r"|increases|moves)(?!\w)[^.;]*?(?:(?P<time><T>) )?from (?P<count><#>)"
    )
)
# "The first cut is not expected before March", "the next hike will not come before November".
NOT_YET = re.compile(
    words.marks(
        rf"\b(?:first|next|another) (?:<F>"
        rf"|(?:rate |quarter-point )?{_CUT}) (?:(?:is|are) (?:not|no longer|hardly) (?:expected"
        rf"|likely|priced in|seen|due|forecast)(?: to (?:come|happen|arrive|follow))?"
        rf"|(?:will|would|should|does|is) ?(?:not|n't)(?: going to| likely to)? (?:come|happen"
        rf"|arrive|follow|be (?:made|delivered|seen)))(?: at all)? (?P<time><T>)"
    )
)
# "Traders fully priced a rate cut in May", "a July hike is fully priced in".
PRICED = re.compile(
    words.marks(
        r"\b(?:fully|completely|all but) pric(?:e|es|ed|ing)(?: in)? (?:an?|one|another"
        r"|the) (?:[a-z-]+ )*?(?:<F>|(?:cut|hike|increase|reduction)\b),? (?P<time><T>)"
        r"|(?P<time_><T>) (?:<F>|(?:rate )?(?:cut|hike|increase|reduction)) is (?:now "
        r"|already )?(?:fully|completely) priced\b"
    )
)
# "Has raised its rate twice since 2016 and will do so again": the moves before the odds.
COUNTED_AND = re.compile(
    words.marks(
        r"<F> (?:has|have) (?:already |now )?(?:cut|lowered|reduced|raised|lifted|increased"
        r"|hiked)(?: (?:its|the|<F>|rates|rate|target"
        r"|interest))* (?P<count><#>) times (?P<time><T>),? (?:and|but) (?:will|is|should|may"
        r"|could)\b"
    )
)
# "Markets expect the target to peak at 5.6% in December".
TO_PEAK = re.compile(
    words.marks(
        r"\b(?:expects?|sees?|predicts?|forecasts?|price in|prices in|implies|imply) (?:the "
        r"|its )?(?:target|policy rate|target rate|rate|<F>) (?:to )?(?:peak(?:ing)?"
        r"|top(?:ping)? out|bottom(?:ing)?(?: out)?|end(?:ing)?|stop(?:ping)?"
        r"|settl(?:e|ing)) (?:at|near|around) (?:about )?(?P<rate><%>) (?P<time><T>)"
    )
)
UNTIL = ("until", "till", "before", "ahead of", "prior to")


# Cuts that are none of a central bank.
OTHER_CUTS = re.compile(
    r"\b(?:opec|output|production|tax|taxes|jobs?|dividends?|budget|spending|price|wages?|bank of"
    r"|ecb)\b"
)


ADDED = re.compile(r"\badd\b")  # "expected to add a third": one more of either sort
OF_RATES = re.compile(r"\b(?:rate|interest-rate|quarter-point) (?:cut|hike|increase|reduction)s?\b")
MOVES = re.compile(r"\b(?:rate )?(?:cuts|hikes)\b")


def speaks(scene: Scene) -> bool:
    """Whether a sentence speaks of moves of the Fed that a view counts in words, or puts off."""
    if OTHER_CUTS.search(scene.text) or any(is_foreign_bank(n.mention) for n in scene.names):
        return False
    return any(p.search(scene.text) for p in (ONE_EXPECTED, PRICED, REVISED, NOT_YET))


def read(scene: Scene) -> None:
    """Add the moves of the Fed that a view counts in words, or puts off."""
    _counted_before(scene)
    _to_peak(scene)
    if not speaks(scene):
        return
    for m in NOT_YET.finditer(scene.text):
        time = _time(scene, m)
        if time and time.words.startswith(UNTIL) and not scene.condition_at(m.start()):
            to = scene.dates(time, "move", ahead=True)[1]
            scene.state("rate", m.span(), ("FFT",), (0.0,), "bp", dates=(scene.on, to))
            scene.close(*m.span())
    _revised(scene)
    for m in (*ONE_EXPECTED.finditer(scene.text), *PRICED.finditer(scene.text)):
        time, direction = _time(scene, m), _way(scene, m)
        if not direction or not time or time.next_last <= scene.on or scene.condition_at(m.start()):
            continue
        dates = scene.dates(time, "move", ahead=True)
        scene.state("rate", m.span(), ("FFT",), (1.0,), "count", direction=direction, dates=dates)
        scene.close(*m.span())


def _counted_before(scene: Scene) -> None:
    m = COUNTED_AND.search(scene.text)
    place = scene.free_at(m.start("count")) if m else None
    time = _time(scene, m) if m else None
    if m is None or place is None or time is None or time.first > scene.on:
        return
    scene.use(place)
    scene.state(
        "rate",
        m.span(),
        ("FFT",),
        place.mention.values,
        "count",
        direction=fed_direction(scene, m[0]),
        dates=scene.dates(time, "move", ahead=False),
    )


def _to_peak(scene: Scene) -> None:
    m = TO_PEAK.search(scene.text)
    place = scene.free_at(m.start("rate")) if m else None
    time = _time(scene, m) if m else None
    named = any(n.mention.group == "fed" for n in scene.names)
    stated = named or scene.memory.subject == ("FFT",) or MOVES.search(scene.text)
    if m is None or place is None or time is None or not stated or time.next_last <= scene.on:
        return
    scene.use(place)
    scene.state(
        "rate",
        m.span(),
        ("FFT",),
        in_units(place.mention, "fed")[0],
        "bp",
        dates=scene.dates(time, "move", ahead=True),
    )


def _revised(scene: Scene) -> None:
    m = REVISED.search(scene.text)
    counts = [p for p in scene.amounts if m and p.start == m.start("count")]
    if m is None or not counts or counts[0].mention.form != "to":
        return
    place = counts[0]
    time = _time(scene, m) or scene.time(place.start, place.end)
    direction = fed_direction(scene, m[0])
    scene.use(place)
    scene.state(
        "rate",
        (m.start(), place.end),
        ("FFT",),
        place.mention.values[-1:],
        "count",
        direction=direction,
        dates=scene.dates(time, "move", ahead=True),
    )


def _time(scene: Scene, m: re.Match[str]) -> Time | None:
    """Return the time that a view names."""
    places = {m.start(name) for name in m.groupdict() if name.startswith("time")}
    return next((t.mention for t in scene.times if t.start in places), None)


def _way(scene: Scene, m: re.Match[str]) -> Direction:
    """Return whether the moves that a view counts are cuts or hikes, by words there or before."""
    start, end = scene.clause(m.start())
    own = fed_direction(scene, ADDED.sub("", scene.text[start:end]))
    named = any(n.mention.group == "fed" and n.start < m.end() for n in scene.names)
    if m.re is PRICED and (alone := fed_direction(scene, m[0])):
        return alone
    last, same = scene.memory.last, scene.same_paragraph
    if own and (named or OF_RATES.search(scene.text)):
        return own
    spoken = MOVES.search(scene.text, 0, m.start())
    if named or spoken:
        return fed_direction(scene, scene.text[: m.start()])
    return last.direction if same and last and last.subject == ("FFT",) else ""
