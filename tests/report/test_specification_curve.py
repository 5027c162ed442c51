"""The specification curve as numbers and as a chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtests.evidence.specification_curve import Curve, Specification
from backtests.report.plots import png, specification_curve
from backtests.report.plots.model import Points, Spans, csv_of

# Two choices of two options; a third that all share is not varied.
CURVE = Curve(
    (
        Specification({"base": "on", "return": "price", "months": "12"}, 8, 0.30, 0.20, 0.01),
        Specification({"base": "on", "return": "total", "months": "12"}, 8, 0.35, 0.22, 0.02),
        Specification({"base": "before", "return": "price", "months": "12"}, 7, 0.05, -0.05, 0.70),
        Specification({"base": "before", "return": "total", "months": "12"}, 7, 0.12, 0.01, 0.40),
    )
)


def test_a_curve_says_what_its_definitions_say_together() -> None:
    """Three of four above chance, two with p up to .10; the lower of the middle two is median."""
    assert (CURVE.with_sign, CURVE.significant) == (0.75, 0.5)
    assert CURVE.values.tolist() == [0.05, 0.12, 0.30, 0.35]
    assert (CURVE.middle.effect, CURVE.joint_p) == (0.01, 0.40)
    assert CURVE.varied == "base (2), return (2)"


def test_the_marks_below_the_curve_are_the_choices_by_ascending_effect() -> None:
    """Rows base on, base before, return price, return total; 2 where p is up to .10."""
    assert specification_curve.rows_of(CURVE) == [
        ("base", "on"),
        ("base", "before"),
        ("return", "price"),
        ("return", "total"),
    ]
    assert specification_curve.marks(CURVE).tolist() == [
        [0, 0, 2, 2],
        [1, 1, 0, 0],
        [1, 0, 2, 0],
        [0, 1, 0, 2],
    ]


def test_the_definition_judged_is_the_one_named_or_the_one_with_its_effect() -> None:
    """By ascending effect the third; none where no definition has the effect."""
    named = Curve(CURVE.specifications, judged=CURVE.specifications[1].choices)
    assert specification_curve.place_of(CURVE, 0.20) == 2
    assert specification_curve.place_of(named, 0.20) == 3
    assert specification_curve.place_of(CURVE, 0.21) is None


@pytest.mark.parametrize(("percent", "highest"), [(True, 22.0), (False, 0.22)])
def test_the_chart_holds_every_definition(percent: bool, highest: float, tmp_path: Path) -> None:
    """A point each, in percentage points or in the claim's own unit; the picture is repeatable."""
    plot = specification_curve.curve_plot("x", CURVE, effect=0.20, percent=percent, unit="pp")
    dots = [mark for mark in plot.panels[0].marks if isinstance(mark, Points)]
    assert [mark.name for mark in dots] == ["p above 0.10", "p up to 0.10", "the definition judged"]
    heights = [y for mark in dots[:2] for y in mark.y]
    assert len(heights) == 4
    assert max(heights) == highest
    assert list(dots[2].x) == [2.0]
    assert plot.panels[1].rows == ["base: on", "base: before", "return: price", "return: total"]
    assert "pp" in plot.panels[0].title
    for name in ("a", "b"):
        png.write_png(tmp_path / f"{name}.png", plot)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert plot.title == "4 definitions: 75% have the claimed sign, 50% with p up to 0.10"


def test_the_strips_below_the_curve_join_what_stands_side_by_side() -> None:
    """Base before is taken by the lowest two: one stroke over both, from -0.5 to 1.5, grey."""
    plot = specification_curve.curve_plot("x", CURVE, effect=0.20, percent=True, unit="pp")
    grey = next(mark for mark in plot.panels[1].marks if isinstance(mark, Spans))
    rows = list(zip(grey.start, grey.end, grey.y, strict=True))
    assert (-0.5, 1.5, 1.0) in rows
    assert csv_of(plot).splitlines()[:2] == [
        "base,return,months,events,value,effect over chance,p",
        "before,price,12,7,0.05,-0.05,0.7",
    ]
