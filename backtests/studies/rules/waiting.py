"""Compare waiting until yields, credit and price look clearer with random waits as long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from backtests.engine.cohorts import FundDays, fund_days, waits, wealth_after_wait
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY
from backtests.inference import monte_carlo
from backtests.inference.cohort_bootstrap import bad_gain, mean_gain
from backtests.studies.measures.credit import spreads
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.rules.cohort_gain import (
    COSTS,
    SPANS,
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
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from signals.confirmation import GIVE_UP, all_clear
from signals.core.arrays import Flags, Floats, Ints

Route = Literal["mean", "bad outcome"]
# METHODS 2.9, R3: a 12-month return; two years, as in R2.
WINDOWS = (TRADING_DAYS_PER_YEAR, 504)
# METHODS 2.9: trading days after which the wait ends: a year; half of it.
PATIENCE = (GIVE_UP, 126)
# METHODS 2.9, R3: returns within a point are equal if the 5% quantile is 3 points better.
EQUAL, LEAST_BAD = 0.01, 0.03
# The claim can be supported in two ways, so each is tested at half the size (Bonferroni).
WAYS = 2
# Number of equally likely waits that represent the distribution of the waits.
RANDOM_WAITS = 25
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
METHOD = Method(
    "12-month return from the decision after waiting to enter {fund} (with distributions "
    "{adjusted}) until yields ({two_year}), credit ({high_yield}, before it {baa}) and "
    "price ({bars}) look clearer, less that after random waits as long; cash earns "
    "{bills}",
    by_effect(
        in_points(LEAST_YEARLY),
        also="with a higher mean than entering at once, or one within 1 point and a 5% quantile 3 "
        "points better (which may also decide instead of the mean)",
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
    """Compare waiting with entering at once and with random waits as long (METHODS slide-15).

    The effect is the gain over random waits, which are invested as much: in the mean 12-month
    return, or in its 5% quantile if that is better and the means are equal.
    """
    days = fund_days(fund, adjusted, bills)
    clear = clear_days(days, bars, two_year, high_yield, baa)
    cohorts = cohorts_by_window(context, days, WINDOWS)
    outcomes = list(_definitions(days, cohorts, clear))
    first = outcomes[0]
    route = _route(first)
    gain = first.gain(route)
    return gain_evidence(
        "wait",
        [(each.gain(route), each.waited - each.random.mean(axis=1)) for each in outcomes],
        _check(first, gain, route),
        (
            gain.estimate(_NAMES[route], note=_note(days, first)),
            _shifted(days, first),
            *_other_estimates(first),
        ),
        cohort_rows(
            days, first.cohorts, first.waited, first.random.mean(axis=1), against="random_waits"
        ),
        earned=days.cash_return,
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
    """Return whether all conditions were clear on each day of the fund, by spread and span."""
    return {
        (name, span): all_clear(bars, two_year, first, baa, span=span)
        .reindex(fund.days, fill_value=False)
        .to_numpy(dtype=np.bool_)
        for (name, first), span in product(spreads(high_yield).items(), SPANS)
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """Final wealth of each cohort after a wait, at once, and after random waits.

    `days` are the waits in bars, of shape (cohorts,); `random` has the wealth after each
    of equally likely waits, of shape (cohorts, waits).
    """

    choices: Mapping[str, str]
    cohorts: Cohorts
    days: Ints
    waited: Floats
    at_once: Floats
    random: Floats

    def gain(self, route: Route) -> RuleGain:
        """Return the gain in the mean over random waits, or in the 5% quantile over both others."""
        gains = (
            mean_gain(self.waited, self.random)
            if route == "mean"
            else bad_gain(self.waited, (self.random, self.at_once))
        )
        return rule_gain(self.choices, self.cohorts, gains)


def wait(
    fund: FundDays,
    cohorts: Cohorts,
    clear: Flags,
    *,
    give_up: int,
    cost: float,
    choices: Mapping[str, str],
) -> Waiting:
    """Compute the wealth of every cohort after its own wait and after the waits of all others."""
    at, window = cohorts.at, cohorts.bars
    days = waits(clear, at, give_up=fund.frequency.bars(give_up))
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
    """Yield every combination of window, spread, span, patience and cost, the primary one first."""
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
                "change over": span_label(fund, span),
                "gives up after": span_label(fund, give_up),
                "cohort lasts": span_label(fund, window),
                "cost": cost_label(cost),
            },
        )


def _as_good(outcome: Waiting, other: Floats) -> bool:
    """Return whether waiting equals another way in the mean and exceeds its 5% quantile."""
    equal = outcome.waited.mean() - other.mean() >= -EQUAL
    return bool(equal and low_quantile(outcome.waited) - low_quantile(other) >= LEAST_BAD)


def _route(outcome: Waiting) -> Route:
    """Return the way in which the claim could be supported; the mean if neither is possible."""
    higher = outcome.waited.mean() - outcome.random.mean() >= LEAST_YEARLY
    both = _as_good(outcome, outcome.random) and _as_good(outcome, outcome.at_once)
    return "bad outcome" if both and not higher else "mean"


def _check(outcome: Waiting, gain: RuleGain, route: Route) -> EffectCheck:
    over = float(outcome.waited.mean() - outcome.at_once.mean())
    bad = low_quantile(outcome.waited) - low_quantile(outcome.at_once)
    condition = (
        f"against entering at once the mean is higher, or within {100 * EQUAL:.0f} point with a "
        f"5% quantile {100 * LEAST_BAD:.0f} points better (found {100 * over:+.1f} and "
        f"{100 * bad:+.1f} points)",
        over > 0 or _as_good(outcome, outcome.at_once),
    )
    least = LEAST_YEARLY if route == "mean" else LEAST_BAD
    check = gain.check(least=least, conditions=(condition,))
    return replace(check, p=min(1.0, WAYS * check.p))


def _note(fund: FundDays, outcome: Waiting) -> str:
    patience, unit = fund.frequency.bars(GIVE_UP), fund.frequency.unit
    never = int(np.count_nonzero(outcome.days >= patience))
    return (
        f"median wait {np.median(outcome.days):.0f} {unit}s; {never} of {outcome.days.size} "
        f"cohorts saw no clear close in {patience}; the p that decides is twice this one, for "
        "the two ways to be supported"
    )


def _shifted(fund: FundDays, outcome: Waiting) -> Estimate:
    """Compare the mean with the same waits under every non-zero shift in months (null N3)."""
    at, window = outcome.cohorts.at, outcome.cohorts.bars
    means = np.array(
        [
            wealth_after_wait(
                fund, at, np.roll(outcome.days, months), window=window, cost=COSTS[0]
            ).mean()
            for months in range(1, at.size)
        ]
    )
    mean = float(outcome.waited.mean())
    return Estimate(
        "12-month return after waiting; chance: the same waits moved in time",
        mean - 1,
        baseline=float(means.mean()) - 1,
        against="the same waits moved in time",
        n=at.size,
        p=monte_carlo.upper_p(means, mean),
        note="null N3: every shift in months, order kept",
    )


def _other_estimates(outcome: Waiting) -> tuple[Estimate, ...]:
    """Return further gains of waiting, and the outcomes of each way to enter."""
    waited, at_once, random = outcome.waited, outcome.at_once, outcome.random
    gains = {
        "12-month return, waiting less entering at once": mean_gain(waited, at_once),
        "5% quantile, waiting less entering at once": bad_gain(waited, (at_once,)),
        "5% quantile, waiting less random waits": bad_gain(waited, (random,)),
    }
    return (
        *gain_estimates(outcome.cohorts, gains),
        *outcome_estimates(
            {"waiting": waited, "entering at once": at_once, "random waits": random}
        ),
    )
