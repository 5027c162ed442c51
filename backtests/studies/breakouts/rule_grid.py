"""Bar-by-bar positions of breakout rules, and tests of the best rule (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from backtests.engine.fills import COST
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.rule_selection import count_estimate, overfitting_estimate
from backtests.inference import multiple_comparison, samples
from backtests.inference.multiple_comparison import DRAWS
from backtests.inference.overfitting import probability_of_overfitting
from backtests.inference.path_bootstrap import block_length
from backtests.inference.sharpe import (
    LEAST_BLOCKS,
    Chosen,
    SharpeDifference,
    sharpe_difference,
    sharpe_ratio,
)
from data_feeds.series.bars import DataError, Frequency, frequency_of
from signals.breakout import find_breakouts, min_base_bars
from signals.core.arrays import Floats, Ints
from strategies.engine.earnings import cash_interest, cash_return

_TRADED = "bought and sold at the close of the next bar, 5 basis points a side"
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


def add_rule_estimates(
    context: Context,
    evidence: Evidence,
    *,
    bars: pd.DataFrame,
    definitions: Sequence[tuple[int, float]],
    seed_record: float | None,
    cash_rate: pd.DataFrame | None = None,
) -> Evidence:
    """Add the performance of breakout rules to the evidence; the check is unchanged.

    Every definition is combined with every holding period. All rules count as trials, including
    those without a signal. If the rules cannot be compared, a note states the reason.

    Parameters
    ----------
    context : Context
        Random numbers of the run.
    evidence : Evidence
        Evidence to extend.
    bars : pd.DataFrame
        Bars of one series.
    definitions : sequence of (int, float)
        Minimum length of the base in trading days, and its minimum depth as a fraction.
    seed_record : float, optional
        Record close from before the bars.
    cash_rate : pd.DataFrame, optional
        Rate that cash earns, in percent; without it cash earns nothing.
    """
    rules = [Rule(base, depth, held) for base, depth in definitions for held in HOLDINGS]
    untried: dict[str, float | None] = dict.fromkeys(map(str, rules))
    days = pd.DatetimeIndex(bars.index)
    try:
        interest = None if cash_rate is None else cash_interest(cash_rate, days)
        grid = drop_inactive(follow_rules(bars, rules, seed_record=seed_record, interest=interest))
        found = compare(context.rng.spawn(1)[0], grid, draws=min(context.resamples, DRAWS))
    except (samples.InsufficientData, DataError) as error:
        note = f"no comparison of breakout rules: {error}"
        return replace(evidence, notes=(*evidence.notes, note), trials=untried)
    year = grid.frequency.bars_per_year
    ratios = {
        str(rule): sharpe_ratio(excess) * float(np.sqrt(year))
        for rule, excess in zip(grid.rules, grid.excess.T, strict=True)
    }
    best = grid.rules[found.best]
    cash = "cash earns nothing" if cash_rate is None else str(cash_return(cash_rate, days))
    return replace(
        evidence,
        estimates=(*evidence.estimates, *_of_each(grid, found), *_of_the_best(grid, found, cash)),
        trials=untried | ratios,
        chosen=Chosen.of(
            f"the best breakout rule ({best})",
            grid.excess[:, found.best],
            periods_per_year=year,
        ),
    )


def _of_the_best(grid: Grid, found: Comparison, cash: str) -> tuple[Estimate, ...]:
    best, count, year = grid.rules[found.best], len(grid.rules), grid.frequency.bars_per_year
    exposure = grid.exposure[:, found.best]
    return (
        Estimate(
            f"best of {count} breakout rules: gain a year over holding as much all the time",
            float(grid.excess[:, found.best].mean()) * year,
            n=int(np.count_nonzero(np.diff(exposure, prepend=0.0) > 0)),
            baseline=0.0,
            p=found.ability.p,
            note=f"{best}; in the market {exposure.mean():.0%} of the time; {_TRADED}; {cash}; "
            f"p: chance that luck picked it (Hansen 2005), between {found.ability.lower:.2f} and "
            f"{found.ability.upper:.2f} depending on how much clearly bad rules count",
        ),
        _sharpe_ratio(found.sharpe, year),
        overfitting_estimate("breakout rule", found.overfitting),
        count_estimate("breakout rule", grid.rules, found.adjusted),
    )


def _sharpe_ratio(found: SharpeDifference | None, year: int) -> Estimate:
    name = "best breakout rule: Sharpe ratio a year above that of holding as much"
    if found is None:
        return Estimate(name, None, "ratio", note="it is in the market too rarely to decide")
    root = float(np.sqrt(year))
    low, high = found.interval
    return Estimate(
        name,
        found.difference * root,
        "ratio",
        interval=(low * root, high * root),
        baseline=0.0,
        p=found.p_above,
        note="Ledoit & Wolf 2008; p as if it had not been picked as the best",
    )


def _of_each(grid: Grid, found: Comparison) -> tuple[Estimate, ...]:
    gains = grid.excess.mean(axis=0) * grid.frequency.bars_per_year
    return tuple(
        Estimate(
            f"breakout rule, {rule}: gain a year over holding as much",
            float(gain),
            baseline=0.0,
            p_adjusted=float(adjusted),
            note=f"in the market {held:.0%} of the time; p adjusted for all rules",
        )
        for rule, gain, adjusted, held in zip(
            grid.rules, gains, found.adjusted, grid.exposure.mean(axis=0), strict=True
        )
    )
