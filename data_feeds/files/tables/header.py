"""Find the header of a table and the role of each of its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data_feeds.files.tables.counted_dates import is_count
from data_feeds.files.tables.dates import looks_dated
from data_feeds.files.tables.layouts import PRICE_ROLES, rank_of, role_of
from data_feeds.files.tables.numbers import is_missing, looks_numeric
from data_feeds.files.tables.rows import LEAST_SCORE, Row
from data_feeds.series.bars import BarsError, excerpt, join_names

# Most lines of a header: yfinance writes price, ticker and index name.
_MOST_LINES = 4
# A time of day without colons, such as the 000000 of daily bars.
_PADDED_TIME = re.compile(r"0[0-9][0-5][0-9]|(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]")
_WORD = re.compile(r"[^\s.,_()'/:|-]+")
# Digits of a serial day of a spreadsheet; a shorter number without a name counts the rows.
_LEAST_DIGITS = 5
# Rows after the first row of data within which another must follow, past rows of text.
_NEXT_ROWS = 3


@dataclass(frozen=True, slots=True)
class Header:
    """Header of a table.

    Attributes
    ----------
    names : tuple of str
        Name of each column as written; empty for a column without one.
    roles : dict
        Column of each role that the file has, "date" among them.
    start : int
        Position of the first row of data.
    notes : tuple of str
        What was inferred.
    named : bool
        Whether the file names its columns.
    """

    names: tuple[str, ...]
    roles: dict[str, int]
    start: int
    notes: tuple[str, ...] = ()
    named: bool = True


def locate(rows: Sequence[Row]) -> tuple[int, Header | None]:
    """Find the header in the first rows of a file, with a score of how sure it is.

    Roles count most, then whether the column of dates holds dates, then the number of columns.
    None if no row has the name of a date column and none is a row of data.
    """
    start = _first_data(rows)
    if start is None:
        return _by_names(rows)
    width = len(rows[start][1])
    while start and len(rows[start - 1][1]) <= width and _is_dated_text(rows[start - 1][1]):
        start -= 1
    above = _lines_above(rows, start, width)
    header = _with_header(rows, start, above, width) or _without_header(rows, start, width)
    if header is None:
        return _by_names(rows)
    sample = [cells for _, cells in rows[start:] if len(cells) == width]
    dated = _most(looks_dated, sample, header.roles["date"])
    return LEAST_SCORE * len(header.roles) + dated * LEAST_SCORE // 2 + min(width, 49), header


def no_date_column(rows: Sequence[Row]) -> BarsError:
    """Return the error of a table without dates."""
    return BarsError(f"no date column; found {join_names(rows[0][1])}")


def _first_data(rows: Sequence[Row]) -> int | None:
    """Return the position of the first row of data, which another of its width follows."""
    kinds = [_is_data(cells) for _, cells in rows]
    for at, found in enumerate(kinds):
        after = range(at + 1, min(at + 1 + _NEXT_ROWS, len(rows)))
        width = len(rows[at][1])
        if found and (
            at + 1 == len(rows) or any(kinds[k] and len(rows[k][1]) == width for k in after)
        ):
            return at
    return None


def _is_data(cells: Sequence[str]) -> bool:
    """Return whether a row has a date and a number, or several numbers."""
    if any(role_of(cell) == "date" for cell in cells):
        return False
    dates = {at for at, cell in enumerate(cells) if looks_dated(cell)}
    numbers = {at for at, cell in enumerate(cells) if looks_numeric(cell)}
    missing = {at for at, cell in enumerate(cells) if cell and is_missing(cell)}
    # A date such as 20240102 is a number too: beside it there is another cell.
    figures = numbers | missing
    return len(numbers) >= 2 or (bool(dates and figures) and len(dates | figures) >= 2)


def _is_dated_text(cells: Sequence[str]) -> bool:
    """Return whether a row above the first row of data is one of text or without prices."""
    named = any(role_of(cell) for cell in cells)
    return not named and any(looks_dated(cell) or looks_numeric(cell) for cell in cells)


def _by_names(rows: Sequence[Row]) -> tuple[int, Header | None]:
    """Find the first row with the name of a date column, in a file without rows of data."""
    for at, (_, cells) in enumerate(rows):
        if any(role_of(cell) == "date" for cell in cells):
            return len(cells), Header(tuple(cells), assign(cells), at + 1)
    return 0, None


def _lines_above(rows: Sequence[Row], start: int, width: int) -> list[list[str]]:
    """Return the rows of text above the data that may be its header, nearest first."""
    above: list[list[str]] = []
    for at in range(start - 1, max(start - 1 - _MOST_LINES, -1), -1):
        cells = _fitted(rows[at][1], width, counted=_is_counter(rows[start][1]))
        if cells is None:
            break
        above.append(_without_symbol(cells))
    return above


def _without_symbol(cells: list[str]) -> list[str]:
    """Return names without a word that all of them share, such as `RUT.Open` or `Close_^RUT`.

    Names that are known as they stand, and those of several symbols, are not changed.
    """
    words = [_WORD.findall(cell) for cell in cells]
    several = [set(found) for found in words if len(found) > 1]
    shared = set.intersection(*several) if len(several) > 1 else set()
    if not shared or any(role_of(cell) in PRICE_ROLES for cell in cells):
        return cells
    short = [
        " ".join(word for word in found if word not in shared) or cell
        for cell, found in zip(cells, words, strict=True)
    ]
    prices = [role for role in map(role_of, short) if role in PRICE_ROLES]
    return short if "close" in prices and len(prices) > 1 else cells


def _is_counter(cells: Sequence[str]) -> bool:
    """Return whether a row of data begins with its number and a date."""
    return (
        len(cells) > 1
        and cells[0].isdigit()
        and not looks_dated(cells[0])
        and looks_dated(cells[1])
    )


def _fitted(cells: list[str], width: int, *, counted: bool) -> list[str] | None:
    """Return cells of a header at the width of the data; None if they do not fit.

    R writes no name for the row names (`counted`: they are the number of the row), and some tools
    end one of the lines with a separator.
    """
    unnamed = counted or all(role_of(cell) != "date" for cell in cells)
    if len(cells) == width - 1 and cells[0] and unnamed:
        return ["", *cells]
    if len(cells) == 1 and role_of(cells[0]) == "date":  # pandas writes the name of an index so
        return [*cells, *[""] * (width - 1)]
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if len(cells) == width - 1 and len(cells) > 1:
        return [*cells, ""]
    return cells if len(cells) == width else None


def _with_header(
    rows: Sequence[Row], start: int, above: Sequence[list[str]], width: int
) -> Header | None:
    """Return the header of as few lines as name the most roles."""
    sample = [cells for _, cells in rows[start:] if len(cells) == width]
    best: Header | None = None
    best_score = -1
    for lines in range(1, len(above) + 1):
        block = above[lines - 1 :: -1]
        names = _joined(block)
        roles = _with_date(assign(names), names, sample)
        score = sum(role in roles for role in ("date", *PRICE_ROLES))
        if score > best_score:
            named = {role: _name_of(block, column, role) for role, column in roles.items()}
            shown = list(names)
            for role, column in roles.items():
                shown[column] = named[role] or shown[column]
            notes = _notes(lines, start, shown[roles["date"]] if "date" in roles else "date")
            best, best_score = Header(tuple(shown), roles, start, notes), score
    return best if best is not None and "date" in best.roles else None


def _notes(lines: int, start: int, date: str) -> tuple[str, ...]:
    """Say what is unusual about a header of `lines` lines before the row `start`."""
    notes = []
    if above := start - lines:
        notes.append(f"{above} line{'s' if above > 1 else ''} above the header left out")
    if lines > 1:
        notes.append(f"a header of {lines} lines")
    if role_of(date) != "date":
        notes.append(f"dates in column {excerpt(date)}" if date else "dates in the unnamed column")
    return tuple(notes)


def _joined(block: Sequence[Sequence[str]]) -> list[str]:
    """Return one name a column from the lines of a header: that of a role, else the first."""
    names = []
    for cells in zip(*block, strict=True):
        date = next((cell for cell in cells if role_of(cell) == "date"), "")
        role = next((cell for cell in cells if role_of(cell) not in (None, "ignored")), "")
        names.append(date or role or next(filter(None, cells), ""))
    return names


def _name_of(block: Sequence[Sequence[str]], column: int, role: str) -> str:
    return next((cells[column] for cells in block if role_of(cells[column]) == role), "")


def assign(names: Sequence[str]) -> dict[str, int]:
    """Return the column of each role; of several names for one role that of the first layout."""
    roles: dict[str, int] = {}
    for column, name in enumerate(names):
        role = role_of(name)
        if role is None or role == "ignored":
            continue
        if role not in roles or rank_of(name) < rank_of(names[roles[role]]):
            roles[role] = column
    return roles


def _with_date(
    roles: dict[str, int], names: Sequence[str], sample: Sequence[Sequence[str]]
) -> dict[str, int]:
    """Return the roles with the date in a column that holds dates.

    Columns are tried by the rank of their names, then the first column without a name, then a
    column of dates under any name.
    """
    named = [c for c, name in enumerate(names) if role_of(name) == "date"]
    named.sort(key=lambda column: rank_of(names[column]))
    unnamed = [c for c, name in enumerate(names[:1]) if not name]
    dated = [c for c in range(len(names)) if _most(looks_dated, sample, c)]
    counted = [c for c in [*named, *unnamed] if _most(_is_long_count, sample, c)]
    choices = [
        *(c for c in [*named, *unnamed] if c in dated or (c in named and c in counted)),
        *dated,
        *counted,
        *named,
    ]
    others = {role: column for role, column in roles.items() if role != "date"}
    if not choices:
        return others
    return {"date": choices[0], **{r: c for r, c in others.items() if c != choices[0]}}


def _most(test: Callable[[str], bool], sample: Sequence[Sequence[str]], column: int) -> bool:
    return sum(test(row[column]) for row in sample) > len(sample) / 2


def _is_long_count(cell: str) -> bool:
    return is_count(cell) and len(cell) >= _LEAST_DIGITS


def _without_header(rows: Sequence[Row], start: int, width: int) -> Header | None:
    """Return the roles of columns without names: date, open, high, low, close, volume.

    Columns of text, of percentages and of times of day are passed over.
    """
    sample = [cells for _, cells in rows[start:] if len(cells) == width]
    dated = [c for c in range(width) if _most(looks_dated, sample, c)]
    date = dated[0] if dated else (0 if _most(_is_long_count, sample, 0) else None)
    if date is None:
        return None
    figures = _figures(sample, date)
    roles = {"date": date}
    if len(figures) == 1:
        roles["close"] = figures[0]
    elif len(figures) >= len(PRICE_ROLES):
        roles |= dict(zip((*PRICE_ROLES, "volume"), figures, strict=False))
    else:
        return None
    names = [""] * width
    for role, column in roles.items():
        names[column] = role
    note = f"no header: columns read as {', '.join(roles)}"
    return Header(tuple(names), roles, start, (note,), named=False)


def _figures(sample: Sequence[Sequence[str]], date: int) -> list[int]:
    """Return the columns of numbers after the date, by the rows with the most of them."""
    counts = [sum(map(looks_numeric, row)) for row in sample]
    full = [row for row, count in zip(sample, counts, strict=True) if count == max(counts)]
    return [
        c
        for c in range(date + 1, len(full[0]))
        if all(looks_numeric(row[c]) and not row[c].endswith("%") for row in full)
        and not (c == date + 1 and _is_time({row[c] for row in full}))
    ]


def _is_time(cells: set[str]) -> bool:
    """Return whether the cells of a column are one time of day without colons."""
    return len(cells) == 1 and bool(_PADDED_TIME.fullmatch(next(iter(cells))))
