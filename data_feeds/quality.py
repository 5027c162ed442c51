"""Say whether a price series is fit for closes, for fills, or neither (METHODS 5.5, 5.6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.bars import DataError, has_ohlc

# METHODS 5.5: an open equals the previous close if it is within 0.02 index points; for a price
# below 100 the same distance would be far, so two hundredths of a percent is used there.
EQUAL_POINTS = 0.02
EQUAL_FRACTION = 2e-4
# METHODS 5.5: more than a fifth of such opens in a window makes its fills fictitious.
MOST_EQUAL_OPENS = 0.20
# METHODS 5.6: total and price returns of one index move together day by day.
SAME_DAYS = 0.999
# One coincidence among a handful of bars says nothing about a year.
LEAST_BARS_JUDGED = 10


class FillsError(DataError):
    """The window asked for has fictitious opens, so fills at the open would be invented."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """What a series may be used for; `fills_from` is None where it is fit for closes alone."""

    name: str
    fills_from: pd.Timestamp | None
    reason: str

    @property
    def conclusion(self) -> str:
        """One line for a person."""
        if self.fills_from is None:
            return f"fit for closes only: {self.reason}"
        return f"fit for closes; fit for fills from {self.fills_from:%Y-%m-%d}: {self.reason}"


def by_year(bars: pd.DataFrame) -> pd.DataFrame:
    """Report the quality of bars year by year.

    Returns
    -------
    DataFrame indexed by year with `bars` (count), `zero_returns` (share of unchanged closes)
    and, for OHLC bars, `open_is_previous_close`, `range_is_body` (share of bars whose high and
    low are just the open and close). Shares are fractions.
    """
    close = bars["close"]
    years = pd.DatetimeIndex(bars.index).year
    columns: dict[str, pd.Series] = {"zero_returns": (close.diff() == 0).astype(float)}
    if has_ohlc(bars):
        body_high = np.maximum(bars["open"], close)
        body_low = np.minimum(bars["open"], close)
        columns["open_is_previous_close"] = _opens_at_previous_close(bars).astype(float)
        columns["range_is_body"] = ((bars["high"] <= body_high) & (bars["low"] >= body_low)).astype(
            float
        )
    report = pd.DataFrame(columns).groupby(years).mean()
    report.insert(0, "bars", close.groupby(years).size())
    report.index.name = "year"
    return report


def fitness(bars: pd.DataFrame) -> Fitness:
    """Decide from which date the opens are genuine: the first year after the last bad one.

    A year is bad if more than 20% of its opens equal the previous close (METHODS 5.5); a year of
    fewer than ten bars is not judged.
    """
    name = str(bars.attrs.get("name", "bars"))
    if not has_ohlc(bars):
        return Fitness(name, None, "no open, high and low")
    years = by_year(bars)
    equal = years["open_is_previous_close"].where(years["bars"] >= LEAST_BARS_JUDGED, 0.0)
    bad = equal[equal > MOST_EQUAL_OPENS]
    if bad.empty:
        first = pd.Timestamp(bars.index[0])
        return Fitness(name, first, f"at most {equal.max():.0%} of opens equal the previous close")
    last_bad = int(bad.index[-1])
    reason = f"{bad.iloc[-1]:.0%} of opens equal the previous close in {last_bad}"
    later = bars.loc[f"{last_bad + 1}-01-01" :]
    if later.empty:
        return Fitness(name, None, reason)
    return Fitness(name, pd.Timestamp(year=last_bad + 1, month=1, day=1), reason)


def require_genuine_opens(bars: pd.DataFrame) -> None:
    """Raise FillsError if fills at these opens would be fictitious (METHODS 5.5)."""
    verdict = fitness(bars)
    if not has_ohlc(bars):
        raise FillsError(f"{verdict.name}: cannot be traded, {verdict.reason}")
    first = pd.Timestamp(bars.index[0])
    if verdict.fills_from is None or verdict.fills_from > first:
        raise FillsError(
            f"{verdict.name}: fills from {first:%Y-%m-%d} would be fictitious, {verdict.reason}; "
            f"expected at most {MOST_EQUAL_OPENS:.0%} ({verdict.conclusion})"
        )


def _opens_at_previous_close(bars: pd.DataFrame) -> pd.Series:
    previous = bars["close"].shift()
    near = np.minimum(EQUAL_POINTS, previous * EQUAL_FRACTION) + 1e-9
    return (bars["open"] - previous).abs() <= near


def require_same_days(total: pd.DataFrame, price: pd.DataFrame) -> None:
    """Raise DataError unless total and price returns belong to the same days (METHODS 5.6).

    A total return series that is dated a day off, or was stretched over other trading days,
    shows in a daily correlation below 0.999.
    """
    returns = (
        pd.concat([total["close"], price["close"]], axis=1, join="inner").pct_change().dropna()
    )
    correlation = float(np.corrcoef(returns.to_numpy(dtype=np.float64).T)[0, 1])
    if not correlation >= SAME_DAYS:
        raise DataError(
            f"{total.attrs.get('name')}: daily correlation with {price.attrs.get('name')} is "
            f"{correlation:.4f}; expected at least {SAME_DAYS}, so its dates do not fit"
        )


def missing_sessions(bars: pd.DataFrame, calendar: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Dates of a reference calendar, within the span of the bars, that the bars lack."""
    inside = calendar[(calendar >= bars.index[0]) & (calendar <= bars.index[-1])]
    return pd.DatetimeIndex(inside.difference(bars.index))
