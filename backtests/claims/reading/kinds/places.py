"""Units of a subject: which of the measures of the text become points, fractions, basis points."""

from __future__ import annotations

import re

from backtests.claims.reading.marks.instruments import Group
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction, Unit

BP = 10_000
RATES: tuple[Group, ...] = ("yield", "fed", "spread")
HIGHEST_YIELD = 25


def in_units(amount: Amount, group: Group | None) -> tuple[tuple[float, ...], Unit]:
    """Return values and unit as statements carry them: rates in bp, moves as fractions, else points."""
    values = amount.values
    if amount.measure in {"percent", "pp", "share", "odds", "ratio"}:
        if group in RATES and amount.measure in {"percent", "pp"}:
            return tuple(round(v * BP, 6) for v in values), "bp"
        return values, "fraction"
    if amount.measure == "of":
        return values, "count"
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
        r"\b(?:cuts?|cutting|lower\w*|reduc\w+|eas(?:e|ed|ing)|slash\w*|trim\w*)\b", words_
    ):
        return "down"
    if re.search(r"\b(?:hik\w+|rais\w+|increas\w+|lift\w*|add\w*|tighten\w*|rises?)\b", words_):
        return "up"
    return ""
