"""Measure what a person waits for, each as a ratio of two commands run in turn.

    python -m benchmarks.waits                     every row but the tests, with five turns
    python -m benchmarks.waits --turns 1 --rows start,run
    python -m benchmarks.waits --rows tests        `make test` in both versions, which takes long

The version to compare with is checked out of the repository into a temporary folder and runs with
this Python. RUTCHECK_DATA names a folder of daily data; without it the shipped figures are used.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backtests.engine.outcomes import PriceArrays
from benchmarks import bare_loop, ours, scale
from benchmarks.bars import synthetic_bars
from benchmarks.rule import Point, grid
from benchmarks.timing import Entrant, Process, medians, process

ROOT = Path(__file__).resolve().parents[1]
# The version before the work on speed.
BEFORE = "0d92112"
TURNS = 5
SHIPPED = "reference"
MISSING = "/no/such.csv"
IMPORTS = {"light": "import typer, rich", "heavy": "import pandas, numba"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the first figure over the second is at most `limit`."""

    group: str
    work: str
    against: str
    limit: float
    first: str
    second: str

    def text(self, found: Mapping[str, Sequence[float]]) -> str:
        """Format the row from the figures of all turns."""
        command = f"python -m benchmarks.waits --rows {self.group}"
        goal = f"| {self.work} | at most {self.limit:g} × {self.against} | `{command}` | "
        one, other = (found.get(name) for name in (self.first, self.second))
        if not one or not other:
            return f"{goal}– | not measured here |"
        ratio = statistics.median(one) / statistics.median(other)
        verdict = "reached" if ratio <= self.limit else "**not reached**"
        return f"{goal}{ratio:.2f} × | {verdict} |"


# Commands of a group by name: their arguments, and the fixed command that they are compared with.
LIGHT = {
    "claims": ("claims",),
    "--help": ("--help",),
    "breakout /no/such.csv": ("breakout", MISSING),
    "run --jobs x": ("run", "--jobs", "x"),
}
HEAVY = {
    "breakout RUT --data reference": ("breakout", "RUT", "--data", SHIPPED),
    "easing --data reference": ("easing", "--data", SHIPPED),
    "status --data reference": ("status", "--data", SHIPPED),
    "run srg-01 --data reference": ("run", "srg-01", "--data", SHIPPED, "--json"),
}
ROWS = (
    *(
        Row("start", f"`rutcheck {n}`", f"`python -c '{IMPORTS['light']}'`", 1.5, n, "light")
        for n in LIGHT
    ),
    *(
        Row("start", f"`rutcheck {n}`", f"`python -c '{IMPORTS['heavy']}'`", 2.5, n, "heavy")
        for n in HEAVY
    ),
    Row("run", "`rutcheck run`, everything, first time", "before", 0.4, "run", "run before"),
    Row("run", "the same again, nothing changed", "the first time", 0.12, "again", "run"),
    Row("run", "memory of a run", "before", 1.0, "run MB", "run MB before"),
    Row("regress", "`rutcheck regress update`", "before", 0.3, "regress", "regress before"),
    Row("tests", "`make test`, CPU seconds", "before", 0.5, "tests", "tests before"),
    Row(
        "sweep", "1,000 symbols × 100 points × 10,000 bars", "before", 0.5, "sweep", "sweep before"
    ),
    Row("sweep", "the same", "the bare loops", 2.5, "sweep", "bare loops"),
    Row("study", "one breakout study", "the bare loop", 1.2, "study", "bare loop"),
)
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))
# Minutes of both cores: measured when asked for by name.
SLOW = ("tests",)
USUAL = tuple(group for group in GROUPS if group not in SLOW)
Found = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Setting:
    """The folder of the version before, the data, and the number of symbols of the sweep."""

    before: Path
    data: str
    symbols: int


def measure(groups: Sequence[str], *, turns: int, symbols: int, before: str = BEFORE) -> Found:
    """Return the figures of all turns by name; each turn runs every command of its group once."""
    data = os.environ.get("RUTCHECK_DATA", SHIPPED)
    found: Found = {}
    with _checked_out(before) as folder:
        setting = Setting(folder, data, symbols)
        for group in groups:
            for turn in range(turns + 1):
                # The first turn compiles, and is left out.
                for name, value in _MEASURES[group](setting):
                    if turn:
                        found.setdefault(name, []).append(value)
    return found


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """Yield a temporary folder with the files of a commit."""
    with tempfile.TemporaryDirectory() as name:
        archive = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        subprocess.run(["tar", "-x", "-C", name], input=archive.stdout, check=True)
        yield Path(name)


