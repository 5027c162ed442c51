"""Accounts of entries under many stops and sizes, and the best of them (METHODS 2.9 R4).

The benchmark of a cell is the same entries without a stop, at the constant size that matches the
mean exposure of the cell. Its Sharpe ratio does not depend on that size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from backtests.engine.event_account import Account, follow_trades
from backtests.engine.outcomes import Outcome, first_genuine_open, first_touch
from backtests.evidence.effects import Effect
from backtests.inference import multiple_comparison, samples
from backtests.inference.sharpe import sharpe_ratio
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Flags, Floats, Ints
from signals.core.event import Event
from signals.levels.sizing import SIZE_NAMES, parse_size, share_of_cash
from signals.levels.stops import parse_stop
from strategies.engine.metrics import ROUNDING

# METHODS 2.7: the stops that suit every entry; the other two need a breakout's base or record.
STOPS = ("5%", "8%", "10%", "atr:2", "atr:3", "trailing:10%", "chandelier:3", "time:63")
# METHODS 3.1: a position lasts a year at most.
HORIZON = 252
# METHODS 2.7: the longest warm-up of a stop or a size; entries start after as many bars, or more
# where a trading day is more than one bar.
WARM_UP = 22
NO_STOP = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """One rule of the grid: a kind of entry, a stop and a size."""

    entry: str
    stop: str
    size: str

    def __str__(self) -> str:
        size = "full size" if self.size == "full" else f"size by {self.size.replace(':', ' of ')}"
        return f"{self.entry} entries, stop {self.stop}, {size}"


@dataclass(frozen=True, slots=True, eq=False)
class StopGrid:
    """Returns of all cells and of their entries without a stop, for all bars but the first.

    Parameters
    ----------
    cells : tuple of Cell
        The rules.
    dates : pd.DatetimeIndex
        Bars, without the first.
    excess : Floats
        Return after costs less what the position would have earned in bills, of shape
        (bars - 1, cells).
    exposure : Floats
        Share of the account that is invested, of the same shape.
    entered : Flags
        Whether the cell bought, of the same shape.
    without_stop, without_stop_exposure : Floats
        Excess return and exposure of each kind of entry without a stop at full size, of shape
        (bars - 1, kinds).
    kind : Ints
        Column of each cell's kind of entry in `without_stop`.
    bars_per_year : int
        Bars per year.
    """

    cells: tuple[Cell, ...]
    dates: pd.DatetimeIndex
    excess: Floats
    exposure: Floats
    entered: Flags
    without_stop: Floats
    without_stop_exposure: Floats
    kind: Ints
    bars_per_year: int

    @property
    def unstopped(self) -> Floats:
        """Excess returns, by cell, of its entries without a stop at full size."""
        return self.without_stop[:, self.kind]

    def matched_size(
        self, rows: Flags | slice = slice(None), columns: Ints | slice = slice(None)
    ) -> Floats:
        """Return the size, by cell, at which entries without a stop have its mean exposure."""
        without = self.without_stop_exposure[rows].mean(axis=0)[self.kind[columns]]
        size = self.exposure[rows][:, columns].mean(axis=0) / without
        return np.asarray(size, dtype=np.float64)

    @property
    def gain(self) -> Floats:
        """Excess returns of the cells less those of their benchmarks of equal exposure."""
        return self.excess - self.matched_size() * self.unstopped

    def sharpe_gain(self, column: int, rows: Flags | slice = slice(None)) -> float:
        """Return the annual Sharpe ratio of a cell less that of its benchmark, on some bars."""
        gain = sharpe_ratio(self.excess[rows, column]) - sharpe_ratio(self.unstopped[rows, column])
        return gain * self.root

    @property
    def root(self) -> float:
        """Square root of the bars per year, by which Sharpe ratios are annualised."""
        return float(np.sqrt(self.bars_per_year))


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Bars for the fills, and the return of distributions and of cash over each bar."""

    bars: pd.DataFrame
    dividends: Floats
    bills: Floats


OutcomesByStop = Mapping[tuple[str, str], Sequence[Outcome]]


