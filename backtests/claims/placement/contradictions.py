"""Figures of one sentence that cannot both be of the same market and days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.figures import OF_THIS_FIGURE
from backtests.claims.reading.statement import Statement

TWO_FIGURES = WhyNot(
    "its sentence has another figure of the same market and days: the day of one is not known"
)
PRICES = frozenset({"level", "record", "volatility", "rate"})
HISTORY = frozenset({"frequency", "seasonal"})
ROUNDING = {"points": 0.001, "bp": 0.005, "fraction": 0.02}  # of the larger figure


def contradicted(statements: Sequence[Statement]) -> set[int]:
    """Return the places of statements that an earlier one of their sentence rules out.

    "Fell to 12.07 on Tuesday and finished at 12.48" has a day for the first figure only; the day of
    the second was taken from it. Of two moves of the same days either may have been meant.
    """
    found: set[int] = set()
    first: dict[object, Statement] = {}
    for at, one in enumerate(statements):
        if (key := _same(one)) is None:
            continue
        before = first.setdefault(key, one)
        if before is not one and _differ(before, one):
            found.add(at)
            if one.kind == "return":
                found.add(statements.index(before))
    return found


def _same(one: Statement) -> object | None:
    """Return what only one figure can be said of; None for a statement with none or several."""
    if one.kind in HISTORY and one.condition and one.value:
        return (
            one.sentence,
            one.kind,
            one.subject,
            one.unit,
            one.from_,
            one.to,
            one.condition,
            one.direction,
        )
    if len(one.value) != 1 or one.unit not in ROUNDING or one.to is None or len(one.subject) != 1:
        return None
    if one.kind == "return" and one.from_ is not None and not one.condition:
        # "0.2%, or 0.6% with dividends": two figures of the same days.
        total = _with_dividends(one)
        return (one.sentence, "return", one.subject, one.unit, one.from_, one.to, total)
    day = one.kind == "record" or one.from_ == one.to
    if one.kind in PRICES and day and not one.condition:
        return (one.sentence, "price", one.subject, one.unit, one.to)
    return None


def _with_dividends(one: Statement) -> bool:
    """Whether the sentence counts dividends in this figure, and in no other one."""
    figure = re.escape(f"{round(100 * one.value[0], 4):g}")
    return re.search(rf"(?<![\d.]){figure}{OF_THIS_FIGURE}", one.sentence) is not None


def _differ(a: Statement, b: Statement) -> bool:
    """Whether two figures are more than roundings apart, and neither is only a bound."""
    if a.kind in HISTORY:
        return a.value != b.value
    low, high = sorted((a.value[0], b.value[0]))
    bound = (
        a.kind != "record"
        and b.kind != "record"
        and a.kind != "return"
        and (a.direction or b.direction)
    )
    return high - low > high * ROUNDING[a.unit] and not bound
