"""Arguments checked before what uses them is imported, so that an error is printed at once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from backtests.runtime.choices import UsageError
from data_feeds import SOURCE_NAMES
from data_feeds.series.errors import DataError


def check_date(text: str | None) -> str | None:
    """Return the text of --as-of; raise UsageError unless it is a date."""
    try:
        if text is not None:
            dt.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        raise UsageError(f"--as-of {text!r} is not a date; expected YYYY-MM-DD") from None
    return text


def check_source(source: str | None) -> str | None:
    """Return the source that --data names; raise DataError if it does not exist."""
    if source is not None and source not in SOURCE_NAMES and not os.path.exists(source):  # noqa: PTH110
        raise DataError(
            f"no data source {source!r}; expected {', '.join(SOURCE_NAMES)} or the path of a "
            "snapshot folder"
        )
    return source


def check_named(what: str, *names: str | None) -> None:
    """Raise UsageError for an empty text, such as a variable of a shell that was never set.

    No option or argument means its default, an empty one nothing at all.
    """
    if any(name is not None and not name.strip() for name in names):
        raise UsageError(f"{what} is empty; expected a name, or leave it out")


def check_symbol(symbol: str | None, source: str) -> None:
    """Raise UsageError for an empty symbol, DataError for a CSV file that is not there.

    A file may also be in the folder of the source.
    """
    check_named("a symbol", symbol)
    if symbol is None or not symbol.lower().endswith(".csv"):
        return
    if not any(os.path.exists(path) for path in (symbol, Path(source) / symbol)):  # noqa: PTH110
        shown = symbol.encode("unicode_escape").decode("ascii")
        raise DataError(f"{symbol if symbol.isprintable() else shown}: no such file")


def check_claims(names: Sequence[str]) -> None:
    """Raise an error if a claims file is missing, or no shipped claim has an id.

    Ids of claims in files are checked when the files are read.
    """
    own = [name for name in names if name.endswith(".toml")]
    for name in own:
        if not os.path.exists(name):  # noqa: PTH110
            raise DataError(f"{name}: no such file")
    if names and not own:
        from backtests.claims.listing import check_ids

        check_ids(names)
