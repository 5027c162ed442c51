"""Check a data source against a baseline: what moved, and what most likely moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backtests.baselines.baseline import Baseline, Figures
from backtests.baselines.causes import Cause, Differences, likely_causes
from backtests.baselines.compare import Moved, compare
from backtests.baselines.data_changes import changed_series
from backtests.baselines.measure import measure
from backtests.claims.registry import Claim
from backtests.runtime import fingerprints
from backtests.runtime.progress import ProgressCallback
from backtests.runtime.versions import changed_files, changed_versions, versions
from data_feeds.series.market import Market


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: figures that moved, likely causes, and all that differs beside them.

    `held` counts the figures of the baseline, `subjects` lists what they are of.
    """

    baseline: str
    settings: str
    held: int
    subjects: tuple[str, ...]
    moved: tuple[Moved, ...]
    causes: tuple[Cause, ...]
    differences: Differences

    @property
    def regressions(self) -> tuple[Moved, ...]:
        """What fails the check: all that moved but by no more than chance does."""
        return tuple(m for m in self.moved if not m.note)

    @property
    def notes(self) -> tuple[Moved, ...]:
        """What is worth knowing and fails nothing."""
        return tuple(m for m in self.moved if m.note)


def check(
    baseline: Baseline,
    market: Market,
    claims: Sequence[Claim],
    *,
    path: Path,
    jobs: int = 1,
    progress: ProgressCallback = lambda _: None,
) -> Report:
    """Run what the baseline's settings name again, and compare.

    Where data, code and versions are those of the baseline, the seeds give the same numbers: then
    what rests on random numbers is held as closely as all others.

    Raises UnknownClaim or RuleError where a claim or strategy of it is no longer known.
    """
    found = measure(baseline.settings, market, claims, jobs=jobs, progress=progress)
    names = tuple({*baseline.series, *market.used})
    now = fingerprints.series_prints(market, names)
    differences = Differences(
        series=changed_series(now, baseline.series, market.used),
        files=changed_files(fingerprints.code(), baseline.code),
        versions=changed_versions(versions(), baseline.versions),
    )
    within = {} if differences.nothing else baseline.within
    moved = compare(found.figures, baseline.figures, within)
    return Report(
        baseline=str(path),
        settings=f"{market.label}, up to {baseline.settings.as_of}, "
        f"{baseline.settings.resamples:,} draws",
        held=count_figures(baseline.figures),
        subjects=tuple(baseline.figures),
        moved=tuple(moved),
        causes=tuple(likely_causes(moved, differences, baseline)),
        differences=differences,
    )


def count_figures(figures: Figures) -> int:
    """Count the figures of a baseline."""
    return sum(len(fields) for items in figures.values() for fields in items.values())
