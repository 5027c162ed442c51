"""Download rates and spreads from FRED as CSV, and parse the response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data_feeds.files import csv_file
from data_feeds.providers.errors import (
    CONNECT_TIMEOUT,
    NoSuchSeries,
    ProviderBusyError,
    ProviderFailedError,
    ProviderUnreachableError,
    is_connection_failure,
)
from data_feeds.series.bars import BarsError

if TYPE_CHECKING:
    import requests

NAME = "FRED"
SERVER = "https://fred.stlouisfed.org"
DOWNLOAD = "/graph/fredgraph.csv"


def fetch(code: str, *, timeout: float = 20.0) -> bytes:
    """Request the complete available history of a series from FRED once, as CSV.

    Raises
    ------
    NoSuchSeries
        If FRED responds with status 404.
    ProviderBusyError
        If FRED responds with status 429.
    ProviderFailedError
        If the status is any other than 200, the connection breaks, or there is no response within
        `timeout` seconds.
    ProviderUnreachableError
        If no connection can be made.
    """
    import requests

    url, query = SERVER + DOWNLOAD, {"id": code}
    try:
        answer = requests.get(url, params=query, timeout=(CONNECT_TIMEOUT, timeout))
    except requests.ReadTimeout:
        raise ProviderFailedError(
            f"{NAME} did not answer {code} within {timeout:g} seconds"
        ) from None
    except requests.RequestException as error:
        if is_connection_failure(error):
            raise ProviderUnreachableError(
                f"{NAME} cannot be reached (is there a network?)"
            ) from None
        raise ProviderFailedError(
            f"{NAME} broke off while answering {code} ({type(error).__name__})"
        ) from None
    return _content(answer, code)


def _content(answer: requests.Response, code: str) -> bytes:
    status = answer.status_code
    if status == 404:
        raise NoSuchSeries(f"{NAME} has no series {code}")
    if status == 429:
        raise ProviderBusyError(
            f"{NAME} answered {code} with 429 Too Many Requests; try again in an hour"
        )
    if status != 200:
        raise ProviderFailedError(f"{NAME} answered {code} with status {status}; expected 200")
    return bytes(answer.content)


def parse(content: bytes, *, code: str) -> pd.DataFrame:
    """Parse FRED's CSV into a frame with column `value` by date, in the unit of FRED.

    Days without a value (a dot or an empty cell) are dropped.

    Raises
    ------
    ProviderFailedError
        If the response is a web page.
    NoSuchSeries
        If the series has no values.
    BarsError
        If the content is not a table of dates and the series, a value is infinite, or dates repeat
        or are out of order.
    """
    if content.lstrip()[:1] == b"<":
        raise ProviderFailedError(f"{NAME} answered {code} with a web page; expected a CSV")
    try:
        table = csv_file.parse_table(content)
    except BarsError as error:
        raise BarsError(f"{NAME}, {code}: {error}") from None
    column = code.lower()
    if list(table.columns) != [column]:
        found = ", ".join(table.columns) or "none"
        raise BarsError(f"{NAME}, {code}: expected a column {code}; found {found}")
    values = table.rename(columns={column: "value"}).dropna()
    if values.empty:
        raise NoSuchSeries(f"{NAME} has no values of {code}")
    if not np.isfinite(values["value"].to_numpy()).all():
        raise BarsError(f"{NAME}, {code}: a value is infinite")
    index = pd.DatetimeIndex(values.index)
    if index.has_duplicates or not index.is_monotonic_increasing:
        raise BarsError(f"{NAME}, {code}: dates repeat or are out of order")
    return values
