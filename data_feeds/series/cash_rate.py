"""The rate that cash earns, by day, with the series it is from (METHODS 2.12)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from data_feeds.series.bars import DataError
from data_feeds.series.coverage import longest_fill

CASH_RATE = "CASH_RATE"
# In order of preference: 3-month Treasury yield of the day, mean federal funds rate of the month
# before, middle of the federal funds target.
BILLS, FUNDS, TARGET = "DGS3MO", "FEDFUNDS", "FFT"
SOURCES = (BILLS, FUNDS, TARGET)


def load_cash_rate(
    loaders: Mapping[str, Callable[[], pd.DataFrame]], *, last: pd.Timestamp
) -> pd.DataFrame:
    """Read what the source has of the three series, and combine them up to a day.

    Raises DataError, naming the series, if none can be read.
    """
    found = {}
    for name in SOURCES:
        try:
            found[name] = loaders[name]()
        except (KeyError, DataError):
            continue
    if not found:
        raise DataError(f"no rate for cash: none of {', '.join(SOURCES)} can be read")
    return cash_rate(found, last=last)


def cash_rate(series: Mapping[str, pd.DataFrame], *, last: pd.Timestamp) -> pd.DataFrame:
    """Return the rate of cash on each weekday up to `last`, known at its close.

    A Treasury yield is used for at most five days (twelve if weekly), the federal funds rate of a
    month in the month after it, an announced target until the next one.

    Parameters
    ----------
    series : Mapping of str to pd.DataFrame
        At least one of `SOURCES`: `DGS3MO` and `FEDFUNDS` with column `value`, `FFT` with column
        `mid`, in percent a year.
    last : Timestamp
        Last day.

    Returns
    -------
    DataFrame
        `value` in percent a year and `source`, the name of the series, by weekday.

    >>> days = pd.DatetimeIndex(["2024-01-02", "2024-01-03"])
    >>> target = pd.DataFrame({"mid": [5.375]}, index=[pd.Timestamp("2023-07-26")])
    >>> bills = pd.DataFrame({"value": [5.46, 5.48]}, index=days)
    >>> found = cash_rate({"DGS3MO": bills, "FFT": target}, last=pd.Timestamp("2024-01-09"))
    >>> found.loc["2024-01-01":, "value"].tolist()
    [5.375, 5.46, 5.48, 5.48, 5.48, 5.48, 5.375]
    """
    first = min(pd.Timestamp(frame.index[0]) for frame in series.values())
    days = pd.bdate_range(first, last, name="date")
    names = [name for name in SOURCES if name in series]
    by_source = {name: _on_days(name, series[name], days) for name in names}
    known = pd.DataFrame(by_source, index=days).dropna(how="all")
    table = pd.DataFrame(
        {
            "value": known.bfill(axis=1).iloc[:, 0],
            "source": np.array(known.columns)[known.notna().to_numpy().argmax(axis=1)],
        }
    )
    table.attrs.update(
        name=CASH_RATE,
        source=", ".join(str(series[name].attrs.get("source", name)) for name in names),
        sha256=_fingerprint([series[name] for name in names]),
        note=", else ".join(names),
    )
    return table


def _on_days(name: str, frame: pd.DataFrame, days: pd.DatetimeIndex) -> pd.Series:
    if name == BILLS:
        oldest = longest_fill(frame)
        return frame["value"].dropna().reindex(days, method="ffill", tolerance=oldest)
    if name == FUNDS:
        monthly = frame["value"].set_axis(pd.DatetimeIndex(frame.index).to_period("M"))
        return monthly.reindex(days.to_period("M") - 1).set_axis(days)
    return frame["mid"].reindex(days, method="ffill")


def _fingerprint(frames: Sequence[pd.DataFrame]) -> str:
    parts = "".join(str(frame.attrs.get("sha256", "")) for frame in frames)
    return hashlib.sha256(parts.encode()).hexdigest()
