"""Articles in plain text, Markdown and PDF."""

from __future__ import annotations

import datetime
import importlib.util
import textwrap
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtests.claims.documents.markdown_file import read_markdown
from backtests.claims.documents.pdf_file import read_pdf
from backtests.claims.documents.plain_text import read_plain_text
from data_feeds.series.bars import DataError

PARAGRAPH = (
    "The small-cap index rose by half a percent on Tuesday and now stands at 2,512.30, which is"
    " 4.1% above its close of the last quarter. Few had expected it to do so well, and fewer still"
    " expect it to reach 2,700 before the summer is over, whatever the central bank decides."
)
DAY = datetime.date(2026, 3, 10)


def _module(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pdf_files = _module("pdf_files")


@pytest.mark.parametrize("width", [50, 72, 98])
def test_wrapped_lines_become_a_paragraph_again(width: int) -> None:
    """At whatever width they were wrapped, and every character keeps its place."""
    lines = "\n".join(textwrap.wrap(PARAGRAPH, width, break_on_hyphens=False))
    cases = "Bull case: 2,900\nBear case: 2,050\n"
    text = f"A quiet day\n===========\n\n{lines}\n\n{cases}\n{lines}\n"
    found = read_plain_text(text)
    assert found.text.splitlines()[3] == PARAGRAPH
    assert cases in found.text
    assert found.title == "A quiet day"
    assert len(found.text) == len(text)


def test_a_paragraph_a_line_stays_as_it_is() -> None:
    """The text is that of the file."""
    text = f"{PARAGRAPH}\nIts target is 2,700.\n{PARAGRAPH}\n"
    assert read_plain_text(text).text == text


def test_bullets_and_columns_keep_their_lines() -> None:
    """Also when a line is as wide as the text."""
    bullet = "- " + PARAGRAPH[:88]
    table = "Russell 2000                                    2,512.30                      +0.4%"
    wrapped = "\n".join(textwrap.wrap(PARAGRAPH, 90, break_on_hyphens=False))
    lines = read_plain_text(
        f"{wrapped}\n\n{bullet}\n{bullet}\n{table}\n{table}\n"
    ).text.splitlines()
    assert lines[-4:] == [bullet, bullet, table, table]


@given(st.text(alphabet=st.sampled_from("ab1.%=- \n\t\r\u2028"), max_size=300))
def test_every_character_keeps_its_place(text: str) -> None:
    """White space and underlines aside; blocks cut the text and do not overlap."""
    found = read_plain_text(text)
    assert len(found.text) == len(text)
    blank = set(" \n\t\r\u2028=-")
    assert all(a == b or {a, b} <= blank for a, b in zip(text, found.text, strict=True))
    ends = [0, *(block.end for block in found.blocks)]
    assert all(b.start >= end for b, end in zip(found.blocks, ends, strict=False))
    assert all(found.text[b.start : b.end].strip() for b in found.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "10 March 2026",
        "Published Tuesday, March 10, 2026, 9:40 am",
        "MARKETS | By A. Writer | Mar. 10, 2026",
        "By our bonds desk, March 10, 2026",
        "March 10, 2026, 6 p.m.",
        "Research note No. 12, 10 March 2026",
        "Market wrap | March 10, 2026, 5:42 p.m. | 4 min read",
        "NEW YORK, March 10, 2026 - Stocks rose.",
    ],
)
def test_a_dateline_dates_a_text(line: str) -> None:
    """Above the text or at its end."""
    assert read_plain_text(f"{line}\n\n{PARAGRAPH}").date == DAY
    assert read_plain_text(f"{PARAGRAPH}\n\n{line}").date == DAY


@pytest.mark.parametrize(
    "line",
    [
        "The index fell by 3% on 10 March 2026.",
        "Since 10 March 2026 nothing has happened",
        "The crash of 10 March 2026",
        "It closed at 2.41 on 10 March 2026 after a fall that few who watch had seen",
        "Updated 10 March 2026",
        "10 March",
        "31 February 2026",
    ],
)
def test_a_sentence_with_a_date_dates_nothing(line: str) -> None:
    """Nor does a day of change, or one without a year."""
    assert read_plain_text(f"{line}\n\n{PARAGRAPH}").date is None


