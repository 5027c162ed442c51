"""Price tables: what each column of a table of performance is, and the statements of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from backtests.claims.reading.cells import periods
from backtests.claims.reading.cells.periods import UNKNOWN, Cell, Days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

LEAST_CELLS = 2
MOST_WORDS = 30
MOST_UNKNOWN = 3  # stretches of words of no table
LONGEST_LABEL = 4
LONG = 14  # days of a move that is counted in months or years
NEAR = 4  # days between the close of a table and its publication
# What a sentence states, and no heading: "on Monday the index moved below its average".
MOVED = re.compile(
    r"\b(?:rose|fell|moved|gained|lost|dropped|slid|climbed|broke|was|were|higher|lower|rises?"
    r"|falls?|slips?|slides?|climbs?|tumbles?|rall(?:y|ies)|jumps?|sinks?|closes|ends|hits?)\b"
)
# What only a sentence or a title has.
OF_PROSE = re.compile(
    r"(?:the|of|in|is|are|and|how|what|why|when|we|you|your|our|will|for|with|after|following"
    r"|later|ahead|review|wrap|outlook)$"
)
# Figures to come, and means over many cases.
OF_OTHER_TABLES = re.compile(
    r"\b(?:now|current|spot|forecasts?|targets?|estimates?|expected|projections?|projected|odds"
    r"|probabilit(?:y|ies)|scenarios?|cases?|average|avg|mean|median|positive|winners|hit|win"
    r"|implied|upside|downside|after|following|later|next|forward|event|signal|horizon|n|count)\b"
)
TITLE_OF_OTHER = re.compile(
    r"\b(?:after|following|forecasts?|targets?|outlook|odds|scenarios?|projections?|average|median"
    r"|expected|forward|next)\b"
)
# The heading of the names at the left.
LABEL = re.compile(
    r"(?:market|index|indices|indexes|benchmark|name|asset(?: class)?|fund|etf|ticker|symbol"
    r"|instrument|security|sector|/)(?![\w])"
)
# The heading of rows that are periods themselves: "Year June gain".
OF_PERIODS = re.compile(
    r"[\s|]*(?:year|date|period|day|(?:month|quarter|week)[\s|]+(?:19|20)\d\d)\b"
)
# The day of the whole table in the cell over its names: "Period ended June 30", "As of 3 May".
OVER_NAMES = re.compile(
    r"[\s|]*(?:(?:total|cumulative|net|annuali[sz]ed|performance|returns?|periods?|for|the"
    r"|ended|ending|data|all)\b[\s|(%):,]*)*"
)
# "For the week ending Friday:" is one period of the items below it, and no row of columns.
OVER_A_LIST = re.compile(r"^\W*(?:for |in |over |during )?‹w\d+›\W*$|:\W*$")
SAYS_SO = re.compile(r"\b(?:period|ended|ending|as of|as at|through)\b")
GAP = re.compile(r"[\s,;:|/]+")
WORD = re.compile(r"\S+")
NO_FIGURE = re.compile(r"(?<=\s)(?:-|–|n/?a|n\.a\.|--)(?=\s|$)", re.IGNORECASE)
# What else may stand beside the name of a market.
BESIDE_NAME = re.compile(
    r"(?:‹n\d+›|the|us|u\.s\.|index|average|composite|industrials?|industrial|etf|stocks|shares"
    r"|close|[\^.$]?[A-Z]{2,5}|[(),:|/'-]|\s)*"
)
ALREADY_A_YEAR = re.compile(r"\b(?:annuali[sz]ed|per year|a year|p\.a)\b")


def columns(scene: Scene) -> tuple[Cell, ...]:
    """Return what each figure of the rows below is, for a heading row; empty for any other."""
    sentence, memory = scene.marked.sentence, scene.memory
    words = sentence.text.lower()
    if not sentence.heading or len(words.split()) > MOST_WORDS or MOVED.search(scene.text):
        return ()
    if any(p.mention.measure in {"percent", "bp", "point", "share"} for p in scene.amounts):
        return ()
    if any(n.mention.group in PRICE_GROUPS for n in scene.names):
        return ()
    stated = _over_names(scene)
    words = words[stated:]
    if OF_PERIODS.match(words) or (len(scene.times) == 1 and OVER_A_LIST.search(scene.text)):
        return ()
    of_table, published = (periods.last_weekday(d) for d in (_day_of_table(scene), scene.on))
    cells = _cells(words, of_table)
    said = stated or memory.heading_time or _announced(scene)
    if (published - of_table).days > NEAR and not said:
        cells = [_either(*both) for both in _paired(cells, _cells(words, published))]
    elif published != scene.on and of_table == published:
        # Months before a week-end begin on its own date, or on that of the Friday.
        counted = _paired(cells, _cells(words, scene.on))
        cells = [_either(c, replace(d, days=_begun(c, d), others=())) for c, d in counted]
    known = [c for c in cells if c is not UNKNOWN]
    if not known or len(cells) < LEAST_CELLS or len(cells) - len(known) > MOST_UNKNOWN:
        return ()
    if len(known) < LEAST_CELLS and not LABEL.match(words.lstrip(" |/")):
        return ()
    levels = [c for c in known if c.role in {"level", "high", "low", "either"}]
    ahead = memory.ahead or TITLE_OF_OTHER.search(memory.title)
    if OF_OTHER_TABLES.search(words) or (ahead and not levels):
        return ()
    yearly = ALREADY_A_YEAR.search(memory.title)
    return tuple(replace(c, role="yearly") if yearly and c.role == "years" else c for c in cells)


def _over_names(scene: Scene) -> int:
    """Return the end of the day of the whole table, which is no column; 0 where none is stated."""
    words = scene.marked.sentence.text.lower()
    first = next((t.mention for t in scene.times), None)
    if first is None or first.grain != "day" or not OVER_NAMES.fullmatch(words[: first.start]):
        return 0
    return first.end if SAYS_SO.search(words[: first.end]) else 0


# "The table shows returns to 30 June", before the rows of it.
ANNOUNCES = re.compile(
    r"\b(?:tables?|figures below|returns below|below|the following|as follows|performance)\b|:\W*$"
)
UP_TO = re.compile(r"\b(?:to|as of|as at|through|ended|ending|until|at|for periods to) ?(?:the )?$")
# "As of june 30": what stands before the day itself.
BEFORE_DAY = re.compile(
    r"(?:\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b).*", re.DOTALL
)
# Paragraphs between such a sentence and the heading row: a title of the table may stand there.
BETWEEN = 2


def announced(scene: Scene) -> tuple[int, Time] | None:
    """Return the paragraph of a sentence that announces a table, with the day of its figures."""
    sentence = scene.marked.sentence
    if sentence.heading or not ANNOUNCES.search(scene.text):
        return None
    days_ = [
        t.mention
        for t in scene.times
        if t.mention.grain == "day"
        and t.mention.first == t.mention.last <= scene.on
        and UP_TO.search(f"{scene.text[: t.start]}{BEFORE_DAY.sub('', t.mention.words)}")
    ]
    return (sentence.paragraph, days_[-1]) if len(days_) == 1 else None


def _announced(scene: Scene) -> Time | None:
    """Return the day that the sentence before the heading row gives for the figures of a table."""
    over = scene.memory.over_table
    near = over is not None and 0 < scene.marked.sentence.paragraph - over[0] <= BETWEEN
    return over[1] if over is not None and near else None


def _paired(cells: list[Cell], others: list[Cell]) -> list[tuple[Cell, Cell]]:
    """Return each cell with its other reading; with itself where that has other columns.

    A day in a heading may be to come, and so no column, as seen from the day of the table.
    """
    return list(zip(cells, others if len(others) == len(cells) else cells, strict=True))


def _begun(cell: Cell, other: Cell) -> Days | None:
    """Return the days of a long move from the first day of another reading."""
    if cell.days is None or other.days is None or (cell.days[1] - cell.days[0]).days < LONG:
        return cell.days
    return other.days[0], cell.days[1]


def _either(cell: Cell, other: Cell) -> Cell:
    """Return a move up to the day of a column, or to that of publication, as other readings."""
    if cell.role == "yearly" and cell.days != other.days:
        return UNKNOWN
    if cell.role != "move" or cell.days is None or other.days is None:
        return cell
    more = (*cell.others, other.days, *other.others)
    return replace(cell, others=tuple(d for d in dict.fromkeys(more) if d != cell.days))


def _day_of_table(scene: Scene) -> date:
    """Return the day of the figures: one of the heading row, the title, the opening, or today."""
    words = scene.marked.sentence.text.lower()
    stated = [c for _, c in _found(words, scene.on) if c.role == "either" and c.days]
    over = scene.memory.heading_time
    titled = over.last if over and over.role == "in" and over.grain == "day" else None
    if stated:
        return max(c.days[1] for c in stated if c.days)
    if titled and titled <= scene.on:
        return titled
    if before := _announced(scene):
        return before.last
    reported = scene.memory.session
    return reported.last if reported and reported.last <= scene.on else scene.on


def _found(words: str, on: date) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a table of words that stand in a heading row."""
    at = 0
    while at < len(words):
        gap = GAP.match(words, at)
        at = gap.end() if gap else at
        found = periods.cell_at(words, at, on)
        if found:
            yield at, found[1]
        at = found[0] if found else at + len(words[at:].split(None, 1)[0]) if words[at:] else at


