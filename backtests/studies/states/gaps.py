"""Evidence on the gap in a monthly statistic between the months of a market state and others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from backtests.evidence.estimates import Context, Estimate, Evidence
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
    gap = _gap(context, definitions[0])
    evidence = evidence_by_year(
        gap.effect.check(least=least),
        definitions,
        lambda label, months: gap_estimate(label, _gap(context, months)),
        estimates=(gap_estimate(name, gap), *readings(context, beside)),
        notes=notes,
    )
    return replace(evidence, by_chance=gap.effect.by_chance(name, "shifts of the states in time"))


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


def gap_estimate(name: str, gap: StateGap) -> Estimate:
    """Return a gap as an estimate, with both means and counts in its note."""
    return gap.effect.estimate(
        name,
        note=f"{gap.mean:+.2%} against {gap.mean_others:+.2%} in {gap.n_others} months "
        f"compared with; {gap.years} calendar years; null: the states shifted in time",
    )
