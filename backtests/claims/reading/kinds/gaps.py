"""Differences between two markets: gaps of returns, one more volatile than another."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.figure import Before, Figure
from backtests.claims.reading.kinds.pairs import (
    BETTER,
    BY,
    WITH_RESPECT_TO,
    WORSE,
    at_the_close,
    compared,
    over_brackets,
    pair_in,
    times_as_much,
)
from backtests.claims.reading.kinds.patterns.gaps import (
    AND_ANOTHER,
    AND_ITS,
    AS_EXPECTED,
    AS_MUCH_AS,
    END,
    GAP,
    GAP_BETWEEN,
    GAP_OF,
    GAP_OF_TWO,
    LEADS,
    MORE_THAN,
    MORE_VOLATILE,
    OTHER_OF_TWO,
    RELATIVE_TO,
    RETURN_OF,
    THAT_OF,
    THIS_GAP,
    VOLATILE,
)
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.marks.numerals import Measure
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction, Kind
from backtests.claims.reading.tenses import is_apposed
from backtests.claims.reading.vocabulary.comparisons import OTHER_SIZE

BEHIND = re.compile(r"^,? ?(?:less|smaller|worse|behind|lower|slower|weaker|short|shy|adrift)")


def measured_against(figure: Figure) -> Subject:
    """Return what a gap is measured against: the market after "than", "ahead of", "behind"."""
    m = WITH_RESPECT_TO.match(figure.right)
    named = figure.scene.name_at(figure.place.end + m.start("name")) if m else None
    if named and figure.scene.resolved(named.mention) != figure.subject:
        return figure.scene.resolved(named.mention)
    m = MORE_THAN.match(figure.right)
    if m and GAP.match(figure.right):
        named = figure.scene.name_at(figure.place.end + m.start("name"))
        if named and figure.scene.resolved(named.mention) != figure.subject:
            return figure.scene.resolved(named.mention)
    return ()


def _spoken_of(figure: Figure) -> tuple[Subject, Direction] | None:
    """Return the market with the one it was compared to before: "it leads by 5 points"."""
    scene, pair = figure.scene, figure.scene.memory.pair
    m = LEADS.search(figure.lead)
    same = scene.same_paragraph
    compared_here = [d.subject for d in scene.drafts if d.kind == "comparison"]
    pair, same = (compared_here[-1], True) if compared_here else (pair, same)
    if not m or not pair or not same or len(figure.subject) != 1:
        return None
    other = [s for s in pair if s != figure.subject[0]]
    if len(other) != 1:
        return None
    return (*figure.subject, *other), "up" if m["up"] else "down"


# "3% behind the Dow and 9% behind the Nasdaq 100": the same market against the next.
RIVAL = re.compile(
    words.marks(
        r"^ (?:(?P<down>behind|short of)|ahead of|in front of) (?:the |that of the )?(?P<name><N>)"
    )
)
AND_BY = re.compile(r"(?:, |\band |; )(?:and |but |about |nearly |only )*$")


def _next_rival(figure: Figure) -> tuple[Subject, Direction] | None:
    """Return the market compared before with the one just behind a figure that goes on."""
    scene = figure.scene
    before = [d for d in scene.drafts if d.kind == "comparison" and len(d.subject) == 2]
    m = RIVAL.match(figure.right)
    named = scene.name_at(figure.place.end + m.start("name")) if m else None
    if not before or m is None or named is None or not AND_BY.search(figure.lead):
        return None
    other = scene.resolved(named.mention)
    if len(other) != 1 or other[0] in before[-1].subject:
        return None
    return (before[-1].subject[0], *other), "down" if m["down"] else "up"


def gap(figure: Figure, other: Subject) -> Before:
    """Add a difference between two returns."""
    scene, place = figure.scene, figure.place
    again = _next_rival(figure)
    if again is None and any(d.kind == "comparison" for d in scene.drafts):
        again = _spoken_of(figure)
    found = again or compared(scene, place.start) or between_two(scene, place)
    if found:
        pair, direction = found
    elif other:
        pair = (*figure.subject, *other)
        stated = WITH_RESPECT_TO.match(figure.right) and scene.direction(place, place.mention)
        direction = stated or ("down" if BEHIND.match(figure.tail) else "up")
    elif known := _spoken_of(figure) or _only_gap(scene, place) or _other_size(scene, place):
        pair, direction = known
    else:
        return figure.before
    value, unit = in_units(place.mention, None)
    if place.mention.measure == "point":
        value, unit = tuple(v / 100 for v in value), "fraction"
    figure.state("comparison", (value, unit), direction, figure.dates("move"), subjects=(pair,))
    return Before(figure.ahead, direction, figure.subject, "comparison")


def _only_gap(scene: Scene, place: Placed[Amount]) -> tuple[Subject, Direction] | None:
    """Return the markets of the only margin of a sentence: "four points is how far A beat B"."""
    margins = [p for p in scene.amounts if p.mention.measure == "pp"]
    two = [m[0] for m in scene.memory.markets[:2] if len(m) == 1]
    same = scene.same_paragraph
    if (
        THIS_GAP.search(scene.text[: place.start])
        and same
        and len(two) == 2 == len(scene.memory.markets)
    ):
        return tuple(two), "up"
    return pair_in(scene, 0, len(scene.text)) if margins == [place] else None


def _other_size(scene: Scene, place: Placed[Amount]) -> tuple[Subject, Direction] | None:
    """Return small and large companies for "small caps will outperform by three points"."""
    m, pair = LEADS.search(scene.before(place)), OTHER_SIZE.get(scene.subject(place))
    return (pair, "up" if m["up"] else "down") if m and pair else None


TO_LEVEL = re.compile(r"\bto (?:only |just |about |around )?$")


def volatility(figure: Figure) -> Before:
    """Add a realised volatility, or one market more volatile than another."""
    scene, place, before = figure.scene, figure.place, figure.before
    amount, after = figure.amount, figure.right
    m = OTHER_OF_TWO.match(after)
    pair, condition = figure.subject, ""
    direction: Direction = ""
    if m:
        named = scene.name_at(place.end + m.start("name"))
        first = before.subject if before.kind == "volatility" else figure.subject
        own = amount.measure == "percent" and not MORE_VOLATILE.search(figure.lead + figure.tail)
        if named and not own:
            second = scene.resolved(named.mention)
            pair = (*(scene.subject_before(place.start) if first == second else first), *second)
            direction = (
                "down" if re.match(r"^ ?(?:less|smaller|lower|calmer|narrower)", after) else "up"
            )
            condition = "ratio" if amount.measure == "ratio" else ""
    if amount.change and pair == figure.subject:
        direction = scene.direction(place, amount)
    if not direction and pair == figure.subject and TO_LEVEL.search(figure.lead):
        direction = scene.said(figure.lead)
    value, unit = in_units(amount, None)
    if amount.measure == "point":
        value, unit = tuple(v / 100 for v in value), "fraction"
    dates = figure.dates("move")
    if figure.time is None and is_apposed(scene.text, place.start):
        dates = scene.on, scene.on
    figure.state(
        "volatility",
        (value, unit),
        direction,
        dates,
        condition=condition,
        subjects=(pair,),
    )
    return Before(figure.ahead, "", figure.subject, "volatility")


SMALL_GAP = 100.0


def between_two(scene: Scene, place: Placed[Amount]) -> tuple[Subject, Direction] | None:
    """Return the two markets of a gap: "the gap between A and B", "relative to B, A"."""
    m = GAP_BETWEEN.search(scene.text, 0, place.start) or next(
        (x for x in GAP_BETWEEN.finditer(scene.text) if x.start() < place.start < x.end()), None
    )
    after = GAP_OF_TWO.match(scene.text, place.end)
    m = GAP_BETWEEN.match(scene.text, after.end(1)) if after else m
    if m and (m["one"] or m["one_"]):
        which = "" if m["one"] else "_"
        one, two = scene.name_at(m.start(f"one{which}")), scene.name_at(m.start(f"two{which}"))
        if one and two:
            return (*one.mention.symbols, *two.mention.symbols), ""
    if m and m["behind"]:
        ahead, behind = scene.subject_before(m.start()), scene.name_at(m.start("behind"))
        if behind and ahead == behind.mention.symbols:
            ahead = next((m for m in scene.memory.markets if m != ahead), ())
        if len(ahead) == 1 and behind:
            down = m["lead"] in {"shortfall", "deficit", "underperformance"}
            return (*ahead, *behind.mention.symbols), "down" if down else "up"
    m = RELATIVE_TO.match(scene.text, 0, place.start)
    if m:
        one, two = scene.name_at(m.start("one")), scene.name_at(m.start("other"))
        direction = scene.direction(place, place.mention)
        if one and two and direction:
            return (*one.mention.symbols, *two.mention.symbols), direction
    return None


LEFT_BEHIND = re.compile(r"^ (?:behind|adrift|in (?:its|their) wake)\b")


def _is_margin(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a percentage is by how much one market beat another."""
    lead = scene.text[over_brackets(scene, place.start) : place.start]
    cues = [*BETTER.finditer(lead), *WORSE.finditer(lead)]
    by = any(BY.fullmatch(lead, m.end()) for m in cues)
    return by and compared(scene, place.start) is not None


