"""Columns of text that fold to a width, without a library of terminals."""

from __future__ import annotations

import io
import sys

import pytest
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table

from backtests.claims.listing import shipped_lines
from backtests.runtime.columns import folded_table
from backtests.runtime.escapes import BOLD, print_text

HEADINGS = ("id", "kind", "what the article says", "article")
ROWS = [(line.id, line.kind, line.statement, line.published) for line in shipped_lines()]


def by_rich(width: int) -> list[str]:
    """The same table as rich lays it out, without the space at the ends of its lines."""
    columns = [Column(heading, overflow="fold") for heading in HEADINGS]
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in ROWS:
        table.add_row(*row)
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    out.print(table)
    assert isinstance(out.file, io.StringIO)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]


@pytest.mark.parametrize("width", [110, 150, 200])
def test_a_table_is_laid_out_as_by_rich(width: int) -> None:
    """Line for line, where only the widest column folds."""
    assert ["", *folded_table(HEADINGS, ROWS, width=width), ""] == by_rich(width)


@pytest.mark.parametrize("width", [12, 40, 60, 80])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    """Also where every column folds; letters stay in their order in each column."""
    lines = folded_table(HEADINGS, ROWS, width=width)
    if width > 20:
        assert max(map(len, lines)) <= width
    letters = "".join("".join(row) for row in (HEADINGS, *ROWS))
    assert sorted("".join(lines).replace(" ", "").replace("─", "")) == sorted(
        letters.replace(" ", "")
    )


def test_a_wide_character_takes_two_columns() -> None:
    """The column after it begins where it does in the other rows."""
    lines = folded_table(("a", "b"), [("漢字", "x"), ("word", "x")], width=40)
    starts = {cell_len(line[: line.index("x")]) for line in lines[2:]}
    assert starts == {len(" word   ")}
    folded = folded_table(("a",), [("漢字" * 10,)], width=12)
    assert all(cell_len(line) <= 12 for line in folded)
    assert "".join(line.strip() for line in folded[2:]) == "漢字" * 10


def test_what_acts_on_a_terminal_is_escaped_before_it_is_measured() -> None:
    """An escape sequence is shown; the columns stay aligned."""
    lines = folded_table(("a", "b"), [("\x1b[31m", "x"), ("word", "x")], width=40)
    assert "\x1b" not in "".join(lines)
    assert len({line.index("x", 9) for line in lines[2:]}) == 1


@pytest.mark.parametrize(("terminal", "shown"), [(False, "head\n"), (True, "\x1b[1mhead\x1b[0m\n")])
def test_only_a_terminal_gets_styles(
    terminal: bool, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe gets no codes; what the text itself has is escaped in either."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    print_text("head", style=BOLD)
    assert capsys.readouterr().out == shown
    print_text("\x1b[2m", style=BOLD)
    assert "\x1b[2m" not in capsys.readouterr().out
