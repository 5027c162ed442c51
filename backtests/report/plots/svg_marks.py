"""Draw the marks of a chart as SVG elements; style sheets colour them by class."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from backtests.report.plots.labels import Box, Label, uncluttered
from backtests.report.plots.model import (
    Band,
    Bars,
    Columns,
    Line,
    Mark,
    Points,
    Rule,
    Shape,
    Spans,
)

# Width of a character in pixels, in a wide font at 12 pixels.
LETTER = 7.2
# Most points that get tooltips; more are drawn as one path.
MOST_NOTED = 150
FEW_DOTS = 12
# Points above this number are thinned to half a pixel.
MANY_DOTS = 900
# Paths of the shapes, centred at 0, of half-width about 1.
SHAPES: dict[Shape, str] = {
    "circle": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z",
    "ring": "M-.8,0A.8,.8,0,1,1,.8,0A.8,.8,0,1,1,-.8,0Z",
    "right": "M1.1,0L-.8,1L-.8,-1Z",
    "up": "M0,-1.1L1,.8L-1,.8Z",
    "down": "M0,1.1L1,-.8L-1,-.8Z",
    "square": "M-.8,-.8H.8V.8H-.8Z",
    "diamond": "M0,-1.2L1.2,0L0,1.2L-1.2,0Z",
    "cross": "M-.8,-.8L.8,.8M-.8,.8L.8,-.8",
}

# Shapes that are outlines; the others are filled.
OPEN: frozenset[Shape] = frozenset({"cross", "ring"})
# Height of a label in pixels.
LABEL = 14

Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Edges of a panel in pixels, and the scales of its axes."""

    left: float
    right: float
    top: float
    bottom: float
    x: Place
    y: Place


def draw_mark(mark: Mark, frame: Frame) -> Iterable[str]:
    """Yield the SVG elements of a mark."""
    match mark:
        case Line():
            yield _line(mark, frame)
        case Band():
            yield _band(mark, frame)
        case Points():
            yield from _points(mark, frame)
        case Spans():
            dash = " dash" if mark.dash else ""
            yield (
                f'<path class="s c-{mark.colour}{dash}" stroke-width="{mark.width}" '
                f'd="{_spans(mark, frame)}"/>'
            )
        case Columns():
            yield from _columns(mark, frame)
        case Bars():
            yield _bars(mark, frame)
        case Rule():
            yield from _rule(mark, frame)


def _line(mark: Line, frame: Frame) -> str:
    dash = " dash" if mark.dash else ""
    path = _path(_thinned(mark.x, mark.y, frame), steps=mark.steps)
    return f'<path class="s c-{mark.colour}{dash}" stroke-width="{mark.width}" d="{path}"/>'


def _thinned(x: Sequence[float], y: Sequence[float], frame: Frame) -> list[tuple[float, float]]:
    """Return the pixels of a line, thinned to the first, lowest, highest and last per column.

    NaN marks a gap.
    """
    points: list[tuple[float, float]] = []
    column: list[tuple[float, float]] = []
    for a, b in zip(x, y, strict=True):
        point = (frame.x(a), frame.y(b) if math.isfinite(b) else math.nan)
        if column and (int(point[0]) != int(column[0][0]) or math.isnan(point[1])):
            points += _extremes(column)
            column = []
        if math.isnan(point[1]):
            points.append(point)
        else:
            column.append(point)
    return points + _extremes(column)


