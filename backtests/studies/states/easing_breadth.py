"""Test whether large gains, or falls, are more frequent after lower rates and better breadth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.outlook import at_or_beyond
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.credit import trading_days
from backtests.studies.measures.monthly_returns import returns_after_month_ends
from backtests.studies.method import Method, by_effect, in_points, or_more
from backtests.studies.parameters import Rise
from backtests.studies.states.gaps import gap_evidence
from backtests.studies.states.relief_states import all_of
from backtests.studies.states.state_months import StateMonths, state_months
from signals import breadth
from signals.core.known_values import bars_in, change, month_ends
from signals.rates import QUARTER, two_year_change

# Horizon in trading days and in months.
HALF_YEAR, WINDOW = 126, 6
# METHODS 4: a frequency must differ by 10 percentage points.
LEAST_SHARE = 0.10
# Claim slide-21: 15% in six months; the alternatives are 10% and 20%.
FURTHER = (0.0, -0.05, 0.05)
# Claim slide-21: changes over 63 days; the alternative is 126, the horizon.
SPANS = (QUARTER, HALF_YEAR)
# Claim slide-21: any fall of the yield; the alternative is a quarter point, one policy step.
FALLS = {"any": 0.0, "more than 25 bp": 0.25}
# Claim slide-11: 200-day mean; 100 days is the other common choice.
MEANS = (breadth.DAYS, 100)
METHOD = Method(
    "Share of month ends followed by {gain:or_more} of {bars} in 126 trading days, after "
    "lower yields ({two_year}) and wider breadth over 63 days (sector funds: {others}), "
    "less the share after other month ends",
    by_effect(in_points(LEAST_SHARE)),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    gain: Rise,
) -> Evidence:
    """Compare the frequency of six-month returns of at least `gain` (claim slide-21).

    `others` are the sector funds. A negative `gain` is a fall: returns at or below it are counted.

    Parameters
    ----------
    gain : float
        Least return, a fraction; negative for a fall of at least as much.
    """
    if not others:
        raise InsufficientData("no sector fund in the data")
    for fund in others.values():
        trading_days(fund)
    days = trading_days(bars)
    rates = {
        span: month_ends(two_year_change(two_year, days, span=span)).dropna() for span in SPANS
    }
    shares = {mean: breadth.share_above_mean(others, days=mean) for mean in MEANS}
    returns = returns_after_month_ends(bars, trading_days=HALF_YEAR).dropna()
    large = at_or_beyond(1 + returns, 1 + gain, down=gain < 0).astype(float)
    better = wider(shares[breadth.DAYS], span=QUARTER)
    parts = {"rates": rates[QUARTER] < 0, "breadth": better}
    return gap_evidence(
        context,
        f"share of half years with {or_more(gain)}, less after other month ends",
        tuple(_definitions(returns, rates, shares, gain)),
        least=LEAST_SHARE,
        beside={
            "after lower rates alone": state_months(large, parts["rates"], window=WINDOW),
            "after better breadth alone": state_months(large, parts["breadth"], window=WINDOW),
            "mean return 6 months after both": state_months(returns, all_of(parts), window=WINDOW),
        },
    )


def _definitions(
    returns: pd.Series,
    rates: Mapping[int, pd.Series],
    shares: Mapping[int, pd.Series],
    gain: float,
) -> Iterator[StateMonths]:
    for (span, rate), (mean, share), (label, fall), more in product(
        rates.items(), shares.items(), FALLS.items(), FURTHER
    ):
        better = wider(share, span=span)
        large = at_or_beyond(1 + returns, 1 + gain + more, down=gain < 0).astype(float)
        yield state_months(
            large,
            all_of({"rates": rate < -fall, "breadth": better}),
            window=WINDOW,
            choices={
                "gain": f"{gain + more:.0%}",
                "changes over": f"{span} days",
                "fall of the yield": label,
                "mean of": f"{mean} days",
            },
        )


def wider(share: pd.Series, *, span: int) -> pd.Series:
    """Return whether breadth is higher at each month end than `span` trading days before."""
    bars = bars_in(pd.DatetimeIndex(share.index), span)
    return month_ends(change(share, span=bars)).dropna() > 0
