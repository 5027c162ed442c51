"""Test whether the size premium has become smaller and less reliable since 2000."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.effects import slope_effect
from backtests.evidence.eras import NO_P, WITHOUT_2020, by_part, parts
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve
from backtests.inference.regression import Slope, regress
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.monthly_returns import month_returns, relative_months
from backtests.studies.method import Method, by_effect
from backtests.studies.parameters import Day, in_order
from signals.core.arrays import Flags

DECADE = 120
LEAST_YEARS = 5
STATISTIC = "yearly edge before less after the split"
# Claim slide-23 splits at 2000, from 1979; the alternatives are five years earlier and later. The
# record starts with the index (1979), after the first study of the size effect (Banz 1981), or with
# the public total return of the S&P 500 (1988).
SPLITS = tuple(pd.Timestamp(f"{year}-01-01") for year in (2000, 1995, 2005))
STARTS = tuple(pd.Timestamp(f"{year}-01-01") for year in (1979, 1982, 1988))
METHOD = Method(
    "Mean monthly log return of {small} less {large} from {since} to {split}, less that "
    "since {split}, times twelve",
    by_effect("", also="with a smaller share of ten-year spans with an edge"),
)
RULES = (in_order("since", "split"),)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    since: Day,
    split: Day,
) -> Evidence:
    """Compare the yearly edge in total return before and after `split` (claim slide-23).

    The difference in mean monthly edge (log returns, times twelve) has Newey-West errors. As a
    condition, the share of ten-year spans with a positive edge must be lower among spans that
    begin after the split than among spans that end before it. The robustness gate leaves out each
    calendar year and varies the split, the start of the record, and log or simple returns.

    Parameters
    ----------
    since : pd.Timestamp
        First day of the record.
    split : pd.Timestamp
        Day that divides it.
    """
    del context
    edge = relative_months(small, large).dropna().loc[since.to_period("M") :]
    months = _months(edge, split)
    if min(months) < 12 * LEAST_YEARS:
        raise InsufficientData(
            f"both series have {months[0]} common months before {split:%Y} and "
            f"{months[1]} after; expected {12 * LEAST_YEARS} each"
        )
    slope = _slope(edge, split)
    shares = positive_decades(edge, split)
    effect = slope_effect(slope)
    check = effect.check(
        least=0.0,
        conditions=(
            (
                f"the share of ten-year spans with an edge falls ({_percent(shares[0])} to "
                f"{_percent(shares[1])})",
                shares[0] > shares[1],
            ),
        ),
    )
    curve = _curve(small, large, since, split)
    left_out = _without_each_year(edge, split)
    early = _before(edge, split)
    means = [12 * float(edge[early == flag].mean()) for flag in (True, False)]
    first = edge.index[0]
    return Evidence(
        gated(check, left_out, curve),
        (
            effect.estimate(STATISTIC, note="log total returns, n in months"),
            Estimate(f"yearly edge from {first} to the split", means[0], n=months[0]),
            Estimate("yearly edge since the split", means[1], n=months[1]),
            Estimate(
                "share of ten-year spans with an edge that ended before the split",
                None if np.isnan(shares[0]) else shares[0],
            ),
            Estimate(
                "share of ten-year spans with an edge that began after the split",
                None if np.isnan(shares[1]) else shares[1],
            ),
            *gate_estimates(left_out, curve, statistic=STATISTIC),
            *_by_part(edge, split),
        ),
        curve=curve,
    )


def _before(edge: pd.Series, split: pd.Timestamp) -> Flags:
    return np.asarray(pd.PeriodIndex(edge.index) < split.to_period("M"))


def _months(edge: pd.Series, split: pd.Timestamp) -> tuple[int, int]:
    early = _before(edge, split)
    return int(early.sum()), int((~early).sum())


def _slope(edge: pd.Series, split: pd.Timestamp) -> Slope:
    """Regress the edge on an indicator of the months before the split; the slope is yearly."""
    early = pd.Series(_before(edge, split).astype(float), index=edge.index)
    return regress(edge, {"early": early}, weights={"early": 12})


def _without_each_year(edge: pd.Series, split: pd.Timestamp) -> tuple[LeftOut, ...]:
    """Return the difference without each calendar year."""
    years = pd.PeriodIndex(edge.index).year
    return tuple(
        slope_effect(_slope(edge[years != year], split)).left_out(str(year))
        for year in sorted(set(years))
    )


def _curve(
    small: pd.DataFrame, large: pd.DataFrame, since: pd.Timestamp, split: pd.Timestamp
) -> Curve:
    """Compute the specification curve; definitions with under five years on a side are dropped."""
    simple = month_returns(small) - month_returns(large)
    kinds = {"log": relative_months(small, large), "simple": simple}
    splits = dict.fromkeys((split, *SPLITS))
    specifications = []
    for kind, edge in kinds.items():
        for start in dict.fromkeys((since, *STARTS)):
            months = edge.dropna().loc[start.to_period("M") :]
            for year in splits:
                if min(_months(months, year)) < 12 * LEAST_YEARS:
                    continue
                slope = _slope(months, year)
                choices = {"split": f"{year:%Y}", "start": f"{start:%Y}", "return": kind}
                specifications.append(slope_effect(slope).specification(choices))
    return Curve(tuple(specifications))


def _by_part(edge: pd.Series, split: pd.Timestamp) -> tuple[Estimate, ...]:
    """Estimate the edge of each era, and the difference without 2020."""
    months = pd.PeriodIndex(edge.index)

    def edge_of(part: str, kept: Flags) -> Estimate:
        return Estimate(
            part, 12 * float(edge[kept].mean()), n=int(kept.sum()), note=f"n in months; {NO_P}"
        )

    slope = _slope(edge[parts(months)[WITHOUT_2020]], split)
    difference = Estimate(
        f"{STATISTIC}, {WITHOUT_2020}",
        slope.value,
        n=slope.n,
        interval=slope.interval(0.95),
        p=slope.p_above,
    )
    return (*by_part("yearly edge", months, edge_of), difference)


def positive_decades(edge: pd.Series, split: pd.Timestamp) -> tuple[float, float]:
    """Return the share of ten-year spans with a positive edge before and after the split.

    NaN if there is no such span.
    """
    ends = edge.rolling(DECADE).sum().dropna()
    months = pd.PeriodIndex(ends.index)
    before = ends[months < split.to_period("M")]
    after = ends[months >= split.to_period("M") + DECADE - 1]
    return float((before > 0).mean()), float((after > 0).mean())


def _percent(share: float) -> str:
    return "none known" if np.isnan(share) else f"{share:.0%}"
