"""Charts as data for the script of a page: what is in it, how it is written, and what may run."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtests.report import plots
from backtests.report.plots import svg
from backtests.report.plots.figures import figure_of
from backtests.report.plots.interactive import is_interactive, to_json
from backtests.report.plots.labels import Label, level_labels, uncluttered
from backtests.report.plots.model import Bars, Line, Panel, Plot, Points, Rule, Spans, day
from backtests.report.plots.page import LIBRARY, policy_for, render, scripts_for
from backtests.report.plots.pictures import MOST_COMBINED, combined, pictured
from backtests.report.plots.prices import price_mark
from data_feeds.series.bars import Frequency
from data_feeds.series.market import Market

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = Path(plots.__file__).resolve().parents[1] / "templates"
MONDAY = day("2024-01-01")
LINE = Line("a", [MONDAY, MONDAY + 1, MONDAY + 4], [1.0, math.nan, 1234567.89], "line")


def over_time(*marks: object, key: str = "k") -> Plot:
    """A chart of one panel over dates."""
    return Plot(key, "t", "c", [Panel(marks, "price")], x_unit="date", kind="series")  # type: ignore[arg-type]


def rows(n: int, *, start: str = "2024-01-01") -> pd.DataFrame:
    """Bars on n weekdays: opens 1, 2, ..., highs 2 above, lows 1 below, closes 1 above."""
    days = pd.bdate_range(start, periods=n)
    opens = np.arange(1.0, n + 1)
    return pd.DataFrame(
        {"open": opens, "high": opens + 2, "low": opens - 1, "close": opens + 1}, index=days
    )


def test_days_are_steps_and_gaps_are_null() -> None:
    """Seven digits, and the days that two lines share are written once."""
    content = json.loads(to_json(over_time(LINE, Line("b", LINE.x, [3.0, 4.5, 5.0], "good"))))
    first, second = content["panels"][0]["marks"]
    assert content["days"] == [[int(MONDAY), 1, 3]]
    assert (first["days"], second["days"]) == (0, 0)
    assert (first["y"], second["y"]) == ([1, None, 1234568], [3, 4.5, 5])


@given(st.text())
def test_no_text_ends_its_script(text: str) -> None:
    """Any name comes back as it was, and nothing in the JSON reads as markup."""
    mark = Points(text, [MONDAY], [1.0], "good", notes=[text])
    written = to_json(over_time(LINE, mark))
    assert not set("<>&\u2028\u2029") & set(written)
    found = json.loads(written)["panels"][0]["marks"][1]
    assert (found["name"], found["notes"]) == (text, [text])


@pytest.mark.parametrize(
    ("plot", "live"),
    [
        (over_time(LINE), True),
        (over_time(Points("only points", [MONDAY], [1.0], "good")), False),
        (over_time(Line("", [MONDAY], [math.nan], "line")), False),
        (Plot("k", "t", "c", [Panel([LINE])], x_unit="date"), False),
        (Plot("k", "t", "c", [Panel([LINE])], kind="series"), False),
    ],
)
def test_a_chart_says_whether_it_is_over_time(plot: Plot, live: bool) -> None:
    """Its kind and its axis, not its key; and each panel needs a line or bars."""
    assert is_interactive(plot) is live


def test_lines_that_coincide_have_one_label() -> None:
    """Target at the level of an article, and a stop that is the next record."""
    panel = Panel(
        [
            Rule("level 3,250 (brk-03)", 3250.0),
            Spans("target", [10, 20], [30, 40], [3250.0, 3600.5], "good", level="target"),
            Spans("stop", [10, 20], [30, 40], [2000.0, 2400.0], "bad", level="stop"),
            Spans("record", [0, 35], [5, 40], [2000.0, 2400.0], "none", level="record"),
            Spans("no level", [0], [40], [1.0], "none"),
        ]
    )
    assert [label.text for label in level_labels(panel)] == [
        "target = level 3,250 (brk-03)",
        "record = stop 2,400",
        "target 3,600.50",
        "stop 2,000",
        # 2,000 as well, but over before the stop began.
        "record 2,000",
    ]


def test_a_label_takes_the_first_free_place() -> None:
    """The first at its line, the next below, the third of the same height nowhere."""
    heights = (("a", 5.0), ("b", 5.5), ("c", 5.2), ("d", 9.0))
    labels = [Label(text, 0.0, 1.0, y, "good") for text, y in heights]
    kept = uncluttered(
        labels,
        lambda label: [(0.0, y, 10.0, y + 1.0) for y in (label.y, label.y - 1.5)],
    )
    # b: 5.5 covers a, 4.0 is free; c: 5.2 covers a, 3.7 covers b.
    assert [(label.text, box[1]) for label, box in kept] == [("a", 5.0), ("b", 4.0), ("d", 9.0)]


def test_a_short_trade_has_its_levels_the_other_way_round() -> None:
    """A target below the entry and a stop above it are labelled as any."""
    panel = Panel(
        [
            LINE,
            Spans("target", [MONDAY], [MONDAY + 4], [80.0], "good", level="target"),
            Spans("stop", [MONDAY], [MONDAY + 4], [110.0], "bad", level="stop"),
        ]
    )
    assert [label.text for label in level_labels(panel)] == ["stop 110", "target 80"]


@pytest.mark.parametrize("draw", ["svg", "png"])
def test_pictures_name_the_levels(draw: str) -> None:
    """With their prices, once each."""
    plot = over_time(
        Line("close", [MONDAY, MONDAY + 100], [90.0, 100.0], "line"),
        Rule("level 110", 110.0),
        Spans("target", [MONDAY], [MONDAY + 100], [110.0], "good", level="target"),
        Spans("stop", [MONDAY], [MONDAY + 100], [80.25], "bad", level="stop"),
    )
    if draw == "svg":
        texts = re.findall(r'<text class="halo"[^>]*>([^<]*)<', svg.to_svg(plot, width=svg.WIDE))
    else:
        texts = [text.get_text() for text in figure_of(plot).axes[0].texts]
    assert texts == ["target = level 110", "stop 80.25"]


def test_prices_are_bars_where_they_can_be() -> None:
    """Closes alone are a line; weeks begin on Monday and are dated by their last bar."""
    bars = rows(8)
    daily = price_mark(bars, frequency=Frequency.DAILY)
    assert isinstance(daily, Bars)
    assert (daily.period, len(daily.x)) == ("day", 8)
    weekly = price_mark(bars, frequency=Frequency.DAILY, weekly=True)
    assert isinstance(weekly, Bars)
    # Monday to Friday and, unfinished, Monday to Wednesday.
    assert (list(weekly.x), weekly.period) == ([MONDAY + 4, MONDAY + 9], "week")
    assert (list(weekly.open), list(weekly.high)) == ([1, 6], [7, 10])
    assert (list(weekly.low), list(weekly.close)) == ([0, 5], [6, 9])
    closes = price_mark(bars[["close"]], frequency=Frequency.DAILY, weekly=True)
    assert isinstance(closes, Line)
    assert (list(closes.x), list(closes.y)) == ([MONDAY + 4, MONDAY + 9], [6, 9])


@given(st.integers(5, 60), st.integers(1, 70))
def test_combined_bars_keep_the_extremes_and_the_ends(n: int, size: int) -> None:
    """First open, last close and day, highest high, lowest low; the last bar is complete."""
    mark = price_mark(rows(n), frequency=Frequency.DAILY)
    assert isinstance(mark, Bars)
    fewer = combined(mark, size)
    assert len(fewer.x) == math.ceil(n / size)
    assert (fewer.open[0], fewer.close[-1], fewer.x[-1]) == (1, n + 1, mark.x[-1])
    assert (max(fewer.high), min(fewer.low)) == (max(mark.high), min(mark.low))
    assert fewer.open[-1] == mark.open[-min(size, n)]


def test_a_picture_has_no_more_bars_than_fit_and_no_detail() -> None:
    """A line of closes where a bar would combine too many; levels of a zoomed chart left out."""
    mark = price_mark(rows(100), frequency=Frequency.DAILY)
    level = Spans("target", [MONDAY], [MONDAY + 9], [5.0], "good", level="target", detail=True)
    few, many = (
        pictured(over_time(mark, level), most=most).panels[0].marks
        for most in (100 // MOST_COMBINED, 100 // (MOST_COMBINED + 1))
    )
    assert [type(one) for one in few] == [Bars]
    assert [type(one) for one in many] == [Line]
    assert '"target 5"' in to_json(over_time(mark, level))


def test_the_library_is_the_published_file() -> None:
    """Unchanged, named with its licence, and with the script at most 250 KB."""
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    found = (TEMPLATES / LIBRARY).read_bytes()
    assert hashlib.sha256(found).hexdigest() in notices
    version = re.search(rb"Lightweight Charts\S* v([\d.]+)", found)
    assert version is not None
    assert f"Lightweight Charts™ {version[1].decode()}" in notices
    assert "Apache License" in (TEMPLATES / LIBRARY).with_name("LICENSE").read_text()
    assert sum(len(script.encode()) for script in scripts_for([over_time(LINE)])) <= 250_000


def test_a_page_has_one_copy_and_only_if_it_needs_it(reference_market: Market) -> None:
    """Two charts, one library; the policy allows these scripts alone; the same bytes twice."""
    two = [over_time(LINE), over_time(LINE, key="other")]
    page, again = (render(two, heading="h", market=reference_market) for _ in range(2))
    assert page == again
    assert page.count("window.LightweightCharts=") == 1
    assert page.count('https://www.tradingview.com/"') == 1
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]
    plain = render([Plot("k", "t", "c", [Panel([LINE])])], heading="h", market=reference_market)
    assert "tradingview" not in plain
    assert len(plain) < 30_000


def test_a_page_without_scripts_allows_none() -> None:
    """Said outright."""
    assert "script-src 'none';" in policy_for([])
