"""Read the prices in a frame of a user as those of a file are read."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from data_feeds.files import csv_file
from data_feeds.files.atomic import write_atomically

# Name of a frame without one in its `attrs`.
FRAME = "frame"


def read_frame(given: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Return checked bars of a frame or of a series of closes, which is not changed.

    Their name is `attrs["name"]`. The frame is read as the CSV that pandas writes of it, so that
    the same columns, dates and layouts are accepted as in a file, and the same refused. Dates are
    the index or a column.

    Raises
    ------
    BarsError
        The frame holds no prices by date, or they are not valid.
    """
    frame = given.to_frame("close") if isinstance(given, pd.Series) else given
    name = str(given.attrs.get("name") or FRAME)
    numbered = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    index = frame.index.rename("date") if _is_nameless_dates(frame.index) else frame.index
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{FRAME}.csv"
        content = frame.set_axis(index).to_csv(index=not numbered)
        write_atomically(path, content.encode(), durable=False)
        bars = csv_file.read_bars(path, name=name)
    bars.attrs["source"] = "a frame"
    return bars


def _is_nameless_dates(index: pd.Index) -> bool:
    dated = isinstance(index, pd.DatetimeIndex | pd.PeriodIndex)
    return dated and index.name is None
