"""Compare trimming small caps in profit when credit worsens with not doing so (METHODS 2.9, R1)."""

from __future__ import annotations

from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import LEAST_SHARPE
from backtests.studies.method import Method, by_effect
from backtests.studies.rules import portfolio_gain
from backtests.studies.rules.portfolio_gain import Mix, PortfolioRule
from backtests.studies.rules.rule_months import RuleMonths
from strategies import selective_hedge, trim_in_profit
from strategies.engine.portfolio_paths import Account

MIX = {"IWM": 0.30, "SPY": 0.70}
RULE = "trim in profit"
# METHODS 2.9 first. A share of 33% exceeds the initial 30% by a tenth, and 40% by a third.
TOO_LARGE = (0.36, 0.33, 0.40)
# METHODS 2.9 first: 20%, the size of a bear market, and half of it.
PROFIT = (0.20, 0.10)
# METHODS 2.9 first: half a point, and half of it, which most years exceed.
WIDER = (0.50, 0.25)
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
METHOD = Method(
    "Annual Sharpe ratio of 30% {bars} (with distributions {adjusted}) and 70% "
    "{large_bars} ({large}) with trims in profit when credit worsens ({high_yield}, "
    "before it {baa}), less that of the best of no trim, a trim by weight and a yearly "
    "rebalance; cash earns {bills}",
    by_effect(f"{LEAST_SHARPE:.2f}", also="with no deeper fall than any"),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    adjusted: pd.DataFrame,
    large_bars: pd.DataFrame,
    large: pd.DataFrame,
    bills: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
) -> Evidence:
    """Compare the trim with no trim, a trim by weight alone and a yearly rebalanced mix.

    Supported by a higher Sharpe ratio than all three, with no deeper fall than any.
    """
    record = portfolio_gain.record(
        {"IWM": bars, "SPY": large_bars},
        {"IWM": adjusted, "SPY": large},
        bills=bills,
        signals={selective_hedge.HIGH_YIELD: high_yield, selective_hedge.BAA: baa},
    )
    rules = [_rule(record, *options) for options in product(TOO_LARGE, PROFIT, WIDER)]
    samples = portfolio_gain.definitions(context, RuleMonths, rules)
    accounts = rules[0].accounts()
    trims = len(accounts[RULE].decisions) // 2
    deepest = {name: portfolio_gain.deepest(a.equity) for name, a in accounts.items()}
    return portfolio_gain.portfolio_evidence(
        context,
        samples,
        name="gain in the annual Sharpe ratio",
        n_eff=trims,
        conditions=tuple(
            (f"no deeper fall than {name}", deepest[RULE] >= fall)
            for name, fall in deepest.items()
            if name != RULE
        ),
        estimates=tuple(portfolio_gain.account_estimates(accounts)),
        notes=(record.note, f"{trims} trim(s): " + _trim_days(accounts[RULE])),
    )


def _rule(
    record: portfolio_gain.Record, too_large: float, profit: float, wider: float
) -> PortfolioRule:
    return PortfolioRule(
        {
            "too large": f"{too_large:.0%}",
            "profit": f"{profit:.0%}",
            "spread wider": f"{100 * wider:.0f} bp",
        },
        record,
        RULE,
        trim_in_profit.plan(too_large=too_large, profit=profit, wider=wider),
        lambda _: {
            "no trim": Mix(MIX, "never"),
            "trim by weight alone": trim_in_profit.trim_on_weight(too_large=too_large),
            "yearly rebalance": Mix(MIX, "yearly"),
        },
    )


def _trim_days(account: Account) -> str:
    return ", ".join(f"{account.days[at]:%Y-%m-%d}" for at, _ in account.decisions[1::2]) or "none"
