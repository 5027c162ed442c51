"""Compare, after a loss, selling half when credit is worse with buying more in any case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from backtests.engine.cohorts import (
    SOLD,
    FundDays,
    first_losses,
    fund_days,
    wealth_adding,
    wealth_held,
    wealth_selling,
)
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.cohort_bootstrap import mean_gain
from backtests.studies.measures.credit import spreads
from backtests.studies.method import Method, by_effect
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
    outcome_estimates,
    rule_gain,
    span_label,
)
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from signals.core.arrays import Flags, Floats
from signals.credit import spread_changes
from strategies.engine.cohort import LOSS, TWO_YEARS, next_loss

# METHODS 2.9: a loss of 20%, the usual limit of a bear market; five points less and more.
LOSSES = (LOSS, 0.15, 0.25)
# METHODS 2.9: 504 trading days; a year, the horizon of most claims.
WINDOWS = (TWO_YEARS, TRADING_DAYS_PER_YEAR)
# METHODS 2.9: any gain in mean log wealth counts.
LEAST = 0.0
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
METHOD = Method(
    "Mean log wealth after selling half of {fund} (with distributions {adjusted}) at a "
    "loss of 20% if the spread ({high_yield}, before it {baa}) has widened, less that "
    "of holding as much on average all the time; cash earns {bills}",
    by_effect(""),
    "the difference from adding and from holding, and the 5% quantile of each",
)


def examine(
    context: Context,
    *,
    fund: pd.DataFrame,
    adjusted: pd.DataFrame,
    bills: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare three responses to a loss over all monthly cohorts (claim slide-14).

    The effect is the mean log wealth after selling half if spreads are wider, less that of holding
    as much on average all the time: the timing of the sale, without its smaller exposure. The
    difference from adding and the 5% quantiles are secondary. The gate leaves out each starting
    year of cohorts that sold.
    """
    days = fund_days(fund, adjusted, bills)
    wider = {
        (name, span): (spread_changes(first, baa, days.days, span=span) > 0).to_numpy()
        for (name, first), span in product(spreads(high_yield).items(), SPANS)
    }
    cohorts = cohorts_by_window(context, days, WINDOWS)
    definitions = list(_definitions(days, cohorts, wider))
    gain, wealth = definitions[0]
    return gain_evidence(
        "sell half or add",
        [(each, responses.log_gain) for each, responses in definitions],
        gain.check(least=LEAST),
        (
            gain.estimate(
                "log wealth, selling half less holding as much on average", note=_note(days, wealth)
            ),
            *_other_estimates(gain.cohorts, wealth),
        ),
        cohort_rows(days, gain.cohorts, wealth.sold, wealth.matched, against="matched"),
        earned=days.cash_return,
    )


@dataclass(frozen=True, slots=True)
class Responses:
    """Final wealth of each cohort by response to a loss.

    `matched` is a constant share in the fund, equal to the average share of the first purchase
    that selling keeps. `lost` says which cohorts had the loss.
    """

    held: Floats
    added: Floats
    sold: Floats
    matched: Floats
    lost: Flags

    @property
    def log_gain(self) -> Floats:
        """Log wealth of selling less that of holding as much on average."""
        return np.asarray(np.log(self.sold / self.matched))


def respond(
    fund: FundDays, cohorts: Cohorts, wider: Flags, *, loss: float, cost: float
) -> Responses:
    """Compute the wealth of every cohort under each response to its first loss of `loss`.

    `wider` says whether spreads were wider on each day of the fund.
    """
    at, window = cohorts.at, cohorts.bars
    first, further = (
        first_losses(fund, at, loss=x, window=window) for x in (loss, next_loss(loss))
    )
    held = wealth_held(fund, at, window=window, cost=cost)
    sells = first.reached & wider[first.day]
    without = np.where(sells, SOLD * (at + window - first.day) / window, 0.0).mean()
    bills = fund.cash[at + window] / fund.cash[at]
    return Responses(
        held=held,
        added=wealth_adding(fund, at, (first, further), window=window, cost=cost),
        sold=wealth_selling(fund, at, first, wider, window=window, cost=cost),
        matched=(1 - without) * held + without * bills,
        lost=first.reached,
    )


def _definitions(
    fund: FundDays,
    cohorts: Mapping[int, Cohorts],
    wider: Mapping[tuple[str, int], Flags],
) -> Iterator[tuple[RuleGain, Responses]]:
    """Yield every combination of window, spread, span, loss and cost, the primary one first."""
    for (window, those), ((spread, span), flags), loss, cost in product(
        cohorts.items(), wider.items(), LOSSES, COSTS
    ):
        wealth = respond(fund, those, flags, loss=loss, cost=cost)
        choices = {
            "spread": spread,
            "change over": span_label(fund, span),
            "loss": f"{loss:.0%}",
            "cohort lasts": span_label(fund, window),
            "cost": cost_label(cost),
        }
        gains = mean_gain(np.log(wealth.sold), np.log(wealth.matched))
        yield rule_gain(choices, those, gains, wealth.sold != wealth.held), wealth


def _note(fund: FundDays, wealth: Responses) -> str:
    sells = np.count_nonzero(wealth.sold != wealth.held)
    return (
        f"a fraction of the money in the fund and beside it; {np.count_nonzero(wealth.lost)} of "
        f"{wealth.lost.size} cohorts lost {LOSS:.0%}, {sells} of them with wider spreads; each "
        f"over {fund.frequency.bars(TWO_YEARS)} {fund.frequency.unit}s"
    )


def _other_estimates(cohorts: Cohorts, wealth: Responses) -> tuple[Estimate, ...]:
    """Return selling and adding against holding, and the outcomes of each response."""
    pairs = {
        "log wealth, selling half less adding": (wealth.sold, wealth.added),
        "log wealth, selling half less holding": (wealth.sold, wealth.held),
        "log wealth, adding less holding": (wealth.added, wealth.held),
    }
    return (
        *gain_estimates(
            cohorts,
            {name: mean_gain(np.log(one), np.log(other)) for name, (one, other) in pairs.items()},
            differs={name: one != other for name, (one, other) in pairs.items()},
        ),
        *outcome_estimates(
            {"holding": wealth.held, "adding": wealth.added, "selling half": wealth.sold}
        ),
    )
