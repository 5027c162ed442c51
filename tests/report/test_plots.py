"""Charts as descriptions: axes, downloads, and the SVG that they become."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import fromstring

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageColor

from backtests.evidence.estimates import ByChance, Estimate, base_words
from backtests.report.plots import svg
from backtests.report.plots.claims import (
    chance_plot,
    crisis_lows,
    declines_plot,
    numbers_plot,
    odds_plot,
)
from backtests.report.plots.figures import figure_of
from backtests.report.plots.model import (
    HEX,
    Band,
    Line,
    Panel,
    Plot,
    Points,
    Rule,
    csv_of,
    date_ticks,
    day,
    tick_label,
    ticks,
    x_limits,
    y_limits,
)
from backtests.report.plots.png import write_png
from backtests.report.plots.strategies import rule_plot
from backtests.report.plots.svg_marks import Frame, draw_mark
from signals.declines import Decline

LINE = Line("a & b", [0.0, 1.0, 2.0], [1.0, math.nan, 3.0], "line")
PLOT = Plot("k", "Title", "Caption", [Panel([LINE], "points")], x_title="bars")


def test_ticks_are_round_and_within_their_ends() -> None:
    """Steps of 1, 2 or 5 times a power of ten; a log axis takes what fits."""
    assert ticks(0.0, 1.0, most=5) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert ticks(-3.0, 17.0, most=5) == [0.0, 5.0, 10.0, 15.0]
    assert ticks(90.0, 3000.0, most=5, scale="log") == [100.0, 200.0, 500.0, 1000.0, 2000.0]
    days = date_ticks(day("2000-03-01"), day("2011-06-01"), most=6)
    assert [tick_label(x, "date", step=730) for x in days] == [
        "2002",
        "2004",
        "2006",
        "2008",
        "2010",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "step", "text"),
    [
        (0.2, "percent", 0.1, "20%"),
        (0.005, "percent", 0.005, "0.5%"),
        (-0.0, "number", 1.0, "0"),
        (1500.0, "number", 500.0, "1,500"),
        (0.25, "number", 0.05, "0.25"),
    ],
)
def test_a_tick_has_as_few_digits_as_do(value: float, unit: str, step: float, text: str) -> None:
    """Percent, thousands, and no minus before a zero."""
    assert tick_label(value, unit, step=step) == text  # type: ignore[arg-type]


def test_limits_take_in_every_mark_and_no_gap() -> None:
    """A NaN counts for nothing; a band counts with both ends."""
    band = Band("", [0.0, 4.0], [0.0, 0.0], [1.0, 10.0], "good")
    plot = Plot("k", "t", "c", [Panel([LINE, band])])
    assert x_limits(plot) == pytest.approx((-0.08, 4.08))
    assert y_limits(plot.panels[0]) == pytest.approx((0.0, 10.6))


def test_a_download_has_a_row_a_point() -> None:
    """A gap is an empty cell; dates are ISO days."""
    assert csv_of(PLOT) == "what,bars,value,to\na & b,0,1,\na & b,1,,\na & b,2,3,\n"
    dated = Plot(
        "k", "t", "c", [Panel([Points("x", [day("2020-02-03")], [0.5], "bad")])], x_unit="date"
    )
    assert csv_of(dated).splitlines()[1] == "x,2020-02-03,0.5,"


def test_a_line_breaks_where_a_value_is_missing() -> None:
    """Two strokes begin: before and after the gap; the name is escaped."""
    drawn = svg.to_svg(PLOT, width=900)
    path = re.findall(r'class="s c-line" stroke-width="1.5" d="(M[^"]*)"', drawn)[-1]
    assert path.count("M") == 2
    assert "a &amp; b" in drawn


@pytest.mark.parametrize("width", [svg.WIDE, svg.NARROW])
def test_a_long_name_of_a_row_is_wrapped_and_never_cut(width: int) -> None:
    """Two names that differ in their last word alone keep it; each line has a place of its own."""
    head = "median change in the high-yield spread (corporate where it does not reach):"
    names = [f"{head} correction", f"{head} crash"]
    mark = Points("", [1.0, 2.0], [0.0, 1.0], "ink")
    drawn = svg.to_svg(Plot("k", "t", "c", [Panel([mark], rows=names)]), width=width)
    labels = re.findall(r'<text x="\d+"(?: text-anchor="end")? y="([\d.]+)">([^<]+)<', drawn)
    drawn = " ".join(text for _, text in labels)
    assert all(name in drawn for name in names)
    heights = [float(y) for y, text in labels]
    assert len(heights) >= 4
    assert min(b - a for a, b in pairwise(heights)) >= 12


def test_a_level_that_is_named_is_dotted_and_in_the_legend() -> None:
    """One entry for two levels, in a style that is not that of a dashed line."""
    levels = [Rule(name, at, legend="named level") for name, at in (("A", 1.5), ("B", 2.5))]
    plot = Plot("k", "t", "c", [Panel([LINE, *levels], "points")])
    drawn = svg.to_svg(plot, width=900)
    assert drawn.count(">named level</text>") == 1
    assert drawn.count(" dot") == 3
    assert " dash" not in drawn
    assert ".dot{stroke-dasharray" in svg.ALONE
    texts = figure_of(plot).axes[0].get_legend().get_texts()
    assert [text.get_text() for text in texts] == ["a & b", "named level"]


def places_of(path: str) -> list[tuple[float, float]]:
    """The points of a path that moves to the first and by relative steps to the others."""
    numbers = re.findall(r"-?\d*\.?\d+", path)
    steps = np.array([float(number) for number in numbers]).reshape(-1, 2)
    return [(float(x), float(y)) for x, y in steps.cumsum(axis=0)]


@given(
    st.lists(st.tuples(st.floats(0, 900), st.floats(0, 400)), min_size=1, max_size=30),
)
@example([(0, 1), (0, 0), (0, 0), (0, 0), (0, 0)])
def test_relative_steps_add_up_to_the_places(points: list[tuple[float, float]]) -> None:
    """Every point of a line is drawn within a twentieth of a pixel, however many precede it."""
    frame = Frame(0, 900, 0, 400, lambda x: x, lambda y: y)
    xs, ys = zip(*points, strict=True)
    (drawn,) = draw_mark(Line("", xs, ys, "ink"), frame)
    path = re.search(r' d="([^"]*)"', drawn)
    assert path is not None
    found = places_of(path[1])
    assert found[0] == pytest.approx(points[0], abs=0.0501)
    assert found[-1] == pytest.approx(points[-1], abs=0.0501)


def test_a_long_line_is_thinned_and_keeps_its_extremes() -> None:
    """Of 20,000 points a few a pixel are drawn; the one spike is still the top of the chart."""
    heights = [0.0] * 20_000
    heights[7_777] = 100.0
    plot = Plot("k", "t", "c", [Panel([Line("", list(map(float, range(20_000))), heights, "ink")])])
    path = re.findall(r'class="s c-ink"[^>]* d="([^"]*)"', svg.to_svg(plot, width=900))[0]
    points = places_of(path)
    assert len(points) < 4 * 900
    spike = min(points, key=lambda point: point[1])
    assert spike[1] < points[0][1] - 200


def test_chance_is_counted_at_or_above_what_was_observed() -> None:
    """Two of the four draws reach 2%; without draws there is no chart."""
    plot = chance_plot("x", ByChance("mean", 0.02, (0.0, 0.01, 0.02, 0.03), "sets of dates"))
    assert plot is not None
    assert plot.title == "50% of 4 sets of dates did at least as well as the 2.0% observed"
    assert chance_plot("x", ByChance("mean", 0.02, (), "sets")) is None


def test_numbers_stand_beside_what_they_are_read_against() -> None:
    """The title names the first; one of another unit is left to the table."""
    rows = [
        Estimate("mean", 0.08, interval=(0.01, 0.15), baseline=0.1, claimed=0.2),
        Estimate("effect without 2020", -0.02, diagnostic=True),
        Estimate("change in a rate", 0.01, "percentage points"),
        Estimate("count", 3.0, "count"),
    ]
    plot = numbers_plot("x", rows)
    assert plot is not None
    assert plot.title == "Mean: 8.0%, 20.0% claimed, against 10.0% (random dates)"
    assert list(plot.panels[0].rows) == ["mean"]
    assert "random dates" in {mark.name for mark in plot.panels[0].marks}
    assert numbers_plot("x", [Estimate("none", None)]) is None


def test_a_baseline_bears_the_name_of_what_it_is() -> None:
    """Random dates, no difference at nought, a coin toss at a half, or what a study names."""
    assert base_words(Estimate("mean", 0.1, baseline=0.08)) == "random dates"
    assert base_words(Estimate("gain", 0.1, baseline=0.0)) == "no difference"
    tossed = Estimate("share of pairs", 0.6, baseline=0.5, against="classes shuffled")
    assert base_words(tossed) == "classes shuffled"
    plot = numbers_plot("x", [tossed, Estimate("growth", 0.1, baseline=0.08)])
    assert plot is not None
    assert plot.title == "Share of pairs: 60.0%, against 50.0% (classes shuffled)"
    assert "comparison" in {mark.name for mark in plot.panels[0].marks}


def test_odds_name_the_outcome_that_is_furthest_off() -> None:
    """Up was given 25% and came 50% of the time."""
    rows = [
        Estimate(f"share of all dates that ended {name} (12 months)", came, claimed=said)
        for name, came, said in (("up", 0.5, 0.25), ("sideways", 0.3, 0.45), ("down", 0.2, 0.3))
    ]
    plot = odds_plot("x", rows)
    assert plot is not None
    assert "“up” 25%" in plot.title
    assert csv_of(plot).splitlines()[1:] == ["up,0.25,0.5", "sideways,0.45,0.3", "down,0.3,0.2"]


def test_declines_are_counted_by_class_and_running_ones_left_out() -> None:
    """A correction of 15% and a bear market of 25% are over, the third still runs."""

    def fall(year: int, low: float, *, over: bool = True) -> Decline:
        peak, trough, known = (pd.Timestamp(year, month, 2) for month in (1, 4, 6))
        return Decline(peak, trough, trough, known if over else None, 100.0, low, None)

    closes = pd.Series([100.0, 85.0], pd.to_datetime(["2001-01-02", "2001-04-02"]))
    plot = declines_plot([fall(2001, 85.0), fall(2003, 75.0), fall(2005, 80.0, over=False)], closes)
    assert plot is not None
    assert plot.title == (
        "2 declines of 10% or more since 2001: 1 correction, 1 bear market and 0 crashes"
    )


CLOSES = pd.Series(
    [100.0, 60.0, 120.0, 90.0, 118.0, 112.0],
    pd.to_datetime(
        ["2007-10-05", "2009-03-06", "2020-02-21", "2020-03-20", "2025-02-21", "2025-04-04"]
    ),
)


def test_crises_are_named_at_their_deepest_drawdown_from_the_record() -> None:
    """60 is 40% below 100, 90 is 25% below 120; 112 in 2025 is within 10% of the record of 120."""
    assert crisis_lows(CLOSES / CLOSES.cummax() - 1) == [
        ("financial crisis", pd.Timestamp("2009-03-06"), pytest.approx(-0.40)),
        ("COVID-19", pd.Timestamp("2020-03-20"), pytest.approx(-0.25)),
    ]


def test_the_drawdown_from_the_record_is_drawn_with_the_names_of_crises() -> None:
    """A line of its own above the declines, and a label at each low, inside the picture."""
    peak, trough = CLOSES.index[0], CLOSES.index[1]
    decline = Decline(peak, trough, trough, trough, 100.0, 60.0, None)
    plot = declines_plot([decline], CLOSES, name="the index")
    assert plot is not None
    record, _ = plot.panels
    assert record.title == "drawdown from the record high"
    (line,) = [mark for mark in record.marks if isinstance(mark, Line)]
    assert min(line.y) == pytest.approx(-0.40)
    root = fromstring(svg.standalone(plot))
    labels = [
        one for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("class") == "halo"
    ]
    assert [one.text for one in labels] == ["financial crisis", "COVID-19"]
    assert all(0 < float(one.get("x", "0")) < svg.WIDE for one in labels)


def test_a_rule_stands_beside_what_it_is_held_against() -> None:
    """100, 50, 150 gains 50% after a fall by half; held, 100 to 110 without a fall."""
    days = pd.bdate_range("2020-01-01", periods=3)
    plot = rule_plot(
        "r",
        "Rule",
        pd.Series([100.0, 50.0, 150.0], days),
        pd.Series([10.0, 10.5, 11.0], days),
        "IWM held",
    )
    assert plot.title == ("Rule: +50% and a worst fall of 50%, against +10% and 0% for IWM held")


def test_a_picture_is_the_chart_rasterized(tmp_path: Path) -> None:
    """Charts stand one below the other at 1.5 pixels each; the same charts give the same bytes."""
    paths = [tmp_path / name for name in ("one.png", "two.png", "again.png")]
    for path, plots in zip(paths, ((PLOT,), (PLOT, PLOT), (PLOT, PLOT)), strict=True):
        write_png(path, *plots)
    one, two = (Image.open(path).convert("RGB") for path in paths[:2])
    assert one.width == two.width == 1.5 * svg.WIDE
    assert two.height == 2 * one.height
    assert one.getpixel((0, 0)) == (255, 255, 255)
    ink = ImageColor.getrgb(HEX["line"])
    assert ink in {colour for _, colour in one.getcolors(1 << 16) or ()}
    assert paths[1].read_bytes() == paths[2].read_bytes()


def test_characters_that_xml_cannot_hold_are_escaped(tmp_path: Path) -> None:
    """A title with a control character and half a surrogate pair is drawn, and its file is XML."""
    plot = replace(PLOT, title="a\x00b\x1b[31m\ud800 <c> &")
    root = fromstring(svg.standalone(plot))
    assert root.findtext("{http://www.w3.org/2000/svg}title") == r"a\x00b\x1b[31m\ud800 <c> &"
    write_png(tmp_path / "x.png", plot)
    with Image.open(tmp_path / "x.png") as picture:
        assert picture.width == 1350
