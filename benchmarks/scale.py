"""Measure how long a sweep takes and what it holds, and plan one a thousand times as large.

Each measurement is a process of its own, so that peak memory is its own. The bars are random
walks made on the fly, one set for each symbol.

    python -m benchmarks.scale                 the whole table, and the plan in SCALE.md
    python -m benchmarks.scale --small         a tenth of the symbols, for a quick look
    python -m benchmarks.scale --symbols 1000 --points 100 --jobs 2       one measurement
    python -m benchmarks.scale --symbols 100 --points 1000 --workers 2     one on Dask workers
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil

from backtests.inference import monte_carlo
from backtests.sweep import summary
from backtests.sweep.folder import KEPT, PART_POINTS, make_specification, open_sweep
from backtests.sweep.grid import Grid
from backtests.sweep.run import ChunkRunner, run_locally, run_on_cluster, run_sweep
from benchmarks.pages import Machine, megabytes, render
from benchmarks.timing import environment

BARS = 10_000
# A thousand points; a smaller sweep draws some of them.
GRID = Grid(
    (10, 20, 40, 60, 120),
    (0.03, 0.05, 0.08, 0.1, 0.15),
    ("mm-a", "mm-b", "mm-c", "20%"),
    ("structural", "8%", "atr:2", "trailing:10%", "chandelier:3"),
    (126, 252),
)
# Times that each is measured.
TURNS = 3
PLAN = Path(__file__).with_name("SCALE.md")
# What is planned on paper: so many symbols by as many points.
MANY = 10_000
# The symbols of the goal, and how many processes or workers it is to be reached with.
SYMBOLS, PROCESSES = 1_000, 2
# Cores of the cluster on paper.
CLUSTER = 64
_DAYS = pd.bdate_range("1985-01-01", periods=BARS)
# Rate of cash, in percent a year.
RATE = pd.DataFrame({"value": 3.0}, index=_DAYS)


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement: `workers` of a Dask cluster, or `jobs` processes of this machine."""

    symbols: int
    points: int
    jobs: int = PROCESSES
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each stage, peak memory of the first process and the largest other, and disk."""

    case: Case
    reading: float
    studying: float
    adding_up: float
    peak_mb: float
    peak_worker_mb: float
    disk_mb: float

    @property
    def seconds(self) -> float:
        """Return the seconds of all stages."""
        return self.reading + self.studying + self.adding_up


def walk(symbol: str) -> pd.DataFrame:
    """Return daily bars of a geometric random walk with gaps, determined by the name."""
    rng = monte_carlo.generator(symbol)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, BARS)))
    open_ = close * np.exp(rng.normal(0, 0.004, BARS))
    spread = np.abs(rng.normal(0, 0.006, BARS))
    bars = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * (1 + spread),
            "low": np.minimum(open_, close) * (1 - spread),
            "close": close,
        },
        index=_DAYS,
    )
    bars.attrs = {"name": symbol, "frequency": "daily", "adjustment": "points"}
    return bars


def measure(case: Case) -> Measured:
    """Run one sweep in a temporary folder."""
    symbols = [f"S{at:05d}" for at in range(case.symbols)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work = _work(case, stack)
        _warm(work)
        begun = time.perf_counter()
        specification = make_specification(
            symbols,
            walk,
            grid=GRID,
            random=case.points,
            seed=1,
            cost=0.0005,
            seeded=(),
            cash_rate=RATE,
        )
        sweep = open_sweep(folder, specification)
        read = time.perf_counter()
        run_sweep(sweep, walk, cash_rate=RATE, run_chunks=work, progress=lambda _: None)
        studied = time.perf_counter()
        others = [peak_of(child.pid) for child in psutil.Process().children(recursive=True)]
        adding = time.perf_counter()
        summary.summarise(sweep)
        ended = time.perf_counter()
        disk = sum(path.stat().st_size for path in (folder / "parts").iterdir())
    return Measured(
        case,
        read - begun,
        studied - read,
        ended - adding,
        peak_of(os.getpid()),
        max(others, default=0.0),
        disk / 1e6,
    )


def _work(case: Case, stack: ExitStack) -> ChunkRunner:
    if not case.workers:
        return run_locally(case.jobs)
    from distributed import LocalCluster

    local: Any = LocalCluster
    cluster = stack.enter_context(
        local(
            n_workers=case.workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        )
    )
    return run_on_cluster(cluster.scheduler_address)


def _warm(work: ChunkRunner) -> None:
    """Compile and start the processes before the measurement."""
    with tempfile.TemporaryDirectory() as folder:
        symbols = [f"W{at}" for at in range(8)]
        specification = make_specification(
            symbols, walk, grid=GRID, random=20, seed=1, cost=0.0005, seeded=(), cash_rate=RATE
        )
        sweep = open_sweep(Path(folder), specification)
        run_sweep(sweep, walk, cash_rate=RATE, run_chunks=work, progress=lambda _: None)


def peak_of(pid: int) -> float:
    """Peak resident memory of a process in MB; 0 where the system does not report it.

    `getrusage` would count what its parent held when it was started.
    """
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def in_own_process(case: Case, *, folder: Path | None = None) -> Measured:
    """Measure in a new process; RuntimeError with its last output if it fails.

    The packages are those of `folder`, by default those of the repository.
    """
    root = folder or Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", *options(case), "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env=environment(root),
    )
    if done.returncode:
        words = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise RuntimeError(f"{shlex.join(options(case))}: {words[-1]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(**{**found, "case": case})


def options(case: Case) -> list[str]:
    """Return the command line options of a measurement."""
    by = ["--workers", str(case.workers)] if case.workers else ["--jobs", str(case.jobs)]
    return ["--symbols", str(case.symbols), "--points", str(case.points), *by]


def cases(symbols: int) -> dict[str, list[Case]]:
    """Return the measurements: the goal, series of points and of symbols, one and two workers."""
    return {
        "goal": [Case(symbols, 100)],
        "points": [Case(symbols // 20, points) for points in (125, 250, 500, 1_000)],
        "symbols": [Case(count, 100) for count in (symbols // 8, symbols // 4, symbols // 2)],
        "workers": [Case(symbols // 10, PART_POINTS, workers=workers) for workers in (1, 2)],
    }


def middle(measured: list[Measured]) -> Measured:
    """Return the measurement with the median time."""
    return sorted(measured, key=lambda found: found.seconds)[len(measured) // 2]


def row(found: Measured) -> str:
    """Format one measurement as a row of a table."""
    case = found.case
    by = f"{case.workers} Dask" if case.workers else f"{case.jobs} processes"
    results = case.symbols * case.points
    return (
        f"| {case.symbols:,} | {case.points:,} | {by} | {found.seconds:.1f} s | "
        f"{1e6 * found.seconds / results:.0f} µs | {megabytes(found.peak_mb)} | "
        f"{megabytes(found.peak_worker_mb)} | {found.disk_mb:.1f} MB |"
    )


def line(measured: list[Measured], per: str) -> str:
    """Fit a straight line to the seconds of measurements; return it with its fit."""
    size = np.array([getattr(found.case, per) for found in measured], dtype=np.float64)
    seconds = np.array([found.seconds for found in measured])
    slope, start = np.polyfit(size, seconds, 1).tolist()
    fit = np.corrcoef(size, seconds)[0, 1] ** 2
    peaks = [found.peak_mb for found in measured]
    return (
        f"seconds = {slope:.5f} × {per} {'+' if start >= 0 else '−'} {abs(start):.2f} "
        f"(R² = {fit:.4f}); peak memory of the first process {min(peaks):.0f} to {max(peaks):.0f} "
        "MB"
    )


def plan(found: dict[str, list[Measured]], machine: Machine) -> str:
    """Return SCALE.md: the table, the lines, and the cost of ten thousand symbols and points."""
    goal, by_points = found["goal"][0], found["points"]
    one, two = found["workers"]
    cost = costs(found)
    return render(
        "SCALE.md",
        {
            "machine": machine,
            "load": machine.stated_load(used=PROCESSES),
            "turns": TURNS,
            "many": f"{MANY:,}",
            "bars": f"{BARS:,}",
            "part_points": PART_POINTS,
            "rows": "\n".join(row(m) for group in found.values() for m in group),
            "by_points": line(by_points, "points"),
            "by_symbols": line(found["symbols"] + found["goal"], "symbols"),
            "goal": {
                "symbols": goal.case.symbols,
                "points": goal.case.points,
                "jobs": goal.case.jobs,
                "symbols_shown": f"{goal.case.symbols:,}",
                "seconds": f"{goal.seconds:.1f}",
                "reading": f"{goal.reading:.1f}",
                "studying": f"{goal.studying:.1f}",
                "adding_up": f"{goal.adding_up:.1f}",
            },
            "workers": {
                "ratio": f"{one.studying / two.studying:.2f}",
                "one": f"{one.studying:.1f}",
                "two": f"{two.studying:.1f}",
            },
            "cost": {
                "result": f"{1e3 * cost.result:.3f}",
                "symbol": f"{1e3 * cost.symbol:.1f}",
                "part": f"{1e3 * cost.part:.1f}",
                "disk": f"{1e6 * cost.disk:.0f}",
                "disk_part": f"{1e3 * cost.disk_part:.0f}",
            },
            "plan": on_paper(cost),
        },
    )


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of a core for a result, a symbol and the adding up of a part; disk in megabytes."""

    result: float
    symbol: float
    part: float
    disk: float
    disk_part: float


