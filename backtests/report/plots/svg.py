"""Draw charts as SVG: for the HTML page, which has the style sheet, or as standalone files."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from backtests.report.plots.labels import level_labels, point_labels
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
    Spans,
    legend_of,
    x_limits,
    x_ticks,
    y_limits,
    y_ticks,
)
from backtests.report.plots.pictures import pictured
from backtests.report.plots.svg_marks import (
    LETTER,
    Frame,
    Place,
    draw_labels,
    draw_mark,
    draw_shape,
)
from backtests.runtime.escapes import visible
from data_feeds.files.atomic import write_atomically

# Widths in pixels: for a desktop, and for a phone of 390 pixels less its margins.
WIDE, NARROW = 900, 350
RIGHT, TOP, BETWEEN, BOTTOM, LEGEND_ROW, TITLE_ROW = 14, 6, 14, 42, 20, 26
# Legend of the bars of an interactive chart.
CANDLES = "prices: hollow where they rose, filled where they fell"
# Fewest pixels of a bar of prices.
BAR = 3
ROW_WIDE, ROW_NARROW, ROW_LINE, GUTTER = 19, 32, 13, 430
# Style sheet of a standalone file, without variables, which few programs beside browsers know; on
# the page report.css has these rules.
ALONE = "".join(
    [
        f".s.c-{name}{{stroke:{colour};fill:none}}.f.c-{name}{{fill:{colour}}}"
        f".b.c-{name}{{fill:{colour};opacity:.18}}"
        for name, colour in HEX.items()
    ]
    + [
        "text{font:12px system-ui,sans-serif;fill:#3d444d}.t{font-size:15px;font-weight:600}",
        ".grid{stroke:#d9dde3}.dash{stroke-dasharray:5 4}.dot{stroke-dasharray:1.6 4}",
        ".halo{paint-order:stroke;stroke:#fff;stroke-width:3px}",
    ]
)


def to_svg(plot: Plot, *, width: int) -> str:
    """Draw a chart for the page, which has its title and caption; `width` is in pixels."""
    body, height = _body(plot, width)
    body = visible(body)
    return (
        f'<svg class="w{width}" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" aria-hidden="true" focusable="false">{body}</svg>'
    )


def write_svg(path: Path, plot: Plot) -> None:
    """Write a chart as a standalone file with its title and caption."""
    write_atomically(path, svg_file(plot), durable=False)


def svg_file(plot: Plot) -> bytes:
    """Draw a chart as a standalone file with its title and caption."""
    return f"{standalone(plot)}\n".encode()


def standalone(*plots: Plot) -> str:
    """Draw charts as one document with their titles and captions, one below the other."""
    drawn, height = [], 0.0
    for plot in plots:
        body, tall = _body(plot, WIDE)
        lines = _wrapped(plot.title, WIDE - 20, letter=8.2)
        drawn += [
            f'<text x="10" y="{height + 22 * at + 20:.0f}" class="t">{escape(line)}</text>'
            for at, line in enumerate(lines)
        ]
        height += 22 * len(lines) + 8
        drawn.append(f'<g transform="translate(0 {height:.0f})">{body}</g>')
        height += tall
    title, caption = (
        escape(" ".join(getattr(plot, part) for plot in plots)) for part in ("title", "caption")
    )
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height:.0f}" '
        f'width="{WIDE}" height="{height:.0f}" role="img"><title>{title}</title>'
        f"<desc>{caption}</desc><style>{ALONE}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>'
    )
    return visible(document)


@lru_cache(maxsize=1024)
def _wrapped(text: str, width: float, *, letter: float) -> Sequence[str]:
    return textwrap.wrap(text, int(width / letter), break_long_words=False, break_on_hyphens=False)


def _body(plot: Plot, width: int) -> tuple[str, float]:
    """Return the elements of all panels, one below the other, and their height."""
    plot = pictured(plot, most=width // BAR)
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
        frame = Frame(left, right, top, bottom, across, _y_scale(panel, top, bottom, narrow=narrow))
        last = at == len(plot.panels) - 1
        parts += _x_grid(plot, frame, limits, labels=last)
        parts += _y_grid(panel, frame, narrow=narrow)
        parts += [drawn for mark in panel.marks for drawn in draw_mark(mark, frame)]
        parts += draw_labels([*level_labels(panel), *point_labels(panel)], frame)
        top = bottom + BETWEEN
    end = top - BETWEEN
    parts.append(
        f'<text x="{(left + right) / 2:.0f}" y="{end + 36:.0f}" text-anchor="middle">'
        f"{escape(plot.x_title)}</text>"
    )
    return "".join(parts), end + BOTTOM


def _left(plot: Plot, *, narrow: bool) -> float:
    """Return the width of the y labels."""
    if not narrow and any(panel.rows for panel in plot.panels):
        longest = max(len(row) for panel in plot.panels for row in panel.rows)
        return min(GUTTER, LETTER * longest + 14)
    widest = max((len(text) for panel in plot.panels for _, text in y_ticks(panel)), default=3)
    return 12.0 + LETTER * widest


def _height(panel: Panel, *, narrow: bool) -> float:
    if panel.rows:
        more = ROW_LINE * (_row_lines(panel, narrow=narrow) - 1)
        return ((ROW_NARROW if narrow else ROW_WIDE) + more) * len(panel.rows)
    return panel.height * (0.85 if narrow else 1.0)


def _y_scale(panel: Panel, top: float, bottom: float, *, narrow: bool) -> Place:
    low, high = y_limits(panel)
    if panel.scale == "log":
        low, high = math.log(low), math.log(high)
    below = narrow and bool(panel.rows)
    # On a phone the name of a row is above its strip.
    lower = 6 + ROW_LINE / 2 * (_row_lines(panel, narrow=narrow) - 1) if below else 0

    def scale(y: float) -> float:
        at = math.log(y) if panel.scale == "log" else y
        return bottom - (at - low) / (high - low) * (bottom - top) + lower

    return scale


def keys(plot: Plot) -> list[tuple[str, str]]:
    """Return the legend of an interactive chart: a drawing of 20 by 14 pixels and a name a mark."""
    marks = [mark for panel in plot.panels for mark in panel.marks]
    named = {CANDLES if isinstance(mark, Bars) else legend_of(mark): mark for mark in marks}
    return [
        (
            f'<svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true" '
            f'focusable="false">{_key(mark, 2, 7)}</svg>',
            name,
        )
        for name, mark in named.items()
        if name
    ]


def _legend(plot: Plot, *, left: float, width: float) -> tuple[list[str], float]:
    """Return the legend, in as many rows as needed, and the y where it ends."""
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
            return draw_shape(mark.shape, mark.colour, x + 7, y, min(mark.size, 6))
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
    plot: Plot, frame: Frame, limits: tuple[float, float], *, labels: bool
) -> Iterable[str]:
    longest = max((len(text) for text in (plot.ticks or {}).values()), default=7)
    most = max(2, int((frame.right - frame.left) / (LETTER * longest + 16)))
    for place, text in x_ticks(plot, *limits, most=most):
        x = frame.x(place)
        yield f'<path class="grid" d="M{x:.1f},{frame.top:.0f}V{frame.bottom:.0f}"/>'
        if labels:
            yield (
                f'<text x="{x:.1f}" y="{frame.bottom + 17:.0f}" text-anchor="middle">'
                f"{escape(text)}</text>"
            )


def _y_grid(panel: Panel, frame: Frame, *, narrow: bool) -> Iterable[str]:
    for place, text in y_ticks(panel):
        y = frame.y(place)
        yield f'<path class="grid" d="M{frame.left:.0f},{y:.1f}H{frame.right:.0f}"/>'
        yield (
            f'<text x="{frame.left - 6:.0f}" y="{y + 4:.1f}" text-anchor="end">'
            f"{escape(text)}</text>"
        )
    for at, name in enumerate(panel.rows):
        lines, y = _row_name(name, narrow=narrow), frame.y(at)
        # The last line is just above the strip on a phone, the middle one beside it on a desktop.
        first = y - 10 - ROW_LINE * (len(lines) - 1 if narrow else len(lines) / 2 - 0.5)
        first += 0 if narrow else 14
        where = 'x="6"' if narrow else f'x="{frame.left - 8:.0f}" text-anchor="end"'
        for down, line in enumerate(lines):
            yield f'<text {where} y="{first + ROW_LINE * down:.1f}">{escape(line)}</text>'


def _row_name(name: str, *, narrow: bool) -> Sequence[str]:
    """Wrap the name of a row to the space above it on a phone, or beside it."""
    return _wrapped(name, NARROW - 12 if narrow else GUTTER - 14, letter=LETTER)


def _row_lines(panel: Panel, *, narrow: bool) -> int:
    return max((len(_row_name(name, narrow=narrow)) for name in panel.rows), default=1)
