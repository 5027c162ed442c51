"""Estimate the share of 12-month windows that were volatile but ended nearly unchanged."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import bar_returns
from backtests.evidence.eras import rate_by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.evidence.outlook import rate_of_days
from backtests.inference import intervals, samples
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_criteria
from backtests.studies.parameters import Depth, Share
from data_feeds.series.bars import frequency_of

METHOD = Method(
    "Share of the 12-month windows of {bars} that end within {limit} of their start with "
    "volatility above the median",
    by_criteria(
        "the share is at least {least_share}",
        "the upper end of its 90% interval is below {least_share}",
    ),
)


def examine(context: Context, *, bars: pd.DataFrame, limit: Depth, least_share: Share) -> Evidence:
    """Count the 12-month windows with returns within ±`limit` and volatility above the median.

    The claim is supported if at least `least_share` of them qualify (claim slide-25).
    """
    del context
    frequency = frequency_of(bars)
    year = frequency.bars_per_year
    if len(bars) <= year + 1:
        raise samples.InsufficientData("less than a year of closes")
    returns = bar_returns(bars, trading_days=252)[:-year]
    steps = np.log(bars["close"]).diff()
    volatility = steps.rolling(year).std().shift(-year).to_numpy()[: returns.size]
    restless = volatility > np.median(volatility)
    flat = np.abs(returns) <= limit
    name = f"share of 12-month windows within ±{limit:.0%} and more volatile than the median"
    share = rate_of_days(name, flat & restless, window_days=year)
    eras = rate_by_part(
        name, pd.DatetimeIndex(bars.index[: returns.size]), flat & restless, window_days=year
    )
    hits, n_eff = int((flat & restless).sum()), share.n_eff or 1
    upper = intervals.rate_interval(hits, returns.size, n_eff=n_eff, level=0.90)
    check = CriteriaCheck(
        supports=(Criterion("share of windows", hits / returns.size, ">=", least_share),),
        refutes=(
            Criterion(
                "upper end of its 90% interval", upper[1] if upper else 1.0, "<", least_share
            ),
        ),
    )
    others = [
        rate_of_days(other, met, window_days=year)
        for other, met in (
            (f"share within ±{limit:.0%}, volatile or not", flat),
            ("share beyond it and more volatile than the median", ~flat & restless),
        )
    ]
    median = Estimate(
        "median volatility of a 12-month window",
        float(np.median(volatility) * np.sqrt(year)),
        note="a year",
    )
    return Evidence(check, (share, *others, median, *eras), notes=frequency_note(frequency))
