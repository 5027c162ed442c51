"""The forms of a check, each as its reader gets it: 80 columns, JSON, Markdown and JUnit XML."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from backtests.baselines import report as display
from backtests.baselines.baseline import Baseline, Scalar, Settings
from backtests.baselines.causes import Cause, Differences
from backtests.baselines.check import Report
from backtests.baselines.compare import Moved

VERDICT = Moved(
    ("claim a", "verdict", "verdict"), "supported", "refuted", "exact", "moved", None, False
)
EVENT = Moved(("claim a", "event 2003-06-25", ""), "there", "gone", "exact", "gone", None, False)
COUNT = Moved(("claim a", "estimate mean", "n"), 9, 10, "exact", "moved", None, False)
MEAN = Moved(("claim a", "estimate mean", "value"), 0.25, 0.3, "figure", "moved", 2.5e-10, False)
CHANCE = Moved(("claim a", "estimate mean", "p"), 0.04, 0.07, "chance", "moved", 0.02, False)
GONE = Moved(("strategy b", "state", "state"), "held", "gone", "exact", "gone", None, False)
WITHIN = replace(CHANCE, now=0.05, note=True)
NEW = Moved(("strategy c", "state", "state"), None, "new", "exact", "new", None, True)
CODE = Cause("code", "signals/stops.py")
NOTHING = Differences({}, (), ())


def row(*cells: str) -> str:
    """Columns of 31, 14, 14, 10 and 7 characters with a space between, numbers to the right."""
    return "{:<31} {:>14} {:>14} {:>10} {:>7}".format(*cells)


def report_of(
    *moved: Moved, causes: tuple[Cause, ...] = (), differences: Differences = NOTHING
) -> Report:
    """A check of 1,234 figures of two subjects."""
    return Report(
        "kept.json",
        "reference figures, up to 2026-10-02, 100 draws",
        1_234,
        ("claim a", "strategy b"),
        moved,
        causes,
        differences,
    )


def many(count: int) -> list[Moved]:
    """Counts of a claim that moved, numbered from 0."""
    return [replace(COUNT, key=("claim a", "counts", f"n {at}")) for at in range(count)]


def test_a_regression_is_read_in_columns() -> None:
    """A figure, what it was, what it is, the difference and what it may move by."""
    found = report_of(
        VERDICT,
        EVENT,
        COUNT,
        MEAN,
        CHANCE,
        GONE,
        WITHIN,
        NEW,
        causes=(CODE, Cause("data", "RUT: several values of 2020 changed")),
    )
    assert display.to_lines(found) == [
        "REGRESSION: 6 of 1,234 figures moved, in 2 subjects",
        "against kept.json: reference figures, up to 2026-10-02, 100 draws",
        "Likely cause: the code: signals/stops.py",
        "or: the data: RUT: several values of 2020 changed",
        "",
        row("", "was", "is", "moved by", "may"),
        "claim a",
        row("  verdict", "supported", "refuted", "–", "exact"),
        row("  event 2003-06-25", "there", "gone", "–", "exact"),
        row("  mean, n", "9", "10", "+1", "exact"),
        row("  mean", "0.25", "0.3", "+0.05", "1e-09 ×"),
        row("  mean, p", "0.04", "0.07", "+0.03", "0.02"),
        "strategy b",
        row("  state", "held", "gone", "–", "exact"),
        "",
        "note: 1 figure that depends on random numbers moved within Monte Carlo error,",
        "  such as claim a, mean, p: 0.04 to 0.05; the same seed, data and code would",
        "  give the same; 1 new figure, such as strategy c; regress update adds them",
    ]


@pytest.mark.parametrize(
    ("moved", "rows"),
    [
        (
            # 31 characters with the indent fit in the column.
            replace(COUNT, key=("claim a", "a" * 26, "n")),
            [row("  " + "a" * 26 + ", n", "9", "10", "+1", "exact")],
        ),
        (
            replace(COUNT, key=("claim a", "a" * 27, "n")),
            [
                "  " + "a" * 27 + ", n",
                row("", "9", "10", "+1", "exact"),
            ],
        ),
        (
            replace(COUNT, key=("claim a", "a" * 75, "n")),
            [
                "  " + "a" * 75 + ", n",
                row("", "9", "10", "+1", "exact"),
            ],
        ),
        (
            replace(COUNT, key=("claim a", "a" * 76, "n")),
            [
                "  " + "a" * 76 + ",…",
                row("", "9", "10", "+1", "exact"),
            ],
        ),
        (
            replace(VERDICT, was="14 characters.", now="15 characters. "),
            [row("  verdict", "14 characters.", "15 characters…", "–", "exact")],
        ),
    ],
)
def test_what_is_too_long_for_its_column_is_cut_or_has_its_own_line(
    moved: Moved, rows: list[str]
) -> None:
    """A name has a line, a value is cut."""
    lines = display.to_lines(report_of(moved))
    assert lines[-len(rows) :] == rows
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("count", "screen", "markdown"),
    [
        (40, "exact", "exact |"),
        (41, "… and 1 more figure; --json has all", "… and 1 figures more."),
        (1_043, "… and 1,003 more figures; --json has all", "… and 1,003 figures more."),
    ],
)
def test_forty_figures_are_shown_and_the_others_counted(
    count: int, screen: str, markdown: str
) -> None:
    """On screen and in Markdown; JSON has all."""
    found = report_of(*many(count))
    lines, page = display.to_lines(found), display.to_markdown(found).splitlines()
    assert sum(line.startswith("  counts, n ") for line in lines) == 40
    assert sum(line.startswith("| claim a | counts, n ") for line in page) == 40
    assert lines[-1].endswith(screen)
    assert page[-1].endswith(markdown)
    content = display.check_json(found)["moved"]
    assert isinstance(content, list)
    assert len(content) == count


def test_without_a_regression_the_other_differences_are_given() -> None:
    """And none as that."""
    same = display.to_lines(report_of())
    assert same == [
        "no regression: 1,234 figures of 2 subjects unchanged",
        "against kept.json: reference figures, up to 2026-10-02, 100 draws",
        "same data, code and versions",
    ]
    other = Differences({"RUT": "x", "SPX": "y"}, ("a.py",), ("numpy 1 → 2", "pandas 1 → 2"))
    assert display.cause_lines(report_of(differences=other)) == [
        "though these differ: 1 source file; the series RUT, SPX; numpy 1 → 2, pandas 1 →",
        "  2",
    ]
    two = Differences({}, ("a.py", "b.py"), ())
    assert display.cause_lines(report_of(differences=two)) == [
        "though these differ: 2 source files"
    ]


def test_lines_break_at_spaces_and_not_inside_names() -> None:
    """A path with hyphens stays whole."""
    path = "strategies/" + "-".join(["breakout"] * 6) + ".py"
    lines = display.cause_lines(report_of(COUNT, causes=(Cause("code", f"{path}, {path}"),)))
    assert lines == ["Likely cause: the code:", f"  {path},", f"  {path}"]


def test_notes_count_what_moved_by_chance_and_what_is_new() -> None:
    """Each alone, and several."""
    two = display.to_lines(report_of(WITHIN, replace(WITHIN, key=("claim b", "x", "y"))))
    assert " ".join(" ".join(two[3:]).split()) == (
        "note: 2 figures that depend on random numbers moved within Monte Carlo error, such as "
        "claim a, mean, p: 0.04 to 0.05; the same seed, data and code would give the same"
    )
    new = replace(NEW, key=("claim a", "estimate mean", "mde"), now=0.1)
    assert display.to_lines(report_of(new, NEW))[3:] == [
        "",
        "note: 2 new figures, such as claim a, mean, mde; regress update adds them",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        (12345678, "12345678"),
        (1 / 3, "0.3333333"),
        (1e-12, "1e-12"),
        ("C2", "C2"),
    ],
)
def test_a_figure_is_shown_with_seven_digits(value: Scalar, shown: str) -> None:
    """Counts with all of theirs."""
    assert display.format_value(value) == shown


@pytest.mark.parametrize(
    ("item", "name", "shown"),
    [
        ("verdict", "verdict", "verdict"),
        ("event 2003-06-25", "", "event 2003-06-25"),
        ("", "cagr", "cagr"),
        ("estimate mean", "value", "mean"),
        ("estimate mean", "n", "mean, n"),
        ("metrics", "cagr", "metrics, cagr"),
        ("event 2003-06-25", "value", "event 2003-06-25, value"),
    ],
)
def test_a_figure_is_named_by_its_item_and_its_field(item: str, name: str, shown: str) -> None:
    """The value of an estimate by its item alone."""
    page = display.to_markdown(report_of(replace(COUNT, key=("claim a", item, name))))
    assert f"\n| claim a | {shown} | 9 | 10 | +1 | exact |\n" in page


def test_json_has_every_part_of_a_moved_figure() -> None:
    """With the difference, and the causes."""
    found = report_of(MEAN, WITHIN, NEW, causes=(CODE,))
    assert display.check_json(found) == {
        "schema": 1,
        "regression": True,
        "baseline": "kept.json",
        "figures": 1_234,
        "likely_causes": (CODE,),
        "differences": NOTHING,
        "moved": [
            {
                "subject": "claim a",
                "item": "estimate mean",
                "figure": "value",
                "was": 0.25,
                "is": 0.3,
                "difference": pytest.approx(0.05),
                "kind": "figure",
                "state": "moved",
                "within": 2.5e-10,
                "note": False,
            },
            {
                "subject": "claim a",
                "item": "estimate mean",
                "figure": "p",
                "was": 0.04,
                "is": 0.05,
                "difference": pytest.approx(0.01),
                "kind": "chance",
                "state": "moved",
                "within": 0.02,
                "note": True,
            },
            {
                "subject": "strategy c",
                "item": "state",
                "figure": "state",
                "was": None,
                "is": "new",
                "difference": None,
                "kind": "exact",
                "state": "new",
                "within": None,
                "note": True,
            },
        ],
    }
    assert display.check_json(report_of(WITHIN, NEW))["regression"] is False


def test_markdown_has_the_headline_the_causes_and_a_table() -> None:
    """What is new is a note under it."""
    found = report_of(
        VERDICT, NEW, causes=(CODE, Cause("own", "the reference series")), differences=NOTHING
    )
    assert display.to_markdown(found) == (
        "### ❌ REGRESSION: 1 of 1,234 figures moved, in 1 subject\n"
        "\n"
        "`kept.json`: reference figures, up to 2026-10-02, 100 draws\n"
        "\n"
        "- Likely cause: **the code**: signals/stops.py\n"
        "- or **this project's own code or data**: the reference series\n"
        "\n"
        "| | figure | was | is | moved by | may |\n"
        "|---|---|--:|--:|--:|--:|\n"
        "| claim a | verdict | supported | refuted | – | exact |\n"
        "\n"
        "note: 1 new figure, such as strategy c; regress update adds them\n"
    )
    assert display.to_markdown(report_of()) == (
        "### ✅ no regression: 1,234 figures of 2 subjects unchanged\n"
        "\n"
        "`kept.json`: reference figures, up to 2026-10-02, 100 draws\n"
        "\n"
        "- same data, code and versions\n"
    )


def test_junit_has_a_case_for_each_subject() -> None:
    """Also for one that is no longer in the report; a failure has the rows of its subject."""
    other = replace(COUNT, key=("easing last", "cycles", "n"))
    text = display.to_junit(report_of(VERDICT, COUNT, other, NEW, causes=(CODE,)))
    assert text.startswith("<?xml version='1.0' encoding='")
    assert text.endswith("</testsuite>\n")
    suite = ElementTree.fromstring(text.partition("?>")[2])
    assert suite.attrib == {
        "name": "rutcheck regress",
        "tests": "3",
        "failures": "2",
        "errors": "0",
    }
    cases = [(case.get("classname"), case.get("name")) for case in suite]
    assert cases == [
        ("rutcheck.claim", "claim a"),
        ("rutcheck.strategy", "strategy b"),
        ("rutcheck.easing", "easing last"),
    ]
    failures = [case.find("failure") for case in suite]
    assert failures[1] is None
    first, last = failures[0], failures[2]
    assert first is not None
    assert last is not None
    assert first.get("message") == "verdict: supported to refuted"
    assert last.get("message") == "cycles, n: 9 to 10"
    assert first.text == (
        "Likely cause: the code: signals/stops.py\n"
        "claim a\n"
        f"{row('  verdict', 'supported', 'refuted', '–', 'exact')}\n"
        f"{row('  mean, n', '9', '10', '+1', 'exact')}"
    )


def test_an_update_prints_its_size_and_its_widest_tolerances(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Relative to figures that are not zero; of a text and of a missing value there is none."""
    figures = {
        "claim a": {
            "estimate": {"p": 0.5, "low": 2.0, "high": -4.0, "zero": 0.0, "none": None, "text": "x"}
        }
    }
    within = {"p": 0.1, "low": 0.2, "high": 0.8, "zero": 9.0, "none": 9.0, "text": math.inf}
    made = Baseline(
        Settings("reference", "2026-10-02", 100, 5),
        figures,
        {("claim a", "estimate", name): size for name, size in within.items()},
    )
    display.print_update(Path("kept.json"), made)
    assert capsys.readouterr().out.splitlines() == [
        "kept.json: 6 figures, 6 of them dependent on random numbers; 0 series",
        "widest p: 0.5 ± 0.1 (claim a, estimate, p)",
        "widest other figure: -4 ± 0.8 (claim a, estimate, high); half of them may move",
        "  by 0.15 times themselves or less",
    ]


def test_a_report_is_printed_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    """As it is formatted."""
    display.print_report(report_of(VERDICT))
    assert capsys.readouterr().out.splitlines() == display.to_lines(report_of(VERDICT))