def _cells(words: str, on: date) -> list[Cell]:
    """Return the columns of a heading row; none where it has words of prose."""
    cells: list[Cell] = []
    at, unknown, changed, label = 0, 0, False, False
    while at < len(words):
        if gap := GAP.match(words, at):
            at = gap.end()
            continue
        if not cells and (m := LABEL.match(words, at)):
            at, label, unknown = m.end(), True, 0
            continue
        last = cells[-1] if cells else None
        found = periods.cell_at(words, at, on)
        percent, change = periods.IN_PERCENT.match(words, at), periods.CHANGES.match(words, at)
        if last and not unknown and (m := periods.YEARLY.match(words, at)):
            cells[-1] = replace(last, role="yearly" if last.role == "years" else last.role)
        elif last and not unknown and (m := periods.IN_ALL.match(words, at)):
            cells[-1] = replace(last, role="move" if last.role == "years" else last.role)
        elif m := periods.TOTAL.match(words, at):
            if last and not unknown:
                cells[-1] = UNKNOWN
            else:
                unknown += 1
        elif not found and last is UNKNOWN and (m := percent or change):
            pass  # of a column that is not known
        elif not found and (m := percent or change):
            opens = _opens(words, m.end(), on)
            unknown = _add_change(cells, opens, on, changed, unknown, percent is not None)
            changed = True
        elif found:
            at, changed = found[0], False
            cells.append(found[1])
            unknown = 0
            continue
        else:
            m = WORD.match(words, at)
            if m is None or OF_PROSE.match(m[0].strip("(),.:;?!'\"")):
                return []
            unknown += 1
            if cells and unknown == 1:
                cells.append(UNKNOWN)
            elif not cells and unknown > LONGEST_LABEL:
                return []
            elif not cells and label:
                cells.append(UNKNOWN)
        at = m.end()
    return cells


