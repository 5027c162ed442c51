"""The table of the mutants that tests noticed, and the survivors."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutation.areas import AREAS, Area
from benchmarks.mutation.explained import reason_of
from benchmarks.mutation.kept import keep, kept
from benchmarks.mutation.mutants import Mutant, draw
from benchmarks.mutation.runner import Fate, fates, prepare

SIZE, JOBS = 40, 2
GOAL = 0.90


@dataclass(frozen=True, slots=True)
class Tested:
    """The sample of an area and what became of it; `possible` is the number of all changes."""

    area: Area
    seed: int
    possible: int
    fates: tuple[tuple[Mutant, Fate], ...]

    def count(self, fate: Fate) -> int:
        """Return the number of mutants of a fate."""
        return sum(found == fate for _, found in self.fates)

    @property
    def survivors(self) -> list[tuple[Mutant, str | None]]:
        """Return the survivors with the reason why they are equivalent, in order of their lines."""
        found = [(m, reason_of(m)) for m, fate in self.fates if fate == "survived"]
        return sorted(found, key=lambda pair: (pair[0].module, pair[0].line, pair[0].after))

    @property
    def equivalent(self) -> int:
        """Return the number of survivors that mean the same."""
        return sum(reason is not None for _, reason in self.survivors)

    @property
    def noticed(self) -> int:
        """Return the number of mutants that failed a test or did not end."""
        return self.count("killed") + self.count("timeout")

    @property
    def counted(self) -> int:
        """Return the number of mutants that mean something else."""
        return len(self.fates) - self.equivalent


def test_area(area: Area, *, size: int, seed: int, jobs: int, again: bool) -> Tested:
    """Draw mutants of an area and run its tests on each; a sign on standard error for each.

    With `again`, those that were killed before are not tested again; with 0 jobs none is.
    """
    mutants, possible = draw(area.modules, size, f"{seed} {area.name}")
    before = kept(area, seed)
    if jobs == 0:
        fates_before = tuple((m, before[m.place]) for m in mutants if m.place in before)
        return Tested(area, seed, possible, fates_before)
    found = {p: fate for p, fate in before.items() if again and fate != "survived"}
    due = [mutant for mutant in mutants if mutant.place not in found]
    try:
        for mutant, fate in fates(due, area, jobs=jobs) if due else ():
            print("." if fate == "killed" else fate[0].upper(), end="", file=sys.stderr, flush=True)
            found[mutant.place] = fate
    finally:
        keep(area, seed, found)
    print(file=sys.stderr)
    return Tested(area, seed, possible, tuple((mutant, found[mutant.place]) for mutant in mutants))


def page(tested: Sequence[Tested], *, size: int) -> str:
    """Return the page: what is measured, the table, the equivalent mutants and the survivors."""
    return "\n".join(
        [
            "# Mutation testing",
            "",
            "A test suite is as good as the faults that it notices. Here one operator, comparison, "
            "condition or number of a module of the core is changed at a time, by the operators "
            "of [cosmic-ray](https://cosmic-ray.readthedocs.io/), and the tests of its area are "
            "run on each changed module. The mutation score is the share of these mutants that "
            "fail a test or do not end in time. Operators are replaced by others of their family, "
            "since a shift of two prices would fail by itself; decorators, annotations and "
            "imports for types are not changed.",
            "",
            f"`make mutation` repeats the table: `python -m benchmarks.mutation --size {size}`. "
            "Each row is a random sample of the possible mutants, the same for one seed and the "
            "same sources. Equivalent mutants, which mean the same as the "
            "program, are listed below with the reason and are not counted; the interval is "
            "Wilson's for the share among all mutants of the area.",
            "",
            "The tests of an area are a quick choice: whole runs, commands in processes of their "
            "own and the regression baselines are left out, so that a survivor here may still be "
            f"noticed by them. The goal is {GOAL:.0%}; survivors are listed until a test states "
            "the answer that kills them. Tests are written against the survivors of other seeds, "
            "and the row is then made with a seed that none was written against: the share of "
            "mutants for which tests were written would say nothing about the rest.",
            "",
            *_table(tested),
            "",
            *_equivalent(tested),
            *_open(tested),
            "## Areas",
            "",
            "| area | modules | tests |",
            "|---|---|---|",
            *(
                f"| {t.area.name} | {_paths(t.area.modules)} | {_paths(t.area.tests)} |"
                for t in tested
            ),
            "",
        ]
    )


def _table(tested: Sequence[Tested]) -> list[str]:
    rows = [
        "| area | seed | possible | drawn | failed a test | did not end | survived "
        "| of these equivalent | score | 95% interval |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for t in tested:
        rows.append(
            f"| {t.area.name} | {t.seed} | {t.possible:,} | {len(t.fates)} | {t.count('killed')} | "
            f"{t.count('timeout')} | {t.count('survived')} | {t.equivalent} | "
            f"{_score(t.noticed, t.counted)} |"
        )
    sums = [sum(column) for column in zip(*(_numbers(t) for t in tested), strict=True)]
    possible, drawn, killed, timeouts, survived, equivalent, noticed, counted = sums
    rows.append(
        f"| all | | {possible:,} | {drawn} | {killed} | {timeouts} | {survived} | {equivalent} | "
        f"{_score(noticed, counted)} |"
    )
    return rows


def _numbers(t: Tested) -> tuple[int, ...]:
    fates = (t.count("killed"), t.count("timeout"), t.count("survived"))
    return t.possible, len(t.fates), *fates, t.equivalent, t.noticed, t.counted


def _score(noticed: int, counted: int) -> str:
    from backtests.inference.intervals import rate_interval

    ends = rate_interval(noticed, counted)
    if ends is None:
        return "– | –"
    return f"{noticed / counted:.1%} | {ends[0]:.1%} to {ends[1]:.1%}"


def _equivalent(tested: Sequence[Tested]) -> list[str]:
    rows = [
        f"| `{m.module}:{m.line}` | {_code(m)} | {reason} |"
        for t in tested
        for m, reason in t.survivors
        if reason is not None
    ]
    if not rows:
        return []
    return ["## Equivalent mutants", "", "| place | change | reason |", "|---|---|---|", *rows, ""]


def _open(tested: Sequence[Tested]) -> list[str]:
    rows = [
        f"| `{m.module}:{m.line}` | {_code(m)} |"
        for t in tested
        for m, reason in t.survivors
        if reason is None
    ]
    if not rows:
        return []
    head = ["## Survivors", "", "No test of the area notices these.", ""]
    return [*head, "| place | change |", "|---|---|", *rows, ""]


def _code(mutant: Mutant) -> str:
    from backtests.runtime.escapes import markdown_code

    return f"{markdown_code(mutant.before)} → {markdown_code(mutant.after)}"


def _paths(files: Sequence[str]) -> str:
    return ", ".join(f"`{file}`" for file in files)


def main(arguments: Sequence[str] | None = None) -> int:
    """Test the areas, print the survivors and write the page; return 1 below the goal."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mutation", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--size", type=int, default=SIZE, metavar="N", help="mutants of an area")
    parser.add_argument("--seed", type=int, help="default: the seed of each area")
    parser.add_argument("--jobs", type=int, default=JOBS, metavar="N")
    parser.add_argument("--area", action="append", metavar="TEXT", help="areas with TEXT in them")
    parser.add_argument(
        "--again",
        action="store_true",
        help="after new tests: only the survivors of the last run of this seed",
    )
    parser.add_argument(
        "--report-only", action="store_true", help="nothing is run: the table of the last run"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="Markdown file for the page")
    given = parser.parse_args(arguments)
    if min(given.size, given.jobs) < 1:
        parser.error("--size and --jobs take a number above 0")
    areas = [a for a in AREAS if not given.area or any(text in a.name for text in given.area)]
    if not areas:
        parser.error(f"--area: none of {', '.join(a.name for a in AREAS)}")
    if given.report_only:
        areas = [area for area in areas if kept(area, given.seed or area.seed)]
    else:
        prepare()
    tested, started = [], time.perf_counter()
    for area in areas:
        if not given.report_only:
            print(f"{area.name}: ", end="", file=sys.stderr, flush=True)
        tested.append(
            test_area(
                area,
                size=given.size,
                seed=given.seed or area.seed,
                jobs=0 if given.report_only else given.jobs,
                again=given.again,
            )
        )
    print("\n".join(_table(tested)))
    for t in tested:
        for m, reason in t.survivors:
            print(f"{m.module}:{m.line}: {m.before} -> {m.after}: {reason or 'no test notices it'}")
    print(f"{time.perf_counter() - started:,.0f} seconds", file=sys.stderr)
    if given.write:
        given.write.write_text(page(tested, size=given.size), encoding="utf-8")
    reached = sum(t.noticed for t in tested) >= GOAL * sum(t.counted for t in tested)
    return 0 if reached else 1
