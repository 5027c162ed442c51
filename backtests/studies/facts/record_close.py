"""Test whether the index set a record close in one week and a higher one in the next."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import Check, MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Period
from data_feeds.series.bars import frequency_of

METHOD = Method(
    "Whether the highest close of {bars} in {record_week} is above every earlier close, "
    "and the highest of {next_week} above it",
    by_fact("both are so", "one is not"),
    "returns from {year_end}[ of {others}]",
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    others: dict[str, pd.DataFrame],
    record_week: Period,
    next_week: Period,
    year_end: Day,
) -> Evidence:
    """Test for the record and the higher close (METHODS brk-01).

    Parameters
    ----------
    context : Context
        Settings common to all studies.
    bars : pd.DataFrame
        Bars of the index.
    others : dict of str to pd.DataFrame
        Indexes that the article calls mixed. Their returns from the last close on or before
        `year_end` are reported and do not decide, because the article does not say over which
        days they were mixed.
    record_week : pair of pd.Timestamp
        First and last day of the week of the record.
    next_week : pair of pd.Timestamp
        First and last day of the week after it.
    year_end : pd.Timestamp
        Base of the returns of `others`.
    """
    close = bars["close"]
    first, second = (
        close.loc[record_week[0] : record_week[1]],
        close.loc[next_week[0] : next_week[1]],
    )
    before = close.loc[: record_week[0] - pd.Timedelta(days=1)]
    estimates = [_change(name, frame, year_end, record_week[1]) for name, frame in others.items()]
    if first.empty or second.empty or before.empty:
        reason = f"no close between {record_week[0]:%Y-%m-%d} and {next_week[1]:%Y-%m-%d}"
        return Evidence(MissingCheck(reason), tuple(estimates))
    record, prior = float(first.max()), float(before.max())
    check: Check = FactCheck(
        directions=(
            (
                f"record close {record:,.2f} on {first.idxmax():%Y-%m-%d} above {prior:,.2f}",
                record > prior,
            ),
            (
                f"higher close {second.max():,.2f} on {second.idxmax():%Y-%m-%d}",
                float(second.max()) > record,
            ),
        )
    )
    numbers = (
        Estimate("highest close of the record week", record, "points"),
        Estimate("record close before that week", prior, "points"),
        Estimate("highest close of the next week", float(second.max()), "points"),
    )
    return Evidence(check, (*numbers, *estimates))


def _change(name: str, frame: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> Estimate:
    label = f"{name} from the last close of {start:%Y} to {end:%Y-%m-%d}"
    close = frame["close"]
    if frame.index[0] > start or frame.index[-1] < end:
        return Estimate(label, None, note="not covered by the data")
    base = float(close.loc[:start].iloc[-1])
    first = close.loc[start + pd.Timedelta(days=1) :].iloc[0]
    opening = f"first {frequency_of(frame)} bar of {end:%Y}: {first / base - 1:+.2%}"
    return Estimate(label, float(close.loc[:end].iloc[-1]) / base - 1, note=opening)
