"""Test whether stated moves of one day match the closes."""

from __future__ import annotations

from typing import Annotated

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.spans import lacking, standing_in
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Label, Rise, Some, Tolerance
from data_feeds.series.bars import frequency_of, has_ohlc

METHOD = Method(
    "Whether the moves from the close before to the close of {date} are {claimed}"
    "[, by {instead} if the source lacks the series]",
    by_fact("each is within {tolerance:points}", "one is off by more than {tolerance:twice}"),
    "the day's range",
)


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    date: Day,
    claimed: Annotated[dict[Label, Rise], Some],
    tolerance: Tolerance,
    instead: Label | None = None,
) -> Evidence:
    """Compare the moves from the previous close to the close of `date` with the claims (srg-04).

    The day's low and high are reported and do not decide.

    Parameters
    ----------
    date : pd.Timestamp
        Day of the moves.
    claimed : Mapping of str to float
        Stated move by series, a fraction.
    instead : str, optional
        A series that stands in for one that the source lacks, such as prices with dividends.
    """
    del context
    others = standing_in(others, list(claimed), instead)
    missing = lacking(others, list(claimed))
    if missing:
        return Evidence(missing)
    frames = {name: others[name] for name in claimed}
    if any(not frequency_of(frame).is_daily for frame in frames.values()):
        return Evidence(MissingCheck("not tested: a move of one day needs daily closes"))
    if any(date not in frame.index[1:] for frame in frames.values()):
        return Evidence(MissingCheck(f"not tested: no close of {date:%Y-%m-%d}"))
    moves = {name: _move(frame, date, "close") for name, frame in frames.items()}
    figures = tuple(Figure(name, claimed[name], (move,), tolerance) for name, move in moves.items())
    estimates = tuple(
        Estimate(
            f"{name}, close to close on {date:%Y-%m-%d}",
            move,
            claimed=claimed[name],
            note=_range(frames[name], date),
        )
        for name, move in moves.items()
    )
    return Evidence(FactCheck(figures=figures), estimates)


def _move(bars: pd.DataFrame, date: pd.Timestamp, column: str) -> float:
    before = bars["close"].loc[: date - pd.Timedelta(days=1)].iloc[-1]
    return float(bars.loc[date, column] / before - 1)


def _range(bars: pd.DataFrame, date: pd.Timestamp) -> str:
    if not has_ohlc(bars):
        return ""
    low, high = (_move(bars, date, column) for column in ("low", "high"))
    return f"between {low:+.2%} and {high:+.2%} during the day"