def entry_outcomes(bars: pd.DataFrame, entries: Mapping[str, Sequence[Event]]) -> OutcomesByStop:
    """Return the outcomes of each kind of entry under each stop and without a stop.

    Entries start when the warm-up of every stop and size has passed.

    Raises
    ------
    InsufficientData
        The bars are shorter than the warm-up.
    """
    genuine = first_genuine_open(bars)
    warm_up = max(WARM_UP, frequency_of(bars).bars(WARM_UP))
    if max(warm_up, genuine) >= len(bars):
        raise samples.InsufficientData(
            f"{len(bars)} bars of the fund; expected more than {warm_up}"
        )
    start = bars.index[max(warm_up, genuine)]
    return {
        (name, stop): first_touch(
            bars,
            [e for e in events if e.known_on >= start],
            stop=parse_stop(stop),
            horizon=HORIZON,
            genuine_from=genuine,
        )
        for name, events in entries.items()
        for stop in (*STOPS, NO_STOP)
    }


def build_grid(setting: Setting, outcomes: OutcomesByStop, *, cost: float) -> StopGrid:
    """Return the account of every cell from its outcomes; `cost` is the cost of each side."""
    shares = {size: share_of_cash(setting.bars, parse_size(size)) for size in SIZE_NAMES}
    kinds = list(dict.fromkeys(name for name, _ in outcomes))
    cells = tuple(Cell(name, stop, size) for name in kinds for stop in STOPS for size in SIZE_NAMES)
    accounts = [
        follow_trades(setting.bars, outcomes[c.entry, c.stop], shares=shares[c.size], cost=cost)
        for c in cells
    ]
    without = [
        follow_trades(setting.bars, outcomes[name, NO_STOP], shares=shares["full"], cost=cost)
        for name in kinds
    ]
    return StopGrid(
        cells,
        pd.DatetimeIndex(setting.bars.index[1:]),
        np.column_stack([_excess(setting, account) for account in accounts]),
        np.column_stack([account.exposure[1:] for account in accounts]),
        np.column_stack([_entered(setting.bars, account)[1:] for account in accounts]),
        np.column_stack([_excess(setting, account) for account in without]),
        np.column_stack([account.exposure[1:] for account in without]),
        np.array([kinds.index(cell.entry) for cell in cells], dtype=np.int64),
        frequency_of(setting.bars).bars_per_year,
    )


def _entered(bars: pd.DataFrame, account: Account) -> Flags:
    """Return whether the account bought on each bar."""
    entries = pd.DatetimeIndex([trade.entry_date for trade in account.trades])
    return np.asarray(bars.index.isin(entries), dtype=bool)


def _excess(setting: Setting, account: Account) -> Floats:
    """Return total returns of an account less those of bills, by bar but the first.

    A position bought at an open was in bills the night before and gets no distribution of the day.
    """
    bought = _entered(setting.bars, account)
    earned = np.where(bought, 0.0, setting.dividends - setting.bills)
    return np.asarray(account.returns + (account.exposure * earned)[1:], dtype=np.float64)


def differing_columns(grid: StopGrid) -> Ints:
    """Return the columns of the cells that trade, and not as their entries without a stop do."""
    return _differing(grid, np.ones(len(grid.dates), dtype=bool), np.arange(len(grid.cells)))


def _differing(grid: StopGrid, rows: Flags, columns: Ints) -> Ints:
    without = grid.without_stop_exposure[rows].sum(axis=0)[grid.kind]
    traded = (grid.exposure[rows].sum(axis=0) > 0) & (without > 0)
    chosen: Ints = columns[traded[columns]]
    if not chosen.size:
        return chosen
    excess, unstopped = grid.excess[rows][:, chosen], grid.unstopped[rows][:, chosen]
    gain = excess - grid.matched_size(rows, chosen) * unstopped
    moves = [np.ptp(series, axis=0) > ROUNDING for series in (excess, unstopped, gain)]
    return np.asarray(chosen[np.logical_and.reduce(moves)], dtype=np.int64)


