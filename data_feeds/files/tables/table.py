"""Read a text file as a table by date: its columns as text, and the rows that hold figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data_feeds.files.tables.counted_dates import is_count
from data_feeds.files.tables.dates import Dates, looks_dated, read_dates
from data_feeds.files.tables.encoding import decode
from data_feeds.files.tables.header import Header, locate, no_date_column
from data_feeds.files.tables.layouts import letters, role_of
from data_feeds.files.tables.numbers import DIGIT, Column, is_missing, looks_numeric, shapes_of
from data_feeds.files.tables.reading import INFER, Reading
from data_feeds.files.tables.rows import Row, split_rows
from data_feeds.series.bars import BarsError, excerpt


@dataclass(frozen=True, slots=True)
class Table:
    """A table by date, its cells as text.

    `dates` and `lines` are those of `rows`, which are in the order of the file; `notes` say what
    was inferred and left out.
    """

    header: Header
    dates: Dates
    lines: Sequence[int]
    rows: Sequence[Row]
    notes: tuple[str, ...]

    def column(self, at: int) -> Column:
        """Return the cells of a column."""
        cells = [cells[at] for _, cells in self.rows]
        return Column(self.header.names[at] or "unnamed", cells, self.lines)

    @property
    def numeric(self) -> list[int]:
        """Columns of numbers besides dates; those of percentages only if there are no others."""
        found = [
            at
            for at, name in enumerate(self.header.names)
            if at != self.header.roles["date"]
            and role_of(name) != "ignored"
            and _is_numeric([cells[at] for _, cells in self.rows])
        ]
        return [at for at in found if not self._is_percentage(at)] or found

    def _is_percentage(self, at: int) -> bool:
        return any(cells[at].endswith("%") for _, cells in self.rows)


def open_table(content: bytes, reading: Reading = INFER) -> Table:
    """Read a file of any known layout.

    Raises
    ------
    BarsError
        If the content is not a table with dates, or the dates are undecided.
    """
    decoded = decode(content)
    if not decoded.text.strip():
        raise BarsError("the file is empty; expected a header row and rows of figures")
    rows, header, _ = split_rows(decoded.text, locate)
    if not rows:
        raise BarsError("the file is empty; expected a header row and rows of figures")
    if header is None:
        raise no_date_column(rows)
    require_unique(header)
    if len(rows) <= header.start:
        raise BarsError("found a header but no rows")
    dated, notes = _dated_rows(rows[header.start :], header)
    if not dated:
        raise BarsError("found a header but no rows with a date")
    date = header.roles["date"]
    lines = [line for line, _ in dated]
    column = Column(header.names[date] or "date", [cells[date] for _, cells in dated], lines)
    dates = read_dates(column, reading)
    encoding = (decoded.note,) if decoded.note else ()
    return Table(header, dates, lines, dated, (*encoding, *header.notes, *dates.notes, *notes))


def require_unique(header: Header) -> None:
    """Raise BarsError if the name of a role that is used stands over two columns."""
    used = Counter(letters(name) for name in header.names)
    for role, at in header.roles.items():
        if header.names[at] and used[letters(header.names[at])] > 1:
            raise BarsError(f"more than one {role} column; expected the bars of one series")


def _is_numeric(cells: Sequence[str]) -> bool:
    """Return whether half the cells are numbers; the others are those of rows of text."""
    counts = Counter(shapes_of(cells))
    known = {shape: count for shape, count in counts.items() if not is_missing(shape)}
    numeric = sum(count for shape, count in known.items() if looks_numeric(shape))
    return bool(known) and numeric >= sum(known.values()) / 2


def _dated_rows(rows: Sequence[Row], header: Header) -> tuple[list[Row], tuple[str, ...]]:
    """Return the rows with a date, and notes on the rows of text that were left out.

    Raises BarsError for a row with figures but too few or too many cells.
    """
    width, date = len(header.names), header.roles["date"]
    counted = is_count(_first_cell(rows, width, date))
    fitted = [row if len(row[1]) == width else _fitted(row, width) for row in rows]
    joined = "\n".join(cells[date] if len(cells) == width else "" for _, cells in fitted)
    shapes = joined.translate(DIGIT).split("\n")
    known = {
        shape: looks_dated(row[1][date]) or (counted and is_count(row[1][date]))
        for shape, row in dict(zip(shapes, fitted, strict=True)).items()
        if len(row[1]) == width
    }
    dated: list[Row] = []
    text: list[Row] = []
    for row, shape in zip(fitted, shapes, strict=True):
        if known.get(shape) and len(row[1]) == width:
            dated.append(row)
            continue
        if len(row[1]) != width and not _is_text(row[1], counted=counted):
            raise _wrong_width(row[0], len(row[1]), width)
        text.append(row)
    last = dated[-1][0] if dated else 0
    kept = [
        row
        for row in text
        if not _may_be_left_out(row, date, counted=counted, after=row[0] > last > 0)
    ]
    if not kept:
        return dated, _left_out(text)
    return sorted([*dated, *kept]), _left_out([row for row in text if row not in kept])


def _fitted(row: Row, width: int) -> Row:
    """Return a row without empty cells beyond the width."""
    line, cells = row
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return line, cells


def _wrong_width(line: int, cells: int, width: int) -> BarsError:
    return BarsError(f"line {line}: {cells} cells; expected {width} as in the header")


def _first_cell(rows: Sequence[Row], width: int, date: int) -> str:
    return next((cells[date] for _, cells in rows if len(cells) == width), "")


def _is_text(cells: Sequence[str], *, counted: bool) -> bool:
    """Return whether a row holds text and no figure besides its date, which may be a number."""
    others = [cell for cell in cells if not looks_dated(cell)]
    if counted and len(others) == len(cells):
        date = next((cell for cell in cells if is_count(cell)), None)
        others = [cell for cell in cells if cell != date]
    return any(cell and not is_missing(cell) for cell in others) and not any(
        map(looks_numeric, others)
    )


def _may_be_left_out(row: Row, date: int, *, counted: bool, after: bool) -> bool:
    """Return whether a row without a date is text: no figures, or a label below the data."""
    cells = row[1]
    if len(cells) <= date or _is_text(cells, counted=counted):
        return True
    label = cells[date]
    return after and bool(label) and not re.search(r"[0-9]", label)


def _left_out(rows: Sequence[Row]) -> tuple[str, ...]:
    if not rows:
        return ()
    first = excerpt(" ".join(filter(None, rows[0][1])), longest=30)
    what = "row of text" if len(rows) == 1 else "rows of text"
    return (f"{len(rows):,} {what} left out (line {rows[0][0]}: '{first}')",)
