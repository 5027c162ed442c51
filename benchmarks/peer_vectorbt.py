"""vectorbt on the rule of the benchmark: signals in numpy, positions by its numba engine.

Its stops do not watch the bar of the entry and its exits take the stop before an open beyond the
target. To fill as the rule says, each bar is laid out as two rows, its open and the whole of it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import vectorbt as vbt
from numba import njit
from vectorbt.portfolio.enums import StopEntryPrice

from benchmarks.rule import Floats, Ints, Point, Trades, breaks, deep, wilder

# Cash that never runs out for one share.
CASH = 1e9
# Columns simulated at once; more would need gigabytes.
COLUMNS = 100


@njit(cache=True)
def signals(context, enters, horizon, due):  # type: ignore[no-untyped-def]
    """Enter where flagged while out; leave on the last row of the horizon."""
    if context.position_now == 0:
        if enters[context.i, context.col]:
            due[context.col] = context.i + 2 * horizon[context.col] - 1
            return True, False, False, False
        return False, False, False, False
    return False, context.i >= due[context.col], False, False


def laid_out(bars: tuple[Floats, ...]) -> tuple[Floats, ...]:
    """Return two rows per bar: its open as all four prices, then the bar."""
    rows = tuple(np.empty((2 * bars[0].size, 1)) for _ in bars)
    for row, column in zip(rows, bars, strict=True):
        row[::2, 0], row[1::2, 0] = bars[0], column
    return rows


def entries(
    bars: tuple[Floats, ...], points: list[Point], rows: int
) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """Return entry flags, and stops and targets as fractions of the entry, a column per point."""
    open_, high, low, close = bars
    at, record_at, record, lowest = breaks(close)
    ranges = wilder(high, low, close)
    enters = np.zeros((rows, len(points)), dtype=bool)
    stops, targets = (np.full((rows, len(points)), np.nan) for _ in range(2))
    inside = at + 1 < close.size
    at, record_at, record, lowest = (found[inside] for found in (at, record_at, record, lowest))
    price, goal, length = open_[at + 1], 2 * record - lowest, at - record_at
    for column, point in enumerate(points):
        stop = point.multiple * ranges[at]
        kept = (
            (length >= point.base) & deep(lowest, record, point.depth) & (price < goal) & (stop > 0)
        )
        row = (rows // close.size) * (at[kept] + 1)
        enters[row, column] = True
        stops[row, column] = stop[kept] / price[kept]
        targets[row, column] = goal[kept] / price[kept] - 1
    return enters, stops, targets


def follow(bars: tuple[Floats, ...], points: list[Point]) -> vbt.Portfolio:
    """Simulate up to `COLUMNS` points side by side."""
    rows = laid_out(bars)
    enters, stops, targets = entries(bars, points, rows[0].size)
    return vbt.Portfolio.from_signals(
        close=pd.DataFrame(np.broadcast_to(rows[3], (rows[3].size, len(points)))),
        open=rows[0],
        high=rows[1],
        low=rows[2],
        signal_func_nb=signals,
        signal_args=(
            enters,
            np.array([p.horizon for p in points]),
            np.zeros(len(points), dtype=np.int64),
        ),
        sl_stop=stops,
        tp_stop=targets,
        stop_entry_price=StopEntryPrice.FillPrice,
        size=1.0,
        init_cash=CASH,
        freq="D",
    )


def one(bars: tuple[Floats, ...], point: Point) -> npt.NDArray[np.void]:
    """Return the trade records of one point."""
    return follow(bars, [point]).trades.records_arr


def many(bars: tuple[Floats, ...], points: list[Point]) -> Floats:
    """Return the sum of the returns of each point."""
    totals = np.zeros(len(points))
    for start in range(0, len(points), COLUMNS):
        records = follow(bars, points[start : start + COLUMNS]).trades.records_arr
        closed = records[records["status"] == 1]
        np.add.at(totals, start + closed["col"], closed["exit_price"] / closed["entry_price"] - 1)
    return totals


def trades(records: npt.NDArray[np.void]) -> Trades:
    """Return the closed trades by bar."""
    closed = records[records["status"] == 1]
    entry: Ints = closed["entry_idx"] // 2
    return Trades(entry, closed["exit_idx"] // 2, closed["entry_price"], closed["exit_price"])


def one_row_a_bar(bars: tuple[Floats, ...], point: Point) -> npt.NDArray[np.void]:
    """Simulate with one row per bar, the usual way: faster, with other fills on some bars."""
    enters, stops, targets = entries(bars, [point], bars[0].size)
    open_, high, low, close = bars
    return vbt.Portfolio.from_signals(
        close=pd.Series(close),
        open=open_,
        high=high,
        low=low,
        entries=enters[:, 0],
        exits=np.zeros(close.size, dtype=bool),
        price=open_,
        sl_stop=stops[:, 0],
        tp_stop=targets[:, 0],
        stop_entry_price=StopEntryPrice.FillPrice,
        size=1.0,
        init_cash=CASH,
        freq="D",
    ).trades.records_arr


def paths(steps: Floats, start: Floats, point: Point, *, block: float, draws: int) -> Floats:
    """Follow paths that arch resampled; return sums of returns."""
    from arch.bootstrap import StationaryBootstrap

    drawn = StationaryBootstrap(block, steps, seed=np.random.default_rng(0))
    totals = []
    for (sampled,), _ in drawn.bootstrap(draws):
        close = start[3] * np.concatenate(([1.0], np.cumprod(sampled[:, 3])))
        others = (np.concatenate((start[k : k + 1], close[:-1] * sampled[:, k])) for k in range(3))
        totals.append(many((*others, close), [point])[0])
    return np.array(totals)
