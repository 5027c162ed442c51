"""The verdict table of METHODS 4, row by row."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.evidence.checks import Check, ExpectationCheck, MissingCheck, decide
from backtests.evidence.conjunction_check import Part, conjunction
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure, Reading
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck, TouchCheck
from backtests.evidence.gate import gated
from backtests.evidence.robustness import (
    LeftOut,
    Robustness,
    refutation_failures,
    support_failures,
)
from backtests.evidence.specification_curve import Curve, Specification

TODAY = pd.Timestamp("2026-10-08")
LATER = pd.Timestamp("2027-01-15")
EARLIER = pd.Timestamp("2026-09-11")


@pytest.mark.parametrize(
    ("found", "verdict"),
    [(0.36, "supported"), (0.389, "supported"), (0.391, "inconclusive"), (0.43, "refuted")],
)
def test_a_fact_is_judged_by_its_tolerance(found: float, verdict: str) -> None:
    """4.1: within tau, between one and two, beyond two."""
    figure = Figure("average", 0.36, (found,), 0.03)
    assert decide(FactCheck(figures=(figure,))).verdict == verdict


def test_the_nearest_reading_of_a_fact_counts() -> None:
    """Either base convention may match."""
    assert decide(FactCheck((Figure("average", 0.36, (0.50, 0.36), 0.03),))).verdict == "supported"


def test_a_false_direction_refutes_a_fact() -> None:
    """4.1: stated direction false."""
    found = decide(FactCheck(directions=(("a record close", False),)))
    assert (found.verdict, found.reason) == ("refuted", "not so: a record close")


@pytest.mark.parametrize(
    ("resolves", "condition", "verdict"),
    [
        (EARLIER, True, "supported"),
        (EARLIER, False, "refuted"),
        (EARLIER, None, "no data"),
        (LATER, True, "pending"),
    ],
)
def test_a_forecast_waits_for_its_day(
    resolves: pd.Timestamp, condition: bool | None, verdict: str
) -> None:
    """4.2, end value."""
    assert decide(ForecastCheck(resolves, TODAY, condition, "x")).verdict == verdict


def test_a_void_forecast_is_inconclusive() -> None:
    """A further cut makes the claim about the last cut void."""
    found = decide(ForecastCheck(LATER, TODAY, None, "x", void="a further cut"))
    assert (found.verdict, found.reason) == ("inconclusive", "void: a further cut")


@pytest.mark.parametrize(
    ("resolves", "touched", "verdict"),
    [
        (LATER, EARLIER, "supported"),
        (LATER, None, "pending"),
        (EARLIER, None, "refuted"),
        (EARLIER, TODAY, "refuted"),
    ],
)
def test_a_target_is_touched_or_not(
    resolves: pd.Timestamp, touched: pd.Timestamp | None, verdict: str
) -> None:
    """4.2, touch: early success counts at once, a late touch does not."""
    assert decide(TouchCheck(3250, resolves, TODAY, touched, 3000)).verdict == verdict


STRONG = EffectCheck(
    effect=0.10,
    least=0.02,
    upper=0.20,
    p=0.001,
    p_opposite=0.999,
    n_eff=12,
    p_adjusted=0.01,
    p_opposite_adjusted=1.0,
    gate=True,
    refutation_gate=False,
    refutation_note="only 0% of 12 definitions refute it",
)
CONTRADICTED = EffectCheck(
    effect=0.0,
    least=0.02,
    upper=0.01,
    p=0.5,
    p_opposite=0.5,
    n_eff=12,
    p_adjusted=1.0,
    p_opposite_adjusted=1.0,
    refutation_gate=True,
)


def rows_of(check: Check, verdict: str) -> dict[str, tuple[str, str, bool | None]]:
    """The requirements of a verdict by criterion: needed, found, met."""
    return {
        one.criterion: (one.needed, one.found, one.met)
        for one in check.decided_by()
        if one.verdict == verdict
    }


def test_an_effect_lists_what_decided_it_in_plain_words() -> None:
    """Ten points above chance where two count; no name of a statistic without a definition."""
    rows = rows_of(STRONG, "supported")
    assert rows["effect above chance (positive supports the claim)"] == (
        "at least +2.0 pp",
        "+10.0 pp",
        True,
    )
    assert rows["p after Holm"] == ("at most 0.05", "p 0.010 (p 0.001 before)", True)
    assert rows["separate events"] == ("at least 5", "12", True)
    assert rows["robustness checks"] == ("passed", "passed", True)
    (bound, events, gate) = rows_of(CONTRADICTED, "refuted").values()
    assert bound == (
        "below +2.0 pp, or an effect below zero with p at most 0.05",
        "+1.0 pp; p 1.000 (p 0.500 before)",
        True,
    )
    assert (events[2], gate[2]) == (True, True)


def test_figures_in_brackets_are_what_was_found() -> None:
    """A condition that names its figures shows them as found, not as the criterion."""
    check = replace(STRONG, conditions=(("a gain after 60% of cycles (found 33%)", False),))
    rows = rows_of(check, "supported")
    assert rows["a gain after 60% of cycles"] == ("true", "not true, 33%", False)


GATED = Robustness(
    leave_one_out=(LeftOut("2020", 0.08, 0.04, 0.9, 0.2), LeftOut("2008", 0.01, 0.12, 0.8, 0.1)),
    definitions=10,
    with_sign=0.9,
    significant=0.4,
    joint_p=0.04,
    n_eff=12,
)


def test_the_gate_is_listed_criterion_by_criterion() -> None:
    """Without 2008 p is .12, above .10; 90% have the sign (80% needed), 40% reach p .10 (50%)."""
    rows = rows_of(replace(STRONG, robustness=GATED, gate=False), "supported")
    assert rows["p without any one event or year"][1:] == ("without 2008 p is 0.12", False)
    assert rows["definitions with its sign"] == ("at least 80%", "90%", True)
    assert rows["definitions with p up to 0.10"] == ("at least 50%", "40%", False)


FIGURE = st.builds(
    Figure,
    name=st.just("average"),
    claimed=st.just(0.0),
    found=st.tuples(st.floats(-1, 1)),
    tolerance=st.floats(0.01, 0.5),
)
DIRECTION = st.tuples(st.just("it rose"), st.booleans())
READING = st.builds(
    Reading, name=st.just("other"), directions=st.lists(DIRECTION, max_size=1).map(tuple)
)
FACT = st.builds(
    FactCheck,
    figures=st.lists(FIGURE, max_size=2).map(tuple),
    directions=st.lists(DIRECTION, max_size=2).map(tuple),
    readings=st.lists(READING, max_size=1).map(tuple),
).filter(lambda fact: bool(fact.figures or fact.directions))
CRITERION = st.builds(
    Criterion,
    name=st.just("share"),
    value=st.floats(0, 1) | st.just(float("nan")),
    relation=st.sampled_from([">=", ">", "<=", "<"]),
    bound=st.floats(0, 1),
)
CRITERIA = st.builds(
    CriteriaCheck,
    supports=st.lists(CRITERION, min_size=1, max_size=2).map(tuple),
    refutes=st.lists(CRITERION, max_size=2).map(tuple),
    n_eff=st.none() | st.integers(0, 10),
)
P = st.floats(0, 0.2)
ROBUST = st.none() | st.builds(
    Robustness,
    leave_one_out=st.lists(
        st.builds(LeftOut, st.just("2020"), st.floats(-0.1, 0.1), P, P, st.floats(-0.1, 0.1)),
        max_size=2,
    ).map(tuple),
    definitions=st.just(10),
    with_sign=st.floats(0, 1),
    significant=st.floats(0, 1),
    joint_p=P,
    n_eff=st.just(9),
    overfitting=st.none() | st.floats(0, 1),
    effect=st.just(0.05),
    confirming=st.floats(0, 1),
    contradicting=st.floats(0, 1),
)


def effect_of(
    effect: float,
    upper: float,
    p: float,
    p_opposite: float,
    n_eff: int,
    met: bool,
    robustness: Robustness | None,
) -> EffectCheck:
    """An effect check whose gates follow from its robustness, as `gated` leaves it."""
    # The upper end of an interval is not below its effect.
    upper = max(effect, upper)
    check = EffectCheck(
        effect, 0.02, upper, p, p_opposite, n_eff, (("a condition", met),), p, p_opposite
    )
    if robustness is None:
        return check
    robustness = replace(robustness, n_eff=n_eff)
    against = refutation_failures(robustness, least=0.02, shown=check.format)
    return replace(
        check,
        robustness=robustness,
        gate=not support_failures(robustness),
        refutation_gate=not against,
    )


SIZE = st.floats(-0.1, 0.1)
EFFECT = st.builds(effect_of, SIZE, SIZE, P, P, st.integers(0, 12), st.booleans(), ROBUST)
CONJUNCTION = st.builds(
    lambda first, other: conjunction("first", first, Part("second", other)),
    EFFECT,
    EFFECT | FACT | CRITERIA,
)
DAYS = st.sampled_from([EARLIER, TODAY, LATER])
FORECAST = st.builds(
    ForecastCheck,
    DAYS,
    st.just(TODAY),
    st.none() | st.booleans(),
    st.just("a rise"),
    st.none() | st.just("a further cut"),
    st.booleans(),
)
TOUCH = st.builds(
    TouchCheck, st.just(3250.0), DAYS, st.just(TODAY), st.none() | DAYS, st.none() | st.just(3000.0)
)
ODDS = st.builds(
    ScenarioCheck,
    DAYS,
    st.just(TODAY),
    st.none() | st.just("sideways"),
    st.none() | st.floats(0, 1),
)
CHECKS = FACT | CRITERIA | EFFECT | CONJUNCTION | FORECAST | TOUCH | ODDS


@given(CHECKS)
@settings(max_examples=400, deadline=None)
def test_a_verdict_follows_from_the_requirements_that_are_met(check: Check) -> None:
    """Supported if and only if all of its rows are met; refuted as well, where it has rows."""
    verdict = decide(check).verdict
    met = {
        name: [one.met for one in check.decided_by() if one.verdict == name]
        for name in ("supported", "refuted")
    }
    assert met["supported"]
    if met["supported"] == [True] * len(met["supported"]):
        assert verdict == "supported"
    elif met["refuted"]:
        refuted = met["refuted"] == [True] * len(met["refuted"])
        assert verdict != "supported"
        assert (verdict == "refuted") == refuted
    else:
        assert verdict != "supported"


@given(CHECKS)
@settings(max_examples=100, deadline=None)
def test_an_expectation_lists_the_rows_of_its_outcome(check: Check) -> None:
    """The data that are missing first, then what decides whether it came true."""
    needs, *rest = ExpectationCheck("prices of futures", check).decided_by()
    assert (needs.needed, needs.met) == ("prices of futures", False)
    assert [replace(one, part="") for one in rest] == [
        replace(one, part="") for one in check.decided_by()
    ]
    assert all(one.part.startswith("outcome") for one in rest)


def test_an_effect_needs_size_significance_and_the_gate() -> None:
    """4.3, supported."""
    assert decide(STRONG).verdict == "supported"


def test_nothing_is_supported_while_the_gate_has_not_run() -> None:
    """A passed main test without the gate is inconclusive and says so."""
    found = decide(replace(STRONG, gate=None, gate_note="the gate has not been run"))
    assert found.verdict == "inconclusive"
    assert "has not been run" in found.reason


@pytest.mark.parametrize(
    "change",
    [
        {"gate": False},
        {"n_eff": 4},
        {"p_adjusted": 0.06},
        {"p_adjusted": None},
        {"conditions": (("60% of cycles", False),)},
        {"effect": 0.019},
    ],
)
def test_any_missing_part_leaves_an_effect_inconclusive(change: dict[str, object]) -> None:
    """4.3: otherwise."""
    assert decide(replace(STRONG, **change)).verdict == "inconclusive"  # type: ignore[arg-type]


def test_a_small_upper_bound_refutes() -> None:
    """4.3 and 7.2: the upper 90% bound lies below delta, and the gate is passed."""
    found = decide(CONTRADICTED)
    assert found.verdict == "refuted"
    assert (
        "the upper end of its 90% interval, +1.0 pp, is below the required +2.0 pp" in found.reason
    )


def test_an_upper_bound_at_delta_does_not_refute() -> None:
    """7.2 (a): below, not at."""
    assert decide(replace(CONTRADICTED, upper=0.02)).verdict == "inconclusive"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"n_eff": 4}, "refuted by the main test, but fragile"),
        (
            {"refutation_gate": False, "refutation_note": "without 2020 its interval reaches +3%"},
            "but without 2020 its interval reaches +3%",
        ),
        ({"refutation_gate": None}, "the robustness checks have not run"),
        ({"refutation_gate": None, "n_eff": 1}, "but only 1 separate event"),
    ],
)
def test_a_refutation_that_lacks_one_part_is_fragile(
    change: dict[str, object], reason: str
) -> None:
    """7.2 (b) to (d): inconclusive, and the part is named."""
    found = decide(replace(CONTRADICTED, **change))  # type: ignore[arg-type]
    assert found.verdict == "inconclusive"
    assert reason in found.reason


def test_a_significant_opposite_effect_refutes_after_holm() -> None:
    """7.2 (a): opposite sign with p <= .05 after Holm over the family's opposite p."""
    weak = replace(CONTRADICTED, effect=-0.05, upper=0.03, p=0.99, p_opposite=0.01)
    assert decide(replace(weak, p_opposite_adjusted=0.05)).verdict == "refuted"
    assert decide(replace(weak, p_opposite_adjusted=0.06)).verdict == "inconclusive"
    assert decide(replace(weak, p_opposite_adjusted=None)).verdict == "inconclusive"


