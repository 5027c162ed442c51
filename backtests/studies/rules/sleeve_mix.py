"""Are small caps better held as one part of a diversified whole (METHODS 2.9, R5)?"""

from __future__ import annotations

from itertools import product

import pandas as pd

from backtests.evidence.checks import SIGNIFICANT
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.studies.rules import portfolio_gain as accounts
from backtests.studies.rules.rule_months import RuleMonths
from strategies import sleeve
from strategies.engine.broker import COST
from strategies.engine.portfolio import Prices
from strategies.engine.portfolio_paths import Account

RULE, ALONE = "small caps as a sleeve", "small caps alone"
# METHODS 2.9 first. A fifth and two fifths are as good as 30% for "one sleeve".
SMALL = (0.30, 0.20, 0.40)
# Quarters in METHODS; months and years are what funds of such mixes also do.
OFTEN = ("quarterly", "monthly", "yearly")
# Without bonds, and METHODS' 18/42/40.
BONDS = (0.0, 0.40)
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True


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
    """A higher Sharpe ratio and a shallower fall than IWM alone, both mixes, all p up to .05."""
    funds = {"IWM": adjusted, "SPY": large}
    records = {
        0.0: accounts.record({"IWM": bars, "SPY": large_bars}, funds, bills=bills),
        0.40: accounts.record({}, {**funds, "AGG": bonds}, bills=bills),
    }
    rules = [_rule(records[b], s, b, often) for b, s, often in product(BONDS, SMALL, OFTEN)]
    samples = accounts.definitions(context, RuleMonths, rules)
    years = len(set(samples[0].periods.year))
    with_bonds = next(s for s in samples if s.choices["mix"] == "18/42/40")
    mixes = {"30/70": (samples[0], rules[0]), "18/42/40": (with_bonds, rules[9])}

    def tell(label: str, months: RuleMonths) -> Estimate:
        return accounts.gain_estimate(
            label, months.gain(draws=context.resamples), months, n_eff=len(set(months.periods.year))
        )

    gain = samples[0].gain(draws=context.resamples)
    conditions: list[tuple[str, bool]] = []
    told: list[Estimate] = []
    for mix, (months, (_, held, follow)) in mixes.items():
        followed = follow(held.prices, COST)
        fall, tail = accounts.risk_gains(context, followed[RULE], followed[ALONE])
        better = months.gain(draws=context.resamples)
        conditions += [
            (
                f"{mix}: higher Sharpe ratio, p at most .05",
                better.value > 0 and better.p <= SIGNIFICANT,
            ),
            (f"{mix}: shallower fall, p at most .05", fall.value > 0 and fall.p <= SIGNIFICANT),
        ]
        if mix != "30/70":
            told.append(tell(f"gain in the annual Sharpe ratio, {mix}", months))
        told += accounts.risk_estimates(f"small caps alone, {mix}", fall, tail)
        told += accounts.account_estimates(
            {f"{name}, {mix}": account for name, account in followed.items()}
        )
    check = accounts.sharpe_check(gain, n_eff=years, conditions=tuple(conditions))
    return accounts.with_trials(
        evidence_by_year(
            check,
            samples,
            tell,
            estimates=(tell("gain in the annual Sharpe ratio, 30/70", samples[0]), *told),
            notes=tuple(held.note for held in records.values()),
        ),
        samples,
    )


def _rule(
    held: accounts.Record, small: float, bonds: float, often: str
) -> tuple[accounts.Choices, accounts.Record, accounts.Accounts]:
    plan = sleeve.plan(small=small, bonds=bonds, rebalance=often)

    def follow(prices: Prices, cost: float) -> dict[str, Account]:
        return {
            RULE: accounts.plan_account(plan, prices, held, cost=cost),
            ALONE: accounts.mix_account({"IWM": 1.0}, prices, "never", cost=cost),
        }

    shares = (small * (1 - bonds), (1 - small) * (1 - bonds), *([bonds] if bonds else []))
    mix = "/".join(f"{100 * share:.0f}" for share in shares)
    return {"mix": mix, "rebalanced": often}, held, follow
