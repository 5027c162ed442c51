"""The robustness gate of METHODS 4.3 around averages after events of Fed policy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backtests.easing import CycleSummary
from backtests.findings import Estimate
from backtests.multiverse import Curve
from backtests.robustness import LeftOut, Robustness, passes, verdict_note
from backtests.verdicts import EffectCheck

# METHODS 4: a mean return must beat its null by 2 percentage points over twelve months.
LEAST_YEARLY = 0.02
# For claims whose multiverse is not defined; without it no effect may be called supported.
GATE_NOT_RUN = (
    "the robustness gate has not been run: the definitions to vary are not laid out for this claim"
)


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
    )


def gated(check: EffectCheck, summary: CycleSummary, curve: Curve) -> EffectCheck:
    """Put a claimed excess over random dates through the gate."""
    found = Robustness(
        leave_one_out=tuple(
            LeftOut(name, mean - summary.placebo.mean, summary.leave_one_out_p[name])
            for name, mean in summary.leave_one_out.items()
        ),
        definitions=len(curve.specifications),
        with_sign=curve.with_sign,
        significant=curve.significant,
        joint_p=curve.joint_p,
        n_eff=summary.n_eff,
    )
    return replace(check, gate=passes(found), gate_note=verdict_note(found), robustness=found)


def gate_estimates(summary: CycleSummary, curve: Curve, *, choices: str) -> tuple[Estimate, ...]:
    """Lay out what the gate and a reader look at: each definition, N3, the eras, without 2020."""
    means, middle = curve.means, curve.middle
    worst = max(summary.leave_one_out_p, key=lambda name: summary.leave_one_out_p[name])
    null = summary.placebo.mean
    found = [
        Estimate("mean without the most helpful event", summary.leave_one_out[worst],
                 baseline=null, p=summary.leave_one_out_p[worst], n=summary.n - 1,
                 note=f"left out: {worst}"),
    ]  # fmt: skip
    if summary.without_2020 is not None:
        found.append(Estimate("mean without 2020", summary.without_2020, baseline=null,
                              p=summary.without_2020_p,
                              n=summary.n - summary.events_of_2020))  # fmt: skip
    found += [
        Estimate("mean total return, all events moved together", summary.mean,
                 baseline=float(summary.shifted.mean()), p=summary.shift_p, n=summary.n,
                 n_eff=summary.n_eff,
                 note="null N3: every shift in days, spacing kept"),
        Estimate("average across definitions", float(np.median(means)),
                 interval=(float(means[0]), float(means[-1])), n=means.size, p=curve.joint_p,
                 note=f"median and full range; {curve.with_sign:.0%} above random dates, "
                      f"{curve.significant:.0%} at p up to .10; p of the median excess, "
                      f"{100 * middle.excess:+.1f} pp; varied: {choices}"),
    ]  # fmt: skip
    found += [
        Estimate(f"mean total return, {era.name}", era.mean, baseline=era.every_day, n=era.n,
                 note="against every day of the era; the eras start in 1987")
        for era in summary.eras
    ]  # fmt: skip
    return tuple(found)
