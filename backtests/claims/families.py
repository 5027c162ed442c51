"""Many tests at once: Holm for what verdicts rest on, false discoveries, luck among rules tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backtests.claims.registry import Claim
from backtests.evidence.checks import EffectCheck, with_adjusted_p
from backtests.evidence.estimates import Estimate, Evidence
from backtests.inference import multiple_comparison
from backtests.inference.overfitting import TrialLog
from backtests.inference.sharpe import expected_maximum_sharpe

# METHODS 3.6: Holm within each family; conditional claims and the base rates of targets are one.
FAMILY = {"C": "conditional", "T": "conditional", "B": "relative", "R": "rules"}
# METHODS 3.6: share of false ones to allow for among the secondary results called discoveries.
FALSE_DISCOVERIES = 0.10


def adjust(claims: Sequence[Claim], evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Fill in p after Holm for what decides, after Benjamini and Hochberg for the rest.

    Both are taken family by family; the secondary results of claims without a family are one
    family more. A diagnostic of another estimate is left as it is.
    """
    adjusted = dict(evidence)
    for family in dict.fromkeys(FAMILY.get(claim.type) for claim in claims):
        members = [c.id for c in claims if FAMILY.get(c.type) == family]
        adjusted |= _holm({name: adjusted[name] for name in members})
        adjusted |= _false_discoveries({name: adjusted[name] for name in members})
    return adjusted


def _holm(evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Adjust the p of every check, and write it beside the estimate that the check rests on."""
    found = dict(evidence)
    checks = [
        (name, slot, check) for name, one in evidence.items() for slot, check in _effects(one)
    ]
    adjusted = multiple_comparison.holm([check.p for _, _, check in checks])
    for (name, slot, check), p in zip(checks, adjusted, strict=True):
        one, new = found[name], with_adjusted_p(check, p)
        one = replace(one, check=new) if slot == "check" else replace(one, base_rate=new)
        found[name] = replace(
            one,
            estimates=tuple(
                replace(e, p_adjusted=p) if at == _rests_on(one.estimates, check) else e
                for at, e in enumerate(one.estimates)
            ),
        )
    return found


def _effects(evidence: Evidence) -> list[tuple[str, EffectCheck]]:
    slots = (("check", evidence.check), ("base_rate", evidence.base_rate))
    return [(slot, check) for slot, check in slots if isinstance(check, EffectCheck)]


def _rests_on(estimates: Sequence[Estimate], check: EffectCheck) -> int | None:
    """Position of the first estimate with the p of a check."""
    return next((at for at, e in enumerate(estimates) if e.p == check.p and not e.diagnostic), None)


def _false_discoveries(evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """Adjust the p of every estimate that no verdict rests on."""
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


def discoveries(evidence: Evidence) -> tuple[Estimate, ...]:
    """Pick the secondary results that stay significant after the correction for their family."""
    decided = {_rests_on(evidence.estimates, check) for _, check in _effects(evidence)}
    return tuple(
        e
        for at, e in enumerate(evidence.estimates)
        if e.p_adjusted is not None and e.p_adjusted <= FALSE_DISCOVERIES and at not in decided
    )


def trials_of(evidence: Mapping[str, Evidence]) -> TrialLog:
    """Collect every trading rule that any claim tried; names start with the claim's id."""
    log = TrialLog()
    for claim_id, found in evidence.items():
        log = log.add({f"{claim_id}: {name}": ratio for name, ratio in found.trials.items()})
    return log


def deflate(evidence: Evidence, trials: TrialLog) -> Evidence:
    """Add the deflated Sharpe ratio of what a study chose, among all trials (METHODS 3.6).

    Where the claim's row asks for one, the check gets the condition; a log too short for it does
    not meet it.
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
    found = replace(evidence, estimates=(*evidence.estimates, estimate))
    return _with_condition(found, deflated)


def _with_condition(evidence: Evidence, deflated: float) -> Evidence:
    """Add to the check that the deflated Sharpe ratio is what the row asks for."""
    check, least = evidence.check, evidence.least_deflated
    if least is None or not isinstance(check, EffectCheck):
        return evidence
    condition = (
        f"a chance of at least {least:.0%} that the best rule is better than luck among all rules "
        f"tried, found {deflated:.0%}",
        deflated >= least,
    )
    return replace(evidence, check=replace(check, conditions=(*check.conditions, condition)))
