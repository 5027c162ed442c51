"""The breakouts of one series, checked for look-ahead and held against dates and paths."""

from __future__ import annotations

import pandas as pd

from backtests.inference import competing_risks, monte_carlo
from backtests.studies.breakouts import hit_rate, resampled_paths
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.universe import Rules, check_known
from data_feeds.series.market import Market


def study_symbol(
    bars: pd.DataFrame, market: Market, rules: Rules, *, seed_record: float | None, draws: int
) -> BreakoutStudy:
    """Study the breakouts of these bars; the bill rate of the source is that of driftless paths.

    `seed_record` is a record close from before the bars, `draws` the sets of random dates, and at
    most as many paths and resamples for the bands. Raises LookAheadError where a signal used
    later data, RuleError for a bad rule.
    """
    check_known(bars, rules, seed_record=seed_record)
    bills = market.series("DGS3MO") if market.can_read("DGS3MO") else None
    return hit_rate.study(
        bars,
        rng=monte_carlo.generator(f"breakout {rules.target} {rules.stop}"),
        draws=draws,
        min_base=rules.min_base,
        min_depth=rules.min_depth,
        lookback=rules.lookback,
        seed_record=seed_record,
        target=rules.target,
        stop=rules.stop,
        horizon=rules.horizon,
        cost=rules.cost,
        paths=min(draws, resampled_paths.MOST_PATHS),
        bill_rate=resampled_paths.mean_bill_rate(bills, bars),
        band_draws=min(draws, competing_risks.DRAWS),
    )