def _add_change(
    cells: list[Cell], opens: bool, on: date, changed: bool, unknown: int, percent: bool
) -> int:
    """Add the column of a change, or take it as a word of the one before; return the words unknown.

    `opens` says that its period follows: "change on the week".
    """
    last = cells[-1] if cells else None
    moves = last is not None and last.role in {"move", "years", "yearly"}
    if percent and last and moves and changed and not unknown:
        cells.append(replace(last, optional=True))
    elif (not moves or unknown or (changed and not percent)) and not opens:
        cells.append(_between(cells) or Cell("move", periods.to_date(on, "day")))
    elif not percent:
        return unknown
    return 0


def _between(cells: list[Cell]) -> Cell | None:
    """Return a change that follows the levels of two days, from the earlier to the later."""
    last = [c.days[1] for c in cells[-LEAST_CELLS:] if c.role in {"level", "either"} and c.days]
    dated = [c for c in cells[-LEAST_CELLS:] if c.role == "either"]
    if len(last) < LEAST_CELLS or last[0] == last[1] or not dated:
        return None
    return Cell("move", (min(last), max(last)))


def _opens(words: str, at: int, on: date) -> bool:
    """Whether the words after a change say of what period it is: "change on the week"."""
    m = re.compile(r" ?(?:on|over|for|from|since) (?:the )?").match(words, at)
    found = periods.cell_at(words, m.end(), on) if m else None
    return found is not None


