"""Compare rutcheck's backtrader runner with plain backtrader, and time its parts."""

from __future__ import annotations

import pandas as pd

from benchmarks import peer_backtrader
from benchmarks.peer_backtrader import Setting
from benchmarks.rule import Point, Trades
from benchmarks.timing import Entrant
from signals import breakout
from signals.levels.stops import StopRule
from strategies.breakout_measured_move import BreakoutMeasuredMove
from strategies.engine.broker import PreloadedBars
from strategies.engine.event_runner import run
from strategies.engine.event_trade import Plan
from strategies.engine.runs import Run


def entrants(bars: pd.DataFrame, point: Point, *, runs: int = 3) -> dict[str, Entrant]:
    """Return rutcheck's runner, and backtrader with the fastest and with the same settings."""
    settings = {
        "plain": Setting(),
        "plain, with our feed": Setting(feed=PreloadedBars),
        "plain, bar by bar": Setting(runonce=False),
        "plain, bar by bar, value observer": Setting(runonce=False, value_observer=True),
    }
    plain = {
        f"runner: {name}": Entrant(lambda s=setting: peer_backtrader.one(bars, point, s), runs)
        for name, setting in settings.items()
    }
    return {"runner: rutcheck": Entrant(lambda: ours(bars, point), runs), **plain}


def ours(bars: pd.DataFrame, point: Point) -> Run:
    """Run the breakout strategy in rutcheck's runner, including its signals."""
    events = breakout.find_events(bars, min_base=point.base, min_depth=point.depth, target="mm-c")
    plan = Plan(events, StopRule("atr", point.multiple), point.horizon)
    return run(BreakoutMeasuredMove, plan, signal_bars=bars, traded_bars=bars, cost=0.0)


def trades(found: Run, bars: pd.DataFrame) -> Trades:
    """Return the closed trades by bar."""
    closed = found.trades
    return Trades(
        bars.index.get_indexer(pd.DatetimeIndex([t.entry_date for t in closed])),
        bars.index.get_indexer(pd.DatetimeIndex([t.exit_date for t in closed])),
        pd.Series([t.entry for t in closed], dtype=float).to_numpy(),
        pd.Series([t.exit for t in closed], dtype=float).to_numpy(),
    )
