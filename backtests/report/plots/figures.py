"""Draw charts as matplotlib figures, for Python."""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backtests.report.plots.labels import Box, Label, level_labels, uncluttered
from backtests.report.plots.model import (
    HEX,
    Band,
    Bars,
    Columns,
    Line,
    Mark,
    Panel,
    Plot,
    Points,
    Rule,
    Shape,
    Spans,
    x_limits,
    x_ticks,
    y_limits,
    y_ticks,
)
from backtests.report.plots.pictures import pictured

MARKERS: Mapping[Shape, str] = {
    "circle": "o",
    "ring": "o",
    "up": "^",
    "down": "v",
    "right": ">",
    "square": "s",
    "diamond": "D",
    "cross": "x",
}
# Inches: width of a picture, height of a row.
WIDE, ROW = 9.6, 0.19
# Pixels of a chart on the page per inch of the picture.
PIXELS = 88
# Longest line of a title, in characters.
TITLE_LENGTH = 100
MOST_DATES = 12
# Most bars of prices across a picture.
MOST_BARS = 300
# Points of an inch; inches of the labels of the y axis; points of the type of labels and of an
# average character of it.
POINTS, MARGIN = 72.0, 0.7
LABEL, LETTER = 7.0, 4.0
# Shapes that are outlines.
OPEN = ("ring",)


class NotebookFigure(Figure):
    """A figure that a notebook shows, whether or not pyplot has been set up to draw in it."""

    def _repr_png_(self) -> bytes:
        image = io.BytesIO()
        FigureCanvasAgg(self).print_png(image)  # type: ignore[no-untyped-call]
        return image.getvalue()


def figure_of(*plots: Plot) -> NotebookFigure:
    """Draw charts as a matplotlib figure, one below the other."""
    plots = tuple(pictured(plot, most=MOST_BARS) for plot in plots)
    heights = [sum(_heights(plot)) + 1.3 for plot in plots]
    figure = NotebookFigure(figsize=(WIDE, sum(heights)), layout="constrained")
    FigureCanvasAgg(figure)
    if len(plots) == 1:
        _draw(figure, plots[0])
        return figure
    parts = figure.subfigures(len(plots), 1, squeeze=False, height_ratios=heights)
    for part, plot in zip(parts[:, 0], plots, strict=True):
        _draw(part, plot)
    return figure


def _heights(plot: Plot) -> list[float]:
    return [ROW * len(p.rows) if p.rows else p.height / PIXELS for p in plot.panels]


def _draw(figure: Any, plot: Plot) -> None:
    """Draw a chart on a figure or a part of one."""
    heights = [max(height, 0.3) for height in _heights(plot)]
    rows = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
    named: set[str] = set()
    for axes, panel in zip(rows, plot.panels, strict=True):
        _panel(axes, panel)
        _legend(axes, named)
        _labels(axes, panel, x_limits(plot))
    _x_axis(rows[-1], plot)
    lines = [textwrap.fill(line, TITLE_LENGTH) for line in plot.title.splitlines()]
    figure.suptitle("\n".join(lines), fontsize=11, x=0.01, ha="left")


def _panel(axes: Any, panel: Panel) -> None:
    axes.grid(alpha=0.25, axis="x" if panel.rows else "both")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(panel.title, fontsize=9, loc="left")
    axes.set_yscale(panel.scale)
    axes.set_ylim(*y_limits(panel))
    axes.minorticks_off()
    if panel.rows:
        axes.set_yticks(range(len(panel.rows)), list(panel.rows), fontsize=7)
    else:
        axes.set_yticks(*_unzipped(y_ticks(panel)), fontsize=8)
    for mark in panel.marks:
        _mark(axes, mark)


def _legend(axes: Any, named: set[str]) -> None:
    """Add the legend of a panel without the names of those above, and these to `named`."""
    handles, labels = axes.get_legend_handles_labels()
    pairs = zip(labels, handles, strict=True)
    one_each = {label: handle for label, handle in pairs if label not in named}
    named.update(one_each)
    if one_each:
        axes.legend(
            one_each.values(), one_each.keys(), edgecolor="none", framealpha=0.8, fontsize=7
        )


