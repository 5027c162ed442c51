"""Turn what a user types after --data into an open Market."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data_feeds import live_market, reference, snapshot
from data_feeds.bars import DataError
from data_feeds.live import Live
from data_feeds.market import Market

NAMES = ("auto", "reference", "yahoo")


def open_source(
    source: str, live: Live, *, as_of: pd.Timestamp | None = None, symbols: Sequence[str] = ()
) -> Market:
    """Open `auto`, `reference`, `yahoo`, or a snapshot folder.

    `auto` is the cache, then Yahoo and FRED, then the shipped reference figures; `yahoo` the same
    without the last. `symbols` are what a user typed besides the known series. Raises DataError
    where the source cannot be used.
    """
    if source == "auto":
        return live_market.load_auto(live, as_of=as_of, symbols=symbols)
    if source == "yahoo":
        return live_market.load_live(live, as_of=as_of, symbols=symbols)
    if source == "reference":
        return reference.load(as_of=as_of)
    if not Path(source).exists():
        raise DataError(
            f"no data source {source!r}; expected auto, reference, yahoo or the path of a "
            "snapshot folder"
        )
    return snapshot.load(Path(source), as_of=as_of)
