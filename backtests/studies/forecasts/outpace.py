"""Is a forecast rise above the large caps' usual year, and did small caps beat them?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import calendar_return, returns_from_every_day
from backtests.evidence.checks import ForecastCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.outlook import Outlook, rate_of_days
from backtests.studies.forecasts import relative_race


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    base_date: pd.Timestamp,
    months: int,
    rise: float,
) -> Evidence:
    """Judge both readings (METHODS srg-02): the level and the race over the same window."""
    resolves = base_date + pd.DateOffset(months=months)
    returns = {
        name: calendar_return(frame, base_date, months=months)
        for name, frame in (("Russell 2000", small), ("S&P 500", large))
    }
    _, usual = returns_from_every_day(large, months=months, since=pd.Timestamp(large.index[0]))
    median = float(np.median(usual))
    known = not any(np.isnan(value) for value in returns.values())
    ahead = returns["Russell 2000"] > returns["S&P 500"]
    check = ForecastCheck(
        resolves=resolves - pd.Timedelta(days=max(0, resolves.day_of_week - 4)),
        as_of=context.as_of,
        condition=(rise > median and ahead) if known else None,
        statement=f"{rise:.0%} is above the S&P 500's median year of {median:.1%}, and the "
        "Russell 2000 beat the S&P 500",
    )
    estimates = [
        Estimate(f"{name} from {base_date:%Y-%m-%d}", value if known else None)
        for name, value in returns.items()
    ]
    return Evidence(
        check,
        (
            Estimate("median 12-month return of the S&P 500", median, n=usual.size, claimed=rise),
            *estimates,
            _base_rate(small, large, months),
        ),
    )


def _base_rate(small: pd.DataFrame, large: pd.DataFrame, months: int) -> Estimate:
    since = max(pd.Timestamp(small.index[0]), pd.Timestamp(large.index[0]))
    days, ours = returns_from_every_day(small, months=months, since=since)
    others, theirs = returns_from_every_day(large, months=months, since=since)
    both = days.intersection(others)
    ahead = pd.Series(ours, days).loc[both] > pd.Series(theirs, others).loc[both]
    return rate_of_days(
        f"share of all dates after which the Russell 2000 was ahead {months} months later",
        ahead.to_numpy(dtype=bool),
        window_days=365,
        role="base rate",
    )


def standing(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    base_date: pd.Timestamp,
    months: int,
    rise: float,
) -> Outlook | None:
    """Say how far the Russell 2000 is ahead; the forecast rise against a usual year is settled."""
    names = ["Russell 2000", "S&P 500"]
    check = examine(
        context, small=small, large=large, base_date=base_date, months=months, rise=rise
    ).check
    race = relative_race.standing(
        context,
        others=dict(zip(names, (small, large), strict=True)),
        pairs=[names],
        base_date=base_date,
        resolves=base_date + pd.DateOffset(months=months),
        months=months,
    )
    return None if race is None else replace(race, check=check)
