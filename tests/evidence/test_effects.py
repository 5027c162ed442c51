"""The comparison of a statistic with its null, and the forms in which studies report it."""

from __future__ import annotations

import numpy as np
import pytest

from backtests.evidence.effects import mean_effect
from backtests.evidence.robustness import LeftOut

VALUES = np.array([0.02, 0.04, 0.06])
RANDOM = np.array([0.00, 0.01, 0.02, 0.05])


def test_a_mean_is_compared_with_the_random_means() -> None:
    """Value, null and effect are means; p counts the draws at least as large."""
    effect = mean_effect(VALUES, RANDOM, n_eff=3, sd=0.02)
    assert effect.value == pytest.approx(0.04)
    assert effect.baseline == pytest.approx(0.02)
    assert effect.effect == pytest.approx(0.02)
    assert (effect.p, effect.p_opposite) == pytest.approx((2 / 5, 4 / 5))


def test_a_claim_of_a_lower_mean_reverses_the_effect() -> None:
    """The effect, both p-values and the upper bound are those of the negated statistic."""
    lower = mean_effect(VALUES, RANDOM, n_eff=3, claimed_lower=True)
    negated = mean_effect(-VALUES, -RANDOM, n_eff=3)
    assert lower.effect == pytest.approx(negated.effect)
    assert lower.upper == pytest.approx(negated.upper)
    assert (lower.p, lower.p_opposite) == (negated.p, negated.p_opposite)
    assert lower.detectable == pytest.approx(negated.detectable)


def test_one_separate_event_has_no_upper_bound() -> None:
    """With fewer than two separate events, the interval is unknown."""
    effect = mean_effect(VALUES, RANDOM, n_eff=1)
    assert effect.interval is None
    assert effect.upper == np.inf


def test_all_forms_of_an_effect_agree() -> None:
    """Check, estimate, specification and left-out sample state the same numbers."""
    effect = mean_effect(VALUES, RANDOM, n_eff=2, sd=0.02)
    check = effect.check(least=0.01)
    estimate = effect.estimate("mean")
    specification = effect.specification({"horizon": "a year"})
    assert (check.effect, check.p, check.n_eff) == (effect.effect, effect.p, 2)
    assert (estimate.value, estimate.p, estimate.mde) == (effect.value, effect.p, check.detectable)
    assert (specification.n, specification.effect) == (3, effect.effect)
    in_both = (effect.effect, effect.p, effect.p_opposite, effect.upper)
    assert effect.left_out("2020") == LeftOut("2020", *in_both)
    assert (specification.p_opposite, specification.upper) == in_both[2:]