def _rutcheck(arguments: Sequence[str], folder: Path = ROOT, *, fails: bool = False) -> Process:
    return process(["-m", "backtests", *arguments], folder=folder, fails=fails)


def _start(setting: Setting) -> Iterator[tuple[str, float]]:
    del setting
    for name, statement in IMPORTS.items():
        yield name, process(["-c", statement]).seconds
    for name, arguments in {**LIGHT, **HEAVY}.items():
        yield name, _rutcheck(arguments, fails=arguments[-1] in ("x", MISSING)).seconds


def _run(setting: Setting) -> Iterator[tuple[str, float]]:
    """Run every claim in both versions, each with an empty store of results; then again."""
    with tempfile.TemporaryDirectory() as name, _environment(RUTCHECK_CACHE=name):
        arguments = ["run", "--data", setting.data, "--out", str(Path(name) / "report")]
        first, again = _rutcheck(arguments), _rutcheck(arguments)
        before = _rutcheck(arguments, setting.before)
    yield from (("run", first.seconds), ("again", again.seconds), ("run before", before.seconds))
    yield from (("run MB", first.megabytes), ("run MB before", before.megabytes))


def _regress(setting: Setting) -> Iterator[tuple[str, float]]:
    name = "reference.json" if setting.data == SHIPPED else "snapshot.json"
    for label, folder in (("regress", ROOT), ("regress before", setting.before)):
        with tempfile.TemporaryDirectory() as cache, _environment(RUTCHECK_CACHE=cache):
            baseline = Path(cache) / name
            baseline.write_bytes((folder / "baselines" / name).read_bytes())
            arguments = ["regress", "update", str(baseline), "--data", setting.data]
            yield label, _rutcheck(arguments, folder).seconds


def _tests(setting: Setting) -> Iterator[tuple[str, float]]:
    for label, folder in (("tests", ROOT), ("tests before", setting.before)):
        done = process(["-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"], folder=folder)
        yield label, done.cpu


def _sweep(setting: Setting) -> Iterator[tuple[str, float]]:
    """Sweep random walks in both versions, and follow the bare loops on as many in one process."""
    case = scale.Case(setting.symbols, 100)
    yield "sweep", scale.in_own_process(case).seconds
    yield "sweep before", scale.in_own_process(case, folder=setting.before).seconds
    prices = PriceArrays.of(scale.walk("S00000"))
    arrays = (prices.open, prices.high, prices.low, prices.close)
    points = grid(case.points)
    loops = {"loops": Entrant(lambda: bare_loop.many_points(arrays, points), 5)}
    yield "bare loops", medians(loops)["loops"] * case.symbols / case.jobs


def _study(setting: Setting) -> Iterator[tuple[str, float]]:
    del setting
    prices, point = PriceArrays.of(synthetic_bars()), Point()
    laid_out = ours.laid_out([point])
    bare = (prices.open, prices.high, prices.low, prices.close)
    rule = (point.base, point.depth, point.multiple, point.horizon)
    yield from medians(
        {
            "study": Entrant(lambda: ours.follow(prices, laid_out), 300),
            "bare loop": Entrant(lambda: bare_loop.one(*bare, *rule), 300),
        }
    ).items()


_MEASURES: Mapping[str, Callable[[Setting], Iterator[tuple[str, float]]]] = {
    "start": _start,
    "run": _run,
    "regress": _regress,
    "tests": _tests,
    "sweep": _sweep,
    "study": _study,
}


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set environment variables, and restore them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def table(found: Mapping[str, Sequence[float]]) -> str:
    """Format all rows as a table."""
    head = "| work | goal | command | measured | |\n|---|---|---|---|---|\n"
    return head + "\n".join(row.text(found) for row in ROWS)


def main() -> None:
    """Measure the groups asked for and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.waits",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--turns", type=int, default=TURNS, help="times that each is measured")
    parser.add_argument(
        "--rows",
        default=",".join(USUAL),
        help=f"groups of rows to measure: {', '.join(GROUPS)}",
    )
    parser.add_argument("--symbols", type=int, default=scale.SYMBOLS, help="symbols of the sweep")
    parser.add_argument("--before", default=BEFORE, help="commit to compare with")
    wanted = parser.parse_args()
    groups = wanted.rows.split(",")
    unknown = [group for group in groups if group not in GROUPS]
    if unknown:
        parser.error(f"no rows {', '.join(unknown)}; expected {', '.join(GROUPS)}")
    found = measure(groups, turns=wanted.turns, symbols=wanted.symbols, before=wanted.before)
    print(table(found))
    for name, values in found.items():
        print(f"{name}: median {np.median(values):.4g} of {len(values)}", file=sys.stderr)


if __name__ == "__main__":
    main()
