"""Corrections for multiple tests: Holm, false discovery rate, deflated Sharpe ratio."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from backtests.claims.registry import Claim
from backtests.evidence.conjunction_check import deciding_effect, with_deciding_effect
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate, Evidence
from backtests.evidence.verdicts import SIGNIFICANT
from backtests.inference import monte_carlo, multiple_comparison
from backtests.inference.overfitting import TrialLog
from backtests.inference.sharpe import expected_maximum_sharpe

# Families of claim types for Holm (METHODS 3.6); base rates of targets join conditional claims.
FAMILY = {"C": "conditional", "T": "conditional", "B": "relative", "R": "rules"}
# False discovery rate among the secondary results called discoveries (METHODS 3.6).
FALSE_DISCOVERIES = 0.10


def adjust(claims: Sequence[Claim], evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Add adjusted p-values: Holm for the checks, Benjamini-Hochberg for the other estimates.

    Claims with the same test enter once (METHODS 4).

    Both adjust within each family; secondary results of claims without a family form a further
    one. Diagnostics of other estimates are not adjusted.
    """
    adjusted = dict(evidence)
    original = {c.id: c.same_test_as for c in claims if c.same_test_as in adjusted}
    for family in dict.fromkeys(FAMILY.get(claim.type) for claim in claims):
        members = [c.id for c in claims if FAMILY.get(c.type) == family and c.id not in original]
        adjusted |= _holm({name: adjusted[name] for name in members})
        adjusted |= _false_discoveries({name: adjusted[name] for name in members})
    for name, first in original.items():
        adjusted[name] = replace(adjusted[first], notes=evidence[name].notes)
    return adjusted


def too_few_draws(
    claims: Sequence[Claim], evidence: Mapping[str, Evidence], *, draws: int
) -> str | None:
    """Describe draws with which no claim of the largest family can be significant after Holm.

    The least p of a draw is 1 / (draws + 1), which Holm multiplies by the tests of the family
    (METHODS 3.6). None if there are enough.
    """
    tests = Counter(
        family
        for claim in claims
        if (family := FAMILY.get(claim.type)) and claim.same_test_as not in evidence
        for _ in _effects(evidence[claim.id])
    )
    largest = max(tests.values(), default=0)
    least = largest / (draws + 1)
    if least <= SIGNIFICANT:
        return None
    return (
        f"{draws:,} draws: a p is at least {1 / (draws + 1):.4f}, or {least:.3f} after Holm for "
        f"the {largest} tests of a family, above {SIGNIFICANT}; a verdict on its effects needs "
        f"{math.ceil(largest / SIGNIFICANT) - 1:,} draws or more"
    )


