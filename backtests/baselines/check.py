"""Check the figures of a data source against a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backtests.baselines.baseline import Baseline, BaselineError, Figures
from backtests.baselines.causes import Cause, Differences, likely_causes
from backtests.baselines.compare import Moved, compare
from backtests.baselines.data_changes import changed_series
from backtests.baselines.measure import measure
from backtests.claims.registry import Claim, find_claim
from backtests.claims.selection import is_claims_file
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
    BaselineError
        The baseline has no figure, or none of a subject that its settings name.
    """
    check_complete(baseline, claims, path=path)
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


def check_complete(baseline: Baseline, claims: Sequence[Claim], *, path: Path) -> None:
    """Raise BaselineError if a baseline lacks the figures of a subject that its settings name.

    What was measured anew would count as new, which fails no check.
    """
    held = {subject for subject, items in baseline.figures.items() if any(items.values())}
    chosen = baseline.settings
    ids = [n for n in chosen.claims or () if not is_claims_file(n)]
    named = [
        *(f"claim {find_claim(tuple(claims), n).id}" for n in ids),
        *(f"breakout {text}" for text in chosen.breakouts),
        *(f"easing {anchor}" for anchor in chosen.easing),
        *(f"strategy {text}" for text in chosen.strategies),
    ]
    lacking = [subject for subject in named if subject not in held]
    if chosen.claims != () and not any(subject.startswith("claim ") for subject in held):
        lacking.insert(0, "any claim")
    if lacking or not held:
        what = f"of {lacking[0]}, which its settings name" if lacking else "at all"
        raise BaselineError(
            f"{path}: no figure {what}; write it again with rutcheck regress update {path}"
        )


def count_figures(figures: Figures) -> int:
    """Count the figures of a baseline."""
    return sum(len(fields) for items in figures.values() for fields in items.values())
