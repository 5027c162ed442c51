"""The robustness gate of METHODS 4.3 as studies use it, and what they tell beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, Self, TypeVar

import numpy as np
import pandas as pd

from backtests.evidence import eras
from backtests.evidence.checks import EffectCheck
from backtests.evidence.eras import Flags
from backtests.evidence.estimates import Estimate, Evidence, Unit
from backtests.evidence.robustness import LeftOut, Robustness, passes, verdict_note
from backtests.evidence.specification_curve import Curve, Specification, curve_of
from backtests.inference.samples import InsufficientData

# METHODS 4: the depth of declines must differ by two percentage points.
LEAST_DEPTH = 0.02


# METHODS 4: a mean return must beat its null by 2 percentage points over twelve months.
LEAST_YEARLY = 0.02


def gated(
    check: EffectCheck,
    left_out: Sequence[LeftOut],
    curve: Curve,
    *,
    overfitting: float | None = None,
) -> EffectCheck:
    """Put an effect through the gate: each event left out, and each definition.

    What is left out may be a calendar year where the data are weeks or months. `overfitting` is
    the PBO where the effect is that of the best of several rules.
    """
    found = Robustness(
        leave_one_out=tuple(left_out),
        definitions=len(curve.specifications),
        with_sign=curve.with_sign,
        significant=curve.significant,
        joint_p=curve.joint_p,
        n_eff=check.n_eff,
        overfitting=overfitting,
        effect=check.effect,
    )
    return replace(check, gate=passes(found), gate_note=verdict_note(found), robustness=found)


def gate_estimates(
    left_out: Sequence[LeftOut], curve: Curve, *, statistic: str, unit: Unit = "fraction"
) -> tuple[Estimate, ...]:
    """Tell the effect without what helps it most, and the statistic across definitions."""
    values = curve.values
    worst = max(left_out, key=lambda left: (left.p, -left.effect))
    return (
        Estimate(
            f"effect without {worst.name}, which helps most",
            worst.effect,
            unit,
            p=worst.p,
            diagnostic=True,
            note=f"the worst of {len(left_out)} left out in turn",
        ),
        Estimate(
            f"{statistic} across definitions",
            float(np.median(values)),
            unit,
            interval=(float(values[0]), float(values[-1])),
            n=values.size,
            p=curve.joint_p,
            diagnostic=True,
            note=f"median and full range; {curve.with_sign:.0%} have the claimed sign, "
            f"{curve.significant:.0%} p up to .10; p of the median one; "
            f"varied: {curve.varied}",
        ),
    )


def part_estimates(
    name: str, sample: S, tell: Callable[[str, S], Estimate]
) -> tuple[Estimate, ...]:
    """Tell a statistic in each era and without 2020, or why it cannot be had there."""
    found = []
    for part, rows in parts(sample).items():
        label = f"{name}, {part}"
        try:
            found.append(tell(label, rows))
        except InsufficientData as error:
            found.append(Estimate(label, None, note=str(error)))
    return tuple(found)


def evidence_by_year(
    check: EffectCheck,
    samples: Sequence[S],
    tell: Callable[[str, S], Estimate],
    *,
    estimates: Sequence[Estimate],
    notes: tuple[str, ...] = (),
) -> Evidence:
    """Put an effect of months or weeks through the gate, which leaves out years.

    The first of `samples` is the primary definition and the first of `estimates` its statistic,
    which `tell` states for other rows; the eras, the record without 2020 and what the gate looks
    at follow.
    """
    first = estimates[0]
    left_out, curve = without_each_year(samples[0]), trace(samples)
    return Evidence(
        gated(check, left_out, curve),
        (
            *estimates,
            *part_estimates(first.name, samples[0], tell),
            *gate_estimates(left_out, curve, statistic=first.name, unit=first.unit),
        ),
        notes=(*notes, *uncounted(len(samples), curve)),
        curve=curve,
    )


def uncounted(definitions: int, curve: Curve) -> tuple[str, ...]:
    """Say how many definitions are not on the curve, if any."""
    few = definitions - len(curve.specifications)
    return (
        (
            f"{few} of {definitions} definitions are not counted: they have too little to compare, "
            "or come to the same as another",
        )
        if few
        else ()
    )


class Sample(Protocol):
    """The rows that a definition compares, by week or month, and what they give."""

    @property
    def choices(self) -> Mapping[str, str]:
        """The option taken for each choice."""

    @property
    def periods(self) -> pd.PeriodIndex:
        """Week or month of each row."""

    @property
    def in_event(self) -> Flags:
        """Whether a row is of what happened: its years are left out in turn."""

    def keep(self, rows: Flags) -> Self:
        """Return the sample of some rows alone, joined end to beginning."""

    def specification(self) -> Specification:
        """Return the statistic and its p; InsufficientData where too few rows are left."""


S = TypeVar("S", bound=Sample)


def trace(samples: Sequence[Sample]) -> Curve:
    """Measure every definition, the primary one first.

    Those with too few rows are left out, and those that come to the same rows count once. Raises
    InsufficientData if none has enough.
    """
    found = []
    for sample in samples:
        try:
            found.append(sample.specification())
        except InsufficientData:
            continue
    if not found:
        raise InsufficientData("no definition has enough to compare")
    return curve_of(found)


def without_each_year(sample: Sample) -> tuple[LeftOut, ...]:
    """Return the effect without each calendar year of the event, oldest first.

    A year without which too little is left to compare leaves no effect: 0, with p 1.
    """
    # Of a week, pandas gives the year in which it ends.
    year_of = np.asarray(sample.periods.year)
    return tuple(
        _without(sample, str(year), year_of != year)
        for year in np.unique(year_of[sample.in_event]).tolist()
    )


def _without(sample: Sample, name: str, kept: Flags) -> LeftOut:
    try:
        found = sample.keep(kept).specification()
    except InsufficientData:
        return LeftOut(name, 0.0, 1.0)
    return LeftOut(name, found.effect, found.p)


def parts(sample: S) -> dict[str, S]:
    """Return the rows of each era, and those outside 2020, by name (METHODS 5.10)."""
    return {name: sample.keep(kept) for name, kept in eras.parts(sample.periods).items()}
