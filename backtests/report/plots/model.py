"""The description of a chart: marks on panels that share an x axis, title and caption.

`svg` draws it for the page and for print, `interactive` describes it to the script of the page,
`png` draws it as an image, and `csv_of` returns its data.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from backtests.runtime.csv_text import csv_of_rows

Colour = Literal["good", "bad", "doubt", "wait", "none", "line", "ink"]
Shape = Literal["circle", "ring", "up", "down", "right", "square", "diamond", "cross"]
Scale = Literal["linear", "log"]
Unit = Literal["number", "percent", "date"]
# What a chart shows: series over time to be zoomed, estimates that a table repeats, the definitions
# of a curve.
Kind = Literal["series", "numbers", "definitions", "other"]
# Colours with contrast on white that differ for colour-blind readers; shapes differ as well.
HEX: Mapping[Colour, str] = {
    "good": "#18794e",
    "bad": "#c9342b",
    "doubt": "#b7791f",
    "wait": "#2b6cb8",
    "none": "#7d8590",
    "line": "#5a6f9c",
    "ink": "#3d444d",
}
# Significant digits of the numbers in a download; the results file has all digits.
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; NaN in `y` is a gap, `steps` keeps each value up to the next x."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    colour: Colour
    width: float = 1.5
    dash: bool = False
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded area between two lines."""

    name: str
    x: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    colour: Colour
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Marks at points; `notes` are their tooltips, `labels` the texts beside them in a picture."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    colour: Colour
    shape: Shape = "circle"
    size: float = 5.0
    notes: Sequence[str] = ()
    labels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Spans:
    """Horizontal lines from `start` to `end` at `y`.

    `level` is what each is a price of, as in "target"; the lines are then labelled with it and y.
    `detail` leaves them to charts that can be zoomed.
    """

    name: str
    start: Sequence[float]
    end: Sequence[float]
    y: Sequence[float]
    colour: Colour
    width: float = 2.0
    dash: bool = False
    level: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from zero to `y`, each from `start` to `end`."""

    name: str
    start: Sequence[float]
    end: Sequence[float]
    y: Sequence[float]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Bars:
    """Price bars: a line from low to high, ticks at the open (left) and the close (right).

    `x` is the last day of each bar, `period` the time that a bar covers.
    """

    name: str
    x: Sequence[float]
    open: Sequence[float]
    high: Sequence[float]
    low: Sequence[float]
    close: Sequence[float]
    period: str = "day"


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line across the panel with a label: dotted at a y, or solid at an x.

    `legend` is its entry in the legend, shared by lines of the same kind.
    """

    name: str
    at: float
    across: Literal["x", "y"] = "y"
    colour: Colour = "none"
    legend: str = ""


Mark = Line | Band | Points | Spans | Columns | Bars | Rule


def legend_of(mark: Mark) -> str:
    """Return the name of a mark in the legend; empty if it has no entry."""
    return mark.legend if isinstance(mark, Rule) else mark.name


