"""Backtests, statistical inference, verdicts on claims, reports and the command line.

For notebooks, the package has the studies as functions that return frames, numbers and figures:
`breakout_study`, `universe_study`, `scan`, `easing_study`, `check_claims`, `standing_claims`,
`strategy_run`; see `backtests.notebook`. Within `csv_layout` files are read as it states, and
`schema` describes the numbers.
"""

from __future__ import annotations

# As in `typing`, of which the import takes longer than that of the entry point of the command.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from backtests.notebook import (
        breakout_study,
        check_claims,
        csv_layout,
        easing_study,
        scan,
        standing_claims,
        strategy_run,
        universe_study,
    )
    from backtests.report.json.schemas.documents import schema

__all__ = [
    "breakout_study",
    "check_claims",
    "csv_layout",
    "easing_study",
    "scan",
    "schema",
    "standing_claims",
    "strategy_run",
    "universe_study",
]


def __getattr__(name: str) -> Any:
    """Import a study on first use, to keep `rutcheck --help` fast."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "schema":
        from backtests.report.json.schemas.documents import schema

        return schema
    from backtests import notebook

    return getattr(notebook, name)


def __dir__() -> list[str]:
    """List the studies too, for completion."""
    return sorted({*globals(), *__all__})
