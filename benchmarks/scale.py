"""Measure how long a sweep takes and what it holds, and plan one a thousand times as large.

Each measurement is a process of its own, so that peak memory is its own. The bars are random
walks made on the fly, one set for each symbol.

    python benchmarks/scale.py                 the whole table, and the plan in SCALE.md
    python benchmarks/scale.py --small         a tenth of the symbols, for a quick look
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from joblib.externals.loky import get_reusable_executor

from backtests import inference, sweep_summary
from backtests.sweep import Work, on_cluster, on_this_machine, run_sweep
from backtests.sweep_folder import RESULTS, describe, open_sweep
from backtests.sweep_points import Grid

BARS = 10_000
# Each has five hundred points; a smaller sweep draws some of them.
GRID = Grid(
    (10, 20, 40, 60, 120), (0.03, 0.05, 0.08, 0.1, 0.15), ("mm-a", "mm-b", "mm-c", "20%"),
    ("structural", "8%", "atr:2", "trailing:10%", "chandelier:3"), (126,),
)  # fmt: skip
PLAN = Path(__file__).with_name("SCALE.md")
# The plan.
MANY = 10_000
_DAYS = pd.bdate_range("1985-01-01", periods=BARS)


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement: `workers` of a Dask cluster, or `jobs` processes of this machine."""

    symbols: int
    points: int
    jobs: int = 2
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
        """All stages."""
        return self.reading + self.studying + self.adding_up


def walk(symbol: str) -> pd.DataFrame:
    """Daily bars of a geometric random walk with gaps, the same for a name."""
    rng = inference.generator(symbol)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, BARS)))
    open_ = close * np.exp(rng.normal(0, 0.004, BARS))
    spread = np.abs(rng.normal(0, 0.006, BARS))
    bars = pd.DataFrame(
        {"open": open_, "high": np.maximum(open_, close) * (1 + spread),
         "low": np.minimum(open_, close) * (1 - spread), "close": close},
        index=_DAYS,
    )  # fmt: skip
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
        specification = describe(symbols, walk, grid=GRID, random=case.points, seed=1, cost=0.0005,
                                 seeded=())  # fmt: skip
        sweep = open_sweep(folder, specification)
        read = time.perf_counter()
        run_sweep(sweep, walk, work=work, tell=lambda _: None)
        studied = time.perf_counter()
        sweep_summary.summarise(sweep)
        ended = time.perf_counter()
        disk = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
        disk -= (folder / RESULTS).stat().st_size
    return Measured(
        case, read - begun, studied - read, ended - studied, _peak(resource.RUSAGE_SELF),
        _peak(resource.RUSAGE_CHILDREN), disk / 1e6,
    )  # fmt: skip


def _work(case: Case, stack: ExitStack) -> Work:
    if not case.workers:
        # A process counts among those whose memory is known once it has ended.
        stack.callback(_end_processes)
        return on_this_machine(case.jobs)
    from distributed import LocalCluster  # noqa: PLC0415

    cluster = stack.enter_context(
        LocalCluster(n_workers=case.workers, threads_per_worker=1, dashboard_address=None,
                     host="127.0.0.1")
    )  # fmt: skip
    return on_cluster(cluster.scheduler_address)


def _end_processes() -> None:
    get_reusable_executor().shutdown(wait=True)


def _warm(work: Work) -> None:
    """Compile, and start the processes, before the clock runs."""
    with tempfile.TemporaryDirectory() as folder:
        symbols = [f"W{at}" for at in range(8)]
        specification = describe(symbols, walk, grid=GRID, random=20, seed=1, cost=0.0005,
                                 seeded=())  # fmt: skip
        sweep = open_sweep(Path(folder), specification)
        run_sweep(sweep, walk, work=work, tell=lambda _: None)


def _peak(whose: int) -> float:
    """Peak resident memory in MB (Linux counts it in kB)."""
    return resource.getrusage(whose).ru_maxrss / 1000


