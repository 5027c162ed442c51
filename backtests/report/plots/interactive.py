"""Charts as data for the script of a page, which draws them on a canvas to zoom and to point at.

Only charts of series over time are interactive; a page has their SVG as well, for print, for
readers without scripts and for screen readers.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence

from backtests.report.plots.labels import decimals, level_labels
from backtests.report.plots.model import (
    Band,
    Bars,
    Columns,
    Line,
    Mark,
    Panel,
    Plot,
    Points,
    Rule,
    Spans,
)
from backtests.report.plots.svg_marks import OPEN, SHAPES

# Significant digits of a number: an index of five digits keeps its cents.
DIGITS = 7
# Characters that would end a script element, or a line of a script.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def is_interactive(plot: Plot) -> bool:
    """Return whether a chart can be drawn by the script: series over time, in each panel one."""
    return (
        plot.kind == "series"
        and plot.x_unit == "date"
        and all(any(_has_values(mark) for mark in panel.marks) for panel in plot.panels)
    )


def _has_values(mark: Mark) -> bool:
    match mark:
        case Bars():
            return len(mark.x) > 0
        case Line():
            return any(math.isfinite(y) for y in mark.y)
        case _:
            return False


def to_json(plot: Plot) -> str:
    """Return the data of an interactive chart as JSON that is safe inside a script element.

    Days that several marks share are written once, as the first and the steps from there. A gap is
    null.
    """
    days: list[list[int]] = []
    content = {
        "title": plot.title,
        "panels": [
            {
                "title": panel.title,
                "unit": panel.unit,
                "log": panel.scale == "log",
                "height": panel.height,
                "digits": _digits(panel),
                "marks": [_mark(mark, days) for mark in panel.marks],
                "labels": [
                    {"text": one.text, "x": _ends((one.start, one.end)), "y": _number(one.y)}
                    for one in level_labels(panel)
                ],
            }
            for panel in plot.panels
        ],
        "days": days,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "".join(ESCAPES.get(letter, letter) for letter in text)


def _mark(mark: Mark, days: list[list[int]]) -> dict[str, object]:
    """Return a mark by its kind and its fields, defaults left out."""
    name = {"kind": type(mark).__name__.lower(), "name": mark.name}
    match mark:
        case Bars():
            columns = (mark.open, mark.high, mark.low, mark.close)
            prices = [_numbers(column) for column in columns]
            return {**name, "period": mark.period, "days": _shared(mark.x, days), "y": prices}
        case Line():
            shown = {**name, "colour": mark.colour, "days": _shared(mark.x, days)}
            shown |= {"y": _numbers(mark.y), "width": mark.width}
            return shown | _true(dash=mark.dash, steps=mark.steps)
        case Band():
            shown = {**name, "colour": mark.colour, "x": _numbers(mark.x)}
            shown |= {"low": _numbers(mark.low), "high": _numbers(mark.high)}
            return shown | _true(steps=mark.steps)
        case Points():
            shown = {**name, "colour": mark.colour, "x": _numbers(mark.x), "y": _numbers(mark.y)}
            shown |= {"path": SHAPES[mark.shape], "size": mark.size, "notes": list(mark.notes)}
            return shown | _true(open=mark.shape in OPEN)
        case Spans() | Columns():
            shown = {**name, "colour": mark.colour, "y": _numbers(mark.y)}
            shown |= {"start": _numbers(mark.start), "end": _numbers(mark.end)}
            if isinstance(mark, Spans):
                shown |= {"width": mark.width, **_true(dash=mark.dash)}
            return shown
        case Rule():
            return {**name, "colour": mark.colour, "at": _number(mark.at), "across": mark.across}


def _true(**flags: bool) -> dict[str, object]:
    return {name: 1 for name, flag in flags.items() if flag}


def _shared(x: Sequence[float], days: list[list[int]]) -> int:
    """Return the place of the days in the shared list, as steps; add them if they are new."""
    whole = [int(value) for value in x]
    steps = [b - a for a, b in zip([0, *whole], whole, strict=False)]
    if steps not in days:
        days.append(steps)
    return days.index(steps)


def _ends(ends: Iterable[float]) -> list[float | int | None]:
    return [_number(end) for end in ends]


def _numbers(values: Iterable[float]) -> list[float | int | None]:
    return [_number(float(value)) for value in values]


def _number(value: float) -> float | int | None:
    """Round to DIGITS significant digits; whole numbers without a point, gaps and ends as None."""
    if not math.isfinite(value):
        return None
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded


def _digits(panel: Panel) -> int:
    """Return the decimals that the axis and the values of a panel show."""
    if panel.unit == "percent":
        return 1
    values = [y for mark in panel.marks if isinstance(mark, Line) for y in mark.y]
    values += [y for mark in panel.marks if isinstance(mark, Bars) for y in mark.close]
    top = max((abs(y) for y in values if math.isfinite(y)), default=0.0)
    return decimals(top)
