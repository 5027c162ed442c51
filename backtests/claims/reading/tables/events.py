"""Tables of events: a row for each, with its day and the move that it was or that followed it."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Cell, Column, Columns, Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind

MOST_WORDS = 28
MOST_STRANGE = 3
HORIZON = (
    rf"\+?(?:\d{{1,2}}|{numerals.CARDINAL})[ -]?(?:days?|weeks?|months?|quarters?|years?|d|w|m|mo"
    rf"|q|yr|y)\b(?: (?:later|after|forward|on|out))?"
)
LONG = re.compile(rf"(?P<n>\d{{1,2}}|{numerals.CARDINAL})[ -]?(?P<unit>d|w|m|q|y)")
MOVE = (
    r"(?:(?:total|price|index|cumulative|subsequent|forward|%|percent(?:age)?) )*(?:returns?"
    r"|gains?|gain/loss|change|performance|move)"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
OF_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
# What names an event in the first column; a table without one is no table of events.
LABEL = re.compile(
    r"(?:(?:start(?:ing)?|begin(?:ning)?|peak|signal|event) )?dates?\b|peak\b"
    r"|(?:start|beginning|end) of (?:the )?[a-z]+(?: [a-z]+)?"
    r"|(?:date of )?(?:first|last|final|initial) (?:fed )?(?:rate )?(?:cut|hike|increase)s?\b"
    r"|(?:rate )?(?:cuts?|hikes?)\b"
    r"|(?:bear|bull) markets?\b|corrections?\b|recessions?\b"
    r"|(?:election |midterm |calendar )?years?\b|elections?\b"
    r"|cycles?\b|periods?\b|conflicts?\b|events?\b|inversions?\b|shutdowns?\b"
)
# A row: words of a heading cell, and what the figures below it are.
CELLS: tuple[tuple[str, Cell], ...] = (
    (
        r"(?:(?:trough|end(?:ing)?|bottom|low) )dates?|trough|bottom|end",
        "label",
    ),
    (
        r"(?:time|days|weeks|months|years) to (?:bottom|trough|recover(?:y)?|break[- ]?even|low"
        r"|new high)|duration|length|"
        r"(?:trading |calendar )?days|months|(?:no\.|number) of (?:days|months)",
        "passed",
    ),
    (
        (
            r"(?:(?:total|peak|max(?:imum)?|price|peak[- ]to[- ]trough|%|percent(?:age)?"
            r"|index) )*(?:declines?|loss(?:es)?|drops?|drawdowns?|falls?)"
        ),
        "fall",
    ),
    (rf"{MOVE}[ ,]*(?:\(?(?:after )?{HORIZON}\)?)", "after"),
    (rf"\(?{HORIZON}\)?(?: {MOVE})?", "after"),
    (rf"{OF_MONTH}\.? {MOVE}", "rise"),
    (rf"(?:full[- ])?(?:calendar )?(?:year|annual|yearly)(?:'s)? {MOVE}", "rise"),
    (rf"{MOVE}(?! by\b)", "rise"),
)
CELL = tuple((re.compile(rf"(?:{pattern})(?![\w-])"), role) for pattern, role in CELLS)
GAP = re.compile(r"[\s,;:/|%–-]+|(?:in|and|the|of)\b ")
RESULTS = frozenset({"fall", "rise", "after"})
TYPICAL = re.compile(r"\W*(?:(?P<median>median)|average|mean|avg)\b")


def heading(scene: Scene) -> Columns:
    """Return the columns of a heading row over events, label first; empty for another line."""
    sentence = scene.marked.sentence
    text = sentence.text.lower()
    if not sentence.heading or len(text.split()) > MOST_WORDS or text.rstrip().endswith("?"):
        return ()
    label = LABEL.match(text)
    if label is None:
        return ()
    at, strange, found = label.end(), 0, [Column("label", words=label[0])]
    subject: Subject = ()
    while at < len(text):
        if gap := GAP.match(text, at):
            at = gap.end()
            continue
        name = next((n.mention for n in scene.names if n.mention.start == at), None)
        cells = [(m.end(), role) for pattern, role in CELL if (m := pattern.match(text, at))]
        if cells:
            end, role = max(cells)
            horizon = LONG.search(text, at, end) if role == "after" else None
            month = re.match(OF_MONTH, text[at:end]) if role == "rise" else None
            said = horizon or month
            found.append(Column(role, subject, words=said[0] if said else ""))
        elif name is not None:
            end, subject = name.end, name.symbols
            bare = not any(p.match(text, end + 1) for p, role in CELL if role in {"rise", "fall"})
            if bare and name.group not in {"reference", "market", "other"}:
                found.append(Column("level", subject))
        else:
            end, strange = at + len(text[at:].split(None, 1)[0]), strange + 1
            if re.search(r"\d", text[at:end]):
                return ()
        at = end
    if strange > MOST_STRANGE or not RESULTS & {c.role for c in found}:
        return ()
    return tuple(found)


def row(scene: Scene) -> bool:
    """Add the moves of an event; return whether the line is a row of such a table."""
    table, sentence = scene.memory.events, scene.marked.sentence
    results = [c for c in table if c.role in RESULTS]
    if not results or not sentence.heading:
        return False
    places = [p for p in scene.amounts if p.mention.measure == "percent"]
    typical = TYPICAL.match(scene.text)
    if len(places) != len(results) or any(len(p.mention.values) != 1 for p in places):
        return False
    if not typical and not scene.times:
        return False
    prices = [p for p in scene.amounts if p.mention.measure == "bare" and p.mention.money]
    levels = [c for c in table if c.role == "level"]
    if len(prices) == len(levels) and scene.times and scene.times[0].mention.grain == "day":
        for column, place in zip(levels, prices, strict=True):
            day = scene.times[0].mention.first
            scene.state(
                "level",
                (0, place.end),
                column.subject,
                place.mention.values,
                "points",
                dates=(day, day),
            )
    for column, place in zip(results, places, strict=True):
        _cell(scene, column, place, typical)
    scene.use(*scene.amounts)
    return True


def _side(scene: Scene, column: Column, place: Placed[Amount]) -> Direction:
    """Return the direction of a cell: its sign or its brackets, or what its column is."""
    bracketed = scene.text[: place.start].endswith("(") and scene.text[place.end :].startswith(")")
    if column.role == "fall":
        return "down"
    return "down" if bracketed or place.mention.sign == "-" else "up"


def _cell(
    scene: Scene, column: Column, place: Placed[Amount], typical: re.Match[str] | None
) -> None:
    subject = column.subject or scene.memory.price or (UNKNOWN,)
    what = scene.memory.events[0].words
    horizon = _horizon(column.words)
    kind: Kind = "average" if typical else "return"
    dates: tuple[date | None, date | None] = (None, None)
    condition = ", ".join(c for c in (f"after {what}" if horizon else what, horizon) if c)
    if typical and typical["median"]:
        condition += ", median"
    if not typical:
        dates = _dates(scene, column)
        condition = f"after {what}, {horizon}" if dates == (None, None) else ""
    scene.state(
        kind,
        (0, place.end),
        subject,
        place.mention.values,
        "fraction",
        direction=_side(scene, column, place),
        dates=dates,
        condition=condition,
        testable=UNKNOWN not in subject,
    )


def _dates(scene: Scene, column: Column) -> tuple[date | None, date | None]:
    """Return first and last day of the move of an event; none for one that followed it."""
    if column.role == "after":
        return _after_its_end(scene, column)
    one, *others = [t.mention for t in scene.times]
    ended = [t for t in others if t.role in {"in", "by"} and t.last > one.first]
    if one.grain == "day":
        return one.first, _last(ended)
    if one.grain == "year" and column.words[:3] in MONTHS:
        month = one.first.replace(month=MONTHS.index(column.words[:3]) + 1)
        return days.add_days(month, -1), days.period(month, "month")[1]
    if one.grain in {"month", "quarter", "year"}:
        return days.add_days(one.first, -1), _last(ended) or min(one.last, scene.on)
    return one.first, one.last


# The next months of a row of peaks and troughs are counted from the trough.
ENDS = re.compile(r"(?:trough|bottom|low|end)")


def _after_its_end(scene: Scene, column: Column) -> tuple[date | None, date | None]:
    """Return the days after the second day of a row, where the heading names such a column."""
    labels = [c for c in scene.memory.events if c.role == "label"]
    days_ = [t.mention for t in scene.times if t.mention.grain == "day"]
    m = LONG.search(column.words)
    if len(labels) != LABELS or len(days_) != LABELS or m is None:
        return None, None
    count = float(m["n"]) if m["n"].isdigit() else numerals.cardinal(m["n"])
    unit = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}[m["unit"]]
    return days_[1].last, days.shifted(days_[1].last, count, unit)


LABELS = 2


def _last(ended: list[Time]) -> date | None:
    return ended[0].last if ended else None


def _horizon(said: str) -> str:
    """Return a horizon in the words of conditions: "1 year" is 12 months."""
    m = LONG.search(said)
    if m is None:
        return ""
    count = numerals.cardinal(m["n"]) if not m["n"].isdigit() else float(m["n"])
    unit = {"d": "day", "w": "week", "m": "month", "q": "month", "y": "month"}[m["unit"]]
    count *= {"y": 12, "q": 3}.get(m["unit"], 1)
    return f"{count:g} {unit}{'s' if count != 1 else ''}"
