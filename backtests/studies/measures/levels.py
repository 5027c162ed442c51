"""Levels of any series (prices, yields, spreads, the Fed's target), and stated levels of them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import FactCheck, MissingCheck
from backtests.evidence.outlook import at_or_beyond, extremes
from data_feeds.series.bars import DataError, frequency_of, has_ohlc
from data_feeds.series.periods import with_month_ends
from data_feeds.series.sessions import nyse_sessions
from data_feeds.series.weekdays import WEEKDAYS
from signals.policy_moves import target_on

# METHODS 5.11: a value lasts for up to five days.
LASTS_DAYS = 5
# Part of a sample that a record may lack at its beginning, and the time to its first weekly close
# after a holiday.
LARGEST_GAP, FIRST_WEEK = 0.1, pd.Timedelta(days=10)
# Dates further apart than this at the median are not of days but of weeks or months.
_DAYS_APART = np.timedelta64(4, "D")
# What of the levels of a span a statement is about.
At = Literal[
    "close",
    "any close",
    "all closes",
    "mean close",
    "highest close",
    "lowest close",
    "high",
    "low",
    "high or close",
    "low or close",
    "any price",
]
# Where a text does not say which is meant; the last is there without highs and lows too.
_EITHER: dict[At, tuple[At, ...]] = {
    "high or close": ("high", "highest close"),
    "low or close": ("low", "lowest close"),
    "any price": ("high", "low", "any close"),
}
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


def extreme_prices(
    bars: pd.DataFrame,
    *,
    of: Literal["closes", "bars", "either"],
    extreme: Literal["high", "low"],
    as_of: pd.Timestamp,
) -> dict[str, pd.Series] | MissingCheck:
    """Return the prices among which an extreme may be, by kind: closes, and highs or lows of bars.

    "either" is of the closes alone where there are no highs and lows; "bars" is then not tested.
    """
    if of == "bars" and not has_ohlc(bars):
        return MissingCheck("not tested: highs and lows need open, high, low and close")
    found = {} if of == "bars" else {"closes": levels_of(bars, as_of=as_of)}
    return {**found, "bars": bars[extreme]} if of != "closes" and has_ohlc(bars) else found


def extreme_in(values: pd.Series, extreme: Literal["high", "low"]) -> tuple[pd.Timestamp, float]:
    """Return the first day of the highest or the lowest value, and the value."""
    at = int(values.argmax() if extreme == "high" else values.argmin())
    return pd.Timestamp(values.index[at]), float(values.iloc[at])


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


def lacks_sample(
    *frames: pd.DataFrame | None,
    since: pd.Timestamp | None,
    until: pd.Timestamp | None = None,
    whole: bool = False,
) -> MissingCheck | None:
    """Return a check of missing data if a series begins a tenth of a sample after it, or later.

    A figure of a longer sample is neither confirmed nor refuted by the rest of it. No more than the
    days around a holiday may be missing of a sample that is needed as a `whole`, such as for a
    number of events or for a first one.
    """
    for frame in frames:
        if since is None or frame is None or frame.empty:
            continue
        first, last = frame.index[0], frame.index[-1] if until is None else until
        part = pd.Timedelta(0) if whole else LARGEST_GAP * (last - since)
        if first - since > max(part, FIRST_WEEK):
            name = frame.attrs.get("name", "the series")
            return MissingCheck(
                f"not tested: {name} begins on {first:%Y-%m-%d}, the sample on {since:%Y-%m-%d}"
            )
    return None


def level_at(levels: pd.Series, day: pd.Timestamp) -> float | None:
    """Return the last level of the five days up to a day; None if there is none."""
    known = levels.loc[day - pd.Timedelta(days=LASTS_DAYS) : day]
    return None if known.empty else float(known.iloc[-1])


def is_sparse(dates: pd.Index) -> bool:
    """Return whether dates are of weeks or months, not of days."""
    return len(dates) > 1 and bool(np.median(np.diff(dates.to_numpy())) > _DAYS_APART)


def between_closes(dates: pd.Index, day: pd.Timestamp) -> bool:
    """Return whether weekly or monthly dates leave out a day: sessions lie between them and it.

    The close of the Wednesday of a week is not that of the Friday before. A day after the last
    session of a week, such as a Saturday or Good Friday, has the close of that session. Dates of
    days leave out none: a gap in them is one of the series.
    """
    if day >= dates[-1] or not is_sparse(dates):
        return False
    before = pd.DatetimeIndex(dates[dates <= day])
    if before.empty or WEEKDAYS.roll_back(pd.DatetimeIndex([day]))[0] <= before[-1]:
        return False
    return not nyse_sessions(before[-1] + pd.Timedelta(days=1), day).empty


def bars_inside(
    bars: pd.DataFrame, base: pd.Timestamp, end: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the bars wholly after a day and up to another, and those partly so.

    The high of a week in which a span begins or ends may be from a day outside the span. Bars of
    days are never divided.
    """
    dates = pd.DatetimeIndex(bars.index)
    first, stop = dates.searchsorted(base, "right"), dates.searchsorted(end, "right")
    begun = first + int(first < len(dates) and between_closes(dates, base))
    ended = stop + int(stop < len(dates) and between_closes(dates, end))
    inside = bars.iloc[min(begun, stop) : stop]
    inside.attrs = dict(bars.attrs)
    return inside, pd.concat(
        [bars.iloc[first : min(begun, ended)], bars.iloc[max(stop, begun) : ended]]
    )


