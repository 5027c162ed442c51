"""Test whether a forecast rise exceeds a usual large-cap year and small caps led, or a fall."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import calendar_return, returns_from_every_day
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.inference.samples import InsufficientData
from backtests.studies.forecasts.relative_race import race_outlook
from backtests.studies.measures.any_date import rate_after_any_date
from backtests.studies.measures.spans import last_trading_day
from backtests.studies.method import Method, by_forecast
from backtests.studies.parameters import Day, Months, Rise, ends_later

HAS_OUTLOOK = True
SMALL, LARGE = "Russell 2000", "S&P 500"
METHOD = Method(
    "Whether {rise:beyond} the median return of {large} over {months}, and {small} "
    "gains {rise:further} than {large} in the {months} from {base_date}",
    by_forecast("both are so at the end", "one is not"),
    "how often {small} gained {rise:further} than {large} over as long",
)
RULES = (ends_later("base_date", "months"),)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    base_date: Day,
    months: Months,
    rise: Rise,
) -> Evidence:
    """Test both readings over the same window: the level and the lead (claim srg-02).

    A negative `rise` is a fall: it must be below the median, and small caps must trail (METHODS
    4.2). Raises InsufficientData if the record is shorter than the window.

    Parameters
    ----------
    months : int
        Calendar months from the base day to the resolution.
    rise : float
        Least lead over large caps, a fraction; negative for a lag.
    """
    ahead, behind = (LARGE, SMALL) if rise < 0 else (SMALL, LARGE)
    resolves = base_date + pd.DateOffset(months=months)
    frames = {SMALL: small, LARGE: large}
    returns = {
        name: calendar_return(frame, base_date, months=months) for name, frame in frames.items()
    }
    _, usual = returns_from_every_day(large, months=months, since=pd.Timestamp(large.index[0]))
    if not usual.size:
        raise InsufficientData(f"no return of the {LARGE} over {months} months is complete")
    median = float(np.median(usual))
    known = not np.isnan(list(returns.values())).any()
    check = ForecastCheck(
        resolves=last_trading_day(large, resolves),
        as_of=context.as_of,
        condition=(
            (rise < median if rise < 0 else rise > median) and returns[ahead] > returns[behind]
            if known
            else None
        ),
        statement=f"{rise:.0%} is {'below' if rise < 0 else 'above'} the S&P 500's median year of "
        f"{median:.1%}, and the {ahead} beat the {behind}",
    )
    return Evidence(
        check,
        (
            Estimate("median 12-month return of the S&P 500", median, n=usual.size, claimed=rise),
            *(
                Estimate(f"{name} from {base_date:%Y-%m-%d}", value if known else None)
                for name, value in returns.items()
            ),
            rate_after_any_date(
                f"share of all dates after which the {ahead} was ahead {months} months later",
                frames,
                lambda past: past[ahead] > past[behind],
                months=months,
            ),
        ),
        outlook=partial(race_outlook, frames, [[ahead, behind]], (), [[base_date, resolves]]),
    )
