"""Rates and volatility: moves and levels of yields, spreads, the Fed's rate and the VIX."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.figure import Before, Dates, Figure
from backtests.claims.reading.kinds.levels import is_elliptic, level_direction
from backtests.claims.reading.kinds.places import fed_direction, in_units, listed_with
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.spans import Use
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.tenses import PAST, PRESENT

COUNTED_MOVES = re.compile(
    words.marks(
        r"^(?: (?:further|more|additional|‹[ib]\d+›|rate|fed|quarter-point|interest-rate|such|straight))* ?(?:‹f\d+›|(?:cuts?|hikes?|increases?|reductions?|moves?|times|rises|rate cuts)\b)|^ ?times\b"
    )
)


# "Raised its rate and pencilled in six more": further moves of the same sort.
ONE_MORE = re.compile(r"^ more\b(?! (?:than|basis|percent|points))")
MOST_MOVES = 12


def is_counted(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a number counts cuts or hikes."""
    amount = place.mention
    return (
        amount.measure == "bare"
        and (amount.whole or (2 * amount.values[0]) % 1 == 0)
        and bool(
            COUNTED_MOVES.match(scene.text[place.end :])
            or (
                amount.values[0] <= MOST_MOVES
                and ONE_MORE.match(scene.text[place.end :])
                and fed_direction(scene, scene.text[: place.start])
            )
        )
    )


MOVES_OF = re.compile(r"[^,;‹]* of (?:an? )?‹[bi]\d+›")
# What was expected before, after a count of moves: "two cuts, down from four a month ago".
NO_LONGER = re.compile(
    r",? ?(?:(?:and|but) )?(?:(?:down|up|and not|not|instead|rather) )?(?:from|of|than|not|against|versus|compared with) (?:the )?(?:about )?$"
)


def is_earlier_count(scene: Scene, place: Placed[Amount], before: Before) -> bool:
    """Return whether a small number is how many moves were expected before those just counted."""
    counted = [d for d in scene.drafts if d.subject == ("FFT",) and d.unit == "count"]
    return (
        bool(counted)
        and before.kind == "rate"
        and place.mention.measure == "bare"
        and place.mention.whole
        and place.mention.values[0] <= MOST_MOVES
        and bool(NO_LONGER.search(scene.before(place)))
    )


# ", another in December": one more of what was counted.
ANOTHER = re.compile(
    r"(?:,| and) (?:another|one more|a (?:second|third|fourth)) (?P<time>‹w\d+›)(?!\w)"
)


def counted_moves(scene: Scene, place: Placed[Amount], before: Before) -> Before:
    """Add a count of Fed moves."""
    start, end = scene.clause(place.start)
    time = scene.time(place.start, place.end)
    ahead = scene.ahead(place.start, time)
    stretch = scene.text[start:end]
    if time and time.role == "in" and not time.named and time.next_last > scene.on:
        ahead = ahead or not (PAST.search(scene.text) or PRESENT.search(scene.text))
    direction = fed_direction(scene, stretch) or fed_direction(scene, scene.text)
    from_, to = scene.dates(time, "move", ahead=ahead)
    scene.use(place)
    scene.state(
        "rate",
        (start, end),
        ("FFT",),
        place.mention.values,
        "count",
        direction=direction,
        dates=(from_, to),
    )
    sized = MOVES_OF.match(scene.text[place.end :]) or COUNTED_MOVES.match(scene.text[place.end :])
    if sized:
        scene.use(*(p for p in scene.amounts if place.end <= p.start < place.end + sized.end()))
    for m in ANOTHER.finditer(scene.text, place.end):
        month = next(t.mention for t in scene.times if t.start == m.start("time"))
        first, last = scene.dates(month, "move", ahead=ahead)
        scene.add(replace(scene.drafts[-1], value=(1.0,), from_=first, to=last, end=m.end()))
    return Before(ahead, direction, ("FFT",), "rate")


# What the size of one move of the Fed is said of, before a further one.
OF_MOVES = re.compile(
    r"^[ -](?:worth )?(?:of )?(?:[a-z-]+ ){0,2}(?:cuts?|hikes?|easing|tightening|reductions?|increases?|rises?)\b"
)
BIG_STEP = 300  # basis points; a larger figure is no size of policy moves


