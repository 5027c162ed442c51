"""Bar-by-bar positions of breakout rules, and tests of the best rule (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.fills import COST
from backtests.inference import multiple_comparison, samples
from backtests.inference.multiple_comparison import DRAWS
from backtests.inference.overfitting import probability_of_overfitting
from backtests.inference.path_bootstrap import block_length
from backtests.inference.sharpe import LEAST_BLOCKS, SharpeDifference, sharpe_difference
from data_feeds.series.bars import Frequency, frequency_of
from signals.breakout import find_breakouts, min_base_bars
from signals.core.arrays import Floats, Ints

# METHODS 3.6: holding periods in trading days.
HOLDINGS = (21, 63, 126, 252)


@dataclass(frozen=True, slots=True)
class Rule:
    """Long for `holding` trading days after a record close from a base of this length and depth."""

    min_base: int
    min_depth: float
    holding: int

    def __str__(self) -> str:
        return f"base of {self.min_base} days and {self.min_depth:.0%}, held {self.holding} days"


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Returns of rules over the same bars, from the second bar on.

    Attributes
    ----------
    rules : tuple of Rule
        Rules by column.
    market : ndarray, shape (bars - 1,)
        Return of each bar over that of cash.
    exposure : ndarray, shape (bars - 1, rules)
        Share of wealth in the market during each bar, 0 or 1.
    net : ndarray, shape (bars - 1, rules)
        Return of each rule after costs, over that of cash.
    frequency : Frequency
        Frequency of the bars.
    """

    rules: tuple[Rule, ...]
    market: Floats
    exposure: Floats
    net: Floats
    frequency: Frequency

    @property
    def hold(self) -> Floats:
        """Returns of a constant holding of the average exposure of each rule, without costs."""
        found: Floats = self.market[:, np.newaxis] * self.exposure.mean(axis=0)
        return found

    @property
    def excess(self) -> Floats:
        """Net returns of the rules in excess of `hold`."""
        return self.net - self.hold


def follow_rules(
    bars: pd.DataFrame,
    rules: Sequence[Rule],
    *,
    seed_record: float | None,
    interest: Floats | None = None,
    cost: float = COST,
) -> Grid:
    """Compute the returns of each rule bar by bar, from close to close.

    A signal is bought at the close of the next bar, because opens are not genuine throughout
    (METHODS 2.8). A further signal extends the holding period. `cost` is a fraction of the price,
    paid on each side. Lengths in trading days are converted to bars. `interest` is the return of
    cash by bar, which a rule earns while it is out of the market; None for 0.
    """
    frequency = frequency_of(bars)
    closes = bars["close"].to_numpy(dtype=np.float64).copy()
    exposure = np.empty((closes.size - 1, len(rules)))
    for column, rule in enumerate(rules):
        found = find_breakouts(
            closes,
            least_base=min_base_bars(frequency, rule.min_base),
            min_depth=rule.min_depth,
            seed_record=seed_record,
        )
        exposure[:, column] = in_market(
            found.signal, bars=closes.size, holding=frequency.bars(rule.holding)
        )
    idle = np.zeros(closes.size) if interest is None else interest
    market = closes[1:] / closes[:-1] - 1 - idle[1:]
    traded = np.abs(np.diff(exposure, axis=0, prepend=0.0))
    return Grid(
        tuple(rules),
        market,
        exposure,
        exposure * market[:, np.newaxis] - cost * traded,
        frequency,
    )


def in_market(signals: Ints, *, bars: int, holding: int) -> Floats:
    """Return the exposure from the second bar on: 1 for `holding` bars from 2 bars after a signal.

    >>> in_market(np.array([1]), bars=6, holding=2)
    array([0., 0., 1., 1., 0.])
    """
    changes = np.zeros(bars + holding + 1)
    np.add.at(changes, signals + 1, 1.0)
    np.add.at(changes, signals + 1 + holding, -1.0)
    return np.asarray(np.cumsum(changes)[: bars - 1] > 0, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Tests of the rules of a grid against constant holdings of the same exposure (METHODS 3.6).

    Attributes
    ----------
    best : int
        Column with the largest studentised mean excess.
    adjusted : ndarray
        p of each rule after Romano & Wolf (2005).
    ability : SuperiorPredictiveAbility
        Test of the best rule (Hansen 2005).
    sharpe : SharpeDifference or None
        Sharpe ratio per bar of the best rule minus that of its holding (Ledoit & Wolf 2008), not
        adjusted for selection. None if the data are too few.
    overfitting : float
        Probability of backtest overfitting (Bailey, Borwein, López de Prado & Zhu 2017).
    """

    best: int
    adjusted: Floats
    ability: multiple_comparison.SuperiorPredictiveAbility
    sharpe: SharpeDifference | None
    overfitting: float


def compare(rng: np.random.Generator, grid: Grid, *, draws: int = DRAWS) -> Comparison:
    """Test whether any rule of a grid beats its constant holding (METHODS 3.6).

    The expected block of the bootstrap is the median of `block_length` over the rules.

    Raises
    ------
    InsufficientData
        If there are too few bars, or fewer than two rules.
    ValueError
        If a rule never trades; see `drop_inactive`.
    """
    if len(grid.rules) < 2:
        raise samples.InsufficientData(f"{len(grid.rules)} rules that trade")
    excess = grid.excess
    block = float(np.median([block_length(rule, grid.frequency) for rule in excess.T]))
    found = multiple_comparison.resample(rng, excess, block=block, draws=draws)
    adjusted = multiple_comparison.romano_wolf(found)
    ability = multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(found)
    )
    best = ability.best
    return Comparison(
        best,
        adjusted,
        ability,
        _sharpe_difference(rng, grid, best, draws=draws),
        probability_of_overfitting(excess).pbo,
    )


def _sharpe_difference(
    rng: np.random.Generator, grid: Grid, column: int, *, draws: int
) -> SharpeDifference | None:
    rule, hold = grid.net[:, column], grid.hold[:, column]
    found = round(block_length(np.column_stack((rule, hold)), grid.frequency))
    block = min(found, rule.size // LEAST_BLOCKS)
    try:
        return sharpe_difference(rng, rule, hold, block=block, draws=draws)
    except samples.InsufficientData:
        return None


def drop_inactive(grid: Grid) -> Grid:
    """Return the grid without the rules of constant exposure."""
    kept = np.flatnonzero(np.ptp(grid.exposure, axis=0) > 0)
    return Grid(
        tuple(grid.rules[column] for column in kept),
        grid.market,
        grid.exposure[:, kept],
        grid.net[:, kept],
        grid.frequency,
    )