def _labels(axes: Any, panel: Panel, limits: tuple[float, float]) -> None:
    """Label the levels of a panel, each above the right end of its line."""
    from matplotlib.patheffects import withStroke

    wide, high = POINTS * (WIDE - MARGIN), POINTS * panel.height / PIXELS
    low, top = y_limits(panel)
    scaled = math.log if panel.scale == "log" else float

    def height(label: Label) -> float:
        return (scaled(label.y) - scaled(low)) / (scaled(top) - scaled(low)) * high

    def places(label: Label) -> list[Box]:
        width, left = LETTER * len(label.text), 4.0
        if math.isfinite(label.end):
            right = (label.end - limits[0]) / (limits[1] - limits[0]) * wide
            left = max(right - width, left)
        bottoms = (height(label) + 1.5, height(label) - 1.5 - LABEL)
        return [(left, bottom, left + width, bottom + LABEL) for bottom in bottoms]

    for label, (left, bottom, right, _) in uncluttered(level_labels(panel), places):
        at_left = math.isinf(label.end)
        text = axes.annotate(
            label.text,
            ((left if at_left else right) / wide, label.y),
            xycoords=("axes fraction", "data"),
            xytext=(0, bottom - height(label)),
            textcoords="offset points",
            fontsize=LABEL,
            ha="left" if at_left else "right",
            va="bottom",
            color=HEX["ink"],
            path_effects=[withStroke(linewidth=2, foreground="white")],
            annotation_clip=True,
        )
        text.set_in_layout(False)


def _x_axis(axes: Any, plot: Plot) -> None:
    limits = x_limits(plot)
    axes.set_xlim(*limits)
    axes.set_xticks(*_unzipped(x_ticks(plot, *limits, most=MOST_DATES)), fontsize=8)
    axes.set_xlabel(plot.x_title, fontsize=9)


def _unzipped(ticks: Sequence[tuple[float, str]]) -> tuple[list[float], list[str]]:
    return [place for place, _ in ticks], [text for _, text in ticks]


def _mark(axes: Any, mark: Mark) -> None:
    colour = HEX["line"] if isinstance(mark, Bars) else HEX[mark.colour]
    named = {"color": colour, "label": mark.name or None}
    match mark:
        case Line():
            drawstyle = "steps-post" if mark.steps else "default"
            axes.plot(mark.x, mark.y, drawstyle=drawstyle, **_stroke(mark), **named)
        case Band():
            step = "post" if mark.steps else None
            axes.fill_between(
                mark.x, mark.low, mark.high, alpha=0.18, linewidth=0, step=step, **named
            )
        case Points():
            marker, area = MARKERS[mark.shape], mark.size**2
            # The outline in white keeps marks apart that cover each other.
            style = {"edgecolors": "white", "linewidths": 0.4} if mark.shape != "cross" else {}
            if mark.shape in OPEN:
                style = {"facecolors": "none", "edgecolors": colour, "linewidths": 1.4}
                named = {"label": named["label"]}
            axes.scatter(mark.x, mark.y, marker=marker, zorder=3, s=area, **style, **named)
        case Spans():
            # One line with gaps: the placement of the legend avoids lines only.
            gaps = np.full(len(mark.y), np.nan)
            x = np.column_stack([mark.start, mark.end, gaps]).ravel()
            y = np.repeat(mark.y, 3)
            axes.plot(x, y, solid_capstyle="butt", **_stroke(mark), **named)
        case Columns():
            left, right = np.asarray(mark.start), np.asarray(mark.end)
            axes.bar(left, mark.y, width=0.95 * (right - left), align="edge", **named)
        case Bars():
            axes.vlines(mark.x, mark.low, mark.high, linewidth=0.8, **named)
            axes.scatter(mark.x, mark.close, marker="_", s=6, color=colour, linewidths=0.8)
        case Rule():
            _rule(axes, mark, colour)


def _stroke(mark: Line | Spans) -> dict[str, Any]:
    return {"linewidth": 0.8 * mark.width, "linestyle": "--" if mark.dash else "-"}


def _rule(axes: Any, mark: Rule, colour: str) -> None:
    if mark.across == "y":
        axes.axhline(mark.at, color=colour, linestyle=":", linewidth=1.3, label=mark.legend or None)
        return
    axes.axvline(mark.at, color=colour, linewidth=1.6)
    axes.annotate(
        mark.name,
        (mark.at, 0.97),
        xycoords=("data", "axes fraction"),
        fontsize=8,
        xytext=(4, 0),
        textcoords="offset points",
        va="top",
    )