def of_moves_before(scene: Scene, place: Placed[Amount], before: Before) -> Subject:
    """Return the Fed for a further size beside that of its moves: "half a point of cuts and one in May"."""
    sized = (
        place.mention.measure in {"point", "bp", "pp"}
        or (
            place.mention.measure == "bare"
            and scene.before(place).endswith(("another ", "further "))
        )
    ) and max(place.mention.values) <= BIG_STEP
    goes_on = before.kind == "rate" and before.subject == ("FFT",)
    own = scene.names_between(
        max((p.end for p in scene.amounts if p.end <= place.start), default=0), place.start
    )
    lead = OF_MOVES.sub("", scene.before(place))
    return before.subject if sized and goes_on and not own and is_elliptic(lead) else ()


def rate(figure: Figure) -> Before:
    """Add a move or level of a yield, a spread or the Fed's rate."""
    scene, place, subject, amount = figure.scene, figure.place, figure.subject, figure.amount
    if amount.measure == "bare" and amount.whole and _is_in_bp(scene, place):
        amount = replace(amount, measure="bp")
    value, unit = in_units(amount, scene.group_of(subject))
    came_from = came_from_level(scene, place) or came_from_before(scene, place)
    if amount.change and came_from:
        scene.use(place)
        return figure.before
    if came_from:
        origin = replace(came_from.mention, measure=amount.measure)
        if came_from.mention.measure != amount.measure and amount.measure == "percent":
            origin = replace(origin, values=tuple(v / 100 for v in origin.values))
        value = (*in_units(origin, scene.group_of(subject))[0], *value)
    pair = _against_other_end(scene, place, subject)
    level = not pair and _is_level(figure, amount)
    direction: Direction
    if came_from or (amount.form == "to" and len(value) == 2):
        direction = "up" if value[1] > value[0] else "down"
        level = False
    elif level and amount.form == "between":
        direction = ""
    elif level:
        over = OVER_TREASURIES.match(figure.tail)
        direction = "down" if amount.sign == "-" else "" if over else level_direction(scene, place)
    elif pair:
        more = RIGHT_MORE.match(figure.right) is not None
        direction = "up" if more == (subject == ("DGS10",)) else "down"
    elif subject == ("FFT",):
        direction = (
            fed_direction(scene, figure.clause)
            or fed_direction(scene, scene.text)
            or scene.direction(place, amount)
            or _way_of_the_fed(scene)
        )
    else:
        direction = scene.direction(place, amount)
    dates = _rate_dates(figure, level=level or bool(pair), signed=bool(direction))
    origin_day = _day_of(scene, came_from) if came_from else None
    if origin_day:
        dates = origin_day, scene.on
    figure.state(
        "rate",
        (value, unit),
        direction,
        dates,
        subjects=(pair or subject,),
        beside=(came_from,) if came_from else (),
    )
    if subject == ("FFT",) and figure.time and not level:
        for other in listed_with(scene, figure.time):
            further = replace(figure, time=other)
            further.state("rate", (value, unit), direction, further.dates("move"))
    return Before(figure.ahead, direction, pair or subject, "rate")


LEVEL_OF = re.compile(
    r"\b(?:at|to|of|is|was|above|below|under|over|near|around|reach\w*|touch\w*|topp\w+|test\w*|hit|hits|past|through|from|(?:bounced|rebounded) off)(?: \w+){0,2} ?$|[:,›] $"
)
MOVE_OF = re.compile(
    r"\b(?:on top of|in addition to)(?: \w+)? $|\bby(?: \w+){0,3} $|\b(?:cut|hike|increase|reduction|rise|fall|easing|tightening)s? of(?: \w+)? $"
)
OF_EASING = re.compile(
    r" (?:worth )?of (?:[\w-]+ )?(?:easing|tightening|cuts?|hikes?|‹f)|[- ](?:cut|hike|increase|move|reduction|rise|fall|decline|jump|drop)"
)


STANDS_MOVED = re.compile(
    r"\b(?:up|down|higher|lower|off|wider|tighter) (?:by |about |around |roughly |nearly |some |another )*$"
)
SET_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)) (?:about |just |only )?$"
)
OVER_TREASURIES = re.compile(r"^ (?:over|above) (?:treasur|government|‹y)")


TO_RATE = re.compile(r"^,? to ‹%\d+›")


