"""Do relief in rates, relief in credit and wide breadth come before higher returns?"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.inference import TooLittleData
from backtests.state_months import returns_after_month_ends, state_gap
from backtests.studies.gate import LEAST_YEARLY
from backtests.studies.states import gap_check, gap_estimate, gap_or_note, trading_days
from backtests.verdicts import Check, MissingCheck
from signals import breadth, credit
from signals.known_values import month_ends
from signals.rates import two_year_change

HORIZONS = {"6 months": 126, "12 months": 252}
PRIMARY = "12 months"


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    points: float,
    wide: float,
    narrow: float,
) -> Evidence:
    """Compare returns after each state, all three, and their mirrors (METHODS slide-19).

    `points` is the move over 63 days in percentage points; `others` holds the sector funds. All
    three states together at 12 months decide.
    """
    if not others:
        raise TooLittleData("no sector fund in the data")
    days = trading_days(bars)
    rate = month_ends(two_year_change(two_year, days)).dropna()
    spread = month_ends(
        credit.spread_changes(high_yield, baa, days, span=credit.QUARTER)
    ).dropna()  # fmt: skip
    share = month_ends(breadth.share_above_mean(others)).dropna()
    relief = {"relief in rates": rate <= -points, "relief in credit": spread <= -points,
              "wide breadth": share > wide}  # fmt: skip
    strain = {"rising rates": rate >= points, "tightening credit": spread >= points,
              "narrow breadth": share < narrow}  # fmt: skip
    states = {"all three": all_of(relief), **relief, "all three reversed": all_of(strain), **strain}
    returns = {label: returns_after_month_ends(bars, trading_days=n)
               for label, n in HORIZONS.items()}  # fmt: skip
    check: Check
    first: Estimate
    name = f"return {PRIMARY} after all three, less after other month ends"
    try:
        found = state_gap(returns[PRIMARY], states["all three"], window=12, rng=context.rng,
                          draws=context.resamples)  # fmt: skip
        check, first = gap_check(found, least=LEAST_YEARLY), gap_estimate(name, found)
    except TooLittleData as error:
        check, first = MissingCheck(f"not tested: {error}"), Estimate(name, None, note=str(error))
    rest = [
        gap_or_note(context, f"{label} after {state}", returns[label], months,
                    window=HORIZONS[label] // 21)
        for state, months in states.items() for label in HORIZONS
        if (state, label) != ("all three", PRIMARY)
    ]  # fmt: skip
    return Evidence(check, (first, *rest))


def all_of(states: Mapping[str, pd.Series]) -> pd.Series:
    """Return the months in which every state holds; those known for all states only."""
    known = pd.concat([state.astype(float) for state in states.values()], axis=1, join="inner")
    return known.min(axis=1) > 0
