"""Open what a command reads, with a status line while it is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backtests.cli.progress import spinner
from backtests.runtime.choices import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from data_feeds.series.market import Market


def open_data(source: str, as_of: str | None, symbols: Sequence[str] = ()) -> Market:
    """Open the data source; what it has to fetch first is shown on a terminal."""
    from data_feeds.source import open_source, user_cache

    date = date_of(as_of)
    with spinner("opening the data") as tell:
        return open_source(source, user_cache(tell), as_of=date, symbols=symbols)


def series_of(symbol: str, source: str, as_of: str | None) -> tuple[str, Market]:
    """Resolve a symbol or a CSV file to its series name and an open source that holds it."""
    from data_feeds.source import open_symbol, user_cache

    date = date_of(as_of)
    with spinner("opening the data") as tell:
        return open_symbol(symbol, source, user_cache(tell), as_of=date)


def date_of(text: str | None) -> pd.Timestamp | None:
    """Read a day; None stays None, UsageError for what is no date."""
    import pandas as pd

    if text is None:
        return None
    try:
        return pd.to_datetime(text, format="%Y-%m-%d")
    except ValueError:
        raise UsageError(f"--as-of {text!r} is no date; expected YYYY-MM-DD") from None
