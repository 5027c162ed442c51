"""Format of price frames, its check, and its errors."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Literal

import numpy as np
import pandas as pd

from data_feeds.series.errors import DataError as DataError  # noqa: PLC0414
from data_feeds.series.weekdays import WEEKDAYS, YEAR, TradingWeek, trading_week

TRADING_DAYS_PER_YEAR = YEAR
# Key of the weekdays on which the market trades in `attrs` of bars.
TRADES_ON = "trades_on"
PRICE_COLUMNS = ("open", "high", "low", "close")
# Prices adjusted by a factor are rounded by the publisher: a close may exceed the high by this.
ROUNDING = 1e-6
# Years of plausible dates. Nanosecond timestamps are limited to 1677 to 2262.
FIRST_YEAR, LAST_YEAR = 1700, 2199

Adjustment = Literal["points", "adjusted"]


class BarsError(DataError):
    """A price frame breaks the bars contract."""


def one_line(text: object) -> str:
    r"""Escape unprintable characters, so that the text fits on one line.

    >>> one_line("two\nlines")
    'two\\nlines'
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(text)
    )


def excerpt(text: object, *, longest: int = 40) -> str:
    """Shorten a text to one line of at most `longest` characters, for error messages.

    >>> excerpt("a cell of some length", longest=10)
    'a cell of…'
    """
    line = one_line(str(text)[: longest + 1])
    return line if len(line) <= longest else line[: longest - 1] + "…"


def join_names(names: Iterable[object]) -> str:
    """Join column names for an error message; only the first 30 are listed.

    >>> join_names(["date", "", "close"])
    'date, (blank), close'
    """
    some = (excerpt(str(name).strip()) or "(blank)" for name in islice(names, 30))
    return excerpt(", ".join(some), longest=120) or "none"


class Frequency(StrEnum):
    """Spacing of the bars of a frame; daily bars are of five, six or seven days a week."""

    DAILY = "daily"
    SIX_DAY = "six-day"
    SEVEN_DAY = "seven-day"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    @property
    def is_daily(self) -> bool:
        """Whether there is a bar for each trading day."""
        return self in DAILY

    @property
    def bars_per_year(self) -> int:
        """Bars in twelve months: 252 daily, 52 weekly, 12 monthly.

        A market that trades six days a week has six fifths of 252, one that never closes 365.
        """
        return _BARS_PER_YEAR[self]

    @property
    def unit(self) -> str:
        """The word for one bar, for messages and reports."""
        return {"seven-day": "day", "weekly": "week", "monthly": "month"}.get(
            self.value, "trading day"
        )

    def bars(self, trading_days: int) -> int:
        """Translate a span in trading days, 252 per year, into bars (at least one).

        >>> Frequency.WEEKLY.bars(252), Frequency.WEEKLY.bars(20), Frequency.MONTHLY.bars(126)
        (52, 4, 6)
        >>> Frequency.SEVEN_DAY.bars(252), Frequency.SEVEN_DAY.bars(21), Frequency.DAILY.bars(21)
        (365, 30, 21)
        """
        return max(1, round(trading_days * self.bars_per_year / TRADING_DAYS_PER_YEAR))


_BARS_PER_YEAR = {
    Frequency.DAILY: TRADING_DAYS_PER_YEAR,
    Frequency.SIX_DAY: round(TRADING_DAYS_PER_YEAR * 6 / 5),
    Frequency.SEVEN_DAY: 365,
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 12,
}
# Frequencies with a bar for each trading day.
DAILY = (Frequency.DAILY, Frequency.SIX_DAY, Frequency.SEVEN_DAY)


def infer_frequency(dates: pd.DatetimeIndex) -> Frequency:
    """Infer the bar frequency from the median spacing of the dates, and their weekdays if daily.

    Raises BarsError for any other spacing (intraday, quarterly, a handful of odd dates).
    """
    if len(dates) < 2:
        raise BarsError(
            f"found {len(dates)} bar(s); at least two are needed to infer the frequency"
        )
    times = dates.tz_localize(None).to_numpy()
    return _frequency_of(times.tobytes(), times.dtype.str)


