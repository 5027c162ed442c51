"""Charts as SVG: for the page, where style sheets colour them, and as files that stand alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

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
    date_ticks,
    legend_of,
    tick_label,
    ticks,
    x_limits,
    y_limits,
)

# Widths in pixels: on a desk, and on a phone of 390 pixels with its margins.
WIDE, NARROW = 900, 350
# Pixels of a letter, in a wide face, of text 12 pixels high.
LETTER = 7.2
RIGHT, TOP, BETWEEN, BOTTOM, LEGEND_ROW, TITLE_ROW = 14, 6, 14, 42, 20, 26
ROW_WIDE, ROW_NARROW, ROW_LINE, GUTTER = 19, 32, 13, 430
# More points than this are drawn as one stroke of dots, without notes.
MOST_NOTED = 150
FEW_DOTS = 12
# More dots than a chart is wide.
MANY_DOTS = 900
# Half the width of a mark's shape, around its middle, as a path.
SHAPES: dict[Shape, str] = {
    "up": "M0,-1.1L1,.8L-1,.8Z",
    "down": "M0,1.1L1,-.8L-1,-.8Z",
    "square": "M-.8,-.8H.8V.8H-.8Z",
    "diamond": "M0,-1.2L1.2,0L0,1.2L-1.2,0Z",
    "cross": "M-.8,-.8L.8,.8M-.8,.8L.8,-.8",
}
# What the page's style sheet does for charts inside it, for a file that stands alone.
ALONE = "".join(
    [f".c-{name}{{--c:{colour}}}" for name, colour in HEX.items()]
    + [
        "svg{background:#fff}text{font:12px system-ui,sans-serif;fill:#3d444d}",
        ".grid{stroke:#d9dde3}.s{stroke:var(--c);fill:none}.f{fill:var(--c)}",
        ".b{fill:var(--c);opacity:.18}.dash{stroke-dasharray:5 4}.dot{stroke-dasharray:1.6 4}",
        ".t{font-weight:600}",
    ]
)

Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a panel stands: its edges in pixels, and where a number falls on each axis."""

    left: float
    right: float
    top: float
    bottom: float
    x: Place
    y: Place


def to_svg(plot: Plot, *, width: int) -> str:
    """Draw a chart so many pixels wide, for use inside a page; its words are the page's."""
    body, height = _body(plot, width)
    return (
        f'<svg class="w{width}" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" aria-hidden="true" focusable="false">{body}</svg>'
    )


def write_svg(path: Path, plot: Plot) -> None:
    """Write a chart as a file that stands alone, with its title and its words."""
    body, height = _body(plot, WIDE)
    head = (
        f"<title>{escape(plot.title)}</title><desc>{escape(plot.caption)}</desc>"
        f"<style>{ALONE}</style>"
    )
    lines = _wrapped(plot.title, WIDE - 20, letter=8.2)
    shift = 22 * len(lines) + 8
    title = "".join(
        f'<text x="10" y="{22 * at + 20}" class="t" style="font-size:15px">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height + shift:.0f}" '
        f'width="{WIDE}" height="{height + shift:.0f}" role="img">{head}{title}'
        f'<g transform="translate(0 {shift})">{body}</g></svg>\n',
        encoding="utf-8",
    )


