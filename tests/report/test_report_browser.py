"""The report in a browser: nothing is fetched, charts have marks, tables sort, all can use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backtests.claims.registry import load_claims
from backtests.claims.run import run_claims
from backtests.report.html import write_report
from data_feeds.series.market import Market
from tests.proofs import number

WIDTHS = (390, 1440)
# What does not depend on the width.
at_one_width = pytest.mark.parametrize("page", WIDTHS[-number(2, 1) :], indirect=True)
# One claim of each kind of page section: dates, a target with two verdicts, cycles, odds, a fact.
CLAIMS = (
    "brk-01",
    "brk-02",
    "brk-03",
    "mom-03",
    "mom-04b",
    "mom-10",
    "slide-12",
    "slide-25",
    "brk-x1",
)


@pytest.fixture(scope="module")
def page_file(reference_market: Market, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on the shipped figures with a claim of each kind."""
    chosen = [claim for claim in load_claims() if claim.id in CLAIMS]
    result = run_claims(chosen, reference_market, resamples=200)
    return write_report(result, reference_market, tmp_path_factory.mktemp("report"), ["html"])[0]


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    """The report, opened at a width; what it asked for and complained of is noted on it."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    opened = context.new_page()
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on(
        "console", lambda message: opened.complaints.append(f"{message.type}: {message.text}")
    )
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(page_file.as_uri())
    yield opened
    context.close()


def open_all(page: Any) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


def test_nothing_is_fetched_and_nothing_complains(page: Any, page_file: Path) -> None:
    """The one request is for the file itself, also after everything was opened and pressed."""
    open_all(page)
    page.evaluate("document.querySelectorAll('button').forEach(b => b.click())")
    outside = [url for url in page.asked if url != page_file.as_uri() and url != "data:,"]
    assert outside == []
    assert page.complaints == []


def test_every_chart_has_marks_words_and_numbers(page: Any) -> None:
    """In the picture that the width shows: a shape with a size; a title, a caption, a download."""
    open_all(page)
    found = page.evaluate("""() => [...document.querySelectorAll('figure.chart')].map(figure => {
      const wide = mark => mark.getBoundingClientRect().width > 0;
      const shown = [...figure.querySelectorAll('.plot svg, .canvas table')].filter(wide);
      const marks = shown.flatMap(s => [...s.querySelectorAll('.s, .f, .b, canvas')]);
      return {id: figure.id, pictures: shown.length,
              marks: marks.filter(wide).length,
              words: figure.querySelector('[role=img]').getAttribute('aria-label'),
              link: figure.querySelector('a.save').getAttribute('href').slice(0, 40)};
    })""")
    keys = {figure["id"].removeprefix("chart-") for figure in found}
    assert {
        "breakouts",
        "waiting",
        "easing",
        "odds-slide-12",
        "chance-mom-03",
        "definitions-mom-04b",
    } <= keys
    for figure in found:
        assert figure["pictures"] == 1, figure
        assert figure["marks"] > 0, figure
        assert len(figure["words"]) > 40, figure
        assert figure["link"].startswith("data:"), figure


@at_one_width
def test_a_table_sorts_from_the_keyboard(page: Any) -> None:
    """Enter on the head of the returns: ascending, and again: descending; dashes stay apart."""
    section = page.locator("section[aria-labelledby=brk-02]")
    section.locator("summary", has_text="events").press("Enter")
    head = section.locator("th", has_text="return after 12 months")
    button = head.locator("button")

    def values() -> list[float]:
        cells = section.locator("table.sortable tbody tr td:nth-child(3)").all_inner_texts()
        return [float(text.rstrip("%")) for text in cells if text.endswith("%")]

    button.focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert values() == sorted(values())
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert values() == sorted(values(), reverse=True)
    assert len(values()) > 20


def shown_rows(page: Any) -> list[dict[str, str]]:
    """The claims that the verdict table shows: verdict, article, kind and text of each."""
    rows: list[dict[str, str]] = page.locator("#table tbody[data-verdict]").evaluate_all(
        "rows => rows.filter(row => row.getClientRects().length)"
        ".map(row => ({...row.dataset, text: row.textContent}))"
    )
    return rows


@at_one_width
def test_the_verdicts_can_be_narrowed(page: Any) -> None:
    """A button shows the claims of one verdict, the first all of them again."""
    every = len(shown_rows(page))
    page.get_by_role("button", name="pending").press("Enter")
    shown = shown_rows(page)
    assert 0 < len(shown) < every
    assert {row["verdict"] for row in shown} == {"pending"}
    page.get_by_role("button", name="all", exact=True).press("Enter")
    assert len(shown_rows(page)) == every


@at_one_width
def test_filters_work_together_and_stay_in_the_address(page: Any) -> None:
    """Article, kind and search narrow one another; the address alone gives the same view again."""
    page.get_by_role("combobox", name="Article").select_option("slide")
    assert {row["article"] for row in shown_rows(page)} == {"slide"}
    page.get_by_role("combobox", name="Kind").select_option("tests-of-history")
    (only,) = shown_rows(page)
    assert "slide-25" in only["text"]
    headings = [one for one in page.locator("#table tbody.heading").all() if one.is_visible()]
    assert [one.get_attribute("data-article") for one in headings] == ["slide"]
    page.get_by_role("combobox", name="Kind").select_option("dated-forecasts")
    page.get_by_role("searchbox").fill("ODDS sideways")
    (only,) = shown_rows(page)
    assert "slide-12" in only["text"]
    assert page.get_by_role("status").inner_text() == f"1 of {len(CLAIMS)} claims shown"
    address = page.url
    assert address.endswith("#article=slide&kind=dated-forecasts&q=ODDS+sideways")
    page.goto("about:blank")
    page.goto(address)
    assert len(shown_rows(page)) == 1
    assert page.get_by_role("combobox", name="Kind").input_value() == "dated-forecasts"
    page.get_by_role("button", name="Reset").click()
    assert len(shown_rows(page)) == len(CLAIMS)
    assert "=" not in page.url


@at_one_width
def test_an_address_with_unknown_filters_shows_everything(page: Any) -> None:
    """A value that no claim has, from another report, is ignored."""
    page.goto(f"{page.url}#verdict=perhaps&article=none&kind=novel")
    assert len(shown_rows(page)) == len(CLAIMS)


@at_one_width
def test_a_link_to_a_hidden_claim_shows_it(page: Any) -> None:
    """The claim that cannot be tested stands in the table; a link to it lifts the filter."""
    page.get_by_role("button", name="pending").click()
    row = page.locator("tbody#brk-x1")
    assert not row.is_visible()
    page.evaluate("location.hash = 'brk-x1'")
    row.wait_for(state="visible")
    assert "not testable" in row.inner_text()


COPIED = "navigator.clipboard.writeText = async text => { window.copied = text; }"
REFUSED = """
navigator.clipboard.writeText = async () => { throw new Error("refused"); };
document.execCommand = () => { window.copied = document.activeElement.value; return true; };
"""


@at_one_width
@pytest.mark.parametrize("clipboard", [COPIED, REFUSED], ids=["clipboard", "fallback"])
def test_a_link_to_a_claim_can_be_copied(page: Any, page_file: Path, clipboard: str) -> None:
    """Through the clipboard, or by a selection where the browser refuses it."""
    page.evaluate(
        f"() => {{ Object.defineProperty(navigator, 'clipboard', {{ value: {{}} }}); {clipboard} }}"
    )
    button = page.locator("button[data-copy=mom-03]")
    assert button.get_attribute("aria-label") == "Copy link to mom-03"
    button.press("Enter")
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied") == f"{page_file.as_uri()}#mom-03"
    assert button.inner_text() == "Copied"


def test_the_contents_lead_to_every_section(page: Any) -> None:
    """At the side of a wide screen, folded above on a narrow one; every link has its target."""
    side, folded = page.locator(".contents.side"), page.locator(".contents.folded")
    wide = page.viewport_size["width"] == max(WIDTHS)
    assert (side.is_visible(), folded.is_visible()) == (wide, not wide)
    missing = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')]
      .filter(a => !document.getElementById(a.getAttribute('href').slice(1)))
      .map(a => a.getAttribute('href'))""")
    assert missing == []
    named = page.locator(".contents.side a").evaluate_all("all => all.map(a => a.hash)")
    assert {"#summary", "#verdicts", "#claims", "#words", "#mom-03"} <= set(named)


