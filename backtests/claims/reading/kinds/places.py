"""Units of a subject, and subjects that the place of a figure gives: by rank, or before a word."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from backtests.claims.reading.figure import Before, Figure, Values
from backtests.claims.reading.kinds.pairs import compared, ranked_market
from backtests.claims.reading.kinds.patterns.extremes import (
    BEST_PERIOD,
    BRIEFLY,
    PERIODIC,
    PERIODIC_AFTER,
    RECENT,
)
from backtests.claims.reading.kinds.patterns.gaps import AGAINST, OF_BOTH, PAIRED, THE_TWO
from backtests.claims.reading.kinds.patterns.moves import LESSENED
from backtests.claims.reading.kinds.patterns.records import (
    BELOW_ITS,
    BRINGS,
    FROM_RECORD,
    OF_RECORD,
    OF_THE_PEAK,
    OFF_HIGH,
    PEAK,
    SAT,
    SINCE_PEAK,
)
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction, Unit
from backtests.claims.reading.wording.sides import RIGHT_DOWN, RIGHT_UP

BP = 10_000
RATES: tuple[Group, ...] = ("yield", "fed", "spread")
HIGHEST_YIELD = 25
LEAST_BP = 10  # "50 points" of a yield are basis points, "half a point" is one of percent


def in_units(amount: Amount, group: Group | None) -> tuple[tuple[float, ...], Unit]:
    """Return values and unit as statements carry them: bp of rates, fractions of moves, points."""
    values = amount.values
    if amount.measure in {"percent", "pp", "share", "odds", "ratio"}:
        if group in RATES and amount.measure in {"percent", "pp"} and not amount.change:
            return tuple(round(v * BP, 6) for v in values), "bp"
        return values, "fraction"
    if amount.measure == "of":
        return values, "count"
    gap = group == "spread" and amount.measure == "bare" and amount.whole  # "it is now 23"
    if group in RATES and (gap or amount.measure == "point") and min(values) >= LEAST_BP:
        return values, "bp"
    if group in RATES and amount.measure == "bp":
        return values, "bp"
    if group in RATES:
        if amount.measure == "point" or max(abs(v) for v in values) <= HIGHEST_YIELD:
            return tuple(round(v * 100, 6) for v in values), "bp"
        return values, "bp"
    if amount.measure == "bp":
        return tuple(round(v / BP, 8) for v in values), "fraction"
    return values, "points"


def fed_direction(scene: Scene, stretch: str) -> Direction:
    """Return whether a stretch speaks of cuts or of hikes."""
    words_ = stretch
    for n in scene.names:
        if n.mention.group == "fed":
            words_ = words_.replace(scene.text[n.start : n.end], n.mention.word)
    if re.search(
        (
            r"\b(?:cuts?|cutting|lower\w*|reduc\w+|eas(?:e|ed|ing)|slash\w*|trim\w*"
            r"|c[ao]m(?:e|es|ing) off|(?:knock|shav|lopp|took|taken|take)(?:ed|s"
            r"|ing)?(?: [^.;]{0,24})? off)\b"
        ),
        words_,
    ):
        return "down"
    if re.search(r"\b(?:hik\w+|rais\w+|increas\w+|lift\w*|add\w*|tighten\w*|rises?)\b", words_):
        return "up"
    return ""


# "Six cuts, worth 175 basis points": the size of the moves counted before.
OF_MOVES = re.compile(
    r"\b(?:cuts|hikes),? (?:worth|of|totalling|totaling|for|adding up to)(?: \w+)? $"
    r"|\b(?:an?|another|one more|further|next|first) (?:[a-z-]+ )?(?:cut|hike) of (?:about "
    r"|at least |just |only )?$"
)
EASING = re.compile(
    r" (?:worth )?of (?:[\w-]+ )?(?:easing|tightening"
    r"|(?:rate )?(?:cuts|hikes|reductions|increases))\b"
)


PRICED = re.compile(r"^ (?:(?:is|are|now|currently|already) ){0,2}(?:priced|discounted)\b")


PRICES = re.compile(
    r"(?<!\w)(?:futures|swaps|markets?|traders|investors|‹m\d+›)(?: \w+)? (?:price|prices|pricing"
    r"|priced|imply|discount)(?: in)?(?: \w+){0,2} $"
)


LARGEST_STEP = 0.01  # the largest move of the Fed that is stated in percent: "a 0.75% rate hike"


def is_step(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is the size of a move of the Fed: "a 0.75% rate hike"."""
    named = scene.name_at(place.end + 1)
    if named is None or not re.search(r"(?:cut|hike)s?$", named.mention.word):
        return False
    small = place.mention.measure == "percent" and max(place.mention.values) <= LARGEST_STEP
    return small or place.mention.measure in {"point", "bp", "pp"}


