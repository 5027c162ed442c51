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
    (
        (
            r"(?:year[- ]end (?:close )?(?P<y1>(?:19|20)\d\d)"
            r"|(?P<y2>(?:19|20)\d\d)(?: year[- ]end)? close|close (?P<y3>(?:19|20)\d\d))"
        ),
        "end of year",
    ),
    (r"(?:prior|previous|last) (?P<before>week|month|quarter|year)(?:'s)?(?: close)?", "before"),
    (r"(?:prior|previous) (?:day|close)(?:'s close)?", "day before"),
    (
        (
            r"(?:as of|as at|close(?: on)?|on|price on)? ?(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]"
            r"|[12]\d|0?[1-9])(?:/(?:20)?(?P<year>\d\d))?(?: close)?"
        ),
        "date",
    ),
    (r"(?:ytd|year[- ]to[- ]date|this year|since new year|year)(?: change| return| %)?", "year"),
    (r"(?:mtd|month[- ]to[- ]date|this month|monthly|month)(?: change| return| %)?", "month"),
    (
        r"(?:qtd|quarter[- ]to[- ]date|this quarter|quarterly|quarter)(?: change| return| %)?",
        "quarter",
    ),
    (
        (
            r"(?:wtd|week[- ]to[- ]date|this week|weekly|week"
            r"|on the week)(?: (?:change|chg|return|%))*"
        ),
        "week",
    ),
    (
        (
            r"(?:day|daily|today|1[- ]day|one[- ]day|on the day|change on (?:the )?day|% ?change"
            r"|change|% ?chg|pct chg|chg|net change)(?: change| %)?"
        ),
        "day",
    ),
    (r"(?:1[- ]year|12 months|one year|past year|52 weeks)(?: change| %)?", "12 months"),
)
CELL = re.compile(
    r"(?<![\w])(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, (pattern, _) in enumerate(CELLS))
    + r")(?![\w])"
)
LEVELS = {"level", "end of year", "before", "day before", "date"}
# The column of a change in percent is of the span of the change before it: "Week Chg %Chg".
IN_PERCENT = re.compile(r"(?:%|pct) ?(?:change|chg)\b")
LEAST_CELLS = 2
MOST_WORDS = 14
# What a sentence states, and no heading: "on Monday the index moved below its average at the close".
MOVED = re.compile(r"\b(?:rose|fell|moved|gained|lost|dropped|slid|climbed|broke|was|were)\b")


def columns(scene: Scene) -> tuple[Time, ...]:
    """Return the time of each figure of the rows below, for a heading row; empty for any other."""
    sentence = scene.marked.sentence
    words = sentence.text.lower()
    if not sentence.heading or len(words.split()) > MOST_WORDS or MOVED.search(scene.text):
        return ()
    cells = list(CELL.finditer(words))
    if any(not any(_holds(m, p.mention.start) for m in cells) for p in scene.amounts):
        return ()
    found = [_span(m) for m in cells]
    kept = [
        cells[i - 1] if i and found[i] == "day" and IN_PERCENT.match(words, m.start()) else m
        for i, m in enumerate(cells)
    ]
    if len(found) < LEAST_CELLS or not LEVELS & {*found}:
        return ()
    dated = [d for m in cells if _span(m) == "date" and (d := _date(m, scene.on))]
    stated = [t.mention for t in scene.times if t.mention.role == "in" and t.mention.grain == "day"]
    on = dated[-1] if dated else stated[0].last if stated else scene.on
    return tuple(_time(m, on, scene.on) for m in kept)


def _holds(cell: re.Match[str], at: int) -> bool:
    """Whether a place of the heading row stands in a cell."""
    return cell.start() <= at < cell.end()


def _span(cell: re.Match[str]) -> str:
    """Return what the figures below a cell are."""
    return next(s for i, (_, s) in enumerate(CELLS) if cell[f"c{i}"] is not None)


def _date(cell: re.Match[str], today: date) -> date | None:
    """Return the date of a cell such as "as of 10/17": without a year the latest one."""
    year = 2000 + int(cell["year"]) if cell["year"] else today.year
    try:
        found = date(year, int(cell["month"]), int(cell["day"]))
        return found if cell["year"] or found <= today else found.replace(year=year - 1)
    except ValueError:
        return None


def _last_weekday(day: date) -> date:
    """Return the day, or the Friday before one of a week-end."""
    return days.weekday_before(days.add_days(day, 1))


def _time(cell: re.Match[str], on: date, today: date) -> Time:
    """Return the time of a column: the day of a level, or the span of a change up to it."""
    span = _span(cell)
    first, last, role = on, on, "in"
    if span == "end of year":
        first = last = date(int(cell["y1"] or cell["y2"] or cell["y3"]), 12, 31)
    elif span == "before":
        first = last = _last_weekday(days.add_days(days.period(on, cell["before"])[0], -1))  # type: ignore[arg-type]
    elif span == "day before":
        first = last = days.weekday_before(on)
    elif span == "date":
        first = last = _date(cell, today) or on
    elif span == "12 months":
        first = days.add_days(days.add_months(on, -12), 1)
    elif span in {"year", "month", "quarter", "week"}:
        first = days.period(on, span)[0]  # type: ignore[arg-type]
    grain = "day" if span in LEVELS or span == "day" else "week" if span == "week" else "month"
    return Time(0, 0, role, first, last, first, last, grain)  # type: ignore[arg-type]