def is_gap(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure in points or percent is the margin of one market over another."""
    amount = place.mention
    if amount.measure not in {"point", "percent"} or amount.form == "to":
        return False
    if between_two(scene, place) or _is_margin(scene, place) or _other_size(scene, place):
        return True
    if amount.measure == "percent" or max(amount.values) > SMALL_GAP:
        return False
    same = scene.same_paragraph
    if LEADS.search(scene.before(place)) and same and scene.memory.pair:
        return True
    if LEFT_BEHIND.match(scene.text[place.end :]) and compared(scene, place.start):
        return True
    return bool(
        re.search(r"\b(?:by|to|at|of|is|was)(?: \w+){0,2} $", scene.before(place))
    ) and bool(compared(scene, place.start))


def is_gap_of_two(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure without a market of its own is a gap: ", a gap of 12 points"."""
    return place.mention.measure in {"pp", "point"} and bool(GAP_OF.search(scene.before(place)))


def gap_between(figure: Figure) -> Before:
    """Add the gap between the two markets whose returns stand before it."""
    moves = [
        d for d in figure.scene.drafts if d.kind in {"return", "forecast"} and len(d.subject) == 1
    ]
    if len(moves) < 2 or moves[-2].subject == moves[-1].subject:
        return figure.before
    first, second = moves[-2], moves[-1]
    values = figure.amount.values
    if figure.amount.measure not in {"percent", "pp"}:
        values = tuple(v / 100 for v in values)
    figure.state(
        "comparison",
        (values, "fraction"),
        "up" if _signed(first) > _signed(second) else "down",
        (first.from_, first.to),
        subjects=((*first.subject, *second.subject),),
    )
    return figure.before


def _signed(draft: Draft) -> float:
    return (draft.value[0] if draft.value else 0.0) * (-1 if draft.direction == "down" else 1)


def ratio_of_returns(figure: Figure) -> Before | None:
    """Add one return as a multiple of another: "its gain was double that of the Dow"."""
    scene, place = figure.scene, figure.place
    beside = THE_FIGURE_OF.match(figure.right)
    m = beside or THAT_OF.match(figure.right)
    named = scene.name_at(place.end + m.start("name")) if m else None
    said = beside or RETURN_OF.search(figure.clause)
    if named is None or not said or VOLATILE.search(figure.clause):
        return None
    pair = (*scene.subject_before(place.start), *scene.resolved(named.mention))
    if len(pair) != 2 or pair[0] == pair[1] or figure.amount.measure != "ratio":
        return None
    fell = re.search(r"\b(?:loss|losses|fall|decline)\b", figure.clause)
    direction: Direction = "down" if fell else "up"
    return figure.state(
        "comparison",
        (figure.amount.values, "fraction"),
        direction,
        figure.dates("move"),
        subjects=(pair,),
    )


# "Gained 9%, twice the 4.5% of the Dow".
THE_FIGURE_OF = re.compile(
    r"^ the ‹%\d+› (?:gain |rise |return |loss |fall |advance |decline )?(?:of|for|in|by) (?:the )?"
    r"(?P<name>‹n\d+›)"
)
SIZED = {"percent", "pp", "bp", "point"}
EQUALS = re.compile(r"\b(?:is|was|were|are|been|be|came to|equals?) (?:\w+ ){0,2}$")
OF_ANOTHER = re.compile(r"^ (?:as (?:much|many|far)|(?:of )?(?:that|what|those))\b")
NORM = re.compile(
    r"^ the (?:norm|size|amount|level|usual|average|mean|normal|typical|long-run|long-term)\b"
)
OF_WHICH = re.compile(
    words.marks(r"^ as (?:much|many|far) (?:from|for|off|on|in|to|of) (?:the )?(?P<name><N>)")
)
APPOSED_MULTIPLE = re.compile(
    r"(?: ‹w\d+›)?(?: alone)?,? (?:or )?(?:about |roughly |more than |nearly |almost )?"
)
# "Lost 4%, twice the drop in the wider group": of a market without a symbol.
OF_NO_MARKET = re.compile(
    rf"^ the (?:{words.NOUNS_OF_MOVE}|gains|return|increase|drop)s? (?:of|in)\b"
)
# The other figure is printed too: "twice as much as the S&P 500 with 4%".
AS_THE_OTHER = re.compile(words.marks(r" as (?:much|far|many) as (?:the )?<N> (?:with|at|on|,) "))


def multiple(figure: Figure) -> Before | None:
    """Add a move given as a multiple of the one before: "twice as much", "half of what B lost".

    "A lost 2%, B twice as much" is 4% of B; "A's 2% was half of what B lost" is 4% of B too.
    """
    scene, place = figure.scene, figure.place
    bases = [p for p in scene.amounts if p.end <= place.start and p.mention.measure in SIZED]
    if AS_THE_OTHER.match(figure.right) or AS_EXPECTED.match(figure.right):
        scene.use(place)
        return figure.before
    if (
        not bases
        or len(bases[-1].mention.values) != 1
        or VOLATILE.search(figure.clause)
        or not (figure.amount.measure == "ratio" or OF_ANOTHER.match(figure.right))
    ):
        return None
    if THE_FIGURE_OF.match(figure.right):
        return None
    if NORM.match(figure.right):
        scene.use(place)
        return figure.before
    base, ratio, subject = bases[-1].mention, figure.amount.values[0], figure.subject
    if EQUALS.search(figure.lead) and OF_ANOTHER.match(figure.right):
        later = [n for n in scene.names if n.start >= place.end]
        subject = scene.resolved(later[0].mention) if later else ()
        ratio = 1 / ratio
    if (m := AS_MUCH_AS.match(figure.right)) and APPOSED_MULTIPLE.fullmatch(figure.lead):
        named = scene.name_at(place.end + m.start("name" if m["name"] else "own"))
        other = scene.resolved(named.mention) if named else ()
        return times_as_much(figure, ratio, other) or figure.before
    if (m := OF_WHICH.match(figure.right)) and (
        named := scene.name_at(place.end + m.start("name"))
    ):
        subject = scene.resolved(named.mention)
    if OF_NO_MARKET.match(figure.right) and APPOSED_MULTIPLE.fullmatch(figure.lead):
        scene.use(place)
        return figure.before
    if not subject:
        return None
    value, unit = in_units(base, scene.group_of(subject))
    values = tuple(round(v * ratio, 10) for v in value)
    model = next((d for d in reversed(scene.drafts) if len(d.value) == 1 and d.unit == unit), None)
    direction = scene.said(figure.lead) or (model.direction if model else "")
    if model is None:
        kind: Kind = "forecast" if figure.ahead else "return"
        return figure.state(kind, (values, unit), direction, figure.dates("move"))
    return figure.state(
        model.kind,
        (values, unit),
        direction,
        (model.from_, model.to),
        condition=model.condition,
        subjects=(subject,),
    )


BY_ANOTHER = re.compile(r"(?:and|or|then) by (?:another |a further |about |just |only )?$")


def in_elided_points(scene: Scene, place: Placed[Amount]) -> Placed[Amount]:
    """Return a bare number that goes on with a gap in points as one: "four points ahead, seven"."""
    earlier = [p.mention.measure for p in scene.amounts if p.end <= place.start]
    fed = {d.subject for d in scene.drafts} == {("FFT",)} and earlier[-1:] == ["point"]
    if fed and place.mention.measure == "share" and AND_ANOTHER.search(scene.before(place)):
        return replace(place, mention=replace(place.mention, measure="point"))
    if (
        place.mention.measure == "bare"
        and [m for m in earlier if m != "bare"][-1:] == ["point"]
        and AND_ITS.search(scene.before(place))
        and END.match(scene.text, place.end)
    ):
        return replace(place, mention=replace(place.mention, measure="point", noun=""))
    goes_on = (BY_ANOTHER.search(scene.before(place)) and compared(scene, 0)) or (
        LEADS.search(scene.before(place)) and any(d.kind == "comparison" for d in scene.drafts)
    )
    if at_the_close(scene, place):
        return replace(place, mention=replace(place.mention, measure="point"))
    if place.mention.measure == "bare" and goes_on and "pp" in earlier:
        values = tuple(v / 100 for v in place.mention.values)
        return replace(place, mention=replace(place.mention, measure="pp", values=values, noun=""))
    gap_follows = MORE_THAN.match(scene.text[place.end :]) and GAP.match(scene.text[place.end :])
    if place.mention.measure != "bare" or not gap_follows or not {"point", "pp"} & {*earlier}:
        return place
    measure: Measure = "pp" if "pp" in earlier else "point"
    value = tuple(v / 100 if measure == "pp" else v for v in place.mention.values)
    return replace(place, mention=replace(place.mention, measure=measure, values=value, noun=""))


WITH_VOLATILITY = re.compile(r"\b(?:with|at) an? (?:\w+ )?(?:volatility|standard deviation) of\b")
