"""What a check says: its reason, what it needs with what was found, and what would change it."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from backtests.evidence.checks import (
    Check,
    ExpectationCheck,
    MissingCheck,
    NotTestableCheck,
    decide,
)
from backtests.evidence.conjunction_check import (
    Part,
    conjunction,
    deciding_effect,
    with_deciding_effect,
)
from backtests.evidence.conjunctions import joined
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure, Reading
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck, TouchCheck
from backtests.evidence.robustness import (
    LeftOut,
    Robustness,
    refutation_failures,
    refutation_requirements,
    support_failures,
    support_requirements,
)
from backtests.evidence.verdicts import condition

DAY = pd.Timestamp("2026-01-31")
BEFORE, AFTER = DAY - pd.Timedelta(days=1), DAY + pd.Timedelta(days=1)
CLEAR = EffectCheck(
    effect=0.05,
    least=0.02,
    upper=0.08,
    p=0.01,
    p_opposite=0.99,
    n_eff=20,
    p_adjusted=0.02,
    p_opposite_adjusted=1.0,
    gate=True,
    refutation_gate=False,
    refutation_note="only 0% of 12 definitions refute it",
)
OPPOSITE = replace(
    CLEAR,
    effect=-0.05,
    upper=-0.02,
    p=0.99,
    p_opposite=0.0004,
    p_adjusted=1.0,
    p_opposite_adjusted=0.0008,
    gate=False,
    gate_note="there is no effect in the claimed direction",
    refutation_gate=True,
    refutation_note="",
)


def rows(check: Check) -> list[tuple[str, str, str, bool | None]]:
    """Verdict, needed, found and met of each requirement."""
    return [(one.verdict, one.needed, one.found, one.met) for one in check.decided_by()]


# Effects.


@pytest.mark.parametrize(
    ("check", "verdict", "reason"),
    [
        (
            CLEAR,
            "supported",
            "effect +5.0 pp, p 0.020; robust to leaving out any one event or year",
        ),
        (
            replace(CLEAR, p_adjusted=0.0009),
            "supported",
            "effect +5.0 pp, p < 0.001; robust to leaving out any one event or year",
        ),
        (
            replace(CLEAR, p_adjusted=0.001, n_eff=4),
            "inconclusive",
            "fragile: effect +5.0 pp, p 0.001, but only 4 separate events",
        ),
        (
            replace(CLEAR, p_adjusted=0.06),
            "inconclusive",
            "effect +5.0 pp is not significant (p 0.01, 0.06 after Holm)",
        ),
        (
            replace(CLEAR, p=0.06, p_adjusted=0.06),
            "inconclusive",
            "effect +5.0 pp is not significant (p 0.06)",
        ),
        (
            replace(CLEAR, p_adjusted=None),
            "inconclusive",
            "effect +5.0 pp is not significant (p 0.01)",
        ),
        (
            replace(CLEAR, conditions=(("first", True), ("second", False), ("third", False))),
            "inconclusive",
            "effect +5.0 pp, but not met: second",
        ),
        (
            replace(CLEAR, effect=0.01),
            "inconclusive",
            "effect +1.0 pp, less than the required +2.0 pp, but its 90% interval reaches +8.0 pp",
        ),
        (
            replace(CLEAR, effect=-0.01, least=0.0),
            "inconclusive",
            "effect -1.00 pp, less than zero, but its 90% interval reaches +8.00 pp",
        ),
        (
            OPPOSITE,
            "refuted",
            "effect -5.0 pp, opposite to the claim (p < 0.001); the upper end of its 90% interval, "
            "-2.0 pp, is below the required +2.0 pp; the same without any one event or year",
        ),
        (
            replace(OPPOSITE, upper=0.03, in_reverse="lower"),
            "refuted",
            "lower by 5.0 pp, opposite to the claim (p < 0.001); the same without any one event or "
            "year",
        ),
        (
            replace(OPPOSITE, p_opposite_adjusted=0.2, in_reverse="lower"),
            "refuted",
            "lower by 5.0 pp; the upper end of its 90% interval, -2.0 pp, is below the required "
            "+2.0 pp; the same without any one event or year",
        ),
        (
            replace(OPPOSITE, p_opposite_adjusted=0.05, upper=0.03),
            "refuted",
            "effect -5.0 pp, opposite to the claim (p 0.050); the same without any one event or "
            "year",
        ),
        (
            replace(OPPOSITE, effect=0.01, p_opposite_adjusted=0.01, upper=0.019),
            "refuted",
            "effect +1.0 pp; the upper end of its 90% interval, +1.9 pp, is below the required "
            "+2.0 pp; the same without any one event or year",
        ),
        (
            replace(OPPOSITE, n_eff=5, refutation_gate=None, refutation_note="a note"),
            "inconclusive",
            "refuted by the main test, but fragile: effect -5.0 pp, opposite to the claim (p < "
            "0.001); the upper end of its 90% interval, -2.0 pp, is below the required +2.0 pp, "
            "but a note",
        ),
    ],
)
def test_an_effect_gives_its_reason(check: EffectCheck, verdict: str, reason: str) -> None:
    """The effect in its direction, its p after Holm, and what is missing."""
    ruling = decide(check)
    assert (ruling.verdict, ruling.reason) == (verdict, reason)
    assert str(ruling) == f"{verdict}: {reason}"


ROBUST = Robustness(
    (LeftOut("1990", 0.03, 0.08, 0.92, 0.06), LeftOut("2008", 0.04, 0.03, 0.97, 0.07)),
    definitions=2_520,
    with_sign=0.9,
    significant=0.6,
    joint_p=0.04,
    n_eff=20,
    effect=0.05,
    confirming=0.55,
    contradicting=0.1,
)


def test_a_robust_effect_says_in_how_many_definitions() -> None:
    """Those with a p up to .10, and of a refutation those that refute."""
    supported = replace(CLEAR, robustness=ROBUST)
    assert decide(supported).reason == (
        "effect +5.0 pp, p 0.020; robust to leaving out any one event or year and to definitions "
        "(p up to 0.10 in 60% of 2,520 definitions)"
    )
    refuted = replace(OPPOSITE, robustness=replace(ROBUST, contradicting=0.75), least=0.0)
    assert decide(refuted).reason == (
        "effect -5.00 pp, opposite to the claim (p < 0.001); the upper end of its 90% interval, "
        "-2.00 pp, is below zero; the same without any one event or year, and in 75% of 2,520 "
        "definitions"
    )


def test_what_would_change_an_effect_has_its_figures() -> None:
    """And the gate that was not passed; only conditions that are not met."""
    check = replace(CLEAR, conditions=(("met", True), ("not met", False)))
    assert check.would_change() == (
        "supported if the effect is at least +2.0 pp (found +5.0 pp), p after Holm at most 0.05 "
        "(found 0.020), from at least 5 separate events (found 20), and the robustness checks are "
        "passed (found: passed)",
        "refuted if the upper end of its 90% interval is below +2.0 pp (found +8.0 pp), or if it "
        "is significant the other way (p after Holm 1.000), from as many events, and this too is "
        "robust (found: only 0% of 12 definitions refute it)",
        "also needed: not met",
    )
    other = replace(CLEAR, p_adjusted=None, gate=False, gate_note="a note", refutation_gate=True)
    first, second = other.would_change()
    assert "(found –)" in first
    assert first.endswith("(found: a note)")
    assert second.endswith("(found: passed)")


def test_an_effect_lists_both_gates_in_one_row_each_where_their_figures_are_not_known() -> None:
    """An upper end that is not known is said to be that; p before Holm where it was raised."""
    check = replace(CLEAR, upper=math.inf, conditions=(("ahead (found +3%)", True),), p=0.0001)
    assert rows(check) == [
        ("supported", "at least +2.0 pp", "+5.0 pp", True),
        ("supported", "at most 0.05", "p 0.020 (p < 0.001 before)", True),
        ("supported", "true", "true, +3%", True),
        ("supported", "at least 5", "20", True),
        ("supported", "passed", "passed", True),
        (
            "refuted",
            "below +2.0 pp, or an effect below zero with p at most 0.05",
            "not known; p 1.000 (p 0.990 before)",
            False,
        ),
        ("refuted", "at least 5", "20", True),
        ("refuted", "passed", "only 0% of 12 definitions refute it", False),
    ]
    same = replace(CLEAR, effect=0.019, p_adjusted=0.01, n_eff=1_200, gate=None, gate_note="x")
    assert rows(same)[:4] == [
        ("supported", "at least +2.0 pp", "+1.9 pp", False),
        ("supported", "at most 0.05", "p 0.010", True),
        ("supported", "at least 5", "1,200", True),
        ("supported", "passed", "x", None),
    ]


def test_an_effect_lists_every_part_of_its_gates() -> None:
    """The largest p without one event, and the shares of definitions."""
    found = [
        (one.verdict, one.criterion, one.needed, one.found, one.met)
        for one in replace(CLEAR, robustness=replace(ROBUST, overfitting=0.4)).decided_by()
    ]
    assert found[3:7] == [
        (
            "supported",
            "p without any one event or year",
            "at most 0.10, effect of the same sign",
            "largest 0.080",
            True,
        ),
        ("supported", "definitions with its sign", "at least 80%", "90%", True),
        ("supported", "definitions with p up to 0.10", "at least 50%", "60%", True),
        ("supported", "probability of backtest overfitting", "at most 50%", "40%", True),
    ]
    assert found[9:] == [
        (
            "refuted",
            "refuted without any one event or year",
            "each time",
            "without 2008 its interval reaches +7.0 pp",
            False,
        ),
        (
            "refuted",
            "definitions with the claimed sign and p up to 0.10",
            "at most 20%",
            "55%",
            False,
        ),
        ("refuted", "definitions that refute it", "at least 50%", "10%", False),
    ]


def points(effect: float) -> str:
    """An effect in percentage points."""
    return f"{100 * effect:.1f}"


def test_the_event_that_matters_most_is_named() -> None:
    """Of several without which an effect is gone, that with the lowest; else that with largest p.

    Of several without which it is not refuted, that with the furthest interval.
    """
    left = (
        LeftOut("a", 0.0, 0.5, 0.5, 0.03),
        LeftOut("b", -0.02, 0.6, 0.4, 0.05),
        LeftOut("c", -0.01, 0.9, 0.1, 0.04),
    )
    assert support_failures(replace(ROBUST, leave_one_out=left)) == (
        "without b the effect is gone",
    )
    weak = (LeftOut("a", 0.02, 0.11), LeftOut("b", 0.01, 0.3), LeftOut("c", 0.03, 0.2))
    assert support_failures(replace(ROBUST, leave_one_out=weak)) == ("without b p is 0.30",)
    found = replace(ROBUST, leave_one_out=left, confirming=0.1, contradicting=0.6)
    assert refutation_failures(found, least=0.02, shown=points) == (
        "without b its interval reaches 5.0",
    )
    unmet = [one.found for one in refutation_requirements(found, least=0.02, shown=points)]
    assert unmet[0] == "without b its interval reaches 5.0"
    none = replace(ROBUST, leave_one_out=(), overfitting=None)
    assert len(list(support_requirements(none))) == 3


def test_definitions_that_were_not_counted_refute_nothing() -> None:
    """Without their shares, all confirm and none refutes."""
    found = Robustness((LeftOut("a", -0.1, 0.9, 0.05, -0.01),), 12, 0.0, 0.0, 0.9, 9)
    assert refutation_failures(found, least=0.02, shown=points) == (
        "100% of 12 definitions have the claimed sign with p up to .10",
        "only 0% of 12 definitions refute it",
    )


@pytest.mark.parametrize(("chance", "fails"), [(None, 0), (0.3, 0), (0.5, 0), (0.7, 1)])
def test_a_choice_is_overfitted_above_a_half(chance: float | None, fails: int) -> None:
    """Below it and where nothing was chosen it is not."""
    assert len(support_failures(replace(ROBUST, overfitting=chance))) == fails


# Facts and criteria.


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("fraction", 0.12345, "12.35%"),
        ("points", 2517.004, "2,517.00"),
        ("percent", 4.25, "4.25%"),
        ("bp", 74.6, "75 bp"),
        ("", 1234.56, "1235"),
    ],
)
def test_a_figure_is_shown_in_its_unit(unit: str, value: float, shown: str) -> None:
    """With its tolerance, if it has one."""
    figure = Figure("x", value, (value,), 0.0, unit)  # type: ignore[arg-type]
    assert str(figure) == f"x {shown}, claimed {shown}"
    assert figure.requirement.needed == shown
    wide = replace(figure, tolerance=value)
    assert str(wide) == f"x {shown}, claimed {shown} ± {shown}"
    assert wide.requirement.needed == f"{shown} within {shown}"


def test_the_nearest_of_several_readings_counts_from_either_side() -> None:
    """36% is claimed: 30% is nearer than 43%, and of those on both sides the nearer."""
    assert Figure("x", 0.36, (0.43, 0.30, 0.20), 0.03).nearest == 0.30
    assert Figure("x", 0.36, (0.20, 0.40, 0.30), 0.03).nearest == 0.40
    assert Figure("x", -0.5, (0.5, -2.0), 0.03).nearest == 0.5
    assert Figure("x", 0.36, (0.40,), 0.03).error == pytest.approx(0.04)


RETURN = Figure("return", 0.10, (0.115,), 0.01)
LEVEL = Figure("level", 100.0, (103.0, 104.0), 1.0, "points")
TRUE, FALSE, WRONG = ("a record", True), ("a fall", False), ("a gap", False)


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (FactCheck((LEVEL,), (TRUE, FALSE, WRONG)), "refuted: not so: a fall"),
        (
            FactCheck((RETURN, LEVEL, replace(LEVEL, name="other")), (TRUE,)),
            "refuted: level 103.00, claimed 100.00 ± 1.00: off by more than twice its tolerance",
        ),
        (
            FactCheck((RETURN, replace(RETURN, name="other")), (TRUE,)),
            "inconclusive: return 11.50%, claimed 10.00% ± 1.00%: off by one to two tolerances",
        ),
        (
            FactCheck((replace(RETURN, found=(0.105,)),), (TRUE, ("a rise", True))),
            "supported: return 10.50%, claimed 10.00% ± 1.00%; a record; a rise",
        ),
        (
            FactCheck((), (TRUE,), (Reading("closes", (), (FALSE,)),)),
            "inconclusive: ambiguous: supported as stated (a record), but refuted if closes is "
            "meant (not so: a fall)",
        ),
        (
            FactCheck((), (FALSE,), (Reading("highs", (), (TRUE,)), Reading("x", (), (FALSE,)))),
            "inconclusive: ambiguous: refuted as stated (not so: a fall), but supported if highs "
            "is meant (a record)",
        ),
        (FactCheck((), (TRUE,), (Reading("x", (RETURN,)),)), "supported: a record"),
    ],
)
def test_a_fact_gives_the_first_thing_that_is_not_so(check: FactCheck, reason: str) -> None:
    """Statements first, then figures far off and figures not near enough."""
    assert str(decide(check)) == reason


def test_a_fact_lists_its_figures_its_statements_and_its_readings() -> None:
    """With those that are wrong, and what would change each."""
    check = FactCheck(
        (RETURN, LEVEL), (TRUE, FALSE), (Reading("highs", (), (TRUE,)), Reading("x", (RETURN,)))
    )
    assert rows(check) == [
        ("supported", "10.00% within 1.00%", "11.50%", False),
        ("supported", "100.00 within 1.00", "103.00", False),
        ("supported", "true", "true", True),
        ("supported", "true", "not true", False),
        ("supported", "none refuted", "none refuted", True),
        ("refuted", "at least 1", "2: a fall; level", True),
        ("refuted", "none supported", "supported: highs", False),
    ]
    assert check.would_change() == (
        "return: off by 1.50%; up to 1.00% supports, beyond 2.00% refutes",
        "level: off by 3.00; up to 1.00 supports, beyond 2.00 refutes",
        "refuted if this were not so: a record",
        "supported only if this were so: a fall",
    )
    assert rows(FactCheck((), (TRUE,))) == [
        ("supported", "true", "true", True),
        ("refuted", "at least 1", "0", False),
    ]


@pytest.mark.parametrize(
    ("statement", "criterion", "found"),
    [
        ("ahead (by +3%)", "ahead", "true, by +3%"),
        ("ahead (found 33%)", "ahead", "true, 33%"),
        ("ahead", "ahead", "true"),
        ("ahead (of SPX) by far", "ahead (of SPX) by far", "true"),
        ("ahead (a) (b)", "ahead (a)", "true, b"),
        ("ahead (a (b))", "ahead (a (b))", "true"),
        ("(all)", "(all)", "true"),
    ],
)
def test_figures_in_brackets_at_the_end_are_what_was_found(
    statement: str, criterion: str, found: str
) -> None:
    """Other brackets belong to the statement."""
    one = condition(statement, True)
    assert (one.criterion, one.found, one.needed, one.met) == (criterion, found, "true", True)
    assert condition(statement, None, "refuted").found.startswith("not known yet")


SHARE, RATIO = Criterion("share", 0.75, ">=", 0.5), Criterion("ratio", 1.234, "<", 1.0, "number")


@pytest.mark.parametrize(
    ("criterion", "shown", "rule"),
    [
        (SHARE, "share 75%, at least 50%", "share >= 0.5 (found 0.75)"),
        (replace(SHARE, relation=">"), "share 75%, above 50%", "share > 0.5 (found 0.75)"),
        (RATIO, "ratio 1.23, below 1", "ratio < 1 (found 1.23)"),
        (replace(RATIO, relation="<="), "ratio 1.23, at most 1", "ratio <= 1 (found 1.23)"),
    ],
)
def test_a_criterion_is_a_number_and_its_bound(criterion: Criterion, shown: str, rule: str) -> None:
    """To three digits."""
    assert (str(criterion), criterion.rule) == (shown, rule)


@pytest.mark.parametrize(
    ("value", "bound", "shortfall"),
    [
        (0.49996, 0.5, "share 49.996%, needed at least 50%"),
        (0.50004, 0.5, "share 50.004%, needed at least 50%"),
        (0.5, 0.5, "share 50%, needed at least 50%"),
        (0.4, 0.5, "share 40%, needed at least 50%"),
        (math.nan, 0.5, "share not known, needed at least 50%"),
    ],
)
def test_a_number_close_to_its_bound_has_more_digits(
    value: float, bound: float, shortfall: str
) -> None:
    """As many as separate them."""
    criterion = Criterion("share", value, ">=", bound)
    assert criterion.shortfall == shortfall
    one = criterion.requirement("refuted")
    assert f"share {one.found}, needed {one.needed}" == shortfall
    assert (one.verdict, one.met) == ("refuted", criterion.met)


def test_criteria_give_those_that_decided() -> None:
    """Or those of a support that are missing; few events leave them inconclusive."""
    low = replace(SHARE, value=0.25)
    assert str(decide(CriteriaCheck((SHARE, RATIO)))) == (
        "inconclusive: ratio 1.23, needed below 1"
    )
    met = CriteriaCheck((SHARE, replace(RATIO, value=0.5)), n_eff=4)
    assert str(decide(met)) == (
        "inconclusive: fragile: share 75%, at least 50%; ratio 0.5, below 1, but only 4 separate "
        "events"
    )
    against = CriteriaCheck((low,), (replace(low, relation="<"),), n_eff=9)
    assert str(decide(against)) == "refuted: share 25%, below 50%"
    assert rows(against) == [
        ("supported", "at least 50%", "25%", False),
        ("supported", "at least 5", "9", True),
        ("refuted", "below 50%", "25%", True),
        ("refuted", "at least 5", "9", True),
    ]
    assert against.would_change() == (
        "supported if share >= 0.5 (found 0.25)",
        "refuted if share < 0.5 (found 0.25)",
    )
    assert rows(CriteriaCheck((SHARE,), n_eff=9))[1:] == [("supported", "at least 5", "9", True)]
    assert len(rows(CriteriaCheck((SHARE,), (low,)))) == 2


# Forecasts.


def forecast(as_of: pd.Timestamp, met: bool | None, **more: object) -> ForecastCheck:
    """A forecast of a rise that is decided on a day."""
    return ForecastCheck(DAY, as_of, met, "a rise (by 3%)", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("check", "reason", "change", "found"),
    [
        (
            forecast(BEFORE, True),
            "pending: resolves 2026-01-31",
            "data of 2026-01-31",
            [("2026-01-31", "to 2026-01-30", False), ("true", "not known yet, by 3%", None)],
        ),
        (
            forecast(DAY, True),
            "supported: a rise (by 3%)",
            "only other data: it resolved on 2026-01-31",
            [("2026-01-31", "to 2026-01-31", True), ("true", "true, by 3%", True)],
        ),
        (
            forecast(AFTER, False, close_call="from the day before"),
            "refuted: close call (from the day before): not so on 2026-01-31: a rise (by 3%)",
            "only other data: it resolved on 2026-01-31",
            [("2026-01-31", "to 2026-02-01", True), ("true", "not true, by 3%", False)],
        ),
        (
            forecast(DAY, None),
            "no data: no data for 2026-01-31",
            "the data of 2026-01-31",
            [("2026-01-31", "to 2026-01-31", True), ("true", "not known yet, by 3%", None)],
        ),
        (
            forecast(AFTER, True, mixed=True),
            "inconclusive: its parts disagree: a rise (by 3%)",
            "only other data: it resolved on 2026-01-31",
            [("2026-01-31", "to 2026-02-01", True), ("true", "not true, by 3%", False)],
        ),
        (
            forecast(BEFORE, True, mixed=True),
            "pending: resolves 2026-01-31",
            "data of 2026-01-31",
            [("2026-01-31", "to 2026-01-30", False), ("true", "not known yet, by 3%", None)],
        ),
        (
            forecast(AFTER, True, void="a further cut"),
            "inconclusive: void: a further cut",
            "nothing: the forecast is void",
            [("yes", "void: a further cut", False)],
        ),
    ],
)
def test_a_forecast_gives_its_day_and_its_condition(
    check: ForecastCheck, reason: str, change: str, found: list[tuple[str, str, bool | None]]
) -> None:
    """And what would change it."""
    assert str(decide(check)) == reason
    assert check.would_change() == (change,)
    assert [row[1:] for row in rows(check)] == found


def touch(
    as_of: pd.Timestamp, on: pd.Timestamp | None, best: float | None = 2_950.5, **more: bool
) -> TouchCheck:
    """A level of 3,000 to be touched by a day."""
    return TouchCheck(3_000.0, DAY, as_of, on, best, **more)


@pytest.mark.parametrize(
    ("check", "reason", "change", "found", "met"),
    [
        (
            touch(BEFORE, None),
            "pending: 3,000 open until 2026-01-31, highest so far 2,950.50",
            "a high of 3,000 by 2026-01-31 supports; none by then refutes",
            "2,950.50 so far",
            None,
        ),
        (
            touch(DAY, None, None),
            "refuted: 3,000 not touched by 2026-01-31",
            "only other data: the time is over",
            "no price yet",
            False,
        ),
        (
            touch(AFTER, AFTER),
            "refuted: 3,000 not touched by 2026-01-31, highest so far 2,950.50",
            "only other data: the time is over",
            "2,950.50 so far",
            False,
        ),
        (
            touch(AFTER, DAY),
            "supported: 3,000 touched by 2026-01-31",
            "only other data: the level was touched",
            "touched by 2026-01-31",
            True,
        ),
        (
            touch(BEFORE, BEFORE),
            "supported: 3,000 touched by 2026-01-30",
            "only other data: the level was touched",
            "touched by 2026-01-30",
            True,
        ),
        (
            touch(BEFORE, None, 3_100.0, down=True),
            "pending: 3,000 open until 2026-01-31, lowest so far 3,100.00",
            "a low of 3,000 by 2026-01-31 supports; none by then refutes",
            "3,100.00 so far",
            None,
        ),
    ],
)
def test_a_level_gives_the_extreme_so_far(
    check: TouchCheck, reason: str, change: str, found: str, met: bool | None
) -> None:
    """Or the day on which it was touched."""
    assert str(decide(check)) == reason
    assert check.would_change() == (change,)
    (one,) = check.decided_by()
    side = ("lowest low", "at most") if check.down else ("highest high", "at least")
    assert (one.criterion, one.needed) == (f"{side[0]} by 2026-01-31", f"{side[1]} 3,000.00")
    assert (one.verdict, one.found, one.met) == ("supported", found, met)


@pytest.mark.parametrize(
    ("check", "reason", "found", "refutes"),
    [
        (
            ScenarioCheck(DAY, BEFORE, "sideways", 0.45),
            "pending: resolves 2026-01-31",
            "not known yet",
            None,
        ),
        (
            ScenarioCheck(DAY, DAY, "sideways", 0.45),
            "inconclusive: sideways came, given 45%; one outcome cannot test three odds",
            "45% (sideways)",
            False,
        ),
        (
            ScenarioCheck(DAY, AFTER, "lower", 0.05),
            "refuted: lower came, given 5%",
            "5% (lower)",
            True,
        ),
        (
            ScenarioCheck(DAY, AFTER, None, 0.45),
            "no data: no data for 2026-01-31",
            "not known yet",
            None,
        ),
        (
            ScenarioCheck(DAY, AFTER, "lower", None),
            "no data: no data for 2026-01-31",
            "not known yet",
            None,
        ),
    ],
)
def test_odds_give_the_bucket_that_came(
    check: ScenarioCheck, reason: str, found: str, refutes: bool | None
) -> None:
    """With the probability that it was given."""
    assert str(decide(check)) == reason
    reached = check.as_of >= DAY
    assert rows(check) == [
        ("supported", "2026-01-31", f"to {check.as_of:%Y-%m-%d}", reached),
        ("supported", "several", "one", False),
        ("refuted", "at most 5%", found, refutes),
    ]
    assert check.would_change() == ("refuted only if a bucket that was given at most 5% comes",)


def test_data_that_are_missing_are_all_that_would_change_a_verdict() -> None:
    """Of a series, of a statement that prices cannot test, and of an expectation."""
    changes = ("the data that are missing: no series DJI",)
    for check, verdict in (
        (MissingCheck("no series DJI"), "no data"),
        (NotTestableCheck("no series DJI"), "not testable"),
    ):
        assert str(decide(check)) == f"{verdict}: no series DJI"
        assert rows(check) == [("supported", "no series DJI", "not available", False)]
        assert check.would_change() == changes
    expected = ExpectationCheck("prices of futures", conjunction("a", CLEAR, Part("b", CLEAR)))
    assert decide(expected).reason.startswith(
        "that it was expected takes prices of futures; outcome: it came true (a: effect +5.0 pp"
    )
    parts = [one.part for one in expected.decided_by()]
    assert parts[0] == ""
    assert set(parts[1:]) == {"outcome: a", "outcome: b"}
    whole = ExpectationCheck("prices of futures", CLEAR)
    assert {one.part for one in whole.decided_by()} == {"", "outcome"}
    assert whole.would_change()[:1] == ("the data that are missing: prices of futures",)
    assert whole.would_change()[1].startswith("outcome: supported if ")
    false = ExpectationCheck("x", FactCheck((), (FALSE,)))
    assert "outcome: it did not come true (not so: a fall)" in decide(false).reason
    missing = ExpectationCheck("x", MissingCheck("y"))
    assert decide(missing).reason == "that it was expected takes x; outcome: no data (y)"


# Statements of several parts.

FACT = FactCheck((), (TRUE,))


def test_a_statement_needs_each_part_in_its_own_words() -> None:
    """An effect with its figures, a fact with what would change it."""
    weak = replace(CLEAR, effect=0.01, gate=False, gate_note="a note", conditions=(("x", False),))
    check = conjunction("banks", CLEAR, Part("rates", weak), Part("curve", FACT))
    assert check.would_change()[2:] == (
        "also needed, rates: an effect of at least +2.0 pp (found +1.0 pp), p of its own at most "
        "0.05 (found 0.010), from at least 5 separate events (found 20), and the robustness checks "
        "passed (found: a note)",
        "also needed, rates: x",
        "curve: refuted if this were not so: a record",
    )
    strong = conjunction("banks", CLEAR, Part("rates", replace(CLEAR, conditions=(("x", True),))))
    assert strong.would_change()[2:] == (
        "also needed, rates: an effect of at least +2.0 pp (found +5.0 pp), p of its own at most "
        "0.05 (found 0.010), from at least 5 separate events (found 20), and the robustness checks "
        "passed (found: passed)",
    )


def test_the_first_part_that_is_not_supported_is_named() -> None:
    """And of a supported statement every part."""
    weak = replace(CLEAR, effect=0.01)
    check = conjunction("banks", CLEAR, Part("a", CLEAR), Part("b", weak), Part("c", OPPOSITE))
    assert "; but not b: effect +1.0 pp, less than" in decide(check).reason
    whole = decide(conjunction("banks", CLEAR, Part("curve", FACT), Part("a", CLEAR)))
    assert whole.reason == (
        "banks: effect +5.0 pp, p 0.020; robust to leaving out any one event or year; curve: a "
        "record; a: effect +5.0 pp, p 0.010; robust to leaving out any one event or year"
    )
    refuted = decide(conjunction("banks", OPPOSITE, Part("a", CLEAR)))
    assert (refuted.verdict, refuted.reason[:20]) == ("refuted", "banks: effect -5.0 p")


def test_a_statement_lists_the_rows_of_the_part_that_refutes_it() -> None:
    """The first fact that is false, else the deciding part; a p that is not adjusted is its own."""
    wrong = FactCheck((), (FALSE,))
    check = conjunction("banks", CLEAR, Part("a", CLEAR), Part("curve", wrong))
    found = [(one.part, one.criterion) for one in check.decided_by()]
    assert ("banks", "p after Holm") in found
    assert ("a", "p of its own") in found
    assert ("a", "p after Holm") not in found
    against = {one.part for one in check.decided_by() if one.verdict == "refuted"}
    assert against == {"curve"}
    true = conjunction("banks", CLEAR, Part("a", CLEAR), Part("curve", FACT))
    assert {one.part for one in true.decided_by() if one.verdict == "refuted"} == {"banks"}
    assert {one.part for one in true.decided_by() if one.verdict == "supported"} == {
        "banks",
        "a",
        "curve",
    }


def test_the_effect_that_decides_can_be_read_and_replaced() -> None:
    """Of a statement that of its deciding part; a fact has none."""
    check = conjunction("banks", CLEAR, Part("a", OPPOSITE), Part("curve", FACT))
    assert deciding_effect(check) == deciding_effect(CLEAR) == CLEAR
    assert deciding_effect(FACT) is None
    other = with_deciding_effect(check, OPPOSITE)
    assert deciding_effect(other) == OPPOSITE
    assert other != OPPOSITE
    assert with_deciding_effect(CLEAR, OPPOSITE) == OPPOSITE
    # The p of the other part is its own, in both directions.
    own = check.others[0].check
    assert isinstance(own, EffectCheck)
    assert (own.p_adjusted, own.p_opposite_adjusted) == (OPPOSITE.p, OPPOSITE.p_opposite)


def test_evidence_on_parts_is_joined_with_their_first_figures_first() -> None:
    """Notes once each; a part that is no effect, fact or criterion is refused."""
    one = Evidence(CLEAR, (Estimate("a", 1.0), Estimate("b", 2.0)), notes=("x", "y"))
    two = Evidence(FACT, (Estimate("c", 3.0), Estimate("d", 4.0), Estimate("e", 5.0)), notes=("y",))
    found = joined("banks", one, {"curve": two})
    assert [estimate.name for estimate in found.estimates] == ["a", "c", "b", "d", "e"]
    assert found.notes == ("x", "y")
    assert found.check == conjunction("banks", CLEAR, Part("curve", FACT))
    with pytest.raises(TypeError, match="banks is decided by FactCheck; expected an effect"):
        joined("banks", two, {})
    with pytest.raises(TypeError, match="curve has a MissingCheck; expected a part"):
        joined("banks", one, {"curve": Evidence(MissingCheck("x"))})
