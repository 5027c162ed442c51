"""Test whether the index closes a forecast rise above its base some months later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from backtests.engine.forward_returns import base_position, close_on, end_position
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import odds_ahead
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.spans import last_weekday

HAS_OUTLOOK = True


@dataclass(frozen=True, slots=True)
class _Reading:
    """Closes at a base date, at the resolution (None before it) and at the end of the data."""

    date: pd.Timestamp
    base: float
    needed: float
    end: float | None
    last: float


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    base_date: pd.Timestamp,
    alternative_base: pd.Timestamp,
    months: int,
    rise: float,
) -> Evidence:
    """Test the close on the resolution date.

    The first touch of the level and the alternative base are reported and do not decide.
    """
    resolves = base_date + pd.DateOffset(months=months)
    primary = _reading(bars, base_date, months, rise)
    other = _reading(bars, alternative_base, months, rise)
    check = ForecastCheck(
        resolves=last_weekday(resolves),
        as_of=context.as_of,
        condition=None if primary is None or primary.end is None else primary.end >= primary.needed,
        statement=_statement(primary, rise),
    )
    return Evidence(
        check,
        (
            _return_estimate(primary, base_date, rise),
            _return_estimate(other, alternative_base, rise),
            _touch(bars, base_date, resolves, None if primary is None else primary.needed),
            rate_after_any_date(
                f"share of all dates with {rise:.0%} or more in {months} months",
                {"index": bars},
                lambda returns: returns["index"] >= rise,
                months=months,
            ),
        ),
        outlook=None if primary is None else partial(_outlook, bars, primary, rise, check.resolves),
    )


def _outlook(bars: pd.DataFrame, reading: _Reading, rise: float, resolves: pd.Timestamp) -> Outlook:
    growth = reading.last / reading.base
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(bars.index[-1]),
        settles=f"a close at or above {reading.needed:,.2f} on {resolves:%Y-%m-%d}",
        now=f"{reading.last:,.2f}, {growth - 1:+.1%} since {reading.date:%Y-%m-%d}",
        distance=reading.needed / reading.last - 1,
        odds=(
            odds_ahead(
                "it",
                {"index": bars},
                {"index": growth},
                until=resolves,
                met=lambda totals: totals["index"] >= 1 + rise,
            ),
        ),
    )


def _reading(bars: pd.DataFrame, date: pd.Timestamp, months: int, rise: float) -> _Reading | None:
    """Return the closes that decide the forecast; None if the data have no bar of the date."""
    base = close_on(bars, date)
    if base is None:
        return None
    end = end_position(bars, base_position(bars, date), months=months)
    closes = bars["close"]
    return _Reading(
        date,
        base,
        needed=base * (1 + rise),
        end=None if end is None else float(closes.iloc[end]),
        last=float(closes.iloc[-1]),
    )


def _statement(reading: _Reading | None, rise: float) -> str:
    if reading is None:
        return f"a close {rise:.0%} above the base"
    end = reading.end
    reached = "" if end is None else f"; found {end:,.2f}, {end / reading.base - 1:+.1%}"
    return f"a close of {reading.needed:,.2f}, {rise:.0%} above {reading.base:,.2f}{reached}"


def _return_estimate(reading: _Reading | None, date: pd.Timestamp, rise: float) -> Estimate:
    name = f"return from the close of {date:%Y-%m-%d}"
    if reading is None:
        return Estimate(name, None, claimed=rise, note="no bar of that date in these data")
    close = reading.last if reading.end is None else reading.end
    state = ", so far" if reading.end is None else ""
    return Estimate(
        name,
        close / reading.base - 1,
        claimed=rise,
        note=f"base {reading.base:,.2f}, needs {reading.needed:,.2f}, found {close:,.2f}{state}",
    )


def _touch(
    bars: pd.DataFrame, start: pd.Timestamp, resolves: pd.Timestamp, level: float | None
) -> Estimate:
    name = "first close at or above the level"
    if level is None:
        return Estimate(name, None, "points", note="no base")
    closes = bars["close"].loc[(bars.index > start) & (bars.index <= resolves)]
    above = closes[closes >= level]
    if above.empty:
        return Estimate(name, None, "points", claimed=level, note="not yet")
    return Estimate(
        name, float(above.iloc[0]), "points", claimed=level, note=f"on {above.index[0]:%Y-%m-%d}"
    )
