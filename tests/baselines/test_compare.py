"""Which figures moved, in which order they are listed, and which cause is the likely one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from backtests.baselines.baseline import Baseline, Figures, Item, Key, Scalar, Settings, is_row
from backtests.baselines.causes import Differences, likely_causes
from backtests.baselines.check import Report, count_figures
from backtests.baselines.compare import Moved, compare
from backtests.runtime.fingerprints import SeriesPrint

KEY = ("claim a", "estimate mean", "value")


def moved(
    now: Mapping[str, Item] | None,
    was: Mapping[str, Item] | None,
    tolerances: Mapping[Key, float] | None = None,
) -> list[Moved]:
    """What moved of one claim, which may be gone or new."""
    found: list[Figures] = [{} if items is None else {"claim a": items} for items in (now, was)]
    return compare(*found, tolerances or {})


@pytest.mark.parametrize(
    ("was", "now", "is_moved"),
    [
        (1.0, 1.0, False),
        (1.0, 1.0 + 0.9e-9, False),
        (1.0, 1.0 + 1.1e-9, True),
        (-1e6, -1e6 - 0.9e-3, False),
        (-1e6, -1e6 + 1.1e-3, True),
        (0.0, 0.9e-12, False),
        (0.0, -1.1e-12, True),
        (9, 9, False),
        (9, 10, True),
        # A count that becomes a fraction is compared as one.
        (9, 9.0, False),
        (9, 9.5, True),
        (True, False, True),
        (True, 1, True),
        ("C2", "C3", True),
        (None, 0.0, True),
        (0.0, None, True),
    ],
)
def test_a_figure_moves_beyond_a_billionth_of_itself(
    was: Scalar, now: Scalar, is_moved: bool
) -> None:
    """Or of zero, beyond 1e-12; counts and texts if they are not equal."""
    found = moved({"x": {"value": now}}, {"x": {"value": was}})
    assert [(m.was, m.now, m.state, m.note) for m in found] == (
        [(was, now, "moved", False)] if is_moved else []
    )


@pytest.mark.parametrize(
    ("now", "note"), [(0.30, True), (0.20, True), (0.31, False), (0.19, False)]
)
def test_a_figure_of_draws_may_move_by_its_tolerance(now: float, note: bool) -> None:
    """By 0.05 of 0.25 either way; a figure without one has a billionth."""
    key, size = ("claim a", "x", "value"), 0.05 + 1e-12
    (found,) = moved({"x": {"value": now}}, {"x": {"value": 0.25}}, {key: size})
    assert (found.kind, found.tolerance, found.note) == ("chance", size, note)
    (other,) = moved({"x": {"value": now}}, {"x": {"value": 0.25}}, {})
    assert (other.kind, other.tolerance, other.note) == ("figure", pytest.approx(2.5e-10), False)


def test_a_figure_that_is_not_compared_may_be_gone_or_another() -> None:
    """Its tolerance is infinite."""
    within = {("claim a", "x", "value"): math.inf}
    assert moved({"x": {"value": "C3"}}, {"x": {"value": "C2"}}, within) == []
    assert moved({"x": {}}, {"x": {"value": "C2"}}, within) == []


def test_subjects_items_and_figures_come_and_go() -> None:
    """What is gone is a regression; what is new is a note, but for an event of a known claim."""
    event = {"event 2003-06-25": {"name": "C6"}}
    assert [(m.key, m.was, m.now, m.state, m.note) for m in moved(None, {"x": {"n": 1}})] == [
        (("claim a", "state", "state"), "held", "gone", "gone", False)
    ]
    assert [(m.key, m.was, m.now, m.state, m.note) for m in moved({"x": {"n": 1}}, None)] == [
        (("claim a", "state", "state"), None, "new", "new", True)
    ]
    assert moved({"x": {"n": 1}}, {}) == [
        Moved(("claim a", "x", "n"), None, 1, "exact", "new", None, True)
    ]
    assert moved({}, {"x": {"n": 1}}) == [
        Moved(("claim a", "x", "n"), 1, None, "exact", "gone", None, False)
    ]
    row = ("claim a", "event 2003-06-25", "")
    assert moved(event, {}) == [Moved(row, "–", "new", "exact", "new", None, False)]
    assert moved({}, event) == [Moved(row, "there", "gone", "exact", "gone", None, False)]
    other = {"event 2003-06-25": {"name": "C7"}}
    assert moved(other, event) == [
        Moved((*row[:2], "name"), "C6", "C7", "exact", "moved", None, False)
    ]


def test_an_event_that_is_gone_does_not_end_the_comparison() -> None:
    """The figures after it are compared too."""
    was = {"event 2003-06-25": {"name": "C6"}, "x": {"n": 1}, "y": {"n": 1}}
    found = moved({"x": {"n": 2}, "y": {"n": 3}}, was)
    assert {m.key[1] for m in found} == {"event 2003-06-25", "x", "y"}


def test_figures_are_listed_by_importance() -> None:
    """Verdicts, events, counts, figures by their relative change, those of draws, notes."""
    was = {
        "new": {},
        "chance": {"small": 1.0, "large": 1.0},
        "estimate": {"half": 2.0, "doubled": 1.0, "from zero": 0.0, "a text": "x"},
        "trade 2003-06-25": {"cause": "stop"},
        "decision": {"verdict on past targets": "supported"},
        "verdict": {"verdict": "supported"},
    }
    now = {
        "new": {"n": 1},
        "chance": {"small": 1.5, "large": 1.9},
        "estimate": {"half": 1.0, "doubled": 2.0, "from zero": 0.7, "a text": "y"},
        "trade 2003-06-25": {"cause": "target"},
        "decision": {"verdict on past targets": "refuted"},
        "verdict": {"verdict": "refuted"},
    }
    within = {("claim a", "chance", name): 0.1 for name in ("small", "large")}
    found = moved(now, was, within)
    assert [m.key[2] for m in found[2:]] == [
        "cause",
        "a text",
        "doubled",
        "from zero",
        "half",
        "large",
        "small",
        "n",
    ]
    assert {m.key[1] for m in found[:2]} == {"verdict", "decision"}


def test_claims_are_listed_by_their_most_important_figure() -> None:
    """One whose verdict moved is before one that lost an event, whatever their names."""
    was: Figures = {
        "a": {"x": {"value": 1.0}},
        "b": {"event 1": {"name": "C1"}},
        "c": {"verdict": {"verdict": "supported"}, "x": {"value": 1.0}},
        "d": {"x": {"value": 1.0}},
    }
    now: Figures = {
        "a": {"x": {"value": 2.0}},
        "b": {},
        "c": {"verdict": {"verdict": "refuted"}, "x": {"value": 1.1}},
        "d": {"x": {"value": 1.0}},
    }
    assert [m.key[0] for m in compare(now, was, {})] == ["c", "c", "b", "a"]


@pytest.mark.parametrize(
    ("was", "now", "difference"), [(1, 3, 2.0), (0.5, 0.25, -0.25), ("x", 1, None), (True, 2, None)]
)
def test_numbers_have_a_difference(was: Scalar, now: Scalar, difference: float | None) -> None:
    """Texts and answers have none."""
    found = Moved(KEY, was, now, "figure", "moved", None, False)
    assert found.difference == difference


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("event 2003-06-25", True),
        ("trade 1", True),
        ("order 1", True),
        ("not traded 1", True),
        ("rejected 1", True),
        ("events", False),
        ("estimate mean", False),
    ],
)
def test_events_trades_and_orders_are_rows(item: str, expected: bool) -> None:
    """Their sums are none."""
    assert is_row(item) is expected


def test_figures_are_counted_and_notes_are_no_regressions() -> None:
    """Two of three figures moved, one within its tolerance."""
    figures: Figures = {"a": {"x": {"n": 1, "m": 2}, "y": {"n": 1}}, "b": {}}
    assert count_figures(figures) == 3
    one = Moved(KEY, 1.0, 2.0, "figure", "moved", None, False)
    note = replace(one, note=True)
    report = Report("x", "y", 3, ("a",), (one, note), (), Differences({}, (), ()))
    assert (report.regressions, report.notes) == ((one,), (note,))


NOTHING = Differences({}, (), ())
FIGURE = Moved(KEY, 1.0, 2.0, "figure", "moved", 1e-9, False)
CHANCE = replace(FIGURE, kind="chance", tolerance=0.1)
PRINT = SeriesPrint("", 0, "", "", {})


def causes(
    found: list[Moved], differences: Differences, series: int = 0, **rests_on: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Names and texts of the likely causes; the subjects are claims, but for `rule`."""
    subjects = {name if name == "rule" else f"claim {name}": x for name, x in rests_on.items()}
    was = Baseline(
        Settings("reference", "2026-10-02", 100, 5),
        {},
        rests_on=subjects,
        series={f"S{n}": PRINT for n in range(series)},
    )
    return [(cause.name, cause.text) for cause in likely_causes(found, differences, was)]


