"""Time everything in one run, check that all engines trade alike, and write the table."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import statistics
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from backtests.outcomes import PriceArrays
from backtests.resampled_paths import Source
from benchmarks import (
    bare_loop,
    goals,
    ours,
    peer_backtesting,
    peer_backtrader,
    peer_vectorbt,
    runner,
)
from benchmarks.bars import bars as bars_of
from benchmarks.paths_alone import BLOCK, DRAWS
from benchmarks.rule import Floats, Point, Trades, grid
from benchmarks.timing import Entrant, medians, process

README = Path(__file__).with_name("README.md")
POINTS = 1_000
# What is done of work that takes minutes; its time is multiplied.
FEWER_POINTS, FEW_POINTS, FEWER_PATHS = 200, 3, 40
CHECKED = (
    "| point | trades | sum of returns | bare loop | vectorbt | backtesting.py | backtrader | "
    "our runner |\n|---|---|---|---|---|---|---|---|"
)
PACKAGES = ("numpy", "numba", "pandas", "vectorbt", "backtesting", "backtrader", "arch")


def main() -> None:
    """Run the benchmark from end to end; some minutes."""
    bars, what = bars_of()
    prices = PriceArrays.of(bars)
    arrays = (prices.open, prices.high, prices.low, prices.close)
    alike = check(bars, prices, arrays)
    times = {
        **medians(study(bars, prices, arrays)),
        **medians(points(bars, prices, arrays)),
        **medians(paths(bars, arrays)),
        **medians(runner.entrants(bars, Point())),
        **commands(),
        **sweep(),
    }
    README.write_text(text(what, alike, times), encoding="utf-8")
    print(README.read_text(encoding="utf-8"))


def check(bars: pd.DataFrame, prices: PriceArrays, arrays: tuple[Floats, ...]) -> list[str]:
    """Compare the trades of all engines at three points; rows of a table."""
    rows = []
    for point in (Point(), Point(multiple=2.0), Point(60, 0.1, 4.0, 60)):
        events = ours.one(prices, ours.laid_out([point]))
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
            + " | ".join(cells) + " |"
        )  # fmt: skip
    return rows


def _alike(own: Trades, found: Trades) -> str:
    if own.same(found):
        return "all"
    return f"**{own.differing(found)} differ**"


def study(
    bars: pd.DataFrame, prices: PriceArrays, arrays: tuple[Floats, ...]
) -> dict[str, Entrant]:
    """One breakout study, warm."""
    point = Point()
    laid_out = ours.laid_out([point])
    bare = (*arrays, point.base, point.depth, point.multiple, point.horizon)
    return {
        "study: rutcheck": Entrant(lambda: ours.one(prices, laid_out), 300),
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
    """A grid of a thousand points; the slow engines do a part of it."""
    every = grid(POINTS)
    laid_out = ours.laid_out(every)
    few = every[:FEW_POINTS]
    return {
        "grid: rutcheck": Entrant(lambda: ours.many(prices, laid_out), 30),
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
    """Resampled paths on which everything is found again; arch and vectorbt do a part of them."""
    point = Point()
    steps = Source.of(bars).steps
    start = np.array([column[0] for column in arrays])
    seeds = np.random.default_rng(0).integers(2**32, size=DRAWS)
    bare = (start, steps, seeds, BLOCK, point.base, point.depth, point.multiple, point.horizon)
    return {
        "paths: rutcheck": Entrant(
            lambda: ours.paths(bars, point, block=BLOCK, draws=DRAWS), 7
        ),
        "paths: bare loop": Entrant(lambda: bare_loop.paths(*bare), 7),
        "paths: arch + vectorbt": Entrant(
            lambda: peer_vectorbt.paths(steps, start, point, block=BLOCK, draws=FEWER_PATHS),
            3, FEWER_PATHS / DRAWS,
        ),
    }  # fmt: skip


def commands() -> dict[str, float]:
    """Whole commands in processes of their own; the one on daily data where a folder is named."""
    alone = process(["-m", "benchmarks.paths_alone"])
    quick = ["-m", "backtests", "run", "--data", "reference", "--json"]
    process(quick)
    reference = process(quick)
    helps = [process(["-m", "backtests", "--help"]).seconds for _ in range(7)]
    found = {
        "paths: megabytes": alone.megabytes,
        "reference: seconds": reference.seconds,
        "reference: megabytes": reference.megabytes,
        "help: seconds": statistics.median(helps),
    }
    folder = os.environ.get("RUTCHECK_DATA")
    if folder and Path(folder).is_dir():
        whole = process(["-m", "backtests", "run", "--data", folder, "--json"])
        found |= {"run: seconds": whole.seconds, "run: megabytes": whole.megabytes}
    return found


def sweep() -> dict[str, float]:
    """Rows of `benchmarks.sweep` (`measure()`, by the names of the goals), where that is there."""
    if importlib.util.find_spec("benchmarks.sweep") is None:
        return {}
    found: dict[str, float] = importlib.import_module("benchmarks.sweep").measure()
    return found


def text(what: str, alike: list[str], times: dict[str, float]) -> str:
    """The whole of benchmarks/README.md."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"""# Benchmarks

`make bench` writes this page. With `RUTCHECK_DATA` set to a folder of daily data it uses those
bars and times the whole run as well; else it makes up bars. The engines take turns in one run, so
that ratios hold on a busy machine; times do not.

Measured on {what}: {machine}, Python {platform.python_version()}, {versions}.

## Goals

{goals.table(times)}

## Medians

| work | seconds | × rutcheck |
|---|---|---|
{_rows(times)}

Grids: vectorbt does {FEWER_POINTS} of the {POINTS:,} points, backtesting.py and backtrader
{FEW_POINTS}; paths: arch and vectorbt do {FEWER_PATHS} of {DRAWS:,}; their times are multiplied.
Memory is that of the largest process.

## The same trades

All engines hold one position at a time and fill as METHODS 2.8 says, on two rows a bar in vectorbt
(`peer_vectorbt.py` says why; with a row a bar it trades otherwise). The bare loop is compared event
by event.

{CHECKED}
{chr(10).join(alike)}
"""


def _rows(times: dict[str, float]) -> str:
    rows = []
    for name, value in times.items():
        kind = name.split(":")[0]
        own = times.get(f"{kind}: rutcheck")
        ratio = f"{value / own:,.2f}" if own and "megabytes" not in name else ""
        shown = f"{value:,.0f} MB" if "megabytes" in name else f"{value:,.5f}"
        rows.append(f"| {name} | {shown} | {ratio} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
