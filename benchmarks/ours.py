"""rutcheck's compiled loops on the rule of the benchmark."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backtests.engine.fills import OPEN
from backtests.engine.outcomes import PriceArrays
from backtests.engine.parameter_grid import (
    PointEvents,
    Points,
    follow_events,
)
from backtests.engine.prepared_bars import PreparedBars
from backtests.studies.breakouts.path_kernel import (
    BarSteps,
    PathRules,
    PathStatistics,
    follow_paths,
)
from backtests.studies.breakouts.rules import BreakoutRules
from benchmarks.rule import Point, Trades
from data_feeds.series.bars import Frequency
from signals.levels.measured_move import TargetRule
from signals.levels.stops import StopRule

TARGET = TargetRule("mm-c")


def laid_out(points: list[Point]) -> Points:
    """Convert points to the input of the loops."""
    return Points.of(
        Frequency.DAILY,
        min_base=[p.base for p in points],
        min_depth=[p.depth for p in points],
        target=[TARGET] * len(points),
        stop=[StopRule("atr", p.multiple) for p in points],
        horizon=[p.horizon for p in points],
    )


def follow(prices: PriceArrays, points: Points) -> PointEvents:
    """Follow one study or a grid event by event, as a sweep does."""
    return follow_events(prices, points, genuine_from=0)


def paths(bars: pd.DataFrame, point: Point, *, block: float, draws: int) -> PathStatistics:
    """Find and follow breakouts on paths resampled in blocks (N2)."""
    rules = BreakoutRules(
        point.base,
        point.depth,
        target=TARGET.kind,
        stop=f"atr:{point.multiple}",
        horizon=point.horizon,
    )
    source = BarSteps.of(PreparedBars.of(bars))
    every = BarSteps(source.prices, source.steps, np.ones(len(bars), dtype=bool))
    return follow_paths(
        every, PathRules.of(rules, Frequency.DAILY), np.random.default_rng(0), draws, block, (0.0,)
    )[0]


def trades(events: PointEvents) -> Trades:
    """Return the closed trades of an account with one position at a time."""
    kept, busy_until = [], -1
    for i in range(events.signal.size):
        if events.cause[i] < OPEN or events.entry_price[i] != events.entry_price[i]:
            continue
        if events.signal[i] >= busy_until:
            if events.cause[i] == OPEN:
                break
            kept.append(i)
            busy_until = events.exit[i]
    return Trades(
        events.entry[kept], events.exit[kept], events.entry_price[kept], events.exit_price[kept]
    )
