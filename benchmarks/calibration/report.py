"""Run the checks in several processes and write the page."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from backtests.inference import monte_carlo
from backtests.runtime.processes import processes
from benchmarks.calibration.bounds import DATASETS, Measured, SelfCheck
from benchmarks.calibration.checks import CHECKS

SEED = 1
# Data sets that one task of a process simulates.
CHUNK = 20
Floats = npt.NDArray[np.float64]


def measure(check: SelfCheck, answers: Floats, *, seconds: float) -> tuple[Measured, ...]:
    """Average the results of a check over its data sets; NaN are left out."""
    found = []
    for bound, column in zip(check.bounds, answers.T, strict=True):
        known = column[~np.isnan(column)]
        mean = float(known.mean()) if known.size else float("nan")
        found.append(Measured(bound, mean, int(known.size), seconds))
    return tuple(found)


def simulate_chunk(at: int, chunk: int, size: int, seed: int) -> tuple[Floats, float]:
    """Simulate one task of a check in full size; returns its answers and the seconds it took.

    Its chance comes from the seed, the check and the number of the task alone.
    """
    started = time.perf_counter()
    rng = monte_carlo.generator(f"selfcheck {seed} {CHECKS[at].bounds[0].name} {chunk}")
    return CHECKS[at].full(rng, size), time.perf_counter() - started


def run_all(
    *, datasets: int, seed: int, jobs: int, progress: Callable[[int], None]
) -> tuple[Measured, ...]:
    """Run every check in full size on `jobs` processes; `progress` gets data sets done."""
    tasks = [
        (at, chunk, min(CHUNK, datasets - start), seed)
        for at in range(len(CHECKS))
        for chunk, start in enumerate(range(0, datasets, CHUNK))
    ]
    answers: dict[tuple[int, int], tuple[Floats, float]] = {}
    with processes(jobs) as pool:
        waiting: dict[Future[tuple[Floats, float]], tuple[int, int]] = {
            pool.submit(simulate_chunk, *task): task[:2] for task in tasks
        }
        for done in as_completed(waiting):
            answers[waiting[done]] = done.result()
            progress(len(done.result()[0]))
    found: list[Measured] = []
    for at, check in enumerate(CHECKS):
        parts = [answers[key] for key in sorted(answers) if key[0] == at]
        found += measure(
            check, np.vstack([part for part, _ in parts]), seconds=sum(taken for _, taken in parts)
        )
    return tuple(found)


def table(found: Sequence[Measured]) -> str:
    """Format the measurements as a Markdown table."""
    rows = [
        "| share of data sets, 5% tests | found | expected | data sets | seconds | |",
        "|---|--:|---|--:|--:|---|",
    ]
    rows += [
        f"| {m.bound.name} | {m.mean:.1%} | {_expected(m)} | {m.datasets:,} | {m.seconds:,.0f} "
        f"| {'ok' if m.passed else 'FAILED'} |"
        for m in found
    ]
    return "\n".join(rows) + "\n"


def _expected(measured: Measured) -> str:
    low, high = measured.bound.ends(measured.datasets)
    if low is None:
        return f"at most {high:.1%}"
    return f"at least {low:.1%}" if high is None else f"{low:.1%} to {high:.1%}"


def page(text: str, *, datasets: int, seed: int) -> str:
    """Return the page: the table, its description and the command that repeats it."""
    return (
        "# Statistical self-checks\n\n"
        f"Every row simulates {datasets:,} data sets whose truth is known and counts how often the "
        "product's own functions are right or wrong about it. `make selfcheck` repeats the table: "
        f"`python -m benchmarks.calibration --datasets {datasets} --seed {seed}`. The figures "
        "depend on the seed alone, the seconds (of one process) on the machine.\n\n"
        f"{text}"
    )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on standard error if it is a terminal."""
    columns = (*Progress.get_default_columns(), TimeElapsedColumn())
    out = Console(stderr=True)
    with Progress(*columns, console=out, disable=not out.is_terminal) as bar:
        task = bar.add_task("simulated data sets", total=total)
        yield lambda done: bar.advance(task, done)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks, print the table and write it to a file; return 1 if a check failed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.calibration", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--datasets", type=int, default=DATASETS, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--write", type=Path, metavar="FILE", help="Markdown file for the table")
    given = parser.parse_args(arguments)
    if min(given.datasets, given.jobs) < 1:
        parser.error("--datasets and --jobs take a number above 0")
    started = time.perf_counter()
    with _progress(given.datasets * len(CHECKS)) as progress:
        found = run_all(
            datasets=given.datasets, seed=given.seed, jobs=given.jobs, progress=progress
        )
    text = table(found)
    print(text, end="")
    print(
        f"{time.perf_counter() - started:,.0f} seconds on {given.jobs} processes", file=sys.stderr
    )
    if given.write:
        given.write.write_text(
            page(text, datasets=given.datasets, seed=given.seed), encoding="utf-8"
        )
    return 0 if all(m.passed for m in found) else 1
