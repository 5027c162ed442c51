"""Charts of returns after Fed cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import base_position
from backtests.report.plots.model import Colour, Line, Mark, Panel, Plot, Rule
from backtests.studies.easing.cycle_returns import CycleReturn


@dataclass(frozen=True, slots=True)
class CyclePath:
    """Total return of a cycle, 100 at the anchor, by months since."""

    name: str
    months: tuple[float, ...]
    level: tuple[float, ...]
    provisional: bool


def easing_paths(rows: Sequence[CycleReturn], total: pd.DataFrame, months: int) -> list[CyclePath]:
    """Return the total return of each cycle, 100 at its anchor, for `months` months."""
    paths = []
    for row in rows:
        start = base_position(total, row.anchor)
        if not 0 <= start < len(total) - 1:
            continue
        first = pd.Timestamp(total.index[start])
        window = total["close"].loc[first : first + pd.DateOffset(months=months, days=3)]
        days = (pd.DatetimeIndex(window.index) - first).days.to_numpy()
        level = 100 * window.to_numpy() / float(window.iloc[0])
        paths.append(
            CyclePath(
                f"last cut {row.anchor:%Y-%m}",
                tuple(float(x) for x in days / 30.4375),
                tuple(float(x) for x in level),
                row.provisional,
            )
        )
    return paths


def easing_plot(paths: Sequence[CyclePath], *, name: str = "the Russell 2000") -> Plot:
    """Plot the total return after the last cut of each cycle, 100 at the cut."""
    average = average_path(paths)
    marks: list[Mark] = [Rule("", 100.0)]
    marks += [_cycle_line(path) for path in paths]
    if average is not None:
        marks.append(Line("average of finished cycles", *average, "good", width=4))
    done = [p for p in paths if not p.provisional and p.months and p.months[-1] >= 11.5]
    higher = sum(p.level[-1] > 100 for p in done)
    title = (
        "No easing cycle is over yet"
        if average is None
        else (
            f"A year after the last cut {name} stood higher in {higher} of {len(done)} "
            f"cycles, on average by {average[1][-1] - 100:.0f}%"
        )
    )
    panel = Panel(marks, "total return, 100 at the last cut", height=360)
    return Plot(
        "easing",
        title,
        _easing_caption(paths),
        (panel,),
        x_title="months after the last cut",
        ticks={float(month): str(month) for month in range(0, 13, 3)},
    )


def _cycle_line(path: CyclePath) -> Line:
    covid = " 2020" in path.name
    colour: Colour = "bad" if covid else "wait" if path.provisional else "line"
    name = path.name if covid else f"{path.name} (may not be over)" if path.provisional else ""
    return Line(
        name or "each finished cycle",
        path.months,
        path.level,
        colour,
        width=2.4 if covid or path.provisional else 1.2,
        dash=path.provisional,
    )


def _easing_caption(paths: Sequence[CyclePath]) -> str:
    parts = ["Total return, set to 100 at the close of the announcement of the last cut."]
    if any(" 2020" in p.name for p in paths):
        parts.append("The red line is 2020, which lifts the average.")
    parts.append("Hindsight: which cut was the last is known only months to a year later.")
    if any(p.provisional for p in paths):
        parts.append("The dashed line is a cycle that may not be over; it is not in the average.")
    return " ".join(parts)


def average_path(paths: Sequence[CyclePath]) -> tuple[list[float], list[float]] | None:
    """Return the mean level of the finished cycles at each month; None without one."""
    done = [p for p in paths if not p.provisional and p.months and p.months[-1] >= 11.5]
    if not done:
        return None
    grid = [float(month) for month in range(13)]
    levels = [np.interp(grid, path.months, path.level) for path in done]
    return grid, [float(x) for x in np.mean(levels, axis=0)]
