"""Read columns of numbers in the notation that the file proves: decimal mark, thousands, signs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_feeds.files.tables.reading import Mark
from data_feeds.series.bars import BarsError, excerpt

MISSING = frozenset(
    {"", ".", "-", "--", "—", "–", "null", "nan", "na", "n/a", "#n/a", "none", "nd", "n/d"}
    | {"#n/a n/a", "#n/v", "#value!", "#div/0!"}
)
# Marks between groups of three digits besides the point and the comma: apostrophes (Switzerland)
# and spaces (France, Scandinavia).
_SPACES = " \u00a0\u2009\u202f"
_GROUPS = f"'’{_SPACES}"
_SYMBOLS = "$€£¥₹₽₩₺฿"
_CURRENCY = rf"(?:[{_SYMBOLS}]|\b(?:[A-Z]{{3}}|Rs\.?|kr\.?|zł|R\$))"
_SUFFIXES = {"k": 3, "tsd": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9, "mrd": 9}
_SUFFIXES |= {"t": 12}
_BODY = re.compile(
    rf"(?P<minus>\(?)[{_SPACES}]*(?P<sign>[+\-−]?)(?:{_CURRENCY})?[{_SPACES}]*(?P<sign2>[+\-−]?)"
    rf"(?P<digits>[0-9.,{_GROUPS}]*[0-9.,])(?P<power>[eE][+-]?[0-9]+)?"
    rf"(?:[{_SPACES}]*(?P<suffix>%|[A-Za-z]{{1,3}}\.?))?(?:[{_SPACES}]*{_CURRENCY})?\)?"
)
# The shape of a cell: all its digits from 1 to 9, or all its digits, are the same.
_DIGIT = str.maketrans("123456789", "9" * 9)
DIGIT = str.maketrans("012345678", "9" * 9)
_FURTHER = re.compile(r"(?<=[.,][0-9]{4})[0-9]+")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# A group of thousands, in which India writes two digits before the last three: 12,34,567.
_GROUPED = re.compile(rf"[1-9][0-9]{{0,2}}(?:([.,{_GROUPS}])[0-9]{{3}})(?:\1[0-9]{{3}})*")
_GROUPED_INDIA = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")

_MINUS = ("-", "−")
_UNGROUPED: dict[Mark, dict[int, None]] = {
    ".": dict.fromkeys(map(ord, "," + _GROUPS)),
    ",": dict.fromkeys(map(ord, "." + _GROUPS)),
}
# Characters to remove or replace in most numbers, which leaves what `float` reads.
_TO_PLAIN: dict[Mark, dict[int, str | None]] = {
    ".": {**dict.fromkeys(map(ord, "," + _GROUPS + _SYMBOLS)), ord("−"): "-"},
    ",": {**dict.fromkeys(map(ord, "." + _GROUPS + _SYMBOLS)), ord("−"): "-", ord(","): "."},
}

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Column:
    """Cells of a column, stripped, and the lines that they stand on."""

    name: str
    cells: Sequence[str]
    lines: Sequence[int]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Values of a column, NaN for a missing one, and the positions of the cells that are text."""

    values: Floats
    text: tuple[int, ...]


def is_missing(cell: str) -> bool:
    """Return whether the cell marks a missing value."""
    return cell.lower() in MISSING


def looks_numeric(cell: str) -> bool:
    """Return whether the cell is a number in some notation.

    >>> [looks_numeric(cell) for cell in ("1.799,65", "$12", "3.32M", "-2%", "0.50 Dividend", "")]
    [True, True, True, True, False, False]
    """
    return bool(_marks(cell))


def decimal_mark(columns: Sequence[Column], stated: Mark | None) -> Mark:
    """Return the decimal mark of a file, which any of its cells proves for all.

    Without a mark that could be either, it is a point. Raises BarsError if two cells contradict
    each other, or if no cell decides.
    """
    found: dict[Mark, str] = {}
    open_cell = ""
    for column in columns:
        for shape, cell in _shapes(column.cells).items():
            marks = _marks(shape)
            where = f"{excerpt(column.name)} is '{excerpt(cell)}'"
            if len(marks) == 1:
                found.setdefault(next(iter(marks)), where)
            elif len(marks) == 2 and re.search(r"[0-9][.,][0-9]", shape):
                open_cell = open_cell or where
    if len(found) == 2:
        raise BarsError(
            f"the decimal mark is a point ({found['.']}) and a comma ({found[',']}); "
            "expected one of them"
        )
    if stated is not None:
        if found and stated not in found:
            raise BarsError(
                f"--decimal {stated}: {next(iter(found.values()))}, with the other decimal mark"
            )
        return stated
    if found:
        return next(iter(found))
    if open_cell:
        raise BarsError(
            f"{open_cell}, thousands or decimals; expected --decimal . or --decimal , with it"
        )
    return "."


