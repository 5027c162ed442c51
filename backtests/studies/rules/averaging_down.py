"""After a loss, is selling half when credit is worse better than buying more by rote?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
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
from backtests.evidence.checks import EffectCheck
from backtests.evidence.eras import Flags
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference.cohort_bootstrap import bad_outcome, mean_gain
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
from signals.credit import spread_changes
from strategies.engine.cohort import LOSS, TWO_YEARS, next_loss

Floats = npt.NDArray[np.float64]
# METHODS 2.9: a loss of 20%, the name for a bear market; five points either way.
LOSSES = (LOSS, 0.15, 0.25)
# METHODS 2.9: 504 trading days; a year, the horizon of most claims.
WINDOWS = (TWO_YEARS, TRADING_DAYS_PER_YEAR)
# METHODS 2.9, R2: any gain in mean log wealth counts.
LEAST = 0.0
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True


def examine(
    context: Context,
    *,
    fund: pd.DataFrame,
    adjusted: pd.DataFrame,
    bills: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare three responses to a loss over all monthly cohorts (METHODS slide-14).

    The gain is mean log wealth after selling half if spreads are wider less that after adding; the
    gate leaves out starting years in turn.
    """
    days = fund_days(fund, adjusted, bills)
    wider = {
        (name, span): (spread_changes(first, baa, days.days, span=span) > 0).to_numpy()
        for (name, first), span in product(spreads(high_yield).items(), SPANS)
    }
    cohorts = cohorts_by_window(context, days, WINDOWS)
    found = list(_definitions(days, cohorts, wider))
    gain, responses = found[0]
    trials = tried("sell half or add", ((each, made.log_gain) for each, made in found))
    return gain_evidence(
        [each for each, _ in found],
        _check(gain, responses),
        (
            gain.estimate("log wealth, selling half less adding", note=_told(responses)),
            *_beside(gain.cohorts, responses),
        ),
        trials,
        cohort_rows(days, gain.cohorts, responses.sold, responses.added, against="adding"),
    )


@dataclass(frozen=True, slots=True)
class Responses:
    """Wealth of each cohort at the end, by response; `matched` holds as much as selling does.

    `matched` has the average share of the first purchase that selling has, all the time.
    """

    held: Floats
    added: Floats
    sold: Floats
    matched: Floats
    lost: Flags

    @property
    def log_gain(self) -> Floats:
        """Log wealth of selling less that of adding."""
        return np.asarray(np.log(self.sold / self.added))


def respond(
    fund: FundDays, cohorts: Cohorts, wider: Flags, *, loss: float, cost: float
) -> Responses:
    """Let every cohort respond to its first close `loss` below the entry in three ways."""
    at, window = cohorts.at, cohorts.window
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
    """Cross spread, span, loss, window and cost, the definition of METHODS first."""
    for (window, those), ((spread, span), flags), loss, cost in product(
        cohorts.items(), wider.items(), LOSSES, COSTS
    ):
        made = respond(fund, those, flags, loss=loss, cost=cost)
        choices = {
            "spread": spread,
            "change over": f"{span} days",
            "loss": f"{loss:.0%}",
            "cohort lasts": f"{window} days",
            "cost": points(cost),
        }
        gains = mean_gain(np.log(made.sold), np.log(made.added))
        yield rule_gain(choices, those, gains, made.sold != made.added), made


def _check(gain: RuleGain, made: Responses) -> EffectCheck:
    everyone = np.ones((1, made.sold.size))
    bad_sold, bad_added = (float(bad_outcome(w, everyone)[0]) for w in (made.sold, made.added))
    over_matched = float(np.log(made.sold / made.matched).mean())
    return gain_check(
        gain,
        least=LEAST,
        conditions=(
            (
                f"the 5% quantile of wealth is higher after selling (found {bad_sold:.3f} against "
                f"{bad_added:.3f} after adding)",
                bad_sold > bad_added,
            ),
            (
                "mean log wealth after selling is above that of holding as much on average all the "
                f"time (found {100 * over_matched:+.2f} points)",
                over_matched > 0,
            ),
        ),
    )


def _told(made: Responses) -> str:
    sells = np.count_nonzero(made.sold != made.held)
    return (
        f"a fraction of the money in the fund and beside it; {np.count_nonzero(made.lost)} of "
        f"{made.lost.size} cohorts lost {LOSS:.0%}, {sells} of them with wider spreads; each "
        f"over {TWO_YEARS} trading days"
    )


def _beside(cohorts: Cohorts, made: Responses) -> tuple[Estimate, ...]:
    """Tell what each response left, and each against holding."""
    against = {
        "selling half less holding": (made.sold, made.held),
        "adding less holding": (made.added, made.held),
        "selling half less holding as much on average": (made.sold, made.matched),
    }
    gains = (
        rule_gain({}, cohorts, mean_gain(np.log(one), np.log(other)), one != other).estimate(
            f"log wealth, {name}"
        )
        for name, (one, other) in against.items()
    )
    return (
        *gains,
        *outcomes("holding", made.held - 1),
        *outcomes("adding", made.added - 1),
        *outcomes("selling half", made.sold - 1),
    )
