"""Download daily prices from Yahoo Finance with yfinance, and parse the response."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data_feeds.providers.bad_rows import split_off_unpriced
from data_feeds.providers.errors import (
    NoSuchSeries,
    ProviderBusyError,
    ProviderFailedError,
    check_connection,
)
from data_feeds.series.bars import BarsError

NAME = "Yahoo"
SERVER = "https://query2.finance.yahoo.com"
# Closing values of indexes are corrected in the hours after the close: on 2026-10-05 the Russell
# 2000 was 2,847.14 at the close and 2,850.41 in the final record.
SETTLED_AFTER = pd.Timedelta(hours=2)
# Column names of yfinance and of the parsed table.
COLUMNS = {
    "Open": "open",
    "High": "high",
    "Low": "low",
    "Close": "close",
    "Adj Close": "adj_close",
    "Volume": "volume",
    "Dividends": "dividend",
    "Stock Splits": "split",
}
# Metadata that are used: the time zone of the exchange and the end of its session.
METADATA = ("exchangeTimezoneName", "currentTradingPeriod")
# Key of the dates of rows without a close in `attrs` of a parsed table.
LEFT_OUT = "left_out"
NEEDED = ("open", "high", "low", "close", "adj_close")


@dataclass(frozen=True, slots=True)
class Answer:
    """The unmodified response of yfinance: price history and metadata."""

    history: pd.DataFrame
    metadata: Mapping[str, Any]


def fetch(
    symbol: str, *, start: pd.Timestamp | None, folder: Path, timeout: float = 10.0
) -> Answer:
    """Request daily prices from Yahoo once, with unadjusted and adjusted closes.

    Parameters
    ----------
    symbol : str
        Yahoo symbol.
    start : Timestamp or None
        First date requested; None for the complete history.
    folder : Path
        Folder of yfinance's time zone cache.
    timeout : float
        Seconds to wait for a response.

    Raises
    ------
    NoSuchSeries
        If Yahoo does not know the symbol or has no prices for it.
    ProviderBusyError
        If Yahoo responds with status 429.
    ProviderFailedError
        If the response is invalid, an error, or not received in time.
    """
    import yfinance
    from yfinance.data import YfData
    from yfinance.exceptions import YFRateLimitError, YFTickerMissingError, YFTzMissingError

    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # errors are raised below
    yfinance.set_tz_cache_location(str(folder))
    yfinance.config.debug.hide_exceptions = False
    YfData.cache_get.cache_clear()  # otherwise an invalid response would be reused
    period = {"period": "max"} if start is None else {"start": f"{start:%Y-%m-%d}"}
    ticker = yfinance.Ticker(symbol)
    try:
        with warnings.catch_warnings():
            # yfinance 1.7 modifies frames in place, which pandas 3.1 deprecates.
            warnings.filterwarnings("ignore", "The inplace keyword", DeprecationWarning)
            history = ticker.history(
                **period,
                interval="1d",
                auto_adjust=False,
                back_adjust=False,
                repair=False,
                actions=True,
                keepna=True,
                timeout=timeout,
            )
        metadata = ticker.get_history_metadata()
        return Answer(history, {name: metadata.get(name) for name in METADATA})
    except YFRateLimitError:
        raise ProviderBusyError(
            f"{NAME} answered {symbol} with 429 Too Many Requests; try again in an hour"
        ) from None
    except YFTzMissingError:  # the time zone of the exchange is requested first
        raise NoSuchSeries(f"{NAME} has no symbol {symbol}") from None
    except YFTickerMissingError as error:
        raise NoSuchSeries(f"{NAME} has no prices of {symbol} ({error.rationale})") from None
    # On invalid responses yfinance raises KeyError, TypeError and errors of other libraries.
    except Exception as error:
        if getattr(getattr(error, "response", None), "status_code", None) == 404:
            raise NoSuchSeries(f"{NAME} has no symbol {symbol}") from None
        raise ProviderFailedError(f"{NAME} gave no prices of {symbol}: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    if "Timeout" in type(error).__name__:
        return "no answer in time"
    if isinstance(error, ValueError):
        return "its answer is not JSON"
    if isinstance(error, OSError):
        return "the connection broke off"
    return f"its answer is not a chart ({type(error).__name__})"


def reachable() -> None:
    """Raise ProviderUnreachableError unless Yahoo accepts a connection."""
    check_connection(NAME, SERVER)


def parse(answer: Answer, *, symbol: str, now: pd.Timestamp) -> pd.DataFrame:
    """Parse a response into a table of finished sessions.

    Parameters
    ----------
    answer : Answer
        Response of `fetch`.
    symbol : str
        Yahoo symbol, used to select columns and in messages.
    now : Timestamp
        Current time with a time zone. A session is finished two hours after it ends.

    Returns
    -------
    DataFrame
        Indexed by session date without time zone. `open`, `high`, `low`, `close` and `adj_close`
        are in points or dollars, adjusted for splits by Yahoo; `volume`, `dividend` and `split`
        (new shares per old share) are 0 where there is none. Rows without a close above zero,
        which Yahoo returns for days without trades and by mistake, are dropped; `attrs` hold their
        dates as `left_out`.

    Raises
    ------
    NoSuchSeries
        If no prices remain.
    BarsError
        If columns are missing or prices are not numeric, or dates repeat or are out of order.
    """
    table = _columns(answer.history, symbol)
    table.index = _session_dates(answer.history.index, symbol)
    table = table[table.index < _first_unfinished(answer.metadata, now)]
    table, unpriced = split_off_unpriced(table)
    if table.empty:
        raise NoSuchSeries(f"{NAME} has no prices of {symbol} for finished days")
    dates = pd.DatetimeIndex(table.index)
    if dates.has_duplicates or not dates.is_monotonic_increasing:
        raise BarsError(f"{NAME}, {symbol}: dates repeat or are out of order")
    table.attrs[LEFT_OUT] = tuple(f"{day:%Y-%m-%d}" for day in unpriced.difference(dates))
    return table


def _columns(history: pd.DataFrame, symbol: str) -> pd.DataFrame:
    """Select and rename the columns; a response for several symbols has two column levels."""
    if isinstance(history.columns, pd.MultiIndex):
        history = _of_symbol(history, symbol)
    known = {found: name for found, name in COLUMNS.items() if found in history.columns}
    missing = sorted(set(NEEDED) - set(known.values()))
    if missing or len(set(history.columns)) < len(history.columns):
        found = ", ".join(map(str, history.columns)) or "none"
        raise BarsError(f"{NAME}, {symbol}: expected {', '.join(COLUMNS)}; found {found}")
    try:
        table = history[list(known)].rename(columns=known).astype("float64")
    except (TypeError, ValueError):
        raise BarsError(f"{NAME}, {symbol}: text in prices; expected numbers") from None
    extras = {"volume": 0.0, "dividend": 0.0, "split": 0.0}
    return table.assign(**{n: v for n, v in extras.items() if n not in table.columns})


def _of_symbol(history: pd.DataFrame, symbol: str) -> pd.DataFrame:
    for level in range(history.columns.nlevels):
        if symbol in history.columns.get_level_values(level):
            return pd.DataFrame(history.xs(symbol, axis=1, level=level))
    raise BarsError(f"{NAME}, {symbol}: the answer holds other symbols")


def _session_dates(index: pd.Index, symbol: str) -> pd.DatetimeIndex:
    """Return the session dates in local exchange time, without time zone."""
    if not isinstance(index, pd.DatetimeIndex):
        raise BarsError(f"{NAME}, {symbol}: the rows have no dates")
    return pd.DatetimeIndex(index.tz_localize(None).normalize().as_unit("s"), name="date")


def _first_unfinished(metadata: Mapping[str, Any], now: pd.Timestamp) -> pd.Timestamp:
    """Return the exchange's date of the first session that is not finished at `now`."""
    zone = str(metadata.get("exchangeTimezoneName") or "America/New_York")
    local = now.tz_convert(zone)
    today = local.tz_localize(None).normalize()
    ends = _session_end(metadata, zone)
    if ends is None or ends.tz_localize(None).normalize() != today:
        ends = (today + pd.Timedelta(hours=16)).tz_localize(zone)
    return today if local < ends + SETTLED_AFTER else today + pd.Timedelta(days=1)


def _session_end(metadata: Mapping[str, Any], zone: str) -> pd.Timestamp | None:
    """Return the end of the current session according to the metadata; None if it is missing."""
    period = metadata.get("currentTradingPeriod")
    regular = period.get("regular") if isinstance(period, Mapping) else None
    end = regular.get("end") if isinstance(regular, Mapping) else None
    if isinstance(end, int | float):
        return pd.Timestamp(end, unit="s", tz=zone)
    return None if end is None else pd.Timestamp(end).tz_convert(zone)
