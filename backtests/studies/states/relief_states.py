"""Test whether relief in rates and credit with wide breadth precedes higher returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.credit import spreads, trading_days
from backtests.studies.measures.monthly_returns import returns_after_month_ends
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import PercentagePoints, Share, increasing
from backtests.studies.states.gaps import gap_evidence, readings
from backtests.studies.states.state_months import StateMonths, state_months
from signals import breadth, credit
from signals.core.known_values import month_ends
from signals.rates import two_year_change

HORIZONS = {"6 months": 126, "12 months": 252}
PRIMARY = "12 months"
MONTH_DAYS = 21
# Claim slide-19: moves of 50 bp; the alternatives are 25 and 75 bp.
SHARES_OF_MOVE = (1.0, 0.5, 1.5)
# Claim slide-19: wide breadth is above 60%; the alternatives are 55% and 65%.
FURTHER = (0.0, -0.05, 0.05)
METHOD = Method(
    "Mean return of {bars} in the 252 trading days after month ends with {two_year} and "
    "the spread ({high_yield}, before it {baa}) each {points} or more below 63 trading "
    "days before and more than {wide} of the sector funds ({others}) above their 200-day "
    "mean, less that after other month ends",
    by_effect(in_points(LEAST_YEARLY)),
    "each state alone, 126 trading days, and the opposite states (breadth below {narrow})",
)
RULES = (increasing("narrow", "wide"),)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    points: PercentagePoints,
    wide: Share,
    narrow: Share,
) -> Evidence:
    """Compare returns after all three states with other months (claim slide-19).

    The check is on all three states together over 12 months; single and opposite states are
    secondary. `points` is the move over 63 days in percentage points; `others` are the sector
    funds.

    Parameters
    ----------
    points : float
        Least fall of the yield and of the spread over 63 days, in percentage points.
    """
    if not others:
        raise InsufficientData("no sector fund in the data")
    days = trading_days(bars)
    rate = month_ends(two_year_change(two_year, days)).dropna()
    moves = {
        name: month_ends(credit.spread_changes(first_choice, baa, days, span=credit.QUARTER))
        for name, first_choice in spreads(high_yield).items()
    }
    spread = next(iter(moves.values())).dropna()
    share = month_ends(breadth.share_above_mean(others)).dropna()
    relief = {
        "relief in rates": rate <= -points,
        "relief in credit": spread <= -points,
        "wide breadth": share > wide,
    }
    strain = {
        "rising rates": rate >= points,
        "tightening credit": spread >= points,
        "narrow breadth": share < narrow,
    }
    states = {"all three": all_of(relief), **relief, "all three reversed": all_of(strain), **strain}
    returns = {
        label: returns_after_month_ends(bars, trading_days=n) for label, n in HORIZONS.items()
    }
    beside = {
        f"{label} after {state}": state_months(returns[label], months, window=_window(label))
        for state, months in states.items()
        for label in HORIZONS
        if (state, label) != ("all three", PRIMARY)
    }
    name = f"return {PRIMARY} after all three, less after other month ends"
    definitions = _definitions(
        returns, rate, moves, share, wide=wide, points=[part * points for part in SHARES_OF_MOVE]
    )
    try:
        return gap_evidence(context, name, tuple(definitions), least=LEAST_YEARLY, beside=beside)
    except InsufficientData as error:
        first = Estimate(name, None, note=str(error))
        return Evidence(MissingCheck(f"not tested: {error}"), (first, *readings(context, beside)))


def _window(label: str) -> int:
    return HORIZONS[label] // MONTH_DAYS


def _definitions(
    returns: Mapping[str, pd.Series],
    rate: pd.Series,
    moves: Mapping[str, pd.Series],
    share: pd.Series,
    *,
    wide: float,
    points: Sequence[float],
) -> Iterator[StateMonths]:
    for label, (spread, change), more, least in product(
        (PRIMARY, *(h for h in HORIZONS if h != PRIMARY)), moves.items(), FURTHER, points
    ):
        known = change.dropna()
        state = all_of(
            {"rates": rate <= -least, "credit": known <= -least, "breadth": share > wide + more}
        )
        yield state_months(
            returns[label],
            state,
            window=_window(label),
            choices={
                "months ahead": label,
                "spread": spread,
                "wide": f"above {wide + more:.0%}",
                "moves": f"{100 * least:g} bp",
            },
        )


def all_of(states: Mapping[str, pd.Series]) -> pd.Series:
    """Return whether all states are true, for the months in which all are known."""
    known = pd.concat([state.astype(float) for state in states.values()], axis=1, join="inner")
    return known.min(axis=1) > 0