def fed_after(scene: Scene, place: Placed[Amount]) -> Subject:
    """Return the Fed for a number of its moves: "two further rate cuts"."""
    if scene.text[place.end :].startswith((" rise", " increase", "-rise", " move")) and (
        place.mention.measure == "point" and place.mention.values[0] < 1
    ):
        return ("FFT",)
    sized = place.mention.measure in {"point", "bp", "pp"}
    if is_step(scene, place):
        return ("FFT",)
    priced = PRICES.search(scene.before(place)) and not scene.names_between(
        scene.clause(place.start)[0], place.start
    )
    if place.mention.measure == "bp" and priced:
        return ("FFT",)
    if place.mention.measure == "bp" and PRICED.match(scene.text[place.end :]):
        return ("FFT",)
    if sized and re.match(
        (
            r"[- ](?:rate )?(?:cuts?|hikes?|trims?|reductions?(?! in\b)"
            r"|rate (?:reduction|increase|rise)s?)\b"
        ),
        scene.text[place.end :],
    ):
        return ("FFT",)
    if sized and (
        EASING.match(scene.text[place.end :]) or OF_MOVES.search(scene.text[: place.start])
    ):
        return ("FFT",)
    m = re.match(
        (
            r"(?: (?:more|further|additional|quarter-point|half-point|‹[ib]\d+›|such"
            r"|full))* (?P<name>‹f\d+›|(?:rate )?(?:cuts|hikes|reductions)\b"
            r"|increases(?= of (?:an? )?‹[bi]\d+›)|(?:cut|hike)\b"
            r"|(?<=more )(?:rate )?(?:increase|rise)s?(?= (?:‹w|before|by|this)))"
        ),
        scene.text[place.end :],
    )
    return ("FFT",) if m and place.mention.measure == "bare" else ()


def respectively(scene: Scene, place: Placed[Amount]) -> Subject:
    """Return the market that has the rank of the figure, where a sentence pairs them in order."""
    gaps = [d for d in scene.drafts if d.kind == "comparison"]
    both = OF_BOTH.match(scene.text, gaps[-1].end) if gaps else None
    if both and place.start in {both.start("one"), both.start("two")}:
        return (gaps[-1].subject[place.start == both.start("two")],)
    pair = PAIRED.search(scene.text)
    if pair and place.start in {pair.start("one"), pair.start("two")}:
        found = compared(scene, pair.start())
        if found and len(found[0]) > 1:
            return (found[0][place.start == pair.start("two")],)
    same = [p for p in scene.amounts if p.mention.measure == place.mention.measure]
    joined = len(same) > 1 and all(
        re.fullmatch(r",? and |, ", scene.text[a.end : b.start]) for a, b in pairwise(same)
    )
    if ("respectively" in scene.text or joined) and THE_TWO.search(scene.text, 0, place.start):
        markets = scene.memory.markets
        if len(markets) == len(same) and place in same:
            return markets[same.index(place)]
    if "respectively" in scene.text:
        ranked = ranked_market(scene, place)
        return ranked.symbols if ranked else ()
    if not AGAINST.search(scene.text):
        return ()
    named = [n for n in scene.names if n.mention.group not in {"reference", "market", "other"}]
    if len(named) != len(same) or place not in same:
        return ()
    return named[same.index(place)].mention.symbols


def shown_value(value: tuple[float, ...], unit: str) -> str:
    """Return a threshold in words: "2600", "10%", "500 bp"."""
    if unit == "fraction":
        return " to ".join(f"{v * 100:g}%" for v in value)
    return " to ".join(f"{v:g}" for v in value) + (" bp" if unit == "bp" else "")


