"""Price tables: the day or span of each column, from the words of the heading row."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.scene import Scene

# A row: words of a heading cell, and the span of a figure below it.
CELLS: tuple[tuple[str, str], ...] = (
    (
        r"(?:(?:last|closing|latest) )?(?:close|price|level|last|settle(?:ment)?|points)(?:ing)?",
        "level",
    ),
    (r"(?:ytd|year[- ]to[- ]date|this year|since new year|year)(?: change| %)?", "year"),
    (r"(?:mtd|month[- ]to[- ]date|this month|month)(?: change| %)?", "month"),
    (r"(?:qtd|quarter[- ]to[- ]date|this quarter|quarter)(?: change| %)?", "quarter"),
    (r"(?:wtd|week[- ]to[- ]date|this week|week|on the week)(?: change| %)?", "week"),
    (
        r"(?:day|daily|today|1[- ]day|one[- ]day|on the day|change on (?:the )?day|% change|change|% chg|chg|net change)(?: change| %)?",
        "day",
    ),
    (r"(?:1[- ]year|12 months|one year|past year|52 weeks)(?: change| %)?", "12 months"),
)
CELL = re.compile(
    r"(?<![\w])(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, (pattern, _) in enumerate(CELLS))
    + r")(?![\w])"
)
LEAST_CELLS = 2
MOST_WORDS = 14


def columns(scene: Scene) -> tuple[Time, ...]:
    """Return the time of each figure of the rows below, for a heading row; empty for any other."""
    sentence = scene.marked.sentence
    words = sentence.text.lower()
    if not sentence.heading or scene.amounts or len(words.split()) > MOST_WORDS:
        return ()
    found = [CELLS[int(m.lastgroup[1:])][1] for m in CELL.finditer(words) if m.lastgroup]
    if len(found) < LEAST_CELLS or "level" not in found:
        return ()
    stated = [t.mention for t in scene.times if t.mention.role == "in" and t.mention.grain == "day"]
    on = stated[0].last if stated else scene.on
    return tuple(_time(span, on, scene.on) for span in found)


def _time(span: str, on: date, today: date) -> Time:
    """Return the time of a column: the day of a level, or the span of a change up to it."""
    first, last, role = on, on, "in"
    if span == "12 months":
        first = days.add_days(days.add_months(on, -12), 1)
    elif span in {"year", "month", "quarter", "week"}:
        first = days.period(on, span)[0]  # type: ignore[arg-type]
    grain = "day" if span in {"level", "day"} else "week" if span == "week" else "month"
    return Time(0, 0, role, first, last, first, last, grain)  # type: ignore[arg-type]
