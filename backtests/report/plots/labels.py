"""Labels of price levels: one for lines that coincide, and none over another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from backtests.report.plots.model import DIGITS, Colour, Panel, Points, Rule, Spans

# Prices below this have four decimals, as exchange rates do.
FINE = 20.0


@dataclass(frozen=True, slots=True)
class Label:
    """The text of a level and its line; `start` and `end` are infinite for a rule.

    They are equal for a point.
    """

    text: str
    start: float
    end: float
    y: float
    colour: Colour


Box = tuple[float, float, float, float]


def decimals(price: float) -> int:
    """Return the decimals of a price: two, or four below 20."""
    return 2 if abs(price) >= FINE else 4


def price_text(value: float) -> str:
    """Format a price with two decimals, or four below 20; none where they are zero.

    >>> [price_text(x) for x in (3250.0, 2345.678, 1.0845)]
    ['3,250', '2,345.68', '1.0845']
    """
    text = f"{value:,.{decimals(value)}f}"
    whole, _, fraction = text.partition(".")
    return text if fraction.strip("0") else whole


def level_labels(panel: Panel) -> list[Label]:
    """Return the labels of the levels of a panel, rules first, then the latest lines.

    Levels coincide if their prices agree in six significant digits and their lines share a day;
    they get one label with all their names, as in "target = level 3,250".
    """
    lines = [
        *(
            Label(mark.name, -math.inf, math.inf, mark.at, mark.colour)
            for mark in panel.marks
            if isinstance(mark, Rule) and mark.across == "y" and mark.name
        ),
        *sorted(_segments(panel.marks), key=lambda label: (-label.end, -label.start, -label.y)),
    ]
    labels: list[Label] = []
    while lines:
        first = lines[0]
        same = [line for line in lines if _coincide(first, line)]
        lines = [line for line in lines if line not in same]
        of_lines = dict.fromkeys(line.text for line in same if math.isfinite(line.start))
        of_rules = dict.fromkeys(line.text for line in same if math.isinf(line.start))
        if of_rules:
            text = " = ".join([*of_lines, *of_rules])
        else:
            text = f"{' = '.join(of_lines)} {price_text(first.y)}"
        labels.append(replace(first, text=text))
    return labels


def point_labels(panel: Panel) -> list[Label]:
    """Return the labels of the points of a panel, in their order."""
    return [
        Label(text, x, x, y, mark.colour)
        for mark in panel.marks
        if isinstance(mark, Points)
        for text, x, y in zip(mark.labels, mark.x, mark.y, strict=False)
        if text
    ]


def _segments(marks: Iterable[object]) -> list[Label]:
    """Return each labelled line with its name alone."""
    return [
        Label(mark.level, start, end, y, mark.colour)
        for mark in marks
        if isinstance(mark, Spans) and mark.level
        for start, end, y in zip(mark.start, mark.end, mark.y, strict=True)
    ]


def _coincide(a: Label, b: Label) -> bool:
    return _same_price(a.y, b.y) and a.start <= b.end and b.start <= a.end


def _same_price(a: float, b: float) -> bool:
    return f"{a:.{DIGITS}g}" == f"{b:.{DIGITS}g}"


def uncluttered(
    labels: Sequence[Label], places: Callable[[Label], Sequence[Box]]
) -> list[tuple[Label, Box]]:
    """Return the labels, in their order, each at the first of its places that is free.

    A label without a free place is left out.
    """
    kept: list[tuple[Label, Box]] = []
    for label in labels:
        free = (box for box in places(label) if not any(_overlap(box, other) for _, other in kept))
        box = next(free, None)
        if box is not None:
            kept.append((label, box))
    return kept


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
