"""The page of an article: each statement underlined, anchors both ways, nothing unescaped."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from backtests.claims.documents.document import Document, joined_blocks
from backtests.claims.drafts.article import ReadArticle, Reading
from backtests.claims.drafts.claims_file import write_draft
from backtests.claims.reading.statement import Statement
from backtests.claims.run import Result, run_claims
from backtests.claims.schema import ClaimRow
from backtests.claims.selection import select
from backtests.report.json.read import read_json
from backtests.report.read_page import render
from data_feeds.series.market import Market

DAY = datetime.date(2026, 3, 10)
LINES = (
    "Small <caps> & “friends”",
    "The Russell 2000 will gain 12% this year, and 20% by 2027. <script>alert(1)</script>",
    "Gold is worth https://example.org/ more than it costs.",
)
TEXT, BLOCKS = joined_blocks([("heading", LINES[0]), ("paragraph", LINES[1]), ("item", LINES[2])])


def reading(words: str, claim: ClaimRow | None, why_not: str = "") -> Reading:
    """A statement that stands in the text, with its answer."""
    start = TEXT.index(words)
    stated = Statement(
        words, words, start, start + len(words), "forecast", ("RUT",), (0.12,), "fraction", "up",
        DAY, datetime.date(2026, 12, 31), "", True,
    )  # fmt: skip
    return Reading(stated, claim, why_not)


def row(number: int, rise: float, months: int) -> ClaimRow:
    """A forecast from the end of 2025."""
    return ClaimRow(
        id=f"note-{number:02}",
        type="P",
        section="Text",
        statement=f"The index gains {rise:.0%} <b>in</b> {months} months.",
        study="level_forecast",
        data={"bars": "RUT"},
        parameters={"base_date": DAY, "months": months, "rise": rise},
    )


READINGS = (
    reading("The Russell 2000 will gain 12% this year", row(1, 0.12, 6)),
    reading("gain 12% this year, and 20% by 2027", row(2, 0.2, 12)),
    reading("Gold is worth https://example.org/ more", None, "no such data: <GOLD>"),
)
ARTICLE = ReadArticle(
    source="note.txt",
    key="note",
    document=Document(TEXT, BLOCKS, title=LINES[0], date=DAY),
    date=DAY,
    dated_by="text",
    readings=READINGS,
    notices=("only <3> words",),
)


@pytest.fixture(scope="module")
def result(reference_market: Market, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The draft of the note, tested on the shipped figures."""
    path = tmp_path_factory.mktemp("draft") / "note.toml"
    write_draft(ARTICLE, path)
    return run_claims(select([str(path)]).claims, reference_market, resamples=200)


class Page(HTMLParser):
    """Ids, links, tags and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its addresses."""
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.words.append(data)


def test_anchors_lead_both_ways(result: Result) -> None:
    """Table to text, text to note, note to table; every target is there, once."""
    page = Page(render(ARTICLE, result, report="report.html"))
    assert [name for name, times in Counter(page.ids).items() if times > 1] == []
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    for number, place in ((1, "v"), (2, "v"), (3, "u")):
        assert {f"s{number}", f"n{number}", f"{place}{number}"} <= inside
    outside = {link for link in page.links if not link.startswith("#")}
    assert outside == {"data:,", "report.html#note-01", "report.html#note-02"}


def test_everything_of_the_article_is_text(result: Result) -> None:
    """Nothing of it becomes mark-up, and the page may load nothing."""
    text = render(ARTICLE, result)
    page = Page(text)
    assert page.tags["script"] == page.tags["caps"] == page.tags["gold"] == page.tags["b"] == 0
    assert "default-src 'none'" in text
    whole = " ".join(" ".join(page.words).split())
    assert "<script>alert(1)</script>" in whole
    assert "no such data: <GOLD>" in whole
    assert "only <3> words" in whole


def test_the_text_is_whole_and_each_statement_underlined(result: Result) -> None:
    """Statements that overlap are cut into pieces; their numbers stand at their ends."""
    text = render(ARTICLE, result)
    lines = re.findall(r'<p class="words[^"]*">(.*?)</p>', text)
    numbers = re.compile(r"<sup>\d+</sup>")
    shown = [" ".join(Page(numbers.sub("", line)).words) for line in lines]
    assert ["".join(one.split()) for one in shown] == ["".join(one.split()) for one in LINES]
    pieces = re.findall(r'<a class="st ([^"]*)" href="#n(\d)">(.*?)</a>', lines[1])
    assert [(number, piece) for _, number, piece in pieces] == [
        ("1", "The Russell 2000 will "),
        ("2", "gain 12% this year<sup>1</sup>"),
        ("2", ", and 20% by 2027<sup>2</sup>"),
    ]


def test_verdicts_of_page_json_and_run_are_the_same(result: Result) -> None:
    """A verdict for each statement with a claim, a reason for any other."""
    rulings = {finding.claim_id: finding.ruling.verdict for finding in result.findings}
    rows = read_json(ARTICLE, result)["statements"]
    assert isinstance(rows, list)
    assert [(one["claim"], one["verdict"], one["why_not"]) for one in rows] == [
        ("note-01", rulings["note-01"], None),
        ("note-02", rulings["note-02"], None),
        (None, None, "no such data: <GOLD>"),
    ]
    text = render(ARTICLE, result)
    for number, claim_id in ((1, "note-01"), (2, "note-02")):
        note = re.search(rf'<li id="n{number}">.*?</li>', text, flags=re.S)
        assert note is not None
        assert rulings[claim_id] in note.group()


def test_without_a_run_the_page_says_how_to_test() -> None:
    """No verdict is shown."""
    text = render(ARTICLE, None)
    assert text.count("not tested") >= 4
    assert "rutcheck read --run tests it" in text
    assert "Data used" not in text


def test_the_same_article_gives_the_same_page(result: Result) -> None:
    """Byte for byte."""
    assert render(ARTICLE, result) == render(ARTICLE, result)
