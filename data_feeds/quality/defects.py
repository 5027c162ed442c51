"""Find the defects of a series; each is one sentence with a count and dates.

The use that a series is fit for is decided in `data_feeds.quality.fitness`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from data_feeds.series.bars import DAILY, PRICE_COLUMNS, Frequency, frequency_of, has_ohlc
from data_feeds.series.market import CLOCK
from data_feeds.series.price_jumps import find_jumps
from data_feeds.series.weekdays import (
    TradingWeek,
    describe_sessions,
    odd_sessions,
)

# METHODS 5.5: an open equals the previous close if it is within 0.02 index points; for a price
# below 100 the same distance would be far, so two hundredths of a percent is used there.
EQUAL_POINTS = 0.02
EQUAL_FRACTION = 2e-4
# Of the difference of two prices, relative to them: a price may be a billionth of a dollar.
ROUNDING_ERROR = 1e-12
# METHODS 5.5: more than a fifth of such opens in a window makes its fills fictitious.
MOST_EQUAL_OPENS = 0.20
# METHODS 5.5: in 3-10% of pre-2007 bars high and low are just the open and close.
MOST_BODY_BARS = 0.05
# METHODS 5.6: the stretched file had 2,200 false zero returns, 18% of its days. Genuine closes
# of an index are unchanged on 0.1% of days, of a fund with a small price on up to 6% in a year.
MOST_UNCHANGED = 0.10
# A year with fewer bars is not assessed.
LEAST_BARS_JUDGED = 10
# No index or broad fund moved so far in a day: the worst are -20.5% (S&P 500, 1987-10-19) and
# -14.3% (Russell 2000, 2020-03-16), and neither was taken back the next day.
BAD_TICK = 0.25
# Two exchanges of different countries differ in both directions, on at least this share of days
# and this many of them; an NYSE series with gaps or false rows differs in one.
OTHER_EXCHANGE = 0.01
LEAST_DAYS_APART = 5
# METHODS 5.11: rates may be forward-filled at most 5 days. Five missing weekdays with the
# weekends around them make 10 days; one missing week makes at least 13, one month 57.
LONGEST_GAP = dict.fromkeys(DAILY, 10) | {Frequency.WEEKLY: 12, Frequency.MONTHLY: 45}
# Publication lags: NFCI comes on Wednesday for the week to Friday (METHODS 5.4), 11 days before
# the next; FRED dates a month on its first day and has it by the middle of the next.
MOST_DAYS_BEHIND = dict.fromkeys(DAILY, 10) | {Frequency.WEEKLY: 14, Frequency.MONTHLY: 70}
# Rounded to 0.01, DGS3MO was at 0.04 for 17 trading days in 2014; a month of one value is none.
LONGEST_REPEAT = 21
# Two days of seven, 29%, are weekend days.
EVERY_DAY = 0.25
# Ended by its publisher: the range DFEDTARL to DFEDTARU took its place on 2008-12-16.
ENDED = frozenset({"DFEDTAR"})
# FRED BAMLH0A0HYM2 begins 1996-12-31; since 2026 only three years are served (METHODS 5.4).
OAS_COMPLETE = pd.Timestamp("1997-12-31")


def open_is_previous_close(bars: pd.DataFrame) -> pd.Series:
    """Flag the bars whose open is the previous close (METHODS 5.5); needs OHLC."""
    previous = np.append(np.nan, bars["close"].to_numpy()[:-1])
    near = np.minimum(EQUAL_POINTS, previous * EQUAL_FRACTION) + previous * ROUNDING_ERROR
    return pd.Series(np.abs(bars["open"].to_numpy() - previous) <= near, bars.index)


def range_is_body(bars: pd.DataFrame) -> pd.Series:
    """Flag the bars whose high and low are just the open and close; needs OHLC."""
    body_high = np.maximum(bars["open"], bars["close"])
    body_low = np.minimum(bars["open"], bars["close"])
    return (bars["high"] <= body_high) & (bars["low"] >= body_low)


def is_flat(bars: pd.DataFrame) -> pd.Series:
    """Flag the bars with open = high = low = close: one price of the day; needs OHLC."""
    prices = [bars[column].to_numpy() for column in PRICE_COLUMNS]
    return pd.Series(np.fmax.reduce(prices) == np.fmin.reduce(prices), bars.index)


def close_is_unchanged(bars: pd.DataFrame) -> pd.Series:
    """Flag the bars that close where the bar before closed."""
    return bars["close"].diff() == 0


def price_defects(bars: pd.DataFrame) -> tuple[str, ...]:
    """Find the defects of prices and volumes, at any bar frequency."""
    unchanged = close_is_unchanged(bars)
    found = [
        *(jump.text for jump in find_jumps(bars)),
        *_in_bad_years(unchanged, MOST_UNCHANGED, "close is unchanged on"),
        *_bad_ticks(bars),
    ]
    if has_ohlc(bars):
        found += _bar_defects(bars)
    if "volume" in bars.columns:
        found += _volume(bars)
    return tuple(found)


def doubtful_prices(bars: pd.DataFrame) -> tuple[str, ...]:
    """Find the defects that change what a study of prices finds: wrong ticks, and long gaps.

    The NYSE is not asked for its sessions: a file need not be of a market there.
    """
    if len(bars) < LEAST_BARS_JUDGED:
        return ()
    return (*_bad_ticks(bars), *gap_defects(bars, frequency_of(bars)))


def _bar_defects(bars: pd.DataFrame) -> list[str]:
    """Find fictitious opens, bars of one price, and bars without a range beyond open and close."""
    flat = is_flat(bars)
    return [
        *_in_bad_years(
            open_is_previous_close(bars), MOST_EQUAL_OPENS, "open equals the previous close on"
        ),
        *_at("open = high = low = close on", _dates(flat), "bar"),
        *_in_bad_years(
            range_is_body(bars) & ~flat,
            MOST_BODY_BARS,
            "high and low are just the open and close on",
        ),
    ]


def _bad_ticks(bars: pd.DataFrame) -> list[str]:
    """Find daily moves beyond 25% of which the next day reverses more than half."""
    if not frequency_of(bars).is_daily:
        return []
    close = bars["close"]
    move = close / close.shift() - 1
    after_two = close.shift(-1) / close.shift() - 1
    ticks = _dates((move.abs() > BAD_TICK) & (after_two.abs() < move.abs() / 2))
    return _at(f"a move beyond {BAD_TICK:.0%} that the next day takes back on", ticks, "day")


def _volume(bars: pd.DataFrame) -> list[str]:
    """Find days without volume in a series that otherwise has some."""
    none = bars["volume"].fillna(0) == 0
    if none.all():
        return []
    start = int(np.argmin(none.to_numpy()))
    found = []
    if start:
        found.append(f"no volume before {bars.index[start]:%Y-%m-%d} ({_number(start, 'bar')})")
    return found + _at("volume is 0 on", _dates(none.iloc[start:]), "bar")


def session_defects(
    missing: pd.DatetimeIndex, extra: pd.DatetimeIndex, *, bars: int
) -> tuple[str, ...]:
    """Describe missing NYSE sessions and dates on which the NYSE was closed.

    Bars that differ in both directions on many dates, relative to the number of `bars`, belong to
    another exchange and get one sentence.
    """
    if min(len(missing), len(extra)) > max(LEAST_DAYS_APART, OTHER_EXCHANGE * bars):
        return (
            f"the calendar of another exchange: {_number(len(missing), 'NYSE session')} missing, "
            f"the NYSE closed on {_number(len(extra), 'date')}, first "
            f"{min(missing[0], extra[0]):%Y-%m-%d}",
        )
    return (
        *_at("missing", missing, "NYSE session"),
        *_at("the NYSE was closed on", extra, "date"),
    )


def week_defects(bars: pd.DataFrame, week: TradingWeek) -> tuple[str, ...]:
    """Describe a trading week other than that of the NYSE, its odd sessions and its gaps.

    A market that never closes has a bar for each day; the holidays of another one are not known,
    so that only its long gaps are defects.
    """
    index = pd.DatetimeIndex(bars.index)
    odd = odd_sessions(index, week)
    gaps = (
        _at("missing", pd.date_range(index[0], index[-1]).difference(index), "day")
        if len(week.days) == 7
        else gap_defects(bars, Frequency.DAILY)
    )
    return (
        f"the calendar of another market, which trades {week.words}",
        *([f"{describe_sessions(odd)}, on which its market is usually closed"] if len(odd) else ()),
        *gaps,
    )


def value_defects(values: pd.DataFrame, sessions: pd.DatetimeIndex) -> tuple[str, ...]:
    """Find the defects of dated daily values (a rate, a spread): calendar and stale values.

    A series with a value for every day of the week, as of a target, has no such calendar.
    """
    index = pd.DatetimeIndex(values.index)
    weekend = index[index.day_of_week >= 5]
    if len(weekend) > EVERY_DAY * len(index):
        return ()
    closed = index[index.day_of_week < 5].difference(sessions)
    return (
        *_at("a value on", weekend, "weekend day"),
        *_at("a value while the NYSE was closed on", closed, "weekday"),
        *_repeats(values["value"]),
    )


def _repeats(values: pd.Series) -> list[str]:
    runs = (values.diff() != 0).cumsum()
    length = runs.groupby(runs).transform("size")
    starts = _dates((length > LONGEST_REPEAT) & ~runs.duplicated())
    return _at(f"one value on more than {LONGEST_REPEAT} dates in a row, from", starts, "date")


def gap_defects(frame: pd.DataFrame, frequency: Frequency) -> tuple[str, ...]:
    """Find gaps longer than `LONGEST_GAP` of the frequency."""
    index = pd.DatetimeIndex(frame.index)
    days = np.diff(index.to_numpy()) / np.timedelta64(1, "D")
    before = index[:-1][days > LONGEST_GAP[frequency]]
    return tuple(_at(f"nothing for more than {LONGEST_GAP[frequency]} days after", before, "date"))


def late_end_defects(
    last: pd.Timestamp, frequency: Frequency, *, data_end: pd.Timestamp
) -> tuple[str, ...]:
    """Describe a series that ends earlier than its publication lag explains."""
    behind = (data_end - last).days
    if behind <= MOST_DAYS_BEHIND[frequency]:
        return ()
    return (f"ends {last:%Y-%m-%d}, {_number(behind, 'day')} before {CLOCK}",)


def known_caveats(frame: pd.DataFrame, name: str) -> tuple[str, ...]:
    """Return the caveats of METHODS 5.4 on revisions and publication lags of a named series."""
    remark = _REMARKS.get(name)
    return (remark(frame),) if remark else ()


def _revised(values: pd.DataFrame) -> str:
    return (
        f"a revised vintage: all {_number(len(values), 'value')} from {values.index[0]:%Y-%m-%d} "
        "are re-estimated every week; lag 5 days and label revised (METHODS 5.4)"
    )


def _known_later(recessions: pd.DataFrame) -> str:
    return (
        f"{_number(len(recessions), 'recession')}, first after {recessions.index[0]:%Y-%m}, "
        "each known only 4 to 21 months later (METHODS 5.4)"
    )


def _frozen_copy(values: pd.DataFrame) -> str:
    first = pd.Timestamp(values.index[0])
    if first <= OAS_COMPLETE:
        return (
            f"a frozen copy from {first:%Y-%m-%d}, FRED now serves three years: name it as such "
            "and run BAA10Y beside it (METHODS 5.4)"
        )
    return (
        f"starts only {first:%Y-%m-%d}, the spread itself 1996-12-31: "
        "run BAA10Y beside it (METHODS 5.4)"
    )


_REMARKS: dict[str, Callable[[pd.DataFrame], str]] = {
    "NFCI": _revised,
    "USREC": _known_later,
    "BAMLH0A0HYM2": _frozen_copy,
}


def count_dates(dates: pd.DatetimeIndex, noun: str) -> str:
    """Describe dates by their count; list up to three, else the first and the last."""
    days = [f"{date:%Y-%m-%d}" for date in dates]
    if len(days) <= 3:
        return f"{_number(len(days), noun)}: {', '.join(days)}"
    return f"{_number(len(days), noun)}, first {days[0]}, last {days[-1]}"


def _at(what: str, dates: pd.DatetimeIndex, noun: str) -> list[str]:
    """Return the sentence on a defect and its dates; empty without any."""
    return [f"{what} {count_dates(dates, noun)}"] if len(dates) else []


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _dates(flags: pd.Series) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(flags.index[flags.to_numpy(dtype=bool)])


def _in_bad_years(flags: pd.Series, most: float, what: str) -> list[str]:
    """Describe the years in which more than `most` of at least ten bars are flagged."""
    years = pd.Series(pd.DatetimeIndex(flags.index).year, index=flags.index)
    in_year = flags.groupby(years)
    bad = (in_year.transform("mean") > most) & (in_year.transform("size") >= LEAST_BARS_JUDGED)
    if not bad.any():
        return []
    dates = _dates(flags & bad)
    return [
        f"{what} {len(dates):,} of {_number(int(bad.sum()), 'bar')} {_years(years[bad])}, "
        f"first {dates[0]:%Y-%m-%d}"
    ]


def _years(years: pd.Series) -> str:
    """Describe years as a range, or as a count if the range has gaps."""
    first, last, count = int(years.iloc[0]), int(years.iloc[-1]), years.nunique()
    if count == 1:
        return f"in {first}"
    if count == last - first + 1:
        return f"from {first} to {last}"
    return f"in {count} years from {first} to {last}"
