"""Cuts and hikes of the federal funds target, by size and by place in their cycle (METHODS 2.2)."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from signals.core.event import Event, RuleError
from signals.easing_cycle import find_cycles

Move = Literal["cut", "hike"]
MOVES: tuple[str, ...] = get_args(Move)
# Targets are quoted to thousandths of a percent.
_ROUNDING = 1e-9


def find_events(
    bars: pd.DataFrame, policy: pd.DataFrame, *, move: Move = "cut", basis_points: float = 0.0
) -> tuple[Event, ...]:
    """Find the first close on or after each announced move of at least `basis_points`.

    Parameters
    ----------
    bars : DataFrame
        Bars with a column `close`; announcements after the last or before the first give no event.
    policy : DataFrame
        Column `mid` in percent, by announcement date.
    move : {"cut", "hike"}
        Direction of the move.
    basis_points : float
        Least size of a move.

    Returns
    -------
    tuple of Event
        Events without target or stop. Details: `announced`, and `basis_points`, the size.
    """
    moves = announced(policy, move=move, basis_points=basis_points)
    days = pd.DatetimeIndex(bars.index)
    inside = moves[(moves.index >= days[0]) & (moves.index <= days[-1])]
    announcements = pd.DatetimeIndex(inside.index)
    at = days.searchsorted(announcements)
    closes = bars["close"].to_numpy(dtype=np.float64)[at].tolist()
    return tuple(
        Event(day, close, details={"announced": announcement, "basis_points": size})
        for day, close, announcement, size in zip(
            days[at], closes, announcements, inside.to_numpy(np.float64).tolist(), strict=True
        )
    )


def announced(policy: pd.DataFrame, *, move: Move, basis_points: float = 0.0) -> pd.Series:
    """Return the sizes of the moves in basis points, above zero, by announcement date.

    Raises RuleError for an unknown move.
    """
    if move not in MOVES:
        raise RuleError(f"no move {move!r}; expected {', '.join(MOVES)}")
    sizes = 100 * (policy["mid"].diff() if move == "hike" else -policy["mid"].diff())
    moves = sizes[sizes > 0]
    return moves[moves >= basis_points - _ROUNDING]


def cycle_days(
    policy: pd.DataFrame, *, move: Move, place: Literal["first", "last"], as_of: pd.Timestamp
) -> tuple[pd.Timestamp, ...]:
    """Return the first or last move of each cycle announced up to `as_of`, in hindsight.

    Cycles are those of METHODS 2.2; those of hikes are the cycles of the target with its sign
    turned. A first cycle that began before the record is left out, and so is the last move of a
    cycle that is not over.
    """
    levels = policy if move == "cut" else policy.assign(mid=-policy["mid"])
    cycles = [c for c in find_cycles(levels, as_of=as_of) if not c.left_censored]
    if place == "first":
        return tuple(c.first_cut for c in cycles)
    return tuple(c.last_cut for c in cycles if c.end_known is not None and c.end_known <= as_of)


def target_on(policy: pd.DataFrame, days: pd.DatetimeIndex) -> pd.Series:
    """Return the middle of the target in force at the end of each day; NaN before the record."""
    at = np.asarray(policy.index.searchsorted(days, side="right")) - 1
    levels = policy["mid"].to_numpy(dtype=np.float64)
    return pd.Series(np.where(at < 0, np.nan, levels[np.maximum(at, 0)]), index=days)
