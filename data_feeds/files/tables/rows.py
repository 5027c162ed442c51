"""Split text into rows of cells, by the separator that gives a table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from data_feeds.series.bars import BarsError, one_line

# Line number and cells of a row, without the space around them.
Row = tuple[int, list[str]]

SEPARATORS = (",", ";", "\t", "|")
# Rows by which a separator is judged, and within which the header must stand.
SAMPLE_ROWS = 64
# Lowest score of a table, of which a header with rows of data has been found.
LEAST_SCORE = 100
_STATED = re.compile(r'\s*"?sep=(.)"?[ \t,;|]*(?:\r\n|\r|\n)', re.IGNORECASE)
# Excel keeps a cell as text in the form ="1841.60".
_FORMULA = re.compile(r'=("[^"\r\n]*")')
# What may stand around a cell, or begin one that does not end with its line.
_AROUND = ' \t\v\f\x1c\x1d\x1e\x1f"'
# Columns aligned by spaces; one space alone separates only where two find no table.
_MARGIN = re.compile(r"^ +| +$", re.MULTILINE)
_GAPS = (re.compile(" {2,}"), re.compile(" +"))

Found = TypeVar("Found")


def split_rows(
    text: str, locate: Callable[[Sequence[Row]], tuple[int, Found]]
) -> tuple[list[Row], Found, str]:
    """Split text into rows by the separator under which `locate` finds the best table.

    `locate` returns a score and what it found in the first rows; the separator of the highest
    score is used, of equal ones the first. The Sniffer of the standard library counts characters
    and takes the decimal comma of `1799,65;1849,67` for a separator, so it is not asked. A line
    `sep=;` states the separator. Where none finds a table, columns may be aligned by spaces.
    Also returned are what was found and the separator.

    Raises
    ------
    BarsError
        If a quote is not closed.
    """
    text = _FORMULA.sub(r"\1", text) if '="' in text else text
    stated = _STATED.match(text)
    first_line = 1
    if stated:
        first_line += len(re.findall(r"\r\n|\r|\n", stated.group()))
        text = text[stated.end() :]
    choices = (stated[1],) if stated and stated[1] in SEPARATORS else SEPARATORS
    best = _best([(text, separator) for separator in choices], locate, first_line)
    if best[0] < LEAST_SCORE:
        aligned = [(table, "\t") for table in _aligned(text)]
        best = max(best, _best(aligned, locate, first_line), key=lambda found: found[0])
    _, found, table, separator = best
    return list(read_rows(table, separator, first_line)), found, separator


def _aligned(text: str) -> list[str]:
    """Return text with tabs in place of the spaces between columns, the most even rows first."""
    plain = _MARGIN.sub("", text)
    return sorted((gap.sub("\t", plain) for gap in _GAPS), key=_uneven)


def _uneven(text: str) -> int:
    """Return how many of the first rows of a text with tabs have another width than most."""
    widths = [line.count("\t") for line in text.split("\n", SAMPLE_ROWS)[:SAMPLE_ROWS] if line]
    return len(widths) - max(Counter(widths).values(), default=0)


def _best(
    choices: Sequence[tuple[str, str]],
    locate: Callable[[Sequence[Row]], tuple[int, Found]],
    first_line: int,
) -> tuple[int, Found, str, str]:
    """Return the highest score of the choices, what was found, and the text and its separator."""
    best: tuple[int, Found, str, str] | None = None
    failure: BarsError | None = None
    for text, separator in choices:
        try:
            sample = list(islice(read_rows(text, separator, first_line), SAMPLE_ROWS))
            score, found = locate(sample)
        except BarsError as error:
            failure = failure or error
            continue
        if best is None or score > best[0]:
            best = score, found, text, separator
    if best is None:
        raise failure or BarsError("found no separator")
    return best


def first_rows(text: str) -> list[list[Row]]:
    """Return the first rows under each separator, up to the first that is malformed."""
    return [rows for separator in SEPARATORS if (rows := _sample(text, separator))]


def aligned_rows(text: str) -> list[list[Row]]:
    """Return the first rows of columns aligned by spaces, by each width of a gap."""
    return [rows for table in _aligned(text) if (rows := _sample(table, "\t"))]


def _sample(text: str, separator: str) -> list[Row]:
    rows: list[Row] = []
    with suppress(BarsError):
        rows.extend(islice(read_rows(text, separator), SAMPLE_ROWS))
    return rows


def read_rows(text: str, separator: str, first_line: int = 1) -> Iterator[Row]:
    """Yield the rows with the number of their first line; blank lines are skipped.

    Raises BarsError, with the line, for a quote that is not closed.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    spaced = not text.isascii() or any(mark in text for mark in _AROUND)
    line = first_line
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells] if spaced else cells
            following = first_line + reader.line_num
            if following > line + 1:  # a quoted line break is a space
                stripped = [" ".join(cell.split()) for cell in stripped]
            if any(stripped):
                yield line, stripped
            line = following
    except csv.Error as error:
        raise BarsError(
            f"line {line}: not a CSV row ({one_line(error)}); expected every quote to be closed"
        ) from None
