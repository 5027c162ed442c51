"""Heading rows of tables: what each column of the rows below states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from backtests.claims.reading.kinds.history.tallies import GAINING, LOSING, PERIODS_COUNTED
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Column, Columns
from backtests.claims.reading.scene import Scene

MOST_WORDS = 24
# A part of the calendar whose mean a column gives.
PART = (
    r"(?:monthly|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:mon|tues|wednes|thurs|fri)day)"
)
MOVE = r"(?:return|gain|change|move|performance)s?"
# A row: words of a heading cell, and what the figures below it are.
CELLS = (
    (r"(?:probabilit(?:y|ies)|prob\.?|odds|weight(?:ing)?s?|likelihood|chances?)", "odds"),
    (
        r"(?:%|per ?cent(?:age)?|share"
        r"|pct)(?: of(?: the)? (?:time|times|years|cases|periods))?,? (?:positive|higher|up"
        r"|winners|rising)"
        r"|(?:hit|win|success) rate|win %|positive(?: %)?"
        r"|(?:times|years|cases|periods) (?:positive|higher|up)"
        r"|(?:share|frequency) of (?:gains|advances)"
        r"|(?:share|percentage|%) of (?:the )?(?:cases|times|years|periods|signals)"
        r"(?: (?:with|of|in) (?:a )?(?:gains?|rise|advance))?",
        "share",
    ),
    (rf"median(?: {PART})?(?: {MOVE})?", "median"),
    (rf"(?:mean|average|avg\.?)(?: {PART})?(?: {MOVE})?", "mean"),
    (rf"(?:number of |# |no\. )?(?:{GAINING}) (?:{PERIODS_COUNTED})", "ups"),
    (rf"(?:number of |# |no\. )?(?:{LOSING}) (?:{PERIODS_COUNTED})", "downs"),
    (
        (
            r"(?:index |price |year-end |12-month |our |end-of-year )*(?:levels?|targets?"
            r"|price targets?|forecasts?|projections?|estimates?|objectives?)"
        ),
        "level",
    ),
    (
        (
            r"(?:implied |total |expected |potential |price )*(?:returns?|changes?"
            r"|upside(?:/downside)?|downside|move"
            r"|performance)(?: (?:from|vs\.?|versus) (?:here|today|current|spot|now))?"
        ),
        "move",
    ),
    (r"(?:now|current(?:ly)?|spot|today|latest|actual)(?: (?:level|price|value))?", "now"),
    (
        r"(?:n|no\.|number|count|cases|obs(?:ervations)?\.?|instances"
        r"|occurrences)(?: of (?:cases|years|events|times))?"
        r"|best|worst|max(?:imum)?|min(?:imum)?|st\.? ?dev\.?|std",
        "passed",
    ),
    (
        (
            r"case|scenario|outcome|(?:holding )?period|horizon|window|index|market"
            r"|asset(?: class)?|month|quarter|year (?:of|in) (?:the |a |its )?(?:term|presidency"
            r"|presidential (?:term|cycle)|cycle|office)|presidential year|year|signal|event"
            r"|instrument|benchmark"
        ),
        "label",
    ),
)
CELL = tuple((re.compile(rf"(?:{pattern})(?![\w-])"), role) for pattern, role in CELLS)
HORIZON = re.compile(r"(?P<number>\d{1,2})[- ]?(?P<unit>m|mo|mths?|months?|y|yrs?|years?)(?![\w])")
SEPARATORS = re.compile(r"[\s,;:()/|%–-]+|in |and ")
UNKNOWN_WORDS = 1
LEAST = 2


class _StatesFigureError(Exception):
    """A figure that is no horizon: the line is no heading row."""


def read(scene: Scene) -> Columns:
    """Return the columns that a heading row names; empty for any other line."""
    sentence = scene.marked.sentence
    columns = sentence.text.rpartition(": ")[2]
    if not sentence.heading or len(columns.split()) > MOST_WORDS:
        return ()
    try:
        cells = list(_cells(scene))
    except _StatesFigureError:
        return ()
    unknown = sum(c is None for c in cells)
    known = [c for c in cells if c is not None]
    if known and known[0].role == "label":
        known = known[1:]
    merged = tuple(_merged(_with_span(known)))
    if any(c.role == "odds" for c in merged):
        merged = tuple(_with_levels(merged))
    if any(c.time and c.time.role == "in" and c.time.last < scene.on for c in merged):
        merged = tuple(_back(scene, c) for c in merged)
    roles = [c.role for c in merged]
    if unknown > UNKNOWN_WORDS or len(merged) < LEAST or "label" in roles:
        return ()
    stated = {"odds", "share", "median", "mean", "ups", "downs"} & {*roles}
    timed = sum(role in {"time", "now"} for role in roles) >= LEAST
    named = sum(role == "market" for role in roles) >= LEAST
    ahead = {"now", "level"} <= {*roles} or {"level", "move"} <= {*roles}
    return merged if stated or timed or named or ahead else ()


def _cells(scene: Scene) -> Iterator[Column | None]:
    """Yield what each stretch of a heading row is; nothing known for a word of no table."""
    text = scene.marked.sentence.text.lower()
    # "S&P 500 after first cuts since 1970: mean gain, share of gains": the columns after the title.
    at = text.find(": ") + 1
    while at < len(text):
        gap = SEPARATORS.match(text, at)
        if gap:
            at = gap.end()
            continue
        found = list(_at(scene, text, at))
        if found:
            end, column = max(found, key=lambda f: f[0])
            yield column
        else:
            end = at + len(text[at:].split(None, 1)[0])
            if re.search(r"\d", text[at:end]):
                raise _StatesFigureError
            yield None
        at = end


def _at(scene: Scene, text: str, at: int) -> Iterator[tuple[int, Column]]:
    for pattern, role in CELL:
        if m := pattern.match(text, at):
            yield m.end(), Column(role, words=m[0])  # type: ignore[arg-type]
    for t in scene.times:
        if t.mention.start == at and t.mention.role != "now":
            yield t.mention.end, Column("time", time=t.mention)
    for n in scene.names:
        if n.mention.start == at and n.mention.group not in {"reference", "market", "other"}:
            yield n.mention.end, Column("market", n.mention.symbols)
    if m := HORIZON.match(text, at):
        months = int(m["number"]) * (12 if m["unit"][0] == "y" else 1)
        last = days.add_months(scene.on, months)
        time = Time(0, 0, "ahead", scene.on, last, scene.on, last, "month", words=m[0])
        yield m.end(), Column("time", time=time)


def _with_span(cells: list[Column]) -> list[Column]:
    """Return the columns; a change behind two days is one from the earlier to the later of them."""
    days_ = [c.time for c in cells[:-1] if c.time and c.time.grain == "day" and c.time.role == "in"]
    if len(days_) < LEAST or len(days_) != len(cells) - 1 or cells[-1].role != "move":
        return cells
    first, last = min(d.first for d in days_), max(d.last for d in days_)
    span = replace(days_[0].over(first, last), words="")
    return [*cells[:-1], Column("time", time=span, words=cells[-1].words)]


def _merged(cells: list[Column]) -> Iterator[Column]:
    """Yield the columns, with a market or a time and the word for its figures as one."""
    held: Column | None = None
    for c in cells:
        if held is not None and held.role in {"market", "time"} and c.role in {"level", "move"}:
            role = c.role if held.role == "market" else "time"
            held = Column(role, held.subject, held.time, c.words)
            continue
        if held is not None:
            yield held
        held = c
    if held is not None:
        yield held


def _with_levels(columns: Columns) -> Iterator[Column]:
    """Yield the columns of a table of odds; one headed by a market, or its day, is its level."""
    held: Column | None = None
    for c in columns:
        if held is not None and c.role == "time":
            due = replace(c.time, role="by") if c.time and c.time.role == "in" else c.time
            yield Column("level", held.subject, due, held.words)
            held = None
            continue
        if held is not None:
            yield Column("level", held.subject, None, held.words)
        held = c if c.role == "market" else None
        if held is None:
            yield c
    if held is not None:
        yield Column("level", held.subject, None, held.words)


def _back(scene: Scene, column: Column) -> Column:
    """Return a column of "12 months" beside one of a past month: the months up to today."""
    time = column.time
    if time is None or time.role != "ahead" or time.grain != "month":
        return column
    months = (time.last.year - scene.on.year) * 12 + time.last.month - scene.on.month
    first = days.add_months(scene.on, -months)
    return replace(column, time=replace(time, role="back", first=first, last=scene.on))
