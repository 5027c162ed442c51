"""What must be reached, and whether it was: each goal is computed from the times of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Times = Mapping[str, float]
# Values by name: seconds, megabytes, or whatever the goal's own words say.
BARS_AT_LEAST = 20e6
DRAWN_BARS = 2_000 * 9_844


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in words; `reached` computes it, KeyError standing for not measured."""

    work: str
    goal: str
    measured: Callable[[Times], str]
    reached: Callable[[Times], bool]

    def row(self, times: Times) -> str:
        """A row of the table."""
        try:
            verdict = "reached" if self.reached(times) else "**not reached**"
            return f"| {self.work} | {self.goal} | {self.measured(times)} | {verdict} |"
        except KeyError:
            return f"| {self.work} | {self.goal} | – | not measured here |"


def _at_most(work: str, one: str, other: str, limit: float, name: str) -> Goal:
    return Goal(work, f"at most {limit:g} × {name}", lambda t: f"{t[one] / t[other]:.2f} ×",
                lambda t: t[one] <= limit * t[other])  # fmt: skip


def _faster(work: str, one: str, other: str, least: float, name: str) -> Goal:
    return Goal(work, f"at least {least:g} × faster than {name}",
                lambda t: f"{t[other] / t[one]:,.0f} ×",
                lambda t: t[other] >= least * t[one])  # fmt: skip


def _below(work: str, name: str, limit: float, unit: str) -> Goal:
    return Goal(work, f"below {limit:g} {unit}", lambda t: f"{t[name]:,.2f} {unit}",
                lambda t: t[name] < limit)  # fmt: skip


STUDY, GRID = "one breakout study, warm", "1,000-point grid"
PATHS = "2,000 paths drawn, signals and targets found again"
RUN, REFERENCE, HELP = "`rutcheck run`, all claims", "`rutcheck run --data reference`", (
    "`rutcheck --help`")  # fmt: skip
RUNNER = "backtrader runner, one strategy"
GOALS = (
    _at_most(STUDY, "study: rutcheck", "study: bare loop", 2, "the bare loop"),
    _faster(STUDY, "study: rutcheck", "study: vectorbt", 12, "vectorbt"),
    _at_most(GRID, "grid: rutcheck", "grid: bare loop", 2, "the bare loop"),
    _faster(GRID, "grid: rutcheck", "grid: vectorbt", 50, "vectorbt"),
    _at_most(PATHS, "paths: rutcheck", "paths: bare loop", 1.5, "a bare loop"),
    Goal(PATHS, "at least 20 million bars a second",
         lambda t: f"{DRAWN_BARS / t['paths: rutcheck'] / 1e6:,.0f} million",
         lambda t: DRAWN_BARS / t["paths: rutcheck"] >= BARS_AT_LEAST),
    _faster(PATHS, "paths: rutcheck", "paths: arch + vectorbt", 10, "arch + vectorbt"),
    _below(PATHS, "paths: megabytes", 500, "MB"),
    _below(RUN, "run: seconds", 60, "s"),
    _below(RUN, "run: megabytes", 1_500, "MB"),
    _below(REFERENCE, "reference: seconds", 20, "s"),
    _below(HELP, "help: seconds", 0.5, "s"),
    _at_most(RUNNER, "runner: rutcheck", "runner: plain", 1.1, "plain backtrader"),
    # Filled by the rows of `benchmarks.sweep`, where that is there.
    _below("1,000 symbols × 100 points × 10,000 bars", "sweep: seconds", 60, "s"),
    _faster("Dask, two local workers", "sweep: two workers", "sweep: one worker", 1.7,
            "one worker"),
)  # fmt: skip


def table(times: Times) -> str:
    """All goals as a table."""
    head = "| work | goal | measured | |\n|---|---|---|---|\n"
    return head + "\n".join(goal.row(times) for goal in GOALS)
