"""Reports of a check: on screen in 80 columns, as JSON, JUnit XML and Markdown."""

from __future__ import annotations

import itertools
import math
import statistics
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from backtests.baselines.baseline import Baseline, Key, Scalar, is_row
from backtests.baselines.check import Report, count_figures
from backtests.baselines.compare import RELATIVE_TOLERANCE, Moved
from backtests.baselines.tolerances import is_p_value
from backtests.runtime.escapes import markdown_code, markdown_text, print_text, visible
from backtests.runtime.wording import plural

WIDTH = 80
# Number of figures that are shown; the rest are counted, and --json has all.
MAX_SHOWN = 40
# Widths of the columns: figure, was, is, difference, tolerance.
_COLUMNS = (31, 14, 14, 10, 7)
CAUSE_WORDS: Mapping[str, str] = {
    "data": "the data",
    "code": "the code",
    "dependency": "a dependency",
    "own": "this project's own code or data",
    "unknown": "unknown",
}


def headline(report: Report) -> str:
    """Summarise a check in one sentence."""
    count, subjects = len(report.regressions), len({m.key[0] for m in report.regressions})
    if not count:
        return (
            f"no regression: {plural(report.n_figures, 'figure')} of "
            f"{plural(len(report.subjects), 'subject')} unchanged"
        )
    figures = plural(report.n_figures, "figure")
    return f"REGRESSION: {count:,} of {figures} moved, in {plural(subjects, 'subject')}"


def to_lines(report: Report) -> list[str]:
    """Format a check in 80 columns, the most important first."""
    lines = [headline(report)]
    lines += _wrapped(f"against {report.baseline}: {report.settings}", "  ")
    lines += cause_lines(report)
    if report.regressions:
        lines += ["", _columns("", "was", "is", "moved by", "may")]
        lines += _rows(report.regressions)
    if report.notes:
        lines += ["", *_wrapped(_notes(report), "  ")]
    return lines


def cause_lines(report: Report) -> list[str]:
    """Format the likely causes, the most likely first; if nothing moved, other differences."""
    lines: list[str] = []
    for at, cause in enumerate(report.causes):
        words = "or" if at else "Likely cause"
        lines += _wrapped(f"{words}: {CAUSE_WORDS[cause.name]}: {cause.text}", "  ")
    return lines or _wrapped(_differences_without_effect(report), "  ")


def _differences_without_effect(report: Report) -> str:
    """Describe the differences from the baseline if nothing moved."""
    differences = report.differences
    parts = [
        plural(len(differences.files), "source file") if differences.files else "",
        f"the series {', '.join(differences.series)}" if differences.series else "",
        ", ".join(differences.versions),
    ]
    differs = "; ".join(part for part in parts if part)
    return f"though these differ: {differs}" if differs else "same data, code and versions"


def _notes(report: Report) -> str:
    chance = [m for m in report.notes if m.kind == "chance"]
    new = [m for m in report.notes if m.state == "new"]
    texts = []
    if chance:
        first, one = chance[0], len(chance) == 1
        texts.append(
            f"{plural(len(chance), 'figure')} that {'depends' if one else 'depend'} on random "
            f"numbers moved within Monte Carlo error, such as {_named(first)}: "
            f"{format_value(first.was)} to {format_value(first.now)}; the same seed, data and "
            "code would give the same"
        )
    if new:
        texts.append(
            f"{plural(len(new), 'new figure')}, such as {_named(new[0])}; regress update adds them"
        )
    return "note: " + "; ".join(texts)


def _rows(moved: Sequence[Moved]) -> list[str]:
    lines: list[str] = []
    for subject, rows in itertools.groupby(moved[:MAX_SHOWN], key=lambda m: m.key[0]):
        lines.append(subject[:WIDTH])
        lines += itertools.chain.from_iterable(_row(m) for m in rows)
    more = len(moved) - MAX_SHOWN
    return [*lines, f"… and {plural(more, 'more figure')}; --json has all"] if more > 0 else lines


def _row(moved: Moved) -> Iterator[str]:
    name = f"  {_figure(moved)}"
    if len(name) > _COLUMNS[0]:
        yield name if len(name) <= WIDTH else name[: WIDTH - 1] + "…"
        name = ""
    yield _columns(
        name, format_value(moved.was), format_value(moved.now), difference(moved), allowed(moved)
    )


def _columns(*cells: str) -> str:
    first, *others = [
        cell if len(cell) <= width else cell[: width - 1] + "…"
        for cell, width in zip(cells, _COLUMNS, strict=True)
    ]
    right = [cell.rjust(width) for cell, width in zip(others, _COLUMNS[1:], strict=True)]
    return " ".join([first.ljust(_COLUMNS[0]), *right]).rstrip()


def _figure(moved: Moved) -> str:
    _, item, name = moved.key
    if item in (name, "") or not name:
        return item or name
    short = item.removeprefix("estimate ")
    return f"{short}, {name}" if name != "value" or is_row(item) else short


def _named(moved: Moved) -> str:
    return f"{moved.key[0]}, {_figure(moved)}" if moved.key[1] != "state" else moved.key[0]


