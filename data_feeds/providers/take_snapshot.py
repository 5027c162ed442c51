"""Write the data of a run to a snapshot folder, which is not changed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from data_feeds.files import snapshot
from data_feeds.files.atomic import filling, write_atomically
from data_feeds.providers import cache, live_market, long_record, yahoo
from data_feeds.providers.bad_rows import repair_bars
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.series.bars import PRICE_COLUMNS, DataError
from data_feeds.series.catalogue import CATALOGUE, INDEXES, Listing, listing
from data_feeds.series.market import CLOCK, Market
from data_feeds.series.periods import MONTH_ENDS

BAR_COLUMNS = (*PRICE_COLUMNS, "volume")


def fetch(
    live: CachedFeed, symbols: Sequence[str], progress: Callable[[str], None]
) -> tuple[dict[str, cache.Entry], dict[str, str]]:
    """Update series in the cache; without symbols, all series of the catalogue.

    Returns the entries by name, and the reason by name for each series that is not available.
    `progress` is called with the name of each series before it is requested.
    """
    wanted = [listing(s) for s in symbols] or list(CATALOGUE.values())
    entries: dict[str, cache.Entry] = {}
    missing: dict[str, str] = {}
    for item in wanted:
        progress(item.name)
        try:
            entries[item.name] = live.entry(item)
        except DataError as error:
            missing[item.name] = str(error)
    return entries, missing


def take(
    live: CachedFeed, folder: Path, *, symbols: Sequence[str] = (), progress: Callable[[str], None]
) -> dict[str, str]:
    """Write a snapshot of every known series and of `symbols`, with its manifest.

    The folder is moved into place when it is complete. Returns the reason for each missing series
    by name; the manifest has the same.

    Raises
    ------
    DataError
        The folder exists and is not empty, a core series or one of `symbols` is unavailable, or
        the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError(f"{folder}: exists; a snapshot never changes, so name a new folder")
    market = live_market.load_auto(live)
    names = dict.fromkeys((*CATALOGUE, *(listing(s).name for s in symbols)))
    entries, missing = fetch(live, list(names), progress)
    needed = (*live_market.CORE, *(listing(s).name for s in symbols))
    for name in needed:
        if name in missing:
            raise DataError(f"no snapshot was written: {missing[name]}")
    items = {name: listing(name) for name in names}
    _write_folder(folder, lambda part: _fill(part, live, market, entries, items, missing))
    return missing


def _fill(
    part: Path,
    live: CachedFeed,
    market: Market,
    entries: dict[str, cache.Entry],
    items: dict[str, Listing],
    missing: dict[str, str],
) -> None:
    repairs: list[str] = []
    for name, entry in entries.items():
        tables, repair = _tables(items[name], entry)
        repairs += [f"{name}: {repair}"] if repair else []
        for file, table in tables.items():
            write_atomically(part / file, cache.to_csv(table))
    policy = market.series("FFT")
    write_atomically(part / snapshot.POLICY_TABLE, cache.to_csv(_policy_rows(policy)))
    for file, table in _long_record(market).items():
        write_atomically(part / file, cache.to_csv(table))
    snapshot.write_manifest(
        part,
        kind="snapshot",
        data_end=f"{market.as_of:%Y-%m-%d}",
        series={
            name: {
                "file": items[name].file,
                "source": f"{entry.provider} {entry.code}",
                "first": f"{entry.first:%Y-%m-%d}",
                "last": f"{entry.last:%Y-%m-%d}",
                "fetched": entry.fetched,
            }
            for name, entry in entries.items()
        },
        missing=missing,
        notices=[*live.notices, *repairs],
    )


def _tables(item: Listing, entry: cache.Entry) -> tuple[dict[str, pd.DataFrame], str]:
    """Return the tables of a series by file, and what was repaired in its bars.

    Bad rows are repaired as they are when the cache is read, so that the snapshot gives the same
    bars. Where an index has no bars at first, a second file holds its closes on all days; those of
    the Russell 2000 are in its long record.
    """
    if item.provider != yahoo.NAME:
        return {item.file: entry.table}, ""
    bars, repair = repair_bars(entry.table[list(BAR_COLUMNS)])
    if not repair:
        return {item.file: entry.table}, ""
    unknown = [column for column in BAR_COLUMNS if column not in bars.columns]
    rows = entry.table.loc[bars.index].drop(columns=unknown)
    tables = {item.file: rows.assign(**{str(name): bars[name] for name in bars.columns})}
    if len(bars) < len(entry.table) and item.name in INDEXES and item.name != CLOCK:
        tables[item.file.replace(snapshot.BARS, snapshot.CLOSES)] = entry.table[["close"]]
    return tables, repair


def _long_record(market: Market) -> dict[str, pd.DataFrame]:
    """Return the tables of the long record by file: closes, and those of the month ends."""
    records = {name: market.loaders[name]() for name in long_record.EXTENDED_BY}
    ends = {name: record.attrs.get(MONTH_ENDS) for name, record in records.items()}
    months = {name: found.closes for name, found in ends.items() if found is not None}
    closes = {name: record["close"] for name, record in records.items()}
    return {
        snapshot.JOINED_RECORD: pd.concat(closes, axis=1).rename_axis("date"),
        **({snapshot.MONTHLY: pd.concat(months, axis=1).rename_axis("date")} if months else {}),
    }


def _policy_rows(policy: pd.DataFrame) -> pd.DataFrame:
    """Return the target changes in the columns of a snapshot's policy table."""
    rows = policy[["lower", "upper"]].add_prefix("target_")
    rows["announced"] = [f"{day:%Y-%m-%d}" for day in pd.DatetimeIndex(policy.index)]
    return rows


def _write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder that is complete or absent; DataError if it cannot be written."""
    try:
        with filling(folder) as part:
            fill(part)
    except OSError as error:
        raise DataError(f"{folder}: cannot be written ({error.strerror})") from None
