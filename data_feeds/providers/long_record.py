"""Join the shipped long record of the Russell 2000 with the data of a provider."""

from __future__ import annotations

import pandas as pd

from data_feeds.series.bars import DataError, Frequency, check_bars
from data_feeds.series.periods import MONTH_ENDS, MonthEnds, period_closes

# Shipped records, each with the series of the provider that extends it.
EXTENDED_BY = {"RUT_CLOSE": "RUT_CLOSE", "RUT_TR": "IWM_ADJ"}
# Maximum relative difference of the shipped record and the provider on the last shipped day.
SAME_LEVEL = 0.002


def join(record: pd.DataFrame, provided: pd.DataFrame, *, name: str) -> pd.DataFrame:
    """Return the shipped record extended by the closes of a provider; `note` names the join.

    A price record is the provider's from its first day on. A total return index is extended after
    its last week by the returns of the fund, week by week, since the fund has fees; its month ends
    are extended in the same way.

    Parameters
    ----------
    record : DataFrame
        Weekly closes as shipped.
    provided : DataFrame
        Daily closes of the provider.
    name : str
        Name of the record.

    Raises
    ------
    DataError
        If the provider has no close of the last shipped day, or a price record has another level.
    """
    ratio = _ratio(record, provided, name)
    if record.attrs["adjustment"] == "points":
        return _followed(record, provided, name)
    return _chained(record, provided, name, ratio)


def _ratio(record: pd.DataFrame, provided: pd.DataFrame, name: str) -> float:
    """Return the last shipped close over that of the provider on the same day."""
    last, source = record.index[-1], provided.attrs["source"]
    if last not in provided.index:
        raise DataError(f"{source} has no close of {last:%Y-%m-%d}")
    shipped, theirs = float(record["close"].iloc[-1]), float(provided["close"].loc[last])
    if record.attrs["adjustment"] == "points" and abs(shipped / theirs - 1) > SAME_LEVEL:
        raise DataError(
            f"{name} on {last:%Y-%m-%d} is {shipped:,.2f} as shipped and {theirs:,.2f} at {source}"
        )
    return shipped / theirs


def _followed(record: pd.DataFrame, provided: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the record before the first day of the provider, then the provider's closes."""
    begins = provided.index[0]
    before = record.loc[record.index < begins, ["close"]]
    table = pd.DataFrame(pd.concat([before, provided[["close"]]]))
    joined = check_bars(table, name=name, adjustment="points")
    ends = record.attrs.get(MONTH_ENDS)
    if ends is not None:
        joined.attrs[MONTH_ENDS] = MonthEnds(ends.closes.loc[ends.closes.index < begins])
    joined.attrs["note"] = _note(before, provided, Frequency.DAILY)
    return joined


def _chained(record: pd.DataFrame, provided: pd.DataFrame, name: str, ratio: float) -> pd.DataFrame:
    """Return the record, then the provider's finished weeks on the scale of the record."""
    last = record.index[-1]
    scaled = provided[["close"]] * ratio
    later = {
        frequency: period_closes(scaled, frequency).loc[lambda x: x.index > last]
        for frequency in (Frequency.WEEKLY, Frequency.MONTHLY)
    }
    weeks, months = later[Frequency.WEEKLY], later[Frequency.MONTHLY]
    table = pd.DataFrame(pd.concat([record[["close"]], weeks]))
    joined = check_bars(table, name=name, adjustment=record.attrs["adjustment"])
    ends = record.attrs.get(MONTH_ENDS)
    if ends is not None:
        shipped = ends.closes.loc[ends.closes.index <= last]
        joined.attrs[MONTH_ENDS] = MonthEnds(pd.concat([shipped, months["close"]]))
    weeks.attrs = dict(provided.attrs)
    joined.attrs["note"] = _note(record, weeks, Frequency.WEEKLY)
    return joined


def _note(shipped: pd.DataFrame, later: pd.DataFrame, frequency: Frequency) -> str:
    """Return the text that names the join of a record."""
    source = later.attrs["source"]
    parts = [
        f"weekly to {shipped.index[-1]:%Y-%m-%d} (shipped)" if len(shipped) else "",
        f"{frequency} from {later.index[0]:%Y-%m-%d} ({source})" if len(later) else "",
    ]
    return ", ".join(part for part in parts if part)