def test_markdown_loses_its_marks() -> None:
    """Emphasis, links, headings, lists and tables; front matter has title and date."""
    found = read_markdown(
        "---\ntitle: 'A quiet day'\ndate: 2026-03-10\ntags: [a]\n---\n\n# A quiet day\n\n"
        'The **index** rose\nby [0.4%](https://example.org/x "title").\n\n'
        "| Index | Close |\n|---|---|\n| Dow | 44,100 |\n\n1. Buy at `2,400`\n2. Sell at 2,700\n\n"
        "<script>alert(1)</script>\n\n![picture](x.png)\n"
    )
    assert found.text == (
        "A quiet day\n\nThe index rose by 0.4%.\n\nIndex Close\nDow 44,100\n\n"
        "Buy at 2,400\nSell at 2,700"
    )
    assert [block.kind for block in found.blocks] == [
        "heading", "paragraph", "row", "row", "item", "item",
    ]  # fmt: skip
    assert (found.title, found.date, found.dated_by) == ("A quiet day", DAY, "front matter")


def test_markdown_without_front_matter_is_dated_by_its_text() -> None:
    """The title is the first heading."""
    found = read_markdown(f"# A quiet day\n\n*10 March 2026*\n\n{PARAGRAPH}\n")
    assert (found.title, found.date) == ("A quiet day", DAY)


def pages_of(count: int) -> list[list[str]]:
    """Pages with a running head, a paragraph in lines and a page number."""
    return [
        [f"The Ledger Research {at}", *wrapped(turned(at)), str(at)] for at in range(1, count + 1)
    ]


def turned(by: int) -> str:
    """The paragraph, begun at another word."""
    words = PARAGRAPH.split()
    return " ".join([*words[5 * by :], *words[: 5 * by]])


def wrapped(paragraph: str) -> list[str]:
    """A paragraph in lines of 80 characters."""
    return textwrap.wrap(paragraph, 80, break_on_hyphens=False)


def test_a_pdf_has_paragraphs_without_running_heads() -> None:
    """Lines are joined, also across a break inside a word."""
    first = ["A quiet day", "10 March 2026", "", *wrapped(PARAGRAPH)]
    found = read_pdf(pdf_files.pdf_of([first, *pages_of(4)[1:]]), "a.pdf")
    assert found.text.count("Ledger") == 0
    words = " ".join(found.text.split()[6:])
    assert words == " ".join([PARAGRAPH, *map(turned, (2, 3, 4))])
    assert (found.title, found.date, found.dated_by) == ("A quiet day", DAY, "text")


def test_a_word_broken_at_a_line_end_is_joined_if_it_is_known() -> None:
    """The hyphen of a compound stays."""
    lines = [
        "The whole economy grew, and with it the many firms of the small-",
        "cap index, whose share of that econ-",
        "omy is small, as everybody knows who has ever looked at the figures.",
    ]
    text = read_pdf(pdf_files.pdf_of([lines]), "a.pdf").text
    assert "firms of the small-cap index" in text
    assert "that economy is small" in text.replace("\n\n", "")


def test_ligatures_are_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As fonts have them for ff, fi and fl."""
    from pypdf import PageObject

    monkeypatch.setattr(PageObject, "extract_text", lambda _: "ﬁve oﬃcial ﬂaws ½")
    assert read_pdf(pdf_files.pdf_of([["a"]]), "a.pdf").text == "five official flaws ½"


def test_a_pdf_without_a_date_takes_that_of_the_file_and_says_so() -> None:
    """As a notice."""
    data = pdf_files.pdf_of([[PARAGRAPH[:90]]], information="/CreationDate (D:20260310120000Z)")
    found = read_pdf(data, "a.pdf")
    assert (found.date, found.dated_by) == (DAY, "creation date of the PDF")
    assert "creation" in found.notices[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf_files.picture_pdf(), "pictures of pages; run OCR"),
        (pdf_files.pdf_of([[]]), "no text"),
        (pdf_files.locked(pdf_files.pdf_of([["a"]])), "encrypted"),
        (b"%PDF-1.7\n" + b"\x00garbage" * 99, "broken PDF"),
        (pdf_files.pdf_of([["a"]])[:150], "broken PDF"),
        (pdf_files.pdf_of([["a"]] * 201), "201 pages; expected at most 200"),
    ],
    ids=["pictures", "empty", "encrypted", "garbage", "cut off", "long"],
)
def test_a_pdf_without_text_is_refused_in_one_line(data: bytes, said: str) -> None:
    """The message names the file and says why."""
    with pytest.raises(DataError, match=rf"^a\.pdf: .*{said}"):
        read_pdf(data, "a.pdf")