def _is_level(figure: Figure, amount: Amount) -> bool:
    """Whether a figure of a rate is where it stands and not how far it moved."""
    lead = figure.lead
    if OVER_TREASURIES.match(figure.tail):
        return True
    if figure.before.kind == "rate" and SET_AGAINST.search(lead):
        return True
    if amount.measure == "bp" and STANDS_MOVED.search(lead):
        return False
    if amount.change or (amount.measure == "bp" and TO_RATE.match(figure.right)):
        return False
    level = amount.form == "between" or bool(LEVEL_OF.search(lead) and not MOVE_OF.search(lead))
    if OF_EASING.match(figure.tail):
        level = False
    if amount.measure in {"bare", "bp"} and MORE.match(figure.right):
        level = False
    if amount.measure in {"bp", "bare"} and (
        re.search(r"› $", lead) or (amount.measure == "bare" and MOVED.search(lead))
    ):
        level = False
    return level or (amount.measure == "percent" and not figure.scene.said(figure.clause))


def _rate_dates(figure: Figure, *, level: bool, signed: bool) -> Dates:
    """Return the days of a move of a rate, or of a level past or to come."""
    time = figure.time
    if level and not figure.ahead:
        if signed and time and time.role in {"vague since", "since"}:
            return figure.dates("move")
        return figure.scene.state_dates(figure.place, time)
    return figure.dates("target" if level and time else "move")


def _day_of(scene: Scene, place: Placed[Amount]) -> date | None:
    """Return the day of the level that a rate came from, where it is one of the past."""
    near = [
        t.mention
        for t in scene.times
        if 0 <= t.start - place.end <= 1 or 0 <= place.start - t.end <= 1
    ]
    return near[0].last if near and near[0].last < scene.on and near[0].role != "back" else None