def costs(found: dict[str, list[Measured]]) -> Costs:
    """Return the cost per unit, from the increments of points and of symbols."""
    first, last = found["points"][0], found["points"][-1]
    more = (last.case.points - first.case.points) * first.case.symbols
    result = (last.seconds - first.seconds) / more * last.case.jobs
    disk = (last.disk_mb - first.disk_mb) / more
    grown = [*found["symbols"], *found["goal"]]
    case, alone = grown[0].case, found["workers"][0]
    once = through(grown, "adding_up")[1]
    return Costs(
        result=result,
        symbol=max(0.0, through(grown, "seconds")[0] * case.jobs - result * case.points),
        part=max(0.0, alone.adding_up - once) / alone.case.symbols,
        disk=disk,
        disk_part=through(grown, "disk_mb")[0] - disk * case.points,
    )


def through(measured: list[Measured], what: str) -> tuple[float, float]:
    """Return slope and intercept of a figure on the number of symbols."""
    symbols = [found.case.symbols for found in measured]
    slope, start = np.polyfit(symbols, [getattr(found, what) for found in measured], 1).tolist()
    return slope, start


def on_paper(cost: Costs) -> dict[str, str]:
    """Return the figures of the plan."""
    results, parts_each = MANY * MANY, MANY // PART_POINTS
    parts = MANY * parts_each
    core_hours = (results * cost.result + MANY * cost.symbol) / 3600
    # Four prices of 8 bytes each, and a date of 4.
    bars_mb = (4 * 8 + 4) * BARS / 1e6
    return {
        "results": f"{results:,}",
        "core_hours": f"{core_hours:,.0f}",
        "cores": str(CLUSTER),
        "hours": f"{core_hours / CLUSTER:,.1f}",
        "gigabytes": f"{(cost.disk * results + cost.disk_part * parts) / 1e3:,.0f}",
        "parts": f"{parts:,}",
        "parts_each": str(parts_each),
        "bars_mb": f"{bars_mb:.1f}",
        "sent_gb": f"{bars_mb * parts / 1e3:.0f}",
        "adding_hours": f"{cost.part * parts / 3600:,.1f}",
        "kept": str(KEPT),
        "kept_most": str(2 * KEPT),
    }


