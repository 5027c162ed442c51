"""Open the data source and the symbol that a user names on the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from data_feeds import DEFAULT_SOURCE
from data_feeds.files import csv_file, reference, snapshot
from data_feeds.files.frame import read_frame
from data_feeds.providers import live_market
from data_feeds.providers.cached_feed import CachedFeed, default_folder, offline_wanted
from data_feeds.quality.defects import doubtful_prices
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import ADJUSTED, SYMBOL, is_known, listing
from data_feeds.series.market import CLOCK, Market, add_notice, open_market

# A symbol, a CSV file, or a frame of prices (or a series of closes) by date.
Subject = str | Path | pd.DataFrame | pd.Series
Open = Callable[[CachedFeed, pd.Timestamp | None, Sequence[str]], Market]
# Sources by name: functions of the cache, the last date and the additional symbols.
SOURCES: Mapping[str, Open] = {
    DEFAULT_SOURCE: lambda live, as_of, symbols: live_market.load_auto(
        live, as_of=as_of, symbols=symbols
    ),
    "reference": lambda live, as_of, symbols: reference.load(as_of=as_of),
    "yahoo": lambda live, as_of, symbols: live_market.load_live(live, as_of=as_of, symbols=symbols),
}
# Sources whose last day is that of the symbol that they are opened for.
LIVE_SOURCES = (DEFAULT_SOURCE, "yahoo")


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
    if not exists(source):
        raise DataError(
            f"no data source {source!r}; expected {', '.join(SOURCES)} or the path of a "
            "snapshot folder"
        )
    return snapshot.load(Path(source), as_of=as_of)


def user_cache(progress: Callable[[str], None] = lambda _: None) -> CachedFeed:
    """Return a feed on the cache folder of this user."""
    return CachedFeed(default_folder(), offline=offline_wanted(), progress=progress)


def open_symbol(
    symbol: Subject, source: str, live: CachedFeed, *, as_of: pd.Timestamp | None = None
) -> tuple[str, Market]:
    """Resolve a symbol, a CSV file or a frame to its series name and data source.

    If the source has a symbol as adjusted closes only, they are used and a notice is added.
    """
    if isinstance(symbol, pd.DataFrame | pd.Series):
        return _alone(read_frame(symbol), "frame", "a frame", as_of)
    if is_file(symbol):
        path = _path(symbol, source)
        return _alone(csv_file.read_bars(path), f"file {path.name}", "one file", as_of)
    market = open_source(source, live, as_of=as_of, symbols=[str(symbol)])
    return available_name(market, str(symbol)), market


def open_each(
    symbols: Sequence[str], source: str, live: CachedFeed, *, as_of: pd.Timestamp | None = None
) -> Iterator[tuple[str, Market] | DataError]:
    """Open many symbols and CSV files as `open_symbol` does; yield the error of one that fails.

    A source whose last day does not depend on the symbol is opened once, and each symbol gets a
    market without the series of the others. Raises DataError if such a source cannot be used.
    """
    alone = source in LIVE_SOURCES or all(map(is_file, symbols))
    shared = None if alone else open_source(source, live, as_of=as_of)
    for symbol in symbols:
        try:
            if shared is None or is_file(symbol):
                yield open_symbol(symbol, source, live, as_of=as_of)
            else:
                market = replace(shared, used={}, notices=list(shared.notices))
                yield available_name(market, symbol), market
        except DataError as error:
            yield error


def available_name(market: Market, symbol: str) -> str:
    """Return the series name of a symbol, or that of its adjusted closes if they are all there is.

    A notice names the latter.
    """
    name = series_name(market, symbol)
    adjusted = f"{name}{ADJUSTED}"
    if market.has(name) or not market.has(adjusted):
        return name
    add_notice(
        market.notices,
        f"{name}: the source has no bars, so its adjusted closes are used: records are those of "
        "the total return, and fills are at closes",
    )
    return adjusted


def open_beside(
    symbol: Subject, source: str, live: CachedFeed, *, as_of: pd.Timestamp | None = None
) -> tuple[str, Market]:
    """Open a data source with a symbol, a CSV file or a frame beside its own series.

    Returns the name of the additional series and the source.
    """
    if isinstance(symbol, pd.DataFrame | pd.Series):
        bars = read_frame(symbol)
        name = str(bars.attrs["name"])
        return name, with_series(open_source(source, live, as_of=as_of), {name: bars})
    if is_file(symbol):
        path = _path(symbol, source)
        market = open_source(source, live, as_of=as_of)
        return path.name, with_files(market, {path.name: path})
    symbol = str(symbol)
    fetched = SYMBOL.fullmatch(symbol.upper()) and not is_known(listing(symbol).name)
    more = [CLOCK, symbol] if fetched else []
    market = open_source(source, live, as_of=as_of, symbols=more)
    return symbol if market.has(symbol) else series_name(market, symbol), market


def series_name(market: Market, symbol: str) -> str:
    """Return the series name of a symbol in a source, whether or not the source has it."""
    name = listing(symbol).name
    return name if market.has(name) else name.removeprefix("^")


def with_files(market: Market, paths: Mapping[str, Path]) -> Market:
    """Add CSV files of prices to a data source, each as a series of the given name.

    Adjusted closes of a file become a series too, with the suffix `_ADJ`.

    Raises
    ------
    DataError
        A file cannot be read or is not valid.
    """
    frames: dict[str, pd.DataFrame] = {}
    for name, path in paths.items():
        frames[name] = csv_file.read_bars(path, name=name)
        if {"close", "adj_close"} <= set(csv_file.column_names(path)):
            adjusted = f"{name}{ADJUSTED}"
            frames[adjusted] = csv_file.read_adjusted(path, name=adjusted)
    return with_series(market, frames)


def with_series(market: Market, frames: Mapping[str, pd.DataFrame]) -> Market:
    """Add series to a data source; a notice names those that go on after its last day."""
    for name, frame in frames.items():
        if frame.index[-1] > market.as_of and not name.endswith(ADJUSTED):
            later = f"rows after {market.as_of:%Y-%m-%d}, where the data end, are not used"
            add_notice(market.notices, f"{name}: {later}")
    loaders = {name: partial(_itself, frame) for name, frame in frames.items()}
    return replace(market, loaders={**market.loaders, **loaders})


def _itself(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def is_own(symbol: Subject) -> bool:
    """Return whether a file or a frame is meant, and not a symbol of a source."""
    return isinstance(symbol, pd.DataFrame | pd.Series) or is_file(symbol)


def is_file(symbol: str | Path) -> bool:
    """Return whether a path, or a text that names a file and no symbol, is meant."""
    named = isinstance(symbol, Path) or symbol.lower().endswith(".csv")
    return named or exists(symbol)


def exists(path: str | Path) -> bool:
    """Return whether a file or folder exists; False for a text that cannot be its name."""
    return os.path.exists(path)  # noqa: PTH110  (Path.exists raises OSError for a long text)


def _path(symbol: str | Path, source: str) -> Path:
    """Return the path of a file; a bare name is also looked up in the source folder."""
    path = Path(symbol)
    inside = Path(source) / path
    return inside if not path.exists() and inside.exists() else path


def _alone(
    bars: pd.DataFrame, label: str, what: str, as_of: pd.Timestamp | None
) -> tuple[str, Market]:
    """Open a data source that holds one series; its doubtful prices and gaps are notices."""
    name = str(bars.attrs["name"])
    how = f"{what} holds one series"
    market = open_market(label, {name: lambda: bars}, how_to_get=how, as_of=as_of, clock=name)
    for text in doubtful_prices(bars.loc[:as_of]):
        add_notice(market.notices, f"{name}: {text}")
    return name, market
