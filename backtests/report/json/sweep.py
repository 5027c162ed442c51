"""The JSON document of `rutcheck sweep`."""

from __future__ import annotations

from collections.abc import Sequence

from backtests.report.answers.sweep import sweep_answer
from backtests.report.json.walk_forward import walk_forward_json
from backtests.runtime.serialization import SCHEMA
from backtests.sweep.folder import Sweep
from backtests.sweep.summary import Summary
from backtests.sweep.walk_forward import SweepWalk


def sweep_json(
    sweep: Sweep,
    summary: Summary,
    notices: Sequence[str] = (),
    *,
    walk: SweepWalk | None = None,
) -> dict[str, object]:
    """Return the document of `sweep --json`; `notices` are those of the data."""
    specification = sweep.specification
    return {
        "schema": SCHEMA,
        "folder": str(sweep.folder),
        "symbols": specification.symbols,
        "points": sweep.blocks[-1][1],
        "data": specification.data,
        "best_of_all_tried": luck_line(summary),
        "notices": (*notices, *cash_notices(sweep)),
        "summary": summary,
        "answer": sweep_answer(sweep, summary).json(),
        "walk_forward": (
            None if walk is None else walk_forward_json(walk.walk, points_json(walk), trades=False)
        ),
    }


def points_json(walk: SweepWalk) -> dict[int, dict[str, object]]:
    """Return the parameters of the points that a walk-forward analysis chose, by index."""
    return {number: point._asdict() for number, point in walk.chosen.items()}


def cash_notices(sweep: Sweep) -> tuple[str, ...]:
    """Return a line on bars at which the rate of cash is not known, if there are any."""
    missing = {
        symbol: found["rows_without_cash_rate"]
        for symbol, found in sweep.specification.data.items()
        if found["rows_without_cash_rate"]
    }
    if not missing:
        return ()
    worst = max(missing, key=missing.__getitem__)
    return (
        f"the rate of cash is not known at {sum(missing.values()):,} bars (symbols: "
        f"{len(missing):,}; most of {worst}, {missing[worst]:,}): returns there are over 0, not "
        "over cash",
    )


def luck_line(summary: Summary) -> str:
    """Return a line on the number tried and on what luck alone would give the best."""
    luck = summary.luck
    tried = f"best of {luck.trials:,} tried"
    best = next((b for b in summary.best if b.metric == "sharpe_excess"), None)
    if luck.sharpe is None or best is None or luck.ability is None:
        return f"{tried}: too few can be tested to say what luck alone would give"
    own = best.row["sharpe_excess"] * best.row["bars_per_year"] ** 0.5
    return (
        f"{tried}; luck alone would give a Sharpe ratio over a hold of {luck.sharpe:.2f} a year, "
        f"the best shows {own:.2f}; p = {luck.ability.p:.3f} that the best return over a hold is "
        "luck"
    )