def test_the_header_of_the_verdicts_stays_in_sight(page: Any) -> None:
    """On a wide screen; on a narrow one each value has its own label."""
    page.emulate_media(reduced_motion="reduce")
    page.locator("#table tbody[data-verdict]").last.evaluate("row => row.scrollIntoView()")
    head = page.locator("#table thead th").first
    top = head.evaluate("head => head.getBoundingClientRect().top")
    if page.viewport_size["width"] == max(WIDTHS):
        assert 0 <= top < 5
    else:
        whole = page.locator("#table thead")
        assert whole.evaluate("head => head.getBoundingClientRect().width") <= 1


@at_one_width
def test_the_summary_names_the_decided_claims(page: Any) -> None:
    """On the first screen, above the verdicts: counts of each group, then the claims by name."""
    summary = page.locator(".summary")
    top = summary.evaluate("box => box.getBoundingClientRect().top")
    assert top < 300
    assert "Facts:" in summary.inner_text()
    supported = page.locator("tbody[data-verdict=supported]").count()
    same = page.locator(".named.supported .quiet a").count()
    assert page.locator(".named.supported > li").count() + same == supported


def test_without_scripts_the_page_is_whole(browser: Any, page_file: Path) -> None:
    """Every claim is shown and linked; controls that would do nothing are absent."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(page_file.as_uri())
    assert len(shown_rows(opened)) == len(CLAIMS)
    assert not opened.locator(".filter").is_visible()
    assert opened.locator("button:visible").count() == 0
    assert opened.locator(".claim .decided").count() >= len(CLAIMS) - 1
    context.close()


@at_one_width
def test_a_download_holds_the_numbers_of_its_chart(page: Any) -> None:
    """Saved as plain comma-separated values, a row a path and day."""
    with page.expect_download() as saved:
        page.locator("#chart-easing a.save").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "easing.csv"
    assert text.startswith("what,months after the last cut,value,to\n")
    assert "average of finished cycles,12" in text


def test_the_page_is_no_wider_than_the_screen(page: Any) -> None:
    """Also with everything open; wide tables scroll in themselves."""
    open_all(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def overlaps(page: Any) -> list[str]:
    """Cells of the verdict table that share a place with another of their row, or run over."""
    found: list[str] = page.evaluate("""() => {
      const found = [];
      document.querySelectorAll('#table tr').forEach(row => {
        const boxes = [...row.cells].map(c => c.getBoundingClientRect()).filter(b => b.width > 1);
        boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
          const beside = a.left >= b.right - 1 || b.left >= a.right - 1;
          const below = a.top >= b.bottom - 1 || b.top >= a.bottom - 1;
          if (!beside && !below) found.push(row.textContent.slice(0, 60));
        }));
        [...row.cells].filter(c => c.scrollWidth > c.clientWidth + 1 && c.clientWidth > 1)
          .forEach(c => found.push('too wide: ' + c.textContent.slice(0, 60)));
      });
      return found;
    }""")
    return found


def test_nothing_overlaps_in_the_verdict_table(page: Any) -> None:
    """No two cells of a row share a place, and none is wider than what it stands in."""
    assert overlaps(page) == []


def test_nothing_overlaps_on_paper(page: Any) -> None:
    """As wide as a sheet between its margins, as the style for print lays it out."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 990})
    assert overlaps(page) == []


def test_no_serious_fault_for_those_who_use_aids(page: Any) -> None:
    """No violation of axe-core's rules that it calls serious or critical; dark where narrow."""
    from axe_playwright_python.sync_playwright import Axe

    dark = page.viewport_size["width"] == min(WIDTHS)
    page.emulate_media(color_scheme="dark" if dark else "light")
    open_all(page)
    options = {"resultTypes": ["violations"], "elementRef": False}
    found = Axe().run(page, options=options).response["violations"]
    grave = [
        f"{v['id']}: {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []


def test_the_page_prints_with_everything_open(page: Any) -> None:
    """Before printing, what is folded opens."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
