"""Test whether profitable companies lead and vary least, and speculative ones vary most."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import odds_ahead, rate_of_days
from backtests.studies.measures.spans import (
    common_end,
    forecast_lead,
    forecast_spans,
    lead_estimate,
    volatility,
)
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, in_order, resolved_later
from data_feeds.series.bars import common_frequency, frequency_of

HAS_OUTLOOK = True
PROFITABLE, WHOLE, SPECULATIVE = "profitable", "whole index", "speculative"
METHOD = Method(
    "Whether from {base_date} to {resolves} {profitable} gains more than {whole}, and "
    "volatility falls from {speculative} to {whole} to {profitable}",
    by_forecast("both are so on {resolves}", "one is not then"),
    "the share of all dates after which both were so 12 months later",
)
RULES = (
    in_order("base_date", "resolves"),
    resolved_later("resolves"),
)


def examine(
    context: Context,
    *,
    profitable: pd.DataFrame,
    whole: pd.DataFrame,
    speculative: pd.DataFrame,
    base_date: Day,
    resolves: Day,
) -> Evidence:
    """Test for profitable ahead of whole, and volatility speculative > whole > profitable (brk-13).

    Volatility is the annualised standard deviation of log returns.

    Parameters
    ----------
    profitable : pd.DataFrame
        Adjusted closes of a fund of profitable small caps.
    whole : pd.DataFrame
        Adjusted closes of a fund of all small caps.
    speculative : pd.DataFrame
        Adjusted closes of a fund of speculative small caps.
    """
    frames = common_end({PROFITABLE: profitable, WHOLE: whole, SPECULATIVE: speculative})
    lead = forecast_lead(frames, (PROFITABLE, WHOLE), base_date, resolves)
    volatilities = {
        name: volatility(frame["close"].loc[base_date:resolves], frequency_of(frame))
        for name, frame in frames.items()
    }
    condition = None
    if lead is not None and lead.ours.final:
        in_order = volatilities[SPECULATIVE] > volatilities[WHOLE] > volatilities[PROFITABLE]
        condition = lead.value > 0 and in_order
    note = "" if lead is None else str(lead.ours)
    return Evidence(
        ForecastCheck(
            resolves,
            context.as_of,
            condition,
            "profitable companies ahead, and volatility falling from speculative companies to the "
            "whole index to profitable ones",
        ),
        (
            lead_estimate((PROFITABLE, WHOLE), lead),
            *(
                Estimate(
                    f"volatility a year, {name}", None if np.isnan(value) else value, note=note
                )
                for name, value in volatilities.items()
            ),
            _base_rate(frames),
        ),
        outlook=partial(_outlook, frames, volatilities, base_date, resolves),
    )


def _outlook(
    frames: Mapping[str, pd.DataFrame],
    volatilities: Mapping[str, float],
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Outlook | None:
    """Return the outlook; the odds are of the part about returns alone."""
    spans = forecast_spans(frames, base_date, resolves)
    if spans is None:
        return None
    pair = (PROFITABLE, WHOLE)
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(frames[WHOLE].index[-1]),
        settles=f"{PROFITABLE} companies ahead of the {WHOLE} to the close of "
        f"{resolves:%Y-%m-%d}, and volatility falling from {SPECULATIVE} ones to the {WHOLE} to "
        f"the {PROFITABLE} ones",
        now="; ".join(
            f"{name} {spans[name].change:+.1%}, volatility {value:.1%}"
            for name, value in volatilities.items()
        ),
        distance=spans[WHOLE].growth / spans[PROFITABLE].growth - 1,
        odds=(
            odds_ahead(
                "its part about returns",
                {name: frames[name] for name in pair},
                {name: spans[name].growth for name in pair},
                until=resolves,
                met=lambda totals: totals[PROFITABLE] > totals[WHOLE],
            ),
        ),
    )


def _base_rate(frames: Mapping[str, pd.DataFrame]) -> Estimate:
    """Return the share of closes after which both parts held over the next twelve months."""
    frequency = common_frequency(frames.values())
    bars = frequency.bars_per_year
    closes = pd.concat({n: f["close"] for n, f in frames.items()}, axis=1, join="inner")
    volatility = closes.apply(np.log).diff().rolling(bars).std()
    returns = (closes / closes.shift(bars) - 1)[volatility.notna().all(axis=1)]
    volatility = volatility.loc[returns.index]
    met = (
        (returns[PROFITABLE] > returns[WHOLE])
        & (volatility[SPECULATIVE] > volatility[WHOLE])
        & (volatility[WHOLE] > volatility[PROFITABLE])
    )
    words = "" if frequency.is_daily else f" ({frequency} closes)"
    return rate_of_days(
        f"share of all dates after which this held 12 months later{words}",
        met.to_numpy(dtype=bool),
        window_days=bars,
        role="base rate",
    )
