"""Goals of speed and memory, each computed from the times of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Times = Mapping[str, float]
# Values by name: seconds, megabytes, or whatever the goal's own words say.
BARS_AT_LEAST = 20e6
DRAWN_BARS = 2_000 * 9_844


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in words, and the command that measures it.

    `reached` computes it, KeyError standing for not measured.
    """

    work: str
    goal: str
    command: str
    measured: Callable[[Times], str]
    reached: Callable[[Times], bool]

    def row(self, times: Times) -> str:
        """Format a row of the table."""
        start = f"| {self.work} | {self.goal} | `{self.command}` | "
        try:
            verdict = "reached" if self.reached(times) else "**not reached**"
            return f"{start}{self.measured(times)} | {verdict} |"
        except KeyError:
            return f"{start}– | not measured here |"


@dataclass(frozen=True, slots=True)
class Work:
    """A measured task in words, and its command."""

    name: str
    command: str = "python -m benchmarks"


def _at_most(work: Work, one: str, other: str, limit: float, name: str) -> Goal:
    return Goal(
        work.name,
        f"at most {limit:g} × {name}",
        work.command,
        lambda t: f"{t[one] / t[other]:.2f} ×",
        lambda t: t[one] <= limit * t[other],
    )


def _faster(work: Work, one: str, other: str, least: float, name: str) -> Goal:
    # A goal of 1.7 is not reached at what rounds to 2.
    digits = 0 if least == int(least) else 2
    return Goal(
        work.name,
        f"at least {least:g} × faster than {name}",
        work.command,
        lambda t: f"{t[other] / t[one]:,.{digits}f} ×",
        lambda t: t[other] >= least * t[one],
    )


def _below(work: Work, name: str, limit: float, unit: str) -> Goal:
    return Goal(
        work.name,
        f"below {limit:g} {unit}",
        work.command,
        lambda t: f"{t[name]:,.2f} {unit}",
        lambda t: t[name] < limit,
    )


STUDY, GRID = Work("one breakout study, warm"), Work("1,000-point grid")
PATHS = Work("2,000 paths drawn, signals and targets found again")
RUN = Work(
    "`rutcheck run`, all claims and the report",
    "python -m backtests run --data FOLDER --out report",
)
REFERENCE = Work(
    "`rutcheck run --data reference`, the same",
    "python -m backtests run --data reference --out report",
)
HELP = Work("`rutcheck --help`", "python -m backtests --help")
RUNNER = Work("backtrader runner, one strategy")
SWEEP = Work(
    "1,000 symbols × 100 points × 10,000 bars",
    "python -m benchmarks.scale --symbols 1000 --points 100",
)
MEMORY = Work(
    "sweep, memory at 400 points of 50 symbols",
    "python -m benchmarks.scale --symbols 50 --points 400",
)
DASK = Work(
    "sweep, two local Dask workers",
    "python -m benchmarks.scale --symbols 100 --points 1000 --workers 2",
)
GOALS = (
    _at_most(STUDY, "study: rutcheck", "study: bare loop", 2, "the bare loop"),
    _faster(STUDY, "study: rutcheck", "study: vectorbt", 12, "vectorbt"),
    _at_most(GRID, "grid: rutcheck", "grid: bare loop", 2, "the bare loop"),
    _faster(GRID, "grid: rutcheck", "grid: vectorbt", 50, "vectorbt"),
    _at_most(PATHS, "paths: rutcheck", "paths: bare loop", 1.5, "a bare loop"),
    Goal(
        PATHS.name,
        "at least 20 million bars a second",
        PATHS.command,
        lambda t: f"{DRAWN_BARS / t['paths: rutcheck'] / 1e6:,.0f} million",
        lambda t: DRAWN_BARS / t["paths: rutcheck"] >= BARS_AT_LEAST,
    ),
    _faster(PATHS, "paths: rutcheck", "paths: arch + vectorbt", 10, "arch + vectorbt"),
    _below(
        Work(PATHS.name, "python -m benchmarks.usage -m benchmarks.paths_alone"),
        "paths: megabytes",
        500,
        "MB",
    ),
    _below(RUN, "run: seconds", 60, "s"),
    _below(RUN, "run: megabytes", 1_500, "MB"),
    _below(REFERENCE, "reference: seconds", 20, "s"),
    _below(HELP, "help: seconds", 0.5, "s"),
    _at_most(RUNNER, "runner: rutcheck", "runner: plain", 1.1, "plain backtrader"),
    _below(SWEEP, "sweep: seconds", 60, "s"),
    # Memory that is flat in the points; a tenth is what two runs of one command differ by.
    _at_most(
        MEMORY, "sweep: megabytes at 400 points", "sweep: megabytes at 50 points", 1.1, "that at 50"
    ),
    _faster(DASK, "sweep: two workers", "sweep: one worker", 1.7, "one"),
)


def table(times: Times) -> str:
    """Format all goals as a table."""
    head = "| work | goal | command | measured | |\n|---|---|---|---|---|\n"
    return head + "\n".join(goal.row(times) for goal in GOALS)


def medians(times: Times) -> str:
    """Format the measured times, one row each, and their ratio to those of rutcheck."""
    rows = []
    for name, value in times.items():
        kind = name.split(":")[0]
        own = times.get(f"{kind}: rutcheck")
        ratio = f"{value / own:,.2f}" if own and "megabytes" not in name else ""
        shown = f"{value:,.0f} MB" if "megabytes" in name else f"{value:,.5f}"
        rows.append(f"| {name} | {shown} | {ratio} |")
    return "\n".join(rows)
