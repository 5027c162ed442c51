"""Rates and volatility: moves and levels of yields, spreads, the Fed's rate and the VIX."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.levels import Before, level_direction
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marked import Placed
from backtests.claims.reading.numbers import Amount
from backtests.claims.reading.scene import Draft, Scene, Subject, Use
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.times import Time

COUNTED_MOVES = re.compile(
    words.marks(
        r"^(?: (?:further|more|additional|rate|fed|quarter-point|interest-rate|such|straight))* ?(?:‹f\d+›|cuts?|hikes?|increases?|reductions?|moves?|times|rises|rate cuts)\b|^ ?times\b"
    )
)


def is_counted(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a number counts cuts or hikes."""
    amount = place.mention
    return (
        amount.measure == "bare"
        and amount.whole
        and bool(COUNTED_MOVES.match(scene.text[place.end :]))
    )


def counted_moves(scene: Scene, place: Placed[Amount], before: Before) -> Before:
    """Add a count of Fed moves."""
    start, end = scene.clause(place.start)
    time = scene.time(place.start, place.end)
    ahead = scene.ahead(place.start, time)
    stretch = scene.text[start:end]
    direction = fed_direction(scene, stretch)
    from_, to = scene.dates(time, "move", ahead=ahead)
    scene.use(place)
    scene.add(
        Draft(start, end, "rate", ("FFT",), place.mention.values, "count", direction, from_, to)
    )
    return Before(ahead, direction, ("FFT",), "rate")


def fed_direction(scene: Scene, stretch: str) -> Direction:
    """Return whether a stretch speaks of cuts or of hikes."""
    words_ = stretch
    for n in scene.names:
        if n.mention.group == "fed":
            words_ = words_.replace(scene.text[n.start : n.end], n.mention.word)
    if re.search(
        r"\b(?:cuts?|cutting|lower\w*|reduc\w+|eas(?:e|ed|ing)|slash\w*|trim\w*)\b", words_
    ):
        return "down"
    if re.search(r"\b(?:hik\w+|rais\w+|increas\w+|lift\w*|tighten\w*|rises?)\b", words_):
        return "up"
    return ""


def rate(
    scene: Scene,
    place: Placed[Amount],
    subject: Subject,
    time: Time | None,
    ahead: bool,
    before: Before,
) -> Before:
    """Add a move or level of a yield, a spread or the Fed's rate."""
    amount = place.mention
    value, unit = in_units(amount, scene.group_of(subject))
    lead, start = scene.before(place), scene.clause(place.start)[0]
    level = amount.form == "between" or (
        bool(
            re.search(
                r"\b(?:at|to|of|is|was|above|below|under|over|near|around|reach\w*|hit|hits|past|through|from)(?: \w+){0,2} ?$|[:,›] $",
                lead,
            )
        )
        and not re.search(
            r"\bby(?: \w+){0,3} $|\b(?:cut|hike|increase|reduction|rise|fall) of(?: \w+)? $", lead
        )
    )
    level = level and not re.match(
        r"[- ](?:cut|hike|increase|move|reduction|rise|fall|decline|jump|drop)", scene.after(place)
    )
    if amount.form == "to" and len(value) == 2:
        direction: Direction = "up" if value[1] > value[0] else "down"
        level = False
    elif level and amount.form == "between":
        direction = ""
    elif level:
        direction = level_direction(scene, place)
    else:
        direction = (
            fed_direction(scene, scene.text[start : scene.clause(place.start)[1]])
            if subject == ("FFT",)
            else scene.direction(place, amount)
        )
        direction = direction or scene.direction(place, amount)
    present = level and time is None
    from_, to = scene.dates(time, "state" if level and not ahead else "move", ahead=ahead)
    if present and not ahead:
        from_ = to = scene.on
    if level and ahead and time:
        from_, to = scene.dates(time, "target", ahead=True)
    scene.use(place)
    scene.add(Draft(start, place.end, "rate", subject, value, unit, direction, from_, to))
    return Before(ahead, direction, subject, "rate")


def vix(
    scene: Scene,
    place: Placed[Amount],
    subject: Subject,
    time: Time | None,
    ahead: bool,
    before: Before,
) -> Before:
    """Add a level or a change of the VIX."""
    amount = place.mention
    start, _ = scene.clause(place.start)
    if amount.measure in {"percent", "share", "point", "pp"}:
        use: Use = "move"
        direction = scene.direction(place, amount)
        condition = "change" if amount.measure == "point" else ""
    else:
        use, condition = "state", ""
        direction = level_direction(scene, place)
    if re.search(r"\baverag|\bmean\b|\bmedian\b", scene.before(place) + scene.after(place)):
        use, condition, direction = "move", "average", ""
    value, unit = in_units(amount, "volatility")
    from_, to = scene.dates(time, "target" if ahead else use, ahead=ahead)
    if time is None and use == "state" and not ahead:
        from_ = to = scene.on
    scene.use(place)
    scene.add(
        Draft(start, place.end, "volatility", subject, value, unit, direction, from_, to, condition)
    )
    return Before(ahead, direction, subject, "volatility")