@dataclass(frozen=True, slots=True)
class Panel:
    """Marks with one y axis; `rows` replaces the axis by names of y = 0, 1, ... from the top."""

    marks: Sequence[Mark]
    title: str = ""
    unit: Unit = "number"
    scale: Scale = "linear"
    height: float = 300.0
    rows: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart: its title, its caption, which is also its text alternative, and its panels.

    `ticks` replaces the numbers of the x axis by names. `table` is the data of the chart if the
    marks do not have it, by column.
    """

    key: str
    title: str
    caption: str
    panels: Sequence[Panel]
    x_title: str = ""
    x_unit: Unit = "number"
    kind: Kind = "other"
    ticks: Mapping[float, str] | None = None
    table: Sequence[Mapping[str, object]] = ()


def day(date: object) -> float:
    """Return the position of a date on a date axis: days since the year 1."""
    return float(pd.Timestamp(str(date)[:10]).toordinal())


def days_of(index: Iterable[object]) -> list[float]:
    """Return the positions of dates on a date axis."""
    return [float(number) for number in pd.DatetimeIndex(list(index)).map(dt.date.toordinal)]


def x_limits(plot: Plot) -> tuple[float, float]:
    """Return the least and greatest x of all marks, padded."""
    xs = [float(x) for panel in plot.panels for mark in panel.marks for x in _xs(mark)]
    finite = [x for x in xs if math.isfinite(x)]
    low, high = min(finite), max(finite)
    pad = 0.02 * (high - low) or 1.0
    return low - pad, high + pad


def _xs(mark: Mark) -> Sequence[float]:
    match mark:
        case Spans() | Columns():
            return [*mark.start, *mark.end]
        case Rule():
            return [mark.at] if mark.across == "x" else []
        case _:
            return mark.x


def y_limits(panel: Panel) -> tuple[float, float]:
    """Return the least and greatest y of a panel, padded; rows have half a row of padding."""
    if panel.rows:
        return len(panel.rows) - 0.5, -0.5
    ys = [float(y) for mark in panel.marks for y in _ys(mark)]
    finite = [y for y in ys if math.isfinite(y) and (panel.scale == "linear" or y > 0)]
    low, high = min(finite), max(finite)
    if panel.scale == "log":
        return low / 1.05, high * 1.07
    pad = 0.06 * (high - low) or 1.0
    return (low if low == 0 else low - pad), high + pad


def _ys(mark: Mark) -> Sequence[float]:
    match mark:
        case Line() | Points() | Spans():
            return mark.y
        case Band():
            return [*mark.low, *mark.high]
        case Columns():
            return [0.0, *mark.y]
        case Bars():
            return [*mark.low, *mark.high]
        case Rule():
            return [mark.at] if mark.across == "y" else []


def ticks(low: float, high: float, *, most: int, scale: Scale = "linear") -> list[float]:
    """Return round numbers between two limits, at most about `most` of them."""
    if scale == "log":
        return _log_ticks(low, high, most=most)
    step = nice_step((high - low) / max(most, 1))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


def nice_step(raw: float) -> float:
    """Round a step up to 1, 2 or 5 times a power of ten."""
    power: float = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)


def _log_ticks(low: float, high: float, *, most: int) -> list[float]:
    for factors in ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 5), (1, 2, 5), (1, 3), (1,)):
        powers = range(math.floor(math.log10(low)), 9)
        places = [x for e in powers for f in factors if low <= (x := f * 10.0**e) <= high]
        if len(places) <= most:
            return places if len(places) > 1 else ticks(low, high, most=most)
    return places


def date_ticks(low: float, high: float, *, most: int) -> list[float]:
    """Return the first days of years in whole steps, or of months below three years."""
    first, last = dt.date.fromordinal(math.ceil(low)), dt.date.fromordinal(math.floor(high))
    years = last.year - first.year
    if years >= 3:
        step = next(s for s in (1, 2, 5, 10, 20, 50) if years / s <= most)
        dates = [dt.date(y, 1, 1) for y in range(first.year, last.year + 1) if y % step == 0]
    else:
        step = next(s for s in (1, 2, 3, 6, 12) if (years + 1) * 12 / s <= most + 3)
        dates = [
            dt.date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13, step)
        ]
    return [float(d.toordinal()) for d in dates if low <= d.toordinal() <= high]


def x_ticks(plot: Plot, low: float, high: float, *, most: int) -> list[tuple[float, str]]:
    """Return places and labels on the x axis, at most about `most` and ten numbers."""
    if plot.ticks is not None:
        return list(plot.ticks.items())
    if plot.x_unit == "date":
        places = date_ticks(low, high, most=most)
    else:
        places = ticks(low, high, most=min(most, 10))
    step = places[1] - places[0] if len(places) > 1 else 1.0
    return [(place, tick_label(place, plot.x_unit, step=step)) for place in places]


def y_ticks(panel: Panel) -> list[tuple[float, str]]:
    """Return places and labels on the y axis of a panel; none for rows, which have names."""
    if panel.rows:
        return []
    places = ticks(*y_limits(panel), most=max(3, int(panel.height / 45)), scale=panel.scale)
    step = min((b - a for a, b in pairwise(places)), default=1.0)
    return [(place, tick_label(place, panel.unit, step=step)) for place in places]


def tick_label(value: float, unit: Unit, *, step: float) -> str:
    """Format a tick as percentage, date or number with the fewest digits that `step` needs."""
    if unit == "date":
        date = dt.date.fromordinal(int(value))
        return f"{date:%Y}" if step > 360 else f"{date:%b %Y}"
    factor = 100 if unit == "percent" else 1
    digits = max(0, -math.floor(math.log10(abs(step * factor)) + 1e-9)) if step else 0
    text = f"{factor * value + 0.0:,.{digits}f}".replace("-0%", "0%")
    return text + ("%" if unit == "percent" else "")


def csv_of(plot: Plot) -> str:
    """Return the data of a chart as CSV."""
    rows = [
        {name: _cell(value) for name, value in row.items()} for row in plot.table or _rows(plot)
    ]
    return csv_of_rows(list(dict.fromkeys(name for row in rows for name in row)), rows)


def _cell(value: object) -> object:
    """Round a number to DIGITS; NaN and infinities become empty."""
    if not isinstance(value, float | np.floating):
        return value
    return f"{float(value):.{DIGITS}g}" if math.isfinite(value) else ""


def _rows(plot: Plot) -> list[dict[str, object]]:
    """Return one row per point: name of the mark, x, y and, for a band, its upper end."""
    x_name = "date" if plot.x_unit == "date" else plot.x_title or "x"
    return [
        {"what": mark.name, x_name: x, "value": value, "to": to}
        for panel in plot.panels
        for mark in panel.marks
        for x, value, to in _mark_rows(plot, panel, mark)
    ]


def _mark_rows(plot: Plot, panel: Panel, mark: Mark) -> list[tuple[object, object, object]]:
    def at(x: float) -> object:
        if plot.x_unit == "date":
            return dt.date.fromordinal(int(x)).isoformat()
        return x

    match mark:
        case Band():
            return [(at(x), a, b) for x, a, b in zip(mark.x, mark.low, mark.high, strict=True)]
        case Spans():
            return [
                (at(a), panel.rows[int(y)] if panel.rows else y, at(b))
                for a, b, y in zip(mark.start, mark.end, mark.y, strict=True)
            ]
        case Columns():
            return [(at(a), y, at(b)) for a, b, y in zip(mark.start, mark.end, mark.y, strict=True)]
        case Bars():
            return [(at(x), y, "") for x, y in zip(mark.x, mark.close, strict=True)]
        case Rule():
            return [("", mark.at, "")]
        case _:
            return [
                (at(x), panel.rows[int(y)] if panel.rows else y, "")
                for x, y in zip(mark.x, mark.y, strict=True)
                if math.isfinite(x)
            ]
