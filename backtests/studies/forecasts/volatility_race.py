"""Test whether one series is more volatile than another to a date."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.outlook import days_left, rate_of_days
from backtests.runtime.wording import plural
from backtests.studies.measures.levels import prices_of
from backtests.studies.measures.spans import common_end, last_trading_day, reaches, volatility
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, in_order, resolved_later
from data_feeds.series.bars import common_frequency

HAS_OUTLOOK = True
LEAST_RETURNS = 12
METHOD = Method(
    "Whether the standard deviation of the log returns of {first} is larger than that of {second} "
    "from {base_date} to {resolves}",
    by_forecast("it is so on {resolves}", "it is not"),
    "the share of all dates after which it was so in as long",
)
RULES = (in_order("base_date", "resolves"), resolved_later("resolves"))


def examine(
    context: Context,
    *,
    first: pd.DataFrame,
    second: pd.DataFrame,
    base_date: Day,
    resolves: Day,
) -> Evidence:
    """Compare the volatility of two prices to a date, over their common bars (METHODS 4.2)."""
    frames = common_end({"first": prices_of(first), "second": prices_of(second)})
    frequency = common_frequency(frames.values())
    closes = pd.concat({n: f["close"] for n, f in frames.items()}, axis=1, join="inner").dropna()
    inside = closes.loc[base_date:resolves]
    ours, theirs = (volatility(inside[name], frequency) for name in ("first", "second"))
    known = len(inside) > LEAST_RETURNS
    done = known and all(reaches(frame, resolves) for frame in frames.values())
    words = "the first series more volatile than the second"
    words += f" ({ours:.1%} and {theirs:.1%} a year)" if known else ""
    note = f"{plural(len(inside), 'close')} from {base_date:%Y-%m-%d}"
    rate = _share(
        "share of all dates after which it was so in as long",
        closes,
        frequency.bars(max(LEAST_RETURNS, days_left(base_date, resolves))),
    )
    return Evidence(
        ForecastCheck(
            last_trading_day(first, resolves),
            context.as_of,
            bool(ours > theirs) if done else None,
            words,
        ),
        (
            *(
                Estimate(f"volatility a year, {name}", value if known else None, note=note)
                for name, value in (("first", ours), ("second", theirs))
            ),
            rate,
        ),
        outlook=partial(_outlook, closes, words, rate, resolves) if known else None,
    )


def _share(name: str, closes: pd.DataFrame, bars: int) -> Estimate:
    """Return the share of windows of as many bars in which the first series varied more."""
    spread = closes.transform(np.log).diff().rolling(bars).std().dropna()
    met = (spread["first"] > spread["second"]).to_numpy(dtype=np.bool_)
    return rate_of_days(name, met, window_days=bars, role="base rate")


def _outlook(closes: pd.DataFrame, words: str, rate: Estimate, resolves: pd.Timestamp) -> Outlook:
    """Return the outlook; the odds are those of a whole window, not of what is left of it."""
    return Outlook(
        resolves=resolves,
        last=pd.Timestamp(closes.index[-1]),
        settles=words.partition(" (")[0] + f" on {resolves:%Y-%m-%d}",
        now=words,
        distance=None,
        odds=(replace(rate, name="it in a whole window"),),
    )
