"""Read a column of dates in the notation that the column itself proves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.files.tables import counted_dates
from data_feeds.files.tables.instants import OFFSET, TIME_PARTS, session_dates
from data_feeds.files.tables.numbers import DIGIT, Column
from data_feeds.files.tables.reading import INFER, Order, Reading
from data_feeds.series.bars import (
    FIRST_YEAR,
    LAST_YEAR,
    BarsError,
    excerpt,
    infer_frequency,
)
from data_feeds.series.today import today

Days = npt.NDArray[np.datetime64]
Ints = npt.NDArray[np.int64]

_TIME = (
    r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:[.,][0-9]{1,9})?)?"
    rf"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?P<offset>{OFFSET}))?(?:\[[\w/+-]+\])?"
)
_TAIL = rf"(?:(?:[T,]| at)? *{_TIME})?"
_MARK = r"(?:[-/._ ]|[.,/-] )"
# After the year any mark is one: 2012-01-03, 2012/1/3, 2012. 1. 3., 2012年1月3日, 2012년 1월 3일.
_ANY = r"(?:[^\w\s:+]\s?|[_年月년월]\s?|\s)"
_YEAR_FIRST = re.compile(
    rf"(?P<a>[0-9]{{4}}){_ANY}(?P<b>[0-9]{{1,2}}){_ANY}(?P<c>[0-9]{{1,2}})[.日일]?{_TAIL}"
)
# A column of year, month and day with hyphens, the most frequent form.
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\n[0-9]{4}-[0-9]{2}-[0-9]{2})*")
_PACKED = re.compile(
    rf"(?P<a>1[789][0-9]{{2}}|2[01][0-9]{{2}})(?P<b>[0-9]{{2}})(?P<c>[0-9]{{2}}){_TAIL}"
)
_THREE = re.compile(
    rf"(?P<a>[0-9]{{1,2}}){_MARK}(?P<b>[0-9]{{1,2}}){_MARK}(?P<c>[0-9]{{4}}|[0-9]{{2}})\.?{_TAIL}"
)
_NAME = r"(?P<b>[^\W\d_]{3,10})"
_BETWEEN = r"(?: de |[.,]? ?[-/]? ?)"
_YEAR = r"(?P<c>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<a>[0-9]{1,2})"
_NAMED = (
    re.compile(rf"{_DAY}\.?{_BETWEEN}{_NAME}{_BETWEEN}{_YEAR}{_TAIL}"),
    re.compile(rf"{_NAME}[. -]+{_DAY}(?:st|nd|rd|th)?(?:, ?|[ -]){_YEAR}{_TAIL}"),
    re.compile(rf"(?P<c>[0-9]{{4}}){_BETWEEN}{_NAME}{_BETWEEN}{_DAY}{_TAIL}"),
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]* ", re.IGNORECASE)
# Months in English, German, French, Spanish, Italian, Portuguese and Dutch, by their beginnings.
_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev", "fév"),
    ("mar", "mär", "mrz", "maa", "mrt"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "déc", "dez", "dic"),
)
_WORDS: dict[Order, str] = {
    "dmy": "day before month",
    "mdy": "month before day",
    "ymd": "year before month",
}
_EXPECTED = "expected a date that the file proves, or --date-format with its order or format"


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates of a column in days, and what was inferred about their notation."""

    days: Days
    notes: tuple[str, ...] = ()


def looks_dated(cell: str) -> bool:
    """Return whether the cell is a date in some notation other than a plain number.

    >>> [looks_dated(cell) for cell in ("03.01.12", "Jan 3, 2012", "20120103", "1841.6", "40911")]
    [True, True, True, False, False]
    """
    return _match(cell) is not None


def _match(cell: str) -> re.Match[str] | None:
    text = _WEEKDAY.sub("", cell, count=1) if cell[:1].isalpha() else cell
    for pattern in (_YEAR_FIRST, _PACKED, _THREE, *_NAMED):
        match = pattern.fullmatch(text)
        if match and ("b" not in match.groupdict() or match["b"].isdigit() or _month(match["b"])):
            return match
    return None


def _month(name: str) -> int:
    """Return the number of a month by its name; 0 if it is none."""
    lower = name.lower()
    return next((n for n, starts in enumerate(_MONTHS, 1) if lower.startswith(starts)), 0)


