"""Gain of a portfolio rule over its benchmarks, under each definition, as evidence for a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.inference.path_bootstrap import Contrast, contrast, resample
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.spans import common_end
from backtests.studies.rules.rule_months import RuleMonths, months_of
from data_feeds.series.bars import DataError, infer_frequency
from signals.core.arrays import Floats
from signals.declines import window_drawdowns
from strategies.engine.account import COST
from strategies.engine.earnings import cash_return
from strategies.engine.metrics import conditional_value_at_risk
from strategies.engine.portfolio import (
    Plan,
    Prices,
    Rebalance,
    adjusted_fills,
    align,
    close_fills,
    on_schedule,
)
from strategies.engine.portfolio_paths import Account, account_measures, follow

# METHODS 2.8: cost of each side, 5 basis points, with 0 and 10 as sensitivity on the whole record.
# Starts: the whole record; after the slump in technology shares; before the crisis of 2008, on
# which the gain of a rule that reacts to credit may depend.
WHOLE, USUAL = "whole record", "5 bp"
Way = tuple[str, pd.Timestamp, str, float]
WAYS: tuple[Way, ...] = (
    (WHOLE, pd.Timestamp("1900-01-01"), USUAL, COST),
    ("2004", pd.Timestamp("2004-01-01"), USUAL, COST),
    ("2007", pd.Timestamp("2007-01-01"), USUAL, COST),
    (WHOLE, pd.Timestamp("1900-01-01"), "0 bp", 0.0),
    (WHOLE, pd.Timestamp("1900-01-01"), "10 bp", 2 * COST),
)
# Number of resampled paths for the p of drawdowns and tails.
PATHS = 500
BILLS = "the rate of cash"
# METHODS 0: trading days per month.
_MONTH = 21


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Prices of the funds and the series that rules read, all up to one day.

    `note` names that day and the series that ends on it.
    """

    prices: Prices
    signals: Mapping[str, pd.DataFrame]
    note: str


def record(
    bars: Mapping[str, pd.DataFrame],
    adjusted: Mapping[str, pd.DataFrame],
    *,
    bills: pd.DataFrame,
    signals: Mapping[str, pd.DataFrame] | None = None,
) -> Record:
    """Align all series up to the last day that all of them reach.

    Parameters
    ----------
    bars : Mapping of str to pd.DataFrame
        Bars by fund. If any fund has none, all are filled at the next close instead of the
        next open.
    adjusted : Mapping of str to pd.DataFrame
        Adjusted closes by fund.
    bills : pd.DataFrame
        Rate that cash earns, in percent.
    signals : Mapping of str to pd.DataFrame, optional
        Further series that rules read.

    Raises
    ------
    InsufficientData
        The series do not fit together; the message names the series.
    """
    read = {**(signals or {}), BILLS: bills}
    last = {name: frame.index[-1] for name, frame in {**adjusted, **read}.items()}
    ended_by = min(last, key=lambda name: last[name])
    quoted = {f"{name} bars": frame for name, frame in bars.items()}
    cut = common_end({**adjusted, **quoted, **read})
    for name, frame in {**adjusted, **quoted}.items():
        cut[name].attrs = dict(frame.attrs)
    at_open = len(bars) == len(adjusted)
    try:
        funds = {
            name: adjusted_fills(cut[f"{name} bars"], cut[name])
            if at_open
            else close_fills(cut[name])
            for name in adjusted
        }
        prices = align(funds, cut[BILLS])
    except DataError as error:
        raise InsufficientData(str(error)) from None
    return Record(
        prices,
        {name: cut[name] for name in read},
        f"{', '.join(prices.funds)}: {prices.days[0]:%Y-%m-%d} to {prices.days[-1]:%Y-%m-%d}, "
        f"where {ended_by} ends; decided at a close, filled at the next "
        f"{'open' if at_open else 'close'}; {cash_return(cut[BILLS], prices.days)}",
    )


