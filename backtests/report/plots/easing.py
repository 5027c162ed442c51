"""Charts of returns after Fed cuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import base_position
from backtests.report.plots.model import Colour, Line, Mark, Panel, Plot, Rule
from backtests.runtime.wording import plural
from backtests.studies.easing.cycle_returns import CycleReturn, CycleRules
from signals.easing_cycle import Anchor

EVENTS: Mapping[Anchor, str] = {"first": "first cut", "last": "last cut", "pause": "pause"}


@dataclass(frozen=True, slots=True)
class CyclePath:
    """Total return of a cycle, 100 at the anchor, by months since."""

    name: str
    months: tuple[float, ...]
    level: tuple[float, ...]
    provisional: bool


def easing_paths(
    rows: Sequence[CycleReturn], total: pd.DataFrame, rules: CycleRules
) -> list[CyclePath]:
    """Return the total return of each cycle, 100 at its base close, for the months of `rules`."""
    paths = []
    for row in rows:
        start = base_position(total, row.anchor, base=rules.base)
        if not 0 <= start < len(total) - 1:
            continue
        first = pd.Timestamp(total.index[start])
        window = total["close"].loc[first : first + pd.DateOffset(months=rules.months, days=3)]
        days = (pd.DatetimeIndex(window.index) - first).days.to_numpy()
        level = 100 * window.to_numpy() / float(window.iloc[0])
        paths.append(
            CyclePath(
                f"{EVENTS[rules.anchor]} {row.anchor:%Y-%m}",
                tuple(float(x) for x in days / 30.4375),
                tuple(float(x) for x in level),
                row.provisional,
            )
        )
    return paths


def easing_plot(
    paths: Sequence[CyclePath],
    *,
    name: str = "the Russell 2000",
    rules: CycleRules = CycleRules(),  # noqa: B008
) -> Plot:
    """Plot the total return after the anchor of each cycle, 100 at its base close."""
    event, months = f"the {EVENTS[rules.anchor]}", rules.months
    average = average_path(paths, months=months)
    marks: list[Mark] = [Rule("", 100.0)]
    marks += [_cycle_line(path) for path in paths]
    if average is not None:
        marks.append(Line("average of finished cycles", *average, "good", width=4))
    done = _finished(paths, months=months)
    higher = sum(p.level[-1] > 100 for p in done)
    span = "A year" if months == 12 else plural(months, "month")
    title = (
        "No easing cycle is over yet"
        if average is None
        else (
            f"{span} after {event} {name} stood higher in {higher} of {len(done)} "
            f"cycles, on average by {average[1][-1] - 100:.0f}%"
        )
    )
    panel = Panel(marks, f"total return, 100 at {event}", height=360)
    step = 3 if months <= 24 else 12
    return Plot(
        "easing",
        title,
        _easing_caption(paths, rules),
        (panel,),
        x_title=f"months after {event}",
        ticks={float(month): str(month) for month in range(0, months + 1, step)},
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


def _easing_caption(paths: Sequence[CyclePath], rules: CycleRules) -> str:
    close = {"on": "the close of", "before": "the close before"}[rules.base]
    announced = "" if rules.anchor == "pause" else "the announcement of "
    parts = [f"Total return, set to 100 at {close} {announced}the {EVENTS[rules.anchor]}."]
    if any(" 2020" in p.name for p in paths):
        parts.append("The red line is 2020, which lifts the average.")
    if rules.anchor == "last":
        parts.append("Hindsight: which cut was the last is known only months to a year later.")
    if any(p.provisional for p in paths):
        parts.append("The dashed line is a cycle that may not be over; it is not in the average.")
    return " ".join(parts)


def average_path(
    paths: Sequence[CyclePath], *, months: int = 12
) -> tuple[list[float], list[float]] | None:
    """Return the mean level of the finished cycles at each month; None without one."""
    done = _finished(paths, months=months)
    if not done:
        return None
    grid = [float(month) for month in range(months + 1)]
    levels = [np.interp(grid, path.months, path.level) for path in done]
    return grid, [float(x) for x in np.mean(levels, axis=0)]


def _finished(paths: Sequence[CyclePath], *, months: int) -> list[CyclePath]:
    """Return the cycles that are over and whose paths reach the last month."""
    return [p for p in paths if not p.provisional and p.months and p.months[-1] >= months - 0.5]
