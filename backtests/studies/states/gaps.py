"""Evidence on the gap in a monthly statistic between the months of a market state and others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backtests.evidence.effects import Effect
from backtests.evidence.estimates import ByChance, Context, Estimate, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.inference.samples import InsufficientData
from backtests.studies.states.state_months import StateGap, StateMonths, state_gap

# METHODS 3.5: a state known at a month end is compared with the month that it ends or the next.
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
    """Test the gap of the primary definition against `least` and apply the robustness gate.

    Parameters
    ----------
    definitions : sequence of StateMonths
        Alternative definitions of the state; the first is the primary one.
    least : float
        Smallest gap that supports the claim, in the unit of the statistic.
    beside : mapping of str to StateMonths
        Secondary comparisons to report, by name.

    Raises
    ------
    InsufficientData
        The primary definition has fewer than two months in either group.
    """

    def estimate(label: str, months: StateMonths) -> Estimate:
        return gap_estimate(label, _gap(context, months))

    gap = _gap(context, definitions[0])
    estimates = (gap_estimate(name, gap), *readings(context, beside))
    evidence = evidence_by_year(
        gap_effect(gap).check(least=least),
        definitions,
        estimate,
        estimates=estimates,
        notes=notes,
    )
    chance = ByChance(name, gap.gap, gap.shifted, "shifts of the states in time")
    return replace(evidence, by_chance=chance)


def readings(context: Context, beside: Mapping[str, StateMonths]) -> tuple[Estimate, ...]:
    """Return the estimate of each secondary gap; without data, a note gives the reason."""
    estimates = []
    for name, months in beside.items():
        try:
            estimates.append(gap_estimate(name, _gap(context, months)))
        except InsufficientData as error:
            estimates.append(Estimate(name, None, note=str(error)))
    return tuple(estimates)


def _gap(context: Context, months: StateMonths) -> StateGap:
    return state_gap(months, rng=context.rng, draws=context.resamples)


def gap_effect(gap: StateGap) -> Effect:
    """Return a gap that is positive in the claimed direction as an effect over no gap."""
    return Effect(
        value=gap.gap,
        effect=gap.gap,
        p=gap.p,
        p_opposite=gap.p_opposite,
        upper=gap.interval_90[1],
        n=gap.n,
        n_eff=gap.n_eff,
        interval=gap.interval if np.isfinite(gap.interval[0]) else None,
        baseline=0.0,
        detectable=gap.detectable,
    )


def gap_estimate(name: str, gap: StateGap) -> Estimate:
    """Return a gap as an estimate, with both means and counts in its note."""
    return gap_effect(gap).estimate(
        name,
        note=f"{gap.mean:+.2%} against {gap.mean_others:+.2%} in {gap.n_others} months "
        f"compared with; {gap.years} calendar years; null: the states shifted in time",
    )