def touch_undated(
    bars: pd.DataFrame, level: float, base: pd.Timestamp, end: pd.Timestamp, *, down: bool
) -> str | None:
    """Return why weekly or monthly bars do not say whether a level was touched in a span.

    None if they do: a bar wholly inside touches the level, or no bar of the span does.
    """
    inside, partly = bars_inside(bars, base, end)
    if partly.empty:
        return None
    if at_or_beyond(extremes(inside, down=down), level, down=down).any():
        return None
    touched = partly.index[at_or_beyond(extremes(partly, down=down), level, down=down)]
    if touched.empty:
        return None
    return (
        f"{level:,.2f} was touched in the bar of {touched[0]:%Y-%m-%d}, which is only partly from "
        f"{base:%Y-%m-%d} to {end:%Y-%m-%d}; daily bars are needed"
    )


def side_undated(bars: pd.DataFrame, level: float, base: pd.Timestamp) -> str | None:
    """Return why weekly or monthly bars do not say on which side of a level a day closed."""
    dates = pd.DatetimeIndex(bars.index)
    at = int(dates.searchsorted(base, "right"))
    if at == 0 or not between_closes(dates, base):
        return None
    low, high = (float(extremes(bars, down=down).iloc[at]) for down in (True, False))
    before = float(bars["close"].iloc[at - 1])
    if not min(low, before) <= level <= max(high, before):
        return None
    return f"the close of {base:%Y-%m-%d}, above or below {level:,.2f}, needs daily data"


def reaches_day(levels: pd.Series, day: pd.Timestamp) -> bool:
    """Return whether levels reach a day, or end no more than five days before it."""
    return bool(levels.index[-1] >= day - pd.Timedelta(days=LASTS_DAYS))


def found_levels(
    frame: pd.DataFrame, levels: pd.Series, start: pd.Timestamp, end: pd.Timestamp, at: At
) -> tuple[float, ...] | MissingCheck:
    """Return the levels of a span that a statement is about, or the reason why there are none.

    "close" is the last level up to `end`; "any close" and "all closes" are the levels of the span,
    "mean close" is their mean; the others are its extremes, of the closes, of the highs and lows
    of the bars, or both, where a text does not say which.
    """
    days = f"{start:%Y-%m-%d} to {end:%Y-%m-%d}" if start < end else f"{end:%Y-%m-%d}"
    if levels.empty or not reaches_day(levels, end):
        return MissingCheck(f"not tested: the data end before {end:%Y-%m-%d}")
    if at == "all closes" and "mid" not in frame.columns:
        missing = needs_daily(frame, "every close of a span")
        if missing is not None:
            return missing
    if at == "close":
        if between_closes(levels.index, end):
            return MissingCheck(f"not tested: {_no_close(levels, end)}")
        last = level_at(levels, end)
        return MissingCheck(f"not tested: no level of {days}") if last is None else (last,)
    if at in _EITHER:
        parts = [found_levels(frame, levels, start, end, one) for one in _EITHER[at]]
        found = tuple(level for part in parts if isinstance(part, tuple) for level in part)
        return parts[-1] if any(isinstance(part, MissingCheck) for part in parts) else found
    if at in ("high", "low"):
        if not has_ohlc(frame):
            return MissingCheck(f"not tested: the {at} of a bar needs open, high, low and close")
        levels = frame[at]
    inside = levels.loc[start:end].to_numpy(dtype=np.float64)
    if inside.size == 0:
        return MissingCheck(f"not tested: no level of {days}")
    if at in ("any close", "all closes"):
        return tuple(map(float, inside))
    if at == "mean close":
        return lacks_sample(levels.to_frame(), since=start) or (float(inside.mean()),)
    return (float(inside.max() if at in ("highest close", "high") else inside.min()),)


def _no_close(levels: pd.Series, day: pd.Timestamp) -> str:
    last = levels.loc[:day].index[-1]
    return f"a level of {day:%Y-%m-%d} needs daily data; the one before is of {last:%Y-%m-%d}"


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


def deciding(found: tuple[float, ...], relation: Relation, *, every: bool) -> float:
    """Return the level that decides `is_so`: the least favourable of all, or the most of any."""
    lowest = every == (relation == "above")
    return min(found) if lowest else max(found)


def needs_daily(bars: pd.DataFrame, what: str) -> MissingCheck | None:
    """Return a check that reports that daily closes are needed; None if they are daily."""
    frequency = frequency_of(bars)
    if frequency.is_daily:
        return None
    return MissingCheck(f"not tested: daily closes are needed for {what}; found {frequency}")
