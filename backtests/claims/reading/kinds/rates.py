"""Rates and volatility: moves and levels of yields, spreads, the Fed's rate and the VIX."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.figure import Before, Dates, Figure, Values
from backtests.claims.reading.kinds.levels import (
    chart_side,
    in_bare_points,
    level_direction,
    may_be_level,
    of_a_fund,
)
from backtests.claims.reading.kinds.patterns.gaps import BETWEEN_ENDS, EXCEEDS, SEPARATES
from backtests.claims.reading.kinds.patterns.moves import (
    FROM_BEFORE,
    FROM_IT,
    LEVEL_OF,
    MOVE_OF,
    MOVED,
    OF_EASING,
    OF_EXTREME,
    OF_ITS_LEVEL,
    OF_STEP,
    OTHER_END,
    SINCE_LEVEL,
    SPREAD_OF,
    STANDS_MOVED,
    STEPPED,
    lifted_to,
)
from backtests.claims.reading.kinds.places import (
    RATES,
    fed_direction,
    in_units,
    is_step,
    listed_with,
)
from backtests.claims.reading.kinds.plain import bases
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.ownership import is_quoted_now
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.timing.spans import Use
from backtests.claims.reading.wording import quotes

HIGHEST_BP = 2200  # "has been 70% invested" is no yield


def rate(figure: Figure) -> Before:
    """Add a move or level of a yield, a spread or the Fed's rate."""
    scene, place, subject, amount = figure.scene, figure.place, figure.subject, figure.amount
    if amount.measure == "bare" and amount.whole and _is_in_bp(scene, place):
        amount = replace(amount, measure="bp")
    value, unit = in_units(amount, scene.group_of(subject))
    came_from = _origin(figure)
    if stated := (is_origin(scene, place) and figure.before) or _expected_of_the_fed(
        figure, came_from, (value, unit)
    ):
        return stated
    if (amount.change and came_from) or (
        unit == "bp" and max(value) > HIGHEST_BP and not scene.direction(place, amount)
    ):
        scene.use(place)
        return figure.before
    if came_from:
        origin = replace(came_from.mention, measure=amount.measure)
        if came_from.mention.measure != amount.measure and amount.measure in ("percent", "pp"):
            origin = replace(origin, values=tuple(v / 100 for v in origin.values))
        value = (*in_units(origin, scene.group_of(subject))[0], *value)
    pair = _against_other_end(scene, place, subject)
    level = not pair and not is_step(scene, place) and _is_level(figure, amount)
    direction: Direction
    if came_from or (amount.form == "to" and len(value) == 2):
        direction = "up" if (value[1] > value[0]) is not _below_zero(amount, came_from) else "down"
        level = False
    elif level and (amount.form == "between" or figure.right.startswith(" (from ")):
        direction = fed_direction(scene, lifted_to(scene.text[: place.start]))
    elif level:
        over = OVER_TREASURIES.match(figure.tail)
        side = bases.side_of_mean(figure) or ("" if over else level_direction(scene, place))
        direction = "down" if amount.sign == "-" else side
        if not direction and (way := WAY_TO.search(figure.lead)):
            direction = "down" if way["down"] else "up"
        if not direction and figure.elliptic and TO_ONLY.search(figure.lead):
            levels = all(p.mention.measure == amount.measure for p in scene.amounts)
            direction = scene.said(scene.text[: place.start]) if levels else ""
    elif pair:
        direction = _of_the_ends(figure)
    elif subject == ("FFT",):
        direction = (
            fed_direction(scene, figure.lead)
            or fed_direction(scene, figure.clause)
            or fed_direction(scene, scene.text)
            or ("" if SLOWED.search(figure.lead) else scene.direction(place, amount))
            or _way_of_the_fed(scene)
        )
    else:
        direction = scene.direction(place, amount)
        if not direction and figure.elliptic and amount.measure != "percent":
            direction = figure.before.moved or scene.said(scene.text[: place.start])
    direction = "" if (mean := bases.of_a_mean(figure)) else direction
    if pair or (subject == ("DGS10", "DGS2")):
        direction = "down" if INVERTED.search(figure.clause) else direction
    dates = _rate_dates(figure, level=level or bool(pair), signed=bool(direction))
    dates = figure.dates("move") if mean else _in_all(figure, dates)
    origin_day = _day_of(scene, came_from) if came_from else None
    if origin_day:
        dates = origin_day, _day_reached(scene, origin_day, dates[1])
    figure.state(
        "rate",
        (value, unit),
        direction,
        dates,
        condition="average" if mean else "",
        subjects=(pair or subject,),
        beside=(came_from,) if came_from else (),
    )
    if subject == ("FFT",) and not level:
        _in_further_months(figure, (value, unit), direction)
    return Before(figure.ahead, direction, pair or subject, "rate")


