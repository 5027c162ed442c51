"""Bars given to backtrader as whole arrays."""

from __future__ import annotations

from array import array
from typing import Any

import backtrader as bt
import numpy as np
import pandas as pd

from data_feeds.bars import PRICE_COLUMNS

# What backtrader has lines for and the bars of an index do not; no rule here reads it.
UNUSED = ("volume", "openinterest")


class PreloadedBars(bt.feed.DataBase):
    """A feed that takes its lines from the columns of bars at once, before the run.

    Parameter `dataname`: bars by date with the four prices; volume and open interest are 0.
    `backtrader.feeds.PandasData` gives the same lines, cell by cell, which costs more than a run.
    """

    def preload(self) -> None:
        """Fill every line, and stand before the first bar."""
        bars: pd.DataFrame = self.p.dataname
        columns = {name: bars[name].to_numpy(dtype=np.float64) for name in PRICE_COLUMNS}
        columns |= dict.fromkeys(UNUSED, np.zeros(len(bars)))
        columns["datetime"] = np.array(
            [bt.date2num(day) for day in pd.DatetimeIndex(bars.index).to_pydatetime()]
        )
        for name, values in columns.items():
            line: Any = getattr(self.lines, name)
            line.array = array("d", values.tobytes())
        self.home()
