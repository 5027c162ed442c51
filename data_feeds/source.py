"""Open the data source and the symbol that a user names on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from data_feeds import DEFAULT_SOURCE
from data_feeds.files import csv_file, reference, snapshot
from data_feeds.providers import live_market
from data_feeds.providers.cached_feed import CachedFeed, default_folder, offline_wanted
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import listing
from data_feeds.series.market import Market, open_market

Open = Callable[[CachedFeed, pd.Timestamp | None, Sequence[str]], Market]
# Sources by name: functions of the cache, the last date and the additional symbols.
SOURCES: Mapping[str, Open] = {
    DEFAULT_SOURCE: lambda live, as_of, symbols: live_market.load_auto(
        live, as_of=as_of, symbols=symbols
    ),
    "reference": lambda live, as_of, symbols: reference.load(as_of=as_of),
    "yahoo": lambda live, as_of, symbols: live_market.load_live(live, as_of=as_of, symbols=symbols),
}


def open_source(
    source: str, live: CachedFeed, *, as_of: pd.Timestamp | None = None, symbols: Sequence[str] = ()
) -> Market:
    """Open `auto`, `reference`, `yahoo`, or a snapshot folder.

    `auto` is the cache, then Yahoo and FRED, then the shipped reference figures; `yahoo` the same
    without the last. `symbols` are additional symbols named by the user. Raises
    DataError if the source cannot be used.
    """
    if source in SOURCES:
        return SOURCES[source](live, as_of, symbols)
    if not Path(source).exists():
        raise DataError(
            f"no data source {source!r}; expected {', '.join(SOURCES)} or the path of a "
            "snapshot folder"
        )
    return snapshot.load(Path(source), as_of=as_of)


def user_cache(progress: Callable[[str], None] = lambda _: None) -> CachedFeed:
    """Return a feed on the cache folder of this user."""
    return CachedFeed(default_folder(), offline=offline_wanted(), progress=progress)


def open_symbol(
    symbol: str, source: str, live: CachedFeed, *, as_of: pd.Timestamp | None = None
) -> tuple[str, Market]:
    """Resolve a symbol or a CSV file to its series name and data source."""
    if is_file(symbol):
        return _open_file(symbol, source, as_of)
    market = open_source(source, live, as_of=as_of, symbols=[symbol])
    return series_name(market, symbol), market


def series_name(market: Market, symbol: str) -> str:
    """Return the series name of a symbol in a source, whether or not the source has it."""
    name = listing(symbol).name
    return name if market.has(name) else name.removeprefix("^")


def with_files(market: Market, paths: Mapping[str, Path]) -> Market:
    """Add CSV files of prices to a data source, each as a series of the given name.

    Raises
    ------
    DataError
        A file cannot be read or is not valid.
    """
    frames = {name: csv_file.read_bars(path, name=name) for name, path in paths.items()}
    loaders = {name: partial(_itself, frame) for name, frame in frames.items()}
    return replace(market, loaders={**market.loaders, **loaders})


def _itself(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def is_file(symbol: str) -> bool:
    """Return whether the text names a file instead of a symbol."""
    return symbol.lower().endswith(".csv") or Path(symbol).exists()


def _open_file(symbol: str, source: str, as_of: pd.Timestamp | None) -> tuple[str, Market]:
    """Open one file as a data source; a bare name is also looked up in the source folder."""
    path = Path(symbol)
    if not path.exists() and (Path(source) / path).exists():
        path = Path(source) / path
    bars = csv_file.read_bars(path)
    name = str(bars.attrs["name"])
    how = "one file holds one series"
    return name, open_market(
        f"file {path.name}", {name: lambda: bars}, how_to_get=how, as_of=as_of, clock=name
    )