@lru_cache(maxsize=8)
def _frequency_of(content: bytes, dtype: str) -> Frequency:
    """As `infer_frequency`, of local times: studies ask for the same dates many times."""
    times = np.frombuffer(content, dtype=dtype)
    days = float(np.median(np.diff(times) / np.timedelta64(1, "D")))
    if 1 <= days <= 4:
        return _daily(trading_week(pd.DatetimeIndex(times)))
    if 5 <= days <= 9:
        return Frequency.WEEKLY
    if 27 <= days <= 32:
        return Frequency.MONTHLY
    raise BarsError(
        f"bars are {days:g} days apart at the median; expected daily, weekly or monthly bars"
    )


def _daily(week: TradingWeek) -> Frequency:
    count = len(week.days)
    if count > len(WEEKDAYS.days):
        return Frequency.SEVEN_DAY if count == 7 else Frequency.SIX_DAY
    return Frequency.DAILY


def frequency_of(bars: pd.DataFrame) -> Frequency:
    """Return the frequency stored in `attrs` by `check_bars`, or infer it from the dates."""
    noted = bars.attrs.get("frequency")
    return Frequency(noted) if noted else infer_frequency(pd.DatetimeIndex(bars.index))


def common_frequency(frames: Iterable[pd.DataFrame]) -> Frequency:
    """Return the frequency of the dates that several frames have in common: the lowest of theirs.

    >>> coin = pd.DataFrame(index=pd.date_range("2024-01-01", periods=60))
    >>> common_frequency([coin, coin[coin.index.day_of_week < 5]])
    <Frequency.DAILY: 'daily'>
    """
    return min(map(frequency_of, frames), key=lambda frequency: frequency.bars_per_year)


def week_of(bars: pd.DataFrame) -> TradingWeek:
    """Return the trading week stored in `attrs` by `check_bars`, or infer it from the dates."""
    noted = bars.attrs.get(TRADES_ON)
    return TradingWeek(tuple(noted)) if noted else trading_week(pd.DatetimeIndex(bars.index))


def has_ohlc(bars: pd.DataFrame) -> bool:
    """Return whether the frame has open, high and low besides the close."""
    return all(column in bars.columns for column in PRICE_COLUMNS)


def check_bars(
    frame: pd.DataFrame, *, name: str, adjustment: Adjustment = "points"
) -> pd.DataFrame:
    """Check a price frame against the bars contract and return it as a clean copy.

    The contract: a naive, increasing, unique DatetimeIndex of session dates, float64 columns
    `open high low close` with optional `volume`, or `close` alone; all prices finite and above
    zero; low <= open, close <= high; at least two rows. Prices are index points or dollars, never
    filled or repaired. `attrs` of the result hold `name`, `frequency`, `adjustment` ("points" as
    quoted, "adjusted" for distributions) and `trades_on`, the weekdays of the market.
    Columns of text, booleans or complex numbers are refused, not converted.

    Raises
    ------
    BarsError
        One line naming the series, the first offending date, what was found and expected.
    """
    try:
        bars = _typed(frame)
        index = pd.DatetimeIndex(bars.index)
        check_dates(index, row="bar", expected="daily bars")
        _check_prices(bars)
        frequency = infer_frequency(index)
    except BarsError as error:
        raise BarsError(f"{excerpt(name, longest=80)}: {error}") from None
    bars.attrs = {
        **frame.attrs,
        "name": name,
        "frequency": frequency.value,
        "adjustment": adjustment,
        TRADES_ON: trading_week(index).days,
    }
    return bars


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    columns = _price_columns(frame)
    if not isinstance(frame.index, pd.DatetimeIndex):
        raise BarsError(f"the index is {type(frame.index).__name__}; expected dates")
    if frame.index.tz is not None:
        raise BarsError(f"the dates carry time zone {frame.index.tz}; expected session dates")
    if len(frame) < 2:
        raise BarsError(f"found {len(frame)} row(s) of prices; expected at least 2")
    keep = [*columns, "volume"] if "volume" in frame.columns else columns
    bars = _as_floats(frame[keep].infer_objects())
    bars.index = bars.index.rename("date")
    return bars


def _as_floats(table: pd.DataFrame) -> pd.DataFrame:
    for column, dtype in table.dtypes.items():
        kinds = pd.api.types
        real = kinds.is_numeric_dtype(dtype) and not kinds.is_complex_dtype(dtype)
        if not real or kinds.is_bool_dtype(dtype):
            raise BarsError(f"{column} holds values of type {dtype}; expected numbers")
    with np.errstate(over="ignore"):  # a wider float becomes infinite, which is refused later
        return table.astype("float64")