def read_dates(column: Column, reading: Reading = INFER) -> Dates:
    """Read a column of dates.

    The order of day and month follows from a day above 12, that of a two-digit year from the dates
    being in order and evenly spaced. Raises BarsError for a cell that is no date, and for a column
    that proves no order.
    """
    cells = column.cells
    if reading.pattern is not None and not _is_decided(cells, reading.order):
        return Dates(_by_pattern(column, reading.pattern))
    if all(map(_PACKED.fullmatch, cells)) or not all(map(counted_dates.is_count, cells)):
        return _written(column, reading)
    return _checked(column, *counted_dates.read(column, reading))


def _is_decided(cells: Sequence[str], order: Order | None) -> bool:
    """Return whether dates need no format but, if they are three numbers, its order."""
    needs = [_YEAR_FIRST] if order is None else [_YEAR_FIRST, _THREE]
    return any(all(map(form.fullmatch, cells)) for form in needs)


def _by_pattern(column: Column, pattern: str) -> Days:
    """Parse dates of a format of `strftime`, of which the time of day is ignored."""
    try:
        parsed = pd.to_datetime(pd.Index(column.cells), format=pattern, errors="coerce")
    except ValueError as error:
        raise BarsError(f"--date-format {excerpt(pattern)!r}: {excerpt(error)}") from None
    wrong = np.flatnonzero(parsed.isna())
    if wrong.size:
        at = int(wrong[0])
        raise BarsError(
            f"line {column.lines[at]}: date '{excerpt(column.cells[at])}'; expected "
            f"--date-format {excerpt(pattern)!r}"
        )
    naive = parsed.tz_localize(None) if isinstance(parsed, pd.DatetimeIndex) else parsed
    return _checked(column, np.asarray(naive, dtype="datetime64[D]"), ()).days


def _written(column: Column, reading: Reading) -> Dates:
    """Read dates written with their parts."""
    if _ISO.fullmatch("\n".join(column.cells)):
        with suppress(ValueError):  # no calendar date, of which `_valid` names the line
            return _checked(column, np.array(column.cells, dtype="datetime64[D]"), ())
    form, parts = _parts(column)
    days, notes = _days(column, form, parts, reading)
    if not parts["hour"]:
        return Dates(days, notes)
    instants = session_dates(days, parts, reading)
    return Dates(_checked(column, instants.days, ()).days, (*notes, *instants.notes))


def _parts(column: Column) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """Return the form of the dates and their parts; those of the time are empty without times.

    Cells of one shape, in which only the digits differ, have their parts at the same places.
    Raises BarsError for a cell of another form.
    """
    parts: dict[str, list[str]] = {name: [] for name in (*"abc", *TIME_PARTS)}
    form: re.Pattern[str] | None = None
    spans: dict[str, list[tuple[int, int]]] = {}
    timed = any(":" in cell for cell in column.cells)
    shapes = "\n".join(column.cells).translate(DIGIT).split("\n")
    for cell, shape, line in zip(column.cells, shapes, column.lines, strict=True):
        if shape not in spans or timed:
            match = _match(cell)
            if match is None:
                raise BarsError(f"line {line}: date '{excerpt(cell)}'; {_EXPECTED}")
            form = form or match.re
            if match.re is not form:
                raise BarsError(
                    f"line {line}: date '{excerpt(cell)}' is written otherwise than "
                    f"'{excerpt(column.cells[0])}'; expected one form"
                )
            shift = len(cell) - len(match.string)
            spans[shape] = [(match.start(n) + shift, match.end(n) + shift) for n in "abc"]
            if timed:
                for name in TIME_PARTS:
                    parts[name].append(match[name] or "")
        for name, (start, end) in zip("abc", spans[shape], strict=True):
            parts[name].append(cell[start:end])
    assert form is not None
    return form, parts


