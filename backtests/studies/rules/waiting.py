"""Does waiting until yields, credit and price look clearer pay, or is any wait as good?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.cohorts import FundDays, fund_days, waits, wealth_after_wait
from backtests.evidence.checks import EffectCheck
from backtests.evidence.eras import Flags
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.inference import monte_carlo
from backtests.inference.cohort_bootstrap import bad_gain, bad_outcome, mean_gain
from backtests.studies.measures.credit import spreads
from backtests.studies.rules.cohort_gain import (
    COSTS,
    SPANS,
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
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from signals.confirmation import GIVE_UP, all_clear

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Route = Literal["mean", "bad outcome"]
# METHODS 2.9, R3: a 12-month return; two years, as its neighbour R2 looks ahead.
WINDOWS = (TRADING_DAYS_PER_YEAR, 504)
# METHODS 2.9: a year of waiting; half of it.
PATIENCE = (GIVE_UP, 126)
# METHODS 2.9, R3: returns within a point are equal if the 5% quantile is 3 points better.
EQUAL, LEAST_BAD = 0.01, 0.03
# The row has two ways to be supported, so each is tested at half the size (Bonferroni).
WAYS = 2
# The distribution of the waits, in as many equally likely waits.
RANDOM_WAITS = 25
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
    """Compare waiting with entering at once and with random waits as long (METHODS slide-15).

    What decides is the gain over random waits, which are in the market as much: in the mean
    12-month return, or in its 5% quantile where that is better and the means are equal.
    """
    days = fund_days(fund, adjusted, bills)
    clear = clear_days(days, bars, two_year, high_yield, baa)
    cohorts = cohorts_by_window(context, days, WINDOWS)
    made = list(_definitions(days, cohorts, clear))
    first = made[0]
    route = _route(first)
    found = [each.gain(route) for each in made]
    trials = tried(
        "wait",
        (
            (gain, each.waited - each.random.mean(axis=1))
            for gain, each in zip(found, made, strict=True)
        ),
    )
    return gain_evidence(
        found,
        _check(first, found[0], route),
        (found[0].estimate(_NAMES[route], note=_told(first)), _moved(days, first), *_beside(first)),
        trials,
        cohort_rows(
            days, first.cohorts, first.waited, first.random.mean(axis=1), against="random_waits"
        ),
    )


_NAMES: Mapping[Route, str] = {
    "mean": "12-month return, waiting less random waits",
    "bad outcome": "5% quantile of the 12-month return, waiting less the better of the others",
}


def clear_days(
    fund: FundDays,
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> dict[tuple[str, int], Flags]:
    """Return by spread and span whether each day of the fund closed all clear."""
    return {
        (name, span): all_clear(bars, two_year, first, baa, span=span)
        .reindex(fund.days, fill_value=False)
        .to_numpy(dtype=np.bool_)
        for (name, first), span in product(spreads(high_yield).items(), SPANS)
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """Wealth of each cohort after a wait, at once, and after each of equally likely waits."""

    choices: Mapping[str, str]
    cohorts: Cohorts
    days: Ints
    waited: Floats
    at_once: Floats
    random: Floats

    def gain(self, route: Route) -> RuleGain:
        """Return the gain over random waits in the mean, or over both in the bad outcome."""
        gains = (
            mean_gain(self.waited, self.random)
            if route == "mean"
            else bad_gain(self.waited, (self.random, self.at_once))
        )
        return rule_gain(
            self.choices, self.cohorts, gains, np.ones(self.waited.size, dtype=np.bool_)
        )


def wait(
    fund: FundDays,
    cohorts: Cohorts,
    clear: Flags,
    *,
    give_up: int,
    cost: float,
    choices: Mapping[str, str],
) -> Waiting:
    """Let every cohort wait for a clear day, and for the waits of all others."""
    at, window = cohorts.at, cohorts.window
    days = waits(clear, at, give_up=give_up)
    shares = (np.arange(RANDOM_WAITS) + 0.5) / RANDOM_WAITS
    drawn = np.quantile(days, shares, method="inverted_cdf").astype(np.int64)
    after = partial(wealth_after_wait, fund, window=window, cost=cost)
    return Waiting(
        choices=choices,
        cohorts=cohorts,
        days=days,
        waited=after(at, days),
        at_once=after(at, np.zeros_like(at)),
        random=after(at[:, None], drawn[None, :]),
    )


def _definitions(
    fund: FundDays,
    cohorts: Mapping[int, Cohorts],
    clear: Mapping[tuple[str, int], Flags],
) -> Iterator[Waiting]:
    """Cross spread, span, patience, window and cost, the definition of METHODS first."""
    for (window, those), ((spread, span), flags), give_up, cost in product(
        cohorts.items(), clear.items(), PATIENCE, COSTS
    ):
        yield wait(
            fund,
            those,
            flags,
            give_up=give_up,
            cost=cost,
            choices={
                "spread": spread,
                "change over": f"{span} days",
                "gives up after": f"{give_up} days",
                "cohort lasts": f"{window} days",
                "cost": points(cost),
            },
        )


def _bad(values: Floats) -> float:
    return float(bad_outcome(values, np.ones((1, len(values))))[0])


def _as_good(made: Waiting, other: Floats) -> bool:
    """Whether waiting is equal to another way in the mean and better in the bad outcome."""
    equal = made.waited.mean() - other.mean() >= -EQUAL
    return bool(equal and _bad(made.waited) - _bad(other) >= LEAST_BAD)


def _route(made: Waiting) -> Route:
    """Return the way by which the row could be supported; the mean where neither is open."""
    higher = made.waited.mean() - made.random.mean() >= LEAST_YEARLY
    both = _as_good(made, made.random) and _as_good(made, made.at_once)
    return "bad outcome" if both and not higher else "mean"


def _check(made: Waiting, gain: RuleGain, route: Route) -> EffectCheck:
    over = float(made.waited.mean() - made.at_once.mean())
    bad = _bad(made.waited) - _bad(made.at_once)
    condition = (
        f"against entering at once the mean is higher, or within {100 * EQUAL:.0f} point with a "
        f"5% quantile {100 * LEAST_BAD:.0f} points better (found {100 * over:+.1f} and "
        f"{100 * bad:+.1f} points)",
        over > 0 or _as_good(made, made.at_once),
    )
    least = LEAST_YEARLY if route == "mean" else LEAST_BAD
    check = gain_check(gain, least=least, conditions=(condition,))
    return replace(check, p=min(1.0, WAYS * check.p))


def _told(made: Waiting) -> str:
    never = int(np.count_nonzero(made.days >= GIVE_UP))
    return (
        f"median wait {np.median(made.days):.0f} trading days; {never} of {made.days.size} "
        f"cohorts saw no clear close in {GIVE_UP}; the p that decides is twice this one, for "
        "the two ways to be supported"
    )


def _moved(fund: FundDays, made: Waiting) -> Estimate:
    """Hold the mean against the same waits moved by every number of months (null N3)."""
    at, window = made.cohorts.at, made.cohorts.window
    means = np.array(
        [
            wealth_after_wait(
                fund, at, np.roll(made.days, months), window=window, cost=COSTS[0]
            ).mean()
            for months in range(1, at.size)
        ]
    )
    mean = float(made.waited.mean())
    return Estimate(
        "12-month return after waiting; chance: the same waits moved in time",
        mean - 1,
        baseline=float(means.mean()) - 1,
        against="the same waits moved in time",
        n=at.size,
        p=monte_carlo.upper_p(means, mean),
        note="null N3: every shift in months, order kept",
    )


def _beside(made: Waiting) -> tuple[Estimate, ...]:
    """Tell each way to enter, and waiting against entering at once."""
    every = np.ones(made.waited.size, dtype=np.bool_)
    against = rule_gain({}, made.cohorts, mean_gain(made.waited, made.at_once), every)
    tail = rule_gain({}, made.cohorts, bad_gain(made.waited, (made.at_once,)), every)
    tail_random = rule_gain({}, made.cohorts, bad_gain(made.waited, (made.random,)), every)
    return (
        against.estimate("12-month return, waiting less entering at once"),
        tail.estimate("5% quantile, waiting less entering at once"),
        tail_random.estimate("5% quantile, waiting less random waits"),
        *outcomes("waiting", made.waited - 1),
        *outcomes("entering at once", made.at_once - 1),
        *outcomes("random waits", made.random - 1),
    )
