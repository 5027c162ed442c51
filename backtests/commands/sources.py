"""Open what a command reads: a source, a symbol of it, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backtests.commands.options import UsageError
from backtests.commands.waiting import status

if TYPE_CHECKING:
    import pandas as pd

    from backtests.run import Tell
    from data_feeds.live import Live
    from data_feeds.market import Market


def open_data(source: str, as_of: str | None, symbols: Sequence[str] = ()) -> Market:
    """Open the data source; what it has to fetch first is told on a terminal."""
    from data_feeds.source import open_source

    date = date_of(as_of)
    with status("opening the data") as tell:
        return open_source(source, open_live(tell), as_of=date, symbols=symbols)


def open_live(tell: Tell = lambda _: None) -> Live:
    """Return the cache of this user with the providers behind it."""
    from data_feeds import live

    return live.Live(live.default_folder(), offline=live.offline_wanted(), tell=tell)


def date_of(text: str | None) -> pd.Timestamp | None:
    """Read a day; None stays None, UsageError for what is no date."""
    import pandas as pd

    if text is None:
        return None
    try:
        return pd.to_datetime(text, format="%Y-%m-%d")
    except ValueError:
        raise UsageError(f"--as-of {text!r} is no date; expected YYYY-MM-DD") from None


def series_of(symbol: str, data: str, as_of: str | None) -> tuple[str, Market]:
    """Find the series of a symbol: its name, and the source or file that holds it."""
    if is_file(symbol):
        return _file_market(symbol, data, as_of)
    market = open_data(data, as_of, [symbol])
    return name_in(market, symbol), market


def name_in(market: Market, symbol: str) -> str:
    """Return the name under which a source would hold a symbol."""
    from data_feeds.catalogue import listing

    name = listing(symbol).name
    return name if market.has(name) else name.removeprefix("^")


def is_file(symbol: str) -> bool:
    """Whether what was typed names a file and no symbol."""
    return symbol.lower().endswith(".csv") or Path(symbol).exists()


def _file_market(symbol: str, data: str, as_of: str | None) -> tuple[str, Market]:
    """Open one file as a source of its own; a bare name may also lie in the folder of --data."""
    from data_feeds import csv_file
    from data_feeds.market import open_market

    path = Path(symbol)
    if not path.exists() and (Path(data) / path).exists():
        path = Path(data) / path
    bars = csv_file.read_bars(path)
    name = str(bars.attrs["name"])
    how = "one file holds one series"
    return name, open_market(
        f"file {path.name}", {name: lambda: bars}, how_to_get=how, as_of=date_of(as_of), clock=name
    )
