"""Test whether the index closes a forecast rise above its base, or a fall below it, in time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from backtests.engine.forward_returns import base_position, close_on, end_position
from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import at_or_beyond, odds_ahead
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.levels import needs_daily
from backtests.studies.measures.spans import last_trading_day
from backtests.studies.method import Method, by_forecast, or_more
from backtests.studies.parameters import Day, Months, Rise, ends_later

HAS_OUTLOOK = True
METHOD = Method(
    "Whether the close of {bars} {months} after {base_date} is {rise:change} its close of that day",
    by_forecast("it is so on that day", "it is not"),
    "the first close at the level, and the share of all dates with {rise:or_more} in "
    "{months}[; the base of {alternative_base}]",
)
RULES = (ends_later("base_date", "months"),)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Closes at a base date, at the resolution (None before it) and at the end of the data."""

    date: pd.Timestamp
    base: float
    needed: float
    end: float | None
    last: float
    down: bool

    @property
    def met(self) -> bool | None:
        """Whether the last close is at the level or beyond it; None before the resolution."""
        if self.end is None:
            return None
        return at_or_beyond(self.end, self.needed, down=self.down)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    base_date: Day,
    months: Months,
    rise: Rise,
    alternative_base: Day | None = None,
) -> Evidence:
    """Test the close on the resolution date.

    A negative `rise` is a fall: the forecast is true if the close is at or below the level (METHODS
    4.2). The first touch of the level is reported and does not decide; neither does the alternative
    base, but the reason says that the call is close where it turns the verdict (METHODS 4.2).

    Parameters
    ----------
    months : int
        Calendar months from the base day to the resolution.
    rise : float
        Return from the close of the base day, a fraction; negative for a fall.
    alternative_base : pd.Timestamp, optional
        Another base day that the wording allows.
    """
    resolves = base_date + pd.DateOffset(months=months)
    primary = _reading(bars, base_date, months, rise)
    if primary is None and base_date <= context.as_of:
        base = f"the close of {base_date:%Y-%m-%d}, the base"
        absent = MissingCheck(f"not tested: the data lack {base}")
        return Evidence(needs_daily(bars, base) or absent)
    bases = {base_date: primary}
    if alternative_base is not None:
        bases[alternative_base] = _reading(bars, alternative_base, months, rise)
    check = ForecastCheck(
        resolves=last_trading_day(bars, resolves),
        as_of=context.as_of,
        condition=None if primary is None else primary.met,
        statement=_statement(primary, rise),
        close_call=_close_call(
            primary, None if alternative_base is None else bases[alternative_base]
        ),
    )
    return Evidence(
        check,
        (
            *(_return_estimate(reading, date, rise) for date, reading in bases.items()),
            _touch(bars, base_date, resolves, primary, down=rise < 0),
            rate_after_any_date(
                f"share of all dates with {or_more(rise)} in {months} months",
                {"index": bars},
                lambda returns: at_or_beyond(1 + returns["index"], 1 + rise, down=rise < 0),
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
        settles=f"a close at or {_side(rise)} {reading.needed:,.2f} on {resolves:%Y-%m-%d}",
        now=f"{reading.last:,.2f}, {growth - 1:+.1%} since {reading.date:%Y-%m-%d}",
        distance=reading.needed / reading.last - 1,
        odds=(
            odds_ahead(
                "it",
                {"index": bars},
                {"index": growth},
                until=resolves,
                met=lambda totals: at_or_beyond(totals["index"], 1 + rise, down=rise < 0),
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
        down=rise < 0,
    )


def _side(rise: float) -> str:
    return "below" if rise < 0 else "above"


def _statement(reading: _Reading | None, rise: float) -> str:
    if reading is None:
        return f"a close {abs(rise):.0%} {_side(rise)} the base"
    end = reading.end
    reached = "" if end is None else f"; found {end:,.2f}, {end / reading.base - 1:+.1%}"
    level = f"{abs(rise):.0%} {_side(rise)} {reading.base:,.2f}"
    return f"a close of {reading.needed:,.2f}, {level}{reached}"


def _close_call(primary: _Reading | None, other: _Reading | None) -> str:
    """Return how far the other base is from the level if it turns the verdict; else empty."""
    if primary is None or other is None or other.end is None or primary.met == other.met:
        return ""
    points = abs(other.end - other.needed)
    result = "meets" if other.met else "misses"
    return f"from {other.date:%Y-%m-%d} it {result} {other.needed:,.2f} by {points:,.1f} points"


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
    bars: pd.DataFrame,
    start: pd.Timestamp,
    resolves: pd.Timestamp,
    reading: _Reading | None,
    *,
    down: bool,
) -> Estimate:
    """Return the first close at the level or beyond it, after the base date."""
    name = f"first close at or {'below' if down else 'above'} the level"
    if reading is None:
        return Estimate(name, None, "points", note="no base")
    level = reading.needed
    closes = bars["close"].loc[(bars.index > start) & (bars.index <= resolves)]
    beyond = closes[at_or_beyond(closes, level, down=down)]
    if beyond.empty:
        over = reading.end is not None
        return Estimate(name, None, "points", claimed=level, note="none" if over else "not yet")
    return Estimate(
        name, float(beyond.iloc[0]), "points", claimed=level, note=f"on {beyond.index[0]:%Y-%m-%d}"
    )