def format_value(value: Scalar) -> str:
    """Format a figure with the digits that fit a column."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def difference(moved: Moved) -> str:
    """Format the change of a figure; a dash if it is not a number."""
    change = moved.difference
    return "–" if change is None else f"{change:+.3g}"


def allowed(moved: Moved) -> str:
    """Format the tolerance of a figure."""
    if moved.tolerance is None:
        return "exact"
    return f"{RELATIVE_TOLERANCE:.0e} ×" if moved.kind == "figure" else f"{moved.tolerance:.2g}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def print_report(report: Report) -> None:
    """Print a check."""
    print_text("\n".join(to_lines(report)))


def check_json(report: Report) -> dict[str, object]:
    """Return the JSON form of a check, for `regress check --json`."""
    return {
        "schema": 1,
        "regression": bool(report.regressions),
        "baseline": report.baseline,
        "figures": report.n_figures,
        "likely_causes": report.causes,
        "differences": report.differences,
        "moved": [
            {
                "subject": m.key[0],
                "item": m.key[1],
                "figure": m.key[2],
                "was": m.was,
                "is": m.now,
                "difference": m.difference,
                "kind": m.kind,
                "state": m.state,
                "within": m.tolerance,
                "note": m.note,
            }
            for m in report.moved
        ],
    }


def to_markdown(report: Report) -> str:
    """Format a check as Markdown, for the summary of a CI job."""
    mark = "❌" if report.regressions else "✅"
    what = f"{markdown_code(report.baseline)}: {markdown_text(report.settings)}"
    lines = [f"### {mark} {headline(report)}", "", what, ""]
    lines += [
        f"- {'or ' if at else 'Likely cause: '}**{CAUSE_WORDS[cause.name]}**: "
        f"{markdown_text(cause.text)}"
        for at, cause in enumerate(report.causes)
    ] or [f"- {markdown_text(_differences_without_effect(report))}"]
    if report.regressions:
        lines += ["", "| | figure | was | is | moved by | may |", "|---|---|--:|--:|--:|--:|"]
        lines += [
            "| "
            + " | ".join(
                map(
                    markdown_text,
                    (
                        m.key[0],
                        _figure(m),
                        format_value(m.was),
                        format_value(m.now),
                        difference(m),
                        allowed(m),
                    ),
                )
            )
            + " |"
            for m in report.regressions[:MAX_SHOWN]
        ]
        more = len(report.regressions) - MAX_SHOWN
        lines += ["", f"… and {more:,} figures more."] if more > 0 else []
    if report.notes:
        lines += ["", markdown_text(_notes(report))]
    return "\n".join(lines) + "\n"


def to_junit(report: Report) -> str:
    """Format a check as JUnit XML: a test case for each claim, breakout rule and strategy."""
    failed = {m.key[0] for m in report.regressions}
    names = list(dict.fromkeys([*report.subjects, *failed]))
    suite = ElementTree.Element(
        "testsuite",
        name="rutcheck regress",
        tests=str(len(names)),
        failures=str(len(failed)),
        errors="0",
    )
    for subject in names:
        case = ElementTree.SubElement(
            suite, "testcase", classname=f"rutcheck.{subject.partition(' ')[0]}", name=subject
        )
        rows = [m for m in report.regressions if m.key[0] == subject]
        if rows:
            first = (
                f"{_figure(rows[0])}: {format_value(rows[0].was)} to {format_value(rows[0].now)}"
            )
            failure = ElementTree.SubElement(case, "failure", message=first)
            failure.text = "\n".join([*cause_lines(report), *_rows(rows)])
    ElementTree.indent(suite)
    # XML cannot hold control characters, not even escaped as its own.
    return visible(ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)) + "\n"


def print_update(path: Path, made: Baseline) -> None:
    """Print the size of a new baseline and its widest tolerances."""
    n = count_figures(made.figures)
    print_text(
        f"{path}: {plural(n, 'figure')}, {len(made.tolerances):,} of them dependent on random "
        f"numbers; {len(made.series)} series"
    )
    for line in tolerance_lines(made):
        print_text(line)


def tolerance_lines(made: Baseline) -> list[str]:
    """Format the widest tolerances: of a p-value, and relative to the value of another figure.

    A tolerance as wide as its figure checks nothing. Figures of zero have no relative tolerance.
    """
    finite = {
        key: tolerance for key, tolerance in made.tolerances.items() if math.isfinite(tolerance)
    }
    p = {key: size for key, size in finite.items() if is_p_value(key[2])}
    ratios = {
        key: size / abs(value)
        for key, size in finite.items()
        if key not in p and (value := _value(made, key))
    }
    lines = []
    if p:
        widest = max(p, key=lambda key: p[key])
        lines += _wrapped(f"widest p: {_tolerance(made, widest)}", "  ")
    if ratios:
        widest, half = max(ratios, key=lambda key: ratios[key]), statistics.median(ratios.values())
        lines += _wrapped(
            f"widest other figure: {_tolerance(made, widest)}; half of them may move by "
            f"{half:.2g} times themselves or less",
            "  ",
        )
    return lines


def _value(made: Baseline, key: Key) -> float:
    value = made.figures[key[0]][key[1]][key[2]]
    return float(value) if isinstance(value, int | float) else 0.0


def _tolerance(made: Baseline, key: Key) -> str:
    subject, item, name = key
    return f"{_value(made, key):.3g} ± {made.tolerances[key]:.2g} ({subject}, {item}, {name})"
