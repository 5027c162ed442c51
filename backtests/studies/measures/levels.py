"""Levels of any series (prices, yields, spreads, the Fed's target), and stated levels of them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import FactCheck, MissingCheck
from data_feeds.series.bars import DataError, frequency_of, has_ohlc
from data_feeds.series.periods import with_month_ends
from signals.policy_moves import target_on

# METHODS 5.11: a value lasts for up to five days.
LASTS_DAYS = 5
# What of the levels of a span a statement is about.
At = Literal["close", "any close", "all closes", "highest close", "lowest close", "high", "low"]
Relation = Literal["near", "above", "below"]
# Columns of the levels: closes of prices, values of rates, the middle of the Fed's target.
_COLUMNS = ("close", "value")


def levels_of(frame: pd.DataFrame, *, as_of: pd.Timestamp | None = None) -> pd.Series:
    """Return the levels of a series by date, without missing ones.

    The Fed's target, which is dated by its announcements, is that of every weekday up to `as_of`,
    or to the last announcement.

    Raises
    ------
    DataError
        The series has no levels, such as a table of dates.
    """
    if "mid" in frame.columns:
        last = frame.index[-1] if as_of is None else max(as_of, frame.index[-1])
        return target_on(frame, pd.date_range(frame.index[0], last, freq="B"))
    for column in _COLUMNS:
        if column in frame.columns:
            dated = with_month_ends(frame) if column == "close" else frame
            return dated[column].dropna()
    raise DataError(
        f"{frame.attrs.get('name', 'the series')} has no levels; found {', '.join(frame.columns)}"
    )


def spread_of(rate: pd.DataFrame, less: pd.DataFrame | None, *, as_of: pd.Timestamp) -> pd.Series:
    """Return the levels of a rate, or of a rate less another on their common days."""
    levels = levels_of(rate, as_of=as_of)
    if less is None:
        return levels
    # Rounded, so that 4.25 less 3.75 is half a point.
    return (levels - levels_of(less, as_of=as_of)).dropna().round(9)


def as_bars(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a series with its levels as closes, for studies that read prices or other levels."""
    if "close" in frame.columns:
        return frame
    closes = levels_of(frame).to_frame("close")
    closes.attrs = dict(frame.attrs)
    return closes


def prices_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a price series, for studies of returns.

    Raises
    ------
    DataError
        It is a rate, a spread or a table of dates, of which a return has no meaning.
    """
    if "close" in frame.columns:
        return frame
    raise DataError(
        f"{frame.attrs.get('name', 'the series')} is no price series; found "
        f"{', '.join(frame.columns)}"
    )


def level_at(levels: pd.Series, day: pd.Timestamp) -> float | None:
    """Return the last level of the five days up to a day; None if there is none."""
    known = levels.loc[day - pd.Timedelta(days=LASTS_DAYS) : day]
    return None if known.empty else float(known.iloc[-1])


def reaches_day(levels: pd.Series, day: pd.Timestamp) -> bool:
    """Return whether levels reach a day, or end no more than five days before it."""
    return bool(levels.index[-1] >= day - pd.Timedelta(days=LASTS_DAYS))


def found_levels(
    frame: pd.DataFrame, levels: pd.Series, start: pd.Timestamp, end: pd.Timestamp, at: At
) -> tuple[float, ...] | MissingCheck:
    """Return the levels of a span that a statement is about, or the reason why there are none.

    "close" is the last level up to `end`; "any close" and "all closes" are the levels of the span;
    the others are its extremes, of the closes or of the highs and lows of the bars.
    """
    days = f"{start:%Y-%m-%d} to {end:%Y-%m-%d}" if start < end else f"{end:%Y-%m-%d}"
    if levels.empty or not reaches_day(levels, end):
        return MissingCheck(f"not tested: the data end before {end:%Y-%m-%d}")
    if at == "all closes" and "mid" not in frame.columns:
        missing = needs_daily(frame, "every close of a span")
        if missing is not None:
            return missing
    if at == "close":
        last = level_at(levels, end)
        return MissingCheck(f"not tested: no level of {days}") if last is None else (last,)
    if at in ("high", "low"):
        if not has_ohlc(frame):
            return MissingCheck(f"not tested: the {at} of a bar needs open, high, low and close")
        levels = frame[at]
    inside = levels.loc[start:end].to_numpy(dtype=np.float64)
    if inside.size == 0:
        return MissingCheck(f"not tested: no level of {days}")
    if at in ("any close", "all closes"):
        return tuple(map(float, inside))
    return (float(inside.max() if at in ("highest close", "high") else inside.min()),)


def is_so(found: tuple[float, ...], level: float, relation: Relation, *, every: bool) -> bool:
    """Return whether levels are above or below another: every one, or at least one."""
    beyond = [value > level if relation == "above" else value < level for value in found]
    return all(beyond) if every else any(beyond)


def met_or_daily(check: FactCheck, *frames: pd.DataFrame) -> FactCheck | MissingCheck:
    """Return the check of a stated figure, or that it takes daily values if coarser ones miss it.

    Of weekly or monthly values the day that was meant may be missing. The Fed's target is dated by
    its announcements, and known for every day.
    """
    if check.decide().verdict == "supported":
        return check
    for frame in frames:
        if "mid" not in frame.columns:
            missing = needs_daily(frame, "a verdict, as these miss the figure")
            if missing is not None:
                return missing
    return check


def needs_daily(bars: pd.DataFrame, what: str) -> MissingCheck | None:
    """Return a check that reports that daily closes are needed; None if they are daily."""
    frequency = frequency_of(bars)
    if frequency.is_daily:
        return None
    return MissingCheck(f"not tested: daily closes are needed for {what}; found {frequency}")
