"""Compare the long-run growth of small and large caps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.evidence.eras import NO_P, by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.monthly_returns import month_returns
from signals.core.arrays import Flags

DAYS_PER_YEAR = 365.25
# Latest start of a record after the date from which growth is measured.
LATE = pd.Timedelta(days=7)


def examine(
    context: Context, *, small: pd.DataFrame, large: pd.DataFrame, since: Sequence[pd.Timestamp]
) -> Evidence:
    """Compare yearly growth in total return since each date (claim mom-17).

    Each start is the last close on or before the date, or the first one in the week after it.
    """
    del context
    start = max(frame.index[0] for frame in (small, large))
    late = [date for date in since if start > date + LATE]
    if late:
        raise InsufficientData(
            f"total returns of both start {start:%Y-%m-%d}; expected {min(late):%Y-%m-%d}"
        )
    ours, theirs = ([growth(frame, date) for date in since] for frame in (small, large))
    names = [f"{date:%Y-%m-%d}" for date in since]
    leads = {n: a - b for n, a, b in zip(names, ours, theirs, strict=True)}
    return Evidence(
        CriteriaCheck(
            supports=tuple(
                Criterion(f"lead a year since {n}", x, ">", 0.0) for n, x in leads.items()
            ),
            refutes=tuple(
                Criterion(f"lead a year since {n}", x, "<", 0.0) for n, x in leads.items()
            ),
        ),
        (
            *(
                Estimate(
                    f"yearly growth of the Russell 2000 since {n}",
                    a,
                    baseline=b,
                    against="the S&P 500",
                    note=f"S&P 500 {b:.2%}",
                )
                for n, a, b in zip(names, ours, theirs, strict=True)
            ),
            *_by_part(small, large),
        ),
    )


def _by_part(small: pd.DataFrame, large: pd.DataFrame) -> tuple[Estimate, ...]:
    """Estimate the compound yearly growth in each era and without 2020."""
    months = pd.concat([month_returns(small), month_returns(large)], axis=1, join="inner").dropna()

    def growth_of(part: str, kept: Flags) -> Estimate:
        ours, theirs = np.expm1(12 * np.log1p(months[kept].to_numpy()).mean(axis=0)).tolist()
        return Estimate(
            part,
            ours,
            baseline=theirs,
            against="the S&P 500",
            n=int(kept.sum()),
            note=f"S&P 500 {theirs:.2%}, n in months; {NO_P}",
        )

    return by_part("yearly growth of the Russell 2000", pd.PeriodIndex(months.index), growth_of)


def growth(closes: pd.DataFrame, since: pd.Timestamp) -> float:
    """Return the compound growth a year from a date to the last close, a fraction."""
    index = pd.DatetimeIndex(closes.index)
    at = max(0, int(index.searchsorted(since, side="right")) - 1)
    prices = closes["close"]
    years = (index[-1] - index[at]).days / DAYS_PER_YEAR
    return float((prices.iloc[-1] / prices.iloc[at]) ** (1 / years) - 1)
