"""Interactive charts in a browser: zoom, values, keys, touch, print, no scripts, no requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backtests.report.plots.model import Bars, Line, Panel, Plot, Points, Rule, Spans, day
from backtests.report.plots.page import write_html
from data_feeds.series.market import Market
from tests.proofs import number

WIDTHS = (390, 1440)
# What does not depend on the width.
at_one_width = pytest.mark.parametrize("page", WIDTHS[-number(2, 1) :], indirect=True)
# 300 consecutive days; the close of day n is 100 + n / 10, so that its values identify each bar.
FIRST, COUNT = day("2020-01-01"), 300
DAYS = [FIRST + n for n in range(COUNT)]
CLOSES = [100 + n / 10 for n in range(COUNT)]
EVIL = '</script><script>document.title="changed"</script><img src="https://example.org/x.png">'
BARS = Bars(
    "bars",
    DAYS,
    [close - 0.05 for close in CLOSES],
    [close + 0.5 for close in CLOSES],
    [close - 0.5 for close in CLOSES],
    CLOSES,
)
MARKS = [
    BARS,
    Spans("target", [DAYS[100]], [DAYS[250]], [140.0], "good", level="target"),
    Rule("level 90", 90.0, colour="wait", legend="named level"),
    Points("entry (1)", [DAYS[-1]], [CLOSES[-1]], "ink", "right", 5.5, [f"entry\n{EVIL}"]),
]
ACCOUNT = Line("account", DAYS, [100.0 + n for n in range(COUNT)], "wait", dash=True)
PLOTS = (
    Plot("prices", f"Prices {EVIL}", EVIL, [Panel(MARKS, "price")], x_unit="date", kind="series"),
    Plot(
        "account",
        "An account",
        "Below the prices.",
        [Panel([BARS], "price", scale="log"), Panel([ACCOUNT], "account", height=120)],
        x_unit="date",
        kind="series",
    ),
    Plot("other", "Not over time", "A line.", [Panel([Line("", [0, 1], [0, 1], "ink")])]),
)


@pytest.fixture(scope="module")
def page_file(reference_market: Market, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a chart of one panel, one of two panels, and one that is not over time."""
    path = tmp_path_factory.mktemp("plots") / "plots.html"
    write_html(path, PLOTS, heading=f"Charts {EVIL}", market=reference_market)
    return path


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Any, page_file: Path) -> Iterator[Any]:
    """The page at a width, dark where narrow, with a touch screen where narrow."""
    narrow = request.param == min(WIDTHS)
    context = browser.new_context(
        viewport={"width": request.param, "height": 900},
        has_touch=narrow,
        color_scheme="dark" if narrow else "light",
    )
    opened = context.new_page()
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(page_file.as_uri())
    yield opened
    context.close()


def canvas(page: Any, key: str = "prices") -> Any:
    """The chart itself, which takes the focus."""
    return page.locator(f"#chart-{key} .canvas")


def dates_in_view(page: Any, key: str = "prices") -> tuple[float, float]:
    """First and last day of the view, as the page writes them."""
    text = page.locator(f"#chart-{key} .range").inner_text()
    first, last = re.findall(r"\d{4}-\d\d-\d\d", text)
    return day(first), day(last)


def settled(page: Any) -> None:
    """Let the page draw twice."""
    page.evaluate("new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")


def test_nothing_is_fetched_and_text_stays_text(page: Any, page_file: Path) -> None:
    """Markup in titles, captions and notes is neither run nor loaded, and no request leaves."""
    assert [url for url in page.asked if url not in (page_file.as_uri(), "data:,")] == []
    assert page.complaints == []
    assert page.title().startswith("rutcheck: Charts </script>")
    assert page.locator("img").count() == 0
    sent = "fetch('http://127.0.0.1:9/').then(() => 'sent', error => error.name)"
    assert page.evaluate(sent) == "TypeError"
    assert any("Content Security Policy" in text for text in page.complaints)


@at_one_width
def test_charts_over_time_are_canvases_and_others_stay_pictures(page: Any) -> None:
    """One or the other is shown, each with a size."""
    for key, live in (("prices", True), ("account", True), ("other", False)):
        figure = page.locator(f"#chart-{key}")
        assert figure.locator(".plot").is_visible() is not live
        assert (figure.locator(".canvas canvas").count() > 0) is live
    box = canvas(page).bounding_box()
    assert box["width"] > 0.85 * min(page.viewport_size["width"], 1216)
    assert box["height"] > 200


