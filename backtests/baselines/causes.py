"""Name the likely cause of moved figures: the data, the code or a dependency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backtests.baselines.baseline import Baseline
from backtests.baselines.compare import Moved

CauseName = Literal["data", "code", "dependency", "own", "unknown"]
_UNKNOWN = (
    "data, code and versions are those of the baseline: the run depends on something else, "
    "or on chance that no seed fixes"
)
# Number of changes that are listed; the rest are counted.
MAX_LISTED = 4


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause and how it differs from the baseline."""

    name: CauseName
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Differences from a baseline other than its figures: series, source files, versions."""

    series: Mapping[str, str]
    files: Sequence[str]
    versions: Sequence[str]

    @property
    def empty(self) -> bool:
        """Whether data, code and versions are those of the baseline."""
        return not (self.series or self.files or self.versions)


def likely_causes(
    moved: Sequence[Moved], differences: Differences, baseline: Baseline
) -> list[Cause]:
    """List the differences that could have moved the figures, the most likely first.

    - Data are first if every moved subject depends on a changed series, else last.
    - The code is before dependencies, except if only figures based on random numbers moved: a
      release of a dependency can change the stream of a random generator.
    - Figures that are new need no cause.
    """
    moved = [m for m in moved if not (m.note and m.state == "new")]
    if not moved:
        return []
    causes = {cause.name: cause for cause in _differing(differences, len(baseline.series))}
    order: list[CauseName] = ["code", "dependency"]
    if all(m.kind == "chance" for m in moved):
        order.reverse()
    order.insert(0 if _explained_by_data(moved, differences, baseline) else len(order), "data")
    ranked = [causes[name] for name in order if name in causes]
    return ranked or [Cause("unknown", _UNKNOWN)]


def _explained_by_data(moved: Sequence[Moved], differences: Differences, was: Baseline) -> bool:
    changed = set(differences.series)
    subjects = {m.key[0] for m in moved if not m.note} or {m.key[0] for m in moved}
    # A claim's adjusted p depends on its whole family, so claims count together.
    affected = [
        bool(changed & set(was.rests_on.get(s, ())))
        for s in sorted(subjects)
        if not s.startswith("claim ")
    ]
    claims = [s for s in subjects if s.startswith("claim ")]
    if claims:
        affected.append(any(changed & set(was.rests_on.get(s, ())) for s in claims))
    return bool(changed) and all(affected)


def _differing(differences: Differences, n_series: int) -> list[Cause]:
    """List the differences by cause; `n_series` is the number of series of the baseline."""
    causes = []
    changed = len(differences.series)
    if changed:
        texts = [f"{name}: {text}" for name, text in differences.series.items()]
        other = (
            f"{changed} of {n_series} series are not those of the baseline, which was made on "
            "other data: "
        )
        prefix = other if 2 * changed > n_series > 1 else ""
        causes.append(Cause("data", prefix + _list(texts, "series", joint="; ")))
    if differences.files:
        causes.append(Cause("code", _list(list(differences.files), "files", joint=", ")))
    if differences.versions:
        causes.append(Cause("dependency", _list(list(differences.versions), "more", joint=", ")))
    return causes


def _list(texts: list[str], what: str, *, joint: str) -> str:
    more = f"{joint}and {len(texts) - MAX_LISTED} {what} more" if len(texts) > MAX_LISTED else ""
    return joint.join(texts[:MAX_LISTED]) + more.replace("more more", "more")
