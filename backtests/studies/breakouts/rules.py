"""Parameters of a breakout study, and the detection of its events."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from backtests.engine.fills import BORROW, COST
from backtests.studies.parameters import MOST_TRADING_DAYS
from signals import breakout, recent_high
from signals.core.event import Event, RuleError
from signals.core.look_ahead import known_events
from signals.core.side import Side
from signals.levels.measured_move import TargetRule, parse_target, require_price
from signals.levels.stops import StopRule, parse_stop


@dataclass(frozen=True, slots=True)
class BreakoutRules:
    """Definition of a breakout and of the trade that follows it.

    Parameters
    ----------
    min_base : int
        Minimum length of the base in trading days.
    min_depth : float
        Minimum depth of the base as a fraction of the record.
    lookback : int, optional
        Trading days of the high to exceed; None for the record close.
    target, stop : str
        Rules in the syntax of `parse_target` and `parse_stop`.
    horizon : int
        Maximum holding period in trading days, at most `MOST_TRADING_DAYS`.
    cost : float
        Fraction of the price paid on each side.
    side : Side
        Long trades breakouts, short trades breakdowns (METHODS 2.13).
    borrow : float
        Fee a year for a short position, as a fraction of its value.

    Raises
    ------
    RuleError
        If the horizon or the fee is out of range, or if a short has a target at or below zero.
    """

    min_base: int = 20
    min_depth: float = 0.05
    lookback: int | None = None
    target: str = "mm-a"
    stop: str = "structural"
    horizon: int = 252
    cost: float = COST
    side: Side = Side.LONG
    borrow: float = BORROW

    def __post_init__(self) -> None:
        """Refuse values that no trade can have."""
        if not 0 <= self.borrow < 1:
            raise RuleError(f"borrow is {self.borrow:g}; expected a fraction, from 0 to below 1")
        require_price(self.target_rule, self.target, self.side)
        if not 1 <= self.horizon <= MOST_TRADING_DAYS:
            raise RuleError(
                f"horizon is {self.horizon}; expected 1 to {MOST_TRADING_DAYS:,} trading days"
            )

    @property
    def target_rule(self) -> TargetRule:
        """Parsed target; raises RuleError for a malformed one."""
        return parse_target(self.target)

    @property
    def has_target(self) -> bool:
        """Whether there is a target to hit, and so a hit rate."""
        return self.target_rule.kind != "none"

    @property
    def stop_rule(self) -> StopRule:
        """Parsed stop; raises RuleError for a malformed one."""
        return parse_stop(self.stop)


def find_events(
    bars: pd.DataFrame, rules: BreakoutRules, *, seed_record: float | None
) -> tuple[Event, ...]:
    """Find breakouts above the record close, or above the recent high if `lookback` is set.

    Of the short side, breakdowns below the record low or the recent low. `seed_record` is the
    record close from before the bars. It is not used with a `lookback`.
    """
    if rules.lookback is None:
        return breakout.find_events(
            bars,
            min_base=rules.min_base,
            min_depth=rules.min_depth,
            seed_record=seed_record,
            target=rules.target,
            side=rules.side,
        )
    return recent_high.find_events(
        bars,
        lookback=rules.lookback,
        min_base=rules.min_base,
        min_depth=rules.min_depth,
        target=rules.target,
        side=rules.side,
    )


def check_known(bars: pd.DataFrame, rules: BreakoutRules, *, seed_record: float | None) -> None:
    """Raise LookAheadError if a breakout of these bars depends on later data."""
    known_events(
        lambda known: find_events(known["bars"], rules, seed_record=seed_record),
        {"bars": bars},
        name=rules.side.breaks,
    )
