"""Statements of several parts: one decides, all are needed for "supported" (METHODS 4.6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backtests.claims.families import adjust
from backtests.claims.registry import load_claims
from backtests.evidence.checks import decide, decision
from backtests.evidence.conjunction_check import ConjunctionCheck, Part, conjunction
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck

CLEAR = EffectCheck(
    effect=0.05,
    least=0.02,
    upper=0.08,
    p=0.01,
    p_opposite=0.99,
    n_eff=20,
    p_adjusted=0.01,
    p_opposite_adjusted=1.0,
    gate=True,
    refutation_gate=True,
)
UNCLEAR = replace(CLEAR, effect=0.01, upper=0.04, p=0.30, p_adjusted=0.30)
OPPOSITE = replace(
    CLEAR, effect=-0.05, upper=-0.02, p=0.99, p_opposite=0.01, p_opposite_adjusted=0.01
)


@pytest.mark.parametrize(
    ("deciding", "other", "verdict"),
    [
        (CLEAR, CLEAR, "supported"),
        (CLEAR, UNCLEAR, "inconclusive"),
        (CLEAR, OPPOSITE, "inconclusive"),
        (UNCLEAR, CLEAR, "inconclusive"),
        (OPPOSITE, CLEAR, "refuted"),
    ],
)
def test_one_part_decides_and_all_are_needed_for_supported(
    deciding: EffectCheck, other: EffectCheck, verdict: str
) -> None:
    """The other part can prevent "supported", and nothing else."""
    assert decide(conjunction("banks", deciding, Part("rates", other))).verdict == verdict


@pytest.mark.parametrize("deciding", [CLEAR, UNCLEAR])
def test_a_stated_fact_that_is_false_refutes(deciding: EffectCheck) -> None:
    """A fact has no sampling error; the reason names the part."""
    fact = FactCheck(directions=(("the slope rose", False),))
    found = decide(conjunction("banks", deciding, Part("the curve", fact)))
    assert (found.verdict, found.reason) == ("refuted", "the curve: not so: the slope rose")


def test_a_stated_fact_that_is_true_leaves_the_decision_to_the_effect() -> None:
    """It stands in the reason of a supported statement."""
    fact = FactCheck(directions=(("the slope rose", True),))
    found = decide(conjunction("banks", CLEAR, Part("the curve", fact)))
    assert found.verdict == "supported"
    assert found.reason.endswith("; the curve: the slope rose")
    assert decide(conjunction("banks", UNCLEAR, Part("the curve", fact))).verdict == "inconclusive"


def test_a_part_that_is_unclear_is_named() -> None:
    """With what it found."""
    found = decide(conjunction("banks", CLEAR, Part("rates", UNCLEAR)))
    assert "; but not rates: effect +1.0 pp" in found.reason


def test_only_the_deciding_part_enters_holm() -> None:
    """Among two relative claims a p of .01 is .02; the .01 of the other part stays .01."""
    slide, other = (c for c in load_claims() if c.id in ("slide-04", "slide-10"))
    whole = conjunction("banks", replace(CLEAR, p_adjusted=None), Part("rates", CLEAR))
    evidence = {
        slide.id: Evidence(whole, (Estimate("banks", 0.05, p=0.01),)),
        other.id: Evidence(UNCLEAR, (Estimate("lead", 0.01, p=0.30),)),
    }
    found = adjust((slide, other), evidence)[slide.id]
    assert isinstance(found.check, ConjunctionCheck)
    (part,) = found.check.others
    assert isinstance(part.check, EffectCheck)
    assert (found.check.deciding.p_adjusted, part.check.p_adjusted) == (0.02, 0.01)
    assert found.estimates[0].p_adjusted == 0.02


def test_the_decision_names_the_kind_of_check_of_every_part() -> None:
    """Anyone can apply the verdict table to each part of the exported decision."""
    check = conjunction("banks", CLEAR, Part("rates", UNCLEAR))
    found = decision(check)
    assert found["check"] == "ConjunctionCheck"
    assert found["deciding"] == decision(CLEAR)
    assert found["others"] == ({"name": "rates", "check": decision(check.others[0].check)},)


def test_what_would_change_the_verdict_is_stated_for_each_part() -> None:
    """The deciding part can refute; the other one is needed, with a p of its own."""
    changes = conjunction("banks", CLEAR, Part("rates", UNCLEAR)).would_change()
    assert [change.split(":")[0] for change in changes] == ["banks", "banks", "also needed, rates"]
    assert "refuted if" in changes[1]
    assert "p of its own at most 0.05 (found 0.300)" in changes[2]
