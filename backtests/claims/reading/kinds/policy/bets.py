"""Moves of the Fed that are looked for without its name: "traders see a cut by September"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.outcomes import FED_DOWN, FED_UP
from backtests.claims.reading.kinds.policy.steps import DOUBTED
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

_WHO = (
    r"(?:traders|investors|economists|strategists|analysts|officials|markets?|futures"
    r"|swaps|wall street|we|i)"
)
_LOOK = (
    r"(?:sees?|expects?|predicts?|forecasts?|anticipates?|foresees?|pric(?:es?|ed|ing)(?: in)?"
    r"|(?:is|are) (?:[a-z]+ )?betting on|bets? on|counts? on|(?:is|are) counting on|looks? for"
    r"|(?:is|are) looking for|pencils? in|(?:has|have) pencilled in|treats?)"
)
_MOVE = (
    r"(?:an?|the|one|another|its|their) (?:(?:first|second|third|single|further|initial"
    r"|quarter-point|half-point|next|last|final) )*"
    r"(?:(?P<down>cut|reduction)|hike|(?P<plain>increase|rise))"
)
# "Markets are pricing in a hike by March": who says so, and what is expected when.
BET = re.compile(
    rf"(?:\b{_WHO}\b|‹m\d+›)[^.;,‹]{{0,24}}? {_LOOK} {_MOVE},? "
    r"(?:as (?:early|soon) as |already |only )?(?P<time>‹w\d+›)"
)
# "We expect the Fed to raise rates by December".
TO_MOVE = re.compile(
    words.marks(
        rf"\b{_LOOK} <F> to (?:(?:start|begin|resume|again|also|then|finally) )*"
        r"(?:(?P<down>cut|cutting|lower|lowering|reduce|ease|easing)|raise|raising|hike|hiking"
        r"|lift|lifting|increase|tighten|tightening)(?: (?:its |the )?(?:<F>|rates?|policy"
        r"|interest rates|target|again))*,? (?P<time><T>)"
    )
)
# "Expectations of rate cuts later this year".
EXPECTED = re.compile(
    words.marks(
        r"(?<!lower )(?<!fading )(?<!dashed )\bexpectations? (?:of|for) (?:[a-z-]+ ){0,2}?"
        r"(?:<F>(?:'s)? )?(?:(?:rate|interest-rate|further|more) )*(?P<step><F>),? (?P<time><T>)"
    )
)
IS_A_STEP = re.compile(r"(?:.* )?(?:(?P<down>cut|reduction)|hike|increase)s?")
FADED = re.compile(
    r"\b(?:fad|dash|dim|wan|trim|cool|scal|par|dampen|reduc|lower)(?:e|ed|ing|es|med)\b"
)
# "Four cuts next year, the first of them in June".
FIRST_OF = re.compile(
    r", (?:with )?the first (?:one |cut |hike |move |increase |reduction )?"
    r"(?:of (?:them|these|those|which|‹r\d+›) )?"
    r"(?:(?:coming|due|not|expected|likely|probably|perhaps|already) )*(?P<time>‹w\d+›)"
)


def speaks(scene: Scene) -> bool:
    """Return whether a sentence looks for a move of the Fed, which it need not name."""
    return BET.search(scene.text) is not None


def expected_moves(scene: Scene) -> None:
    """Add single moves of the Fed that are expected by a time, without a figure."""
    for pattern in (BET, TO_MOVE):
        for m in pattern.finditer(scene.text):
            time = _time(scene, m.start("time"))
            plain = m.groupdict().get("plain") and not _of_the_fed(scene)
            if time is None or plain or scene.condition_at(m.start()):
                continue
            start, _ = scene.clause(m.start())
            if not DOUBTED.search(scene.text, start, m.start("time")):
                _state(scene, m, time, "down" if m["down"] else "up")
    for m in EXPECTED.finditer(scene.text):
        named = scene.name_at(m.start("step"))
        step = IS_A_STEP.fullmatch(named.mention.word) if named else None
        time = _time(scene, m.start("time"))
        if step and time and not scene.condition_at(m.start()) and not FADED.search(scene.text):
            _state(scene, m, time, "down" if step["down"] else "up")
    first = FIRST_OF.search(scene.text)
    counted = [d for d in scene.drafts if d.subject == ("FFT",) and d.unit == "count"]
    time = _time(scene, first.start("time")) if first else None
    if first and time and counted and (all_ := counted[-1]).direction:
        if all_.from_ and time.next_last <= all_.from_:  # a month of the year that is counted
            later = (days.add_months(day, 12) for day in time.bounds(ahead=True))
            time = time.over(*later)
        _state(scene, first, time, all_.direction)


def _time(scene: Scene, at: int) -> Time | None:
    """Return the time at a place, if it is one to come."""
    time = next((t.mention for t in scene.times if t.start == at), None)
    ahead = time and time.role in {"in", "by", "before", "ahead"} and time.next_last > scene.on
    return time if ahead else None


def _of_the_fed(scene: Scene) -> bool:
    """Whether the account is of the Fed, whose rate then is what increases."""
    last = scene.memory.last
    named = any(n.mention.group == "fed" for n in scene.names)
    return named or (last is not None and last.subject == ("FFT",))


def _state(scene: Scene, m: re.Match[str], time: Time, direction: Direction) -> None:
    """Add a move unless the sentence has it already."""
    dates = scene.dates(time, "move", ahead=True)
    of_fed = [d for d in scene.drafts if d.subject == ("FFT",)]
    figures_of_it = [d for d in of_fed if not d.value or d.end <= m.end()]
    if any(d.to == dates[1] for d in of_fed) or any(
        m.start() <= d.start < m.end() for d in figures_of_it
    ):
        return
    scene.state("rate", (m.start(), m.end()), ("FFT",), direction=direction, dates=dates)


_JOINED = re.compile(r"(?:,|;)? (?:and|while|but|whereas|with|though) ")


def spelt(scene: Scene, stretch: str) -> str:
    """Return a stretch with the words of the names in it."""
    for n in scene.names:
        stretch = stretch.replace(scene.text[n.start : n.end], n.mention.word)
    return stretch


def before_the_opposite(scene: Scene, start: int, place: int, end: int) -> int:
    """Return where odds of one move of the Fed end before a clause on the opposite one.

    "The odds of a hike are 10%, and a cut is priced in for June": the cut has other odds.
    """
    for m in _JOINED.finditer(scene.text, place, end):
        own = spelt(scene, scene.text[start : m.start()])
        other = spelt(scene, scene.text[m.end() : end])
        for one, opposite in ((FED_UP, FED_DOWN), (FED_DOWN, FED_UP)):
            if one.search(own) and not opposite.search(own) and opposite.search(other):
                return m.start()
    return end
