"""Measure what a person waits for, each as a ratio of two commands run in turn.

    python -m benchmarks.waits                     every row but the tests, with five turns
    python -m benchmarks.waits --turns 7 --rows start,study
    python -m benchmarks.waits --rows tests        `make test` in both versions, which takes long

The figures of the groups measured replace those in waits.json, from which WAITS.md is written; the
others stay. The version to compare with is checked out of the repository into a temporary folder
and runs with this Python; its tests run with libraries of their own. RUTCHECK_DATA names a folder
of daily data; without it the shipped figures are used.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from backtests.engine.outcomes import PriceArrays
from benchmarks import bare_loop, ours, scale
from benchmarks.bars import synthetic_bars
from benchmarks.pages import Machine, render
from benchmarks.rule import Point, grid
from benchmarks.timing import Entrant, Process, medians, process

ROOT = Path(__file__).resolve().parents[1]
PAGE, FIGURES = (Path(__file__).with_name(name) for name in ("WAITS.md", "waits.json"))
# The version before the work on speed.
BEFORE = "0d92112"
TURNS = 5
SHIPPED = "reference"
MISSING = "/no/such.csv"
IMPORTS = {"light": "import typer, rich", "heavy": "import pandas, numba"}


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a group of rows by name, one a turn, and where and when they were measured."""

    figures: Mapping[str, Sequence[float]]
    machine: str
    versions: str
    commit: str
    load: float

    @property
    def turns(self) -> int:
        """Return how many turns there were."""
        return min(map(len, self.figures.values()))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the first figure over the second is at most `limit`."""

    group: str
    work: str
    against: str
    limit: float
    first: str
    second: str
    unit: str = "s"

    def text(self, found: Mapping[str, Sequence[float]]) -> str:
        """Format the row from the figures of all turns."""
        goal = f"| {self.work} | at most {self.limit:g} × {self.against} | `{self.group}` | "
        one, other = (found.get(name) for name in (self.first, self.second))
        if not one or not other:
            return f"{goal}– | – | not measured |"
        above, below = statistics.median(one), statistics.median(other)
        verdict = "reached" if above / below <= self.limit else "**not reached**"
        both = f"{above:,.4g} / {below:,.4g} {self.unit}"
        return f"{goal}{both} | {above / below:.2f} × | {verdict} |"


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
    Row("run", "memory of a run", "before", 1.0, "run MB", "run MB before", "MB"),
    Row("regress", "`rutcheck regress update`", "before", 0.3, "regress", "regress before"),
    Row("tests", "`make test`, CPU seconds", "before", 0.5, "tests", "tests before"),
    Row(
        "sweep", "1,000 symbols × 100 points × 10,000 bars", "before", 0.5, "sweep", "sweep before"
    ),
    Row("sweep", "the same", "the bare loops", 2.5, "sweep", "bare loops"),
    Row("study", "one breakout study", "the bare loop", 1.2, "study", "bare loop", "ms"),
)
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))
# An hour of both cores a turn: measured when asked for by name.
SLOW = ("tests",)
# Minutes a turn, of which compiling is no part to speak of: no first turn is left out.
LONG = (*SLOW, "regress")
LIBRARIES = ("numpy", "pandas", "scipy", "numba", "typer", "rich")
USUAL = tuple(group for group in GROUPS if group not in SLOW)
Found = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Setting:
    """The folder of the version before, the data, and the number of symbols of the sweep."""

    before: Path
    data: str
    symbols: int


def measure(
    groups: Sequence[str], *, turns: int, symbols: int, before: str = BEFORE
) -> dict[str, Measured]:
    """Return the figures of each group; each turn runs every command of its group once."""
    data = os.environ.get("RUTCHECK_DATA", SHIPPED)
    machine, commit = Machine.now(), _commit()
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    measured: dict[str, Measured] = {}
    with _checked_out(before) as folder:
        setting = Setting(folder, data, symbols)
        for group in groups:
            found: Found = {}
            # A first turn compiles, and is left out.
            for turn in range(turns if group in LONG else turns + 1):
                for name, value in _MEASURES[group](setting):
                    if turn or group in LONG:
                        found.setdefault(name, []).append(value)
            measured[group] = Measured(found, str(machine), versions, commit, machine.load)
    return measured


def _commit() -> str:
    """Return the abbreviated name of the commit that is measured."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    """Yield a temporary folder with the files of a commit."""
    with tempfile.TemporaryDirectory() as name:
        archive = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        folder, data = Path(name) / "before", ROOT.parent / "shared"
        folder.mkdir()
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
        if data.is_dir():  # what some tests need stands beside the repository
            (Path(name) / "shared").symlink_to(data)
        yield folder


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
    """Run all tests in both versions, each with the libraries of its own environment.

    A test that fails counts too: some of the version before fail with libraries of today.
    """
    subprocess.run(["make", ".venv/.ready"], cwd=setting.before, check=True)
    pythons = {
        "tests": (sys.executable, ROOT),
        "tests before": (str(setting.before / ".venv/bin/python"), setting.before),
    }
    command = ["-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"]
    for label, (python, folder) in pythons.items():
        yield label, process(command, folder=folder, python=python, fails=True).cpu


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
    found = medians(
        {
            "study": Entrant(lambda: ours.follow(prices, laid_out), 300),
            "bare loop": Entrant(lambda: bare_loop.one(*bare, *rule), 300),
        }
    )
    yield from ((name, 1e3 * seconds) for name, seconds in found.items())


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


def table(found: Mapping[str, Measured]) -> str:
    """Format all rows as a table."""
    head = "| work | goal | rows | medians | measured | |\n|---|---|---|---|---|---|\n"
    figures = {name: values for one in found.values() for name, values in one.figures.items()}
    return head + "\n".join(row.text(figures) for row in ROWS)


def conditions(found: Mapping[str, Measured]) -> str:
    """Format how often and where each group of rows was measured as a table."""
    head = "| rows | turns | version | machine | cores kept busy by others | libraries |\n"
    rows = [
        f"| `{group}` | {one.turns} | {one.commit} | {one.machine} | {one.load:.1f} | "
        f"{one.versions} |"
        for group, one in found.items()
    ]
    return head + "|---|---|---|---|---|---|\n" + "\n".join(rows)


def page(found: Mapping[str, Measured]) -> str:
    """Return WAITS.md."""
    missed = sum("**not reached**" in line for line in table(found).splitlines())
    context = {"before": BEFORE, "table": table(found), "conditions": conditions(found)}
    return render(PAGE.name, {**context, "rows": len(ROWS), "missed": missed})


def kept() -> dict[str, Measured]:
    """Return the figures of all groups that were measured before."""
    if not FIGURES.exists():
        return {}
    content = json.loads(FIGURES.read_text(encoding="utf-8"))
    return {group: Measured(**content[group]) for group in GROUPS if group in content}


def write(measured: Mapping[str, Measured]) -> None:
    """Replace the figures of some groups, and write WAITS.md from those of all."""
    found = {**kept(), **measured}
    content = {group: asdict(found[group]) for group in GROUPS if group in found}
    FIGURES.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept()), encoding="utf-8")


def main() -> None:
    """Measure the groups asked for and write the page."""
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
    parser.add_argument("--no-page", action="store_true", help="print the rows alone")
    wanted = parser.parse_args()
    groups = wanted.rows.split(",")
    unknown = [group for group in groups if group not in GROUPS]
    if unknown:
        parser.error(f"no rows {', '.join(unknown)}; expected {', '.join(GROUPS)}")
    for group in groups:
        found = measure([group], turns=wanted.turns, symbols=wanted.symbols, before=wanted.before)
        print("\n".join(row.text(found[group].figures) for row in ROWS if row.group == group))
        if not wanted.no_page:
            write(found)


if __name__ == "__main__":
    main()
