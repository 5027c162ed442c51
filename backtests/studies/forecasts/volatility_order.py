"""Will profitable companies lead and swing least, and speculative ones swing most?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, odds_ahead, rate_of_days
from backtests.studies.measures.spans import common_end, forecast_lead, forecast_span
from data_feeds.series.bars import Frequency, frequency_of

PROFITABLE, WHOLE, SPECULATIVE = "profitable", "whole index", "speculative"


def examine(
    context: Context,
    *,
    profitable: pd.DataFrame,
    whole: pd.DataFrame,
    speculative: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Evidence:
    """Profitable ahead of the whole, and volatility speculative > whole > profitable (brk-13).

    Volatility is the annualised standard deviation of log returns between the closes held.
    """
    frames = common_end({PROFITABLE: profitable, WHOLE: whole, SPECULATIVE: speculative})
    lead = forecast_lead(frames, (PROFITABLE, WHOLE), base_date, resolves)
    swings = {name: _volatility(frame, base_date, resolves) for name, frame in frames.items()}
    condition = None
    if lead is not None and lead.ours.final:
        in_order = swings[SPECULATIVE] > swings[WHOLE] > swings[PROFITABLE]
        condition = lead.value > 0 and in_order
    note = "" if lead is None else str(lead.ours)
    first = (
        Estimate(f"{PROFITABLE} less {WHOLE}", None, note="the data end before the base date")
        if lead is None
        else lead.estimate
    )
    return Evidence(
        ForecastCheck(
            resolves,
            context.as_of,
            condition,
            "profitable companies ahead, and volatility falling from speculative companies to the "
            "whole index to profitable ones",
        ),
        (
            first,
            *(
                Estimate(
                    f"volatility a year, {name}", None if np.isnan(swing) else swing, note=note
                )
                for name, swing in swings.items()
            ),
            _base_rate(frames),
        ),
    )


def standing(
    context: Context,
    *,
    profitable: pd.DataFrame,
    whole: pd.DataFrame,
    speculative: pd.DataFrame,
    base_date: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Outlook | None:
    """Say where returns and volatilities stand; the odds are of the returns alone."""
    frames = common_end({PROFITABLE: profitable, WHOLE: whole, SPECULATIVE: speculative})
    spans = {name: forecast_span(frame, base_date, resolves) for name, frame in frames.items()}
    growth = {name: span.last / span.first for name, span in spans.items() if span is not None}
    if len(growth) < len(frames):
        return None
    swings = {name: _volatility(frame, base_date, resolves) for name, frame in frames.items()}
    raced = {name: frames[name] for name in (PROFITABLE, WHOLE)}
    return Outlook(
        check=examine(
            context,
            profitable=profitable,
            whole=whole,
            speculative=speculative,
            base_date=base_date,
            resolves=resolves,
        ).check,
        resolves=resolves,
        last=pd.Timestamp(frames[WHOLE].index[-1]),
        settles=f"{PROFITABLE} companies ahead of the {WHOLE} to the close of "
        f"{resolves:%Y-%m-%d}, and volatility falling from {SPECULATIVE} ones to the {WHOLE} to "
        f"the {PROFITABLE} ones",
        now="; ".join(
            f"{name} {growth[name] - 1:+.1%}, volatility {swing:.1%}"
            for name, swing in swings.items()
        ),
        distance=growth[WHOLE] / growth[PROFITABLE] - 1,
        odds=(
            odds_ahead(
                "its part about returns",
                raced,
                {name: growth[name] for name in raced},
                until=resolves,
                met=lambda totals: totals[PROFITABLE] > totals[WHOLE],
            ),
        ),
    )


def _volatility(closes: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Annualised; NaN for fewer than two returns."""
    steps = np.diff(np.log(closes["close"].loc[start:end].to_numpy()))
    if steps.size < 2:
        return float("nan")
    return float(steps.std(ddof=1) * np.sqrt(frequency_of(closes).bars_per_year))


def _base_rate(frames: dict[str, pd.DataFrame]) -> Estimate:
    """Share of closes after which both parts held over the next twelve months."""
    frequency = frequency_of(frames[WHOLE])
    bars = frequency.bars_per_year
    closes = pd.concat({n: f["close"] for n, f in frames.items()}, axis=1, join="inner")
    swings = closes.apply(np.log).diff().rolling(bars).std()
    years = (closes / closes.shift(bars) - 1)[swings.notna().all(axis=1)]
    swings = swings.loc[years.index]
    met = (
        (years[PROFITABLE] > years[WHOLE])
        & (swings[SPECULATIVE] > swings[WHOLE])
        & (swings[WHOLE] > swings[PROFITABLE])
    )
    words = "" if frequency is Frequency.DAILY else f" ({frequency} closes)"
    return rate_of_days(
        f"share of all dates after which this held 12 months later{words}",
        met.to_numpy(dtype=bool),
        window_days=bars,
        role="base rate",
    )