def of_its_period(scene: Scene, place: Placed[Amount], time: Time | None) -> Time | None:
    """Return the time of "a weekly decline of 2%" and of "13% below its peak of 2 May"."""
    based = FROM_ITS.match(scene.text, place.end)
    base = based and next((t.mention for t in scene.times if t.start == based.end()), None)
    if base and base.role == "since":
        return base
    m = (
        PERIODIC.search(scene.text[: place.start])
        or BEST_PERIOD.search(scene.text[: place.start])
        or PERIODIC_AFTER.match(scene.text[place.end :])
    )
    if m is None or (time and time.grain != "day"):
        return time
    grain: Grain = "year" if m["grain"] == "annual" else m["grain"]  # type: ignore[assignment]
    last_day = time.last if time and time.last <= scene.on else scene.on
    first, last = days.period_stated(last_day, grain, dated=time is not None)
    return Time(0, 0, "in", first, last, first, last, grain, True, "")


FROM_ITS = re.compile(r" (?:below|above|under|off|from) (?:its|their|the) ")
LOW = re.compile(r"\b(?:lows?|troughs?|bottoms?)\b")


def is_below_record(figure: Figure) -> bool:
    """Whether a figure is a distance from a record: "5% off the high of 30 October"."""
    beside = next(
        (t.mention.words for t in figure.scene.times if t.start == figure.place.end + 1), ""
    )
    within = figure.lead.endswith("within ") and OF_RECORD.match(figure.right)
    goes_on = BELOW_ITS.match(figure.right) and any(
        d.condition == "from record high" for d in figure.scene.drafts
    )
    from_record = FROM_RECORD.match(figure.right)
    from_low = from_record and LOW.search(from_record[0])
    fallen = SINCE_PEAK.search(figure.clause) and figure.scene.said(figure.clause) == "down"
    return bool(
        fallen or OFF_HIGH.match(beside) or within or goes_on or (from_record and not from_low)
    )


def below_record(figure: Figure, value: Values) -> Before:
    """Add a distance from a record."""
    scene = figure.scene
    start, end = scene.clause(figure.place.start)
    own = figure.time and any(
        start <= t.start < end
        and t.mention == figure.time
        and not OF_THE_PEAK.search(scene.text[start : t.start])
        and not t.mention.words.endswith("'s")
        and not PEAK.match(scene.text[t.end :])
        for t in scene.times
    )
    _, to = scene.dates(figure.time if own else None, "state", ahead=False)
    from_ = next(
        (
            t.mention.last
            for t in scene.times
            if figure.place.end <= t.start < end
            and t.mention.grain == "day"
            and t.mention.role in {"in", "since"}
            and t.mention.last < scene.on
            and (
                PEAK.match(scene.text[t.end :])
                or OF_THE_PEAK.search(scene.text[figure.place.end : t.start])
            )
        ),
        None,
    )
    if from_ and to is None and SAT.search(figure.lead) and (scene.on - from_).days <= RECENT:
        from_, to = None, from_
    then, at_close = figure.time, AT_THE_CLOSE.match(scene.text)
    if at_close:
        then = scene.memory.session or scene.memory.time
    closed = then and then.grain == "day" and then.role == "in" and then.last < scene.on
    closed_then = at_close or CLOSED.search(figure.lead) or WHICH_IS.match(scene.text, start)
    if to is None and then and closed and (then.start == 0 or closed_then):
        to = then.last
    if to is None and BRINGS.match(scene.text, start):
        to = next((d.to for d in reversed(scene.drafts) if d.kind == "return"), None)
    stated = to or (None if BRIEFLY.search(figure.clause) else scene.on)
    dates = (from_ if stated else None, stated)
    figure.state("return", value, "down", dates, condition="from record high")
    return Before(False, "down", figure.subject, "return")


AT_THE_CLOSE = re.compile(r"\W*(?:at|by) the (?:close|end of the (?:day|session))\b")
WHICH_IS = re.compile(r", which (?:is|was) ")
CLOSED = re.compile(r"\b(?:close|closed|end|ended|finish|finished|settle|settled)\b")
GOES_ON = re.compile(r"^ and (?:‹w|(?:by|on|in|of|for|at|since)\b)")
BESIDE = re.compile(f"{RIGHT_UP.pattern}|{RIGHT_DOWN.pattern}")

# "Its 14% gain trailed the 17% of large caps": the verb ranks two moves of one sort.
RANKED_BELOW = re.compile(
    r"(?:gain|rise|return|advance|rally|climb|jump|performance)\b[^;‹]*(?:‹w\d+› )?(?:trail|lagg?"
    r"|fell short of|was (?:less|smaller|worse) than|underperform)(?:s|ed)? "
    r"(?:behind )?(?:the |‹[nv]\d+›(?:'s?)? |that of )*$"
)
OTHER_WORDS = re.compile(r",? (?:or|equal to|equivalent to)(?: \w+)? ")

