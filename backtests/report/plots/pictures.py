"""Charts as pictures, which cannot be zoomed: as many bars as fit, and no detail."""

from __future__ import annotations

import math
from dataclasses import replace

from backtests.report.plots.model import Bars, Line, Mark, Plot, Spans

# Most bars that a bar of a picture combines; above it a line of closes is drawn.
MOST_COMBINED = 4


def pictured(plot: Plot, *, most: int) -> Plot:
    """Return a chart as a picture shows it.

    Details are left out. A chart of more than `most` bars combines each few into one, or shows the
    line of closes if those would be more than `MOST_COMBINED`.
    """
    panels = [
        replace(
            panel,
            marks=[
                _fitted(mark, most)
                for mark in panel.marks
                if not (isinstance(mark, Spans) and mark.detail)
            ],
        )
        for panel in plot.panels
    ]
    return replace(plot, panels=panels)


def _fitted(mark: Mark, most: int) -> Mark:
    if not isinstance(mark, Bars):
        return mark
    size = math.ceil(len(mark.x) / max(most, 1))
    if size > MOST_COMBINED:
        return Line("close", mark.x, mark.close, "line", width=1.2)
    return combined(mark, size)


def combined(bars: Bars, size: int) -> Bars:
    """Combine each `size` bars into one, counted from the last."""
    if size <= 1:
        return bars
    ends = range(len(bars.x), 0, -size)
    parts = [slice(max(end - size, 0), end) for end in reversed(ends)]
    return replace(
        bars,
        x=[bars.x[part][-1] for part in parts],
        open=[bars.open[part][0] for part in parts],
        high=[max(bars.high[part]) for part in parts],
        low=[min(bars.low[part]) for part in parts],
        close=[bars.close[part][-1] for part in parts],
    )