def select_columns(grid: StopGrid, columns: Ints) -> StopGrid:
    """Return the grid with a subset of the cells."""
    return replace(
        grid,
        cells=tuple(grid.cells[column] for column in columns),
        excess=grid.excess[:, columns],
        exposure=grid.exposure[:, columns],
        entered=grid.entered[:, columns],
        kind=grid.kind[columns],
    )


@dataclass(frozen=True, slots=True, eq=False)
class ResampledSums:
    """Resampled sums by calendar year of the excess returns of a grid.

    Parameters
    ----------
    cells : Floats
        Sums of the cells, of shape (draws, years, cells).
    without_stop : Floats
        Sums of the entries without a stop, of shape (draws, years, kinds).
    numbers : Floats
        Number of rows drawn, of shape (draws, years).
    block : float
        Mean block length, in bars.
    """

    cells: Floats
    without_stop: Floats
    numbers: Floats
    block: float


def resample_grids(
    rng: np.random.Generator, named: Mapping[str, StopGrid], *, block: float, draws: int
) -> dict[str, ResampledSums]:
    """Resample grids of the same bars jointly, in blocks (Politis & Romano 1994)."""
    parts = [part for grid in named.values() for part in (grid.excess, grid.without_stop)]
    years = year_numbers(next(iter(named.values())).dates)
    sums, numbers = multiple_comparison.resampled_sums(
        rng, np.column_stack(parts), years, block=block, draws=draws
    )
    edges = np.cumsum([part.shape[1] for part in parts])[:-1]
    drawn = np.split(sums, edges, axis=2)
    return {
        name: ResampledSums(drawn[2 * i], drawn[2 * i + 1], numbers, block)
        for i, name in enumerate(named)
    }


def year_numbers(dates: pd.DatetimeIndex) -> Ints:
    """Return the calendar year of each bar, counted from the first."""
    years: Ints = np.asarray(dates.year, dtype=np.int64)
    return np.asarray(years - years[0], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class BestCell:
    """The best cell in some years: its column, gain in annual Sharpe ratio, Hansen's p, entries.

    `years` has one flag per calendar year of the grid.
    """

    column: int
    gain: float
    p: float
    entries: int
    years: Flags = field(compare=False, repr=False)

    @property
    def effect(self) -> Effect:
        """The gain over no gain, if too little is left for an interval and an opposite p."""
        return Effect(
            value=self.gain,
            effect=self.gain,
            p=self.p,
            p_opposite=1.0,
            upper=float("inf"),
            n=self.entries,
            n_eff=self.entries,
        )


def best_cell(grid: StopGrid, drawn: ResampledSums, *, columns: Ints, years: Flags) -> BestCell:
    """Return the best of some cells in some calendar years, with Hansen's p for the choice.

    Cells are compared by mean gain over the benchmark of equal exposure. `years` has one flag per
    calendar year of the grid.

    Raises
    ------
    InsufficientData
        No cell trades in those years, or too few bars are left for the blocks.

    References
    ----------
    Hansen 2005: test for superior predictive ability.
    """
    rows = years[year_numbers(grid.dates)]
    chosen = _differing(grid, rows, columns)
    if not chosen.size:
        raise samples.InsufficientData("no stop was hit and no size was less than all")
    size = grid.matched_size(rows, chosen)
    means = (grid.excess[rows][:, chosen] - size * grid.unstopped[rows][:, chosen]).mean(axis=0)
    cells, without = (part[:, years].sum(axis=1) for part in (drawn.cells, drawn.without_stop))
    number = drawn.numbers[:, years].sum(axis=1, keepdims=True)
    if not number.all():
        raise samples.InsufficientData("a resampled path without a bar of these years")
    simulated = (cells[:, chosen] - size * without[:, grid.kind[chosen]]) / number
    test = multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(
            multiple_comparison.studentise(
                means, simulated, rows=int(rows.sum()), block=drawn.block
            )
        )
    )
    best = int(chosen[test.best])
    entries = int(grid.entered[rows, best].sum())
    return BestCell(best, grid.sharpe_gain(best, rows), test.p, entries, years)