def test_up_to_four_differences_are_listed_and_the_others_counted() -> None:
    """Series by name with their change, files, versions."""
    every = Differences(
        {f"S{n}": "is gone" for n in range(5)},
        [f"{n}.py" for n in range(4)],
        [f"lib{n} 1 → 2" for n in range(6)],
    )
    assert causes([FIGURE], every, series=9, a=("S0",)) == [
        (
            "data",
            "5 of 9 series are not those of the baseline, which was made on other data: "
            "S0: is gone; S1: is gone; S2: is gone; S3: is gone; and 1 series more",
        ),
        ("code", "0.py, 1.py, 2.py, 3.py"),
        ("dependency", "lib0 1 → 2, lib1 1 → 2, lib2 1 → 2, lib3 1 → 2, and 2 more"),
    ]


@pytest.mark.parametrize(
    ("changed", "series", "other"), [(1, 2, False), (2, 3, True), (2, 4, False), (1, 1, False)]
)
def test_other_data_are_those_of_which_most_series_changed(
    changed: int, series: int, other: bool
) -> None:
    """More than half of at least two."""
    differences = Differences({f"S{n}": "is gone" for n in range(changed)}, (), ())
    ((name, text),) = causes([FIGURE], differences, series, a=("S0",))
    assert name == "data"
    assert text.startswith(f"{changed} of {series} series are not those") is other


