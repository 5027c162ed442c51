"""Run all benchmarks, check that all engines make the same trades, and write the table."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from backtests.engine.outcomes import PriceArrays
from backtests.engine.prepared_bars import PreparedBars
from backtests.studies.breakouts.path_kernel import BarSteps
from backtests.sweep.folder import PART_POINTS
from benchmarks import (
    bare_loop,
    goals,
    ours,
    peer_backtesting,
    peer_backtrader,
    peer_vectorbt,
    runner,
    scale,
    waits,
)
from benchmarks.bars import BARS, synthetic_bars
from benchmarks.pages import Machine, render, stated_pace
from benchmarks.paths_alone import BLOCK, DRAWS
from benchmarks.rule import Floats, Point, Trades, grid
from benchmarks.timing import Entrant, Process, medians, pace, process

README = Path(__file__).with_name("README.md")
POINTS = 1_000
# What is done of work that takes minutes; its time is multiplied.
FEWER_POINTS, FEW_POINTS, FEWER_PATHS = 200, 3, 40
# Times that each command and sweep is run, and each on Dask workers, which two processes and their
# first share two cores.
TURNS, DASK_TURNS = 3, 5
PACKAGES = ("numpy", "numba", "pandas", "vectorbt", "backtesting", "backtrader", "arch")


def main() -> None:
    """Run all benchmarks, which takes some minutes, and write the page."""
    machine = Machine.now()
    bars = synthetic_bars()
    prices = PriceArrays.of(bars)
    arrays = (prices.open, prices.high, prices.low, prices.close)
    alike = check(bars, prices, arrays)
    times: dict[str, float] = {}
    paces = [pace()]
    for measure in (
        lambda: medians(study(bars, prices, arrays)),
        lambda: medians(points(bars, prices, arrays)),
        lambda: medians(paths(bars, arrays)),
        lambda: medians(runner.entrants(bars, Point())),
        commands,
        sweep,
    ):
        times |= measure()
        paces.append(pace())
    README.write_text(text(alike, times, machine, paces), encoding="utf-8")
    print(README.read_text(encoding="utf-8"))
    waits.write(waits.measure(waits.USUAL, turns=waits.TURNS, symbols=scale.SYMBOLS))


def check(bars: pd.DataFrame, prices: PriceArrays, arrays: tuple[Floats, ...]) -> list[str]:
    """Compare the trades of all engines at three points; return the rows of a table."""
    rows = []
    for point in (Point(), Point(multiple=2.0), Point(60, 0.1, 4.0, 60)):
        events = ours.follow(prices, ours.laid_out([point]))
        entry, exit_, _ = bare_loop.one(
            *arrays, point.base, point.depth, point.multiple, point.horizon
        )
        own = ours.trades(events)
        bare = np.array_equal(entry, events.entry) and np.array_equal(exit_, events.exit)
        theirs = {
            "vectorbt": peer_vectorbt.trades(peer_vectorbt.one(arrays, point)),
            "backtesting.py": peer_backtesting.trades(peer_backtesting.one(bars, point)),
            "backtrader": peer_backtrader.trades(peer_backtrader.one(bars, point)),
            "our runner": runner.trades(runner.ours(bars, point), bars),
        }
        cells = [_alike(own, found) for found in theirs.values()]
        rows.append(
            f"| {point.base} days, {point.depth:.0%}, {point.multiple:g} ranges, {point.horizon} "
            f"days | {own.entry.size} | {own.total:.6f} | {'all' if bare else '**no**'} | "
            + " | ".join(cells)
            + " |"
        )
    return rows


def _alike(own: Trades, found: Trades) -> str:
    if own.same(found):
        return "all"
    return f"**{own.differing(found)} differ**"


def study(
    bars: pd.DataFrame, prices: PriceArrays, arrays: tuple[Floats, ...]
) -> dict[str, Entrant]:
    """Time one breakout study after compilation."""
    point = Point()
    laid_out = ours.laid_out([point])
    bare = (*arrays, point.base, point.depth, point.multiple, point.horizon)
    return {
        "study: rutcheck": Entrant(lambda: ours.follow(prices, laid_out), 300),
        "study: bare loop": Entrant(lambda: bare_loop.one(*bare), 300),
        "study: vectorbt": Entrant(lambda: peer_vectorbt.one(arrays, point), 30),
        "study: vectorbt, a row a bar": Entrant(
            lambda: peer_vectorbt.one_row_a_bar(arrays, point), 30
        ),
        "study: backtesting.py": Entrant(lambda: peer_backtesting.one(bars, point), 5),
        "study: backtrader": Entrant(lambda: peer_backtrader.one(bars, point), 3),
    }


def points(
    bars: pd.DataFrame, prices: PriceArrays, arrays: tuple[Floats, ...]
) -> dict[str, Entrant]:
    """Time a grid of a thousand points, of which the slow engines evaluate a part."""
    every = grid(POINTS)
    laid_out = ours.laid_out(every)
    few = every[:FEW_POINTS]
    return {
        "grid: rutcheck": Entrant(lambda: ours.follow(prices, laid_out), 30),
        "grid: bare loop": Entrant(lambda: bare_loop.many_points(arrays, every), 30),
        "grid: vectorbt": Entrant(
            lambda: peer_vectorbt.many(arrays, every[:FEWER_POINTS]), 3, FEWER_POINTS / POINTS
        ),
        "grid: backtesting.py": Entrant(
            lambda: [peer_backtesting.one(bars, p) for p in few], 1, FEW_POINTS / POINTS
        ),
        "grid: backtrader": Entrant(
            lambda: [peer_backtrader.one(bars, p) for p in few], 1, FEW_POINTS / POINTS
        ),
    }


def paths(bars: pd.DataFrame, arrays: tuple[Floats, ...]) -> dict[str, Entrant]:
    """Time a study of resampled paths, of which arch and vectorbt evaluate a part."""
    point = Point()
    steps = BarSteps.of(PreparedBars.of(bars)).steps
    start = np.array([column[0] for column in arrays])
    seeds = np.random.default_rng(0).integers(2**32, size=DRAWS)
    bare = (start, steps, seeds, BLOCK, point.base, point.depth, point.multiple, point.horizon)
    return {
        "paths: rutcheck": Entrant(lambda: ours.paths(bars, point, block=BLOCK, draws=DRAWS), 7),
        "paths: bare loop": Entrant(lambda: bare_loop.paths(*bare), 7),
        "paths: arch + vectorbt": Entrant(
            lambda: peer_vectorbt.paths(steps, start, point, block=BLOCK, draws=FEWER_PATHS),
            3,
            FEWER_PATHS / DRAWS,
        ),
    }


def commands() -> dict[str, float]:
    """Time commands in separate processes; the one on daily data needs a folder."""
    alone = process(["-m", "benchmarks.paths_alone"])
    helps = [process(["-m", "backtests", "--help"]).seconds for _ in range(7)]
    found = {
        "paths: megabytes": alone.megabytes,
        "help: seconds": statistics.median(helps),
    }
    data = {"reference": "reference"}
    folder = os.environ.get("RUTCHECK_DATA")
    if folder and Path(folder).is_dir():
        data["run"] = folder
    whole_run("reference")
    runs: dict[str, list[Process]] = {name: [] for name in data}
    for _ in range(TURNS):
        for name, source in data.items():
            runs[name].append(whole_run(source))
    for name, done in runs.items():
        found[f"{name}: seconds"] = statistics.median(run.seconds for run in done)
        found[f"{name}: megabytes"] = statistics.median(run.megabytes for run in done)
    return found


def whole_run(data: str) -> Process:
    """Time a run of all claims with report, pictures and numbers."""
    with tempfile.TemporaryDirectory() as folder:
        return process(["-m", "backtests", "run", "--data", data, "--out", folder])


def sweep() -> dict[str, float]:
    """Time sweeps in separate processes in turn; a failed sweep is reported and has empty rows."""
    sizes = {
        "sweep": scale.Case(scale.SYMBOLS, 100),
        "sweep, few points": scale.Case(scale.SYMBOLS // 20, 50),
        "sweep, many points": scale.Case(scale.SYMBOLS // 20, 400),
        "sweep, one worker": scale.Case(scale.SYMBOLS // 10, PART_POINTS, workers=1),
        "sweep, two workers": scale.Case(scale.SYMBOLS // 10, PART_POINTS, workers=2),
    }
    found: dict[str, list[scale.Measured]] = {name: [] for name in sizes}
    try:
        for turn in range(DASK_TURNS):
            for name, case in sizes.items():
                if case.workers or turn < TURNS:
                    found[name].append(scale.in_own_process(case))
    except RuntimeError as error:
        print(f"sweep not measured: {error}", file=sys.stderr)
        return {}
    return {
        "sweep: seconds": statistics.median(m.seconds for m in found["sweep"]),
        "sweep: one worker": statistics.median(m.studying for m in found["sweep, one worker"]),
        "sweep: two workers": statistics.median(m.studying for m in found["sweep, two workers"]),
        "sweep: megabytes at 50 points": statistics.median(
            m.peak_mb for m in found["sweep, few points"]
        ),
        "sweep: megabytes at 400 points": statistics.median(
            m.peak_mb for m in found["sweep, many points"]
        ),
    }


def text(
    alike: list[str],
    times: Mapping[str, float],
    machine: Machine,
    paces: Sequence[float],
) -> str:
    """Return the text of benchmarks/README.md."""
    return render(
        "README.md",
        {
            "bars": f"{BARS:,}",
            "machine": machine,
            "load": machine.stated_load(used=scale.PROCESSES),
            "pace": stated_pace(paces),
            "versions": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
            "goals": goals.table(times),
            "medians": goals.medians(times),
            "turns": TURNS,
            "dask_turns": DASK_TURNS,
            "points": f"{POINTS:,}",
            "fewer_points": FEWER_POINTS,
            "few_points": FEW_POINTS,
            "fewer_paths": FEWER_PATHS,
            "draws": f"{DRAWS:,}",
            "checked": "\n".join(alike),
        },
    )


if __name__ == "__main__":
    main()
