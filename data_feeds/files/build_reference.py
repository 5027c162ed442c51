"""Build the reference data from a daily snapshot; the result contains no daily data."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from data_feeds.files import reference, snapshot
from data_feeds.series.bars import DataError, Frequency, has_ohlc
from data_feeds.series.market import Market
from data_feeds.series.periods import last_days, period_closes, periods_of

MONTHLY_FROM = "1978-12"


def build(market: Market, folder: Path) -> list[Path]:
    """Write weekly bars, monthly closes, policy changes, recessions and a manifest to a folder.

    Incomplete periods (the last week or month of a series) are omitted. Returns the paths of the
    CSV files.

    Raises
    ------
    DataError
        If a series is missing, or the folder contains files other than reference data.
    """
    tables = {
        **{file: weekly_bars(market.series(name)) for name, file in reference.WEEKLY.items()},
        reference.MONTHLY: monthly_closes(market),
        reference.POLICY: _policy_table(market.series("FFT")),
        reference.RECESSIONS: market.series("USREC"),
    }
    _prepare(folder)
    for file, table in tables.items():
        table.to_csv(folder / file, date_format="%Y-%m-%d", lineterminator="\n")
    built_from = {name: asdict(market.info(name)) for name in sorted(market.used)}
    snapshot.write_manifest(folder, kind="reference", built_from=built_from)
    return [folder / file for file in tables]


def weekly_bars(bars: pd.DataFrame) -> pd.DataFrame:
    """Aggregate daily bars to calendar weeks, indexed by the last trading day of each week.

    The last week is included only if it is complete. Raises DataError if the bars have closes
    only.
    """
    if not has_ohlc(bars):
        raise DataError(f"{bars.attrs.get('name')}: weekly bars need open, high, low and close")
    index = pd.DatetimeIndex(bars.index)
    ends = last_days(index, Frequency.WEEKLY)
    grouped = bars.groupby(periods_of(index, Frequency.WEEKLY))
    weekly = grouped.agg({"open": "first", "high": "max", "low": "min", "close": "last"})
    weekly = weekly.iloc[: len(ends)]
    weekly.index = ends.rename("date")
    return weekly


def monthly_closes(market: Market) -> pd.DataFrame:
    """Tabulate the last close of each calendar month, with one column per price series.

    Indexed by the last trading day of the Russell 2000 in the month. NaN where a series has no
    close in the month or ends before the end of the month.
    """
    columns = [_monthly(market.series(name)).rename(name) for name in _price_series(market)]
    clock = pd.DatetimeIndex(market.series("RUT_CLOSE").index)
    table = pd.concat(columns, axis=1, sort=True).loc[MONTHLY_FROM:]
    last_days = clock.to_series().groupby(clock.to_period("M")).max()
    table = table.loc[table.index.isin(last_days.index) & table["RUT_CLOSE"].notna()]
    table.index = pd.DatetimeIndex(last_days.loc[table.index], name="date")
    return table.round(4)


def _price_series(market: Market) -> list[str]:
    first = ["RUT_CLOSE", "RUT_TR"]
    others = sorted(name for name in market.loaders if name.endswith(("_CLOSE", "_ADJ")))
    return [*first, *(name for name in others if name not in first)]


def _monthly(closes: pd.DataFrame) -> pd.Series:
    monthly = period_closes(closes, Frequency.MONTHLY)["close"]
    return monthly.set_axis(periods_of(pd.DatetimeIndex(monthly.index), Frequency.MONTHLY))


def _policy_table(policy: pd.DataFrame) -> pd.DataFrame:
    table = policy.rename(columns={"lower": "target_lower", "upper": "target_upper"})
    return table[["target_lower", "target_upper"]]


def _prepare(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        manifest = snapshot.read_manifest(folder)
        if manifest is None or manifest.get("kind") != "reference":
            raise DataError(f"{folder}: holds other files; name a new or empty folder")
    folder.mkdir(parents=True, exist_ok=True)
