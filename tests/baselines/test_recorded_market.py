"""A market for other processes: what was read of it, and nothing else."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest

from backtests.baselines.recorded_market import held, recorded
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

CLOSES = pd.DataFrame(
    {"close": [1.0, 2.0, 3.0]}, index=pd.DatetimeIndex(["2024-01-02", "2024-01-03", "2024-01-04"])
)


def damaged() -> pd.DataFrame:
    """A series that cannot be read."""
    raise DataError("line 3: no date")


def test_another_process_has_what_was_read_and_why_the_rest_was_not() -> None:
    """The series cut at its day, the same error, and none for a series that nobody asked for."""
    loaders = {"A": lambda: CLOSES, "B": damaged, "C": lambda: CLOSES}
    market = recorded(Market("a source", loaders, "add it", pd.Timestamp("2024-01-03")))
    market.series("A")
    assert not market.can_read("B")
    other: Market = pickle.loads(pickle.dumps(held(market)))
    assert other.series("A")["close"].tolist() == [1.0, 2.0]
    with pytest.raises(DataError, match="line 3: no date"):
        other.series("B")
    with pytest.raises(DataError, match="not read in the first"):
        other.series("C")
    assert (other.has("B"), other.has("D")) == (True, False)
