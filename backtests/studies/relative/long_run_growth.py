"""Compare the long-run growth of small and large caps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
import pandas as pd

from backtests.evidence.effects import Effect, slope_effect
from backtests.evidence.eras import NO_P, by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import gate_estimates, gated
from backtests.evidence.specification_curve import curve_of
from backtests.inference.regression import newey_west_mean
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.monthly_returns import month_returns, relative_months
from backtests.studies.method import Method, by_effect
from backtests.studies.parameters import Day, Some
from data_feeds.series.bars import Frequency, frequency_of
from signals.core.arrays import Flags

DAYS_PER_YEAR = 365.25
# Latest start of a record after the date from which growth is measured: its first close of the week
# after, or the close of that week, which may end a day later.
LATE, LATE_WEEKLY = pd.Timedelta(days=7), pd.Timedelta(days=11)
# Other starts of the record: every five years from the first with both total returns.
STARTS = tuple(pd.Timestamp(f"{year}-12-31") for year in (1987, 1992, 1997, 2002, 2007))
LEAST_YEARS = 10
STATISTIC = "mean yearly lead in log total return"
METHOD = Method(
    "Mean monthly log return of {small} less {large} from the first of {since}, times twelve",
    by_effect("", also="with faster compound growth since every date"),
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    since: Annotated[Sequence[Day], Some],
) -> Evidence:
    """Compare yearly growth in total return since each date (claim mom-17).

    Each start is the last close on or before the date, or the first one in the week after it. The
    mean monthly lead since the first date has Newey-West errors; as a condition, compound growth
    must be faster since every date. The robustness gate leaves out each calendar year and varies
    the start of the record, and log or simple returns.

    Parameters
    ----------
    since : sequence of pd.Timestamp
        Dates from which growth is compared.
    """
    del context
    start = max(frame.index[0] for frame in (small, large))
    allowed = LATE_WEEKLY if frequency_of(large) is Frequency.WEEKLY else LATE
    late = [date for date in since if start > date + allowed]
    if late:
        raise InsufficientData(
            f"total returns of both start {start:%Y-%m-%d}; expected {min(late):%Y-%m-%d}"
        )
    end = min(frame.index[-1] for frame in (small, large))
    if end < max(since) + pd.DateOffset(years=1):
        raise InsufficientData(
            f"total returns of both end {end:%Y-%m-%d}; expected a year from {max(since):%Y-%m-%d}"
        )
    ours, theirs = ([growth(frame, date) for date in since] for frame in (small, large))
    names = [f"{date:%Y-%m-%d}" for date in since]
    leads = [
        (f"faster growth since {name} ({a:.1%} against {b:.1%} a year)", a > b)
        for name, a, b in zip(names, ours, theirs, strict=True)
    ]
    log, simple = relative_months(small, large), month_returns(small) - month_returns(large)
    months = _from(log, min(since))
    lead = _lead(months)
    years = pd.PeriodIndex(months.index).year
    left_out = tuple(
        _lead(months[years != year]).left_out(str(year)) for year in sorted(set(years))
    )
    curve = curve_of(
        _lead(_from(edge, date)).specification({"start": f"{date:%Y}", "return": kind})
        for kind, edge in (("log", log), ("simple", simple))
        for date in dict.fromkeys((*since, *STARTS))
        if len(_from(edge, date)) >= 12 * LEAST_YEARS
    )
    return Evidence(
        gated(lead.check(least=0.0, conditions=tuple(leads)), left_out, curve),
        (
            lead.estimate(STATISTIC, against="the S&P 500", note="n in months"),
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
            *gate_estimates(left_out, curve, statistic=STATISTIC),
        ),
        curve=curve,
    )


def _from(edge: pd.Series, date: pd.Timestamp) -> pd.Series:
    """Return the complete months after a date."""
    return edge.dropna().loc[date.to_period("M") + 1 :]


def _lead(months: pd.Series) -> Effect:
    """Return the mean monthly lead, times twelve, over no difference."""
    return slope_effect(newey_west_mean(months.to_numpy(dtype=np.float64), times=12))


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
