"""How high a record is, which way it points and what it is a record of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.extremes import (
    AND_STOOD,
    AS_LOW,
    BAD,
    GOOD,
    MOST_OF,
    MOVED_IT,
    OF_POLICY,
    PRICE_UNIT,
    SIDE,
    STEP,
    STEPPED,
)
from backtests.claims.reading.kinds.patterns.moves import MOVED
from backtests.claims.reading.kinds.patterns.records import FIRST_MOVE, SUPERLATIVE
from backtests.claims.reading.kinds.streaks import days_of_record
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.timing.dating import SINCE_IT, is_before_a_record

# "Its first cut", "the first increase of rates".
POLICY_MOVE = re.compile(
    r"\b(?:(?P<down>cuts?|reductions?|easing|lowering)|hikes?|increases?|rises?|tightening)\b",
    re.IGNORECASE,
)
FURTHER = re.compile(r"^,? and (?:the|its) $")


# "A day after its biggest drop": the record is one of the day before.
AFTER_A_DAY = re.compile(r"(?:a|one|the) day after")

# "Not since May has it had a worse month".
WORSE = re.compile(
    r"\ban? (?:(?P<bad>worse|weaker|poorer|rougher|bigger (?:loss|fall|drop))|better|stronger"
    r"|bigger (?:gain|rise|jump)) \w+"
)


def days_of(
    scene: Scene, start: int, end: int, sort: str, cue: str
) -> tuple[date | None, date | None]:
    """Return since when it is a record, and its day: the one before, where the text is a day later.

    Of a record "in mid-March" the day is not known.
    """
    was = WAS_IN.search(scene.text, start) if sort == "extreme" else None
    named = next((t.mention for t in scene.times if was and t.start == was.end()), None)
    if named and named.role == "in" and named.last <= scene.on:
        return None, named.last
    from_, to = days_of_record(scene, start, end, sort, cue)
    first, last = scene.clause(start)
    if to == scene.on and any(
        t.mention.role == "vague behind" and EARLY.match(t.mention.words)
        for t in scene.times
        if first <= t.start < last
    ):
        return None, None
    stated = scene.memory.time
    same = scene.same_paragraph
    if to == scene.on and stated and stated.grain == "day" and stated.role == "in" and same:
        of_close = OF_A_CLOSE.match(cue) and IT_IS.fullmatch(scene.text, first, start)
        to = stated.last if of_close and stated.last < scene.on else to
    after = [t for t in scene.times if is_before_a_record(scene.text, t) and t.end < start]
    if to is None or not after or not AFTER_A_DAY.match(after[-1].mention.words):
        return from_, to
    day = days.weekday_before(to)
    return day if from_ == to else from_, day


# "Its best month was November 2020".
WAS_IN = re.compile(
    r"\b(?:day|week|month|quarter|year) (?:was|were|came (?:in|on)|remains|is still) "
    r"(?=‹w\d+›(?!,? ‹w))"
)
# "It closed on Friday at 1,640. It is the first close below 1,650 since June."
IT_IS = re.compile(r"\W*(?:‹r\d+›|it|that|this) (?:is|was|marks|marked) (?:also )?(?:the |its )?")
OF_A_CLOSE = re.compile(r"[a-z]+ (?:[a-z]+ )?(?:close|finish|settlement)\b")
# "Early in March", "in mid-May".
EARLY = re.compile(
    r"(?:in |on |at )?(?:the )?(?:early|mid|late|middle|spring|summer|autumn|winter)"
)


def of_a_move(scene: Scene, start: int) -> bool:
    """Whether "the most since" is said of the size of the move just before it."""
    beside = [p for p in scene.amounts if MOST_OF.fullmatch(scene.text[p.end : start])]
    sized = bool(beside) and beside[-1].mention.measure in {"bp", "point", "percent", "pp"}
    lead = scene.before(beside[-1]) if sized else ""
    return bool(scene.said(lead)) and not re.search(r"\b(?:to|at) (?:\w+ )?$", lead)


# ", which had crossed 2,000 for the first time": the verb is that of the relative clause.
RELATIVE = re.compile(r", (?:which|that|who) ")
# What is passed for the first time is passed upwards, unless words say below.
PASSED = re.compile(
    r"\b(?:cross|top|pass|clear|surpass|exceed|reach|hit|touch)(?:e?d|p?ed)? ‹[#i]\d+›"
)


# "For the first time since 2007 the curve has inverted".
OF_THE_CURVE = re.compile(
    r"‹s\d+›[^.;]*\b(?:(?P<down>invert(?:s|ed)?|negative|below zero)|positive|un-?inverted"
    r"|dis-?inverted|above zero|normal)\b"
)


# "The curve, inverted for two years, is steeper than at any time since": by the word itself.
STEEPER = re.compile(
    r"(?P<up>steeper|higher|dearer|stronger|wider)"
    r"|(?:flatter|lower|cheaper|weaker|tighter)(?= than)"
)


def direction(
    scene: Scene,
    start: int,
    end: int,
    sort: str,
    cue: str,
    first: int,
    gap_direction: Direction = "",
) -> Direction:
    """Return which way a record points: by its words, or by the verb before it."""
    if sort == "high":
        return "up"
    if compared := STEEPER.match(cue):
        return "up" if compared["up"] else "down"
    turned = (
        OF_THE_CURVE.search(scene.text, first, scene.clause(start)[1]) if sort == "first" else None
    )
    if turned:
        return "down" if turned["down"] else "up"
    if "death cross" in scene.text[first : scene.clause(start)[1]]:
        return "down"
    if sort == "low":
        return "down"
    if sort == "extreme" and gap_direction:
        return gap_direction
    if sort == "extreme":
        if BAD.search(cue):
            return "down"
        if GOOD.search(cue):
            return "up"
        m = SUPERLATIVE.match(scene.text, start)
        if cue.startswith("steepest") and _of_the_curve(scene, start):
            return "up"
        if m and m["down"]:
            return "down"
        if re.match(r"(?:highest|best|strongest|dearest|loftiest|priciest|widest|most)", cue):
            return "up"
    lead = re.split(r"[;:] ", scene.text[:start])[-1]
    relative = list(RELATIVE.finditer(scene.text, first, start))
    first = relative[-1].end() if relative else first
    if re.search(
        (
            r"\b(?:heights?|highs?|records?(?! low))\b"
            r"|^(?:high|steep|wide|dear|strong|volatile|large|deep) as\b"
        ),
        cue,
    ):
        return "up"
    of_the_fed = [n for n in scene.names if start <= n.start < end and n.mention.group == "fed"]
    if of_the_fed and sort == "first" and (m := POLICY_MOVE.search(of_the_fed[-1].mention.word)):
        return "down" if m["down"] else "up"
    if sort == "first" and (m := OF_POLICY.search(cue)):
        return "down" if re.search(r"cut|reduction", m[0]) else "up"
    side = SIDE.search(cue) if sort == "first" else None
    if side:
        return "down" if side[1] else "up"
    tail = AS_LOW.search(scene.text, end, scene.clause(start)[1])
    if tail and sort == "first":
        return "down" if tail["low"] else "up"
    worse = WORSE.search(scene.marked.sentence.text)
    if worse and re.match(r"(?:not|never) ‹", cue):
        return "down" if worse["bad"] else "up"
    if re.match(r"no [^.]* (?:has|have|had) been (?:as|so|this) |(?:has|have|had) not had ", cue):
        return (
            "down"
            if re.search(r"\b(?:bad|poor|weak|cruel|rough|grim|dismal|painful)$", cue)
            else "up"
        )
    if re.search(
        r"\b(?:lows?|lower|depths?|weak|tight|narrow|cheap|calm|small)\b", cue
    ) or re.search(
        r"\b(?:below|under|beneath|south of)\b",
        scene.text[0 if cue.startswith("where") else first : start],
    ):
        return "down"
    stated = scene.said(scene.text[first:start])
    if not stated and sort == "first" and PASSED.search(scene.text[first:start]):
        return "up"
    return stated or scene.said(lead) or scene.said(cue) or "up"


# "At 5.25% to 5.50%": the two ends of the corridor of the Fed are where its rate stands.
AT = re.compile(
    r"\b(?:at|of|in a range of|between)(?: the)? $|, to $|\b(?:range|rate|target) to $"
    r"|\bpoint(?: ‹w\d+›)?,? to $|‹f\d+› (?:back |up |down )*to $"
)


def _is_corridor(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether two percentages are where a rate stands, and not how it moved."""
    fed = any(n.mention.group == "fed" for n in scene.names)
    return fed and place.mention.form != "" and bool(AT.search(scene.text[: place.start]))


