"""Figures of advice that are sizes and weights, and the two sides of a trade."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.advice import AMOUNT_MORE, RESIZES, SIZES
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene

# How much more is moved: "an extra 4% of your bonds".
EXTRA = re.compile(r"\b(?:another|an extra|an additional|a further) $")
# The new weight of what is held.
RESIZED = re.compile(rf"{RESIZES} (?=‹[%h]\d+›)")
# The market whose price is the trigger: "after a weekly close of the index above".
OF_TRIGGER = re.compile(r"\b(?:close|break|move|rise|fall|drop|breakout)s? (?:of|by|in) (?:the )?$")


def held(scene: Scene) -> Subject:
    """Return the market of a position whose weight would change on the price of another one."""
    resized = RESIZED.search(scene.text)
    named = [n for n in scene.names if n.mention.group != "reference"]
    if not resized or not all(OF_TRIGGER.search(scene.text[: n.start]) for n in named):
        return ()
    return scene.memory.price


def is_size(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a percentage says how much is traded, and not when."""
    after, before = scene.text[place.end :], scene.text[: place.start]
    return bool(
        SIZES.match(after)
        or AMOUNT_MORE.match(after)
        or EXTRA.search(before)
        or _is_new_weight(scene, place)
    )


def _is_new_weight(scene: Scene, place: Placed[Amount]) -> bool:
    return any(m.end() == place.start for m in RESIZED.finditer(scene.text))


def beside_thresholds(
    scene: Scene, figures: list[Placed[Amount]], *, levels: bool
) -> list[Placed[Amount]]:
    """Return the percentages that are thresholds, without the sizes beside a threshold.

    A threshold is a price, an average, or a percentage of the condition.
    """
    conditional = [
        p for p in figures if p.mention.measure == "percent" and scene.condition_at(p.start)
    ]
    others = levels or bool(scene.averages)
    return [
        p
        for p in figures
        if p.mention.measure != "percent"
        or not (others or (conditional and p not in conditional))
        or not is_size(scene, p)
    ]


# "Sell half of your gold": all that the advice says.
PART_SOLD = re.compile(r"\b(?:sell|trim|cut|buy|unload|dump) (?:about |at least )?$")


def part_sold(scene: Scene, shares: list[Placed[Amount]]) -> list[Placed[Amount]]:
    """Return the part that is to be sold or bought where no price or day says when."""
    if scene.times or scene.averages or scene.conditions or len(scene.amounts) != 1:
        return []
    return [p for p in shares if PART_SOLD.search(scene.text[: p.start])]


# The market of a weight: "60% of your equities in SPY, 25% in IWM".
IN_MARKET = re.compile(
    r"(?: of (?:your|the|our|my|its|a) (?:[a-z]+|‹m\d+›))? (?:in|into) (?:the )?(?=‹[nr])"
)


def weighted(scene: Scene) -> Subject:
    """Return the markets of several weights, each named after its own."""
    shares = [p for p in scene.amounts if p.mention.measure in {"percent", "share"}]
    found = [IN_MARKET.match(scene.text, p.end) for p in shares]
    named = [scene.name_at(m.end()) for m in found if m]
    subjects = [scene.resolved(n.mention) for n in named if n]
    complete = len(subjects) == len(scene.amounts) > 1
    return tuple(s for one in subjects for s in one) if complete else ()


# "60% in stocks and 40% in bonds": weights of what has no symbol.
IN_STOCKS = re.compile(
    r"‹%\d+› (?:in|of) (?:stocks|shares|equities|bonds|cash|‹m\d+›)[^;.]*"
    r"‹%\d+› (?:in|of) (?:stocks|shares|equities|bonds|cash|bills|‹m\d+›)"
)


def in_no_market(scene: Scene) -> bool:
    """Whether weights are those of stocks and bonds at large."""
    return IN_STOCKS.search(scene.text) is not None


# "If the yield, at 4.2%, falls below 4%": the first is where it stands.
STANDS_AT = re.compile(
    r"‹[nvys]\d+›(?: yield)?, (?:(?:‹w\d+› |currently )?at|‹w\d+›|currently) (?:about )?$"
)


def is_of_today(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure beside the name of a gauge is where that stands, and no threshold."""
    if re.match(r" (?:as (?:i|we) write|at the time of writing),", scene.text[place.end :]):
        return True
    beside = STANDS_AT.search(scene.text[: place.start])
    return beside is not None and scene.text[place.end : place.end + 1] == ","


# "Those who own gold, up 30% this year, should": a move that is stated beside the market.
MOVED = re.compile(r"‹n\d+›, (?:which is |still )?(?:up|down|off) (?:by |about |nearly |some )?$")
ITS_TIME = re.compile(r" ‹w\d+›,")


def is_stated(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a percentage states how a market has moved, and not when to trade."""
    percent = place.mention.measure == "percent" and MOVED.search(scene.text[: place.start])
    return bool(percent) and ITS_TIME.match(scene.text, place.end) is not None


def state_today(scene: Scene) -> None:
    """Add where a gauge stands that the condition of a rule states beside its threshold."""
    for place in [p for p in scene.free() if is_stated(scene, p)]:
        named = [n for n in scene.names if n.end <= place.start]
        subject = scene.resolved(named[-1].mention)
        time = scene.time(place.start, place.end)
        scene.use(place)
        scene.state(
            "return",
            (place.start, place.end),
            subject,
            place.mention.values,
            "fraction",
            direction=scene.direction(place, place.mention),
            dates=scene.dates(time, "move", ahead=False),
        )
    for place in [p for p in scene.free() if is_of_today(scene, p)]:
        named = [n for n in scene.names if n.end <= place.start]
        subject = scene.resolved(named[-1].mention)
        group = scene.group_of(subject)
        if group not in {"yield", "spread", "volatility"}:
            continue
        value, unit = in_units(place.mention, group)
        day = (scene.on, scene.on)
        gauge = group == "volatility"
        scene.use(place)
        scene.state(
            "volatility" if gauge else "rate",
            (place.start, place.end),
            subject,
            place.mention.values if gauge else value,
            "points" if gauge else unit,
            dates=day,
        )


# "Long XLK, short XLF": one trade on the difference of two markets.
BOTH_SIDES = re.compile(
    words.marks(
        r"\blong (?:positions? in )?(?:the )?(?P<long><N>)(?:,| and|,? plus|/|,? against)? "
        r"(?:go |going |be |a )?short (?:positions? in )?(?:the )?(?P<short><N>)"
    )
)


def both_sides(scene: Scene) -> Subject:
    """Return the two markets of a trade that buys one and sells the other."""
    m = BOTH_SIDES.search(scene.text)
    named = [scene.name_at(m.start(side)) for side in ("long", "short")] if m else []
    found = tuple(s for n in named if n for s in scene.resolved(n.mention))
    return found if len(found) == len({*found}) > 1 else ()