@dataclass(frozen=True, slots=True)
class Mix:
    """Fixed weights by fund, restored on a schedule."""

    weights: Mapping[str, float]
    rebalance: Rebalance

    def account(self, prices: Prices, cost: float) -> Account:
        """Return the account of the mix."""
        rule = on_schedule(list(self.weights.values()), prices.days, self.rebalance)
        return follow(rule, _only_funds(prices, tuple(self.weights)), cost=cost)


@dataclass(frozen=True, slots=True)
class PortfolioRule:
    """A portfolio rule under one definition, with its benchmarks.

    Parameters
    ----------
    choices : Mapping of str to str
        The definition: the option taken for each choice.
    record : Record
        Series on which the rule is followed.
    name : str
        Name of the rule.
    plan : Plan
        The rule.
    benchmarks : callable
        Maps the account of the rule to its benchmarks by name.
    """

    choices: Mapping[str, str]
    record: Record
    name: str
    plan: Plan
    benchmarks: Callable[[Account], Mapping[str, Plan | Mix]]

    def accounts(self, prices: Prices | None = None, cost: float = COST) -> dict[str, Account]:
        """Return the accounts of the rule and its benchmarks, the rule first.

        `prices` are those of the record or a part of them.
        """
        prices = self.record.prices if prices is None else prices
        rule = self._follow(self.plan, prices, cost)
        benchmarks = {
            name: other.account(prices, cost)
            if isinstance(other, Mix)
            else self._follow(other, prices, cost)
            for name, other in self.benchmarks(rule).items()
        }
        return {self.name: rule, **benchmarks}

    def _follow(self, plan: Plan, prices: Prices, cost: float) -> Account:
        rule = plan.make(prices.days, self.record.signals)
        return follow(rule, _only_funds(prices, plan.funds), cost=cost)


def _only_funds(prices: Prices, funds: Sequence[str]) -> Prices:
    """Return the prices of a subset of the funds."""
    at = [prices.funds.index(fund) for fund in funds]
    return Prices(
        prices.days, tuple(funds), prices.fill[:, at], prices.close[:, at], prices.interest
    )


def definitions(
    context: Context,
    kind: type[RuleMonths],
    rules: Sequence[PortfolioRule],
    *,
    used: Sequence[PortfolioRule] = (),
) -> list[RuleMonths]:
    """Return the monthly returns of every rule under all `WAYS`, the primary definition first.

    The block length of the primary definition is used for all. Definitions with too short a
    record are left out.

    Parameters
    ----------
    context : Context
        Settings common to all studies.
    kind : type of RuleMonths
        The gain.
    rules : sequence of PortfolioRule
        The primary rule first.
    used : sequence of PortfolioRule
        Rules of which the study uses the usual definition beside the primary one, which is then
        never left out.

    Raises
    ------
    InsufficientData
        No definition has a year of all series.
    """
    cases = list(product(rules, WAYS))
    if len(cases) == 1:
        cases += product(used, WAYS[:1])
    samples = list(_definitions(kind, cases, seed=int(context.rng.integers(2**32))))
    if not samples:
        raise InsufficientData("less than a year of all series")
    return samples


def _definitions(
    kind: type[RuleMonths], cases: Sequence[tuple[PortfolioRule, Way]], *, seed: int
) -> Iterator[RuleMonths]:
    block: int | None = None
    for rule, (start, day, cost_name, cost) in cases:
        prices = rule.record.prices.since(day)
        if len(prices.days) < infer_frequency(prices.days).bars_per_year:
            continue
        choices = {**rule.choices, "from": start, "costs": cost_name}
        try:
            accounts = rule.accounts(prices, cost)
            months = months_of(kind, prices, accounts, seed=seed, choices=choices, block=block)
        except InsufficientData:
            continue
        block = months.block
        yield months


