"""The reference figures shipped with the package: prices and rates by week, dates of events.

They are aggregates made by `data_feeds.files.build_reference` from a daily snapshot, so that every
claim can be tested without a network. Results always state that they used these figures.

- `weekly.csv`: a row per week, dated by its last trading day. `RUT_OPEN`, `RUT_HIGH`, `RUT_LOW`
  and `RUT_CLOSE` are the bar of the week, of other symbols as well; `RUT_TR`, `IWM_ADJ` and the
  like are closes; `DGS2` and the like are rates; `VIX` and `VIX_HIGHEST` are the last and the
  highest close of the week.
- `monthly_closes.csv`: closes on the last trading day of each month, for stated days.
- `nfci.csv`, `fedfunds.csv`: weekly and monthly values as published.
- `policy_announcements.csv`, `recessions.csv`: dates of events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from data_feeds.files import csv_file, policy
from data_feeds.files.shipped_series import (
    BARS,
    CLOSES,
    PUBLISHED,
    TOTAL_RETURNS,
    VALUES,
    VOLATILITY,
)
from data_feeds.series.bars import PRICE_COLUMNS, Adjustment, Frequency, check_bars
from data_feeds.series.catalogue import ADJUSTED, with_caveats
from data_feeds.series.market import Market, open_market
from data_feeds.series.periods import MONTH_ENDS, MonthEnds, from_own_spacing

WEEKLY = "weekly.csv"
MONTHLY = "monthly_closes.csv"
POLICY = "policy_announcements.csv"
RECESSIONS = "recessions.csv"
# Column of the highest close of the week, in frames of the VIX.
HIGHEST = "highest"

Loader = Callable[[], pd.DataFrame]
Table = Callable[[], pd.DataFrame]


def load(folder: Path | None = None, *, as_of: pd.Timestamp | None = None) -> Market:
    """Open the shipped figures, or a folder that `rutcheck data reference` wrote."""
    loaders = dict(_shipped_loaders()) if folder is None else _loaders(folder)
    label = "shipped reference figures" if folder is None else "folder of reference figures"
    return open_market(
        f"{label} (by week)",
        loaders,
        how_to_get="use --data auto, or a snapshot folder that holds it",
        as_of=as_of,
    )


@cache
def _shipped_loaders() -> Mapping[str, Loader]:
    """Return the loaders of the shipped figures, whose tables are read once in a process."""
    return _loaders(shipped_folder())


def _loaders(folder: Path) -> dict[str, Loader]:
    loaders = weekly_loaders(folder / WEEKLY, folder / MONTHLY)
    for name in PUBLISHED:
        path = folder / published_file(name)
        if path.exists():
            loaders[name] = partial(_published, path, name)
    loaders["FFT"] = partial(policy.read_policy, folder / POLICY)
    loaders["USREC"] = partial(policy.read_recessions, folder / RECESSIONS)
    return loaders


def shipped_folder() -> Path:
    """Return the folder of the reference figures in the package."""
    with as_file(files("data_feeds.files") / "reference_data") as folder:
        return folder


def load_policy() -> pd.DataFrame:
    """Read the shipped table of federal funds target announcements."""
    return policy.read_policy(shipped_folder() / POLICY)


def published_file(name: str) -> str:
    """Return the file of a series that is shipped as published.

    >>> published_file("NFCI")
    'nfci.csv'
    """
    return f"{name.lower()}.csv"


def bar_column(name: str, field: str) -> str:
    """Return the column of the weekly table for a field of a bar.

    >>> bar_column("IWM", "open")
    'IWM_OPEN'
    """
    return f"{name}_{field.upper()}"


def highest_column(name: str) -> str:
    """Return the column of the weekly table for the highest close of the week."""
    return bar_column(name, HIGHEST)


def weekly_loaders(weekly: Path, month_ends: Path) -> dict[str, Loader]:
    """Map the series of a weekly table to functions that read them.

    Each price series has the closes of its month ends in `attrs`, if the second table has them.
    Both tables are read once.
    """
    columns = {name.upper() for name in csv_file.column_names(weekly)[1:]}
    table, ends = (cache(partial(csv_file.read_table, path)) for path in (weekly, month_ends))
    loaders: dict[str, Loader] = {}
    for name in BARS:
        if bar_column(name, "open") in columns:
            loaders[name] = partial(_bars, table, ends, name)
    for name in sorted(columns):
        if name in (*CLOSES, *TOTAL_RETURNS) or name.endswith(ADJUSTED):
            loaders[name] = partial(_closes, table, ends, name)
    if VOLATILITY in columns:
        loaders[VOLATILITY] = partial(_volatility, table)
    for name in VALUES:
        if name in columns:
            loaders[name] = partial(_values, table, name)
    return loaders


def close_loaders(path: Path, month_ends: Path) -> dict[str, Loader]:
    """Map each column of a table of closes to the function that reads it, with its month ends.

    A record that begins with weekly closes and goes on by day has a note that names the join.
    """
    table = cache(partial(csv_file.read_table, path))
    ends: Table = pd.DataFrame
    if month_ends.exists():
        ends = cache(partial(csv_file.read_table, month_ends))
    names = [name.upper() for name in csv_file.column_names(path)[1:]]
    return {name: partial(_joined, table, ends, name) for name in names}


def month_end_loaders(path: Path) -> dict[str, Loader]:
    """Map each column of a table of month-end closes to the function that reads it."""
    table = cache(partial(csv_file.read_table, path))
    names = [name.upper() for name in csv_file.column_names(path)[1:]]
    return {name: partial(_month_end_closes, table, name) for name in names}


def _bars(table: Table, ends: Table, name: str) -> pd.DataFrame:
    columns = {bar_column(name, field).lower(): field for field in PRICE_COLUMNS}
    bars = _checked(_columns(table(), columns), name, "points")
    return _with_month_ends(bars, ends, bar_column(name, "close"))


def _closes(table: Table, ends: Table, name: str) -> pd.DataFrame:
    closes = _checked(_columns(table(), {name.lower(): "close"}), name, _adjustment(name))
    return _with_month_ends(closes, ends, name)


def _joined(table: Table, ends: Table, name: str) -> pd.DataFrame:
    closes = _closes(table, ends, name)
    daily = from_own_spacing(closes)
    if len(daily) < len(closes):
        last = closes.index[len(closes) - len(daily) - 1]
        closes.attrs["note"] = f"weekly to {last:%Y-%m-%d}, daily from {daily.index[0]:%Y-%m-%d}"
    return closes


def _volatility(table: Table) -> pd.DataFrame:
    columns = {VOLATILITY.lower(): "close", highest_column(VOLATILITY).lower(): HIGHEST}
    both = _columns(table(), columns)
    closes = _checked(both[["close"]], VOLATILITY, "points")
    closes[HIGHEST] = both[HIGHEST]
    return closes


def _values(table: Table, name: str) -> pd.DataFrame:
    values = _columns(table(), {name.lower(): "value"})
    values.attrs.update(name=name, frequency=Frequency.WEEKLY.value)
    return with_caveats(values, name)


def _published(path: Path, name: str) -> pd.DataFrame:
    return with_caveats(csv_file.read_values(path, name=name), name)


def _month_end_closes(table: Table, name: str) -> pd.DataFrame:
    return _checked(_columns(table(), {name.lower(): "close"}), name, _adjustment(name))


def _columns(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return columns under new names, without the rows in which they are empty."""
    return table[list(columns)].rename(columns=columns).dropna()


def _checked(frame: pd.DataFrame, name: str, adjustment: Adjustment) -> pd.DataFrame:
    return check_bars(frame, name=name, adjustment=adjustment)


def _adjustment(name: str) -> Adjustment:
    return "adjusted" if name.endswith((ADJUSTED, "_TR")) else "points"


def _with_month_ends(bars: pd.DataFrame, ends: Table, column: str) -> pd.DataFrame:
    table = ends()
    if column.lower() in table:
        bars.attrs[MONTH_ENDS] = MonthEnds(table[column.lower()].dropna())
    return bars