def _wrapped(text: str, width: float, *, letter: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and letter * len(f"{line} {word}") > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def _body(plot: Plot, width: int) -> tuple[str, float]:
    """Marks of all panels, one below the other, and the height that they take."""
    narrow = width < 600
    limits = x_limits(plot)
    left = _left(plot, narrow=narrow)
    right = float(width - RIGHT)
    span = limits[1] - limits[0]

    def across(x: float) -> float:
        return left + (x - limits[0]) / span * (right - left)

    parts, top = _legend(plot, left=6.0, width=width)
    for at, panel in enumerate(plot.panels):
        if panel.title:
            parts.append(f'<text x="6" y="{top + 13:.0f}">{escape(panel.title)}</text>')
            top += TITLE_ROW
        bottom = top + _height(panel, narrow=narrow)
        frame = _Frame(left, right, top, bottom, across, _upward(panel, top, bottom, narrow=narrow))
        last = at == len(plot.panels) - 1
        parts += _x_grid(plot, frame, limits, labels=last)
        parts += _y_grid(panel, frame, narrow=narrow)
        parts += [drawn for mark in panel.marks for drawn in _mark(mark, frame)]
        top = bottom + BETWEEN
    end = top - BETWEEN
    parts.append(
        f'<text x="{(left + right) / 2:.0f}" y="{end + 36:.0f}" text-anchor="middle">'
        f"{escape(plot.x_title)}</text>"
    )
    return "".join(parts), end + BOTTOM


def _left(plot: Plot, *, narrow: bool) -> float:
    if not narrow and any(panel.rows for panel in plot.panels):
        longest = max(len(row) for panel in plot.panels for row in panel.rows)
        return min(GUTTER, LETTER * longest + 14)
    widest = max((len(text) for panel in plot.panels for _, text in _y_ticks(panel)), default=3)
    return 12.0 + LETTER * widest


def _height(panel: Panel, *, narrow: bool) -> float:
    if panel.rows:
        more = ROW_LINE * (_row_lines(panel, narrow=narrow) - 1)
        return ((ROW_NARROW if narrow else ROW_WIDE) + more) * len(panel.rows)
    return panel.height * (0.85 if narrow else 1.0)


def _upward(panel: Panel, top: float, bottom: float, *, narrow: bool) -> Place:
    low, high = y_limits(panel)
    if panel.scale == "log":
        low, high = math.log(low), math.log(high)
    below = narrow and bool(panel.rows)

    def upward(y: float) -> float:
        at = math.log(y) if panel.scale == "log" else y
        # On a phone the name of a row stands above its strip.
        lower = 6 + ROW_LINE / 2 * (_row_lines(panel, narrow=narrow) - 1) if below else 0
        return bottom - (at - low) / (high - low) * (bottom - top) + lower

    return upward


def _legend(plot: Plot, *, left: float, width: float) -> tuple[list[str], float]:
    """Names of the marks with their colours, in as many rows as they need."""
    parts: list[str] = []
    x, y, seen = left, float(TOP), set()
    for mark in (m for panel in plot.panels for m in panel.marks):
        name = legend_of(mark)
        if not name or name in seen:
            continue
        seen.add(name)
        wide = 30 + LETTER * len(name)
        if x > left and x + wide > width:
            x, y = left, y + LEGEND_ROW
        parts.append(_key(mark, x + 2, y + 9))
        parts.append(f'<text x="{x + 22:.0f}" y="{y + 13:.0f}">{escape(name)}</text>')
        x += wide + 8
    return parts, y + LEGEND_ROW + 6 if parts else float(TOP + 4)


def _key(mark: Mark, x: float, y: float) -> str:
    match mark:
        case Points():
            return _shape(mark.shape, mark.colour, x + 7, y, min(mark.size, 6))
        case Band():
            return f'<rect class="b c-{mark.colour}" x="{x}" y="{y - 6}" width="14" height="12"/>'
        case Columns():
            return f'<rect class="f c-{mark.colour}" x="{x}" y="{y - 6}" width="14" height="12"/>'
        case Line() | Spans():
            dash = " dash" if mark.dash else ""
            return (
                f'<path class="s c-{mark.colour}{dash}" stroke-width="{min(mark.width, 5)}" '
                f'd="M{x:.0f},{y:.0f}h15"/>'
            )
        case Rule():
            return f'<path class="s c-{mark.colour} dot" stroke-width="2" d="M{x:.0f},{y:.0f}h15"/>'
        case _:
            return f'<path class="s c-line" stroke-width="2" d="M{x + 7:.0f},{y - 6:.0f}v12"/>'


def _x_grid(
    plot: Plot, frame: _Frame, limits: tuple[float, float], *, labels: bool
) -> Iterable[str]:
    longest = max((len(text) for text in (plot.ticks or {}).values()), default=7)
    most = max(2, int((frame.right - frame.left) / (LETTER * longest + 16)))
    if plot.ticks is not None:
        places = list(plot.ticks)
    elif plot.x_unit == "date":
        places = date_ticks(*limits, most=most)
    else:
        places = ticks(*limits, most=min(most, 10))
    step = places[1] - places[0] if len(places) > 1 else 1.0
    for place in places:
        x = frame.x(place)
        yield f'<path class="grid" d="M{x:.1f},{frame.top:.0f}V{frame.bottom:.0f}"/>'
        if labels:
            text = plot.ticks[place] if plot.ticks else tick_label(place, plot.x_unit, step=step)
            yield (
                f'<text x="{x:.1f}" y="{frame.bottom + 17:.0f}" text-anchor="middle">'
                f"{escape(text)}</text>"
            )


def _y_ticks(panel: Panel) -> list[tuple[float, str]]:
    if panel.rows:
        return []
    places = ticks(*y_limits(panel), most=max(3, int(panel.height / 45)), scale=panel.scale)
    step = min((b - a for a, b in pairwise(places)), default=1.0)
    return [(place, tick_label(place, panel.unit, step=step)) for place in places]


def _y_grid(panel: Panel, frame: _Frame, *, narrow: bool) -> Iterable[str]:
    for place, text in _y_ticks(panel):
        y = frame.y(place)
        yield f'<path class="grid" d="M{frame.left:.0f},{y:.1f}H{frame.right:.0f}"/>'
        yield (
            f'<text x="{frame.left - 6:.0f}" y="{y + 4:.1f}" text-anchor="end">'
            f"{escape(text)}</text>"
        )
    for at, name in enumerate(panel.rows):
        lines, y = _row_name(name, narrow=narrow), frame.y(at)
        # The last line stands just above the strip of a phone, the middle beside that of a desk.
        first = y - 10 - ROW_LINE * (len(lines) - 1 if narrow else len(lines) / 2 - 0.5)
        first += 0 if narrow else 14
        where = 'x="6"' if narrow else f'x="{frame.left - 8:.0f}" text-anchor="end"'
        for down, line in enumerate(lines):
            yield f'<text {where} y="{first + ROW_LINE * down:.1f}">{escape(line)}</text>'


def _row_name(name: str, *, narrow: bool) -> list[str]:
    """The name of a row in lines that fit above it on a phone, or beside it."""
    return _wrapped(name, NARROW - 12 if narrow else GUTTER - 14, letter=LETTER)


def _row_lines(panel: Panel, *, narrow: bool) -> int:
    return max((len(_row_name(name, narrow=narrow)) for name in panel.rows), default=1)


def _mark(mark: Mark, frame: _Frame) -> Iterable[str]:
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


def _line(mark: Line, frame: _Frame) -> str:
    dash = " dash" if mark.dash else ""
    path = _path(_thinned(mark.x, mark.y, frame), steps=mark.steps)
    return f'<path class="s c-{mark.colour}{dash}" stroke-width="{mark.width}" d="{path}"/>'


def _thinned(x: Sequence[float], y: Sequence[float], frame: _Frame) -> list[tuple[float, float]]:
    """Pixels of a line, of each column its first, lowest, highest and last; NaN breaks it."""
    found: list[tuple[float, float]] = []
    column: list[tuple[float, float]] = []
    for a, b in zip(x, y, strict=True):
        point = (frame.x(a), frame.y(b) if math.isfinite(b) else math.nan)
        if column and (int(point[0]) != int(column[0][0]) or math.isnan(point[1])):
            found += _ends(column)
            column = []
        if math.isnan(point[1]):
            found.append(point)
        else:
            column.append(point)
    return found + _ends(column)


def _ends(column: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(column) <= 4:
        return list(column)
    low = max(column, key=lambda p: p[1])
    high = min(column, key=lambda p: p[1])
    return list(dict.fromkeys(sorted((column[0], low, high, column[-1]))))


def _path(points: Sequence[tuple[float, float]], *, steps: bool = False) -> str:
    parts, pen, before = [], "M", None
    for x, y in points:
        if math.isnan(y):
            pen, before = "M", None
            continue
        if steps and before is not None:
            parts.append(f"H{x:.1f}")
        parts.append(f"{pen}{x:.1f},{y:.1f}")
        pen, before = "L", (x, y)
    return "".join(parts)


def _band(mark: Band, frame: _Frame) -> str:
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
    found: list[tuple[float, float]] = []
    for x, y in points:
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return found


def _points(mark: Points, frame: _Frame) -> Iterable[str]:
    places = [(frame.x(x), frame.y(y)) for x, y in zip(mark.x, mark.y, strict=True)]
    if len(places) > MANY_DOTS:
        # What lies within half a pixel of another dot is hidden by it.
        places = list({(round(2 * x), round(2 * y)): (x, y) for x, y in places}.values())
    unnoted = not mark.notes or len(places) > MOST_NOTED
    if unnoted and mark.shape == "circle" and len(places) > FEW_DOTS:
        dots = "".join(f"M{x:.1f},{y:.1f}h0" for x, y in places)
        yield (
            f'<path class="s c-{mark.colour}" stroke-linecap="round" '
            f'stroke-width="{2 * mark.size:g}" d="{dots}"/>'
        )
        return
    notes = list(mark.notes) or [""] * len(places)
    for (x, y), note in zip(places, notes, strict=True):
        yield _shape(mark.shape, mark.colour, x, y, mark.size, note)


def _shape(shape: Shape, colour: str, x: float, y: float, size: float, note: str = "") -> str:
    inside = f"<title>{escape(note)}</title>" if note else ""
    if shape == "circle":
        return (
            f'<circle class="f c-{colour}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}">{inside}</circle>'
        )
    kind = "s" if shape == "cross" else "f"
    width = ' stroke-width=".4"' if shape == "cross" else ""
    return (
        f'<path class="{kind} c-{colour}"{width} d="{SHAPES[shape]}" '
        f'transform="translate({x:.1f} {y:.1f}) scale({size:g})">{inside}</path>'
    )


def _spans(mark: Spans, frame: _Frame) -> str:
    """Draw each from start to end, a pixel at least; those that touch in a row are one."""
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


def _columns(mark: Columns, frame: _Frame) -> Iterable[str]:
    zero = frame.y(0)
    for a, b, y in zip(mark.start, mark.end, mark.y, strict=True):
        left, right, top = frame.x(a), frame.x(b), frame.y(y)
        yield (
            f'<rect class="f c-{mark.colour}" x="{left:.1f}" y="{min(top, zero):.1f}" '
            f'width="{max(right - left - 0.6, 0.6):.1f}" '
            f'height="{abs(zero - top):.1f}"/>'
        )


def _bars(mark: Bars, frame: _Frame) -> str:
    gap = (frame.right - frame.left) / max(len(mark.x), 1) * 0.35
    rows = zip(mark.x, mark.open, mark.high, mark.low, mark.close, strict=True)
    path = "".join(
        f"M{frame.x(x):.1f},{frame.y(low):.1f}V{frame.y(high):.1f}"
        f"M{frame.x(x) - gap:.1f},{frame.y(o):.1f}h{gap:.1f}"
        f"M{frame.x(x):.1f},{frame.y(c):.1f}h{gap:.1f}"
        for x, o, high, low, c in rows
    )
    return f'<path class="s c-line" stroke-width="1.1" d="{path}"/>'


def _rule(mark: Rule, frame: _Frame) -> Iterable[str]:
    if mark.across == "y":
        y = frame.y(mark.at)
        yield (
            f'<path class="s c-{mark.colour} dot" stroke-width="1.6" '
            f'd="M{frame.left:.0f},{y:.1f}H{frame.right:.0f}"/>'
        )
        yield f'<text x="{frame.left + 5:.0f}" y="{y - 4:.1f}">{escape(mark.name)}</text>'
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
