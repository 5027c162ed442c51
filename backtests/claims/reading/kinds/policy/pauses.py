"""The Fed, or a market, that stays where it was."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.figure import Dates
from backtests.claims.reading.kinds.patterns.signs import UNCHANGED
from backtests.claims.reading.marks import days
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction, Unit


def unchanged(scene: Scene, start: int, end: int) -> bool:
    """Add that the Fed left its rate where it was, or that a market closed where it had."""
    stretch = scene.text[start:end]
    m = UNCHANGED.search(stretch)
    fed = [n for n in scene.names if start <= n.start < end and n.mention.group == "fed"]
    if _market_stayed(scene, start, end):
        return True
    if m and (HINTED.search(stretch[: m.start()]) or AS_AN_EVENT.search(stretch, 0, m.start())):
        return False
    named = fed or (m and scene.subject_before(start + m.start()) == ("FFT",))
    if not m or not named:
        return False
    time = scene.time(start + m.start(), start + m.end())
    if time and time.first > scene.on and STATED.match(m[0]):
        time = None  # "left its rate alone, but sees one cut for 2026": that of another clause
    stated = time is not None and time.first <= scene.on and STATED.match(m[0])
    ahead = not stated and scene.ahead(start, time)
    dates = _until_moved(scene, start) or scene.dates(time, "move", ahead=ahead)
    scene.state("rate", (start, end), ("FFT",), (0.0,), "bp", dates=dates)
    none_then(scene, start + m.end(), ahead=ahead)
    scene.close(start, end)
    return True


# "The returns after a Fed pause": an event, and no statement on the Fed.
AS_AN_EVENT = re.compile(
    r"(?:\b(?:after|following|during|before|since|until|in) |‹w\d+› )"
    r"(?:an?|the|each|every|such an?|any|past|previous|prior)"
    r"(?: (?:last|latest|final|previous|past|prior|long|first))*(?: ‹f\d+›(?:'s)?)?(?: [a-z]+)? $"
)
# "Held rates for 14 months before cutting in September 2024".
BEFORE_MOVING = re.compile(
    r"(?P<span>‹w\d+›) (?P<moving>before [a-z]+ing\b[^,;.]*? )?(?P<then>‹w\d+›)"
)


def _until_moved(scene: Scene, start: int) -> Dates | None:
    """Return the days of a pause of so many months that a move ended; None for another one.

    Whole months: the first and the last one, in which it moved, are left out.
    """
    m = BEFORE_MOVING.search(scene.text, start)
    at = {t.start: t.mention for t in scene.times}
    if m is None or m.start("span") not in at or m.start("then") not in at:
        return None
    (number, unit), then = at[m.start("span")].span, at[m.start("then")]
    if not (m["moving"] or then.words.startswith("before ")):
        return None
    months = {"month": number, "quarter": 3 * number, "year": 12 * number}.get(unit)
    if not months or then.first > scene.on:
        return None
    began = days.add_months(then.first, -round(months))
    return days.period(began, "month")[1], days.add_days(then.first, -1)


ENDED = re.compile(
    r"\b(?:ended|closed?|finished|end|settled)\b[^,;.]{0,30}\b(?:unchanged|flat"
    r"|where (?:it|they|‹r\d+›) (?:had )?(?:was|were|been|started|began|begun|opened|stood))\b"
    r"|\bexactly where it (?:was|started)\b"
)
# "Is back where it started the year".
BACK_THERE = re.compile(
    r"\b(?:is|are|was|were|stands?) (?:now )?(?:right |just |exactly "
    r"|almost )?(?:back )?(?:to )?where (?:it|they|‹r\d+›) (?:had )?(?:was|were|started|began"
    r"|begun|opened|stood) (?=‹w)|\bback (?:to )?where (?:it|they|‹r\d+›) (?=‹w)"
)
# "Have not budged this month", "has gone sideways this week".
SIDEWAYS = re.compile(
    r"\b(?:has|have|had|did) (?:not|hardly|barely|scarcely) (?:budged?|moved?|changed?)\b"
    r"|\b(?:gone|went|moved|traded|drifted) (?:nowhere|sideways)\b"
)
# A yield or spread that did not move; of one at a level the level is the statement.
STAYED = re.compile(
    rf"{ENDED.pattern}|{SIDEWAYS.pattern}"
    rf"|\b(?:was|were|is|are|be|held|stayed|remained|traded|left)(?: \w+)? (?:unchanged|flat"
    rf"|steady)\b(?! (?:at|near|around|(?:[a-z]+ )?(?:spending|growth|demand|hiring|gains?|income"
    rf"|inflation|employment|flow|stream))\b)"
)


def _market_stayed(scene: Scene, start: int, end: int) -> bool:
    """Add that a market, a yield or a spread ended where it had begun."""
    stretch = scene.text[start:end]
    back = BACK_THERE.search(stretch)
    stayed = STAYED.search(stretch) or back
    subject = scene.subject_before(start + stayed.end()) if stayed else ()
    # A curve that is flat has no slope, which is a level.
    if not stayed or len(subject) != 1:
        return False
    priced = scene.group_of(subject) in PRICE_GROUPS
    if priced and not (back or ENDED.search(stretch)):
        return False
    if not priced and scene.group_of(subject) not in {"yield", "spread"}:
        return False
    time = scene.time(start + stayed.start(), start + stayed.end())
    ahead = not priced and scene.ahead(start, time)
    dates = scene.dates(time, "move", ahead=ahead)
    if back and time and time.grain == "day" and time.role == "in" and time.last < scene.on:
        dates = time.last, scene.on
    if priced:
        scene.state("return", (start, end), subject, (0.0,), "fraction", dates=dates)
    else:
        scene.state("rate", (start, end), subject, (0.0,), "bp", dates=dates)
    scene.close(start, end)
    return True


def still_to_come(scene: Scene, dates: Dates) -> Dates:
    """Return what is left from today of a span that has begun."""
    from_, to = dates
    return (scene.on, to) if from_ and to and from_ < scene.on <= to else dates


# What the Fed will not do, or did not.
_MOVE = r"(?:cut|raise|hike|lower|reduce|increase|ease|tighten|lift|trim|slash)"
_NOT = (
    r"(?:(?:will|would|did|does|do|is|are|was|were|could|can|should)(?: ?n['\u2019o]t| never)|"
    r"(?:won|wouldn|didn|doesn|don|isn|aren|can|couldn|shouldn)['\u2019]t|cannot|no longer"
    r"|unlikely|(?:has|have|had)(?: not| never| ?n['\u2019]t))"
)
_MOVED = r"(?:raised|hiked|lowered|reduced|increased|eased|tightened|lifted|trimmed|moved)"
# "Will not hesitate to raise" is no refusal.
_BETWEEN = (
    r"(?: (?!(?:hesitate|fail|refrain|rule|stop|shrink|shy|rush|want|wish|need|have"
    r"|that)\b)[a-z]+){0,3}"
)
DENIED = re.compile(
    words.marks(
        rf"\b(?:{_NOT}(?: <F>)?{_BETWEEN} (?:{_MOVE}|{_MOVED})"
        r"(?: (?:rates|<F>|them|it|its rate|its target))?"
        rf"|{_MOVE}s? (?:rates |<F> |it )?no (?:further|more))"
        r"(?=[,.;:]|$| (?:<T>|again|any|further|before|until|in|at|this|next|by|on|through"
        r"|anytime|or|and|but)(?!\w))"
    )
)


def no_move(scene: Scene, start: int, end: int) -> bool:
    """Add that the Fed will not cut or raise its rate in a span of time, or did not."""
    m = DENIED.search(scene.text, start, end)
    if not m or HINTED.search(scene.text[start : m.start()]):
        return False
    fed = any(start <= n.start < m.end() and n.mention.group == "fed" for n in scene.names)
    other = any(start <= n.start < m.start() and n.mention.group == "other" for n in scene.names)
    if other or not (fed or scene.subject_before(m.end()) == ("FFT",)):
        return False
    time = scene.time(m.start(), m.end())
    if time is None:
        return False
    ahead = scene.ahead(start, time)
    dates = scene.dates(time, "move", ahead=ahead)
    dates = still_to_come(scene, dates) if ahead else dates
    scene.state("rate", (start, end), ("FFT",), (0.0,), "bp", dates=dates)
    scene.close(start, end)
    return True


# "No change in November, none in December": no move either.
NONE_THEN = re.compile(
    r"(?:,| and|,? but)(?: then)? (?:(?P<none>none)"
    r"|no (?:further |more )?(?:cuts?|hikes?|moves?|changes?|reductions?|increases?)"
    r"|(?:unchanged|steady) (?:rates|policy|‹f\d+›))"
    r"(?: at all)? (?P<time>‹w\d+›)(?!\w)"
)


def none_then(scene: Scene, at: int, *, ahead: bool, counted: Direction = "") -> None:
    """Add the further times at which the Fed is expected to leave its rate alone.

    Beside a count of moves "none" is one too.
    """
    for m in NONE_THEN.finditer(scene.text, at):
        time = scene.time_at(m.start("time"))
        dates = scene.dates(time, "move", ahead=ahead)
        one_more = bool(counted and m["none"])
        way: Direction = counted if one_more else ""
        unit: Unit = "count" if one_more else "bp"
        scene.state("rate", m.span(), ("FFT",), (0.0,), unit, direction=way, dates=dates)


STATED = re.compile(r"left|kept|held|paused|stood|sat|made|did|stayed|maintained")
HINTED = re.compile(
    r"\b(?:hint|signal|flag|suggest|talk|mull|consider|discuss|hope|argu|call|favou?r|prefer|lobb"
    r"|concern|fear|worr|might|whether|lean|instead of"
    r"|rather than)\w*(?: \w+){0,3} (?:‹f\d+› )?(?:\w+ ){0,2}$"
)