def _extremes(column: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(column) <= 4:
        return list(column)
    heights = [y for _, y in column]
    kept = {0, heights.index(max(heights)), heights.index(min(heights)), len(column) - 1}
    return [column[at] for at in sorted(kept)]


def _path(points: Iterable[tuple[float, float]], *, steps: bool = False) -> str:
    """Return the path of a line in tenths of a pixel; NaN marks a gap.

    Moves are relative to the place reached, which takes half the bytes of absolute ones and adds
    up no error, since that place is rounded too.

    >>> _path([(10.04, 5.0), (10.6, 4.2), (11, 4.2)])
    'M10,5l.6-.8l.4,0'
    >>> _path([(1, 5), (3, 4)], steps=True)
    'M1,5h2v-1'
    """
    parts: list[str] = []
    at: tuple[int, int] | None = None
    for x, y in points:
        if math.isnan(y):
            at = None
            continue
        place = (round(10 * x), round(10 * y))
        if at is None:
            parts.append(f"M{_pair(*place)}")
        else:
            right, down = place[0] - at[0], place[1] - at[1]
            corner = f"h{_tenths(right)}v{_tenths(down)}"
            parts.append(corner if steps else f"l{_pair(right, down)}")
        at = place
    return "".join(parts)


def _dots(points: Iterable[tuple[float, float]]) -> str:
    """Return the path of points without length, which round ends make dots.

    >>> _dots([(1, 2), (1.5, 1.8)])
    'm1,2h0m.5-.2h0'
    """
    parts: list[str] = []
    at = (0, 0)
    for x, y in points:
        place = (round(10 * x), round(10 * y))
        parts.append(f"m{_pair(place[0] - at[0], place[1] - at[1])}h0")
        at = place
    return "".join(parts)


def _pair(x: int, y: int) -> str:
    """Return two lengths in tenths; a minus sign separates as a comma does."""
    return f"{_tenths(x)}{'' if y < 0 else ','}{_tenths(y)}"


def _tenths(length: int) -> str:
    """Return a length in tenths as a decimal, without a leading zero.

    >>> _tenths(5), _tenths(-3), _tenths(20), _tenths(0)
    ('.5', '-.3', '2', '0')
    """
    sign, length = "-" if length < 0 else "", abs(length)
    whole, rest = divmod(length, 10)
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def _band(mark: Band, frame: Frame) -> str:
    upper = [
        (frame.x(x), frame.y(y)) for x, y in zip(mark.x, mark.high, strict=True) if math.isfinite(y)
    ]
    lower = [
        (frame.x(x), frame.y(y)) for x, y in zip(mark.x, mark.low, strict=True) if math.isfinite(y)
    ]
    if mark.steps:
        upper, lower = _stepped(upper), _stepped(lower)
    return f'<path class="b c-{mark.colour}" d="{_path([*upper, *reversed(lower)])}Z"/>'


def _stepped(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of a step function through the points."""
    corners: list[tuple[float, float]] = []
    for x, y in points:
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    return corners


def _points(mark: Points, frame: Frame) -> Iterable[str]:
    places = [(frame.x(x), frame.y(y)) for x, y in zip(mark.x, mark.y, strict=True)]
    if len(places) > MANY_DOTS:
        # Points within half a pixel of another are hidden.
        places = list({(round(2 * x), round(2 * y)): (x, y) for x, y in places}.values())
    unnoted = not mark.notes or len(places) > MOST_NOTED
    if unnoted and mark.shape == "circle" and len(places) > FEW_DOTS:
        dots = _dots(places)
        yield (
            f'<path class="s c-{mark.colour}" stroke-linecap="round" '
            f'stroke-width="{2 * mark.size:g}" d="{dots}"/>'
        )
        return
    notes = list(mark.notes) or [""] * len(places)
    for (x, y), note in zip(places, notes, strict=True):
        yield draw_shape(mark.shape, mark.colour, x, y, mark.size, note)


def draw_shape(shape: Shape, colour: str, x: float, y: float, size: float, note: str = "") -> str:
    """Return the SVG element of one point; the note is its tooltip."""
    inside = f"<title>{escape(note)}</title>" if note else ""
    if shape == "circle":
        return (
            f'<circle class="f c-{colour}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}">{inside}</circle>'
        )
    open_ = shape in OPEN
    kind = "s" if open_ else "f"
    width = ' stroke-width=".4"' if open_ else ""
    return (
        f'<path class="{kind} c-{colour}"{width} d="{SHAPES[shape]}" '
        f'transform="translate({x:.1f} {y:.1f}) scale({size:g})">{inside}</path>'
    )


def _spans(mark: Spans, frame: Frame) -> str:
    """Return the path of the spans, each at least a pixel wide; touching ones are joined."""
    rows: dict[float, list[list[float]]] = {}
    for a, b, y in sorted(zip(mark.start, mark.end, mark.y, strict=True)):
        left, right = frame.x(a), max(frame.x(b), frame.x(a) + 1)
        row = rows.setdefault(y, [])
        if row and left <= row[-1][1]:
            row[-1][1] = max(row[-1][1], right)
        else:
            row.append([left, right])
    return "".join(
        f"M{left:.1f},{frame.y(y):.1f}H{right:.1f}"
        for y, row in rows.items()
        for left, right in row
    )


def _columns(mark: Columns, frame: Frame) -> Iterable[str]:
    zero = frame.y(0)
    for a, b, y in zip(mark.start, mark.end, mark.y, strict=True):
        left, right, top = frame.x(a), frame.x(b), frame.y(y)
        yield (
            f'<rect class="f c-{mark.colour}" x="{left:.1f}" y="{min(top, zero):.1f}" '
            f'width="{max(right - left - 0.6, 0.6):.1f}" '
            f'height="{abs(zero - top):.1f}"/>'
        )


def _bars(mark: Bars, frame: Frame) -> str:
    gap = (frame.right - frame.left) / max(len(mark.x), 1) * 0.35
    rows = zip(mark.x, mark.open, mark.high, mark.low, mark.close, strict=True)
    path = "".join(
        f"M{frame.x(x):.1f},{frame.y(low):.1f}V{frame.y(high):.1f}"
        f"M{frame.x(x) - gap:.1f},{frame.y(o):.1f}h{gap:.1f}"
        f"M{frame.x(x):.1f},{frame.y(c):.1f}h{gap:.1f}"
        for x, o, high, low, c in rows
    )
    return f'<path class="s c-line" stroke-width="1.1" d="{path}"/>'


def _rule(mark: Rule, frame: Frame) -> Iterable[str]:
    if mark.across == "y":
        y = frame.y(mark.at)
        yield (
            f'<path class="s c-{mark.colour} dot" stroke-width="1.6" '
            f'd="M{frame.left:.0f},{y:.1f}H{frame.right:.0f}"/>'
        )
        return
    x = frame.x(mark.at)
    yield (
        f'<path class="s c-{mark.colour}" stroke-width="2" '
        f'd="M{x:.1f},{frame.top:.0f}V{frame.bottom:.0f}"/>'
    )
    late = x + 8 + LETTER * len(mark.name) > frame.right
    yield (
        f'<text x="{x + (-5 if late else 5):.1f}" y="{frame.top + 12:.0f}"'
        f"{' text-anchor=' + chr(34) + 'end' + chr(34) if late else ''}>"
        f"{escape(mark.name)}</text>"
    )


def _beside(frame: Frame, x: float, y: float, wide: float) -> list[Box]:
    """Return the places of the label of a point: below it, above it, to its right and left."""
    corners = (
        (x - wide / 2, y + 5),
        (x - wide / 2, y - 5 - LABEL),
        (x + 7, y - LABEL / 2),
        (x - 7 - wide, y - LABEL / 2),
    )
    return [
        (left, top, left + wide, top + LABEL)
        for left, top in corners
        if frame.left <= left
        and left + wide <= frame.right
        and frame.top <= top
        and top + LABEL <= frame.bottom
    ]


def draw_labels(labels: Sequence[Label], frame: Frame) -> Iterable[str]:
    """Yield the labels of levels and points, none over another.

    That of a level is above or below the right end of its line; that of a point below, above or
    beside it, inside the frame.
    """

    def places(label: Label) -> list[Box]:
        y, wide = frame.y(label.y), LETTER * len(label.text)
        if label.start == label.end:
            return _beside(frame, frame.x(label.end), y, wide)
        left = frame.left + 5
        if math.isfinite(label.end):
            left = max(frame.x(label.end) - wide, left)
        tops = (y - 4 - LABEL, y + 1)
        return [(left, top, left + wide, top + LABEL) for top in tops if top > frame.top - LABEL]

    for label, (left, _, right, bottom) in uncluttered(labels, places):
        x, anchor = (left, "") if math.isinf(label.end) else (right, ' text-anchor="end"')
        yield f'<text class="halo" x="{x:.1f}" y="{bottom:.1f}"{anchor}>{escape(label.text)}</text>'
