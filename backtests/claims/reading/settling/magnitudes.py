"""Prices that cannot be those of the market named last, but are those of the one the text is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from backtests.claims.reading.marks.instruments import names
from backtests.claims.reading.statement import Statement

# Times by which a price may differ from those of its market, and those by which it cannot: the
# nearer it is to another one's, the less far it must be.
BOUNDS = ((1.35, 2.5), (1.2, 1.45))
PRICED = frozenset({"level", "record", "target", "range", "forecast", "rule"})
INDEXES = frozenset({("RUT",), ("SPX",), ("DJI",), ("IXIC",), ("NDX",), ("MID",)})
# What goes on with the market of such a price without a price of its own.
GOING_ON = PRICED | {"scenario", "frequency", "seasonal", "average", "return", "comparison"}


def settle(found: Sequence[Statement]) -> list[Statement]:
    """Say of prices, and of what goes on with them, that they are of the market they fit."""
    stated = _stated(found)
    if not stated:
        return list(found)
    kept: list[Statement] = []
    instead: dict[tuple[str, ...], tuple[str, ...]] = {}
    for one in found:
        if _names_market(one.sentence):
            instead = {}
        elif (other := _fitting(one, stated)) is not None:
            instead[one.subject] = other
        other = instead.get(one.subject)
        moved = other is not None and one.kind in GOING_ON and not _names_market(one.sentence)
        kept.append(replace(one, subject=other) if moved and other else one)
    return kept


def _names_market(sentence: str) -> bool:
    return any(one.symbols and one.group != "reference" for one in names(sentence))


def _stated(found: Iterable[Statement]) -> dict[tuple[str, ...], float]:
    """Return the middle of the prices that are stated of each market in sentences that name it."""
    prices: dict[tuple[str, ...], list[float]] = {}
    for one in found:
        known = one.subject in INDEXES and one.kind in {"level", "record"} and one.unit == "points"
        if known and one.value and _names_only(one):
            prices.setdefault(one.subject, []).append(one.value[0])
    return {subject: median(values) for subject, values in prices.items()}


def _names_only(one: Statement) -> bool:
    """Whether its sentence names its market."""
    return any(n.symbols == one.subject for n in names(one.sentence))


def _fitting(one: Statement, stated: dict[tuple[str, ...], float]) -> tuple[str, ...] | None:
    """Return the one market whose prices are near those of a statement that is none of its own."""
    if (
        one.kind not in PRICED
        or one.unit != "points"
        or one.subject not in INDEXES
        or not one.value
    ):
        return None
    price = one.value[0]
    own = stated.get(one.subject)
    for close, far in BOUNDS:
        near = [subject for subject, level in stated.items() if _ratio(level, price) < close]
        apart = own is None or _ratio(own, price) > far
        if apart and len(near) == 1 and near[0] != one.subject:
            return near[0]
    return None


def _ratio(a: float, b: float) -> float:
    low, high = sorted((abs(a), abs(b)))
    return high / low if low else float("inf")