def _price_columns(frame: pd.DataFrame) -> list[str]:
    if frame.columns.nlevels > 1:
        raise BarsError(f"columns in {frame.columns.nlevels} levels; expected one name a column")
    for column in (*PRICE_COLUMNS, "volume"):
        if (frame.columns == column).sum() > 1:
            raise BarsError(f"more than one {column} column")
    present = [column for column in PRICE_COLUMNS if column in frame.columns]
    if "close" not in present:
        raise BarsError(f"no close column; found {join_names(frame.columns)}")
    if len(present) in (1, len(PRICE_COLUMNS)):
        return present
    missing = [column for column in PRICE_COLUMNS if column not in present]
    raise BarsError(
        f"missing column(s) {', '.join(missing)}; expected open, high, low, close or close alone"
    )


def check_dates(index: pd.DatetimeIndex, *, row: str, expected: str) -> None:
    """Check that session dates are present, plausible, unique and in increasing order.

    `row` and `expected` complete the message about a repeated date: "more than one bar on
    2024-01-02; expected daily bars". Raises BarsError for the first date that is wrong.
    """
    if index.hasnans:
        raise BarsError("a row has no date")
    _check_years(index)
    if (index != index.normalize()).any():
        first = index[index != index.normalize()][0]
        raise BarsError(f"{first} carries a time of day; expected session dates")
    if index.has_duplicates:
        day = _day(index[index.duplicated()][0])
        raise BarsError(f"more than one {row} on {day}; expected {expected}")
    steps = np.diff(index.to_numpy()) / np.timedelta64(1, "D")
    if (steps < 0).any():
        at = int(np.argmax(steps < 0))
        raise BarsError(
            f"dates out of order: {_day(index[at + 1])} follows {_day(index[at])}; "
            "expected oldest first"
        )


def _check_years(index: pd.DatetimeIndex) -> None:
    """Raise BarsError for dates whose arithmetic would overflow; called before any arithmetic."""
    dates = index.to_numpy()
    first, end = np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR + 1}-01-01")
    far = dates[(dates < first) | (dates >= end)]
    if len(far):
        day = np.datetime_as_string(far[0], unit="D")
        raise BarsError(f"date {day}; expected years {FIRST_YEAR} to {LAST_YEAR}")


def _check_prices(bars: pd.DataFrame) -> None:
    columns = [column for column in PRICE_COLUMNS if column in bars.columns]
    prices, values = bars[columns].to_numpy(), bars.to_numpy()
    _refuse(np.isnan(prices), columns, bars, "missing {column}")
    infinite = "{column} is {value}; expected a finite number"
    _refuse(np.isinf(values), list(bars.columns), bars, infinite)
    _refuse(prices <= 0, columns, bars, "{column} is {value}; expected above zero")
    if len(columns) == 1:
        return
    high, low, close = (bars[column].to_numpy() for column in ("high", "low", "close"))
    slack = close * ROUNDING
    for column in ("open", "low", "close"):
        above = bars[[column]].to_numpy() > (high + slack)[:, np.newaxis]
        _refuse(above, [column], bars, "{column} {value} above the high {high}")
    for column in ("open", "close"):
        below = bars[[column]].to_numpy() < (low - slack)[:, np.newaxis]
        _refuse(below, [column], bars, "{column} {value} below the low {low}")


def _refuse(
    wrong: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    columns: list[str],
    bars: pd.DataFrame,
    message: str,
) -> None:
    """Raise BarsError for the first invalid row, with the values of that row in the message."""
    rows = wrong.any(axis=1)
    if not rows.any():
        return
    at = int(np.argmax(rows))
    column = columns[int(np.argmax(wrong[at]))]
    figures = {str(name): f"{value:g}" for name, value in bars.iloc[at].items()}
    text = message.format(**{**figures, "column": column, "value": figures[column]})
    more = f" (and {int(rows.sum()) - 1} more rows)" if rows.sum() > 1 else ""
    raise BarsError(f"{_day(bars.index[at])}: {text}{more}")


def _day(date: object) -> str:
    return pd.Timestamp(str(date)).strftime("%Y-%m-%d")
