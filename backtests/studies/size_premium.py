"""Has the edge of small caps over large ones become smaller and less reliable since 2000?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.inference import TooLittleData
from backtests.regression import regress
from backtests.state_months import relative_months
from backtests.studies.gate import GATE_NOT_RUN
from backtests.verdicts import EffectCheck

DECADE = 120
LEAST_YEARS = 5


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    since: pd.Timestamp,
    split: pd.Timestamp,
) -> Evidence:
    """Compare the yearly edge in total return before and after `split` (METHODS slide-23).

    The difference of the mean monthly edge (log returns, times twelve) has Newey-West errors. The
    share of ten-year spans with a positive edge must fall too: spans that end before the split
    against spans that begin after it.
    """
    del context
    edge = relative_months(small, large).dropna().loc[since.to_period("M") :]
    early = (pd.PeriodIndex(edge.index) < split.to_period("M")).astype(float)
    months = {"from": int(early.sum()), "after": int((1 - early).sum())}
    if min(months.values()) < 12 * LEAST_YEARS:
        raise TooLittleData(
            f"both series have {months['from']} common months before {split:%Y} and "
            f"{months['after']} after; expected {12 * LEAST_YEARS} each"
        )
    slope = regress(edge, {"early": pd.Series(early, index=edge.index)}, weights={"early": 12})
    shares = positive_decades(edge, split)
    check = EffectCheck(
        effect=slope.value,
        least=0.0,
        upper=slope.interval(0.90)[1],
        p=slope.p_above,
        p_opposite=slope.p_below,
        n_eff=slope.n,
        conditions=(
            (f"the share of ten-year spans with an edge falls ({_percent(shares[0])} to "
             f"{_percent(shares[1])})", shares[0] > shares[1]),
        ),
        gate_note=GATE_NOT_RUN,
    )  # fmt: skip
    means = [12 * float(edge[early == flag].mean()) for flag in (1.0, 0.0)]
    first = edge.index[0]
    return Evidence(
        check,
        (
            Estimate("yearly edge before less after the split", slope.value,
                     interval=slope.interval(0.95), n=slope.n, n_eff=slope.n, p=slope.p_above,
                     mde=slope.detectable, note="log total returns, n in months"),
            Estimate(f"yearly edge from {first} to the split", means[0], n=months["from"]),
            Estimate("yearly edge since the split", means[1], n=months["after"]),
            Estimate("share of ten-year spans with an edge that ended before the split",
                     None if np.isnan(shares[0]) else shares[0]),
            Estimate("share of ten-year spans with an edge that began after the split",
                     None if np.isnan(shares[1]) else shares[1]),
        ),
    )  # fmt: skip


def positive_decades(edge: pd.Series, split: pd.Timestamp) -> tuple[float, float]:
    """Return the share of ten-year spans with a positive edge, before and after; NaN for none."""
    ends = edge.rolling(DECADE).sum().dropna()
    months = pd.PeriodIndex(ends.index)
    before = ends[months < split.to_period("M")]
    after = ends[months >= split.to_period("M") + DECADE - 1]
    return float((before > 0).mean()), float((after > 0).mean())


def _percent(share: float) -> str:
    return "none known" if np.isnan(share) else f"{share:.0%}"
