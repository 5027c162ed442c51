"""Name what most likely moved a number: the data, the code, or a release that the engine uses."""

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
# Files that are listed before the rest are counted.
MAX_LISTED = 4


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause and what of it differs from the baseline."""

    name: CauseName
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs from the baseline beside its figures: series, source files, versions."""

    series: Mapping[str, str]
    files: Sequence[str]
    versions: Sequence[str]

    @property
    def nothing(self) -> bool:
        """Whether data, code and versions are those of the baseline."""
        return not (self.series or self.files or self.versions)


def likely_causes(
    moved: Sequence[Moved], differences: Differences, baseline: Baseline
) -> list[Cause]:
    """Everything that differs and could have moved the figures, the most likely first.

    Changed data rank first where every subject that moved rests on one of the changed series, else
    after the code. A release ranks last, but before the code where only figures that rest on
    random numbers moved: a generator's stream changes with a release. Nothing moved, no
    cause; what is new beside the figures held needs none.
    """
    moved = [m for m in moved if not (m.note and m.state == "new")]
    if not moved:
        return []
    found = {cause.name: cause for cause in _differing(differences, len(baseline.series))}
    order: list[CauseName] = ["code", "dependency"]
    if all(m.kind == "chance" for m in moved):
        order.reverse()
    order.insert(0 if _explained_by_data(moved, differences, baseline) else len(order), "data")
    ranked = [found[name] for name in order if name in found]
    return ranked or [Cause("unknown", _UNKNOWN)]


def _explained_by_data(moved: Sequence[Moved], differences: Differences, was: Baseline) -> bool:
    changed = set(differences.series)
    subjects = {m.key[0] for m in moved if not m.note} or {m.key[0] for m in moved}
    # A claim's adjusted p depends on its whole family, so claims count together.
    reached = [
        bool(changed & set(was.rests_on.get(s, ())))
        for s in sorted(subjects)
        if not s.startswith("claim ")
    ]
    claims = [s for s in subjects if s.startswith("claim ")]
    if claims:
        reached.append(any(changed & set(was.rests_on.get(s, ())) for s in claims))
    return bool(changed) and all(reached)


def _differing(differences: Differences, held: int) -> list[Cause]:
    """List what differs; `held` counts the series of the baseline."""
    causes = []
    changed = len(differences.series)
    if changed:
        texts = [f"{name}: {text}" for name, text in differences.series.items()]
        other = (
            f"{changed} of {held} series are not those of the baseline, which was made on "
            "other data: "
        )
        told = other if 2 * changed > held > 1 else ""
        causes.append(Cause("data", told + _list(texts, "series", joint="; ")))
    if differences.files:
        causes.append(Cause("code", _list(list(differences.files), "files", joint=", ")))
    if differences.versions:
        causes.append(Cause("dependency", _list(list(differences.versions), "more", joint=", ")))
    return causes


def _list(texts: list[str], what: str, *, joint: str) -> str:
    more = f"{joint}and {len(texts) - MAX_LISTED} {what} more" if len(texts) > MAX_LISTED else ""
    return joint.join(texts[:MAX_LISTED]) + more.replace("more more", "more")
