"""Compare entering in monthly parts with a lump sum and with waiting for a clear moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
import pandas as pd

from backtests.engine.cohorts import FundDays, fund_days, waits, wealth_after_wait, wealth_in_stages
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.cohort_bootstrap import bad_gain, mean_gain
from backtests.studies.measures.credit import spreads
from backtests.studies.method import Method, by_effect
from backtests.studies.rules.cohort_gain import (
    COSTS,
    Cohorts,
    RuleGain,
    cohort_rows,
    cohorts_by_window,
    cost_label,
    gain_estimates,
    gain_evidence,
    low_quantile,
    outcome_estimates,
    rule_gain,
    span_label,
)
from backtests.studies.rules.waiting import PATIENCE, WINDOWS, clear_days
from signals.core.arrays import Flags, Floats
from strategies.engine.cohort import TRANCHES

# METHODS slide-22: six monthly parts; half and twice as many.
PARTS = (TRANCHES, 3, 12)
# METHODS slide-22: any gain in the 5% quantile counts, and a mean return counts as not worse than
# waiting within a point.
LEAST, NOT_WORSE = 0.0, 0.01
# METHODS 0: trading days per month.
DAYS_OF_MONTH = 21
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
METHOD = Method(
    "5% quantile of 12-month wealth after entering {fund} (with distributions {adjusted}) "
    "in six monthly parts, less the better of a lump sum and of waiting for yields "
    "({two_year}), credit ({high_yield}, before it {baa}) and price ({bars}); cash earns "
    "{bills}",
    by_effect(
        "",
        also="with a mean at most 1 point below waiting, and a higher 5% quantile than as much on "
        "average at once",
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    fund: pd.DataFrame,
    adjusted: pd.DataFrame,
    bills: pd.DataFrame,
    two_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare six monthly parts with a lump sum and with the waiting rule (METHODS slide-22).

    The effect is the gain in the 5% quantile of 12-month wealth over the better of the two.
    """
    days = fund_days(fund, adjusted, bills)
    main = next(iter(spreads(high_yield)))
    clear = {
        span: flags
        for (spread, span), flags in clear_days(days, bars, two_year, high_yield, baa).items()
        if spread == main
    }
    cohorts = cohorts_by_window(context, days, WINDOWS)
    entries = list(_definitions(days, cohorts, clear))
    first = entries[0]
    return gain_evidence(
        "parts",
        [(each.gain, each.staged - each.waited) for each in entries],
        _check(first),
        (
            first.gain.estimate(_NAME, note="over a lump sum and over waiting, the smaller gain"),
            *_other_estimates(first),
        ),
        cohort_rows(days, first.cohorts, first.staged, first.lump, against="lump_sum"),
        earned=days.cash_return,
    )


_NAME = "5% quantile of the 12-month return, six monthly parts less the better of the others"


@dataclass(frozen=True, slots=True)
class Entry:
    """Final wealth of each cohort after monthly parts, a lump sum, and a wait.

    `matched` invests at once the share that the parts have in the fund on average.
    """

    choices: Mapping[str, str]
    cohorts: Cohorts
    staged: Floats
    lump: Floats
    waited: Floats
    matched: Floats

    @property
    def gain(self) -> RuleGain:
        """Gains in the 5% quantile over a lump sum and over waiting."""
        gains = bad_gain(self.staged, (self.lump, self.waited))
        return rule_gain(self.choices, self.cohorts, gains)


def enter(
    fund: FundDays,
    cohorts: Cohorts,
    clear: Flags,
    *,
    tranches: int,
    give_up: int,
    cost: float,
    choices: Mapping[str, str],
) -> Entry:
    """Compute the wealth of every cohort after each way to enter."""
    at, window = cohorts.at, cohorts.bars
    after = partial(wealth_after_wait, fund, at, window=window, cost=cost)
    lump = after(np.zeros_like(at))
    # The average part is not invested for half of the months between the first and the last.
    idle = min(1.0, (tranches - 1) / 2 * DAYS_OF_MONTH / cohorts.window)
    return Entry(
        choices=choices,
        cohorts=cohorts,
        staged=wealth_in_stages(fund, at, tranches=tranches, window=window, cost=cost),
        lump=lump,
        waited=after(waits(clear, at, give_up=fund.frequency.bars(give_up))),
        matched=(1 - idle) * lump + idle * fund.cash[at + window] / fund.cash[at],
    )


def _definitions(
    fund: FundDays, cohorts: Mapping[int, Cohorts], clear: Mapping[int, Flags]
) -> Iterator[Entry]:
    """Yield every combination of window, parts, span, patience and cost, the primary one first."""
    for (window, those), tranches, (span, flags), give_up, cost in product(
        cohorts.items(), PARTS, clear.items(), PATIENCE, COSTS
    ):
        yield enter(
            fund,
            those,
            flags,
            tranches=tranches,
            give_up=give_up,
            cost=cost,
            choices={
                "parts": f"{tranches}",
                "change over": span_label(fund, span),
                "gives up after": span_label(fund, give_up),
                "cohort lasts": span_label(fund, window),
                "cost": cost_label(cost),
            },
        )


def _check(entry: Entry) -> EffectCheck:
    over = float(entry.staged.mean() - entry.waited.mean())
    bad, bad_matched = low_quantile(entry.staged), low_quantile(entry.matched)
    return entry.gain.check(
        least=LEAST,
        conditions=(
            (
                f"the mean is no more than {100 * NOT_WORSE:.0f} point below waiting "
                f"(found {100 * over:+.1f} points)",
                over >= -NOT_WORSE,
            ),
            (
                "the 5% quantile is above that of putting in as much on average at once "
                f"(found {100 * (bad - bad_matched):+.1f} points)",
                bad > bad_matched,
            ),
        ),
    )


def _other_estimates(entry: Entry) -> tuple[Estimate, ...]:
    """Return the gains over each other way to enter, and the outcomes of all."""
    others = {
        "a lump sum": entry.lump,
        "waiting": entry.waited,
        "as much on average at once": entry.matched,
    }
    gains = {
        f"5% quantile, six monthly parts less {name}": bad_gain(entry.staged, (other,))
        for name, other in others.items()
    } | {
        f"12-month return, six monthly parts less {name}": mean_gain(entry.staged, other)
        for name, other in others.items()
    }
    return (
        *gain_estimates(entry.cohorts, gains),
        *outcome_estimates(
            {
                "six monthly parts": entry.staged,
                "a lump sum": entry.lump,
                "waiting": entry.waited,
            }
        ),
    )
