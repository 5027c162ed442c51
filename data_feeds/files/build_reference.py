"""Build the reference data from a daily snapshot; the result contains no daily data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from data_feeds.files import reference, snapshot
from data_feeds.files.atomic import is_part, write_atomically
from data_feeds.files.shipped_series import (
    BARS,
    CLOSES,
    EVENTS,
    PUBLISHED,
    TOTAL_RETURNS,
    VALUES,
    VOLATILITY,
    adjusted_names,
)
from data_feeds.series.bars import PRICE_COLUMNS, DataError, Frequency, has_ohlc
from data_feeds.series.market import CLOCK, Market
from data_feeds.series.periods import last_days, period_closes, periods_of

# First date of the tables.
FIRST = "1970-01-01"
# Month ends begin with the long record of the Russell 2000.
MONTHLY_FROM = "1978-12"
DIGITS = 4
# The series that decide which days are trading days, the longest first.
SESSIONS = ("SPX", CLOCK)


def build(
    market: Market, folder: Path, *, named: Collection[str] = ()
) -> tuple[list[Path], tuple[str, ...]]:
    """Write the reference data of a daily source to a folder, with a manifest.

    Parameters
    ----------
    market : Market
        Daily source. It must have the Russell 2000 and its long record, the target of the Federal
        Reserve and the recessions; other series are left out where it lacks them.
    folder : Path
        New or empty folder, or one of reference data, which is replaced.
    named : collection of str
        Series that the claims name; adjusted closes are shipped of these funds.

    Returns
    -------
    tuple
        Paths of the CSV files, and the names of the series that the source lacks.

    Raises
    ------
    DataError
        If a required series is missing, or the folder contains files other than reference data.
    """
    adjusted = adjusted_names(named)
    tables = {
        reference.WEEKLY: weekly_table(market, adjusted),
        reference.MONTHLY: monthly_closes(market, adjusted),
        **{reference.published_file(n): _published(market, n) for n in PUBLISHED if market.has(n)},
        reference.POLICY: _policy_table(market.series("FFT")),
        reference.RECESSIONS: market.series("USREC"),
    }
    check_replaceable(folder)
    for file, table in tables.items():
        text = table.to_csv(date_format="%Y-%m-%d", lineterminator="\n")
        write_atomically(folder / file, text.encode())
    for path in set(folder.glob("*.csv")) - {folder / file for file in tables}:
        path.unlink()
    built_from = {name: asdict(market.info(name)) for name in sorted(market.used)}
    snapshot.write_manifest(folder, kind="reference", built_from=built_from)
    wanted = (*BARS, *CLOSES, *TOTAL_RETURNS, *adjusted, *VALUES, VOLATILITY, *PUBLISHED, *EVENTS)
    return [folder / file for file in tables], tuple(n for n in wanted if not market.has(n))


def weekly_table(market: Market, adjusted: Collection[str] = ()) -> pd.DataFrame:
    """Tabulate the weekly figures of a source, in the columns of `data_feeds.files.reference`.

    The weeks are the finished calendar weeks of the S&P 500 (without it, of the Russell 2000),
    dated by their last trading day. A price is in a row only if it is of that day, a rate if it is
    of that day or an earlier one of the week. The last week of a series that does not reach the
    last trading day of the week is left out.
    """
    weeks = _weeks(market)
    columns: list[pd.Series] = []
    for name in BARS:
        if market.has(name) and has_ohlc(market.series(name)):
            bars = weekly_bars(market.series(name))
            columns += [
                bars[field].rename(reference.bar_column(name, field))
                for field in PRICE_COLUMNS
                if reference.bar_column(name, field) not in CLOSES
            ]
    for name in (*CLOSES, *TOTAL_RETURNS, *adjusted):
        if market.has(name):
            columns.append(weekly_closes(market.series(name)).rename(name))
    if market.has(VOLATILITY):
        closes = market.series(VOLATILITY)
        columns += [
            weekly_closes(closes).rename(VOLATILITY),
            weekly_highest(closes).rename(reference.highest_column(VOLATILITY)),
        ]
    columns += [
        last_values(market.series(name)["value"], weeks).rename(name)
        for name in VALUES
        if market.has(name)
    ]
    return _tabulate(columns, weeks)


def weekly_bars(bars: pd.DataFrame) -> pd.DataFrame:
    """Aggregate daily bars to calendar weeks, indexed by the last trading day of each week.

    The last week is included only if it is complete. Raises DataError if the bars have closes
    only.
    """
    if not has_ohlc(bars):
        raise DataError(f"{bars.attrs.get('name')}: weekly bars need open, high, low and close")
    weekly = _by_week(bars, {"open": "first", "high": "max", "low": "min", "close": "last"})
    return weekly[list(PRICE_COLUMNS)]


def weekly_closes(closes: pd.DataFrame) -> pd.Series:
    """Return the last close of each finished week, indexed by its day."""
    return period_closes(closes, Frequency.WEEKLY)["close"]


def weekly_highest(closes: pd.DataFrame) -> pd.Series:
    """Return the highest close of each finished week, indexed by the week's last trading day."""
    return _by_week(closes, {"close": "max"})["close"]


