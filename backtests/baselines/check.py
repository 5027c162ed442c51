"""Check the figures of a data source against a baseline."""

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
    """Result of a check: the figures that moved, likely causes and all other differences.

    `n_figures` is the number of figures of the baseline, `subjects` what they belong to.
    """

    baseline: str
    settings: str
    n_figures: int
    subjects: tuple[str, ...]
    moved: tuple[Moved, ...]
    causes: tuple[Cause, ...]
    differences: Differences

    @property
    def regressions(self) -> tuple[Moved, ...]:
        """Moved figures that fail the check."""
        return tuple(m for m in self.moved if not m.note)

    @property
    def notes(self) -> tuple[Moved, ...]:
        """Moved figures that do not fail the check."""
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
    """Measure the figures of a baseline again, and compare.

    If data, code and versions are those of the baseline, the seeds give the same random numbers:
    then figures based on them have the tolerance of deterministic figures.

    Raises
    ------
    UnknownClaim, RuleError
        A claim or strategy of the baseline is no longer known.
    """
    measured = measure(baseline.settings, market, claims, jobs=jobs, progress=progress)
    names = tuple({*baseline.series, *market.used})
    now = fingerprints.series_prints(market, names)
    differences = Differences(
        series=changed_series(now, baseline.series, market.used),
        files=changed_files(fingerprints.code(), baseline.code),
        versions=changed_versions(versions(), baseline.versions),
    )
    tolerances = {} if differences.empty else baseline.tolerances
    moved = compare(measured.figures, baseline.figures, tolerances)
    return Report(
        baseline=str(path),
        settings=f"{market.label}, up to {baseline.settings.as_of}, "
        f"{baseline.settings.resamples:,} draws",
        n_figures=count_figures(baseline.figures),
        subjects=tuple(baseline.figures),
        moved=tuple(moved),
        causes=tuple(likely_causes(moved, differences, baseline)),
        differences=differences,
    )


def count_figures(figures: Figures) -> int:
    """Count the figures of a baseline."""
    return sum(len(fields) for items in figures.values() for fields in items.values())
