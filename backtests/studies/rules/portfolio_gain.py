"""What the studies of portfolio rules share: the record, definitions, accounts in a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from backtests.evidence.checks import EffectCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference import intervals
from backtests.inference.path_bootstrap import Contrast, contrast, resample
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.spans import common_end
from backtests.studies.rules.rule_months import Gain, MeanMonths, RuleMonths, months_of
from data_feeds.series.bars import DataError, Frequency
from strategies.engine.broker import COST
from strategies.engine.metrics import conditional_value_at_risk
from strategies.engine.portfolio import (
    Floats,
    Plan,
    Prices,
    Rebalance,
    adjusted_fills,
    align,
    close_fills,
    on_schedule,
)
from strategies.engine.portfolio_paths import Account, account_measures, follow

# METHODS 4: the least gain in an annual Sharpe ratio, and in a mean return over twelve months.
LEAST_SHARPE, LEAST_MEAN = 0.10, 0.02
# METHODS 2.8: what is paid on each side is 5 basis points, with 0 and 10 as sensitivity. Starts:
# the whole record; after the slump in technology shares; before the crisis of 2008, which a rule
# that reacts to credit might owe everything to. Other costs are tried on the whole record alone.
WHOLE, USUAL = "whole record", "5 bp"
WAYS = (
    (WHOLE, pd.Timestamp("1900-01-01"), USUAL, COST),
    ("2004", pd.Timestamp("2004-01-01"), USUAL, COST),
    ("2007", pd.Timestamp("2007-01-01"), USUAL, COST),
    (WHOLE, pd.Timestamp("1900-01-01"), "0 bp", 0.0),
    (WHOLE, pd.Timestamp("1900-01-01"), "10 bp", 2 * COST),
)
# Paths for the p of drawdowns and tails.
PATHS = 500
LEAST_DAYS = 252
BILLS = "the bill rate"
_MONTH = 21

Choices = Mapping[str, str]
# Follow a rule and its benchmarks over prices at a cost; the rule's account comes first.
Accounts = Callable[[Prices, float], dict[str, Account]]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Funds side by side and the series that rules read, all up to one day.

    `note` says which day that is and which series ends there.
    """

    prices: Prices
    signals: Mapping[str, pd.DataFrame]
    note: str


def record(
    bars: Mapping[str, pd.DataFrame],
    adjusted: Mapping[str, pd.DataFrame],
    *,
    bills: pd.DataFrame | None,
    signals: Mapping[str, pd.DataFrame] | None = None,
) -> Record:
    """Cut everything to the last day that all series reach.

    Funds without `bars`, and all beside them, are filled at the close of the next day. Raises
    InsufficientData, naming the series, where they do not fit together. Without `bills`, cash earns
    nothing.
    """
    read = dict(signals or {})
    if bills is not None:
        read[BILLS] = bills
    last = {name: frame.index[-1] for name, frame in {**adjusted, **read}.items()}
    ended_by = min(last, key=lambda name: last[name])
    quoted = {f"{name} bars": frame for name, frame in bars.items()}
    cut = common_end({**adjusted, **quoted, **read})
    for name, frame in {**adjusted, **quoted}.items():
        cut[name].attrs = dict(frame.attrs)
    try:
        funds = {
            name: adjusted_fills(cut[f"{name} bars"], cut[name])
            if len(bars) == len(adjusted)
            else close_fills(cut[name])
            for name in adjusted
        }
        prices = align(funds, cut.get(BILLS))
    except DataError as error:
        raise InsufficientData(str(error)) from None
    filled = "open" if len(bars) == len(adjusted) else "close"
    return Record(
        prices,
        {name: cut[name] for name in read},
        f"{', '.join(prices.funds)}: {prices.days[0]:%Y-%m-%d} to {prices.days[-1]:%Y-%m-%d}, "
        f"where {ended_by} ends; decided at a close, filled at the next {filled}",
    )


def plan_account(plan: Plan, prices: Prices, held: Record, *, cost: float) -> Account:
    """Follow a plan over the prices of its funds."""
    return follow(plan.make(prices.days, held.signals), of_funds(prices, plan.funds), cost=cost)


def mix_account(
    weights: Mapping[str, float], prices: Prices, rebalance: Rebalance, *, cost: float
) -> Account:
    """Follow a fixed mix of some of the funds."""
    rule = on_schedule(list(weights.values()), prices.days, rebalance)
    return follow(rule, of_funds(prices, tuple(weights)), cost=cost)


def of_funds(prices: Prices, funds: Sequence[str]) -> Prices:
    """Take some of the funds."""
    at = [prices.funds.index(fund) for fund in funds]
    return Prices(
        prices.days, tuple(funds), prices.fill[:, at], prices.close[:, at], prices.interest
    )


