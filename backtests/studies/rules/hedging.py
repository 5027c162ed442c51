"""Compare a hedge that is on after credit worsens with a constant hedge (METHODS 2.9, R6)."""

from __future__ import annotations

from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_SHARPE
from backtests.studies.method import Method, by_effect
from backtests.studies.rules import portfolio_gain
from backtests.studies.rules.portfolio_gain import Mix, PortfolioRule
from backtests.studies.rules.rule_months import RuleMonths
from strategies import selective_hedge
from strategies.engine.account import COST

RULE, CONSTANT, NONE = "selective hedge", "constant hedge", "no hedge"
# METHODS 2.9 first. A change of one standard deviation comes in one month of six, two in few.
DEVIATIONS = (1.5, 1.0, 2.0)
# METHODS 2.9 first: half is kept; a hedge may also keep three quarters, or nothing.
HEDGED = (0.50, 0.75, 0.0)
# METHODS 2.9 acts at changes of the state alone; a fund would restore its exposure each month.
OFTEN = ("never", "monthly")
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
METHOD = Method(
    "Annual Sharpe ratio of {bars} (with distributions {adjusted}) at half exposure after "
    "the spread ({high_yield}, before it {baa}) has jumped, less that of a constant hedge "
    "of the same mean exposure; cash earns {bills}",
    by_effect(
        f"{LEAST_SHARPE:.2f}",
        also="with milder worst months, a shallower fall and no lower mean return",
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    adjusted: pd.DataFrame,
    bills: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare the selective hedge with a constant hedge of the same mean exposure.

    Supported by a higher Sharpe ratio with milder worst months, a shallower fall and no lower mean
    return. The mean exposure of the rule is known in hindsight only.
    """
    record = portfolio_gain.record(
        {"IWM": bars},
        {"IWM": adjusted},
        bills=bills,
        signals={selective_hedge.HIGH_YIELD: high_yield, selective_hedge.BAA: baa},
    )
    rules = [_rule(record, *options) for options in product(DEVIATIONS, HEDGED, OFTEN)]
    samples = portfolio_gain.definitions(context, RuleMonths, rules)
    accounts = rules[0].accounts()
    accounts[NONE] = Mix({"IWM": 1.0}, "never").account(record.prices, COST)
    spells = sum(bool(weights[0] < 1) for _, weights in accounts[RULE].decisions)
    fall, tail = portfolio_gain.risk_gains(context, accounts[RULE], accounts[CONSTANT])
    returns = samples[0].excess.mean(axis=0)
    return portfolio_gain.portfolio_evidence(
        context,
        samples,
        name="gain in the annual Sharpe ratio over the constant hedge",
        n_eff=spells,
        conditions=(
            ("milder worst months than the constant hedge", tail.value > 0),
            ("a shallower fall than the constant hedge", fall.value > 0),
            ("no lower mean return than the constant hedge", bool(returns[0] >= returns[1])),
        ),
        estimates=(
            *portfolio_gain.risk_estimates("constant hedge", fall, tail),
            *portfolio_gain.account_estimates(accounts),
        ),
        notes=(
            record.note,
            f"the hedge was on {spells} times; the mean exposure that the "
            "constant hedge holds is known in hindsight only",
        ),
    )


def _rule(
    record: portfolio_gain.Record, deviations: float, hedged: float, often: str
) -> PortfolioRule:
    return PortfolioRule(
        {"deviations": f"{deviations:g}", "kept": f"{hedged:.0%}", "restored": often},
        record,
        RULE,
        selective_hedge.plan(deviations=deviations, hedged=hedged, rebalance=often),
        lambda rule: {CONSTANT: Mix({"IWM": float(rule.weights[1:, 0].mean())}, "monthly")},
    )
