"""Are monthly parts better than a lump sum, and than waiting for a clear moment?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.cohorts import FundDays, fund_days, waits, wealth_after_wait, wealth_in_stages
from backtests.evidence.checks import EffectCheck
from backtests.evidence.eras import Flags
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.cohort_bootstrap import bad_gain, bad_outcome, mean_gain
from backtests.studies.measures.credit import spreads
from backtests.studies.rules.cohort_gain import (
    COSTS,
    Cohorts,
    RuleGain,
    cohort_rows,
    cohorts_by_window,
    gain_check,
    gain_evidence,
    outcomes,
    points,
    rule_gain,
    tried,
)
from backtests.studies.rules.waiting import PATIENCE, WINDOWS, clear_days
from strategies.engine.cohort import TRANCHES

Floats = npt.NDArray[np.float64]
# METHODS slide-22: six monthly parts; half and twice as many.
PARTS = (TRANCHES, 3, 12)
# METHODS slide-22: any gain in the 5% quantile counts, and a mean within a point of waiting is
# not worse.
LEAST, NOT_WORSE = 0.0, 0.01
# METHODS 0.
DAYS_OF_MONTH = 21
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True


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

    The gain is that in the 5% quantile of 12-month wealth over the better of the two.
    """
    days = fund_days(fund, adjusted, bills)
    main = next(iter(spreads(high_yield)))
    clear = {
        span: flags
        for (spread, span), flags in clear_days(days, bars, two_year, high_yield, baa).items()
        if spread == main
    }
    cohorts = cohorts_by_window(context, days, WINDOWS)
    made = list(_definitions(days, cohorts, clear))
    found = [each.gain for each in made]
    trials = tried(
        "parts", ((gain, each.staged - each.waited) for gain, each in zip(found, made, strict=True))
    )
    return gain_evidence(
        found,
        _check(made[0]),
        (
            found[0].estimate(_NAME, note="over a lump sum and over waiting, the smaller gain"),
            *_beside(made[0]),
        ),
        trials,
        cohort_rows(days, made[0].cohorts, made[0].staged, made[0].lump, against="lump_sum"),
    )


_NAME = "5% quantile of the 12-month return, six monthly parts less the better of the others"


@dataclass(frozen=True, slots=True)
class Entry:
    """Wealth of each cohort after monthly parts, a lump sum, and a wait.

    `matched` puts in at once as much as the parts have in the fund on average over the window.
    """

    choices: Mapping[str, str]
    cohorts: Cohorts
    staged: Floats
    lump: Floats
    waited: Floats
    matched: Floats

    @property
    def gain(self) -> RuleGain:
        """Return the gains in the bad outcome over a lump sum and over waiting."""
        gains = bad_gain(self.staged, (self.lump, self.waited))
        return rule_gain(self.choices, self.cohorts, gains, _every(self))


def _every(made: Entry) -> Flags:
    return np.ones(made.staged.size, dtype=np.bool_)


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
    """Let every cohort enter in the three ways."""
    at, window = cohorts.at, cohorts.window
    after = partial(wealth_after_wait, fund, at, window=window, cost=cost)
    lump = after(np.zeros_like(at))
    # Parts a month apart: on average half of the months between the first and the last are idle.
    idle = min(1.0, (tranches - 1) / 2 * DAYS_OF_MONTH / window)
    return Entry(
        choices=choices,
        cohorts=cohorts,
        staged=wealth_in_stages(fund, at, tranches=tranches, window=window, cost=cost),
        lump=lump,
        waited=after(waits(clear, at, give_up=give_up)),
        matched=(1 - idle) * lump + idle * fund.cash[at + window] / fund.cash[at],
    )


def _definitions(
    fund: FundDays, cohorts: Mapping[int, Cohorts], clear: Mapping[int, Flags]
) -> Iterator[Entry]:
    """Cross parts, window, and span and patience of waiting, the definition of METHODS first."""
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
                "change over": f"{span} days",
                "gives up after": f"{give_up} days",
                "cohort lasts": f"{window} days",
                "cost": points(cost),
            },
        )


def _check(made: Entry) -> EffectCheck:
    over = float(made.staged.mean() - made.waited.mean())
    everyone = np.ones((1, made.staged.size))
    bad, bad_matched = (float(bad_outcome(w, everyone)[0]) for w in (made.staged, made.matched))
    return gain_check(
        made.gain,
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


def _beside(made: Entry) -> tuple[Estimate, ...]:
    """Tell each way to enter, and the gains one by one."""
    against = {
        "a lump sum": made.lump,
        "waiting": made.waited,
        "as much on average at once": made.matched,
    }
    bad = (
        rule_gain({}, made.cohorts, bad_gain(made.staged, (other,)), _every(made)).estimate(
            f"5% quantile, six monthly parts less {name}"
        )
        for name, other in against.items()
    )
    means = (
        rule_gain({}, made.cohorts, mean_gain(made.staged, other), _every(made)).estimate(
            f"12-month return, six monthly parts less {name}"
        )
        for name, other in against.items()
    )
    return (
        *bad,
        *means,
        *outcomes("six monthly parts", made.staged - 1),
        *outcomes("a lump sum", made.lump - 1),
        *outcomes("waiting", made.waited - 1),
    )
