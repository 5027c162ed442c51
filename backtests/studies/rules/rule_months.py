"""Net monthly returns of a trading rule beside those of its benchmarks (METHODS 2.9, 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.specification_curve import Specification
from backtests.inference import monte_carlo, samples
from backtests.inference.bootstrap import draw_rows
from backtests.inference.path_bootstrap import block_length
from backtests.inference.sharpe import (
    LEAST_BLOCKS,
    SharpeDifference,
    sharpe_difference,
    sharpe_ratio,
)
from data_feeds.series.bars import Frequency
from signals.core.known_values import month_ends
from strategies.engine.portfolio import Prices
from strategies.engine.portfolio_paths import Account

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
MONTHS_A_YEAR = Frequency.MONTHLY.bars_per_year
# Draws for a definition or a record without a year: its p is then known to three points or so.
FEW_DRAWS = 200
# Two accounts closer than this in every month did the same.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Gain:
    """What a rule gains on its benchmarks, the least where there are several.

    In the unit of the statistic; `interval` at 95%, `upper` the upper end of the 90% interval
    that is lowest, `p` the highest one-sided p and `p_opposite` that of the least gain being
    above zero: a rule that must beat all benchmarks is held to the hardest.
    """

    value: float
    interval: tuple[float, float]
    upper: float
    p: float
    p_opposite: float
    each: Mapping[str, tuple[float, float]]
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class RuleMonths:
    """Returns over bills by month, after costs: the rule in the first column, then benchmarks.

    The statistic is the gain in the annual Sharpe ratio. `seed` makes chance the same for every
    definition, so that definitions differ by what they hold alone.
    """

    periods: pd.PeriodIndex
    excess: Floats
    names: tuple[str, ...]
    block: int
    seed: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """Every month counts."""
        return np.ones(len(self.periods), dtype=np.bool_)

    def keep(self, rows: Flags) -> Self:
        """Return some of the months alone, joined end to beginning."""
        return replace(self, periods=self.periods[rows], excess=self.excess[rows])

    def specification(self) -> Specification:
        """Return the gain and its p; InsufficientData where the rule did as a benchmark did."""
        gain = self.gain(draws=FEW_DRAWS)
        return Specification(self.choices, len(self.periods), gain.value, gain.value, gain.p)

    def gain(self, *, draws: int) -> Gain:
        """Return the gain in the annual Sharpe ratio (Ledoit & Wolf 2008)."""
        found = {
            name: self._difference(self.excess[:, 0], self.excess[:, at], draws)
            for at, name in enumerate(self.names, start=1)
        }
        root = float(np.sqrt(MONTHS_A_YEAR))
        least = min(found, key=lambda name: found[name].difference)
        worst, column = found[least], 1 + self.names.index(least)
        return Gain(
            value=worst.difference * root,
            interval=(worst.interval[0] * root, worst.interval[1] * root),
            upper=min(one.interval_90[1] for one in found.values()) * root,
            p=max(one.p_above for one in found.values()),
            p_opposite=self._difference(self.excess[:, column], self.excess[:, 0], draws).p_above,
            each={name: (one.difference * root, one.p_above) for name, one in found.items()},
            error=worst.error * root,
        )

    def _difference(self, first: Floats, second: Floats, draws: int) -> SharpeDifference:
        _check_differ(first, second)
        block = min(self.block, len(first) // LEAST_BLOCKS)
        rng = np.random.default_rng(self.seed)
        return sharpe_difference(rng, first, second, block=block, draws=draws)

    def information_ratio(self) -> float | None:
        """Annual Sharpe ratio of the rule over its first benchmark; None where it did the same."""
        ahead = self.excess[:, 0] - self.excess[:, 1]
        if np.ptp(ahead) <= _SAME:
            return None
        return sharpe_ratio(ahead) * float(np.sqrt(MONTHS_A_YEAR))


@dataclass(frozen=True, slots=True, eq=False)
class MeanMonths(RuleMonths):
    """As `RuleMonths`; the statistic is the gain in the mean return a year."""

    def gain(self, *, draws: int) -> Gain:
        """Return the mean return a year above the one benchmark's, resampled in blocks."""
        ahead = self.excess[:, 0] - self.excess[:, 1]
        _check_differ(self.excess[:, 0], self.excess[:, 1])
        rows = draw_rows(
            np.random.default_rng(self.seed), size=ahead.size, block=self.block, draws=draws
        )
        value = float(ahead.mean()) * MONTHS_A_YEAR
        spread = ahead[rows].mean(axis=1) * MONTHS_A_YEAR - value
        low, high, upper = (float(value + np.quantile(spread, q)) for q in (0.025, 0.975, 0.95))
        p = monte_carlo.upper_p(spread, value)
        return Gain(
            value,
            (low, high),
            upper,
            p,
            monte_carlo.lower_p(spread, value),
            {self.names[0]: (value, p)},
            float(spread.std(ddof=1)),
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
    """Lay the whole months of accounts side by side, the rule's first.

    Blocks of `block` months, or as `block_length` says, are resampled. Raises
    InsufficientData below LEAST_ROWS of them.
    """
    names = tuple(accounts)
    bills = np.cumprod(1 + prices.interest)
    values = [bills, *(accounts[name].equity for name in names)]
    ends = [month_ends(pd.Series(value, index=prices.days)) for value in values]
    steps = np.column_stack([end.to_numpy(dtype=np.float64) for end in ends])
    if len(steps) <= samples.LEAST_ROWS:
        raise samples.InsufficientData(f"{len(steps)} months")
    returns = steps[1:] / steps[:-1] - 1
    excess = returns[:, 1:] - returns[:, :1]
    if block is None:
        block = round(block_length(excess, Frequency.MONTHLY))
    return kind(pd.PeriodIndex(ends[0].index[1:]), excess, names[1:], block, seed, choices)
