"""Where a dated claim stands before its day: what would settle it, and the odds from here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.estimates import Estimate, Role
from backtests.inference import intervals
from data_feeds.series.bars import Frequency, frequency_of, has_ohlc

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# Trading days and calendar days of a year, as forecasts translate one into the other.
_TRADING, _CALENDAR = 252, 365


def days_left(last: pd.Timestamp, resolves: pd.Timestamp) -> int:
    """Trading days from the last close to a day, as many as a year of 252 has in that time.

    >>> days_left(pd.Timestamp("2026-01-01"), pd.Timestamp("2027-01-01"))
    252
    """
    return round((resolves - last).days * _TRADING / _CALENDAR)


def windows_ahead(frames: Mapping[str, pd.DataFrame], *, bars: int) -> pd.DataFrame:
    """Growth over the next `bars` from every common close, a column a series; complete ones only.

    >>> closes = pd.DataFrame({"close": [100.0, 110.0, 121.0]}, pd.bdate_range("2024-01-01", periods=3))
    >>> windows_ahead({"x": closes}, bars=1)["x"].round(2).tolist()
    [1.1, 1.1]
    """  # noqa: E501
    closes = pd.concat(
        {name: frame["close"] for name, frame in frames.items()}, axis=1, join="inner"
    ).dropna()
    return (closes.shift(-bars) / closes).dropna()


def from_day(closes: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """Closes from a day on, with what is noted of them."""
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
    """Share of past windows, as long as the time left, after which a condition would be met.

    `so_far` is the growth of each series from the base to the last close; a window's growth is put
    on top, and `met` is asked of these totals, a row a window. The windows start on any day of the
    data up to the last from which one is complete.
    """
    first = next(iter(frames.values()))
    bars = _bars_left(frames, first, until)
    totals = windows_ahead(frames, bars=bars) * pd.Series(dict(so_far))
    found = np.asarray(met(totals), dtype=bool)
    return rate_of_days(name, found, window_days=bars)


def odds_of_touch(name: str, bars: pd.DataFrame, *, level: float, until: pd.Timestamp) -> Estimate:
    """Share of past windows, as long as the time left, whose highest high made the way to a level.

    The way is that from the last close, in percent. Highs are closes where there is nothing else.
    """
    window = _bars_left({"": bars}, bars, until)
    ratio = level / float(bars["close"].iloc[-1])
    return rate_of_days(name, touches(bars, ratio, window=window), window_days=window)


def touches(bars: pd.DataFrame, ratio: float, *, window: int) -> Flags:
    """Whether each close was followed, within a number of bars, by a high of its ratio.

    Closes without a whole window ahead of them are left out.
    """
    highs = bars["high"] if has_ohlc(bars) else bars["close"]
    ahead = highs[::-1].rolling(window).max()[::-1].shift(-1)
    known = ahead.notna().to_numpy()
    return np.asarray((ahead / bars["close"] >= ratio).to_numpy()[known], dtype=bool)


def _bars_left(frames: Mapping[str, pd.DataFrame], first: pd.DataFrame, until: pd.Timestamp) -> int:
    last = min(pd.Timestamp(frame.index[-1]) for frame in frames.values())
    frequency: Frequency = frequency_of(first)
    return frequency.bars(max(1, days_left(last, until)))


def rate_of_days(
    name: str, met: npt.NDArray[np.bool_], *, window_days: int, role: Role = "claim"
) -> Estimate:
    """Share of consecutive starting dates that met a condition over a window of `window_days`.

    Windows overlap, so the interval is Wilson's at the number of windows that do not
    (METHODS 3.3); the note gives the surprise -log2 of the rate in bits (METHODS 4).
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
