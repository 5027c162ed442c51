"""Will a span of time pass without a crash?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.studies.base_rate import rate_of_days
from backtests.studies.spans import reaches
from backtests.verdicts import ForecastCheck
from data_feeds.bars import frequency_of


def examine(
    context: Context,
    *,
    closes: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
    depth: float,
    trading_days: int,
) -> Evidence:
    """No close `depth` or more below the highest of as many days before it (METHODS 2.4).

    A close that far below a recent one lies inside a decline of 10%, so the decline needs no
    test of its own. A crash decides at once.
    """
    bars = frequency_of(closes).bars(trading_days)
    price = closes["close"]
    fall = price / price.rolling(bars + 1, min_periods=1).max() - 1
    inside = fall.loc[(fall.index > base_date) & (fall.index <= resolves)]
    crashes = inside.index[inside <= -depth]
    if len(crashes):
        check = ForecastCheck(
            pd.Timestamp(crashes[0]), context.as_of, False, f"no crash by {resolves:%Y-%m-%d}"
        )
    else:
        condition = True if reaches(closes, resolves) else None
        check = ForecastCheck(resolves, context.as_of, condition, "no crash in the span")
    unit = frequency_of(closes)
    deepest = None if inside.empty else float(inside.min())
    note = (
        "the data end before the base date"
        if inside.empty
        else f"on {inside.idxmin():%Y-%m-%d}; a crash is {-depth:.0%}, {unit} closes"
    )
    return Evidence(
        check,
        (
            Estimate(f"deepest fall within {trading_days} trading days since the base date",
                     deepest, note=note),
            _base_rate(fall <= -depth, frequency_of(closes).bars_per_year),
        ),
    )  # fmt: skip


def _base_rate(crashed: pd.Series, year: int) -> Estimate:
    """Share of closes that were followed by twelve months without a crash."""
    ahead = crashed.astype(float)[::-1].rolling(year).max()[::-1].shift(-1).dropna()
    return rate_of_days(
        "share of all dates followed by 12 months without a crash",
        np.asarray(ahead == 0, dtype=bool),
        window_days=year,
    )