def _of_the_curve(scene: Scene, start: int) -> bool:
    """Whether what is steep is the yield curve, whose ends are then far apart."""
    named = [n for n in scene.names if n.end <= start]
    return bool(named) and named[-1].mention.symbols == ("DGS10", "DGS2")


# "Rose to 3.4% from 3.2%": the second figure is where it came from.
CAME_FROM = re.compile(r" to (?:[a-z]+ )?‹[^›]+›,? (?:up |down )?from (?:[a-z]+ )?$")


def level(scene: Scene, start: int, end: int, first: int, percents: bool) -> Placed[Amount] | None:
    """Return the level of a record: in its clause, or at the end of the clause it is set after."""
    usable = [
        p
        for p in scene.free()
        if (
            p.mention.measure == "bare"
            and not p.mention.noun
            and (p.mention.money or not p.mention.whole or p.mention.values[0] >= 10)
        )
        or (percents and p.mention.measure in {"percent", "bp"})
    ]
    usable = [
        p
        for p in usable
        if not MOVED.search(scene.text[: p.start])
        and not CAME_FROM.search(scene.text[first : p.start])
        and not SINCE_IT.search(scene.text[first : p.start])
        and not re.search(r"\bby (?:\w+ )?$", scene.text[max(0, p.start - 12) : p.start])
        and (len(p.mention.values) == 1 or _is_corridor(scene, p))
    ]
    _, last = scene.clause(start)
    here = [
        p
        for p in usable
        if first <= p.start < last
        and not (
            percents
            and p.mention.measure == "bp"
            and not re.search(
                (
                    r"\b(?:at|to|of|below|above|only|just|reach(?:ed|es)?|touch(?:ed|es)?|hit|hits"
                    r"|stood|was|is|were|are) (?:\w+ )?$|: $"
                ),
                scene.text[: p.start],
            )
        )
    ]
    if here:
        beside = [p for p in here if PRICE_UNIT.fullmatch(scene.text[p.end : start])]
        if beside:
            return beside[-1]
        after = [p for p in here if p.start >= end]
        return (after or here)[0] if after or here else None
    before = [p for p in usable if p.end <= first and not STEP.search(scene.text[: p.start])]
    between = STEPPED.sub("", scene.text[before[-1].end : start]) if before else ""
    if before and re.fullmatch(
        words.marks(
            r"[ ,)]*(?:(?:intraday|at the close|in late trading|an ounce|a barrel|at one point"
            r"|points?) ?)?[ ,)]*(?:<T>,? ?)?(?:– ?)?(?:the |its |their |a |an |and |both "
            r"|which is |marking |which was |setting |reaching |hitting "
            r"|<N> (?:is|stands|sits|trades|was|closed) (?:now |back )?(?:at )?)*"
        ),
        between,
    ):
        return before[-1]
    plain = [p for p in usable if p.mention.measure == "bare"]
    if not percents and len(before) == len(plain) == 1 and FURTHER.match(scene.text[first:start]):
        return before[0]
    later = [p for p in usable if p.start >= last]
    if later and not before and scene.text[last : later[0].start] == ": ":
        return later[0]
    if later and start - first <= 1 and not before and not percents:
        return later[0]
    return None