def main() -> None:
    """Run all measurements and write the plan, or run a single measurement."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--small", action="store_true", help="a tenth of the symbols, no page")
    parser.add_argument("--symbols", type=int, help="measure so many symbols alone")
    parser.add_argument("--points", type=int, default=100, help="at so many points each")
    parser.add_argument("--jobs", type=int, default=PROCESSES, help="in so many processes")
    parser.add_argument("--workers", type=int, default=0, help="or on so many local Dask workers")
    parser.add_argument("--json", action="store_true", help="print that measurement as JSON")
    wanted = parser.parse_args()
    if wanted.symbols is None:
        write(SYMBOLS // 10 if wanted.small else SYMBOLS, keep=not wanted.small)
        return
    found = measure(Case(wanted.symbols, wanted.points, wanted.jobs, wanted.workers))
    print(json.dumps(asdict(found)) if wanted.json else row(found))


def write(symbols: int, *, keep: bool) -> None:
    """Run all measurements in turns, print the page and write SCALE.md."""
    machine = Machine.now()
    groups = cases(symbols)
    found: dict[Case, list[Measured]] = {case: [] for group in groups.values() for case in group}
    for _ in range(TURNS):
        for case, measured in found.items():
            measured.append(in_own_process(case))
            print(row(measured[-1]), flush=True)
    text = plan(
        {name: [middle(found[case]) for case in group] for name, group in groups.items()}, machine
    )
    print(text)
    if keep:
        PLAN.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
