"""Text in columns that fold to the width of the output, without a library of terminals."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from textwrap import wrap

from backtests.runtime.escapes import visible

# Columns of output that is piped: wide enough for every table.
PIPE_WIDTH = 150
# Stands behind a character that takes two columns of a terminal; no text has it.
_SECOND = "\ufdd0"
_GAP = "   "


def piped() -> bool:
    """Return whether standard output is no terminal, and nothing states its width."""
    return not sys.stdout.isatty() and "COLUMNS" not in os.environ


def output_width() -> int:
    """Return the columns of the terminal, or `PIPE_WIDTH` if there is none."""
    return PIPE_WIDTH if piped() else shutil.get_terminal_size().columns


def folded_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int
) -> list[str]:
    r"""Return the lines of a table with a rule below its headings.

    Text folds at spaces, in the widest columns first.

    Parameters
    ----------
    headings, rows : sequence of str
        A cell for each column; what would act on a terminal is escaped.
    width : int
        Most columns of the terminal that a line takes.

    Examples
    --------
    >>> print("\n".join(folded_table(("id", "text"), [("a", "one two")], width=12)))
     id   text
     ──────────
     a    one
          two
    """
    cells = [[_spaced(visible(cell)) for cell in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    room = max(width - 2 - len(_GAP) * (len(widths) - 1), len(widths))
    for _ in range(sum(widths) - room):
        widths[max(range(len(widths)), key=widths.__getitem__)] -= 1
    lines = [line for row in cells for line in _lines(row, widths)]
    lines.insert(len(_lines(cells[0], widths)), "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)))
    return [f" {line}".replace(_SECOND, "").rstrip() for line in lines]


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    folded = [
        wrap(cell, width, break_on_hyphens=False) if len(cell) > width else [cell]
        for cell, width in zip(row, widths, strict=True)
    ]
    return [
        _GAP.join(
            (cell[at] if at < len(cell) else "").ljust(width)
            for cell, width in zip(folded, widths, strict=True)
        )
        for at in range(max(map(len, folded)))
    ]


def _spaced(text: str) -> str:
    """Return a text with as many characters as it takes columns."""
    if text.isascii():
        return text
    return "".join(c + _SECOND if unicodedata.east_asian_width(c) in "WF" else c for c in text)