RESULT = re.compile(
    r"\b(?:returned|returns?|gain|performance|worth|yielded|paid|delivered|compounded|brought"
    r"|managed|made|earned)\b"
)


def direction_of_move(figure: Figure) -> Direction:
    """Return the direction of a move, or that of the figure before for one that goes on with it."""
    scene, amount, before = figure.scene, figure.amount, figure.before
    signed = any(p.mention.sign for p in scene.amounts)
    if scene.marked.sentence.heading and signed and not amount.sign and not scene.said(scene.text):
        return "up"  # a row whose losses have a sign
    less = LESSENED.search(scene.text[: figure.place.start])
    if less and (whole := scene.said(less["move"])):
        return whole
    if before.kind == "return" and RANKED_BELOW.search(scene.text[: figure.place.start]):
        return before.direction
    direction = scene.direction(figure.place, amount)
    if not direction and GOES_ON.match(figure.clause):
        direction = scene.said(scene.text[: figure.place.start])
    if not direction or (
        figure.elliptic
        and (before.direction or before.moved)
        and not (amount.sign or amount.change or BESIDE.match(figure.right))
        and not scene.said(figure.tail)
    ):
        direction = before.direction or before.moved or direction
    if before.direction and not amount.sign and OTHER_WORDS.fullmatch(figure.lead):
        direction = before.direction
    if not direction and (
        RESULT.search(scene.text[: figure.place.end])
        or before.kind == "level"
        or (scene.memory.columns and scene.marked.sentence.heading)
    ):
        return "up"
    return direction


def listed_with(scene: Scene, time: Time) -> list[Time]:
    """Return the further times of a list that opens with one: "in September, October and May"."""
    found: list[Time] = []
    placed = [t for t in scene.times if t.mention == time]
    end = placed[0].end if placed else len(scene.text)
    for t in scene.times:
        alike = t.mention.grain == time.grain != "day" and t.mention.role == time.role
        joined = re.fullmatch(r",? (?:and )?(?:again )?", scene.text[end : t.start])
        if alike and t.start > end and joined:
            found.append(t.mention)
            end = t.end
    return found


def rate_spoken_of(scene: Scene) -> Subject:
    """Return the yield or spread named last, for a figure in basis points: no price has them."""
    last = scene.memory.last
    if last and scene.group_of(last.subject) in {"yield", "spread"}:
        return last.subject
    return scene.memory.by_group.get("spread") or scene.memory.by_group.get("yield") or ()


# "At 86,400 on Tuesday, it has lost 31% since October": up to the day of publication.
HAS_SINCE = re.compile(r", (?:has|have) ")


def day_stated(figure: Figure) -> date | None:
    """Return the day on which a distance stood: "on Monday it was 5% above its low of 8 April"."""
    start, _ = figure.scene.clause(figure.place.start)
    start = 0 if re.match(r",? (?:and|but) ‹%", figure.scene.text[start:]) else start
    stated = [
        t.mention
        for t in figure.scene.times
        if start <= t.start < figure.place.start
        and t.mention.role == "in"
        and t.mention.grain == "day"
        and t.mention.last <= figure.scene.on
        and not HAS_SINCE.search(figure.scene.text[t.end : figure.place.start])
    ]
    return stated[-1].last if stated else None


# "Lowered its target and penciled in two more cuts by December": the time is of the second verb.
AND_EXPECTS = re.compile(
    r"\band (?:(?:\w+ly|then|also|now) )?(?:pencil|project|signal|forecast|expect|see|saw|foresee"
    r"|foresaw|flag|plan|pledge|promise|predict|hint|suggest|indicate|will|may|might|could"
    r"|would)\w*\b"
)


def is_of_another_verb(scene: Scene, place: Placed[Amount], time: Time) -> bool:
    """Whether a time to come belongs to what is expected after a move that was made."""
    later = [t.start for t in scene.times if t.mention is time and t.start >= place.end]
    between = bool(later) and AND_EXPECTS.search(scene.text[place.end : later[0]])
    return bool(between) and not scene.ahead(place.start, None)
