"""The robustness gate of METHODS 4.3 as studies use it, and what they tell beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from backtests.dated_samples import S, parts, trace, without_each_year
from backtests.easing import CycleSummary
from backtests.findings import Estimate, Evidence, Unit
from backtests.inference import TooLittleData
from backtests.robustness import LeftOut, Robustness, passes, verdict_note
from backtests.specification_curve import Curve
from backtests.verdicts import EffectCheck

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
        Estimate(f"effect without {worst.name}, which helps most", worst.effect, unit, p=worst.p,
                 diagnostic=True, note=f"the worst of {len(left_out)} left out in turn"),
        Estimate(f"{statistic} across definitions", float(np.median(values)), unit,
                 interval=(float(values[0]), float(values[-1])), n=values.size, p=curve.joint_p,
                 diagnostic=True,
                 note=f"median and full range; {curve.with_sign:.0%} have the claimed sign, "
                      f"{curve.significant:.0%} p up to .10; p of the median one; "
                      f"varied: {curve.varied}"),
    )  # fmt: skip


def part_estimates(
    name: str, sample: S, tell: Callable[[str, S], Estimate]
) -> tuple[Estimate, ...]:
    """Tell a statistic in each era and without 2020, or why it cannot be had there."""
    found = []
    for part, rows in parts(sample).items():
        label = f"{name}, {part}"
        try:
            found.append(tell(label, rows))
        except TooLittleData as error:
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
        (*estimates, *part_estimates(first.name, samples[0], tell),
         *gate_estimates(left_out, curve, statistic=first.name, unit=first.unit)),
        notes=(*notes, *uncounted(len(samples), curve)),
        curve=curve,
    )  # fmt: skip


def uncounted(definitions: int, curve: Curve) -> tuple[str, ...]:
    """Say how many definitions are not on the curve, if any."""
    few = definitions - len(curve.specifications)
    return (
        (f"{few} of {definitions} definitions are not counted: they have too little to compare, or "
         "come to the same as another",) if few else ()
    )  # fmt: skip


def excess_check(
    summary: CycleSummary, *, months: int, conditions: tuple[tuple[str, bool], ...] = ()
) -> EffectCheck:
    """Check the mean return over `months` for its excess over random dates (METHODS 4.3)."""
    null = summary.placebo.mean
    upper = summary.interval_90[1] if summary.interval_90 else float("inf")
    return EffectCheck(
        effect=summary.mean - null,
        least=LEAST_YEARLY * months / 12,
        upper=upper - null,
        p=summary.p_value,
        p_opposite=summary.p_opposite,
        n_eff=summary.n_eff,
        conditions=conditions,
        detectable=summary.detectable,
    )


def without_each(summary: CycleSummary) -> tuple[LeftOut, ...]:
    """The excess over random dates without each event of Fed policy."""
    return tuple(
        LeftOut(name, mean - summary.placebo.mean, summary.leave_one_out_p[name])
        for name, mean in summary.leave_one_out.items()
    )


def cycle_estimates(
    summary: CycleSummary, curve: Curve, any_date: Estimate
) -> tuple[Estimate, ...]:
    """Lay out what the gate and a reader look at: each definition, N3, the eras, without 2020.

    `any_date` is the mean that any date gives, with its interval.
    """
    null = summary.placebo.mean
    found = [
        *gate_estimates(without_each(summary), curve, statistic="average"),
        Estimate(
            "mean total return, all events moved together",
            summary.mean,
            baseline=float(summary.shifted.mean()),
            against="all events moved together",
            p=summary.shift_p,
            n=summary.n,
            n_eff=summary.n_eff,
            note="null N3: every shift in days, spacing kept",
        ),
        any_date,
    ]
    if summary.matched.size:
        found.append(Estimate(
            "mean total return; chance: random dates of the same volatility", summary.mean,
            baseline=float(summary.matched.mean()),
            against="random dates of the same volatility", p=summary.matched_p, n=summary.n,
            n_eff=summary.n_eff, note="terciles of the volatility of the last 20 trading days",
        ))  # fmt: skip
    if summary.without_2020 is None:
        found.append(Estimate("mean without 2020", None, note="no event falls in 2020"))
    else:
        found.append(Estimate("mean without 2020", summary.without_2020, baseline=null,
                              p=summary.without_2020_p,
                              n=summary.n - summary.events_of_2020))  # fmt: skip
    found += [
        Estimate(f"mean total return, {era.name}", era.mean, baseline=era.every_day,
                 against="every day of the era", n=era.n,
                 note="against every day of the era; the eras start in 1987")
        for era in summary.eras
    ]  # fmt: skip
    return tuple(found)