def _days(
    column: Column, form: re.Pattern[str], parts: dict[str, list[str]], reading: Reading
) -> tuple[Days, tuple[str, ...]]:
    names = dict.fromkeys(parts["b"]) if form in _NAMED else {}
    months = {name: str(_month(name)) for name in names}
    a, b, c = (_ints([months.get(text, text) for text in parts[name]]) for name in "abc")
    if form in (_YEAR_FIRST, _PACKED):
        return _valid(column, a, b, c), ()
    lengths = set(map(len, parts["c"]))
    if len(lengths) > 1:
        raise BarsError("years of two and of four digits; expected one form")
    short = lengths == {2}
    orders: dict[Order, tuple[Ints, Ints, Ints]] = {"dmy": (c, b, a)}
    if form is _THREE:
        orders["mdy"] = (c, a, b)
    if short and form in (_THREE, _NAMED[0]):
        orders["ymd"] = (a, b, c)
    if short:
        orders = {name: (_century(y), m, d) for name, (y, m, d) in orders.items()}
    return _choose(column, orders, reading.order, short=short, named=form in _NAMED)


def _choose(
    column: Column,
    orders: dict[Order, tuple[Ints, Ints, Ints]],
    stated: Order | None,
    *,
    short: bool,
    named: bool,
) -> tuple[Days, tuple[str, ...]]:
    """Return the dates in the one order that is possible; BarsError if there are several."""
    if stated in orders:
        year, month, day = orders[stated]
        return _valid(column, year, month, day), (f"{_WORDS[stated]} as stated",)
    found = {name: _dates(*parts) for name, parts in orders.items()}
    possible = {name: days for name, days in found.items() if not np.isnat(days).any()}
    if short and len(possible) > 1:
        even = {name: days for name, days in possible.items() if _evenly_spaced(days)}
        possible = even or possible
    if not possible:
        name = min(found, key=lambda order: int(np.isnat(found[order]).sum()))
        return _valid(column, *orders[name]), ()
    first, *others = possible.values()
    if any((first != other).any() for other in others):
        raise BarsError(
            f"date '{excerpt(column.cells[0])}' and all others may be read "
            f"{' or '.join(_WORDS[name] for name in possible)}; expected "
            f"{' or '.join(f'--date-format {name}' for name in possible)}"
        )
    if named and not short:
        return first, ()
    chosen = next(iter(possible))
    notes = [] if named else [f"{_WORDS[chosen]}{_proof(column, orders[chosen][2])}"]
    if short:
        notes.append("years of two digits")
    return first, tuple(notes)


def _proof(column: Column, day: Ints) -> str:
    """Return the first cell whose day is no month."""
    above = np.flatnonzero(day > 12)
    if not above.size:
        return ""
    at = int(above[0])
    return f" (line {column.lines[at]}: {excerpt(column.cells[at])})"


def _evenly_spaced(days: Days) -> bool:
    """Return whether the dates are in order, at the spacing of daily, weekly or monthly bars."""
    steps = np.diff(days).astype(np.int64)
    if not ((steps >= 0).all() or (steps <= 0).all()):
        return False
    try:
        infer_frequency(pd.DatetimeIndex(np.unique(days)))
    except BarsError:
        return False
    return True


def _century(years: Ints) -> Ints:
    """Return years of two digits as those of the hundred years up to the present one."""
    latest = today().year
    return latest - (latest - years) % 100


def _ints(texts: Sequence[str]) -> Ints:
    return np.fromiter(map(int, texts), dtype=np.int64, count=len(texts))


def _dates(year: Ints, month: Ints, day: Ints) -> Days:
    """Return dates; NaT for days that no calendar has."""
    sound = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = ((year - 1970) * 12 + np.where(sound, month, 1) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (np.where(sound, day, 1) - 1)
    sound &= days.astype("datetime64[M]") == months
    return np.where(sound, days, np.datetime64("NaT", "D"))


def _valid(column: Column, year: Ints, month: Ints, day: Ints) -> Days:
    """Return dates; raise BarsError for the first that no calendar has."""
    days = _dates(year, month, day)
    wrong = np.flatnonzero(np.isnat(days))
    if wrong.size:
        at = int(wrong[0])
        raise BarsError(
            f"line {column.lines[at]}: '{excerpt(column.cells[at])}' is no calendar date"
        )
    return _checked(column, days, ()).days


def _checked(column: Column, days: Days, notes: Sequence[str]) -> Dates:
    """Raise BarsError for the first year that is implausible."""
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    wrong = np.flatnonzero((years < FIRST_YEAR) | (years > LAST_YEAR))
    if wrong.size:
        at = int(wrong[0])
        raise BarsError(
            f"line {column.lines[at]}: year {years[at]:04d}; expected {FIRST_YEAR} to {LAST_YEAR}"
        )
    return Dates(days, tuple(notes))
