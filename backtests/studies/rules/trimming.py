"""Does trimming small caps in profit when credit worsens pay (METHODS 2.9, R1)?"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pandas as pd

from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.studies.rules import portfolio_gain as accounts
from backtests.studies.rules.rule_months import RuleMonths
from strategies import selective_hedge, trim_in_profit
from strategies.engine.broker import COST
from strategies.engine.portfolio import Prices
from strategies.engine.portfolio_paths import Account

MIX = {"IWM": 0.30, "SPY": 0.70}
RULE = "trim in profit"
# METHODS 2.9 first. A share of 33% is a tenth above the first one and 40% a third.
TOO_LARGE = (0.36, 0.33, 0.40)
# A fifth first, and half of that; a bear market's fall, and half of that.
PROFIT = (0.20, 0.10)
# Half a point first, and half of that: a change of the size that most years have.
WIDER = (0.50, 0.25)
# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True


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
    """A higher Sharpe ratio than no trim, a trim by weight and a yearly mix; no deeper fall."""
    held = accounts.record(
        {"IWM": bars, "SPY": large_bars},
        {"IWM": adjusted, "SPY": large},
        bills=bills,
        signals={selective_hedge.HIGH_YIELD: high_yield, selective_hedge.BAA: baa},
    )
    rules = [_rule(held, *options) for options in product(TOO_LARGE, PROFIT, WIDER)]
    samples = accounts.definitions(context, RuleMonths, rules)
    followed = rules[0][2](held.prices, COST)
    trims = len(followed[RULE].decisions) // 2
    gain = samples[0].gain(draws=context.resamples)
    name = "gain in the annual Sharpe ratio"

    tell = accounts.teller(context)
    check = accounts.sharpe_check(
        gain,
        n_eff=trims,
        conditions=tuple(
            (
                f"no deeper fall than {other}",
                accounts.deepest(followed[RULE].equity) >= accounts.deepest(account.equity),
            )
            for other, account in followed.items()
            if other != RULE
        ),
    )
    return accounts.with_trials(
        evidence_by_year(
            check,
            samples,
            tell,
            estimates=(
                replace(tell(name, samples[0]), n_eff=trims),
                *accounts.account_estimates(followed),
            ),
            notes=(held.note, f"{trims} trim(s): " + _days(followed[RULE])),
        ),
        samples,
    )


def _rule(
    held: accounts.Record, too_large: float, profit: float, wider: float
) -> tuple[accounts.Choices, accounts.Record, accounts.Accounts]:
    plan = trim_in_profit.plan(too_large=too_large, profit=profit, wider=wider)
    by_weight = trim_in_profit.trim_on_weight(too_large=too_large)

    def follow(prices: Prices, cost: float) -> dict[str, Account]:
        return {
            RULE: accounts.plan_account(plan, prices, held, cost=cost),
            "no trim": accounts.mix_account(MIX, prices, "never", cost=cost),
            "trim by weight alone": accounts.plan_account(by_weight, prices, held, cost=cost),
            "yearly rebalance": accounts.mix_account(MIX, prices, "yearly", cost=cost),
        }

    choices = {
        "too large": f"{too_large:.0%}",
        "profit": f"{profit:.0%}",
        "spread wider": f"{100 * wider:.0f} bp",
    }
    return choices, held, follow


def _days(account: Account) -> str:
    return ", ".join(f"{account.days[at]:%Y-%m-%d}" for at, _ in account.decisions[1::2]) or "none"
