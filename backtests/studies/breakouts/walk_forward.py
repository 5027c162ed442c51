"""Walk-forward analysis of breakout rules on one series (METHODS 3.13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from backtests.engine import entries
from backtests.engine.outcomes import holding_window
from backtests.engine.prepared_bars import PreparedBars
from backtests.engine.walk_forward import (
    Calendar,
    Trades,
    WalkForward,
    choose,
    days_of,
    train,
    walk_forward,
)
from backtests.studies.breakouts.definitions import STOPS, Signal, signals, targets
from backtests.studies.breakouts.hit_rate import follow_breakouts
from backtests.studies.breakouts.rules import BreakoutRules


@dataclass(frozen=True, slots=True, eq=False)
class BreakoutWalk:
    """Walk-forward analysis of `rules`, which its choices name by position."""

    rules: tuple[BreakoutRules, ...]
    walk: WalkForward

    @property
    def chosen(self) -> dict[int, dict[str, object]]:
        """The parameters of the rules that were chosen, without the cost that all share."""
        return {
            number: {name: value for name, value in asdict(rules).items() if name != "cost"}
            for number, rules in enumerate(self.rules)
            if number in self.walk.chosen
        }


def candidates(bars: PreparedBars, rules: BreakoutRules) -> tuple[BreakoutRules, ...]:
    """Return the rules to choose from, those given first.

    Bases, lookbacks, targets and stops of the specification curve (METHODS 3.5), on the bars as
    given and with one horizon, so that all have the same holding window.
    """
    primary = Signal(rules.min_base, rules.min_depth, rules.lookback, side=rules.side)
    found = [
        replace(
            rules,
            min_base=signal.min_base,
            min_depth=signal.min_depth,
            lookback=signal.lookback,
            target=target,
            stop=stop,
        )
        for signal in signals(bars.frame, primary)
        if signal.closes is None
        for target in targets(rules.target)
        for stop in dict.fromkeys((rules.stop, *STOPS))
    ]
    return tuple(found)


def walk_breakouts(
    bars: PreparedBars, rules: BreakoutRules, *, seed_record: float | None, years: int
) -> BreakoutWalk:
    """Choose among `candidates` before each block of years, and trade the choice in the block.

    Raises
    ------
    RuleError
        If the data are too short for a block.
    """
    index = pd.DatetimeIndex(bars.frame.index)
    calendar = Calendar.of(index[0], index[-1], years)
    tried = candidates(bars, rules)
    trades = Trades.joined(list(_trades(bars, tried, seed_record)))
    training = train(calendar, [trades], rules=len(tried))
    return BreakoutWalk(tried, walk_forward(calendar, training, choose(training), trades))


def _trades(
    bars: PreparedBars, tried: tuple[BreakoutRules, ...], seed_record: float | None
) -> Iterator[Trades]:
    """Yield the trades that each rule entered."""
    days = days_of(pd.DatetimeIndex(bars.frame.index))
    for number, rules in enumerate(tried):
        outcomes = follow_breakouts(bars, rules, seed_record=seed_record)
        entered = [o for o in outcomes if o.entry_date is not None and o.cause != "void"]
        aims = rules.target_rule.kind != "none"
        window = holding_window(bars.frequency, rules.stop_rule, rules.horizon)
        yield Trades.of(
            days,
            rule=np.full(len(entered), number),
            signal=np.array(entries.entry_positions(bars.frame, entered), np.int64) - 1,
            window=np.full(len(entered), window),
            net=np.array([np.nan if o.return_ is None else o.return_ for o in entered]),
            hit=np.array([o.cause == "target" if aims else np.nan for o in entered], np.float64),
        )
