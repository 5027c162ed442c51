"""Rows of mean levels: of the VIX, of yields and of spreads."""

from __future__ import annotations

from collections.abc import Sequence

from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import level_tolerance
from backtests.claims.placement.past import NO_DAYS, first_day
from backtests.claims.placement.rates import data_of, is_inverted
from backtests.claims.placement.series import Listed
from backtests.claims.reading.statement import Statement

NO_CHANGE = WhyNot("no such study: of the change of the VIX")
# Days of the shortest span that a level has a mean over.
SHORTEST = 7
# How far a mean rate may be from the stated one, in percent: means are stated to a tenth.
TOLERANCE = 0.05


def of_volatility(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a mean of the VIX."""
    level = wanted.value[0] if len(wanted.value) == 1 else 0.0
    limits = {"level": level, "tolerance": level_tolerance(level)}
    return _row(wanted, "level_on", {"bars": wanted.one.bars}, limits)


def is_of_rate(statement: Statement, listed: Sequence[Listed]) -> bool:
    """Whether a statement is on the mean of a rate, or of a rate less another, over a span."""
    plain = statement.kind == "average" and statement.unit == "bp" and not statement.condition
    return plain and all(one.rate for one in listed) and statement.from_ is not None


def of_rate(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a mean of a rate or of a spread of two."""
    sign = -1 if len(wanted.listed) > 1 and is_inverted(wanted) else 1
    percent = round(sign * wanted.value[0] / 100, 4) if len(wanted.value) == 1 else 0.0
    return _row(wanted, "rate_level", data_of(wanted), {"percent": percent, "tolerance": TOLERANCE})


def _row(
    wanted: Wanted, study: str, data: dict[str, str], limits: dict[str, float]
) -> Draft | WhyNot:
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or (end - start).days < SHORTEST:
        return NO_DAYS
    if len(wanted.value) != 1:
        return WhyNot("no such study: of two means of a level")
    parameters = {
        "start": first_day(start, end),
        "end": end,
        "at": "mean close",
        "relation": "near",
        **limits,
    }
    return Draft("F", study, data, parameters)
