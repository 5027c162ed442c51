"""What the studies of market states share: daily series to date them, and how gaps are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import ByChance, Context, Estimate, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.inference.samples import InsufficientData
from backtests.studies.states.state_months import StateGap, StateMonths, state_gap

# METHODS 3.5 varies what the text leaves open: a state known at a month end may be held against
# the month that it ends or the one after.
AFTER, SAME = "after the state", "of the state"


def gap_evidence(
    context: Context,
    name: str,
    definitions: Sequence[StateMonths],
    *,
    least: float,
    beside: Mapping[str, StateMonths],
    notes: tuple[str, ...] = (),
) -> Evidence:
    """Check the gap of the first definition against `least`, and put it through the gate.

    `beside` holds other readings by name. Raises InsufficientData if the first definition has fewer
    than two months in either group.
    """

    def tell(label: str, months: StateMonths) -> Estimate:
        return gap_estimate(label, _gap(context, months))

    found = _gap(context, definitions[0])
    estimates = (gap_estimate(name, found), *readings(context, beside))
    evidence = evidence_by_year(
        gap_check(found, least=least), definitions, tell, estimates=estimates, notes=notes
    )
    chance = ByChance(name, found.gap, found.shifted, "shifts of the states in time")
    return replace(evidence, by_chance=chance)


def readings(context: Context, beside: Mapping[str, StateMonths]) -> tuple[Estimate, ...]:
    """Estimate the gap of each reading, or say why there is none."""
    found = []
    for name, months in beside.items():
        try:
            found.append(gap_estimate(name, _gap(context, months)))
        except InsufficientData as error:
            found.append(Estimate(name, None, note=str(error)))
    return tuple(found)


def _gap(context: Context, months: StateMonths) -> StateGap:
    return state_gap(months, rng=context.rng, draws=context.resamples)


def gap_check(found: StateGap, *, least: float) -> EffectCheck:
    """Turn a gap that is positive as claimed into what decides, but for the gate."""
    return EffectCheck(
        effect=found.gap,
        least=least,
        upper=found.interval_90[1],
        p=found.p,
        p_opposite=found.p_opposite,
        n_eff=found.n_eff,
        detectable=found.detectable,
    )


def gap_estimate(name: str, found: StateGap) -> Estimate:
    """State a gap with its means and counts; under the null it is zero."""
    return Estimate(
        name,
        found.gap,
        interval=found.interval if np.isfinite(found.interval[0]) else None,
        n=found.n,
        n_eff=found.n_eff,
        baseline=0.0,
        p=found.p,
        mde=found.detectable,
        note=f"{found.mean:+.2%} against {found.mean_others:+.2%} in {found.n_others} months "
        f"compared with; {found.years} calendar years; null: the states shifted in time",
    )
