"""Test how often, and by how much, the Fed cut or raised its target in a span of time."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.runtime.wording import plural
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Count, Day, MoveSize, any_of, not_before
from signals.policy_moves import MOVES, Move, announced

# The Fed moves in steps of a quarter of a point, or in eighths before 1994.
STEP = 12.5
METHOD = Method(
    "The moves ({move}) of the federal funds target ({policy}) announced from {start} to {end}, "
    "both included[: {count} of them][: {least} or more of them][, {basis_points} in all]",
    by_fact("it is so", "it is not"),
)
RULES = (not_before("start", "end"), any_of("count", "least", "basis_points"))


def examine(
    context: Context,
    *,
    policy: pd.DataFrame,
    start: Day,
    end: Day,
    move: Literal["cut", "hike", "change"],
    count: Count | None = None,
    least: Count | None = None,
    basis_points: MoveSize | None = None,
) -> Evidence:
    """Count the announced moves of a span and add up their sizes.

    Parameters
    ----------
    context : Context
        Data end of the run; later spans are not tested.
    policy : pd.DataFrame
        Federal funds target by announcement date, with a column `mid` in percent.
    start : pd.Timestamp
        First day; a day without a row is a day without a change.
    end : pd.Timestamp
        Last day.
    move : {"cut", "hike", "change"}
        Kind of move; "change" is either.
    count : int, optional
        Stated number; 0 for "left unchanged".
    least : int, optional
        Smallest number that makes the statement right; 1 for "the Fed cut" without a number.
    basis_points : float, optional
        Stated sum of the sizes; must be given if neither `count` nor `least` is.
    """
    if context.as_of < end:
        return Evidence(MissingCheck(f"not tested: the data end before {end:%Y-%m-%d}"))
    kinds: tuple[Move, ...] = tuple(one for one in ("cut", "hike") if move in (one, "change"))
    assert set(kinds) <= set(MOVES)
    moves = pd.concat([announced(policy, move=one) for one in kinds]).sort_index().loc[start:end]
    days = ", ".join(f"{day:%Y-%m-%d}" for day in moves.index) or "none"
    total = float(moves.sum())
    figures, estimates = [], []
    if count is not None:
        figures.append(Figure(f"{move}s", count, (len(moves),), 0, unit=""))
    if basis_points is not None:
        name = f"size of the {move}s"
        figures.append(Figure(name, basis_points, (total,), STEP / 2, unit="bp"))
    estimates.append(
        Estimate(f"{move}s announced", float(len(moves)), "count", claimed=count, note=days)
    )
    estimates.append(
        Estimate(
            f"{move}s, sum of their sizes",
            total / 10_000,
            "percentage points",
            claimed=None if basis_points is None else basis_points / 10_000,
            note=f"{total:.0f} basis points",
        )
    )
    enough = f"at least {plural(least or 0, move)}, found {len(moves)}"
    directions = () if least is None else ((enough, len(moves) >= least),)
    return Evidence(FactCheck(tuple(figures), directions), tuple(estimates))