def _holm(evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Adjust the p of every check, in both directions, and of the estimate it is based on."""
    result = dict(evidence)
    checks = [
        (name, slot, check) for name, one in evidence.items() for slot, check in _effects(one)
    ]
    adjusted = multiple_comparison.holm([check.p for _, _, check in checks])
    opposite = multiple_comparison.holm([check.p_opposite for _, _, check in checks])
    for (name, slot, check), p, p_opposite in zip(checks, adjusted, opposite, strict=True):
        one = result[name]
        new = replace(check, p_adjusted=p, p_opposite_adjusted=p_opposite)
        one = _with_effect(one, slot, new)
        result[name] = replace(
            one,
            estimates=tuple(
                replace(e, p_adjusted=p) if at == _basis(one.estimates, check) else e
                for at, e in enumerate(one.estimates)
            ),
        )
    return result


def _effects(evidence: Evidence) -> list[tuple[str, EffectCheck]]:
    slots = (("check", evidence.check), ("base_rate", evidence.base_rate))
    effects = ((slot, deciding_effect(check)) for slot, check in slots)
    return [(slot, effect) for slot, effect in effects if effect is not None]


def _with_effect(evidence: Evidence, slot: str, effect: EffectCheck) -> Evidence:
    """Return the evidence with another version of an effect of `_effects`."""
    if slot == "check":
        return replace(evidence, check=with_deciding_effect(evidence.check, effect))
    return replace(evidence, base_rate=effect)


def _basis(estimates: Sequence[Estimate], check: EffectCheck) -> int | None:
    """Return the position of the estimate that a check is based on: the first with its p."""
    return next((at for at, e in enumerate(estimates) if e.p == check.p and not e.diagnostic), None)


def _false_discoveries(evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Adjust the p of every estimate that no check is based on."""
    places = [
        (name, at)
        for name, one in evidence.items()
        for at, e in enumerate(one.estimates)
        if e.p is not None and e.p_adjusted is None and not e.diagnostic
    ]
    raw = [evidence[name].estimates[at].p or 0.0 for name, at in places]
    adjusted = dict(zip(places, multiple_comparison.benjamini_hochberg(raw), strict=True))
    return {
        name: replace(
            one,
            estimates=tuple(
                replace(e, p_adjusted=adjusted.get((name, at), e.p_adjusted))
                for at, e in enumerate(one.estimates)
            ),
        )
        for name, one in evidence.items()
    }


def drawn_again(
    evidence: Evidence, other: Evidence, rng: np.random.Generator, *, draws: int
) -> Evidence:
    """Return the evidence with the p-values that other random numbers might give.

    For the Monte Carlo error of the adjusted p-values of other claims. Effects and intervals are
    unchanged.

    Parameters
    ----------
    other
        Evidence of the same test from other random numbers. A p that is the same in both is exact,
        unless it is counted in all draws.
    """
    exact = {p for p in _p_values(other) if not monte_carlo.is_counted(p, draws)}
    # Equal ones remain equal: an estimate has the p of the check that is based on it.
    again = {
        p: p if p in exact else monte_carlo.drawn_again(rng, p, draws)
        for p in dict.fromkeys(_p_values(evidence))
    }
    for slot, check in _effects(evidence):
        new = replace(check, p=again[check.p], p_opposite=again[check.p_opposite])
        evidence = _with_effect(evidence, slot, new)
    estimates = (e if e.p is None else replace(e, p=again[e.p]) for e in evidence.estimates)
    return replace(evidence, estimates=tuple(estimates))


def _p_values(evidence: Evidence) -> Iterator[float]:
    for _, check in _effects(evidence):
        yield from (check.p, check.p_opposite)
    yield from (e.p for e in evidence.estimates if e.p is not None)


def discoveries(evidence: Evidence) -> tuple[Estimate, ...]:
    """Select the secondary results that are significant after adjustment within their family."""
    decided = {_basis(evidence.estimates, check) for _, check in _effects(evidence)}
    return tuple(
        e
        for at, e in enumerate(evidence.estimates)
        if e.p_adjusted is not None and e.p_adjusted <= FALSE_DISCOVERIES and at not in decided
    )


def collect_trials(evidence: Mapping[str, Evidence]) -> TrialLog:
    """Collect the trading rules that all claims tried; names start with the claim's id."""
    log = TrialLog()
    for claim_id, one in evidence.items():
        log = log.add({f"{claim_id}: {name}": ratio for name, ratio in one.trials.items()})
    return log


def deflate(evidence: Evidence, trials: TrialLog) -> Evidence:
    """Add the deflated Sharpe ratio of the rule that a study chose (METHODS 3.6).

    If the claim requires a minimum, it becomes a condition of the check; with too few trials to
    estimate their variance the condition is not met.
    """
    chosen, variance = evidence.chosen, trials.variance
    if chosen is None:
        return evidence
    if variance is None:
        return _with_condition(evidence, 0.0)
    luck = expected_maximum_sharpe(variance, trials=trials.count)
    own = chosen.sharpe * np.sqrt(chosen.periods_per_year)
    deflated = chosen.deflated(trials=trials.count, variance=variance)
    estimate = Estimate(
        f"chance that {chosen.name} is better than the luckiest of {trials.count} rules tried",
        deflated,
        note="deflated Sharpe ratio (Bailey & López de Prado 2014): its own over its benchmark is "
        f"{own:.2f} a year, luck alone would show {luck:.2f}; counts every rule of this run",
    )
    evidence = replace(evidence, estimates=(*evidence.estimates, estimate))
    return _with_condition(evidence, deflated)


def _with_condition(evidence: Evidence, deflated: float) -> Evidence:
    """Add the required deflated Sharpe ratio to the conditions of the check."""
    check, least = evidence.check, evidence.least_deflated
    if least is None or not isinstance(check, EffectCheck):
        return evidence
    condition = (
        f"a chance of at least {least:.0%} that the best rule is better than luck among all rules "
        f"tried, found {deflated:.0%}",
        deflated >= least,
    )
    return replace(evidence, check=replace(check, conditions=(*check.conditions, condition)))
