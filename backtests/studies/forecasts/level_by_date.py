"""Test whether a price or another level reaches, or does not reach, a level by a date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import at_or_beyond, days_left, extremes, rate_of_days
from backtests.studies.measures.levels import (
    as_bars,
    bars_inside,
    between_closes,
    is_sparse,
    level_at,
    levels_of,
    side_undated,
    touch_undated,
)
from backtests.studies.measures.spans import last_trading_day
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, Level, Rise, Rule, in_order, resolved_later
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Flags, Floats

Reach = Literal["touch", "close", "end", "never"]
Side = Literal["above", "below"]
HAS_OUTLOOK = True
METHOD = Method(
    "Whether {bars} after {base_date} reaches[ {level}][ a change of {rise}][, from the other "
    "side: {side}] by {resolves}; reached by a {reach} (touch: a high or low; close: any close; "
    "end: the last close; never: no close)",
    by_forecast("it is so by then", "it is not"),
    "the share of all dates after which as large a move was reached in as long",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
    Rule(
        ("level", "rise"),
        "one of level and rise",
        lambda level, rise: (level is None) != (rise is None),
    ),
    Rule(
        ("rise", "side"),
        "side where rise is 0",
        lambda rise, side: rise != 0 or side is not None,
    ),
)


@dataclass(frozen=True, slots=True)
class _Aim:
    """A level to be reached, how, and from which side.

    `strict` is whether a close at the level does not count: that of a mere rise or fall.
    """

    level: float
    down: bool
    reach: Reach
    strict: bool = False

    def met_by(self, prices: Any, level: Any) -> Any:
        """Return whether prices are at a level or beyond it, or beyond it if strict."""
        if self.strict:
            return prices < level if self.down else prices > level
        return at_or_beyond(prices, level, down=self.down)

    def prices(self, bars: pd.DataFrame) -> pd.Series:
        """Return the prices that can reach the level: highs or lows for a touch, else closes."""
        return extremes(bars, down=self.down) if self.reach == "touch" else bars["close"]

    def __str__(self) -> str:
        side = "below" if self.down else "above"
        at = side if self.strict else f"at or {side}"
        what = {
            "touch": "a price",
            "close": "a close",
            "end": "the last close",
            "never": "no close",
        }[self.reach]
        return f"{what} {at} {self.level:,.2f}"


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    base_date: Day,
    resolves: Day,
    level: Level | None = None,
    rise: Rise | None = None,
    reach: Reach = "touch",
    side: Side | None = None,
) -> Evidence:
    """Test a level up or down by a date; what cannot change any more is decided (METHODS 4.2).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices, or another level such as the VIX, in their own unit.
    level : float, optional
        The level in the unit of the series, if `rise` is not given.
    rise : float, optional
        Return from the close of the base day, a fraction, if `level` is not given. A rise of 0 is a
        close above the base (or below it, by `side`).
    reach : {"touch", "close", "end", "never"}
        "touch": a high or low by the date; "close": any close by then; "end": the last close;
        "never": no close is at the level or beyond it.
    side : {"above", "below"}, optional
        Where the level is reached from a price on the other side. By default above if the level is
        at the base or above it.
    """
    bars = as_bars(bars)
    levels = levels_of(bars)
    base = level_at(levels, base_date)
    if base is None and level is not None and between_closes(levels.index, base_date):
        # Only the side of the level is read from the close before; `side_undated` checks it.
        base = float(levels.loc[:base_date].iloc[-1])
    aim = _aim(base, level, rise, reach, side)
    after = bars.loc[base_date + pd.Timedelta(days=1) : resolves]
    after.attrs = dict(bars.attrs)
    undated = (
        None if aim is None else _undated(bars, aim, base_date, resolves, rise=rise, side=side)
    )
    if aim is not None and aim.reach == "touch":
        after = bars_inside(bars, base_date, resolves)[0]
    if undated is not None:
        return Evidence(MissingCheck(f"not tested: {undated}"))
    over = (
        context.as_of >= last_trading_day(bars, resolves) and level_at(levels, resolves) is not None
    )
    check, hit = _check(context.as_of, aim, after, last_trading_day(bars, resolves), over=over)
    last = None if after.empty else float(after["close"].iloc[-1])
    note = "no close of the base date" if base is None else f"base {base:,.2f}"
    name = "first price at the level or beyond it"
    return Evidence(
        check,
        (
            Estimate(
                "change since the base date",
                None if last is None or base is None else last / base - 1,
                claimed=None if base is None or aim is None else aim.level / base - 1,
                note=note if last is None else f"{note}, last {last:,.2f}",
            ),
            Estimate(
                name,
                None if hit is None else float(hit.iloc[0]),
                "points",
                claimed=None if aim is None else aim.level,
                note=f"on {hit.index[0]:%Y-%m-%d}" if hit is not None else "none so far",
            ),
            _base_rate(bars, aim, base, base_date, resolves),
        ),
        outlook=None
        if aim is None or last is None
        else partial(_outlook, bars, aim, last, resolves),
    )


def _undated(
    bars: pd.DataFrame,
    aim: _Aim,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    *,
    rise: float | None,
    side: Side | None,
) -> str | None:
    """Return why weekly or monthly data do not decide; None if they do, or are daily."""
    dates = levels_of(bars).index
    if rise is not None and between_closes(dates, base_date):
        return f"the close of {base_date:%Y-%m-%d}, the base, needs daily data"
    if aim.reach == "end" and between_closes(dates, resolves):
        return f"the close of {resolves:%Y-%m-%d} needs daily data"
    if side is None and (unknown := side_undated(bars, aim.level, base_date)) is not None:
        return unknown
    if aim.reach == "touch":
        return touch_undated(bars, aim.level, base_date, resolves, down=aim.down)
    if aim.reach in ("close", "never") and is_sparse(dates):
        span = bars.loc[base_date + pd.Timedelta(days=1) : resolves]
        closes, prices = (
            span["close"],
            extremes(pd.concat(bars_inside(bars, base_date, resolves)), down=aim.down),
        )
        touched = prices.index[np.asarray(aim.met_by(prices, aim.level), dtype=np.bool_)]
        if not np.any(aim.met_by(closes, aim.level)) and len(touched):
            return (
                f"a price of the bar of {touched[0]:%Y-%m-%d} is at {aim.level:,.2f} or beyond it; "
                "daily closes are needed"
            )
    return None


def _aim(
    base: float | None, level: float | None, rise: float | None, reach: Reach, side: Side | None
) -> _Aim | None:
    """Return what is to be reached; None if it needs the close of a base day that is missing."""
    if base is None and (level is None or side is None):
        return None
    if level is None:
        assert base is not None
        assert rise is not None
        level = base * (1 + rise)
    down = side == "below" if side is not None or base is None else level < base
    return _Aim(level, down, reach, strict=rise == 0)


def _check(
    as_of: pd.Timestamp,
    aim: _Aim | None,
    after: pd.DataFrame,
    resolves: pd.Timestamp,
    *,
    over: bool,
) -> tuple[ForecastCheck, pd.Series | None]:
    """Return the check, and the prices that reached the level in time, None if none did."""
    if aim is None:
        words = "no close of the base date, from which the level is counted"
        return ForecastCheck(resolves, as_of, None, words), None
    prices = aim.prices(after)
    hits = prices[np.asarray(aim.met_by(prices, aim.level), dtype=np.bool_)]
    reached = not hits.empty
    day, condition = resolves, None
    if aim.reach == "end":
        if over and not after.empty:
            condition = bool(aim.met_by(float(after["close"].iloc[-1]), aim.level))
    elif reached:
        # Decided on the day of the touch, whatever comes later.
        day, condition = pd.Timestamp(hits.index[0]), aim.reach != "never"
    elif over:
        condition = aim.reach == "never"
    statement = f"{aim} by {resolves:%Y-%m-%d}"
    if not after.empty:
        best = float(prices.min() if aim.down else prices.max())
        statement += f"; {'lowest' if aim.down else 'highest'} {best:,.2f}"
        statement += f", last close {float(after['close'].iloc[-1]):,.2f}"
    return ForecastCheck(day, as_of, condition, statement), hits if reached else None


def _base_rate(
    bars: pd.DataFrame,
    aim: _Aim | None,
    base: float | None,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Estimate:
    name = "share of all dates after which it was so in as long"
    if aim is None or base is None:
        return Estimate(name, None, note="no close of the base date")
    return _share(name, bars, aim, aim.level / base, days_left(base_date, resolves))


def _share(name: str, bars: pd.DataFrame, aim: _Aim, ratio: float, days: int) -> Estimate:
    """Return the share of closes after which `ratio` times the close was reached, or was not."""
    window = frequency_of(bars).bars(max(1, days))
    return rate_of_days(
        name, _outcomes(bars, aim, ratio, window), window_days=window, role="base rate"
    )


def _outcomes(bars: pd.DataFrame, aim: _Aim, ratio: float, window: int) -> Flags:
    """Return the outcome from every close with a complete window."""
    closes = bars["close"].to_numpy(dtype=np.float64)
    if closes.size <= window:
        return np.array([], dtype=np.bool_)
    needed = pd.Series(closes[:-window] * ratio)
    if aim.reach == "end":
        ahead: Floats = closes[window:]
    else:
        rolling = pd.Series(aim.prices(bars).to_numpy()[::-1]).rolling(window)
        extreme = (rolling.min() if aim.down else rolling.max()).to_numpy()[::-1]
        ahead = extreme[1 : closes.size - window + 1]
    met = np.asarray(aim.met_by(pd.Series(ahead), needed), dtype=np.bool_)
    return ~met if aim.reach == "never" else met


def _outlook(bars: pd.DataFrame, aim: _Aim, last: float, resolves: pd.Timestamp) -> Outlook:
    end = pd.Timestamp(bars.index[-1])
    return Outlook(
        resolves=resolves,
        last=end,
        settles=f"{aim} by {resolves:%Y-%m-%d}",
        now=f"{last:,.2f}",
        distance=aim.level / last - 1,
        odds=(_share("it", bars, aim, aim.level / last, days_left(end, resolves)),),
    )
