"""The trigger of a piece of advice in short words: "close above 2600", "VIX above 40"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.advice import sizes
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

SIDES = {
    "under": "below",
    "beneath": "below",
    "over": "above",
    "top": "above",
    "tops": "above",
    "exceed": "above",
    "exceeds": "above",
    "through": "above",
    "to": "at",
    **dict.fromkeys(("lose", "loses", "losing", "violates", "gives up"), "below"),
    **dict.fromkeys(("clears", "clearing", "reclaims", "regains", "takes out"), "above"),
}


def _gauge(scene: Scene, place: Placed[Amount]) -> str:
    """Return the symbol of the rate or of the VIX that a threshold is one of."""
    named = [n for n in scene.names if n.end <= place.start][-1:]
    group = scene.group_of(named[0].mention.symbols) if named else None
    return f"{named[0].mention.symbols[0]} " if group in {*RATES, "volatility"} else ""


def condition_of(scene: Scene, group: list[Placed[Amount]], stop: bool) -> str:
    """Return the trigger in short words."""
    if stop and len(group) == 1:
        return "stop-loss"
    text = scene.text
    first, last = (group[0].start, group[-1].end) if group else (0, len(text))
    part = text[text.rfind(";", 0, first) + 1 : last] + text[last:].partition(";")[0]
    if re.search(r"take profits?", part):
        return "profit target"
    if group and all(p.mention.measure == "percent" for p in group) and "rebalanc" in text:
        every = re.search(r"\b(?:month|quarter|year|january|annual)", text)
        unit = {"month": "monthly", "quarter": "quarterly"}.get(every[0], "yearly") if every else ""
        return f"weights, {unit}" if unit else "weights, rebalance"
    if group and all(p.mention.measure == "percent" and sizes.is_size(scene, p) for p in group):
        return "weight"
    said = []
    for p in group:
        lead = re.search(
            (
                r"(?:(?P<close>(?:weekly |daily |two |three )?clos(?:e|es"
                r"|ed)) )?(?:is )?\b(?P<side>above|below|under|over|at(?! most\b| least\b)|to"
                r"|between|tops?|exceeds?|beneath|through|los(?:es?|ing)|violates|gives up"
                r"|clear(?:s|ing)|reclaims|regains|takes out)\b(?: \w+){0,2} $"
            ),
            text[max(0, p.start - 40) : p.start],
        )
        if lead:
            side = SIDES.get(lead["side"], lead["side"])
            value, unit = in_units(p.mention, rate_of(scene, p))
            said.append(
                f"{_gauge(scene, p)}{'close ' if lead['close'] else ''}{side} {value[0]:g}"
                f"{' bp' if unit == 'bp' else ''}"
            )
    if said:
        return "; ".join(said)
    if scene.averages:
        m = re.search(words.marks(r"\b(above|below|under|over)\b(?: \w+){0,2} (?:<N> )?<M>"), text)
        number = scene.averages[0].mention.words.split()[0]
        return f"close {m[1] if m else 'at'} {number} average"
    times = [t.mention.words for t in scene.times]
    return times[0].removeprefix("from ").removeprefix("the ") if times else ""


def _over_an_aside(scene: Scene, place: Placed[Amount]) -> tuple[int, int] | None:
    """Return the condition that an aside parts from its threshold: "if A, now 3%, rises to 4%"."""
    apart = [
        c
        for c in scene.conditions
        for p in scene.amounts
        if sizes.is_of_today(scene, p)
        and c[1] <= p.start < place.start
        and not scene.names_between(c[1], place.start)
    ]
    return apart[-1] if apart else None


def rate_of(scene: Scene, place: Placed[Amount]) -> Group | None:
    """Return the group of the yield or spread that a threshold is one of."""
    if place.mention.measure == "bp":
        return "yield"
    condition = scene.condition_at(place.start) or _over_an_aside(scene, place)
    named = [n for n in scene.names if condition and condition[0] <= n.start < place.start]
    if named and named[-1].mention.group == "reference":
        # "Spreads are at 280; we would sell small caps if they rose": what is watched, not traded.
        named = [
            n for n in scene.names if n.mention.group in RATES and n.end < named[-1].start
        ] or named
    group = scene.group_of(scene.resolved(named[-1].mention)) if named else None
    return group if group in RATES else None
