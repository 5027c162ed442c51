"""The comparison of a statistic with its null, and the forms in which studies report it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from backtests.evidence.effects import mean_effect, rate_effect
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


@pytest.mark.parametrize("claimed_lower", [False, True])
def test_a_share_is_tested_as_wilsons_interval_is_made(claimed_lower: bool) -> None:
    """At the lower end of the 90% interval of 45 of 58 the one-sided p is 5%; 45/58 - 1/2."""
    low, high = proportion_confint(45, 58, alpha=0.10, method="wilson")
    effect = rate_effect(45, 58, null=0.5, claimed_lower=claimed_lower)
    sign = -1 if claimed_lower else 1
    assert effect.effect == pytest.approx(sign * (45 / 58 - 0.5))
    assert effect.upper == pytest.approx(0.5 - low if claimed_lower else high - 0.5)
    assert effect.p + effect.p_opposite == pytest.approx(1)
    at_low = rate_effect(45, 58, null=low, claimed_lower=claimed_lower)
    assert (at_low.p_opposite if claimed_lower else at_low.p) == pytest.approx(0.05)
    # z = (0.7759 - 0.5) / sqrt(0.25 / 58) = 4.202
    p = effect.p_opposite if claimed_lower else effect.p
    assert p == pytest.approx(norm.sf((45 / 58 - 0.5) / math.sqrt(0.25 / 58)))


def test_overlapping_windows_count_as_separate_ones() -> None:
    """2,000 of 9,000 days with 36 separate years: the share stays, the error is that of 36."""
    effect = rate_effect(2000, 9000, null=0.5, n_eff=36, claimed_lower=True)
    assert (effect.value, effect.n, effect.n_eff) == (pytest.approx(2 / 9), 9000, 36)
    assert effect.p == pytest.approx(norm.cdf((2 / 9 - 0.5) / math.sqrt(0.25 / 36)))
