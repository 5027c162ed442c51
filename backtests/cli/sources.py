"""Open the data of a command, with a spinner while they are fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from backtests.cli.progress import spinner
from backtests.runtime.choices import parse_date

if TYPE_CHECKING:
    from backtests.claims.selection import Selection
    from backtests.runtime.store import Store
    from data_feeds.series.market import Market


def open_data(source: str, as_of: str | None, symbols: Sequence[str] = ()) -> Market:
    """Open a data source; `symbols` are fetched if the source is live."""
    from data_feeds.source import open_source, user_cache

    date = parse_date("--as-of", as_of)
    with spinner("opening the data") as progress:
        return open_source(source, user_cache(progress), as_of=date, symbols=symbols)


def open_claims_data(selection: Selection, source: str, as_of: str | None) -> Market:
    """Open a data source for claims, with the symbols and CSV files that claims files name."""
    from backtests.claims.selection import with_own_series

    return with_own_series(open_data(source, as_of, selection.symbols), selection)


def open_traded(trade: str | None, source: str, as_of: str | None) -> tuple[str | None, Market]:
    """Open a data source with the symbol or CSV file to trade; return its series name if given."""
    from data_feeds.source import open_beside, user_cache

    if trade is None:
        return None, open_data(source, as_of)
    date = parse_date("--as-of", as_of)
    with spinner("opening the data") as progress:
        return open_beside(trade, source, user_cache(progress), as_of=date)


def open_series(symbol: str, source: str, as_of: str | None) -> tuple[str, Market]:
    """Resolve a symbol or CSV file to its series name and an open data source."""
    from data_feeds.source import open_symbol, user_cache

    date = parse_date("--as-of", as_of)
    with spinner("opening the data") as progress:
        return open_symbol(symbol, source, user_cache(progress), as_of=date)


@contextmanager
def kept_results(*, fresh: bool) -> Iterator[Store]:
    """Yield the store of what earlier runs computed, which has the parsed files too.

    With `fresh` it is an empty one that keeps nothing.
    """
    from backtests.runtime import store
    from data_feeds.files.keeping import keeping
    from data_feeds.providers.cached_feed import default_folder

    if fresh:
        yield store.EMPTY
        return
    with store.opened(default_folder()) as found, keeping(found.table):
        yield found
