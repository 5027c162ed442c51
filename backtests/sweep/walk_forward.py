"""Walk-forward analysis of a sweep: one point for all symbols, chosen anew in each block of years.

Points are compared over all symbols together, by the trades before the block (METHODS 3.13).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from backtests.engine.fills import OPEN, TARGET
from backtests.engine.parameter_grid import follow_events
from backtests.engine.walk_forward import (
    NEVER,
    Calendar,
    Trades,
    WalkForward,
    choose,
    day,
    train,
    walk_forward,
)
from backtests.runtime.progress import ProgressCallback
from backtests.sweep.chunk import SymbolBars, points_of
from backtests.sweep.folder import WALK_FORWARD, BarsReader, Specification, Sweep
from backtests.sweep.grid import Point
from data_feeds.files.atomic import write_atomically
from signals.levels.measured_move import NO_TARGET


@dataclass(frozen=True, slots=True, eq=False)
class SweepWalk:
    """Walk-forward analysis of a sweep; `chosen` has the points that it names by index."""

    walk: WalkForward
    chosen: Mapping[int, Point]


def sweep_calendar(specification: Specification, years: int) -> Calendar:
    """Return the blocks from the first day of any symbol to the last; RuleError if none fits."""
    data = specification.data.values()
    first = min(pd.Timestamp(known["first"]) for known in data)
    last = max(pd.Timestamp(known["last"]) for known in data)
    return Calendar.of(first, last, years)


def walk_sweep(
    sweep: Sweep, read: BarsReader, *, years: int, progress: ProgressCallback
) -> SweepWalk:
    """Choose among the points of a sweep before each block, and write the trades of the choices.

    All points are followed once, in blocks of points: memory grows with points and blocks of years,
    not with trades. `progress` is called with each symbol of this pass.
    """
    calendar = sweep_calendar(sweep.specification, years)
    points, symbols = sweep.specification.points, sweep.specification.symbols

    def every() -> Iterator[Trades]:
        for number, symbol in enumerate(symbols):
            bars = _bars(sweep, read, symbol)
            for first, end in sweep.blocks:
                yield trades_on(bars, points[first:end], first, sweep, symbol=number)
            progress(symbol)

    training = train(calendar, every(), rules=len(points))
    choices = choose(training)
    wanted = sorted({choice.rule for choice in choices if choice is not None})
    trades = Trades.joined(
        [
            trades_on(_bars(sweep, read, symbol), [points[rule]], rule, sweep, symbol=number)
            for number, symbol in enumerate(symbols)
            for rule in wanted
        ]
        or [trades_on(_bars(sweep, read, symbols[0]), [], 0, sweep)]
    )
    walk = walk_forward(calendar, training, choices, trades)
    write_atomically(sweep.folder / WALK_FORWARD, _file(walk, sweep))
    return SweepWalk(walk, {rule: points[rule] for rule in walk.chosen})


def _bars(sweep: Sweep, read: BarsReader, symbol: str) -> SymbolBars:
    return SymbolBars.of(
        read(symbol),
        symbol=symbol,
        cash_rate=None,
        first_month=0,
        seeded=symbol in sweep.specification.seeded,
        side=sweep.specification.side,
        borrow=sweep.specification.borrow,
    )


def trades_on(
    bars: SymbolBars, points: Sequence[Point], first: int, sweep: Sweep, *, symbol: int = 0
) -> Trades:
    """Return the trades that points entered on a symbol; `first` is the index of the first one."""
    rules = points_of(points, bars.frequency)
    events = follow_events(
        bars.prices,
        rules,
        genuine_from=bars.genuine_from,
        seed_record=bars.seed_record,
        cost=sweep.specification.cost,
        frequency=bars.frequency,
        fees=bars.fees,
    )
    entered = (events.cause >= OPEN) & (events.entry < bars.day.size)
    point, cause = events.point[entered], events.cause[entered]
    return Trades.of(
        bars.day.astype(np.int64),
        symbol=symbol,
        rule=point + first,
        signal=events.signal[entered],
        window=rules.horizon[point],
        net=np.where(cause > OPEN, events.net_return[entered], np.nan),
        hit=np.where(rules.target[point] == NO_TARGET, np.nan, cause == TARGET),
    )


def _file(walk: WalkForward, sweep: Sweep) -> bytes:
    """Return the Parquet file of the out-of-sample trades; a trade that is open has no return.

    Its metadata say what was walked: the years of a block and the number of rules.
    """
    trades, symbols = walk.trades, sweep.specification.symbols
    table = pa.table(
        {
            "symbol": pa.array([symbols[at] for at in trades.symbol], pa.string()),
            "point": trades.rule,
            "signal": _dates(trades.signal),
            "window_end": _dates(trades.window_end),
            "net_return": pa.array(trades.net, from_pandas=True),
            "hit": pa.array(trades.hit, from_pandas=True).cast(pa.bool_()),
        }
    ).replace_schema_metadata({"years": str(walk.years), "rules": str(walk.rules)})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _dates(days: np.ndarray) -> pa.Array:
    return pa.array([None if at == NEVER else day(int(at)).date() for at in days], pa.date32())