# METHODS 4.4: annual Sharpe ratio over a benchmark of equal exposure, delta 0.10, and the row.
RULE = EffectCheck(
    effect=0.30,
    least=0.10,
    upper=0.60,
    p=0.004,
    p_opposite=0.996,
    n_eff=20,
    p_adjusted=0.024,
    conditions=(("a Sharpe ratio above all three", True), ("no deeper a drawdown", True)),
    gate=True,
    unit="of Sharpe ratio a year",
)


def test_a_rule_needs_its_row_significance_and_the_gate() -> None:
    """4.4, supported; the reason names the unit."""
    found = decide(RULE)
    assert found.verdict == "supported"
    assert "+0.3 of Sharpe ratio a year" in found.reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"conditions": (("no deeper a drawdown", False),)}, "not met: no deeper a drawdown"),
        ({"p_adjusted": 0.051}, "is not significant"),
        ({"effect": 0.09}, "less than the required"),
        ({"effect": -0.09, "least": 0.0}, "less than zero, but its 90% interval reaches"),
        ({"gate": False, "gate_note": "without 2008 p is 0.20"}, "fragile"),
        ({"n_eff": 4}, "only 4 separate events"),
        ({"gate": None, "gate_note": "the gate has not been run"}, "has not been run"),
    ],
)
def test_a_rule_that_lacks_one_part_is_inconclusive(change: dict[str, object], reason: str) -> None:
    """4.4: otherwise."""
    found = decide(replace(RULE, **change))  # type: ignore[arg-type]
    assert found.verdict == "inconclusive"
    assert reason in found.reason


