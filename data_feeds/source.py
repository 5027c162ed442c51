"""Turn what a user types after --data into an open Market."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data_feeds import reference, snapshot
from data_feeds.bars import DataError
from data_feeds.market import Market


def open_source(source: str, *, as_of: pd.Timestamp | None = None) -> Market:
    """Open `auto`, `reference`, or a snapshot folder.

    `auto` uses the shipped reference figures. Raises DataError where the source cannot be used.
    """
    if source in ("auto", "reference"):
        return reference.load(as_of=as_of)
    if not Path(source).exists():
        raise DataError(
            f"no data source {source!r}; expected auto, reference or the path of a snapshot folder"
        )
    return snapshot.load(Path(source), as_of=as_of)