# What several moves come to together: "by a total of 75 basis points in March, May and June".
IN_ALL = re.compile(r"\b(?:total\w*|in all|altogether|combined|cumulative(?:ly)?|together)\b")


def _in_further_months(figure: Figure, value: Values, direction: Direction) -> None:
    """Add the same move in the further months of a list, unless it is the sum of all."""
    if figure.time is None or IN_ALL.search(figure.clause):
        return
    for other in listed_with(figure.scene, figure.time):
        further = replace(figure, time=other)
        further.state("rate", value, direction, further.dates("move"))


def _in_all(figure: Figure, dates: Dates) -> Dates:
    """Return the days of a sum of several moves: to the end of the last month of the list."""
    from_, to = dates
    if figure.time is None or to is None or not IN_ALL.search(figure.clause):
        return dates
    listed = listed_with(figure.scene, figure.time)
    ends = [figure.scene.dates(t, "move", ahead=figure.ahead)[1] for t in listed]
    return from_, max([to, *(end for end in ends if end)])


def _below_zero(amount: Amount, origin: Placed[Amount] | None) -> bool:
    """Return whether a gap is below zero at both ends, so that the smaller figure is the higher."""
    return origin is not None and amount.sign == origin.mention.sign == "-"


def _origin(figure: Figure) -> Placed[Amount] | None:
    """Return where a rate came from; what was expected of it before is passed over."""
    scene, place = figure.scene, figure.place
    found = came_from_level(scene, place) or came_from_before(scene, place)
    if found is None:
        return None
    revised = scene.text[: found.start].endswith("(from ")
    if revised or (figure.ahead and _is_of_before(scene, found)):
        scene.use(found)
        return None
    return found


def _in_words(scene: Scene, amount: Amount) -> bool:
    """Whether a number is printed in words: "up from four in March" counts moves or voices."""
    shown = scene.marked.sentence.text[amount.start : amount.end]
    return shown.replace("-", "").replace(" ", "").isalpha()


def _expected_of_the_fed(
    figure: Figure, origin: Placed[Amount] | None, value: Values
) -> Before | None:
    """Add a rate that is now expected of the Fed, without the one before."""
    scene = figure.scene
    if figure.subject != ("FFT",):
        return None
    worded = figure.amount.measure == "bare" and _in_words(scene, figure.amount)
    # "Is expected to add a third" is a rank of its moves and no size.
    ranked = figure.amount.measure == "share"
    if min(value[0]) > HIGHEST_BP or worded or ranked:
        scene.use(figure.place)
        return figure.before
    if origin is None or not OF_A_VIEW.search(figure.clause):
        return None
    scene.use(origin)
    dates = scene.dates(figure.time, "move", ahead=True) if figure.time else (None, None)
    return replace(figure, ahead=True).state("rate", value, "", dates)


# What is expected of the Fed, raised or lowered: the verb is none of its rate.
OF_A_VIEW = re.compile(r"\b(?:estimates?|projections?|forecasts?|dots?|medians?|expectations?)\b")
OF_A_STEP = re.compile(r"\b(?:cut|hike|increase|reduction|rise)s?, of (?:about )?$")
OVER_TREASURIES = re.compile(r"^ (?:over|above) (?:treasur|government|‹y)")
# "Ought to drift down to 3.5%".
WAY_TO = re.compile(
    r"\b(?:(?P<down>down|lower)|up|higher|back up) to (?:about |around |just |only )?$"
)
TO_RATE = re.compile(r"^,? to ‹%\d+›")


def _is_level(figure: Figure, amount: Amount) -> bool:
    """Whether a figure of a rate is where it stands and not how far it moved."""
    lead = figure.lead
    against = figure.before.kind == "rate" and bases.SET_AGAINST.search(lead)
    if against or OVER_TREASURIES.match(figure.tail):
        return True
    moved = STANDS_MOVED.search(lead) or OF_EXTREME.match(figure.right)
    if moved and amount.measure != "percent":
        return False
    if amount.measure == "percent" and LOOKED_FOR.search(lead):
        return True
    if amount.measure == "bp" and (SINCE_LEVEL.match(figure.right) or OF_STEP.search(lead)):
        return False
    if amount.change or (amount.measure == "bp" and TO_RATE.match(figure.right)):
        return False
    if amount.measure in {"pp", "point"} and (
        SLOWED.search(lead) or STEPPED.search(figure.scene.text[: figure.place.start])
    ):
        return False
    level = amount.form == "between" or bool(LEVEL_OF.search(lead) and not MOVE_OF.search(lead))
    if OF_EASING.match(figure.tail) or OF_A_STEP.search(figure.scene.text[: figure.place.start]):
        level = False
    if amount.measure in {"bare", "bp", "point"} and MORE.match(figure.right):
        level = False
    if amount.measure in {"bp", "bare", "point"} and (
        re.search(r"› $", lead) or (amount.measure == "bare" and MOVED.search(lead))
    ):
        level = False
    return level or (amount.measure == "percent" and not figure.scene.said(figure.clause))