def test_keys_zoom_and_pan_and_fit(page: Any) -> None:
    """Plus and minus, arrows, 0 and Home; the view stays within the bars."""
    chart = canvas(page)
    chart.focus()
    assert dates_in_view(page) == (DAYS[0], DAYS[-1])
    for _ in range(4):
        page.keyboard.press("+")
    settled(page)
    near = dates_in_view(page)
    assert near[1] == DAYS[-1]
    # Each press shows 1/1.3 of the view: 306 / 1.3 ** 4 = 107 bars.
    assert near[1] - near[0] == pytest.approx(306 / 1.3**4, abs=4)
    page.keyboard.press("ArrowLeft")
    settled(page)
    moved = dates_in_view(page)
    assert moved[0] - near[0] == pytest.approx(-0.15 * 106, abs=3)
    page.keyboard.press("-")
    settled(page)
    wider = dates_in_view(page)
    assert wider[1] - wider[0] > moved[1] - moved[0]
    for key in ("0", "Home"):
        page.keyboard.press("+")
        page.keyboard.press(key)
        settled(page)
        assert dates_in_view(page) == (DAYS[0], DAYS[-1])
    for _ in range(40):
        page.keyboard.press("+")
    settled(page)
    closest = dates_in_view(page)
    assert 2 <= closest[1] - closest[0] <= 6
    for _ in range(12):
        page.keyboard.press("-")
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    settled(page)
    assert dates_in_view(page)[0] == DAYS[0]


@at_one_width
def test_keys_read_bar_by_bar(page: Any) -> None:
    """With Shift: the last bar, then the one before; a live region repeats the values."""
    canvas(page).focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    settled(page)
    expected = "2020-10-25  open 129.75  high 130.30  low 129.30  close 129.80"
    assert page.locator("#chart-prices .readout").inner_text() == expected
    assert page.locator("#chart-prices [aria-live]").text_content() == expected
    # Drawn anew, the cross still reads its bar, not the mark of the bar beside it.
    page.keyboard.press("+")
    settled(page)
    assert page.locator("#chart-prices .readout").inner_text() == expected
    page.keyboard.press("Escape")
    assert page.locator("#chart-prices .readout").inner_text().startswith("2020-10-26")


@at_one_width
def test_buttons_zoom(page: Any) -> None:
    """Zoom in, and everything again."""
    figure = page.locator("#chart-prices")
    figure.get_by_role("button", name="Zoom in").click()
    settled(page)
    assert dates_in_view(page)[0] > DAYS[0]
    figure.get_by_role("button", name="Show everything").click()
    settled(page)
    assert dates_in_view(page) == (DAYS[0], DAYS[-1])


def test_the_pointer_reads_the_bar_below_it(page: Any) -> None:
    """Date and prices of one bar, later ones further to the right, and every panel's line."""
    chart = canvas(page, "account")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    seen = []
    for share in (0.2, 0.5, 0.7):
        page.mouse.move(box["x"] + share * (box["width"] - 70), box["y"] + box["height"] / 3)
        settled(page)
        text = page.locator("#chart-account .readout").inner_text()
        date, close, account = re.fullmatch(
            r"(\S+)  open .* close (\S+)  account: account (\S+)", text
        ).groups()
        n = int(day(date) - FIRST)
        assert (float(close), float(account)) == pytest.approx((CLOSES[n], 100.0 + n))
        seen.append(n)
    assert seen == sorted(set(seen))


def test_the_pointer_reads_the_note_of_a_mark(page: Any) -> None:
    """Near the entry at the last close; its markup is text."""
    chart = canvas(page)
    chart.scroll_into_view_if_needed()
    canvas(page).focus()
    for _ in range(40):
        page.keyboard.press("+")
    box = chart.bounding_box()
    found = ""
    readout, step = page.locator("#chart-prices .readout"), int(box["width"]) // 45
    # The mark is in the last bars of the view, left of the axis; its height depends on the scale.
    for y in range(8, int(box["height"]) - 30, 12):
        for x in range(int(box["width"]) - 62, int(box["width"] / 2), -step):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if "entry" in (text := readout.inner_text()):
                found = text
                break
        if found:
            break
    assert found.endswith(f"entry; {EVIL}")


