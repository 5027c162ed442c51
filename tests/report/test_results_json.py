"""results.json alone is enough: each verdict is found again from the figures beside it."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

import pytest
from statsmodels.stats.multitest import multipletests

from backtests.claims.families import FAMILY
from backtests.claims.registry import load_claims
from backtests.claims.run import Result
from backtests.report.json import run
from backtests.runtime import serialization


def verdict_of(d: dict[str, Any]) -> str:
    """Apply the table of METHODS 4 to a decision as it stands in the file."""
    table = {
        "FactCheck": fact,
        "ForecastCheck": forecast,
        "TouchCheck": touch,
        "EffectCheck": effect,
        "ConjunctionCheck": conjunction,
        "CriteriaCheck": criteria,
        "ScenarioCheck": scenario,
        "MissingCheck": lambda _: "no data",
        "NotTestableCheck": lambda _: "not testable",
    }
    return str(table[d["check"]](d))


def of_figures(figures: list[dict[str, Any]]) -> str:
    """Every number within its tolerance; any off by more than two."""
    errors = [min(abs(x - f["claimed"]) for x in f["found"]) / f["tolerance"] for f in figures]
    if any(e > 2 for e in errors):
        return "refuted"
    return "inconclusive" if any(e > 1 for e in errors) else "supported"


def as_stated(d: dict[str, Any]) -> str:
    """4.1, without other readings."""
    return "refuted" if not all(h for _, h in d["directions"]) else of_figures(d["figures"])


def fact(d: dict[str, Any]) -> str:
    """4.1, with the readings that the text allows equally."""
    first = as_stated(d)
    others = {as_stated(reading) for reading in d["readings"]}
    reversed_ = {"supported": "refuted", "refuted": "supported"}.get(first)
    return "inconclusive" if reversed_ in others else first


def forecast(d: dict[str, Any]) -> str:
    """4.2: end values."""
    if d["void"] is not None:
        return "inconclusive"
    if d["as_of"] < d["resolves"]:
        return "pending"
    if d["mixed"]:
        return "inconclusive"
    if d["condition"] is None:
        return "no data"
    return "supported" if d["condition"] else "refuted"


def touch(d: dict[str, Any]) -> str:
    """4.2: levels."""
    if d["touched_on"] is not None and d["touched_on"] <= d["resolves"]:
        return "supported"
    return "pending" if d["as_of"] < d["resolves"] else "refuted"


def effect(d: dict[str, Any]) -> str:
    """4.3 and 7.2: the main test in both directions, and the gate of each."""
    if d["effect"] >= d["least"] and d["p_adjusted"] <= 0.05 and all(m for _, m in d["conditions"]):
        return "supported" if d["gate"] and d["n_eff"] >= 5 else "inconclusive"
    if contradicts({**d, "p_opposite": d["p_opposite_adjusted"]}, least=d["least"], level=0.05):
        return "refuted" if d["refutation_gate"] and d["n_eff"] >= 5 else "inconclusive"
    return "inconclusive"


def conjunction(d: dict[str, Any]) -> str:
    """4.6: the deciding part, and for "supported" all of the others; a false fact refutes."""
    facts = [part["check"] for part in d["others"] if part["check"]["check"] == "FactCheck"]
    if any(fact(one) == "refuted" for one in facts):
        return "refuted"
    first = effect(d["deciding"])
    whole = all(verdict_of(part["check"]) == "supported" for part in d["others"])
    return "inconclusive" if first == "supported" and not whole else first


def contradicts(row: dict[str, Any], *, least: float, level: float = 0.10) -> bool:
    """7.2 (a): the upper bound is below delta, or the effect is opposite with a small p."""
    upper = math.inf if row["upper"] is None else row["upper"]
    return bool(upper < least or (row["effect"] < 0 and row["p_opposite"] <= level))


def criteria(d: dict[str, Any]) -> str:
    """A row's own bounds."""
    holds = {">=": float.__ge__, ">": float.__gt__, "<=": float.__le__, "<": float.__lt__}

    def met(c: dict[str, Any]) -> bool:
        return c["value"] is not None and holds[c["relation"]](float(c["value"]), float(c["bound"]))

    if d["n_eff"] is not None and d["n_eff"] < 5:
        return "inconclusive"
    if d["supports"] and all(met(c) for c in d["supports"]):
        return "supported"
    return "refuted" if d["refutes"] and all(met(c) for c in d["refutes"]) else "inconclusive"


def scenario(d: dict[str, Any]) -> str:
    """4.5: never supported by one outcome."""
    if d["as_of"] < d["resolves"]:
        return "pending"
    if d["probability"] is None:
        return "no data"
    return "refuted" if d["probability"] <= 0.05 else "inconclusive"