def _rate_dates(figure: Figure, *, level: bool, signed: bool) -> Dates:
    """Return the days of a move of a rate, or of a level past or to come."""
    time = figure.time
    current = quotes.CURRENT_OF.search(figure.scene.text[: figure.place.start])
    inverted = time is None and INVERTED_NOW.search(figure.lead)
    if current or inverted or is_quoted_now(figure.scene.text, figure.place, figure.scene.times):
        return figure.scene.on, figure.scene.on
    if OF_EXTREME.match(figure.right) and not figure.ahead and not level:
        from_, to = figure.dates("move")
        return from_, to or figure.scene.on
    if level and not figure.ahead:
        if signed and time and time.role in {"vague since", "since"}:
            return figure.dates("move")
        return figure.scene.state_dates(figure.place, time)
    return figure.dates("target" if level and time else "move")


def _is_of_before(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is what was expected on an earlier day: "up from 4.5% a month ago"."""
    beside = [t.mention for t in scene.times if 0 <= t.start - place.end <= 1]
    return bool(beside) and beside[0].role == "in" and beside[0].last < scene.on


def _day_of(scene: Scene, place: Placed[Amount]) -> date | None:
    """Return the day of the level that a rate came from, where it is one of the past."""
    near = [
        t.mention
        for t in scene.times
        if 0 <= t.start - place.end <= 1
        or 0 <= place.start - t.end <= 1
        or OF_ITS_LEVEL.fullmatch(scene.text, t.end, place.start)
    ]
    return near[0].last if near and near[0].last < scene.on and near[0].role != "back" else None


def _day_reached(scene: Scene, origin: date, last: date | None) -> date:
    """Return the day on which a rate stood where it came to: its own, or that of publication."""
    return last if last and origin < last <= scene.on else scene.on


def _is_in_bp(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a bare number is one of basis points: a move, or beside one printed so."""
    earlier = [p.mention.measure for p in scene.amounts if p.end <= place.start]
    return bool(MOVED.search(scene.before(place))) or "bp" in earlier or "basis" in scene.text


MORE = re.compile(
    r"^ (?:basis )?(?:up|down|more|less|tighter|wider|higher|lower|narrower|firmer)\b"
)


def came_from_level(scene: Scene, place: Placed[Amount]) -> Placed[Amount] | None:
    """Return the level a rate came from, as in "to 4.40% from 4.16%"."""
    later = [
        p
        for p in scene.free()
        if p.start > place.start and p.mention.measure in {place.mention.measure, "bare"}
        if scene.text[p.end : p.end + 1] != "-"  # "from a two-week high of"
    ]
    if not later or len(place.mention.values) != 1:
        return None
    between = scene.text[place.end : later[0].start]
    return later[0] if FROM_BEFORE.fullmatch(between) else None


def _way_of_the_fed(scene: Scene) -> Direction:
    """Return the direction of the moves that the sentence before speaks of."""
    last = scene.memory.last
    same = scene.same_paragraph
    return last.direction if last and same and last.subject == ("FFT",) else ""


# "The Fed slowed to a quarter point": a smaller step, up or down.
SLOWED = re.compile(r"\bslow(?:s|ed|ing)?(?: down)? to $")
LOOKED_FOR = re.compile(r"\b(?:look(?:s|ing)? for|expects?|sees?|forecasts?|pencil(?:s|led)? in) $")
TO_ONLY = re.compile(r" to $")
INVERTED_NOW = re.compile(r"\b(?:is|are|stays?|remains?) (?:now |still )?inverted by (?:about )?$")
INVERTED = re.compile(r"\binver(?:ted|sion)\b")
RIGHT_MORE = re.compile(r"^ (?:more|higher|above|over)\b")


def is_origin(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is where a later one came from: "from 52 in April it is down to 19"."""
    later = [p for p in scene.free() if p.start > place.start]
    found = (FROM_IT.search(scene.text[: p.start]) for p in later)
    return any(m is not None and m.start("level") == place.start for m in found)


def came_from_before(scene: Scene, place: Placed[Amount]) -> Placed[Amount] | None:
    """Return the level a rate came from, as in "from 52 on 8 April the VIX has come down to 19"."""
    m = FROM_IT.search(scene.text[: place.start])
    return scene.free_at(m.start("level")) if m else None


def _of_the_ends(figure: Figure) -> Direction:
    """Return which of two yields is the higher: up where it is the long one."""
    scene = figure.scene
    exceeds = EXCEEDS.search(scene.text[: figure.place.start])
    first = scene.name_at(exceeds.start("one")) if exceeds else None
    if exceeds and first:
        longer = first.mention.symbols == ("DGS10",)
        return "up" if longer is not bool(exceeds["less"]) else "down"
    spread = SPREAD_OF.search(figure.lead)
    if spread or SEPARATES.match(figure.right) or BETWEEN_ENDS.search(scene.text):
        return ""
    more = RIGHT_MORE.match(figure.right) is not None
    return "up" if more == (figure.subject == ("DGS10",)) else "down"


def _against_other_end(scene: Scene, place: Placed[Amount], subject: Subject) -> Subject:
    """Return both ends of the curve, where one yield is set against the other."""
    named_ends = {s for n in scene.names for s in n.mention.symbols}
    if SEPARATES.match(scene.text, place.end) and named_ends >= {"DGS10", "DGS2"}:
        for other in (p for p in scene.free() if p.start > place.end):
            scene.use(other)  # "the two"
        return ("DGS10", "DGS2")
    between = BETWEEN_ENDS.search(scene.text)
    if between and place.mention.measure in {"bp", "point"} and named_ends >= {"DGS10", "DGS2"}:
        return ("DGS10", "DGS2")
    lead = scene.text[: place.start]
    if (SPREAD_OF.search(lead) or EXCEEDS.search(lead)) and named_ends >= {"DGS10", "DGS2"}:
        return ("DGS10", "DGS2")
    m = OTHER_END.match(scene.text[place.end :])
    named = scene.name_at(place.end + m.start("name")) if m else None
    if named and {*subject, *named.mention.symbols} == {"DGS10", "DGS2"}:
        return ("DGS10", "DGS2")
    return ()


def vix(figure: Figure) -> Before:
    """Add a level or a change of the VIX."""
    scene, place, amount = figure.scene, figure.place, figure.amount
    use: Use = "move"
    worded = amount.measure == "bare" and _in_words(scene, amount)
    if is_origin(scene, place) or (worded and not LEVEL_OF.search(figure.lead)):
        return figure.before
    bare = bases.is_height(scene, place)
    came_from = (bare or None) and (came_from_level(scene, place) or came_from_before(scene, place))
    if came_from:
        amount = replace(
            amount, values=(*came_from.mention.values, *amount.values), form="to", whole=False
        )
    condition = ""
    if amount.form == "to" and len(amount.values) == 2:
        direction: Direction = "up" if amount.values[1] > amount.values[0] else "down"
    elif amount.measure in {"percent", "share", "pp"} or amount.sign or not bare:
        direction = scene.direction(place, amount)
        condition = "" if amount.measure in {"percent", "share"} else "change"
    else:
        use = "state"
        direction = level_direction(scene, place)
        if not direction and not figure.ahead:
            direction = chart_side(scene, place)
    if bases.of_a_mean(figure):
        moved = amount.measure in {"point", "pp", "percent", "share"}
        use, condition, direction = "move", "average", direction if moved else ""
    held = condition == "average" or bool(
        re.search(r"\b(?:stay|remain|hold|keep|held|kept|spent)\w*\b", figure.clause)
    )
    day = figure.time is not None and figure.time.grain == "day" and figure.time.role == "in"
    if held and not (day and use == "state"):
        use = "move"
    dates = figure.dates("target" if figure.ahead and not held else use)
    if use == "state" and not figure.ahead and not held:
        began = figure.time is not None and figure.time.role in {"vague since", "since"}
        dates = dates if began and direction else scene.state_dates(place, figure.time)
    if origin_day := (_day_of(scene, came_from) if came_from else None):
        dates = origin_day, _day_reached(scene, origin_day, dates[1])
    beside = (came_from,) if came_from else ()
    value = in_units(amount, "volatility")
    figure.state("volatility", value, direction, dates, condition=condition, beside=beside)
    return Before(figure.ahead, direction, figure.subject, "volatility")


def is_no_price(scene: Scene, place: Placed[Amount], subject: Subject) -> bool:
    """Whether a bare number cannot be a price or a rate: it counts something, or is too small."""
    group = scene.group_of(subject)
    if group in RATES and (
        MORE.match(scene.text[place.end :]) or MOVED.search(scene.before(place))
    ):
        return False
    small = group in RATES or group == "volatility" or of_a_fund(subject, group, place.mention)
    return not may_be_level(scene, place, small) and not in_bare_points(scene, place)
