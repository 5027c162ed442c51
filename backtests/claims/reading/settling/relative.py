"""Moves of a yield or spread by a part of itself: "a drop of another 20%" of 12 points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.reading import tenses
from backtests.claims.reading.statement import Direction, Statement

# A move of so many basis points that is printed in percent is none in points; of so many if the
# yield that it led to stands behind it, "dropped 2.6% to 4.02%".
LEAST_BP, LEAST_TO_A_YIELD = 1000.0, 100.0
_MOVE = (
    r"(?:f[ae]ll|fallen|drop|declin|slid|sank|sink|narrow|tighten|compress|shr[aiu]nk|r[io]se"
    r"|risen|widen|climb|jump|surg|soar|increas|decreas|reduc|los[est]|gain|contract|plung)\w*"
)
_LEAD = (
    rf"\b(?P<move>{_MOVE})(?: (?:of|by|another|a|an|further|some|about|around|up to|as much as"
    r"|at least|more than|over|nearly|almost|roughly|perhaps|maybe))* "
)


def settle(found: Sequence[Statement]) -> list[Statement]:
    """Say of such moves that they are fractions, and not basis points."""
    return [_settled(one) for one in found]


def _settled(one: Statement) -> Statement:
    if one.kind != "rate" or one.unit != "bp" or len(one.value) != 1 or "FFT" in one.subject:
        return one
    (value,) = one.value
    if value < LEAST_TO_A_YIELD:
        return one
    figure = re.escape(f"{value / 100:g}")
    printed = rf"{_LEAD}{figure}(?:\.0+)?(?:%| ?per ?cent\b)(?! ?points?)"
    match = re.search(printed, one.sentence, re.IGNORECASE)
    led = match and re.match(r" to \d", one.sentence[match.end() :])
    if match is None or (value < LEAST_BP and not led):
        return one
    direction = tenses.said(match["move"].lower()) or _of_a_spread(match["move"])
    return replace(one, value=(value / 10_000,), unit="fraction", direction=direction)


def _of_a_spread(move: str) -> Direction:
    """Return the direction of a move that only spreads make."""
    return "up" if re.match("widen", move, re.IGNORECASE) else "down"