def test_data_explain_what_rests_on_them() -> None:
    """Claims together, since an adjusted p depends on its family; every other subject alone."""
    both = Differences({"RUT": "x"}, ("a.py",), ())
    rule, claim_b = (
        replace(FIGURE, key=("rule", "x", "n")),
        replace(FIGURE, key=("claim b", "", "")),
    )
    first = [("data", "RUT: x"), ("code", "a.py")]
    last = first[::-1]
    assert causes([FIGURE, claim_b], both, a=("RUT",), b=("SPX",)) == first
    assert causes([FIGURE, rule], both, a=("RUT",), rule=("RUT", "SPX")) == first
    assert causes([FIGURE, rule], both, a=("RUT",), rule=("SPX",)) == last
    assert causes([FIGURE, rule], both, a=("SPX",), rule=("RUT",)) == last
    assert causes([FIGURE], both) == last
    # A note of another subject needs no cause if there is a regression.
    noted = replace(rule, note=True, kind="chance")
    assert causes([FIGURE, noted], both, a=("RUT",), rule=("SPX",)) == first
    assert causes([noted], both, a=("RUT",), rule=("SPX",)) == last
    assert causes([noted], both, a=("SPX",), rule=("RUT",)) == first


def test_releases_are_likely_where_only_figures_of_draws_moved() -> None:
    """The code is, where one other figure did."""
    both = Differences({}, ("a.py",), ("numpy 1 → 2",))
    assert [name for name, _ in causes([CHANCE, CHANCE], both)] == ["dependency", "code"]
    assert [name for name, _ in causes([CHANCE, FIGURE], both)] == ["code", "dependency"]


def test_what_is_new_has_no_cause() -> None:
    """What moved without a difference has an unknown one."""
    new = replace(FIGURE, state="new", note=True)
    assert causes([new], Differences({"RUT": "x"}, (), ())) == []
    assert causes([new, FIGURE], Differences({}, ("a.py",), ())) == [("code", "a.py")]
    ((name, text),) = causes([FIGURE], NOTHING)
    assert name == "unknown"
    assert text.startswith("data, code and versions are those of the baseline: ")


@pytest.mark.parametrize(
    ("differences", "empty"),
    [
        (NOTHING, True),
        (Differences({"RUT": "x"}, (), ()), False),
        (Differences({}, ("a.py",), ()), False),
        (Differences({}, (), ("numpy 1 → 2",)), False),
    ],
)
def test_one_difference_is_enough(differences: Differences, empty: bool) -> None:
    """Of the data, the code or the versions."""
    assert differences.empty is empty