def row(scene: Scene) -> bool:
    """Add the statements of a row of such a table; return whether the line is one."""
    cells, sentence = scene.memory.columns, scene.marked.sentence
    if not cells or not sentence.heading or not scene.names or not scene.amounts:
        return False
    first = scene.amounts[0].start
    named = [n for n in scene.names if n.start < first]
    group = named[0].mention.group if named else None
    if not named or len(named) != len(scene.names) or any(t.start > first for t in scene.times):
        return False
    subject = scene.resolved(named[0].mention)
    figures = _figures(scene)
    columns_ = periods.fitted(cells, len(figures))
    if scene.group_of(subject) not in PRICE_GROUPS:
        return not columns_ or (
            any(periods.time_of(c) is None for c in columns_) and group not in {None}
        )
    if not BESIDE_NAME.fullmatch(_label(scene, first)):
        return False
    for cell, place in zip(columns_, figures, strict=False):
        if place is not None:
            state(scene, cell, place, subject)
    for place in scene.amounts:
        scene.use(place)
    return True


def of_row(words: str, scene: Scene) -> Cell | None:
    """Return what the figures of a row are whose words at the left are a period: "3 months"."""
    on = periods.last_weekday(_day_of_table(scene))
    begun = GAP.match(words)
    found = periods.cell_at(words, begun.end() if begun else 0, on)
    cells = _cells(words, on)
    if found is None or len(cells) != 1 or (cells[0] is UNKNOWN and scene.times):
        return None
    return cells[0]


def _label(scene: Scene, end: int) -> str:
    return re.sub(r"[-+(≈ ]*$", "", scene.text[:end])


def _figures(scene: Scene) -> list[Placed[Amount] | None]:
    """Return the figures of a row in order; none for a cell that has a dash for one."""
    after = scene.amounts[0].start
    empty = [m.start() for m in NO_FIGURE.finditer(scene.text) if m.start() > after - 4]
    placed: list[tuple[int, Placed[Amount] | None]] = [(p.start, p) for p in scene.amounts]
    return [p for _, p in sorted([*placed, *((at, None) for at in empty)], key=lambda f: f[0])]


def _side(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return the direction of a move: by its sign, or brackets around a loss."""
    before, after = scene.text[: place.start], scene.text[place.end :]
    bracketed = before.endswith("(") and after.startswith(")")
    down = place.mention.sign == "-" or (bracketed and place.mention.sign != "+")
    return "down" if down else "up"


def state(scene: Scene, cell: Cell, place: Placed[Amount], subject: Subject) -> None:
    """Add the statement of a figure, if it is of the form that its column has."""
    amount = place.mention
    percent, bare = amount.measure == "percent", amount.measure in {"bare", "point"}
    if cell.days is None or len(amount.values) != 1:
        return
    (_, last), side = cell.days, _side(scene, place)
    stretch, values = (place.start, place.end), amount.values
    if cell.role in {"level", "either"} and bare and not amount.sign:
        scene.state("level", stretch, subject, values, "points", dates=(last, last))
    elif cell.role in {"high", "low"} and bare and not amount.sign:
        of_day: Direction = "up" if cell.role == "high" else "down"
        scene.state(
            "level",
            stretch,
            subject,
            values,
            "points",
            direction=of_day,
            dates=(last, last),
            condition="intraday",
        )
    elif cell.role in {"highest", "lowest"} and bare and not amount.sign:
        scene.state(
            "level",
            stretch,
            subject,
            values,
            "points",
            direction="up" if cell.role == "highest" else "down",
            dates=cell.days,
            condition="high of the period" if cell.role == "highest" else "low of the period",
        )
    elif cell.role == "yearly" and percent:
        scene.state(
            "average",
            stretch,
            subject,
            values,
            "fraction",
            direction=side,
            dates=cell.days,
            condition="per year",
        )
    elif cell.role in {"move", "either", "years"} and (percent or (bare and cell.role == "move")):
        going_on = scene.memory.in_progress and not scene.memory.closed
        others = "" if going_on else other_days(cell)
        scene.state(
            "return",
            stretch,
            subject,
            values,
            "fraction" if percent else "points",
            direction=side,
            dates=cell.days,
            condition=others,
        )


def other_days(cell: Cell) -> str:
    """Return the condition of a move whose days have several readings."""
    if cell.role == "years":
        return "in all or per year"
    return ", ".join(f"or {first} to {last}" for first, last in cell.others)