def definitions(
    context: Context,
    kind: type[RuleMonths] | type[MeanMonths],
    rules: Sequence[tuple[Choices, Record, Accounts]],
) -> list[RuleMonths]:
    """Follow every rule in all `WAYS`, the primary definition first.

    The block that is resampled is the primary one's.

    Records too short for a start are left out.
    """
    seed = int(context.rng.integers(2**32))
    found: list[RuleMonths] = []
    for (choices, held, accounts), (start, day, cost_name, cost) in product(rules, WAYS):
        prices = held.prices.since(day)
        if len(prices.days) < LEAST_DAYS:
            continue
        chosen = {**choices, "from": start, "costs": cost_name}
        try:
            found.append(
                months_of(
                    kind,
                    prices,
                    accounts(prices, cost),
                    seed=seed,
                    choices=chosen,
                    block=found[0].block if found else None,
                )
            )
        except InsufficientData:
            continue
    if not found:
        raise InsufficientData("less than a year of all series")
    return found


def account_estimates(accounts: Mapping[str, Account]) -> Iterator[Estimate]:
    """Tell return, drawdown, Sharpe ratio, tail and exposure of each account."""
    for name, account in accounts.items():
        found = account_measures(account)
        yield Estimate(
            f"return a year, {name}",
            found["cagr"],
            note=f"deepest fall {_percent(found['max_drawdown'])}, Sharpe ratio "
            f"{found['sharpe'] or 0:.2f}, mean of the worst twentieth of months "
            f"{_percent(found['cvar_95'])}, in funds {_percent(found['exposure'])}, traded "
            f"{_percent(found['turnover'])} of its value a year",
        )


def _percent(value: float | int | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def gain_estimate(name: str, gain: Gain, months: RuleMonths, *, n_eff: int | None) -> Estimate:
    """Tell a gain in the annual Sharpe ratio."""
    return Estimate(
        name,
        gain.value,
        "ratio",
        interval=gain.interval,
        n=len(months.periods),
        n_eff=n_eff,
        baseline=0.0,
        p=gain.p,
        note="monthly returns over bills after 5 basis points a side, Ledoit & Wolf 2008"
        + (
            "; the least of "
            + ", ".join(f"{one} {value:+.2f}" for one, (value, _) in gain.each.items())
            if len(gain.each) > 1
            else ""
        ),
    )


def teller(context: Context) -> Callable[[str, RuleMonths], Estimate]:
    """Tell gains in the annual Sharpe ratio under a label, without a number of events apart."""

    def tell(label: str, months: RuleMonths) -> Estimate:
        return gain_estimate(label, months.gain(draws=context.resamples), months, n_eff=None)

    return tell


def risk_gains(context: Context, rule: Account, other: Account) -> tuple[Contrast, Contrast]:
    """Return how much shallower the deepest fall, and how much milder the worst months are.

    Fractions, positive where the rule is better; resampled as blocks of days of both accounts
    together (Politis & Romano 1994), months being every 21 days.
    """
    closes = pd.DataFrame({"small": rule.equity, "large": other.equity}, index=rule.days)
    closes.attrs = {"frequency": Frequency.DAILY.value}
    drawn = resample(closes, _risks, rng=context.rng, draws=min(context.resamples, PATHS))
    observed = _risks(rule.equity, other.equity)
    fall, tail = (contrast(float(observed[at]), drawn[:, at]) for at in (0, 1))
    return fall, tail


def _risks(rule: Floats, other: Floats) -> Floats:
    return np.array([deepest(rule) - deepest(other), _tail(rule) - _tail(other)])


def deepest(values: Floats) -> float:
    """Deepest fall from the highest value before, a negative fraction."""
    return float((values / np.maximum.accumulate(values)).min() - 1)


def _tail(values: Floats) -> float:
    ends = values[::_MONTH]
    worst = conditional_value_at_risk(ends[1:] / ends[:-1] - 1)
    if worst is None:
        raise InsufficientData("less than 20 months, of which the worst twentieth is one")
    return worst


def risk_estimates(against: str, fall: Contrast, tail: Contrast) -> tuple[Estimate, ...]:
    """Tell both with their intervals and p."""
    return tuple(
        Estimate(
            f"{name}, against {against}",
            found.value,
            interval=found.interval,
            baseline=0.0,
            p=found.p,
            note="positive: better; resampled paths of both together",
        )
        for name, found in (
            ("deepest fall shallower by", fall),
            ("mean of the worst twentieth of months better by", tail),
        )
    )


def detectable(gain: Gain) -> float | None:
    """Least gain that such a spread would show (METHODS 3.7)."""
    return intervals.minimum_detectable_mean(gain.error, n_eff=1)


def sharpe_check(
    gain: Gain, *, n_eff: int, conditions: tuple[tuple[str, bool], ...]
) -> EffectCheck:
    """Check a gain in the annual Sharpe ratio (METHODS 4.4)."""
    return EffectCheck(
        effect=gain.value,
        least=LEAST_SHARPE,
        upper=gain.upper,
        p=gain.p,
        p_opposite=gain.p_opposite,
        n_eff=n_eff,
        conditions=conditions,
        unit="in the annual Sharpe ratio",
        detectable=detectable(gain),
    )


def with_trials(evidence: Evidence, samples: Sequence[RuleMonths]) -> Evidence:
    """Log every rule that was tried: over the whole record at the usual cost."""
    return replace(
        evidence,
        trials={
            ", ".join(
                f"{name} {option}" for name, option in sample.choices.items()
            ): sample.information_ratio()
            for sample in samples
            if (sample.choices["from"], sample.choices["costs"]) == (WHOLE, USUAL)
        },
    )