@pytest.mark.parametrize(
    "change",
    [
        {"effect": 0.0, "upper": 0.09, "p": 0.5, "p_adjusted": 1.0},
        {"effect": -0.2, "upper": 0.15, "p_adjusted": 1.0, "p_opposite_adjusted": 0.03},
        {
            "effect": 0.02,
            "upper": 0.09,
            "p": 0.3,
            "p_adjusted": 1.0,
            "conditions": (("no deeper a drawdown", False),),
        },
    ],
)
def test_a_rule_whose_gain_is_too_small_or_a_loss_is_refuted(change: dict[str, object]) -> None:
    """4.4 and 7.2: upper 90% bound below delta, or worse with p <= .05, whatever its row says."""
    refuted = replace(RULE, refutation_gate=True, **change)  # type: ignore[arg-type]
    assert decide(refuted).verdict == "refuted"
    assert decide(replace(refuted, n_eff=1)).verdict == "inconclusive"


def test_a_worse_rule_that_could_be_chance_is_not_refuted() -> None:
    """4.4: worse, but with p above .05, and a bound above delta."""
    weak = replace(RULE, effect=-0.1, upper=0.2, p=0.8, p_adjusted=1.0, p_opposite=0.2)
    assert decide(weak).verdict == "inconclusive"


@pytest.mark.parametrize(("overfitting", "verdict"), [(0.5, "supported"), (0.51, "inconclusive")])
def test_a_choice_that_is_luck_blocks_a_rule(overfitting: float, verdict: str) -> None:
    """METHODS 3.6: PBO above .5, through the gate of a claim."""
    curve = Curve((Specification({"stop": "8%"}, 20, 0.3, 0.3, 0.01),))
    left_out = (LeftOut("2008", 0.25, 0.02), LeftOut("2020", 0.28, 0.01))
    found = decide(gated(RULE, left_out, curve, overfitting=overfitting))
    assert found.verdict == verdict
    assert ("below the middle in the other half 51%" in found.reason) == (overfitting > 0.5)


def test_odds_are_never_supported_by_one_outcome() -> None:
    """4.5: refuted at 5% or less, else inconclusive, pending before the day."""
    assert decide(ScenarioCheck(EARLIER, TODAY, "up", 0.25)).verdict == "inconclusive"
    assert decide(ScenarioCheck(EARLIER, TODAY, "up", 0.05)).verdict == "refuted"
    assert decide(ScenarioCheck(LATER, TODAY, None, None)).verdict == "pending"


def test_a_missing_series_is_said() -> None:
    """7.1: a claim whose series is missing has no data; the reason names the series."""
    found = decide(MissingCheck("not tested: no series DJI"))
    assert (found.verdict, found.reason) == ("no data", "not tested: no series DJI")
