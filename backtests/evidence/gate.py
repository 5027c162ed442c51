"""The robustness gate (METHODS 4.3): leave-one-out, specification curve, results by era."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, Self, TypeVar

import numpy as np
import pandas as pd

from backtests.evidence import eras
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.effects import Effect
from backtests.evidence.estimates import Estimate, Evidence, Unit
from backtests.evidence.robustness import (
    LEAST_EVENTS,
    LeftOut,
    Robustness,
    refutation_failures,
    support_failures,
)
from backtests.evidence.specification_curve import Curve, Specification, curve_of
from backtests.evidence.verdicts import SIGNIFICANT
from backtests.inference.samples import InsufficientData
from signals.core.arrays import Flags

# METHODS 4, delta: the least effect that counts. A mean return over twelve months, a frequency and
# the depth of a decline, as fractions; an annual Sharpe ratio.
LEAST_YEARLY = 0.02
LEAST_FREQUENCY = 0.10
LEAST_DEPTH = 0.02
LEAST_SHARPE = 0.10
# METHODS 4.7: the verdict of history on one rule.
PastWord = Literal["better", "fragile", "no better", "worse", "too few", "not compared"]


def gated(
    check: EffectCheck,
    left_out: Sequence[LeftOut],
    curve: Curve,
    *,
    overfitting: float | None = None,
) -> EffectCheck:
    """Return the check with the result of the robustness gate.

    Parameters
    ----------
    left_out : sequence of LeftOut
        The effect without each event, or without each calendar year of weekly or monthly data.
    curve : Curve
        The effect under every definition.
    overfitting : float, optional
        Probability of backtest overfitting, if the effect is that of the best of several rules.
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
        confirming=curve.confirming,
        contradicting=curve.contradicting(check.least),
    )
    unsupported = support_failures(found)
    unrefuted = refutation_failures(found, least=check.least, shown=check.format)
    return replace(
        check,
        gate=not unsupported,
        gate_note="; ".join(unsupported),
        refutation_gate=not unrefuted,
        refutation_note="; ".join(unrefuted),
        robustness=found,
    )


def gate_estimates(
    left_out: Sequence[LeftOut], curve: Curve, *, statistic: str, unit: Unit = "fraction"
) -> tuple[Estimate, ...]:
    """Return the worst leave-one-out effect, and the statistic across definitions."""
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
    name: str, sample: S, estimate: Callable[[str, S], Estimate]
) -> tuple[Estimate, ...]:
    """Return a statistic by era and without 2020, or the reason why a part has none."""
    found = []
    for part, rows in parts(sample).items():
        label = f"{name}, {part}"
        try:
            found.append(estimate(label, rows))
        except InsufficientData as error:
            found.append(Estimate(label, None, note=str(error)))
    return tuple(found)


def evidence_by_year(
    check: EffectCheck,
    samples: Sequence[S],
    estimate: Callable[[str, S], Estimate],
    *,
    estimates: Sequence[Estimate],
    notes: tuple[str, ...] = (),
) -> Evidence:
    """Apply the gate to an effect of weekly or monthly data, leaving out calendar years.

    The first of `samples` is the primary definition, the first of `estimates` its statistic, and
    `estimate` computes that statistic for other rows. Estimates by era, without 2020 and of the
    gate are appended.
    """
    first = estimates[0]
    left_out, curve = without_each_year(samples[0]), trace(samples)
    return Evidence(
        gated(check, left_out, curve),
        (
            *estimates,
            *part_estimates(first.name, samples[0], estimate),
            *gate_estimates(left_out, curve, statistic=first.name, unit=first.unit),
        ),
        notes=(*notes, *uncounted(len(samples), curve)),
        curve=curve,
    )


def uncounted(definitions: int, curve: Curve) -> tuple[str, ...]:
    """Return a note on definitions that are not on the curve, if any."""
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
    """The weekly or monthly rows of one definition, and its statistic."""

    @property
    def choices(self) -> Mapping[str, str]:
        """The option taken for each choice."""

    @property
    def periods(self) -> pd.PeriodIndex:
        """Week or month of each row."""

    @property
    def in_event(self) -> Flags:
        """Whether a row belongs to the event; its years are left out in turn."""

    def keep(self, rows: Flags) -> Self:
        """Return the sample of some of the rows, concatenated."""

    def specification(self) -> Specification:
        """Return the statistic and its p; raises InsufficientData for too few rows."""


S = TypeVar("S", bound=Sample)


def trace(samples: Sequence[Sample]) -> Curve:
    """Return the specification curve of samples, the primary one first.

    Definitions with too few rows are left out; those with the same numbers count once. Raises
    InsufficientData if none has enough rows.
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

    If too few rows remain without a year, its effect is 0 with p 1.
    """
    # The year of a week is that of its last day.
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
    return LeftOut(name, found.effect, found.p, found.p_opposite, found.upper)


def parts(sample: S) -> dict[str, S]:
    """Return the rows of each era, and those outside 2020, by name (METHODS 5.10)."""
    return {name: sample.keep(kept) for name, kept in eras.parts(sample.periods).items()}


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """How a rule did against random dates, in one word, with the reasons of the gate.

    `reasons` has the parts of the gate that failed for "fragile", the count for "too few", and why
    there is no comparison for "not compared"; it is empty for the other words.
    """

    word: PastWord
    reasons: tuple[str, ...] = ()


def judge_past(
    effect: Effect | None,
    left_out: Sequence[LeftOut] = (),
    *,
    n_eff: int,
    least: float,
    note: str = "",
    curve: Curve | None = None,
) -> PastVerdict:
    """Apply the bounds of METHODS 4.3 to the past of one rule (METHODS 4.7).

    Parameters
    ----------
    effect : Effect or None
        The statistic against random dates; None if they cannot be drawn, for which `note` has the
        reason.
    left_out : sequence of LeftOut
        The effect without each event.
    n_eff : int
        Number of events whose windows do not overlap.
    least : float
        Least effect that counts (METHODS 4.3).
    curve : Curve, optional
        The effect under every definition, if it was computed.

    Examples
    --------
    >>> judge_past(None, n_eff=9, least=0.1, note="no resolved event").word
    'not compared'
    """
    if effect is None:
        return PastVerdict("not compared", (note,) if note else ())
    if n_eff < LEAST_EVENTS:
        return PastVerdict("too few", (f"n_eff {n_eff}, at least {LEAST_EVENTS} needed",))
    if effect.p <= SIGNIFICANT:
        reasons = _failures(effect, left_out, n_eff=n_eff, least=least, curve=curve)
        return PastVerdict("fragile" if reasons else "better", reasons)
    return PastVerdict("worse" if effect.p_opposite <= SIGNIFICANT else "no better")


def _failures(
    effect: Effect,
    left_out: Sequence[LeftOut],
    *,
    n_eff: int,
    least: float,
    curve: Curve | None,
) -> tuple[str, ...]:
    """Return the parts of the gate of "supported" that failed; definitions only with a curve."""
    check = effect.check(least=least)
    small = (
        (f"the excess of {check.format(effect.effect)} is below {check.format(least)}",)
        if effect.effect < least
        else ()
    )
    found = Robustness(
        leave_one_out=tuple(left_out),
        definitions=0 if curve is None else len(curve.specifications),
        with_sign=1.0 if curve is None else curve.with_sign,
        significant=1.0 if curve is None else curve.significant,
        joint_p=0.0 if curve is None else curve.joint_p,
        n_eff=n_eff,
        effect=effect.effect,
    )
    return (*small, *support_failures(found))