def read_numbers(column: Column, mark: Mark, *, scaled: bool = False) -> Numbers:
    """Read a column of numbers; `scaled` allows percent signs and K, M, B for powers of ten.

    Raises BarsError for a number that is not finite.
    """
    cells = column.cells
    shapes = set("\n".join(cells).translate(_DIGIT).split("\n"))
    if mark == "." and all(_PLAIN_NUMBER.fullmatch(shape) for shape in shapes):
        values = np.fromiter(map(float, cells), dtype=np.float64, count=len(cells))
        text: tuple[int, ...] = ()
    else:
        values, text = _read_each(cells, mark, scaled=scaled)
    infinite = np.flatnonzero(np.isinf(values))
    if infinite.size:
        at = int(infinite[0])
        raise BarsError(
            f"line {column.lines[at]}: {excerpt(column.name)} is {values[at]:g}, from "
            f"'{excerpt(cells[at])}'; expected a finite number"
        )
    return Numbers(values, text)


def text_error(column: Column, at: int) -> BarsError:
    """Return the error of a cell that is text in a column of numbers."""
    cell = column.cells[at]
    try:
        value = float(cell) if cell.isascii() and "_" not in cell else 0.0
    except ValueError:
        value = 0.0
    where = f"line {column.lines[at]}"
    if not math.isfinite(value):
        return BarsError(
            f"{where}: {excerpt(column.name)} is {value:g}, from '{excerpt(cell)}'; "
            "expected a finite number"
        )
    return BarsError(
        f"{where}: text in prices, {excerpt(column.name)} is '{excerpt(cell)}'; expected a number"
    )


def _read_each(cells: Sequence[str], mark: Mark, *, scaled: bool) -> tuple[Floats, tuple[int, ...]]:
    """Read cells of any notation; each shape is judged once."""
    plain = "\n".join(cells).translate(_TO_PLAIN[mark]).split("\n")
    shapes = "\n".join(cells).translate(_DIGIT).split("\n")
    rules = {shape: _rule(shape, mark, scaled=scaled) for shape in set(shapes)}
    if set(rules.values()) == {"plain"}:
        return np.fromiter(map(float, plain), dtype=np.float64, count=len(cells)), ()
    values = np.full(len(cells), np.nan)
    text: list[int] = []
    for at, shape in enumerate(shapes):
        match rules[shape]:
            case "plain":
                values[at] = float(plain[at])
            case "written":
                values[at] = _value(cells[at], mark)
            case "text":
                text.append(at)
    return values, tuple(text)


def _rule(shape: str, mark: Mark, *, scaled: bool) -> str:
    """Return how cells of a shape are read: missing, plain (without marks), written, text."""
    if is_missing(shape):
        return "missing"
    match = _BODY.fullmatch(shape)
    if match is None or mark not in _marks(shape) or (match["suffix"] and not scaled):
        return "text"
    return "plain" if _PLAIN_NUMBER.fullmatch(shape.translate(_TO_PLAIN[mark])) else "written"


def _value(cell: str, mark: Mark) -> float:
    match = _BODY.fullmatch(cell)
    assert match is not None
    negative = match["minus"] or match["sign"] in _MINUS or match["sign2"] in _MINUS
    digits = match["digits"].translate(_UNGROUPED[mark]).replace(mark, ".")
    power = match["power"] or f"e{_SUFFIXES.get(_suffix(match), 0)}"
    # Decimal digits and a power of ten together, so that 8.11M is 8,110,000 and not its neighbour.
    return float(f"{'-' if negative else ''}{digits}{power}")


def _suffix(match: re.Match[str]) -> str:
    return (match["suffix"] or "").rstrip(".").lower()


def _shapes(cells: Sequence[str]) -> dict[str, str]:
    """Return an example of each shape."""
    return dict(zip(shapes_of(cells), cells, strict=True))


def shapes_of(cells: Sequence[str]) -> list[str]:
    """Return the shape of each cell, in which the digits from 1 to 9 are the same.

    Of digits after a mark four are left, which are no group of three. Cells of a shape are numbers
    with the same decimal marks, or none is.

    >>> shapes_of(["1799.653451", "2,034", "n/a"])
    ['9999.9999', '9,099', 'n/a']
    """
    return _FURTHER.sub("", "\n".join(cells).translate(_DIGIT)).split("\n")


def _marks(cell: str) -> frozenset[Mark]:
    """Return the decimal marks with which the cell is a number; empty for text."""
    match = _BODY.fullmatch(cell)
    if match is None or not any(c.isdigit() for c in match["digits"]):
        return frozenset()
    suffix = _suffix(match)
    if suffix not in ("", "%") and (suffix not in _SUFFIXES or match["power"]):
        return frozenset()
    if bool(match["minus"]) != cell.endswith(")") or (match["sign"] and match["sign2"]):
        return frozenset()
    both: tuple[Mark, ...] = (".", ",")
    return frozenset(mark for mark in both if _is_written(match["digits"], mark))


def _is_written(digits: str, mark: Mark) -> bool:
    """Return whether the digits are a number with that decimal mark and sound thousands."""
    whole, _, decimals = digits.partition(mark)
    if decimals and not decimals.isdigit():
        return False
    if whole.isdigit() or (not whole and decimals):
        return True
    other = "," if mark == "." else "."
    grouped = _GROUPED.fullmatch(whole)
    if grouped and grouped[1] != mark:
        return grouped[1] in _GROUPS or grouped[1] == other
    return mark == "." and bool(_GROUPED_INDIA.fullmatch(whole))