def portfolio_evidence(
    context: Context,
    samples: Sequence[RuleMonths],
    *,
    name: str,
    conditions: tuple[tuple[str, bool], ...],
    estimates: Sequence[Estimate],
    notes: tuple[str, ...],
    n_eff: int | None = None,
) -> Evidence:
    """Test the gain of the first definition, apply the gate, and log every rule tried.

    Parameters
    ----------
    context : Context
        Settings common to all studies.
    samples : sequence of RuleMonths
        Monthly returns of each definition, the primary one first.
    name : str
        Name of the gain.
    conditions : tuple of (str, bool)
        Further conditions of the check.
    estimates : sequence of Estimate
        Estimates that follow the gain.
    notes : tuple of str
        Notes on the data.
    n_eff : int, optional
        Number of times that the rule acted. Without it the effective size is the number of
        calendar years, also for the parts of the record.
    """
    first = samples[0]
    gain = first.gain(draws=context.resamples)
    size = first.years if n_eff is None else n_eff

    def part_estimate(label: str, months: RuleMonths) -> Estimate:
        found = months.gain(draws=context.resamples)
        return months.estimate(label, found, n_eff=months.years if n_eff is None else None)

    evidence = evidence_by_year(
        first.check(gain, n_eff=size, conditions=conditions),
        samples,
        part_estimate,
        estimates=(first.estimate(name, gain, n_eff=size), *estimates),
        notes=notes,
    )
    # METHODS 3.6: the trials are the rules over the whole record at the usual cost.
    trials = {
        ", ".join(
            f"{name} {option}" for name, option in sample.choices.items()
        ): sample.information_ratio()
        for sample in samples
        if (sample.choices["from"], sample.choices["costs"]) == (WHOLE, USUAL)
    }
    return replace(evidence, trials=trials)


def account_estimates(accounts: Mapping[str, Account]) -> Iterator[Estimate]:
    """Yield the annual return of each account, with drawdown, Sharpe ratio and tail in the note."""
    for name, account in accounts.items():
        measures = account_measures(account)
        yield Estimate(
            f"return a year, {name}",
            measures["cagr"],
            note=f"deepest fall {_percent(measures['max_drawdown'])}, Sharpe ratio "
            f"{measures['sharpe'] or 0:.2f}, mean of the worst twentieth of months "
            f"{_percent(measures['cvar_95'])}, in funds {_percent(measures['exposure'])}, traded "
            f"{_percent(measures['turnover'])} of its value a year",
        )


def _percent(value: float | int | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def risk_gains(context: Context, rule: Account, other: Account) -> tuple[Contrast, Contrast]:
    """Compare the maximum drawdown and the mean of the worst 5% of months of two accounts.

    Returns
    -------
    fall, tail : Contrast
        Differences as fractions, positive if `rule` is better.

    References
    ----------
    Politis & Romano 1994: blocks of days of both accounts are resampled together. A month is 21
    trading days, converted to the frequency of the accounts.
    """
    closes = pd.DataFrame({"small": rule.equity, "large": other.equity}, index=rule.days)
    frequency = infer_frequency(rule.days)
    closes.attrs = {"frequency": frequency.value}
    risks = partial(_risks, month=frequency.bars(_MONTH))
    drawn = resample(closes, risks, rng=context.rng, draws=min(context.resamples, PATHS))
    observed = risks(rule.equity, other.equity)
    fall, tail = (contrast(float(observed[at]), drawn[:, at]) for at in (0, 1))
    return fall, tail


def _risks(rule: Floats, other: Floats, *, month: int) -> Floats:
    return np.array(
        [deepest(rule) - deepest(other), _tail(rule, month=month) - _tail(other, month=month)]
    )


def deepest(values: Floats) -> float:
    """Return the maximum drawdown, a negative fraction."""
    return 0.0 - float(window_drawdowns(values, length=values.size)[0])


def _tail(values: Floats, *, month: int) -> float:
    ends = values[::month]
    worst = conditional_value_at_risk(ends[1:] / ends[:-1] - 1)
    if worst is None:
        raise InsufficientData("less than 20 months, of which the worst twentieth is one")
    return worst


def risk_estimates(against: str, fall: Contrast, tail: Contrast) -> tuple[Estimate, ...]:
    """Return the estimates of both differences of `risk_gains`."""
    return tuple(
        Estimate(
            f"{name}, against {against}",
            difference.value,
            interval=difference.interval,
            baseline=0.0,
            p=difference.p,
            note="positive: better; resampled paths of both together",
        )
        for name, difference in (
            ("deepest fall shallower by", fall),
            ("mean of the worst twentieth of months better by", tail),
        )
    )