def reached(scene: Scene, start: int, first: int) -> Amount | None:
    """Return where a move ended, just before a record: "from 2.5% to 2.1%, the lowest"."""
    moved = [
        p
        for p in scene.free()
        if first <= p.start
        and p.end <= start
        and p.mention.form == "to"
        and len(p.mention.values) == 2
        and p.mention.measure in {"bare", "percent", "bp"}
        and BESIDE.fullmatch(scene.text, p.end, start)
    ]
    if not moved:
        return None
    return replace(moved[-1].mention, values=moved[-1].mention.values[1:], form="")


# What stands between the end of a move and the words of a record.
BESIDE = re.compile(
    words.marks(r"(?: <T>| basis points)*,? ?(?:(?:which is|to) )?(?:the|its|their|a) ")
)


def own_level(
    scene: Scene, start: int, end: int, first: int, percents: bool
) -> Placed[Amount] | None:
    """Return the level of a record, unless it is one of another market that has no symbol."""
    found = level(scene, start, end, first, percents)
    after = any(is_before_a_record(scene.text, t) and t.end < start for t in scene.times)
    found = None if found and after and found.end <= start else found
    if found is None or MOVED_IT.search(scene.text[:end]) or FIRST_MOVE.match(scene.text, start):
        return None
    apart = found.end <= start and scene.is_of_other_between(found, start)
    if apart or AND_STOOD.search(scene.text, end, max(end, found.start)):
        return None
    others = (n for n in scene.names if n.mention.group == "other")
    return None if any(end <= n.start < found.start for n in others) else found


