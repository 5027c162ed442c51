"""Odds of a dated claim: the share of past windows, as long as the time left, that settled it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, overload

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Estimate, Role
from backtests.inference import intervals
from data_feeds.series.bars import common_frequency, has_ohlc
from signals.core.arrays import Flags
from signals.levels.touch import highest_touch, lowest_touch

# Trading days and calendar days per year, to convert the time left.
_TRADING, _CALENDAR = 252, 365


def days_left(last: pd.Timestamp, resolves: pd.Timestamp) -> int:
    """Return the number of trading days from the last close to a day, at 252 per year.

    >>> days_left(pd.Timestamp("2026-01-01"), pd.Timestamp("2027-01-01"))
    252
    """
    return round((resolves - last).days * _TRADING / _CALENDAR)


def windows_ahead(frames: Mapping[str, pd.DataFrame], *, bars: int) -> pd.DataFrame:
    """Return growth over the next `bars` from every common close, one column per series.

    Incomplete windows are left out.

    >>> closes = pd.DataFrame({"close": [100.0, 110.0, 121.0]}, pd.bdate_range("2024-01-01", periods=3))
    >>> windows_ahead({"x": closes}, bars=1)["x"].round(2).tolist()
    [1.1, 1.1]
    """  # noqa: E501
    closes = pd.concat(
        {name: frame["close"] for name, frame in frames.items()}, axis=1, join="inner"
    ).dropna()
    return (closes.shift(-bars) / closes).dropna()


def from_day(closes: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """Return the closes from a day on, with their attributes."""
    kept = closes.loc[since:]
    kept.attrs = dict(closes.attrs)
    return kept


def odds_ahead(
    name: str,
    frames: Mapping[str, pd.DataFrame],
    so_far: Mapping[str, float],
    *,
    until: pd.Timestamp,
    met: Callable[[pd.DataFrame], pd.Series],
) -> Estimate:
    """Return the share of past windows, as long as the time left, that would meet a condition.

    Parameters
    ----------
    name : str
        Name of the estimate.
    frames : Mapping of str to pd.DataFrame
        Closes by series.
    so_far : Mapping of str to float
        Growth of each series from the base date to the last close.
    until : pd.Timestamp
        Day on which the claim is decided.
    met : callable
        Maps total growth (a row per window, a column per series: growth so far times growth of
        the window) to a boolean per row.
    """
    bars = _bars_left(frames, until)
    totals = windows_ahead(frames, bars=bars) * pd.Series(dict(so_far))
    return rate_of_days(name, np.asarray(met(totals), dtype=bool), window_days=bars)


def odds_of_touch(name: str, bars: pd.DataFrame, *, level: float, until: pd.Timestamp) -> Estimate:
    """Return the share of past windows, as long as the time left, that would touch a level.

    A window touches a level above the last close if its highest high rises as far, in percent, as
    the level is from that close, and a level below it if its lowest low falls as far. Closes are
    used if the bars have no highs and lows.
    """
    window = _bars_left({"": bars}, until)
    ratio = level / float(bars["close"].iloc[-1])
    return rate_of_days(name, touches(bars, ratio, window=window), window_days=window)


def touches(bars: pd.DataFrame, ratio: float, *, window: int) -> Flags:
    """Return whether `ratio` times each close was touched within the next `window` bars.

    A ratio below 1 is touched by a low, any other by a high. Closes without a complete window are
    left out.
    """
    down = ratio < 1
    ahead = extremes(bars, down=down)[::-1].rolling(window)
    reached = (ahead.min() if down else ahead.max())[::-1].shift(-1)
    known = reached.notna().to_numpy()
    met = at_or_beyond(reached, bars["close"] * ratio, down=down)
    return np.asarray(met.to_numpy()[known], dtype=bool)


def extremes(bars: pd.DataFrame, *, down: bool) -> pd.Series:
    """Return the lows of bars, which touch a level below, or their highs; closes without them."""
    column = ("low" if down else "high") if has_ohlc(bars) else "close"
    return bars[column]


@overload
def at_or_beyond(price: float, level: float, *, down: bool) -> bool: ...


@overload
def at_or_beyond(price: pd.Series, level: pd.Series | float, *, down: bool) -> pd.Series: ...


def at_or_beyond(price: Any, level: Any, *, down: bool) -> Any:
    """Return whether prices are at a level or above it, or below it for a fall (METHODS 2.11).

    >>> at_or_beyond(90.0, 90.0, down=True), at_or_beyond(91.0, 90.0, down=True)
    (True, False)
    """
    reached = price <= highest_touch(level) if down else price >= lowest_touch(level)
    return reached if isinstance(reached, pd.Series) else bool(reached)


def _bars_left(frames: Mapping[str, pd.DataFrame], until: pd.Timestamp) -> int:
    last = min(pd.Timestamp(frame.index[-1]) for frame in frames.values())
    return common_frequency(frames.values()).bars(max(1, days_left(last, until)))


def rate_of_days(name: str, met: Flags, *, window_days: int, role: Role = "claim") -> Estimate:
    """Return the share of consecutive starting dates that met a condition over a window.

    Windows of `window_days` overlap, so the Wilson interval uses the number of windows that do not
    overlap (METHODS 3.3). The note gives the surprise, -log2 of the rate, in bits (METHODS 4).
    """
    n = int(met.size)
    if n == 0:
        return Estimate(name, None, n=0, note="no window is complete", role=role)
    hits = int(met.sum())
    n_eff = max(1, -(-n // (window_days + 1)))
    rate = hits / n
    surprise = f"surprise {-math.log2(rate):.1f} bits" if rate > 0 else "never happened"
    return Estimate(
        name,
        rate,
        interval=intervals.rate_interval(hits, n, n_eff=n_eff),
        n=n,
        n_eff=n_eff,
        note=surprise
        + intervals.interval_note(intervals.rate_interval(hits, n, n_eff=n_eff, method="jeffreys")),
        role=role,
    )