def wait_until(page: Any, condition: str, arg: object = None) -> None:
    """Wait for a condition, up to five seconds; the page's policy lets no string be compiled."""
    for _ in range(100):
        if page.evaluate(condition, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def test_the_wheel_scrolls_the_page_until_the_chart_has_the_focus(page: Any) -> None:
    """No trap while reading; zoom after a click."""
    if page.viewport_size["width"] < 600:
        pytest.skip("no wheel on a phone")
    box = canvas(page).bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.mouse.wheel(0, 200)
    wait_until(page, "scrollY > 0")
    assert dates_in_view(page) == (DAYS[0], DAYS[-1])
    canvas(page).focus()
    at = page.evaluate("scrollY")
    page.mouse.wheel(0, -100)
    wait_until(
        page, "!document.querySelector('#chart-prices .range').textContent.startsWith('2020-01-01')"
    )
    assert page.evaluate("scrollY") == at


def drag(page: Any, x: float, y: float, *, right: float = 0, down: float = 0) -> None:
    """Draw a finger over the screen from a place."""
    driver = page.context.new_cdp_session(page)
    touched = "Input.dispatchTouchEvent"
    driver.send(touched, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in range(1, 11):
        at = {"x": x + right * part / 10, "y": y + down * part / 10}
        driver.send(touched, {"type": "touchMove", "touchPoints": [at]})
    driver.send(touched, {"type": "touchEnd", "touchPoints": []})


def test_a_finger_scrolls_the_page_and_drags_the_chart(page: Any) -> None:
    """Up and down belongs to the page, sideways to the chart."""
    if page.viewport_size["width"] > 600:
        pytest.skip("no touch screen")
    page.locator("#chart-prices").get_by_role("button", name="Zoom in").tap()
    canvas(page).scroll_into_view_if_needed()
    settled(page)
    first, at = page.locator("#chart-prices .range").inner_text(), page.evaluate("scrollY")
    box = canvas(page).bounding_box()
    drag(page, box["x"] + 100, box["y"] + 120, right=120)
    wait_until(
        page,
        "first => document.querySelector('#chart-prices .range').textContent < first",
        arg=first,
    )
    assert page.evaluate("scrollY") == at
    drag(page, box["x"] + 150, box["y"] + 200, down=-150)
    wait_until(page, f"scrollY > {at + 50}")


@at_one_width
def test_print_has_the_pictures(page: Any) -> None:
    """The SVG, and no canvas."""
    page.emulate_media(media="print")
    for key in ("prices", "account"):
        assert page.locator(f"#chart-{key} .plot svg.w900").is_visible()
        assert not page.locator(f"#chart-{key} .live").is_visible()


def test_without_scripts_there_are_the_pictures(browser: Any, page_file: Path) -> None:
    """The SVG, its text alternative and the download; nothing empty in its place."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(page_file.as_uri())
    assert opened.locator("#chart-prices .plot svg.w900").is_visible()
    assert not opened.locator("#chart-prices .live").is_visible()
    context.close()


def test_a_change_of_scheme_reaches_the_canvas(page: Any) -> None:
    """Its ground is that of the page, light and dark."""
    shade = """() => {
      const drawn = document.querySelector('#chart-prices canvas');
      return [...drawn.getContext('2d').getImageData(1, 1, 1, 1).data].slice(0, 3);
    }"""
    for scheme, ground in (("light", [255, 255, 255]), ("dark", [20, 23, 27])):
        page.emulate_media(color_scheme=scheme)
        settled(page)
        assert page.evaluate(shade) == ground


@at_one_width
def test_the_focus_is_seen_and_the_chart_describes_itself(page: Any) -> None:
    """An outline; title, caption and the keys as its label."""
    page.locator("#chart-prices").get_by_role("button", name="Show everything").focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("""() => {
      const one = document.activeElement, style = getComputedStyle(one);
      const outline = [style.outlineStyle, style.outlineWidth];
      return [one.className, one.getAttribute("aria-label"), ...outline];
    }""")
    assert focused[0] == "canvas"
    assert focused[1].startswith("Prices </script>")
    assert "plus and minus zoom" in focused[1]
    assert focused[2:] == ["solid", "3px"]


def test_the_page_is_no_wider_than_the_screen(page: Any) -> None:
    """Charts fit."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_no_fault_for_those_who_use_aids(page: Any) -> None:
    """No violation of any rule of axe-core, light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], "elementRef": False}
    found = Axe().run(page, options=options).response["violations"]
    assert [f"{v['id']}: {[node['html'][:120] for node in v['nodes'][:3]]}" for v in found] == []
