"""Estimate the share of 12-month windows in which a crash starts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import positions_of
from backtests.evidence.eras import rate_by_part
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.evidence.outlook import rate_of_days
from backtests.inference import samples
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import without_daily
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR, frequency_of
from signals.core.arrays import Flags
from signals.declines import find_declines

CHARTS = ("declines",)

# Claim slide-06: a default scenario has a probability above one half.
MOST = 0.5
STARTS = "share of all 12-month windows in which a crash starts"


def examine(context: Context, *, bars: pd.DataFrame) -> Evidence:
    """Count the days followed within a year by the peak of a crash.

    A secondary estimate dates crashes by their first crash close instead of their peak.
    """
    del context
    missing = without_daily("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    crashes = [d for d in find_declines(bars) if d.kind == "crash"]
    year = TRADING_DAYS_PER_YEAR
    ahead = _ahead(bars, [d.peak for d in crashes])
    by_peak = rate_of_days(STARTS, ahead, window_days=year)
    by_day = rate_of_days(
        "share of all 12-month windows in which a crash has its first crash close",
        _ahead(bars, [d.crash_day for d in crashes if d.crash_day is not None]),
        window_days=year,
    )
    if by_peak.value is None or by_peak.interval is None:
        raise samples.InsufficientData("less than a year of closes")
    low, high = by_peak.interval
    check = CriteriaCheck(
        supports=(Criterion("upper end of the interval of the share", high, "<", MOST),),
        refutes=(Criterion("lower end of the interval of the share", low, ">", MOST),),
    )
    eras = rate_by_part(STARTS, pd.DatetimeIndex(bars.index[:-year]), ahead, window_days=year)
    return Evidence(check, (by_peak, by_day, *eras), tuple(decline_row(d) for d in crashes))


def _ahead(bars: pd.DataFrame, dates: Sequence[pd.Timestamp]) -> Flags:
    """Return whether each day with a complete window has one of the dates in the next year."""
    year = TRADING_DAYS_PER_YEAR
    days = np.arange(max(0, len(bars) - year))
    at = np.sort(positions_of(bars, dates))
    return np.asarray(
        at.searchsorted(days + year, side="right") > at.searchsorted(days, side="right")
    )