@pytest.fixture(scope="module", params=["reference_run", "daily_run"])
def content(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The file of a whole run, read again as any program would."""
    result: Result = request.getfixturevalue(request.param)
    found: dict[str, Any] = json.loads(serialization.to_text(run.run_json(result)))
    return found


def test_every_verdict_follows_from_the_figures_in_the_file(content: dict[str, Any]) -> None:
    """By the table of section 4 alone, also those of past targets."""
    for claim in content["claims"]:
        assert verdict_of(claim["decision"]) == claim["verdict"], claim["id"]
        if claim["base_rate"] is not None:
            second = claim["base_rate"]
            assert verdict_of(second["decision"]) == second["verdict"], claim["id"]


def test_p_values_are_adjusted_over_whole_families(content: dict[str, Any]) -> None:
    """Holm within conditional, relative and rule claims (METHODS 3.6)."""
    families: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for claim in content["claims"]:
        for decision in (claim["decision"], (claim["base_rate"] or {}).get("decision")):
            d = (decision or {}).get("deciding", decision)
            if d and d["check"] == "EffectCheck":
                for p in ("p", "p_opposite"):
                    members = families.setdefault((FAMILY.get(claim["type"], ""), p), [])
                    members.append((d[p], d[f"{p}_adjusted"]))
    assert families
    for pairs in families.values():
        expected = multipletests([p for p, _ in pairs], method="holm")[1]
        assert [adjusted for _, adjusted in pairs] == pytest.approx(list(expected))


def test_the_tallies_count_the_claims(content: dict[str, Any]) -> None:
    """All together, and by article."""
    counted = Counter(claim["verdict"] for claim in content["claims"])
    assert {k: v for k, v in content["tally"].items() if v} == dict(counted)
    by_article = content["tally_by_article"]
    assert set(by_article) == {claim["article"] for claim in content["claims"]}
    for verdict, count in content["tally"].items():
        assert sum(tally[verdict] for tally in by_article.values()) == count


def test_every_verdict_stands_beside_its_source(content: dict[str, Any]) -> None:
    """Each series that a claim rests on is described, with span and fingerprint."""
    for claim in content["claims"]:
        for name in claim["series"]:
            info = content["data"][name]
            assert info["first"] <= info["last"]
            assert len(info["sha256"]) == 64


def test_a_claim_tested_on_coarser_figures_is_labelled_with_them(
    content: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """Weekly and monthly on the shipped figures, nothing on daily prices."""
    coarse = {claim["id"]: claim["coarse"] for claim in content["claims"]}
    shipped = content["source"].startswith("shipped")
    assert coarse["srg-01"] == (["weekly"] if shipped else [])
    assert coarse["mom-04a"] == (["monthly"] if shipped else [])
    assert coarse["brk-x1"] == []


def test_a_run_answers_every_claim_once(content: dict[str, Any]) -> None:
    """In the registry's order; tests/test_run.py holds the registry to the list of METHODS."""
    assert [claim["id"] for claim in content["claims"]] == [claim.id for claim in load_claims()]
    assert len({claim["id"] for claim in content["claims"]}) == len(content["claims"])


def test_every_effect_went_through_the_gate_that_its_definitions_give(
    content: dict[str, Any],
) -> None:
    """METHODS 4 and 7.2: every event left out, the shares of definitions, five events."""
    seen = 0
    for claim in content["claims"]:
        decisions = [claim["decision"], (claim["base_rate"] or {}).get("decision")]
        d = next((d for d in decisions if d and d["check"] == "EffectCheck"), None)
        if d is None:
            continue
        seen += 1
        found, rows = d["robustness"], claim["multiverse"]["specifications"]
        signs = [row["effect"] > 0 for row in rows]
        low = [row["p"] <= 0.10 for row in rows]
        assert found["definitions"] == len(rows), claim["id"]
        assert found["with_sign"] == pytest.approx(sum(signs) / len(rows))
        assert found["significant"] == pytest.approx(sum(low) / len(rows))
        assert d["gate"] == (
            all(left["effect"] > 0 and left["p"] <= 0.10 for left in found["leave_one_out"])
            and found["with_sign"] >= 0.80
            and found["significant"] >= 0.50
            and found["n_eff"] >= 5
            and (found["overfitting"] is None or found["overfitting"] <= 0.5)
        ), claim["id"]
        confirm = [sign and p for sign, p in zip(signs, low, strict=True)]
        refute = [contradicts(row, least=d["least"]) for row in rows]
        assert found["confirming"] == pytest.approx(sum(confirm) / len(rows))
        assert found["contradicting"] == pytest.approx(sum(refute) / len(rows))
        assert d["refutation_gate"] == (
            all(contradicts(left, least=d["least"]) for left in found["leave_one_out"])
            and sum(confirm) <= 0.20 * len(rows)
            and sum(refute) >= 0.50 * len(rows)
            and found["n_eff"] >= 5
        ), claim["id"]
    assert seen > 10


def test_secondary_results_are_adjusted_for_false_discoveries(content: dict[str, Any]) -> None:
    """Benjamini and Hochberg over a family's p-values that no verdict rests on (METHODS 3.6)."""
    families: dict[str | None, list[tuple[float, float]]] = {}
    for claim in content["claims"]:
        decisions = [claim["decision"], (claim["base_rate"] or {}).get("decision")]
        holm = {d["p_adjusted"] for d in decisions if d and d["check"] == "EffectCheck"}
        rows = [e for e in claim["estimates"] if e["p"] is not None and not e["diagnostic"]]
        primary = [e for e in rows if e["p_adjusted"] in holm]
        families.setdefault(FAMILY.get(claim["type"]), []).extend(
            (e["p"], e["p_adjusted"]) for e in rows if e not in primary[: len(holm)]
        )
    for pairs in families.values():
        if pairs:
            expected = multipletests([p for p, _ in pairs], method="fdr_bh")[1]
            assert [adjusted for _, adjusted in pairs] == pytest.approx(list(expected))
