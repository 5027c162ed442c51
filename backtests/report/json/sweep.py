"""The JSON document of `rutcheck sweep`."""

from __future__ import annotations

from backtests.runtime.serialization import SCHEMA
from backtests.sweep.folder import Sweep
from backtests.sweep.summary import Summary


def sweep_json(sweep: Sweep, summary: Summary) -> dict[str, object]:
    """Return the document of `sweep --json`."""
    specification = sweep.specification
    return {
        "schema": SCHEMA,
        "folder": str(sweep.folder),
        "symbols": specification.symbols,
        "points": sweep.blocks[-1][1],
        "data": specification.data,
        "best_of_all_tried": luck_line(summary),
        "summary": summary,
    }


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
