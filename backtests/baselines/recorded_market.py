"""A market that remembers what was read of it, to be sent to other processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd

from data_feeds.series.bars import DataError
from data_feeds.series.market import Market


class _Loader:
    """Reads a series, and remembers what it raised."""

    def __init__(self, load: Callable[[], pd.DataFrame]) -> None:
        self._load = load
        self.error: DataError | None = None

    def __call__(self) -> pd.DataFrame:
        """Return the series."""
        try:
            return self._load()
        except DataError as error:
            self.error = error
            raise


def recorded(market: Market) -> Market:
    """Return a market of which nothing is read yet, for `held`."""
    loaders = {name: _Loader(load) for name, load in market.loaders.items()}
    return replace(market, used={}, loaders=loaders)


def held(market: Market) -> Market:
    """Return a market for other processes: what was read of a recorded one, or why it could not be.

    A series that was not asked for raises DataError.
    """
    loaders = {
        name: partial(_give, market.used.get(name), getattr(loader, "error", None))
        for name, loader in market.loaders.items()
    }
    return replace(market, loaders=loaders, used={}, notices=[])


def _give(frame: pd.DataFrame | None, error: DataError | None) -> pd.DataFrame:
    if frame is not None:
        return frame
    raise error or DataError("the series was not read in the first measurement")
