"""Rows of tables: outcomes with their odds, statistics by horizon, forecasts by date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backtests.claims.reading.cells.periods import UNKNOWN, time_of
from backtests.claims.reading.kinds.history.samples import is_long, is_sample
from backtests.claims.reading.kinds.patterns.probabilities import CASES
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Column, Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN as NO_MARKET
from backtests.claims.reading.statement import Direction, Kind
from backtests.claims.reading.tables import columns
from backtests.claims.reading.timing.spans import Use, span

AHEAD = re.compile(
    r"\b(?:scenarios?|forecasts?|outlook|targets?|projections?|expectations?|expected|cases?"
    r"|views?|objectives?|predictions?|where)\b"
)
AFTER = re.compile(
    r"\b(?:after|following) (?:an? |the )?(?P<event>[^,;:()]{3,60}?)(?= since\b| in\b|[,;:()]|$)"
)
MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
FITS: dict[str, frozenset[str]] = {
    "odds": frozenset({"percent", "share", "odds"}),
    "share": frozenset({"percent", "share", "of"}),
    "mean": frozenset({"percent"}),
    "median": frozenset({"percent"}),
    "move": frozenset({"percent"}),
    "level": frozenset({"bare", "point", "percent"}),
    "ups": frozenset({"bare"}),
    "downs": frozenset({"bare"}),
}


def read(scene: Scene) -> bool:
    """Add the statements of a row below a heading row; return whether the line is such a row."""
    table, sentence = scene.memory.table, scene.marked.sentence
    if not table or not sentence.heading or len(scene.amounts) < len(table):
        return False
    places = scene.amounts[-len(table) :]
    label = scene.text[: places[0].start]
    if len(scene.amounts) > len(table) and re.search(r"[,;]", label):
        return False
    if not all(_fits(c, p.mention) for c, p in zip(table, places, strict=True)):
        return False
    if all(c.role == "market" for c in table) and _of_a_period(scene, places):
        return True
    move = next((p.mention for c, p in zip(table, places, strict=True) if c.role == "move"), None)
    for column, place in zip(table, places, strict=True):
        _cell(scene, column, place, label, _side(label, move))
        scene.use(place)
    return True


def _of_a_period(scene: Scene, places: Sequence[Placed[Amount]]) -> bool:
    """Add the figures of a row that is a period, below markets; return whether it is one."""
    memory = scene.memory
    words = scene.marked.sentence.text[: places[0].mention.start].lower()
    cell = columns.of_row(words, scene)
    if cell is None or memory.ahead or AHEAD.search(memory.title) or AFTER.search(memory.title):
        return False
    for column, place in zip(memory.table, places, strict=True):
        subject = _subject(scene, column)
        if subject and scene.group_of(subject) in PRICE_GROUPS:
            columns.state(scene, cell, place, subject)
        elif subject and cell is not UNKNOWN:
            _cell(scene, replace(column, time=time_of(cell)), place, words, "")
        scene.use(place)
    return True


def _fits(column: Column, amount: Amount) -> bool:
    return amount.measure in FITS.get(column.role, {amount.measure})


def _side(label: str, move: Amount | None) -> Direction:
    """Return which way an outcome points: by the sign of its move, or the name of its case."""
    if move is not None and move.sign:
        return "up" if move.sign == "+" else "down"
    return next((side for pattern, side, _ in CASES if pattern.search(label)), "")


def _subject(scene: Scene, column: Column) -> Subject:
    named = [n for n in scene.names if n.mention.group not in {"reference", "market", "other"}]
    if named:
        return named[0].mention.symbols
    if any(n.mention.group in {"market", "other"} for n in scene.names):
        return ()
    return column.subject or scene.memory.price or scene.memory.subject or (NO_MARKET,)


def _cell(scene: Scene, column: Column, place: Placed[Amount], label: str, side: Direction) -> None:
    subject = _subject(scene, column)
    if not subject or column.role == "passed":
        return
    if column.role in {"time", "now", "market"}:
        _dated(scene, column, place, subject)
    elif column.role in {"mean", "median", "share", "ups", "downs"}:
        _statistic(scene, column, place, label, subject)
    else:
        _outcome(scene, column, place, label, subject, side)


def _add(
    scene: Scene,
    place: Placed[Amount],
    kind: Kind,
    subject: Subject,
    direction: Direction,
    dates: tuple[date | None, date | None],
    condition: str = "",
) -> None:
    values, unit = in_units(place.mention, scene.group_of(subject))
    scene.state(
        kind,
        (0, place.end),
        subject,
        values,
        unit,
        direction=direction,
        dates=dates,
        condition=condition,
    )


def _outcome(
    scene: Scene,
    column: Column,
    place: Placed[Amount],
    label: str,
    subject: Subject,
    side: Direction,
) -> None:
    """Add the odds, the level or the move of an outcome."""
    levels = [c.time for c in scene.memory.table if c.role == "level" and c.time]
    time = levels[0] if levels else scene.memory.heading_time or scene.memory.due
    dates = span(time, scene.on, "target", ahead=True) if time else (None, None)
    name = " ".join(re.sub(r"‹[^›]+›|[^a-z -]| case\b| scenario\b", " ", label).split())
    amount = place.mention
    if column.role == "odds":
        _add(scene, place, "scenario", subject, side, dates, name)
        return
    stated = "odds" in {c.role for c in scene.memory.table} or AHEAD.search(scene.memory.title)
    if not stated and not {c.role for c in scene.memory.table} >= {"level", "now"}:
        return
    group = scene.group_of(subject)
    kind: Kind = "forecast" if column.role == "move" and group in PRICE_GROUPS else "target"
    if len(amount.values) == 2 and amount.form:
        kind = "range"
    if group in RATES:
        kind = "rate"
    elif group == "volatility":
        kind = "volatility"
    if column.role == "move":
        side = {"+": "up", "-": "down"}.get(amount.sign, side or "up")  # type: ignore[assignment]
    _add(scene, place, kind, subject, side, dates, name)


def _statistic(
    scene: Scene, column: Column, place: Placed[Amount], label: str, subject: Subject
) -> None:
    """Add a mean, a median or a share of times, for the horizon or the month of its row."""
    amount, memory = place.mention, scene.memory
    own = [t.mention for t in scene.times if t.mention.role == "since"]
    sample = own[0] if own else memory.heading_time
    dates = (
        span(sample, scene.on, "sample", ahead=False)
        if sample and (is_sample(sample) or is_long(sample))
        else (None, None)
    )
    words_ = scene.marked.sentence.text[: place.mention.start].lower()
    horizon = re.search(r"\d+[ -](?:day|week|month|year)s?|\w+ (?:day|week|month|year)s?", words_)
    event = AFTER.search(memory.title)
    month = MONTH.search(words_) or MONTH.search(column.words)
    condition = month[0] if month else f"after {event['event'].strip()}" if event else ""
    if horizon and not month:
        condition = ", ".join(c for c in (condition, horizon[0]) if c)
    down = amount.sign == "-"
    if column.role == "share":
        _add(scene, place, "frequency", subject, "up", dates, condition)
        return
    if column.role in {"ups", "downs"}:
        side: Direction = "up" if column.role == "ups" else "down"
        value = amount.values
        scene.state(
            "frequency",
            (0, place.end),
            subject,
            value,
            "count",
            direction=side,
            dates=dates,
            condition=condition.capitalize(),
        )
        return
    if column.role == "median":
        condition = ", ".join(c for c in (condition, "median") if c)
    kind: Kind = "seasonal" if month else "average"
    _add(scene, place, kind, subject, "down" if down else "up", dates, condition)


# Rows of the years of a presidency, below markets.
CYCLE = re.compile(
    r"\W*(?P<part>(?:first|second|third|fourth"
    r"|(?:pre-|post-)?(?:election|midterm))(?: year)?s?)\W*$"
)


def _of_the_cycle(scene: Scene, place: Placed[Amount], subject: Subject) -> bool:
    """Add the mean of a year of the presidential cycle; return whether the row is one."""
    m = CYCLE.match(scene.text[: scene.amounts[0].start])
    if (
        m is None
        or place.mention.measure != "percent"
        or scene.group_of(subject) not in PRICE_GROUPS
    ):
        return False
    side: Direction = "down" if place.mention.sign == "-" else "up"
    part = m["part"] if "year" in m["part"] else f"{m['part']} year"
    _add(scene, place, "seasonal", subject, side, (None, None), f"{part} of presidency")
    return True


def _dated(scene: Scene, column: Column, place: Placed[Amount], subject: Subject) -> None:
    """Add the figure of a column that is a day, a period or a market."""
    if column.role == "market" and _of_the_cycle(scene, place, subject):
        return
    time = column.time or (scene.times[0].mention if scene.times else None)
    group, amount = scene.group_of(subject), place.mention
    if column.role == "now":
        time = Time(0, 0, "now", scene.on, scene.on, scene.on, scene.on)
    if time is None:
        return
    moved = amount.measure == "percent" and group in PRICE_GROUPS
    with_now = any(c.role == "now" for c in scene.memory.table)
    ahead = time.role == "ahead" or (
        time.next_last > scene.on
        and (with_now or bool(AHEAD.search(scene.memory.title)) or time.first > scene.on)
    )
    use: Use = "move" if moved else "target" if ahead else "state"
    from_, to = span(time, scene.on, use, ahead=ahead)
    if not moved and not ahead:
        from_ = to
    side: Direction = ""
    if moved:
        side = "down" if amount.sign == "-" else "up"
    kind: Kind = ("forecast" if ahead else "return") if moved else "target" if ahead else "level"
    if group in RATES:
        kind = "rate"
    elif group == "volatility":
        kind = "volatility"
    _add(scene, place, kind, subject, side, (from_, to))