def in_own_process(case: Case) -> Measured:
    """Measure in a new process."""
    done = subprocess.run(
        [sys.executable, __file__, "--case", json.dumps(asdict(case))],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(**{**found, "case": case})


def cases(symbols: int) -> dict[str, list[Case]]:
    """What is measured: the goal, lines in points and in symbols, one worker and two."""
    return {
        "goal": [Case(symbols, 100)],
        "points": [Case(symbols // 20, points) for points in (50, 100, 200, 400)],
        "symbols": [Case(count, 100) for count in (symbols // 8, symbols // 4, symbols // 2)],
        "workers": [Case(symbols // 10, 500, workers=workers) for workers in (1, 2)],
    }


def row(found: Measured) -> str:
    """One measurement as a row of a table."""
    case = found.case
    by = f"{case.workers} Dask workers" if case.workers else f"{case.jobs} processes"
    results = case.symbols * case.points
    return (
        f"| {case.symbols:,} | {case.points:,} | {by} | {found.seconds:.1f} s | "
        f"{1e6 * found.seconds / results:.0f} µs | {found.peak_mb:.0f} MB | "
        f"{found.peak_worker_mb:.0f} MB | {found.disk_mb:.1f} MB |"
    )


def line(measured: list[Measured], per: str) -> str:
    """The straight line of seconds through the measurements, and how well it fits."""
    size = np.array([getattr(found.case, per) for found in measured], dtype=np.float64)
    seconds = np.array([found.seconds for found in measured])
    slope, start = np.polyfit(size, seconds, 1)
    fit = np.corrcoef(size, seconds)[0, 1] ** 2
    peaks = [found.peak_mb for found in measured]
    return (
        f"seconds = {start:.2f} + {slope:.5f} × {per} (R² = {fit:.4f}); peak memory of the first "
        f"process {min(peaks):.0f} to {max(peaks):.0f} MB"
    )


def plan(found: dict[str, list[Measured]]) -> str:
    """SCALE.md: the table, the lines, and the cost of ten thousand symbols by as many points."""
    goal = found["goal"][0]
    by_points = found["points"]
    first, last = by_points[0], by_points[-1]
    more = (last.case.points - first.case.points) * first.case.symbols
    per_result = (last.seconds - first.seconds) / more * last.case.jobs
    per_symbol = max(0.0, first.seconds / first.case.symbols * first.case.jobs
                     - per_result * first.case.points)  # fmt: skip
    disk = (last.disk_mb - first.disk_mb) / more
    core_hours = (MANY * MANY * per_result + MANY * per_symbol) / 3600
    per_part = goal.adding_up / goal.case.symbols
    parts = MANY * MANY // 500
    disk_part = first.disk_mb / first.case.symbols - disk * first.case.points
    gigabytes = (disk * MANY * MANY + disk_part * parts) / 1e3
    one, two = (m.studying for m in found["workers"])
    rows = "\n".join(row(m) for group in found.values() for m in group)
    return f"""# A sweep of {MANY:,} symbols × {MANY:,} points

Written by `python benchmarks/scale.py`, which measures and computes every figure below
({os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; random walks of
{BARS:,} daily bars made on the fly, compiled loops warm; load average at the end
{os.getloadavg()[1]:.1f}: above the number of cores, the machine was shared and times are too long).

| symbols | points | by | time | per result | first process | largest other | parts |
|---|---|---|---|---|---|---|---|
{rows}

- In points: {line(by_points, "points")}.
- In symbols: {line(found["symbols"] + found["goal"], "symbols")}.
- The goal of {goal.case.symbols:,} × {goal.case.points:,}: {goal.seconds:.1f} s
  ({goal.reading:.1f} s to read and fingerprint, {goal.studying:.1f} s to study,
  {goal.adding_up:.1f} s to add up).
- Two Dask workers against one: {one / two:.2f} times as fast ({one:.1f} s, {two:.1f} s).

## Cost per unit

| unit | cost |
|---|---|
| a result: one point on one symbol, studied and added up | {1e3 * per_result:.3f} ms of a core |
| a symbol: made, fingerprinted, laid out, sent | {1e3 * per_symbol:.1f} ms of a core |
| a part when adding up, in one process | {1e3 * per_part:.1f} ms |
| a result on disk | {1e6 * disk:.0f} bytes, and {1e3 * disk_part:.0f} kB a part |

## The plan

{MANY:,} × {MANY:,} are {MANY * MANY:,} results: {core_hours:,.0f} core hours, that is
{core_hours / 64:,.1f} hours on 64 cores, and {gigabytes:,.0f} GB of parts.

1. **Split by points, not by symbols.** A part is a block of 500 points on one symbol:
   {parts:,} parts. Every part draws the same months, so the maxima of Romano & Wolf
   and of Hansen, the sums of the Sharpe ratios and the direction for the average correlation
   join without a second look at the bars.
2. **The first process** sends a symbol's bars ({5 * 8 * BARS / 1e6:.1f} MB) with each of its
   {MANY // 500} parts: {5 * 8 * BARS * MANY * MANY / 500 / 1e9:.0f} GB through one network port,
   which is the first thing to change: scatter a symbol once, and send its parts to the worker
   that has it.
3. **Adding up** reads each part twice in one process: {per_part * parts / 3600:,.1f} hours.
   Join the parts of a symbol into one file when it is whole, and add up on the cluster by symbol;
   the sums are associative but for rounding, so the order stays that of the symbols.
4. **Memory** stays what the table shows: a process holds one symbol and one block of points; the
   months of about two hundred results are kept for the probability of overfitting, whatever the
   size. Adding up over symbols holds one block of points of all symbols.
5. **Luck.** Of so many trials the best shows a great deal by luck. The sweep says how much; a
   smaller question needs a smaller sweep.
"""


def main() -> None:
    """Measure, print each row as it comes, and write the plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--case")
    wanted = parser.parse_args()
    if wanted.case:
        print(json.dumps(asdict(measure(Case(**json.loads(wanted.case))))))
        return
    found: dict[str, list[Measured]] = {}
    for name, group in cases(100 if wanted.small else 1_000).items():
        found[name] = []
        for case in group:
            found[name].append(in_own_process(case))
            print(row(found[name][-1]), flush=True)
    text = plan(found)
    print(text)
    if not wanted.small:
        PLAN.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
