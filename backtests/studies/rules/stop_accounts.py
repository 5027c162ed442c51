"""Entries under many stops and sizes as accounts, and the best against none (METHODS 2.9 R4).

The benchmark of a cell is the same entries without a stop at a constant size, of the exposure that
the cell has on average. Its Sharpe ratio is that of the entries at full size, whatever the size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.event_account import Account, follow_trades
from backtests.engine.outcomes import Outcome, first_genuine_open, first_touch
from backtests.inference import multiple_comparison, samples
from backtests.inference.sharpe import sharpe_ratio
from data_feeds.series.bars import frequency_of
from signals.core.event import Event
from signals.levels.sizing import SIZE_NAMES, parse_size, share_of_cash
from signals.levels.stops import parse_stop
from strategies.engine.metrics import ROUNDING

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# METHODS 2.7: the rules that every entry can have; the other two need a breakout's base or record.
STOPS = ("5%", "8%", "10%", "atr:2", "atr:3", "trailing:10%", "chandelier:3", "time:63")
# METHODS 3.1: a position lasts a year at most.
HORIZON = 252
# METHODS 2.7: the longest that a stop or a size has to wait for, in bars; entries start after it.
WARM_UP = 22
NO_STOP = "none"
DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Cell:
    """A kind of entry under a stop and at a size."""

    entry: str
    stop: str
    size: str

    def __str__(self) -> str:
        size = "full size" if self.size == "full" else f"size by {self.size.replace(':', ' of ')}"
        return f"{self.entry} entries, stop {self.stop}, {size}"


@dataclass(frozen=True, slots=True, eq=False)
class StopGrid:
    """Cells and their benchmarks by bar but the first.

    `excess` is the return of a cell net of costs over what its position would have earned in
    bills, `exposure` the share of the account at risk, `entered` whether it bought, of shape (bars
    - 1, cells). `without_stop` and `without_stop_exposure` are those of each kind of entry without
    a stop at full size, (bars - 1, kinds), and `kind` says which of them is a cell's.
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
    def plain(self) -> Floats:
        """Excess returns of the entries of each cell without a stop at full size."""
        return self.without_stop[:, self.kind]

    def hold(
        self, rows: Flags | slice = slice(None), columns: Ints | slice = slice(None)
    ) -> Floats:
        """Size, by cell, at which the plain entries are as exposed on average over some bars."""
        without = self.without_stop_exposure[rows].mean(axis=0)[self.kind[columns]]
        found = self.exposure[rows][:, columns].mean(axis=0) / without
        return np.asarray(found, dtype=np.float64)

    @property
    def gain(self) -> Floats:
        """Excess returns of the cells over their benchmarks of equal exposure."""
        return self.excess - self.hold() * self.plain

    def sharpe_gain(self, column: int, rows: Flags | slice = slice(None)) -> float:
        """Sharpe ratio a year of a cell over that of its benchmark, on some bars."""
        found = sharpe_ratio(self.excess[rows, column]) - sharpe_ratio(self.plain[rows, column])
        return found * float(np.sqrt(self.bars_per_year))


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What accounts are followed on: bars for fills, and by bar what a position pays and costs.

    `dividends` is the return by distributions since the bar before, `bills` that of bills.
    """

    bars: pd.DataFrame
    dividends: Floats
    bills: Floats


Followed = Mapping[tuple[str, str], Sequence[Outcome]]


def follow_entries(bars: pd.DataFrame, entries: Mapping[str, Sequence[Event]]) -> Followed:
    """Follow each kind of entry under each stop and none, all from the bar on which all can be.

    Raises InsufficientData where there is no such bar.
    """
    genuine = first_genuine_open(bars)
    if max(WARM_UP, genuine) >= len(bars):
        raise samples.InsufficientData(
            f"{len(bars)} bars of the fund; expected more than {WARM_UP}"
        )
    start = bars.index[max(WARM_UP, genuine)]
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


def follow_cells(setting: Setting, followed: Followed, *, cost: float) -> StopGrid:
    """Turn the outcomes into accounts, one a cell; `cost` is paid on each side."""
    shares = {size: share_of_cash(setting.bars, parse_size(size)) for size in SIZE_NAMES}
    kinds = list(dict.fromkeys(name for name, _ in followed))
    cells = tuple(Cell(name, stop, size) for name in kinds for stop in STOPS for size in SIZE_NAMES)
    accounts = [
        follow_trades(setting.bars, followed[c.entry, c.stop], shares=shares[c.size], cost=cost)
        for c in cells
    ]
    without = [
        follow_trades(setting.bars, followed[name, NO_STOP], shares=shares["full"], cost=cost)
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
    found = np.zeros(len(bars), dtype=bool)
    entries = pd.DatetimeIndex([trade.entry_date for trade in account.trades])
    found[bars.index.get_indexer(entries)] = True
    return found


def _excess(setting: Setting, account: Account) -> Floats:
    """Returns with distributions, over bills.

    Who buys at an open was in bills in the night before it, and gets no distribution of that day.
    """
    bought = _entered(setting.bars, account)
    earned = np.where(bought, 0.0, setting.dividends - setting.bills)
    return np.asarray(account.returns + (account.exposure * earned)[1:], dtype=np.float64)


def bill_returns(days: pd.DatetimeIndex, yearly: pd.Series) -> Floats:
    """Return of bills over each bar from the rate, a yearly fraction, known the day before."""
    spans = np.diff(days.to_numpy()) / np.timedelta64(1, "D") / DAYS_PER_YEAR
    return np.concatenate(([0.0], yearly.to_numpy(dtype=np.float64)[:-1] * spans))


def that_differ(grid: StopGrid) -> Ints:
    """Return the columns of the cells that trade, and not just as their entries without a stop."""
    return _that_differ(grid, np.ones(len(grid.dates), dtype=bool), np.arange(len(grid.cells)))


def _that_differ(grid: StopGrid, rows: Flags, columns: Ints) -> Ints:
    without = grid.without_stop_exposure[rows].sum(axis=0)[grid.kind]
    traded = (grid.exposure[rows].sum(axis=0) > 0) & (without > 0)
    chosen: Ints = columns[traded[columns]]
    if not chosen.size:
        return chosen
    excess, plain = grid.excess[rows][:, chosen], grid.plain[rows][:, chosen]
    gain = excess - grid.hold(rows, chosen) * plain
    moves = [np.ptp(series, axis=0) > ROUNDING for series in (excess, plain, gain)]
    return np.asarray(chosen[np.logical_and.reduce(moves)], dtype=np.int64)


def only(grid: StopGrid, columns: Ints) -> StopGrid:
    """Return the grid of some cells alone."""
    return replace(
        grid,
        cells=tuple(grid.cells[column] for column in columns),
        excess=grid.excess[:, columns],
        exposure=grid.exposure[:, columns],
        entered=grid.entered[:, columns],
        kind=grid.kind[columns],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Resampled sums by calendar year of a grid's cells and of its entries without a stop.

    Shapes (draws, years, cells), (draws, years, kinds) and, for the rows drawn, (draws, years).
    """

    cells: Floats
    without_stop: Floats
    numbers: Floats
    block: float


