"""Moves of the Fed that are counted: "two more cuts", "a total of five", "the fourth hike"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.figure import Before
from backtests.claims.reading.kinds.levels import is_elliptic
from backtests.claims.reading.kinds.places import fed_direction
from backtests.claims.reading.kinds.policy.pauses import none_then, still_to_come
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.instruments import is_foreign_bank
from backtests.claims.reading.marks.marked import Placed, Streak
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.tenses import PAST, PRESENT

COUNTED_MOVES = re.compile(
    words.marks(
        r"^(?: (?:further|more|additional|‹[ib%]\d+›|rate|fed|quarter-point|interest-rate|such"
        r"|straight|small|modest|large|big|quick|rapid|consecutive|successive|insurance))*"
        r" ?(?:‹f\d+›|(?:cuts?|hikes?|increases?|reductions?|moves?|times|rises"
        r"|rate cuts)\b)"
        r"(?![- ](?:cycles?|campaigns?|episodes?|phases?)\b)|^ ?times\b"
    )
)


# "After three hikes", "following the last five increases": events, and no count of moves.
AS_EVENTS = re.compile(
    r"\bafter $|\b(?:after|following|during|in|over|across|through|throughout|of|since) "
    r"(?:(?:each|all|every one) of )?(?:the |its |those )?(?:(?:last|past|previous|prior"
    r"|latest|most recent|preceding) )+$"
)
AS_AN_EVENT = re.compile(r"\b(?:after|following|since|before|until) (?:an?|the|its|every|each) $")
# "Raised its rate and pencilled in six more": further moves of the same sort.
ONE_MORE = re.compile(r"^ more\b(?! (?:than|basis|percent|points))")


MOST_MOVES = 12


def is_counted(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a number counts cuts or hikes."""
    amount = place.mention
    return (
        amount.measure == "bare"
        and not _is_abroad(scene, place)
        and not AS_EVENTS.search(scene.text, 0, place.start)
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


def _is_abroad(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether the moves counted are those of a central bank abroad, and the Fed is not named."""
    start, end = scene.clause(place.start)
    here = [n.mention for n in scene.names if start <= n.start < end]
    return any(is_foreign_bank(n) for n in here) and all(n.group != "fed" for n in here)


MOVES_OF = re.compile(r"[^,;‹]* of (?:an? )?‹[bi]\d+›")


# What was expected before, after a count of moves: "two cuts, down from four a month ago".
NO_LONGER = re.compile(
    r",? ?(?:(?:and|but) )?(?:(?:down|up|and not|not|instead|rather) )?(?:from|of|than|not"
    r"|against|versus|compared with) (?:the )?(?:about )?$"
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


TOTAL_OF = re.compile(r"\ba total of (?:about )?$")


# A number of moves that leaves out what it counts: "traders price in just two for next year".
ONLY_A_NUMBER = re.compile(
    r"\b(?:pric(?:e|es|ed|ing) in|pencil(?:s|led|ling)? in|sees?|expects?|foresees?|forecasts?"
    r"|looks? for|envisages?|projects?|impl(?:y|ies|ied)|points? to|signals?)"
    r" (?:(?:just|only|no more than|at most|about|but|perhaps|at least) )?$"
)
NO_NOUN = re.compile(r" ?(?:(?:more )?moves?\b|‹w|[.;,]|$|and\b|but\b)")


def _last_count(scene: Scene) -> Draft | None:
    """Return the count of Fed moves that the sentence, or the one before it, has just given."""
    drafts = [d for d in scene.drafts if d.subject == ("FFT",) and d.unit == "count"]
    last = scene.memory.last
    same = scene.same_paragraph
    if not drafts and last and same and last.subject == ("FFT",) and last.unit == "count":
        return last
    return drafts[-1] if drafts else None


def _names_moves(scene: Scene) -> bool:
    """Whether the sentence itself speaks of cuts or hikes of the Fed."""
    fed = any(n.mention.group == "fed" for n in scene.names)
    return fed and fed_direction(scene, scene.text) != ""


def _is_elliptic_count(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a number alone counts moves of the sort just counted."""
    return (
        ONLY_A_NUMBER.search(scene.text[: place.start]) is not None
        and NO_NOUN.match(scene.text, place.end) is not None
        and (_last_count(scene) is not None or _names_moves(scene))
    )


def is_total(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a small number is that of all moves of the Fed: "a total of five by May"."""
    spoken = any(d.subject == ("FFT",) for d in scene.drafts)
    small = place.mention.whole and place.mention.values[0] <= MOST_MOVES
    bare = place.mention.measure == "bare" and not place.mention.noun
    total = spoken and TOTAL_OF.search(scene.text[: place.start]) is not None
    return small and bare and (total or _is_elliptic_count(scene, place))


# ", another in December": one more of what was counted.
ANOTHER = re.compile(
    r"(?:,| and)(?: then)?(?: to)? (?:another|one(?: more)?|a (?:second|third|fourth)"
    r"|(?:just |only )?(?P<count>‹#\d+›)(?: more)?) (?P<time>‹w\d+›)(?!\w)"
)


# "One more cut this year" is one of what is left of it.
STILL_TO_COME = re.compile(r" (?:more|further|additional)\b")
# What is announced is to come, though the verb is past: "signaled one more cut this year".
SIGNALS = re.compile(
    r"\b(?:signal|pencil|project|flag|forecast|foresaw|foresee|indicat|hint|price|plan|pledg"
    r"|discount|imply|impli|promis|expect|predict)\w*(?: (?:in|at|that|just|only|for))* (?:\w+ )?$"
)


# "One more increase this year and two cuts in the next": what the first figure counts.
OWN_NOUN = re.compile(
    r"[^.,;:]{0,30}?(?:‹f\d+›|\b[a-z]+)(?= (?:and|but|by|before|in|this|next)\b| ‹w|[.,;:])"
)


def counted_moves(scene: Scene, place: Placed[Amount], before: Before) -> Before:
    """Add a count of Fed moves."""
    start, end = scene.clause(place.start)
    time = scene.time(place.start, place.end)
    ahead = scene.ahead(place.start, time)
    stretch = scene.text[start:end]
    if time and time.role == "in" and not time.named and time.next_last > scene.on:
        ahead = ahead or not (PAST.search(scene.text) or PRESENT.search(scene.text))
    ahead = ahead or bool(SIGNALS.search(scene.text, start, place.start))
    own = OWN_NOUN.match(scene.text, place.end)
    direction = (
        (fed_direction(scene, own[0]) if own else "")
        or fed_direction(scene, stretch)
        or fed_direction(scene, scene.text)
    )
    from_, to = scene.dates(time, "move", ahead=ahead)
    if _is_elliptic_count(scene, place) and (stated := _last_count(scene)):
        direction = direction or stated.direction
        from_, to = (from_, to) if to else (stated.from_, stated.to)
    if ahead and STILL_TO_COME.match(scene.text, place.end):
        from_, to = still_to_come(scene, (from_, to))
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
        month = scene.time_at(m.start("time"))
        first, last = scene.dates(month, "move", ahead=ahead)
        counts = [p for p in scene.amounts if p.start == m.start("count")]
        if counts and (counts[0].mention.measure != "bare" or counts[0] not in scene.free()):
            continue
        scene.use(*counts)
        value = counts[0].mention.values if counts else (1.0,)
        scene.add(replace(scene.drafts[-1], value=value, from_=first, to=last, end=m.end()))
    none_then(scene, place.end, ahead=ahead, counted=direction)
    return Before(ahead, direction, ("FFT",), "rate")


# What the size of one move of the Fed is said of, before a further one.
OF_MOVES = re.compile(
    r"^[ -](?:worth )?(?:of )?(?:[a-z-]+ ){0,2}(?:cuts?|hikes?|easing|tightening|reductions?"
    r"|increases?|rises?)\b"
)


BIG_STEP = 300  # basis points; a larger figure is no size of policy moves


def of_moves_before(scene: Scene, place: Placed[Amount], before: Before) -> Subject:
    """Return the Fed for a size beside that of its moves: "half a point of cuts, one in May"."""
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


RANKED = re.compile(
    rf"\b(?:hike|increase|cut|reduction|move) (?:was|is|marks|marked|makes|made) (?:already )?"
    rf"(?:the |its )(?P<after>{numerals.ORDINAL})(?: [a-z-]+){{0,2}}?(?= (?:since|of|this|in|‹w))"
    rf"|(?:'s|‹f\d+›) (?P<own>{numerals.ORDINAL})(?= (?:since|of|this|in|‹w))"
    rf"|\b(?P<rank>{numerals.ORDINAL})(?: (?:quarter-point|half-point|straight|consecutive|such"
    rf"|‹i\d+›))? (?:(?P<name>‹f\d+›)|(?P<up>hike|increase|rise)|(?P<down>cut|reduction)"
    rf"|time)(?= (?:of|this|in|since|so far|for|‹w))"
)


# A further rank of the same move: "and the third of the year".
FURTHER_RANK = re.compile(rf"\b(?:and|but) (?:also )?(?:the )?(?P<rank>{numerals.ORDINAL}) (?=‹w)")
# What goes on with the move of the sentence before.
THIS_MOVE = re.compile(r"\W*(?:‹r\d+›|it|that|this|the move) (?:was|is|marked|marks|made)\b")


# "For the second time this year sent stocks lower": what the move led to is read on its own.
LED_TO_A_MOVE = re.compile(
    r"\b(?:caus|sen[dt]|push|drag|driv|drove|lift|help|prompt|led\b)[a-z]* (?:the )?‹[nm]\d+›"
)
FEWEST = 2  # the first of its kind is a record and no count


TIMES = re.compile(
    r"\b(?P<times>once(?= (?:more|again|this|in|by|a|per|before|since|‹w)|[.,;)]|$)|twice|thrice)\b"
)


# "Once more, in June": the time of that move alone.
MORE_THEN = re.compile(r"(?: more| again)?,? (?=‹w)")
IN_A_ROW = re.compile(r",? (?:in a row|running|on the trot|in succession)\b")
ONCE = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def ranked_move(scene: Scene, start: int, end: int) -> bool:
    """Add a number of Fed moves that a rank states ("the fourth hike of the year"), or "twice"."""
    stretch = scene.text[start:end]
    m, times = RANKED.search(stretch), TIMES.search(stretch)
    stated = _move_before(scene) if m and THIS_MOVE.match(stretch) else None
    of_fed = scene.memory.subject == ("FFT",) or scene.memory.by_group.get("fed")
    hike = m and m["after"] and (of_fed or m[0].startswith("hike"))
    fed = stated or hike or any(n.mention.group == "fed" for n in scene.names)
    if (
        not fed
        or not (m or times)
        or (m and numerals.ordinal(m["rank"] or m["own"] or m["after"]) < FEWEST)
        or (m and AS_AN_EVENT.search(stretch, 0, m.start()))
    ):
        return False
    direction = fed_direction(scene, stretch)
    if not direction and m and m.start() <= len(", for the "):
        # ", for the third time this year" goes on with the move stated before it.
        direction = fed_direction(scene, scene.text[:start])
    if not direction:
        return False
    if m is None:
        at = start + times.start()  # type: ignore[union-attr]
        end_ = start + times.end()  # type: ignore[union-attr]
        beside = MORE_THEN.match(scene.text, end_)
        own = [t.mention for t in scene.times if beside and t.start == beside.end()]
        time = own[0] if own else scene.time(at, at + 1)
        dates = scene.dates(time, "move", ahead=scene.ahead(at, time))
        value = ONCE[times["times"]]  # type: ignore[index]
        scene.state(
            "rate", (start, end), ("FFT",), (value,), "count", direction=direction, dates=dates
        )
        scene.close(start, end)
        return True
    for rank in [m, *FURTHER_RANK.finditer(scene.text[start:], m.end())]:
        at, ordinal = start + rank.start(), rank["rank"] or m["own"] or m["after"]
        if numerals.ordinal(ordinal) < FEWEST:
            continue
        from_, to = _days_of_rank(scene, at, stretch)
        if IN_A_ROW.match(scene.text, start + rank.end()):
            from_ = None  # counted from the last other move, and not from the day beside it
        scene.state(
            "rate",
            (start, end),
            ("FFT",),
            (float(numerals.ordinal(ordinal)),),
            "count",
            direction=direction,
            dates=(from_, stated.to if stated and stated.to and stated.to <= scene.on else to),
        )
    led = LED_TO_A_MOVE.search(scene.text, start + m.end(), end)
    scene.close(start, led.start() if led else end)
    return True


def _move_before(scene: Scene) -> Draft | None:
    """Return the move of the Fed that the sentence before in the paragraph spoke of."""
    last, same = scene.memory.last, scene.same_paragraph
    return last if last and same and last.subject == ("FFT",) and last.kind == "rate" else None


def _days_of_rank(scene: Scene, at: int, stretch: str) -> tuple[date | None, date | None]:
    """Return the period whose moves are counted, up to the day of the last one."""
    time = scene.time(at, at + 1)
    years = [
        t
        for t in scene.times
        if (t.mention.grain in {"year", "decade", "quarter"} or t.mention.role == "since")
        and t.start > at
    ]
    days_ = [t for t in scene.times if t.mention.role == "in" and t.mention.grain == "day"]
    from_, to = scene.dates(years[0].mention if years else time, "move", ahead=False)
    later = [t.mention.next_last for t in scene.times if t.mention.next_last > scene.on]
    if later and scene.ahead(at, None):
        to = later[-1]
    elif days_:
        to = days_[0].mention.last
    elif scene.memory.time and not PAST_DAY.search(stretch):
        to = to or scene.on
    return from_, to


PAST_DAY = re.compile(r"\byesterday|today\b")


def straight_moves(scene: Scene, start: int, place: Placed[Streak], direction: Direction) -> None:
    """Add the moves of the Fed that followed each other: "its third cut in a row"."""
    length = float(place.mention.length)
    scene.state("rate", (start, place.end), ("FFT",), (length,), "count", direction=direction)
