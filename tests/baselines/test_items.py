"""What a baseline keeps of a finding, of events and trades, and of an account."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from backtests.baselines.items import (
    account_items,
    add_item,
    claim_items,
    flatten,
    parse_whole_number,
    plain_fields,
    row_items,
)
from backtests.evidence.checks import Check
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate, Evidence, Finding
from backtests.evidence.fact_checks import CriteriaCheck, Criterion, FactCheck, Figure
from backtests.evidence.specification_curve import Curve, Specification
from backtests.evidence.verdicts import Ruling
from signals.core.event import RuleError

DAY = pd.Timestamp("2026-10-02")
FACT = FactCheck(
    (Figure("return", 0.36, (0.35, 0.41), 0.03), Figure("level", 2000.0, (2001.0,), 1.0, "points")),
    (("a record close", True),),
)
EFFECT = EffectCheck(0.10, 0.02, 0.20, 0.001, 0.999, 12, p_adjusted=0.01, gate=True)


def items_of(check: Check, **evidence: object) -> Mapping[str, Mapping[str, object]]:
    """The items of a finding with this check."""
    base_rate = Ruling("refuted", "y") if "base_rate" in evidence else None
    found = Evidence(check, **evidence)  # type: ignore[arg-type]
    return claim_items(Finding("a", Ruling("supported", "x"), found, base_rate, DAY, ("RUT",)))


def test_the_verdict_and_the_figures_of_a_fact_are_kept() -> None:
    """Of a figure with two readings both, by number; no sentence."""
    assert items_of(FACT) == {
        "verdict": {"verdict": "supported"},
        "decision": {"check": "FactCheck", "return": 0.35, "return (2)": 0.41, "level": 2001.0},
    }


def test_criteria_are_kept_by_name() -> None:
    """Those that support and those that refute, and the number of events."""
    check = CriteriaCheck(
        (Criterion("share", 0.75, ">=", 0.5),), (Criterion("ratio", 1.2, "<", 1.0),), n_eff=9
    )
    assert items_of(check)["decision"] == {
        "check": "CriteriaCheck",
        "n_eff": 9,
        "share": 0.75,
        "ratio": 1.2,
    }


def test_an_effect_is_kept_without_its_notes() -> None:
    """And without its unit; the base rate of targets has a verdict and a decision of its own."""
    kept = {
        "check": "EffectCheck",
        "effect": 0.10,
        "least": 0.02,
        "upper": 0.20,
        "p": 0.001,
        "p_opposite": 0.999,
        "n_eff": 12,
        "p_adjusted": 0.01,
        "gate": True,
        "refutation_note": "the robustness checks have not run",
    }
    items = items_of(EFFECT, base_rate=EFFECT)
    assert items["decision"] == kept
    assert items["decision on past targets"] == kept
    assert items["verdict"] == {"verdict": "supported", "verdict on past targets": "refuted"}


def test_estimates_have_their_measured_fields_and_the_ends_of_their_intervals() -> None:
    """The second of the same name is numbered, and the third."""
    one = Estimate(
        "mean",
        0.25,
        interval=(0.1, 0.4),
        n=9,
        n_eff=7,
        baseline=0.2,
        claimed=0.36,
        p=0.04,
        p_adjusted=0.08,
        mde=0.15,
        note="a note",
    )
    items = items_of(FACT, estimates=(one, Estimate("mean", None), Estimate("mean", 0.5)))
    assert items["estimate mean"] == {
        "value": 0.25,
        "n": 9,
        "n_eff": 7,
        "baseline": 0.2,
        "p": 0.04,
        "p_adjusted": 0.08,
        "mde": 0.15,
        "low": 0.1,
        "high": 0.4,
    }
    assert "estimate mean (2)" not in items
    assert items["estimate mean (3)"] == {"value": 0.5}


def test_a_taken_name_is_numbered_from_two() -> None:
    """Up to the first that is free."""
    items: dict[str, dict[str, str | int | float | bool | None]] = {}
    for n in range(4):
        add_item(items, "estimate", {"value": float(n)})
    assert {name: row["value"] for name, row in items.items()} == {
        "estimate": 0.0,
        "estimate (2)": 1.0,
        "estimate (3)": 2.0,
        "estimate (4)": 3.0,
    }


def test_a_curve_is_kept_by_its_range_and_shares() -> None:
    """Three definitions of 1, 2 and 6: one with p up to .10, two above zero; the middle has .30."""
    curve = Curve(
        tuple(
            Specification({"at": name}, 9, value, effect, p)
            for name, value, effect, p in (
                ("a", 6.0, 0.3, 0.02),
                ("b", 1.0, -0.1, 0.7),
                ("c", 2.0, 0.1, 0.3),
            )
        )
    )
    assert items_of(FACT, curve=curve)["definitions"] == {
        "n": 3,
        "lowest": 1.0,
        "median": 2.0,
        "highest": 6.0,
        "with_sign": pytest.approx(2 / 3),
        "significant": pytest.approx(1 / 3),
        "p_joint": 0.3,
    }


def test_rows_have_texts_numbers_and_dates_only() -> None:
    """No empty text, no list and no missing value."""
    row = {
        "date": DAY,
        "n": np.int64(3),
        "x": np.float64(0.5),
        "ok": True,
        "none": None,
        "nan": math.nan,
        "empty": "",
        "list": [1],
        "text": "C2",
    }
    assert flatten(row) == {"date": "2026-10-02", "n": 3, "x": 0.5, "ok": True, "text": "C2"}


def test_trades_are_kept_one_by_one_with_the_means_of_their_numbers() -> None:
    """Each without its first date, which names it; of the other fields the mean of all."""
    rows = [
        {
            "signal_date": pd.Timestamp("2003-06-25"),
            "entry_date": pd.Timestamp("2003-06-26"),
            "entry": 40.0,
            "bars": 3,
            "cause": "target",
            "return": 0.10,
            "fills": "close",
        },
        {"signal_date": pd.Timestamp("2004-06-25"), "entry": 50.0, "bars": 5, "return": 0.30},
    ]
    assert row_items("trade", rows) == {
        "trades": {"n": 2, "mean entry": 45.0, "mean return": pytest.approx(0.2)},
        "trade 2003-06-25": {
            "entry_date": "2003-06-26",
            "entry": 40.0,
            "bars": 3,
            "cause": "target",
        },
        "trade 2004-06-25": {"entry": 50.0, "bars": 5},
    }


def test_events_are_kept_by_their_texts() -> None:
    """Numbers are in the means; the reason of a void entry follows from prices."""
    rows = [{"name": "C6", "date": DAY, "return": 0.5, "void_reason": "gap"}]
    assert row_items("event", rows) == {
        "events": {"n": 1, "mean return": 0.5},
        "event 2026-10-02": {"name": "C6"},
    }
    assert row_items("event", []) == {}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"name": "C6", "date": DAY}, "2026-10-02"),
        ({"name": "2003/06/25", "other": "C6"}, "2003/06/25"),
        ({"name": "2003-06/25", "other": "C6"}, "2003-06/25"),
        ({"name": "2003-06-255", "date": DAY}, "2026-10-02"),
        ({"name": "2003-06-2", "date": DAY}, "2026-10-02"),
        ({"value": 1.5}, "?"),
    ],
)
def test_a_row_is_named_by_its_first_date(row: dict[str, object], name: str) -> None:
    """Else by its first text."""
    assert f"event {name}" in row_items("event", [row])


def test_more_than_sixty_rows_are_counted_by_year() -> None:
    """Sixty are listed; of 61, 31 are of 2003 and 30 of 2004."""
    rows = [
        {"date": pd.Timestamp(f"{2003 + n % 2}-01-01") + pd.Timedelta(days=n), "x": float(n)}
        for n in range(61)
    ]
    assert row_items("event", rows) == {
        "events": {"n": 61, "n in 2003": 31, "n in 2004": 30, "mean x": 30.0}
    }
    assert len(row_items("event", rows[:60])) == 61


def test_an_account_is_kept_by_its_last_day_its_bars_and_its_value() -> None:
    """Three days."""
    equity = pd.Series([100.0, 90.0, 120.0], pd.bdate_range("2026-01-05", periods=3))
    assert account_items(equity) == {
        "account": {"last day": "2026-01-07", "bars": 3, "value": 120.0}
    }


def test_a_horizon_is_a_whole_number() -> None:
    """Of which the rule is named."""
    assert parse_whole_number("252", "RUT:horizon=252") == 252
    with pytest.raises(RuleError, match=r"^breakout 'RUT:horizon=1.5': horizon '1.5'; expected a"):
        parse_whole_number("1.5", "RUT:horizon=1.5")


@dataclass
class Trade:
    """A trade with a field that a keyword of Python takes the name of."""

    return_: float
    entry_date: pd.Timestamp


def test_fields_have_no_trailing_underscore() -> None:
    """What is no object has none."""
    assert plain_fields(Trade(0.5, DAY)) == {"return": 0.5, "entry_date": "2026-10-02"}
    assert plain_fields(5) == {}
