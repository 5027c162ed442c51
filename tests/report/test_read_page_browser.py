"""The page of an article in a browser: nothing is fetched, nothing overlaps, all can use it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backtests.claims.documents.plain_text import read_plain_text
from backtests.claims.drafts.article import ReadArticle, Reading
from backtests.claims.drafts.claims_file import write_draft
from backtests.claims.reading.statement import Statement
from backtests.claims.run import run_claims
from backtests.claims.schema import ClaimRow
from backtests.claims.selection import select
from backtests.report.read_page import write_page
from data_feeds.series.market import Market

WIDTHS = (390, 1440)
# A Friday, as are the last trading days six and nine months later: weekly figures have them.
DAY = datetime.date(2025, 8, 29)
TEXT = """Where small caps go from here

The Russell 2000 will gain 5% within six months, says a bank. The index will lose 30% within nine \
months, says another. A third expects the index to gain 90% in two years. The fourth sees gold \
higher. <img src="https://example.org/picture.png" onerror="alert(1)">

- It will gain 12% by the end of next year.
"""
CASES = (
    ("The Russell 2000 will gain 5% within six months", 0.05, 6),
    ("The index will lose 30% within nine months", -0.3, 9),
    ("the index to gain 90% in two years", 0.9, 24),
    ("It will gain 12% by the end of next year", 0.12, 18),
    ("sees gold higher", None, 0),
)


def reading(text: str, number: int, words: str, rise: float | None, months: int) -> Reading:
    """A forecast of the text, with a claim unless it has no figure."""
    start = text.index(words)
    stated = Statement(
        words, words, start, start + len(words), "forecast", ("RUT",),
        () if rise is None else (abs(rise),), "" if rise is None else "fraction",
        "up", DAY, None, "", True,
    )  # fmt: skip
    if rise is None:
        return Reading(stated, None, "no such data: of gold")
    row = ClaimRow(
        id=f"note-{number:02}",
        type="P",
        section="Text",
        statement=f"The Russell 2000: forecast of {rise:.0%} in {months} months.",
        study="level_forecast",
        data={"bars": "RUT"},
        parameters={"base_date": DAY, "months": months, "rise": rise},
    )
    return Reading(stated, row, "")


@pytest.fixture(scope="module")
def page_file(reference_market: Market, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A note with forecasts that came true, failed and are open, and one without a claim."""
    folder = tmp_path_factory.mktemp("read")
    document = read_plain_text(TEXT)
    article = ReadArticle(
        source="note.txt",
        key="note",
        document=document,
        date=DAY,
        dated_by="--date",
        readings=tuple(reading(document.text, at, *case) for at, case in enumerate(CASES, 1)),
        notices=("only 60 words, and the page asks for a subscription",),
    )
    write_draft(article, folder / "note.toml")
    claims = select([str(folder / "note.toml")]).claims
    result = run_claims(claims, reference_market, resamples=100)
    return write_page(article, result, folder, report="report.html", command="rutcheck run x")


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    """The page, opened at a width, dark where narrow; its requests and complaints are noted."""
    dark = request.param == min(WIDTHS)
    context = browser.new_context(
        viewport={"width": request.param, "height": 900},
        color_scheme="dark" if dark else "light",
    )
    opened = context.new_page()
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("console", lambda said: opened.complaints.append(f"{said.type}: {said.text}"))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(page_file.as_uri())
    yield opened
    context.close()


def test_nothing_is_fetched_and_nothing_complains(page: Any, page_file: Path) -> None:
    """The one request is for the file itself; markup of the article is shown as text."""
    assert [url for url in page.asked if url not in (page_file.as_uri(), "data:,")] == []
    assert page.complaints == []
    assert page.locator("img, script").count() == 0
    assert "<img src=" in page.locator(".text").inner_text()


def test_a_statement_leads_to_its_note_and_on_to_the_table_and_back(page: Any) -> None:
    """By links that work from the keyboard."""
    page.locator("a.st").first.press("Enter")
    assert page.url.endswith("#n1")
    page.locator("#n1 a").press("Enter")
    assert page.url.endswith("#v1")
    page.locator("#v1 a").first.press("Enter")
    assert page.url.endswith("#s1")


def test_verdicts_stand_beside_the_text(page: Any) -> None:
    """To the right of their paragraph where there is room, below it where there is not."""
    line = page.locator(".line.with-notes").first
    words = line.locator(".words").bounding_box()
    notes = line.locator(".notes").bounding_box()
    if page.viewport_size["width"] == max(WIDTHS):
        assert notes["x"] >= words["x"] + words["width"]
        assert abs(notes["y"] - words["y"]) < 20
    else:
        assert notes["y"] >= words["y"] + words["height"] - 8


def test_verdicts_differ_in_more_than_colour(page: Any) -> None:
    """The underline of each verdict has a style of its own."""
    styles = {
        name: page.locator(f"a.st.{name}").first.evaluate(
            "e => getComputedStyle(e).textDecorationStyle"
        )
        for name in ("supported", "refuted", "pending", "no-test")
    }
    assert len(set(styles.values())) == len(styles), styles


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_page_is_no_wider_than_the_screen_or_sheet(page: Any, media: str) -> None:
    """Nothing runs over, on paper too."""
    page.emulate_media(media=media)
    if media == "print":
        page.set_viewport_size({"width": 690, "height": 990})
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    over = page.evaluate("""() => [...document.querySelectorAll('td, .words, .notes li')]
      .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.slice(0, 50))""")
    assert over == []


def test_no_fault_for_those_who_use_aids(page: Any) -> None:
    """No violation of any rule of axe-core, light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], "elementRef": False}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{v['id']}: {[node['html'][:120] for node in v['nodes'][:3]]}" for v in found] == []