def last_values(values: pd.Series, weeks: pd.DatetimeIndex) -> pd.Series:
    """Return the last value of each week up to the week's last trading day.

    Parameters
    ----------
    values : Series
        Values by date.
    weeks : DatetimeIndex
        Last trading day of each week, increasing.

    Returns
    -------
    Series
        Values by week. A week without a value is left out, as are weeks that end after the last
        value.

    >>> days = pd.to_datetime(["2024-03-25", "2024-03-28", "2024-03-29", "2024-04-04"])
    >>> weeks = pd.to_datetime(["2024-03-28", "2024-04-05"])
    >>> last_values(pd.Series([4.1, 4.2, 4.3, 4.4], index=days), weeks).tolist()
    [4.2]
    """
    known = values.dropna()
    at = known.index.searchsorted(weeks, side="right") - 1
    inside = (at >= 0) & (weeks <= known.index[-1])
    weeks, at = weeks[inside], at[inside]
    same = periods_of(pd.DatetimeIndex(known.index[at]), Frequency.WEEKLY) == periods_of(
        weeks, Frequency.WEEKLY
    )
    return pd.Series(known.to_numpy()[at[same]], index=weeks[same])


def monthly_closes(market: Market, adjusted: Collection[str] = ()) -> pd.DataFrame:
    """Tabulate the close on the last trading day of each month, one column per price series.

    Months are those of the long record of the Russell 2000; the last one is included only if it is
    complete. NaN where a series has no close on that day.
    """
    months = last_days(pd.DatetimeIndex(market.series("RUT_CLOSE").index), Frequency.MONTHLY)
    columns = [
        period_closes(market.series(name), Frequency.MONTHLY)["close"].rename(name)
        for name in (*CLOSES, *TOTAL_RETURNS, *adjusted)
        if market.has(name)
    ]
    return _tabulate(columns, months).loc[MONTHLY_FROM:]


def _weeks(market: Market) -> pd.DatetimeIndex:
    """Return the last trading days of the finished weeks of the price series.

    Weeks that only the Russell 2000's series reach are not included, so that all prices have the
    same last week.
    """
    name = next(name for name in SESSIONS if market.has(name))
    return last_days(pd.DatetimeIndex(market.series(name).index), Frequency.WEEKLY)


def _by_week(bars: pd.DataFrame, how: dict[str, str]) -> pd.DataFrame:
    index = pd.DatetimeIndex(bars.index)
    ends = last_days(index, Frequency.WEEKLY)
    weekly = bars.groupby(periods_of(index, Frequency.WEEKLY)).agg(how).iloc[: len(ends)]
    weekly.index = ends.rename("date")
    return weekly


def _tabulate(columns: list[pd.Series], days: pd.DatetimeIndex) -> pd.DataFrame:
    """Join columns on days, rounded to `DIGITS`; rows without any figure are dropped."""
    table = pd.DataFrame({column.name: column.reindex(days) for column in columns}, index=days)
    return table.loc[FIRST:].dropna(how="all").round(DIGITS).rename_axis("date")


def _published(market: Market, name: str) -> pd.DataFrame:
    return market.series(name)[["value"]].rename_axis("date")


def _policy_table(policy: pd.DataFrame) -> pd.DataFrame:
    table = policy.rename(columns={"lower": "target_lower", "upper": "target_upper"})
    return table[["target_lower", "target_upper"]]


def check_replaceable(folder: Path) -> None:
    """Raise DataError if a folder holds files other than reference data."""
    if folder.is_dir() and any(not is_part(path.name) for path in folder.iterdir()):
        manifest = snapshot.read_manifest(folder)
        if manifest is None or manifest.get("kind") != "reference":
            raise DataError(f"{folder}: holds other files; name a new or empty folder")
