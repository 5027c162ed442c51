"""Families of tests: what other random numbers might give for the p-values of their members."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backtests.claims.families import drawn_again, too_few_draws
from backtests.claims.registry import load_claims
from backtests.evidence.checks import ExpectationCheck, NotTestableCheck
from backtests.evidence.conjunction_check import ConjunctionCheck, Part, deciding_effect
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate, Evidence
from backtests.inference import monte_carlo

DRAWS = 1_000
COUNTED, OPPOSITE, OF_A_FORMULA = 31 / 1_001, 971 / 1_001, 0.0312


def evidence(p: float = COUNTED, other: float = OF_A_FORMULA) -> Evidence:
    """A check, its estimate, one with a p of its own and one without any."""
    check = EffectCheck(0.02, 0.01, 0.04, p, OPPOSITE, n_eff=9)
    return Evidence(
        check, (Estimate("mean", 0.1, p=p), Estimate("share", 0.6, p=other), Estimate("n", 9.0))
    )


def effect_of(one: Evidence) -> EffectCheck:
    """The effect that decides the check."""
    found = deciding_effect(one.check)
    assert found is not None
    return found


def test_counts_are_binomial_and_exact_values_stay() -> None:
    """The estimate keeps the p of the check that is based on it."""
    rng = monte_carlo.generator("families")
    drawn = [drawn_again(evidence(), evidence(), rng, draws=DRAWS) for _ in range(2_000)]
    for one in drawn:
        mean, share, n = one.estimates
        assert mean.p == effect_of(one).p
        assert (share.p, n.p) == (OF_A_FORMULA, None)
        assert (mean.value, share.value, n.value) == (0.1, 0.6, 9.0)
    for p, found in (
        (COUNTED, [effect_of(one).p for one in drawn]),
        (OPPOSITE, [effect_of(one).p_opposite for one in drawn]),
    ):
        assert all(monte_carlo.is_counted(value, DRAWS) for value in found)
        assert np.mean(found) == pytest.approx(p, abs=4e-4)
        assert np.std(found) == pytest.approx((p * (1 - p) / DRAWS) ** 0.5, rel=0.1)


def test_a_p_that_other_random_numbers_change_is_drawn_whatever_its_count() -> None:
    """One of fewer draws, as that of the resamples that could be used."""
    rng = monte_carlo.generator("families")
    other = evidence(other=0.0271)
    found = {drawn_again(evidence(), other, rng, draws=DRAWS).estimates[1].p for _ in range(50)}
    assert len(found) > 10
    assert np.mean([p for p in found if p is not None]) == pytest.approx(OF_A_FORMULA, abs=0.01)


@pytest.mark.parametrize("p", [1 / 1_001, 1.0])
def test_a_p_at_its_end_stays_there(p: float) -> None:
    """No draw, or every one, was as extreme."""
    rng = monte_carlo.generator("families")
    assert effect_of(drawn_again(evidence(p), evidence(p), rng, draws=DRAWS)).p == p


def test_every_effect_of_a_claim_has_its_own() -> None:
    """That which decides a conjunction, and the check of past targets beside a forecast."""
    rng = monte_carlo.generator("families")
    first = effect_of(evidence())
    both = ConjunctionCheck("first", first, (Part("second", first),))
    found = drawn_again(Evidence(both, base_rate=first), evidence(), rng, draws=DRAWS)
    assert found.base_rate is not None
    assert effect_of(found).p == found.base_rate.p != COUNTED
    assert isinstance(found.check, ConjunctionCheck)
    assert found.check.others == both.others
    for untested in (NotTestableCheck("no data"), ExpectationCheck("a rise", first)):
        one = replace(evidence(), check=untested)
        assert drawn_again(one, one, rng, draws=DRAWS).check == untested


def test_draws_that_cannot_reach_significance_are_named() -> None:
    """With n tests, n / (20 n) is .05; a claim without a family has no correction."""
    claims = load_claims()
    members = [c for c in claims if c.type in {"C", "T"} and not c.same_test_as][:20]
    assert members
    known = {claim.id: evidence() for claim in claims}
    count = len(members)
    enough = 20 * count - 1
    assert too_few_draws(members, known, draws=enough) is None
    said = too_few_draws(members, known, draws=enough - 1)
    assert said is not None
    assert f"{count} tests of a family" in said
    assert f"needs {enough:,} draws or more" in said
    facts = [claim for claim in claims if claim.type == "F"]
    assert facts
    assert too_few_draws(facts, known, draws=1) is None
