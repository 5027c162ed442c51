"""Does a hedge pay that is put on when credit worsens faster than expected (METHODS 2.9, R6)?"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.studies.rules import portfolio_gain as accounts
from backtests.studies.rules.rule_months import RuleMonths
from strategies import selective_hedge
from strategies.engine.broker import COST
from strategies.engine.portfolio import Prices
from strategies.engine.portfolio_paths import Account

RULE, CONSTANT, NONE = "selective hedge", "constant hedge", "no hedge"
# METHODS 2.9 first. One deviation is a change of every sixth month or so, two of few.
DEVIATIONS = (1.5, 1.0, 2.0)
# Half in METHODS; a hedge may also take a quarter off, or all.
HEDGED = (0.50, 0.75, 0.0)
# METHODS acts at changes of the state alone; a fund would restore its exposure each month.
OFTEN = ("never", "monthly")
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    adjusted: pd.DataFrame,
    bills: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Milder worst months and a shallower fall than as much hedged all the time, no less return.

    The constant hedge holds the mean exposure that the rule turned out to have.
    """
    held = accounts.record(
        {"IWM": bars},
        {"IWM": adjusted},
        bills=bills,
        signals={selective_hedge.HIGH_YIELD: high_yield, selective_hedge.BAA: baa},
    )
    rules = [_rule(held, *options) for options in product(DEVIATIONS, HEDGED, OFTEN)]
    samples = accounts.definitions(context, RuleMonths, rules)
    followed = rules[0][2](held.prices, COST)
    followed[NONE] = accounts.mix_account({"IWM": 1.0}, held.prices, "never", cost=COST)
    spells = sum(bool(weights[0] < 1) for _, weights in followed[RULE].decisions)
    fall, tail = accounts.risk_gains(context, followed[RULE], followed[CONSTANT])
    returns = samples[0].excess.mean(axis=0)

    tell = accounts.teller(context)
    check = accounts.sharpe_check(
        samples[0].gain(draws=context.resamples),
        n_eff=spells,
        conditions=(
            ("milder worst months than the constant hedge", tail.value > 0),
            ("a shallower fall than the constant hedge", fall.value > 0),
            ("no lower mean return than the constant hedge", bool(returns[0] >= returns[1])),
        ),
    )
    return accounts.with_trials(
        evidence_by_year(
            check,
            samples,
            tell,
            estimates=(
                replace(
                    tell("gain in the annual Sharpe ratio over the constant hedge", samples[0]),
                    n_eff=spells,
                ),
                *accounts.risk_estimates("constant hedge", fall, tail),
                *accounts.account_estimates(followed),
            ),
            notes=(
                held.note,
                f"the hedge was on {spells} times; the mean exposure that the "
                "constant hedge holds is known in hindsight only",
            ),
        ),
        samples,
    )


def _rule(
    held: accounts.Record, deviations: float, hedged: float, often: str
) -> tuple[accounts.Choices, accounts.Record, accounts.Accounts]:
    plan = selective_hedge.plan(deviations=deviations, hedged=hedged, rebalance=often)

    def follow(prices: Prices, cost: float) -> dict[str, Account]:
        rule = accounts.plan_account(plan, prices, held, cost=cost)
        exposure = float(rule.weights[1:, 0].mean())
        return {
            RULE: rule,
            CONSTANT: accounts.mix_account({"IWM": exposure}, prices, "monthly", cost=cost),
        }

    choices = {"deviations": f"{deviations:g}", "kept": f"{hedged:.0%}", "restored": often}
    return choices, held, follow
