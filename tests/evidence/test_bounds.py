"""Verdicts exactly at the bounds of METHODS 4, and the figures in which they are given."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from backtests.evidence.checks import ExpectationCheck, MissingCheck, decide, decision
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure
from backtests.evidence.forecast_checks import ScenarioCheck, TouchCheck
from backtests.evidence.robustness import (
    LeftOut,
    Robustness,
    contradicts,
    enough_events,
    refutation_failures,
    refutation_requirements,
    support_failures,
    support_requirements,
)

DAY = pd.Timestamp("2026-01-31")
# Passes both gates by a hair.
ROBUST = Robustness(
    (LeftOut("1990", 0.03, 0.10, 0.05, 0.0),),
    definitions=10,
    with_sign=0.80,
    significant=0.50,
    joint_p=0.04,
    n_eff=5,
    overfitting=0.50,
    effect=0.04,
    confirming=0.20,
    contradicting=0.50,
)


def points(effect: float) -> str:
    """An effect in percentage points."""
    return f"{100 * effect:+.1f} pp"


@pytest.mark.parametrize(
    ("found", "verdict"),
    [(0.11, "supported"), (0.12, "inconclusive"), (0.1201, "refuted"), (0.08, "inconclusive")],
)
def test_a_figure_is_judged_by_its_tolerance(found: float, verdict: str) -> None:
    """One supports, more than two refute; 9% and 8% are one and two below, also in binary."""
    figure = Figure("the return", 0.10, (found,), 0.01)
    assert FactCheck((figure,)).decide().verdict == verdict
    refuted = FactCheck((figure,)).decided_by()[-1]
    assert (refuted.found, refuted.met) == (
        ("1: the return", True) if verdict == "refuted" else ("0", False)
    )


def test_what_would_change_a_figure_is_its_tolerance_and_twice_it() -> None:
    """Off by 1.5 points of 10%, with a tolerance of one."""
    figure = Figure("the return", 0.10, (0.115, 0.2), 0.01)
    assert FactCheck((figure,)).would_change() == (
        "the return: off by 1.50%; up to 1.00% supports, beyond 2.00% refutes",
    )


@pytest.mark.parametrize(
    ("relation", "met"),
    [
        (">=", (False, True, True)),
        (">", (False, False, True)),
        ("<=", (True, True, False)),
        ("<", (True, False, False)),
    ],
)
def test_a_criterion_at_its_bound(relation: str, met: tuple[bool, ...]) -> None:
    """Below, at and above 0.5; a number that is not known meets none."""
    found = [Criterion("share", value, relation, 0.5).met for value in (0.4, 0.5, 0.6)]
    assert tuple(found) == met
    assert not Criterion("share", math.nan, relation, 0.5).met


def test_a_share_is_shown_in_percent_and_a_number_as_it_is() -> None:
    """With what was needed."""
    assert Criterion("share", 0.4, ">", 0.5).shortfall == "share 40%, needed above 50%"
    assert Criterion("ratio", 0.4, "<=", 0.3, "number").shortfall == "ratio 0.4, needed at most 0.3"


def test_a_row_without_criteria_decides_nothing() -> None:
    """One without those of a refutation is inconclusive where it is not supported."""
    missed = Criterion("share", 0.4, ">=", 0.5)
    assert CriteriaCheck((), ()).decide().verdict == "inconclusive"
    assert CriteriaCheck((missed,)).decide().verdict == "inconclusive"
    assert CriteriaCheck((missed,), (replace(missed, relation="<"),)).decide().verdict == "refuted"


@pytest.mark.parametrize(("events", "verdict"), [(4, "inconclusive"), (5, "supported")])
def test_five_separate_events_are_enough(events: int, verdict: str) -> None:
    """For criteria and for effects."""
    met = Criterion("share", 0.6, ">=", 0.5)
    assert CriteriaCheck((met,), n_eff=events).decide().verdict == verdict
    assert enough_events(events, "supported").met is (events == 5)
    effect = EffectCheck(
        effect=0.04,
        least=0.01,
        upper=0.06,
        p=0.01,
        p_opposite=0.99,
        n_eff=events,
        p_adjusted=0.05,
        gate=True,
    )
    assert effect.decide().verdict == verdict


def test_an_effect_refutes_by_its_bound_or_by_its_direction() -> None:
    """Either is enough; a p of 1, that of an event left out without one, refutes nothing."""
    assert contradicts(0.02, 0.009, 0.5, least=0.01)
    assert not contradicts(0.02, 0.01, 0.5, least=0.01)
    assert contradicts(-0.02, math.inf, 0.10, least=0.01)
    assert not contradicts(-0.02, math.inf, 0.11, least=0.01)
    assert not contradicts(0.0, math.inf, 0.10, least=0.01)
    left = LeftOut("1990", -0.02, 0.9)
    assert not contradicts(left.effect, left.upper, left.p_opposite, least=0.01)


def test_the_gates_are_passed_at_their_bounds() -> None:
    """Every share and p is as large or as small as it may be."""
    assert support_failures(ROBUST) == ()
    assert refutation_failures(ROBUST, least=0.01, shown=points) == ()
    assert all(one.met for one in support_requirements(ROBUST))
    assert all(one.met for one in refutation_requirements(ROBUST, least=0.01, shown=points))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"with_sign": 0.79}, "only 79% of 10 definitions have its sign"),
        ({"significant": 0.49}, "only 49% of 10 definitions reach p .10"),
        ({"n_eff": 4}, "only 4 separate events"),
        (
            {"overfitting": 0.51},
            "what is best in half of the record is below the middle in the other half 51% of the "
            "time",
        ),
        ({"leave_one_out": (LeftOut("1990", 0.03, 0.11),)}, "without 1990 p is 0.11"),
        ({"leave_one_out": (LeftOut("1990", 0.0, 0.10),)}, "without 1990 the effect is gone"),
        ({"leave_one_out": ()}, "no event or year can be left out"),
    ],
)
def test_support_beyond_a_bound_is_fragile(change: dict[str, object], sentence: str) -> None:
    """The part that failed is named, and alone."""
    assert support_failures(replace(ROBUST, **change)) == (sentence,)


def test_an_effect_that_is_not_there_is_not_gone_without_an_event() -> None:
    """It is zero or less with all events; where it is not known, it is gone without one."""
    left = (LeftOut("1990", -0.01, 0.10),)
    nothing = ("there is no effect in the claimed direction",)
    assert support_failures(replace(ROBUST, leave_one_out=left, effect=0.0)) == nothing
    gone = ("without 1990 the effect is gone",)
    assert support_failures(replace(ROBUST, leave_one_out=left, effect=None)) == gone


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"confirming": 0.21},
            "21% of 10 definitions have the claimed sign with p up to .10",
        ),
        ({"contradicting": 0.49}, "only 49% of 10 definitions refute it"),
        ({"n_eff": 4}, "only 4 separate events"),
        (
            {"leave_one_out": (LeftOut("1990", 0.01, 0.5, 0.5, 0.02),)},
            "without 1990 its interval reaches +2.0 pp",
        ),
        (
            {"leave_one_out": (LeftOut("1990", 0.01, 0.5, 0.5),)},
            "without 1990 too little remains",
        ),
    ],
)
def test_a_refutation_beyond_a_bound_is_fragile(change: dict[str, object], sentence: str) -> None:
    """The part that failed is named, and alone; the requirement that is not met is the same."""
    found = replace(ROBUST, **change)
    assert refutation_failures(found, least=0.01, shown=points) == (sentence,)
    unmet = [one for one in refutation_requirements(found, least=0.01, shown=points) if not one.met]
    assert len(unmet) == (0 if "n_eff" in change else 1)


def effect_of(effect: float, **more: object) -> EffectCheck:
    """An effect of a claim that asks for a point."""
    return EffectCheck(
        effect=effect, least=0.01, upper=0.05, p=0.5, p_opposite=0.5, n_eff=9, **more
    )


def test_effects_are_shown_in_points_or_in_their_unit() -> None:
    """With a second digit where less than a point would count."""
    assert effect_of(0.1234).format(0.1234) == "+12.3 pp"
    assert replace(effect_of(0.0), least=0.005).format(-0.1234) == "-12.34 pp"
    assert effect_of(0.0, unit="a year").format(1.5) == "+1.5 a year"


def test_an_effect_in_reverse_is_said_in_words() -> None:
    """Below zero only: no effect is none in either direction."""
    assert effect_of(-0.02, in_reverse="lower").stated == "lower by 2.0 pp"
    assert effect_of(0.0, in_reverse="lower").stated == "effect +0.0 pp"
    assert effect_of(0.02, in_reverse="lower").stated == "effect +2.0 pp"
    assert effect_of(-0.02).stated == "effect -2.0 pp"


def test_what_so_many_events_could_show_is_said_where_it_is_known() -> None:
    """METHODS 3.7."""
    assert effect_of(0.0).could_show() == ""
    assert effect_of(0.0, detectable=0.08).could_show() == (
        "9 separate events show an effect of +8.0 pp four times in five, a smaller one less often"
    )


def test_a_refutation_that_no_gate_has_seen_is_of_too_few_events() -> None:
    """The note of the gate is given where it has run."""
    found = replace(effect_of(-0.02, p_opposite_adjusted=0.01), n_eff=4)
    assert found.decide().reason.endswith(", but only 4 separate events")
    seen = replace(found, refutation_gate=False, refutation_note="it is fragile")
    assert seen.decide().reason.endswith(", but it is fragile")


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [("2026-01-30", "pending"), ("2026-01-31", "refuted"), ("2026-02-01", "refuted")],
)
def test_a_forecast_is_decided_on_its_day(as_of: str, verdict: str) -> None:
    """The level was not touched; the bucket that came was given nothing."""
    day = pd.Timestamp(as_of)
    assert TouchCheck(100.0, DAY, day, None, 99.0).decide().verdict == verdict
    scenario = ScenarioCheck(DAY, day, "a bear market", 0.0)
    assert scenario.decide().verdict == verdict
    found = scenario.decided_by()[-1]
    known = verdict != "pending"
    assert (found.found, found.met) == (
        ("0% (a bear market)", True) if known else ("not known yet", None)
    )


@pytest.mark.parametrize(("touched", "verdict"), [(DAY, "supported"), (None, "pending")])
def test_a_touch_counts_up_to_its_day(touched: pd.Timestamp | None, verdict: str) -> None:
    """Also before that day; a touch after it does not count."""
    check = TouchCheck(100.0, DAY, pd.Timestamp("2026-01-30"), touched, 99.0)
    assert check.decide().verdict == verdict
    late = TouchCheck(100.0, DAY, DAY + pd.Timedelta(days=9), DAY + pd.Timedelta(days=1), 99.0)
    assert late.decide().verdict == "refuted"


def test_what_was_expected_came_true_or_did_not() -> None:
    """Or is not decided; that it was expected is not testable either way."""
    near, far = (FactCheck((Figure("rate", 1.0, (x,), 0.1),)) for x in (1.0, 2.0))
    checks = [ExpectationCheck("a survey", one) for one in (near, far, MissingCheck("no data"))]
    assert [check.came_true for check in checks] == [True, False, None]
    assert [decide(check).verdict for check in checks] == ["not testable"] * 3


def test_the_figures_of_a_decision_are_plain() -> None:
    """Checks within a check by their names, their parts as dictionaries, texts as they are."""
    found = decision(ExpectationCheck("a survey", FactCheck((Figure("rate", 1.0, (2.0,), 0.1),))))
    figure = {"name": "rate", "claimed": 1.0, "found": (2.0,), "tolerance": 0.1, "unit": "fraction"}
    assert found == {
        "check": "ExpectationCheck",
        "needs": "a survey",
        "outcome": {"check": "FactCheck", "figures": (figure,), "directions": (), "readings": ()},
    }
