"""Net monthly returns of a trading rule and its benchmarks (METHODS 2.9, 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

import numpy as np
import pandas as pd

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.effects import Effect, sharpe_effect
from backtests.evidence.estimates import Estimate, Unit
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.bootstrap import draw_rows
from backtests.inference.path_bootstrap import block_length
from backtests.inference.sharpe import (
    LEAST_BLOCKS,
    SharpeDifference,
    sharpe_difference,
    sharpe_ratio,
)
from data_feeds.series.bars import Frequency
from data_feeds.series.periods import last_days, periods_of
from signals.core.arrays import Flags, Floats
from strategies.engine.portfolio import Prices
from strategies.engine.portfolio_paths import Account

MONTHS_A_YEAR = Frequency.MONTHLY.bars_per_year
# Number of draws for a definition or a record without a year; the standard error of p is then at
# most 0.035.
FEW_DRAWS = 200
# Accounts whose returns differ by less in every month count as equal.
_SAME = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class RuleMonths:
    """Monthly returns after costs of a rule and its benchmarks; the statistic is the Sharpe ratio.

    Parameters
    ----------
    periods : pd.PeriodIndex
        Months.
    excess : Floats
        Returns over bills, of shape (months, 1 + benchmarks), the rule first.
    names : tuple of str
        Names of the benchmarks.
    block : int
        Block length of the bootstrap, in months.
    seed : int
        Seed of the bootstrap, the same for every definition, so that definitions do not differ by
        chance.
    choices : Mapping of str to str
        The definition: the option taken for each choice.
    """

    # METHODS 4: the least gain that counts, in the annual Sharpe ratio.
    LEAST: ClassVar[float] = 0.10
    UNIT: ClassVar[Unit] = "ratio"
    CHECK_UNIT: ClassVar[str] = "in the annual Sharpe ratio"
    NOTE: ClassVar[str] = (
        "monthly returns over bills after 5 basis points a side, Ledoit & Wolf 2008"
    )

    periods: pd.PeriodIndex
    excess: Floats
    names: tuple[str, ...]
    block: int
    seed: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """Whether each month counts: all do."""
        return np.ones(len(self.periods), dtype=np.bool_)

    @property
    def years(self) -> int:
        """Number of calendar years."""
        return len(set(self.periods.year))

    def keep(self, rows: Flags) -> Self:
        """Return a subset of the months, joined."""
        return replace(self, periods=self.periods[rows], excess=self.excess[rows])

    def specification(self) -> Specification:
        """Return the gain and its p; InsufficientData if the rule equals a benchmark."""
        return self.gain(draws=FEW_DRAWS).specification(self.choices)

    def gain(self, *, draws: int) -> Effect:
        """Return the least gain in the annual Sharpe ratio over the benchmarks.

        A rule must beat every benchmark, so `p` is the highest of the one-sided p and `upper` the
        lowest of the upper ends. `p_opposite` is that of the least gain.

        References
        ----------
        Ledoit & Wolf 2008.
        """
        rule, *others = self.excess.T
        gains = [
            sharpe_effect(
                self._difference(rule, other, draws),
                periods_per_year=MONTHS_A_YEAR,
                n=len(self.periods),
                n_eff=self.years,
            )
            for other in others
        ]
        least = min(range(len(gains)), key=lambda at: gains[at].value)
        return replace(
            gains[least],
            p=max(gain.p for gain in gains),
            p_opposite=self._difference(others[least], rule, draws).p_above,
            upper=min(gain.upper for gain in gains),
        )

    def _difference(self, first: Floats, second: Floats, draws: int) -> SharpeDifference:
        _check_differ(first, second)
        block = min(self.block, len(first) // LEAST_BLOCKS)
        rng = np.random.default_rng(self.seed)
        return sharpe_difference(rng, first, second, block=block, draws=draws)

    def _each(self) -> str:
        """Format the gain over each benchmark; empty for a single one."""
        if len(self.names) == 1:
            return ""
        rule, *others = (sharpe_ratio(column) * MONTHS_A_YEAR**0.5 for column in self.excess.T)
        each = (
            f"{name} {rule - other:+.2f}" for name, other in zip(self.names, others, strict=True)
        )
        return "; the least of " + ", ".join(each)

    def estimate(self, name: str, gain: Effect, *, n_eff: int | None) -> Estimate:
        """Return a gain of these months as an estimate."""
        found = gain.estimate(name, self.UNIT, note=self.NOTE + self._each())
        return replace(found, n_eff=n_eff, mde=None)

    def check(
        self, gain: Effect, *, n_eff: int, conditions: tuple[tuple[str, bool], ...]
    ) -> EffectCheck:
        """Return the check of a gain against the least that counts (METHODS 4.4)."""
        return replace(gain, n_eff=n_eff).check(
            least=self.LEAST, conditions=conditions, unit=self.CHECK_UNIT
        )

    def information_ratio(self) -> float | None:
        """Return the annual Sharpe ratio over the first benchmark; None if both are equal."""
        ahead = self.excess[:, 0] - self.excess[:, 1]
        if np.ptp(ahead) <= _SAME:
            return None
        return sharpe_ratio(ahead) * float(np.sqrt(MONTHS_A_YEAR))


@dataclass(frozen=True, slots=True, eq=False)
class MeanMonths(RuleMonths):
    """As `RuleMonths`; the statistic is the mean return a year over the one benchmark."""

    # METHODS 4: the least gain that counts, in the mean return over twelve months.
    LEAST: ClassVar[float] = 0.02
    UNIT: ClassVar[Unit] = "fraction"
    CHECK_UNIT: ClassVar[str] = "pp"
    NOTE: ClassVar[str] = "monthly returns after 5 basis points a side"

    def gain(self, *, draws: int) -> Effect:
        """Return the gain in the mean return a year, resampled in blocks."""
        ahead = self.excess[:, 0] - self.excess[:, 1]
        _check_differ(self.excess[:, 0], self.excess[:, 1])
        rows = draw_rows(
            np.random.default_rng(self.seed), size=ahead.size, block=self.block, draws=draws
        )
        value = float(ahead.mean()) * MONTHS_A_YEAR
        spread = ahead[rows].mean(axis=1) * MONTHS_A_YEAR - value
        low, high, upper = (float(value + np.quantile(spread, q)) for q in (0.025, 0.975, 0.95))
        return Effect(
            value=value,
            effect=value,
            p=monte_carlo.upper_p(spread, value),
            p_opposite=monte_carlo.lower_p(spread, value),
            upper=upper,
            n=len(self.periods),
            n_eff=self.years,
            interval=(low, high),
            baseline=0.0,
            detectable=intervals.minimum_detectable_mean(float(spread.std(ddof=1)), n_eff=1),
        )


def _check_differ(first: Floats, second: Floats) -> None:
    if len(first) < samples.LEAST_ROWS:
        raise samples.InsufficientData(f"{len(first)} months")
    if np.ptp(first - second) <= _SAME:
        raise samples.InsufficientData("the rule did what its benchmark did")


def months_of(
    kind: type[RuleMonths],
    prices: Prices,
    accounts: Mapping[str, Account],
    *,
    seed: int,
    choices: Mapping[str, str],
    block: int | None = None,
) -> RuleMonths:
    """Return the complete months of accounts, the rule's first.

    `block` is the block length in months, by default that of `block_length`.

    Raises
    ------
    InsufficientData
        There are fewer than `samples.LEAST_ROWS` months.
    """
    names = tuple(accounts)
    bills = np.cumprod(1 + prices.interest)
    values = np.column_stack([bills, *(accounts[name].equity for name in names)])
    ends = last_days(prices.days, Frequency.MONTHLY)
    steps = values[prices.days.get_indexer(ends)]
    if len(steps) <= samples.LEAST_ROWS:
        raise samples.InsufficientData(f"{len(steps)} months")
    returns = steps[1:] / steps[:-1] - 1
    excess = returns[:, 1:] - returns[:, :1]
    if block is None:
        block = round(block_length(excess, Frequency.MONTHLY))
    periods = periods_of(ends, Frequency.MONTHLY)
    return kind(periods[1:], excess, names[1:], block, seed, choices)