# "Its worst three-day decline".
SEVERAL = re.compile(
    r"(\w+) (?:‹#(?P<number>\d+)›|(?P<word>[a-z]+))-(?P<unit>day|session|week"
    r"|month)\b(?! (?:high|low))"
)


# "Its worst December performance", and "its worst three-day decline" where the days are a span.
OF_A_TIME = re.compile(
    rf"‹w(?P<number>\d+)› (?:[a-z]+ )?(?:performance|showing|start|{words.NOUNS_OF_MOVE})\b"
)


def _of_a_time(scene: Scene, cue: str, found: re.Match[str]) -> str:
    """Return the condition of a largest move of several days, or of a part of several years."""
    mention = scene.marked.mentions[int(found["number"])]
    count, unit = mention.span if isinstance(mention, Time) else (0.0, "")
    sort = cue.split(maxsplit=1)[0]
    if not unit:
        return f"{sort} of several years in that part of them"
    return f"{sort} moves over several {unit}s" if count > 1 else ""


def _is_one(scene: Scene, several: re.Match[str]) -> bool:
    """Whether the days or weeks of a move are one: "its biggest one-week decline"."""
    if several["word"]:
        return several["word"] in {"one", "single"}
    mention = scene.marked.mentions[int(several["number"])]
    return isinstance(mention, Amount) and mention.values == (1.0,)


def condition(scene: Scene, cue: str, move: bool, sort: str, first: int, last: int) -> str:
    """Return what a record is one of: the best week, a crossing of an average, within the day."""
    if move:
        if (several := SEVERAL.match(cue)) and not _is_one(scene, several):
            return f"{several[1]} moves over several {several['unit']}s"
        if of_time := OF_A_TIME.search(cue):
            return _of_a_time(scene, cue, of_time)
        cue = re.sub(r"‹#\d+›-", "one-", cue)
        m = re.match(
            (
                r"(\w+)(?: one-day| daily| single)?(?:[\w' -]*?) "
                r"(day|session|week|month|quarter|year"
                r"|gain|loss|fall|drop|rise|decline|run|start|performance|rally)(?:s|es)?\b"
            ),
            cue,
        )
        if m:
            return f"{m[1]} {m[2]}"
        return f"{cue.split()[0]} performance" if SHOWING.match(cue) else ""
    if sort == "first" and scene.averages:
        side = re.search(
            words.marks(r"\b(above|below|under|over)\b(?: \w+){0,2} (?:<N> )?<M>"),
            scene.text[first:last],
        )
        number = scene.averages[0].mention.words.split()[0]
        return f"{side[1] if side else 'at'} {number} average"
    return "intraday" if "intraday" in scene.text[first:last] else ""


# A move that is the largest of its sort, whose period the words of the record leave open.
OPEN_MOVE = re.compile(r"[a-z]+ (?:gain|loss|fall|drop|rise|decline|performance)")
# "Its best result since 2019", "its best since 2019".
SHOWING = re.compile(r"(?:best|worst|strongest|weakest) (?:showing|result|return|since|in)\b")


def of_period(condition: str, time: Time | None, direction: Direction) -> str:
    """Return the condition of a record, with the period spoken of: "worst week"."""
    if (
        time is None
        or time.grain not in {"week", "month", "quarter", "year"}
        or time.role != "in"
        or not OPEN_MOVE.fullmatch(condition)
    ):
        return condition
    return f"{'worst' if direction == 'down' else 'best'} {time.grain}"


def closed_from(scene: Scene, first: int, start: int, condition: str) -> int:
    """Return from where a record's clause is read: not before the side of an average beside it."""
    beside = any(first <= a.start < start for a in scene.averages)
    return start if beside and not condition.endswith("average") else first
