"""Texts of claims, files and symbols are nothing but text in every form of output.

Each form is read back by a parser of that form, which must find the whole text again.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import unicodedata
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import lxml.html
import pandas as pd
import pytest
from markdown_it import MarkdownIt
from rich.text import Text

from backtests.baselines import report as regress
from backtests.baselines.causes import Cause, Differences
from backtests.baselines.check import Report
from backtests.baselines.compare import Moved
from backtests.claims.documents.content import Content
from backtests.claims.documents.extraction import read_document
from backtests.claims.drafts.article import read_article
from backtests.claims.registry import line_of as listed
from backtests.claims.run import Result, run_claims
from backtests.claims.selection import select
from backtests.cli import app
from backtests.report import html, markdown, read_page
from backtests.report.charts import Charts
from backtests.report.json.run import run_json
from backtests.report.terminal.claims import print_claims
from backtests.report.terminal.run import print_run
from backtests.report.terminal.style import PlainConsole, bold, ruled
from backtests.runtime.csv_text import csv_text
from backtests.runtime.escapes import markdown_code, markdown_text, print_text, visible
from backtests.runtime.serialization import to_text
from data_feeds.series.market import Market

CORPUS = (
    # Markup of Rich.
    "[/bold]", "[hindsight]", "[bold red]x[/]", "[link=http://x.test]y[/link]", "\\[x]",
    ":warning:",
    # Escapes of a terminal: colours, title, link, cursor, bell, in seven and eight bits.
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://x.test\x1b\\y\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H", "\x9b31mred", "\x9d0;title\x9c", "a\x08b", "a\rb", "a\x07b", "a\x00b", "\x7f",
    "a\x0bb\x0cc", "\x1bc",
    # Marks of direction and other characters that are not seen.
    "\u202egnp.exe", "\u2066a\u2069", "\u200fb", "a\u200bb", "\ufeffa", "a\u00adb", "\U000e0041tag",
    "a\u2028b", "a\u2029b", "a\x85b", "\ufffe", "\ud800", "\udcff",
    # Lines.
    "two\nlines", "a\r\nb", "a\n\n# heading", "a\n| b | c |", "a\n---\nb",
    # Markdown.
    "**bold**", "_under_", "n_eff and p_value", "`code`", "``a`b``", "[a](http://x.test)",
    "![a](http://x.test/a.png)", "http://x.test/", "www.x.test", "<http://x.test>", "a | b",
    "a \\| b",
    "\\", "a\\", "~~no~~", "# heading", "- item", "1. item", "> quote", "&amp; &#60; &copy", "[^1]",
    "*", "```", "a_b_c*d*e",
    # HTML.
    "<b>bold</b>", "<script>alert(1)</script>", "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "<!-- a", "]]>", "<![CDATA[a]]>", "&lt;b&gt;", "' onclick='a",
    "</td></table>", "{{ 7 * 7 }}", "{% raw %}", "%s %(a)s {0}", "javascript:alert(1)",
    # Formulas of spreadsheets.
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=1+1",
    'a,"b"', ";=1+1",
    # What is none of these.
    "S&P 500 < 5%", "5 × 3 – 2 → “x”", "株価", "e\u0301", "👍",
)  # fmt: skip


def unseen(text: str) -> set[str]:
    """Characters that act or hide, other than line feeds."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n"}


def line_of(text: str) -> str:
    """The text on one line, as Markdown has it."""
    return visible(" ".join(text.splitlines()))


@pytest.fixture(scope="module")
def result(reference_market: Market) -> Result:
    """A run in which each text of the corpus is the statement of a claim."""
    selection = select(["brk-01"])
    run = run_claims(selection.claims, reference_market, only=selection.only, resamples=100, jobs=1)
    (claim,), (finding,) = run.claims, run.findings
    numbered = [(f"x-{at:03}", text) for at, text in enumerate(CORPUS)]
    claims = [claim.model_copy(update={"id": id_, "statement": text}) for id_, text in numbered]
    findings = [replace(finding, claim_id=id_) for id_, _ in numbered]
    return replace(run, claims=tuple(claims), findings=tuple(findings))


def test_there_are_more_than_sixty_different_strings() -> None:
    """As the corpus promises."""
    assert len(set(CORPUS)) == len(CORPUS) > 60


@pytest.mark.parametrize("text", CORPUS)
def test_a_terminal_shows_it(text: str) -> None:
    """In a line, in bold, in a cell and in a Text made elsewhere; columns stay aligned."""
    out = PlainConsole(width=200)
    table = ruled("a", "b")
    table.add_row(text, "end")
    with out.capture() as captured:
        out.print(text)
        out.print(bold(text))
        out.print(Text(text))
        out.print(table)
    shown = captured.get()
    assert unseen(shown) == set()
    # Rich drops some controls of a Text, such as the bell, and expands tabs before it is rendered.
    least = 4 if Text(text).plain == text and "\t" not in text else 3
    for line in visible(text).split("\n"):
        assert shown.count(line.strip()) >= least


