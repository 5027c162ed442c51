"""Compare small caps as a sleeve of a diversified mix with small caps alone (METHODS 2.9, R5)."""

from __future__ import annotations

from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_SHARPE
from backtests.evidence.verdicts import SIGNIFICANT
from backtests.studies.method import Method, by_effect
from backtests.studies.rules import portfolio_gain
from backtests.studies.rules.portfolio_gain import Mix, PortfolioRule
from backtests.studies.rules.rule_months import RuleMonths
from strategies import sleeve

RULE, ALONE = "small caps as a sleeve", "small caps alone"
GAIN = "gain in the annual Sharpe ratio"
# METHODS 2.9 first. Shares of 20% and 40% suit the words "one sleeve" as well.
SMALL = (0.30, 0.20, 0.40)
# METHODS 2.9 first: quarterly; funds of such mixes also rebalance monthly or yearly.
OFTEN = ("quarterly", "monthly", "yearly")
# Without bonds, and the 18/42/40 mix of METHODS 2.9.
BONDS = (0.0, 0.40)
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
METHOD = Method(
    "Annual Sharpe ratio of 30% {bars} (with distributions {adjusted}) and 70% "
    "{large_bars} ({large}), less that of the first alone; cash earns {bills}",
    by_effect(
        f"{LEAST_SHARPE:.2f}",
        also="with a higher ratio and a shallower fall, p at most .05 each, also for the mix "
        "with bonds ({bonds})",
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    adjusted: pd.DataFrame,
    large_bars: pd.DataFrame,
    large: pd.DataFrame,
    bonds: pd.DataFrame,
    bills: pd.DataFrame,
) -> Evidence:
    """Compare both mixes with IWM alone.

    Supported if both have a higher Sharpe ratio and a shallower fall, each with p at most .05.

    Parameters
    ----------
    bonds : pd.DataFrame
        Adjusted closes of the bond fund.
    """
    funds = {"IWM": adjusted, "SPY": large}
    records = {
        0.0: portfolio_gain.record({"IWM": bars, "SPY": large_bars}, funds, bills=bills),
        0.40: portfolio_gain.record({}, {**funds, "AGG": bonds}, bills=bills),
    }
    rules = [_rule(records[b], s, b, often) for b, s, often in product(BONDS, SMALL, OFTEN)]
    samples = portfolio_gain.definitions(context, RuleMonths, rules, used=rules[9:10])
    with_bonds = next(s for s in samples if s.choices["mix"] == "18/42/40")
    mixes = {"30/70": (samples[0], rules[0]), "18/42/40": (with_bonds, rules[9])}
    conditions: list[tuple[str, bool]] = []
    estimates: list[Estimate] = []
    for mix, (months, rule) in mixes.items():
        accounts = rule.accounts()
        fall, tail = portfolio_gain.risk_gains(context, accounts[RULE], accounts[ALONE])
        gain = months.gain(draws=context.resamples)
        conditions += [
            (
                f"{mix}: higher Sharpe ratio, p at most .05",
                gain.value > 0 and gain.p <= SIGNIFICANT,
            ),
            (f"{mix}: shallower fall, p at most .05", fall.value > 0 and fall.p <= SIGNIFICANT),
        ]
        if months is not samples[0]:
            estimates.append(months.estimate(f"{GAIN}, {mix}", gain, n_eff=months.years))
        estimates += portfolio_gain.risk_estimates(f"small caps alone, {mix}", fall, tail)
        estimates += portfolio_gain.account_estimates(
            {f"{label}, {mix}": account for label, account in accounts.items()}
        )
    return portfolio_gain.portfolio_evidence(
        context,
        samples,
        name=f"{GAIN}, 30/70",
        conditions=tuple(conditions),
        estimates=estimates,
        notes=tuple(record.note for record in records.values()),
    )


def _rule(record: portfolio_gain.Record, small: float, bonds: float, often: str) -> PortfolioRule:
    shares = (small * (1 - bonds), (1 - small) * (1 - bonds), *([bonds] if bonds else []))
    return PortfolioRule(
        {"mix": "/".join(f"{100 * share:.0f}" for share in shares), "rebalanced": often},
        record,
        RULE,
        sleeve.plan(small=small, bonds=bonds, rebalance=often),
        lambda _: {ALONE: Mix({"IWM": 1.0}, "never")},
    )
