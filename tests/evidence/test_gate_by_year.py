"""The robustness gate of yearly samples and of the past of a rule, on numbers added by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.effects import mean_effect
from backtests.evidence.estimates import Estimate
from backtests.evidence.gate import (
    LEAST_DEPTH,
    LEAST_FREQUENCY,
    LEAST_SHARPE,
    LEAST_YEARLY,
    evidence_by_year,
    gate_estimates,
    gated,
    judge_past,
    part_estimates,
    trace,
    uncounted,
    without_each_year,
)
from backtests.evidence.robustness import LeftOut
from backtests.evidence.rule_selection import count_estimate, overfitting_estimate
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference.samples import InsufficientData
from signals.core.arrays import Flags

CLEAR = EffectCheck(0.05, 0.02, 0.08, 0.01, 0.99, 20, p_adjusted=0.02, gate=True)


def test_the_least_effects_are_those_of_the_methods() -> None:
    """METHODS 4: two points a year, ten of a frequency, two of depth, .10 of a Sharpe ratio."""
    assert (LEAST_YEARLY, LEAST_FREQUENCY, LEAST_DEPTH, LEAST_SHARPE) == (0.02, 0.10, 0.02, 0.10)


@dataclass(frozen=True)
class Rows:
    """Monthly numbers whose statistic is their mean; two are needed."""

    periods: pd.PeriodIndex
    values: tuple[float, ...]
    name: str = "all"

    @property
    def choices(self) -> dict[str, str]:
        """The name of the definition."""
        return {"rows": self.name}

    @property
    def in_event(self) -> Flags:
        """Numbers above zero."""
        return np.array(self.values) > 0

    def keep(self, rows: Flags) -> Self:
        """Some of the rows."""
        kept = tuple(np.array(self.values)[rows].tolist())
        return replace(self, periods=self.periods[rows], values=kept)

    def specification(self) -> Specification:
        """The mean, with a p that is one less it."""
        if len(self.values) < 2:
            raise InsufficientData("expected two")
        mean = float(np.mean(self.values))
        return Specification(self.choices, len(self.values), mean, mean, 1 - mean, mean, mean + 1)


MONTHS = pd.PeriodIndex(["1999-12", "2019-12", "2020-01", "2020-02", "2021-01"], freq="M")
SAMPLE = Rows(MONTHS, (0.1, 0.2, 0.9, -0.28, 0.6))


def mean_estimate(name: str, rows: Rows) -> Estimate:
    """The mean of rows as an estimate."""
    return Estimate(name, rows.specification().value)


def test_each_year_of_the_event_is_left_out() -> None:
    """2020 as a whole, also its month outside the event."""
    found = without_each_year(SAMPLE)
    assert [left.name for left in found] == ["1999", "2019", "2020", "2021"]
    mean = pytest.approx(0.3)
    assert found[2] == LeftOut("2020", mean, pytest.approx(0.7), mean, pytest.approx(1.3))
    short = replace(SAMPLE, periods=MONTHS[:2], values=(0.1, 0.2))
    assert without_each_year(short) == (LeftOut("1999", 0.0, 1.0), LeftOut("2019", 0.0, 1.0))


def test_parts_of_the_record_have_an_estimate_or_a_reason() -> None:
    """One month before 2000, none to 2012."""
    found = part_estimates("mean", SAMPLE, mean_estimate)
    assert [(one.name, one.value, one.note) for one in found] == [
        ("mean, 1987 to 1999", None, "expected two"),
        ("mean, 2000 to 2012", None, "expected two"),
        ("mean, from 2013", pytest.approx(0.355), ""),
        ("mean, without 2020", pytest.approx(0.3), ""),
    ]


def test_a_curve_has_the_definitions_with_enough_rows() -> None:
    """None is an error; the others are counted in a note."""
    few = replace(SAMPLE, periods=MONTHS[:1], values=(0.1,), name="few")
    other = replace(SAMPLE, values=(0.1, 0.2, 0.9, -0.28, 0.7), name="other")
    curve = trace((SAMPLE, few, other, replace(SAMPLE, name="same")))
    assert [one.choices["rows"] for one in curve.specifications] == ["all", "other"]
    with pytest.raises(InsufficientData, match="no definition has enough to compare"):
        trace((few,))
    assert uncounted(4, curve) == (
        "2 of 4 definitions are not counted: they have too little to compare, or come to the same "
        "as another",
    )
    assert uncounted(2, curve) == ()


def test_evidence_by_year_has_the_gate_the_parts_and_the_curve() -> None:
    """After the given estimates: four parts, the worst year and the range of definitions."""
    few = replace(SAMPLE, periods=MONTHS[:1], values=(0.1,), name="few")
    other = replace(SAMPLE, values=(0.1, 0.2, 0.9, -0.28, 0.1), name="other")
    given = (Estimate("mean", 0.3, "points"), Estimate("another", 1.0))
    found = evidence_by_year(
        CLEAR, (SAMPLE, few, other), mean_estimate, estimates=given, notes=("a note",)
    )
    assert found.estimates[:2] == given
    assert [one.name for one in found.estimates[2:]] == [
        "mean, 1987 to 1999",
        "mean, 2000 to 2012",
        "mean, from 2013",
        "mean, without 2020",
        "effect without 2021, which helps most",
        "mean across definitions",
    ]
    assert found.notes[0] == "a note"
    assert found.notes[1].startswith("1 of 3 definitions are not counted")
    assert [one.value for one in found.estimates[4:6]] == [
        pytest.approx(0.355),
        pytest.approx(0.3),
    ]
    left, across = found.estimates[-2:]
    assert (left.diagnostic, across.diagnostic) == (True, True)
    # Without 2021 the mean of the others is 0.23, the least of all.
    assert (left.value, left.p, left.unit) == (pytest.approx(0.23), pytest.approx(0.77), "points")
    assert left.note == "the worst of 4 left out in turn"
    assert (across.value, across.n, across.unit) == (pytest.approx(0.254), 2, "points")
    assert across.interval == (pytest.approx(0.204), pytest.approx(0.304))
    assert across.p == pytest.approx(0.796)
    assert across.note == (
        "median and full range; 100% have the claimed sign, 0% p up to .10; p of the median one; "
        "varied: rows (2)"
    )
    check = found.check
    assert isinstance(check, EffectCheck)
    assert check.robustness is not None
    assert (check.gate, check.refutation_gate) == (False, False)
    assert check.gate_note == "without 2021 p is 0.77; only 0% of 2 definitions reach p .10"


def test_of_equal_p_the_smaller_effect_is_the_worst() -> None:
    """Both are the largest."""
    left = (LeftOut("a", 0.3, 0.5), LeftOut("b", 0.1, 0.5), LeftOut("c", 0.0, 0.1))
    curve = Curve((Specification({"x": "1"}, 9, 0.2, 0.2, 0.04),))
    worst, _ = gate_estimates(left, curve, statistic="mean")
    assert (worst.name, worst.value) == ("effect without b, which helps most", 0.1)
    assert (worst.diagnostic, worst.unit) == (True, "fraction")


def test_both_gates_of_an_effect_are_set() -> None:
    """One definition of p .04, two years: supported; refuted by neither."""
    curve = Curve((Specification({"x": "1"}, 9, 0.05, 0.05, 0.04, 0.96, 0.08),))
    left = (LeftOut("2008", 0.04, 0.05, 0.95, 0.07),)
    found = gated(replace(CLEAR, gate=None), left, curve)
    assert (found.gate, found.gate_note) == (True, "")
    assert found.refutation_gate is False
    assert found.refutation_note == (
        "without 2008 its interval reaches +7.0 pp; 100% of 1 definitions have the claimed sign "
        "with p up to .10; only 0% of 1 definitions refute it"
    )
    assert decide(gated(CLEAR, left, curve, overfitting=0.6)).verdict == "inconclusive"


# METHODS 4.7: draws of 0 to 0.04 against a mean of .05, twenty events.
DRAWS = np.linspace(0.0, 0.04, 99)
GOOD = mean_effect(np.full(20, 0.05), DRAWS, n_eff=20, sd=0.02)
POOR = mean_effect(np.full(20, -0.05), DRAWS, n_eff=20, sd=0.02)
SAME = mean_effect(np.full(20, 0.02), DRAWS, n_eff=20, sd=0.02)
YEARS = (LeftOut("2008", 0.03, 0.05),)


def test_the_past_of_a_rule_is_one_word() -> None:
    """Its p is .01 above and below, about a half between."""
    assert (GOOD.p, POOR.p_opposite) == (0.01, 0.01)
    for effect, word in ((GOOD, "better"), (POOR, "worse"), (SAME, "no better")):
        found = judge_past(effect, YEARS, n_eff=5, least=0.02)
        assert (found.word, found.reasons) == (word, ())
    few = judge_past(GOOD, YEARS, n_eff=4, least=0.02)
    assert (few.word, few.reasons) == ("too few", ("n_eff 4, at least 5 needed",))
    none = judge_past(None, n_eff=9, least=0.1, note="no resolved event")
    assert (none.word, none.reasons) == ("not compared", ("no resolved event",))
    assert judge_past(None, n_eff=9, least=0.1).reasons == ()


def test_a_better_past_that_fails_a_part_of_the_gate_is_fragile() -> None:
    """Size, one year, definitions."""
    small = judge_past(GOOD, YEARS, n_eff=9, least=0.04)
    assert small.word == "fragile"
    assert small.reasons == ("the excess of +3.0 pp is below +4.0 pp",)
    weak = judge_past(GOOD, (LeftOut("2008", 0.03, 0.2),), n_eff=9, least=0.03 - 1e-9)
    assert (weak.word, weak.reasons) == ("fragile", ("without 2008 p is 0.20",))
    curve = Curve(
        tuple(Specification({"x": f"{n}"}, 9, 0.1 * n, 0.1 * n, 0.5, 0.5, 1) for n in (-1, 1))
    )
    broad = judge_past(GOOD, YEARS, n_eff=9, least=0.02, curve=curve)
    assert broad.reasons == (
        "only 50% of 2 definitions have its sign",
        "only 0% of 2 definitions reach p .10",
    )


class Named:
    """A rule with a name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def test_rules_that_beat_their_benchmark_are_counted() -> None:
    """With p up to .05; the lowest is named."""
    rules = [Named("a"), Named("b"), Named("c"), Named("d")]
    found = count_estimate("stop rule", rules, np.array([0.06, 0.05, 0.01, 0.9]))
    assert (found.name, found.value, found.unit) == (
        "stop rules of 4 that beat holding as much",
        2.0,
        "count",
    )
    assert found.note.endswith("the lowest is 0.01, c")
    chance = overfitting_estimate("rule", 0.42)
    assert chance.value == 0.42
    assert chance.name == (
        "chance that the rule best in half of the record is below the middle in the other half"
    )