def _is_in_bp(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a bare whole number is one of basis points: a move, or beside one that is so printed."""
    earlier = [p.mention.measure for p in scene.amounts if p.end <= place.start]
    return bool(MOVED.search(scene.before(place))) or "bp" in earlier or "basis" in scene.text


MOVED = re.compile(
    r"\b(?:ris|fall|gain|los|drop|climb|shed|add|slid|jump|eas|narrow|widen|tighten|fell|rose|slip|sank|cut|hik|rais|lower|trim|slash|lift|reduc)\w* (?:by )?(?:another |about |nearly )?$|\b(?:is|are|was|were) (?:up|down|higher|lower) (?:by |a mere |just |only |about |another )*$"
)
MORE = re.compile(
    r"^ (?:basis )?(?:up|down|more|less|tighter|wider|higher|lower|narrower|firmer)\b"
)
OTHER_END = re.compile(
    words.marks(
        r"^ (?:less|more|lower|higher|above|below|under|over|beneath)(?: than)?(?: that of| those of| that on)? (?:the )?(?P<name>‹y\d+›)"
    )
)


def came_from_level(scene: Scene, place: Placed[Amount]) -> Placed[Amount] | None:
    """Return the level a rate came from, as in "to 4.40% from 4.16%"."""
    later = [
        p
        for p in scene.free()
        if p.start > place.start and p.mention.measure in {place.mention.measure, "bare"}
    ]
    if not later or len(place.mention.values) != 1:
        return None
    between = scene.text[place.end : later[0].start]
    return (
        later[0]
        if re.fullmatch(
            r"(?: ‹w\d+›)?,? (?:up |down )?from (?:‹w\d+› )?(?:about |around |nearly |just |only )?",
            between,
        )
        else None
    )


def _way_of_the_fed(scene: Scene) -> Direction:
    """Return the direction of the moves that the sentence before speaks of."""
    last = scene.memory.last
    same = scene.memory.paragraph == scene.marked.sentence.paragraph
    return last.direction if last and same and last.subject == ("FFT",) else ""


RIGHT_MORE = re.compile(r"^ (?:more|higher|above|over)\b")


FROM_IT = re.compile(
    words.marks(
        r"(?:^|[:;,] )from (?P<level><A>)(?: <T>)? (?:the )?<N>(?: yield)? (?:has |have |had )?[^‹;]*\bto (?:only |just |about )?$"
    )
)


def came_from_before(scene: Scene, place: Placed[Amount]) -> Placed[Amount] | None:
    """Return the level a rate came from, as in "from 52 on 8 April the VIX has come down to 19"."""
    m = FROM_IT.search(scene.text[: place.start])
    at = m.start("level") if m else -1
    return next((p for p in scene.free() if p.start == at), None)


def _against_other_end(scene: Scene, place: Placed[Amount], subject: Subject) -> Subject:
    """Return both ends of the curve, where one yield is set against the other."""
    m = OTHER_END.match(scene.text[place.end :])
    named = scene.name_at(place.end + m.start("name")) if m else None
    if named and {*subject, *named.mention.symbols} == {"DGS10", "DGS2"}:
        return ("DGS10", "DGS2")
    return ()


def vix(figure: Figure) -> Before:
    """Add a level or a change of the VIX."""
    scene, place, amount = figure.scene, figure.place, figure.amount
    use: Use = "move"
    direction: Direction
    came_from = None
    if amount.measure == "bare":
        came_from = came_from_level(scene, place) or came_from_before(scene, place)
    if came_from:
        amount = replace(
            amount, values=(*came_from.mention.values, *amount.values), form="to", whole=False
        )
    condition = ""
    if amount.form == "to" and len(amount.values) == 2:
        direction = "up" if amount.values[1] > amount.values[0] else "down"
    elif amount.measure in {"percent", "share", "point", "pp"} or amount.sign:
        direction = scene.direction(place, amount)
        condition = "" if amount.measure in {"percent", "share"} else "change"
    else:
        use = "state"
        direction = level_direction(scene, place)
    if re.search(r"\baverag|\bmean\b|\bmedian\b", figure.lead + figure.tail):
        moved = amount.measure in {"point", "pp", "percent", "share"}
        use, condition, direction = "move", "average", direction if moved else ""
    held = condition == "average" or bool(
        re.search(r"\b(?:stay|remain|hold|keep|held|kept)\w*\b", figure.clause)
    )
    if held:
        use = "move"
    dates = figure.dates("target" if figure.ahead and not held else use)
    if use == "state" and not figure.ahead and not held:
        dates = scene.state_dates(place, figure.time)
    origin_day = _day_of(scene, came_from) if came_from else None
    if origin_day:
        dates = origin_day, scene.on
    beside = (came_from,) if came_from else ()
    value = in_units(amount, "volatility")
    figure.state("volatility", value, direction, dates, condition=condition, beside=beside)
    return Before(figure.ahead, direction, figure.subject, "volatility")


RANKED = re.compile(
    rf"\b(?P<rank>{numerals.ORDINAL})(?: (?:quarter-point|half-point|straight|consecutive|such|‹i\d+›))? (?:(?P<name>‹f\d+›)|(?P<up>hike|increase|rise)|(?P<down>cut|reduction)|time)(?= (?:of|this|in|since|so far|for|‹w))"
)
FEWEST = 2  # the first of its kind is a record and no count
TIMES = re.compile(r"\b(?P<times>once|twice|thrice)\b")
ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def ranked_move(scene: Scene, start: int, end: int) -> bool:
    """Add a number of Fed moves that is told by a rank ("the fourth hike of the year") or by "twice"."""
    stretch = scene.text[start:end]
    fed = [n for n in scene.names if n.mention.group == "fed"]
    m, times = RANKED.search(stretch), TIMES.search(stretch)
    if not fed or not (m or times) or (m and numerals.ordinal(m["rank"]) < FEWEST):
        return False
    direction = fed_direction(scene, stretch)
    if not direction:
        return False
    value = float(numerals.ordinal(m["rank"])) if m else ONCE[times["times"]] if times else 0.0
    at = start + (m or times).start()  # type: ignore[union-attr]
    time = scene.time(at, at + 1)
    if m:
        years = [
            t
            for t in scene.times
            if t.mention.grain in {"year", "decade", "quarter"} and t.start > at
        ]
        days_ = [t for t in scene.times if t.mention.role == "in" and t.mention.grain == "day"]
        from_, to = scene.dates(years[0].mention if years else time, "move", ahead=False)
        if days_:
            to = days_[0].mention.last
        elif scene.memory.time and not PAST_DAY.search(stretch):
            to = to or scene.on
    else:
        from_, to = scene.dates(time, "move", ahead=scene.ahead(at, time))
    scene.state(
        "rate", (start, end), ("FFT",), (value,), "count", direction=direction, dates=(from_, to)
    )
    scene.close(start, end)
    return True


PAST_DAY = re.compile(r"\byesterday|today\b")