def test_tables_of_a_run_show_it(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    """The tables of `run` and of `claims`."""
    lines = [listed(claim) for claim in result.claims]
    for show in (lambda: print_run(result), lambda: print_claims(lines)):
        show()
        shown = capsys.readouterr().out
        assert unseen(shown) == set()
        for text in ("[hindsight]", "[/bold]", "\\x1b[31mred\\x1b[0m", "\\u202egnp.exe"):
            assert text in shown


@pytest.mark.parametrize("text", CORPUS)
def test_json_has_it(text: str) -> None:
    """The same text again, with nothing in the document that a terminal acts on."""
    written = to_text({"a": text, "b": [text], text: 1})
    assert json.loads(written) == {"a": text, "b": [text], text: 1}
    assert unseen(written) == set()


def test_the_document_of_a_run_has_it(result: Result) -> None:
    """Each statement as it stands in the claims file."""
    claims = json.loads(to_text(run_json(result)))["claims"]
    assert tuple(claim["statement"] for claim in claims) == CORPUS


@pytest.mark.parametrize("text", CORPUS)
def test_a_cell_of_csv_has_it(text: str) -> None:
    """As text, also as a heading: no spreadsheet takes it for a formula."""
    table = pd.DataFrame([[text, 1.0]], dtype=object)
    table.columns = pd.Index(["symbol", text], dtype=object)
    written = csv_text(table)
    heading, cells = csv.reader(io.StringIO(written, newline=""))
    assert unseen(written) == set()
    for cell in (heading[1], cells[0]):
        assert cell in (visible(text), f"'{visible(text)}")
        assert cell[0] not in "=+-@\t\r\n=＋－＠"


@pytest.mark.parametrize("text", CORPUS)
def test_a_cell_of_markdown_has_it(text: str) -> None:
    """As text alone, beside a code span; the table keeps its three cells."""
    page = f"| a | b | c |\n| --- | --- | --- |\n| x {markdown_text(text)} | y | z |\n"
    page += f"\n{markdown_code(text)}\n"
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(page)
    inline = [token for token in parsed if token.type == "inline"]
    assert len(inline) == 7
    kinds = {child.type for child in inline[3].children or ()}
    assert kinds <= {"text", "text_special"}
    found = "".join(child.content for child in inline[3].children or ())
    assert "".join(found.split()) == "x" + "".join(line_of(text).split())
    assert "http://" not in markdown_text(text)
    assert [child.type for child in inline[6].children or ()] == ["code_inline"]


def test_report_md_has_it(result: Result) -> None:
    """The blocks are those of a report whose statements are all `x`; no text makes an element."""
    pages = [markdown.render(each) for each in (result, with_plain_statements(result))]
    assert unseen(pages[0]) == set()
    found, expected = map(kinds_in, pages)
    # An escaped mark is a token of its own beside the text around it.
    for kind in ("text", "text_special"):
        found.pop(kind, None)
        expected.pop(kind, None)
    assert found == expected


def with_plain_statements(result: Result) -> Result:
    """The same run, in which each statement is `x`."""
    plain = [claim.model_copy(update={"statement": "x"}) for claim in result.claims]
    return replace(result, claims=tuple(plain))


def kinds_in(page: str) -> Counter[str]:
    """Blocks and inline elements of a page in Markdown, counted."""
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(page)
    inline = (child for token in parsed for child in token.children or ())
    return Counter(token.type for token in (*parsed, *inline))


def test_report_html_has_it(result: Result, reference_market: Market) -> None:
    """The page has the elements of one whose statements are all `x`, and each text."""
    plain = with_plain_statements(result)
    pages = [html.render(each, Charts(), reference_market) for each in (result, plain)]
    trees = [lxml.html.document_fromstring(page) for page in pages]
    found, expected = (Counter(str(e.tag) for e in tree.iter()) for tree in trees)
    assert found == expected
    assert unseen(pages[0]) == set()
    text = "".join(trees[0].text_content().split())
    for statement in CORPUS:
        assert "".join(visible(statement).split()) in text


def test_the_page_of_an_article_has_it(reference_market: Market) -> None:
    """Titles, publishers and lines of an article of the whole corpus."""
    claim = "The Russell 2000 will gain 12% this year."
    lines = "\n\n".join(f"{visible(text)} {claim}" for text in CORPUS)
    content = Content("article.txt", "article", lines.encode("utf-8", "replace"))
    article = read_article(content, read_document(content), date=datetime.date(2026, 3, 10))
    for text in CORPUS:
        named = replace(article, document=replace(article.document, title=text), source=text)
        page = read_page.render(named, None)
        assert unseen(page) == set()
        tree = lxml.html.document_fromstring(page)
        assert not {"script", "img", "b"} & {str(element.tag) for element in tree.iter()}
        shown = "".join(tree.text_content().split())
        assert "".join(visible(text).split()) in shown


@pytest.mark.parametrize("text", CORPUS)
def test_reports_of_a_check_have_it(text: str) -> None:
    """JUnit XML is well formed and names the subject; Markdown keeps the cells of its row."""
    moved = Moved((text, text, text), text, text, "figure", "moved", None, note=False)
    differences = Differences({}, [text], [text])
    report = Report(text, text, 1, (text,), (moved,), (Cause("code", text),), differences)
    suite = ElementTree.fromstring(regress.to_junit(report).encode())
    (case,) = suite
    assert visible(str(case.get("name"))) == visible(text)
    page = regress.to_markdown(report)
    assert unseen(page) == set()
    parsed = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
    assert sum(token.type == "td_open" for token in parsed) == 6
    assert not [token for token in parsed if token.type in ("html_block", "hr")]


@pytest.mark.parametrize("text", CORPUS)
def test_messages_have_it(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An error is one line; a printed line has nothing that acts."""
    with pytest.raises(SystemExit):
        app.fail(ValueError(f"{text}: no such file"), 2)
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert unseen(message) == set()
    print_text(text)
    assert capsys.readouterr().out == f"{visible(text)}\n"
