"""Past moves without a figure, where their time is stated, and records of the gap of yields."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.kinds.levels import joined_subjects
from backtests.claims.reading.kinds.patterns.extremes import INVERSION
from backtests.claims.reading.kinds.patterns.signs import ERASED, PLAIN_MOVE
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind

KINDS: dict[Group | None, Kind] = {"volatility": "volatility", "yield": "rate", "spread": "rate"}
OF_A_TERM = re.compile(r"\b(?:10|ten|2|two)\b")
# What the cases that are counted were like: "seven of nine years in which it has gained ground".
IN_WHICH = re.compile(r"\b(?:(?:in|on) which|when|where|that) (?:the )?$")

# A condition of the cases that follow: "in years when it is up through August".
OF_CASES = re.compile(
    r"\b(?:years|months|quarters|weeks|times|cases|instances|occurrences|occasions|periods)"
    r" (?:in which|on which|when|where|that) (?:the )?$"
)

# "Small caps rallied in October and December": the verb has two times.
AND_IN = re.compile(
    r" and (?:again |then )?(?P<time>‹w\d+›)(?=[,.;]|$| (?:to|as|but|while|before)\b)"
)
# "Stocks fell on Friday" is said of no market by name; "growth stocks fell" is said of some.
OPENS = re.compile(r"(?:^|[,;:] |^\W*‹w\d+›,? |\b(?:and|but|while|though|although) )$")


def plain_move(scene: Scene, start: int, end: int) -> bool:
    """Add a past move of a market, or of those joined with it."""
    if any(start <= p.start < end for p in scene.amounts if p.mention.measure != "bare"):
        return False
    m = PLAIN_MOVE.search(scene.text, start, end)
    if m is None or any(start <= p.start < end for p in scene.amounts):
        return False
    if OF_CASES.search(scene.text[: m.start()]):
        return False
    if IN_WHICH.search(scene.text[: m.start()]) and any(
        d.kind == "frequency" for d in scene.drafts
    ):
        return False
    time = scene.time(m.start(), m.end())
    on_a_day = [t.mention for t in scene.times if m.end() <= t.start < end]
    on_a_day = [t for t in on_a_day if t.grain == "day" and t.role == "in"]
    if on_a_day and ERASED.search(m[0]):  # "erased its gains of the year on Tuesday"
        time = on_a_day[0]
    subjects = _of_name(scene, m.start())
    if not subjects or time is None or not _is_stated(scene, m.start(), time):
        return False
    others = [p.start for p in scene.streaks] + [p.start for p in scene.averages]
    if any(start <= at < end for at in (*others, *(d.start for d in scene.drafts))):
        return False
    dates = scene.dates(time, "move", ahead=False)
    named = scene.name_at(m.start())
    of_yields = named is not None and named.mention.group == "yield"
    for one in subjects:
        scene.state(
            "rate" if of_yields else KINDS.get(scene.group_of(one), "return"),
            (start, end),
            one,
            direction="up" if m["up"] else "down",
            dates=dates,
            testable=dates[1] is not None,
        )
    if again := AND_IN.match(scene.text, end):
        other = scene.time_at(again.start("time"))
        if other.grain == time.grain and _is_stated(scene, m.start(), other):
            days_ = scene.dates(other, "move", ahead=False)
            last = scene.drafts[-len(subjects) :]
            scene.drafts += [replace(d, from_=days_[0], to=days_[1]) for d in last]
    scene.close(start, end)
    return True


YIELDS: Subject = ("DGS10", "DGS2")
# "A gap of 77 basis points and the narrowest since 2007": of the two yields named before.
YIELD_GAP = re.compile(
    r"‹y\d+›.*‹y\d+›[^.;]*\b(?:gap|spread|difference) (?:of|at) (?:[a-z]+ )?‹b\d+›,?(?: and)? "
    r"(?:the |its )?$"
)


def yield_gap_record(
    scene: Scene, start: int, sort: str, cue: str
) -> tuple[Subject, Direction] | None:
    """Return the two yields, and how their gap moved, of a record that is one of the gap."""
    if INVERSION.search(scene.text[:start] + cue) and re.match(r"deep|steep|wide|most", cue):
        return YIELDS, "down"
    if sort == "extreme" and YIELD_GAP.search(scene.text[:start]):
        return YIELDS, "up" if cue.startswith(("wide", "large", "steep", "big")) else "down"
    return None


def yield_gap(
    scene: Scene, start: int, record: tuple[Subject, Direction] | None
) -> Placed[Amount] | None:
    """Return the gap in basis points stated before a place, for a record of the gap of yields."""
    if record is None or record[0] != YIELDS:
        return None
    free = [p for p in scene.free() if p.end <= start and p.mention.measure == "bp"]
    return free[-1] if free else None


# A yield curve that turned over, or stands so: "the curve inverted briefly on Monday".
CURVE = re.compile(
    r"‹s\d+›(?: (?:has|have|had|also|briefly|first|again|even|now|still|just|is|was|stays?|stayed"
    r"|remains?|remained|been|deeply))* "
    r"(?P<un>un-?|dis-?)?inverted\b"
)
STANDS = re.compile(r" (?:is|stays?|remains?|has (?:\w+ )?inverted)\b")
SO_FAR = re.compile(r" ha(?:s|ve) (?:[a-z]+ )?been ")  # "has been inverted since July"


def curve_inverted(scene: Scene, start: int, end: int) -> bool:
    """Add that the curve inverted on a day, or is inverted today."""
    m = CURVE.search(scene.text, start, end)
    named = scene.name_at(m.start()) if m else None
    if m is None or named is None or scene.resolved(named.mention) != YIELDS:
        return False
    figures = [*(p.start for p in scene.amounts), *(p.start for p in scene.streaks)]
    stated = any(d.subject == YIELDS for d in scene.drafts)
    if stated or any(start <= at < end for at in figures):
        return False
    time = scene.time(m.start(), m.end())
    day = time is not None and time.role == "in" and time.grain == "day" and time.last <= scene.on
    lasts = time is not None and time.role == "since" and SO_FAR.search(m[0])
    stands = STANDS.search(m[0]) and time is None
    if scene.condition_at(m.start()) or not (day or lasts or stands):
        return False
    today = (scene.on, scene.on)
    dates = scene.dates(time, "state" if day else "move", ahead=False) if time else today
    scene.state("rate", (start, end), YIELDS, direction="up" if m["un"] else "down", dates=dates)
    scene.close(start, end)
    return True


def _of_name(scene: Scene, at: int) -> tuple[Subject, ...]:
    """Return the market whose name stands at a place, with those joined to it."""
    named = scene.name_at(at)
    subject = scene.resolved(named.mention) if named else ()
    if named and scene.group_of(subject) in KINDS:
        # "Treasury yields rose" is said of all of them, and of none by name.
        of_all = scene.group_of(subject) == "yield" and not OF_A_TERM.search(named.mention.word)
        return ((UNKNOWN,),) if of_all else (subject,)
    if named and named.mention.group == "market" and OPENS.search(scene.text[:at]):
        return (subject,)
    if named is None or scene.group_of(subject) not in PRICE_GROUPS:
        return ()
    return tuple(joined_subjects(scene, subject, named.end)) or (subject,)


def _is_stated(scene: Scene, at: int, time: Time) -> bool:
    """Whether a time is one of the past that a move may be spoken of."""
    stated = time.role in {"in", "so far", "back", "since", "vague since"}
    return stated and time.first <= scene.on and not scene.ahead(at, time)