def draw_grids(
    rng: np.random.Generator, named: Mapping[str, StopGrid], *, block: float, draws: int
) -> dict[str, Draws]:
    """Resample grids of the same bars together, in blocks (Politis & Romano 1994)."""
    parts = [part for grid in named.values() for part in (grid.excess, grid.without_stop)]
    years = year_numbers(next(iter(named.values())).dates)
    sums, numbers = multiple_comparison.resampled_sums(
        rng, np.column_stack(parts), years, block=block, draws=draws
    )
    edges = np.cumsum([part.shape[1] for part in parts])[:-1]
    drawn = np.split(sums, edges, axis=2)
    return {
        name: Draws(drawn[2 * i], drawn[2 * i + 1], numbers, block) for i, name in enumerate(named)
    }


def year_numbers(dates: pd.DatetimeIndex) -> Ints:
    """Calendar year of each bar, counted from the first."""
    years: Ints = np.asarray(dates.year, dtype=np.int64)
    return np.asarray(years - years[0], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Best:
    """The best cell of those compared: its column, its gain in Sharpe ratio a year, Hansen's p."""

    column: int
    gain: float
    p: float
    entries: int


def best_of(grid: StopGrid, drawn: Draws, *, columns: Ints, years: Flags) -> Best:
    """Pick the best of some cells in some calendar years, and ask whether luck did (Hansen 2005).

    The pick and its p are of mean gains over the benchmark of equal exposure. `years` has an
    entry for each calendar year of the grid.

    Raises
    ------
    InsufficientData
        No cell trades in those years, or too few bars are left for the blocks.
    """
    rows = years[year_numbers(grid.dates)]
    chosen = _that_differ(grid, rows, columns)
    if not chosen.size:
        raise samples.InsufficientData("no stop was hit and no size was less than all")
    hold = grid.hold(rows, chosen)
    means = (grid.excess[rows][:, chosen] - hold * grid.plain[rows][:, chosen]).mean(axis=0)
    cells, without = (part[:, years].sum(axis=1) for part in (drawn.cells, drawn.without_stop))
    number = drawn.numbers[:, years].sum(axis=1, keepdims=True)
    simulated = (cells[:, chosen] - hold * without[:, grid.kind[chosen]]) / number
    found = multiple_comparison.superior_predictive_ability_of(
        means, simulated, rows=int(rows.sum()), block=drawn.block
    )
    best = int(chosen[found.best])
    return Best(best, grid.sharpe_gain(best, rows), found.p, int(grid.entered[rows, best].sum()))
