"""results.json alone is enough: each word is found again from the figures beside it.

`faults` applies METHODS 4 to a file; wrong words planted into a file of a run are all found.
"""

from __future__ import annotations

import copy
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backtests.claims.families import FAMILY
from backtests.claims.registry import load_claims
from backtests.claims.run import Result
from backtests.report.json import run
from backtests.runtime import serialization
from tests.multiple_tests import multipletests

Json = dict[str, Any]


def verdict_of(d: Json) -> str:
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
        "ExpectationCheck": lambda _: "not testable",
    }
    return str(table[d["check"]](d))


def of_figures(figures: list[Json]) -> str:
    """Every number within its tolerance; any off by more than two."""
    errors = [min(abs(x - f["claimed"]) for x in f["found"]) / f["tolerance"] for f in figures]
    if any(e > 2 for e in errors):
        return "refuted"
    return "inconclusive" if any(e > 1 for e in errors) else "supported"


def as_stated(d: Json) -> str:
    """4.1, without other readings."""
    return "refuted" if not all(h for _, h in d["directions"]) else of_figures(d["figures"])


def fact(d: Json) -> str:
    """4.1, with the readings that the text allows equally."""
    first = as_stated(d)
    others = {as_stated(reading) for reading in d["readings"]}
    reversed_ = {"supported": "refuted", "refuted": "supported"}.get(first)
    return "inconclusive" if reversed_ in others else first


def forecast(d: Json) -> str:
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


def touch(d: Json) -> str:
    """4.2: levels."""
    if d["touched_on"] is not None and d["touched_on"] <= d["resolves"]:
        return "supported"
    return "pending" if d["as_of"] < d["resolves"] else "refuted"


def effect(d: Json) -> str:
    """4.3 and 7.2: the main test in both directions, and the gate of each."""
    if d["effect"] >= d["least"] and d["p_adjusted"] <= 0.05 and all(m for _, m in d["conditions"]):
        return "supported" if d["gate"] and d["n_eff"] >= 5 else "inconclusive"
    if contradicts({**d, "p_opposite": d["p_opposite_adjusted"]}, least=d["least"], level=0.05):
        return "refuted" if d["refutation_gate"] and d["n_eff"] >= 5 else "inconclusive"
    return "inconclusive"


def conjunction(d: Json) -> str:
    """4.6: the deciding part, and for "supported" all of the others; a false fact refutes."""
    facts = [part["check"] for part in d["others"] if part["check"]["check"] == "FactCheck"]
    if any(fact(one) == "refuted" for one in facts):
        return "refuted"
    first = effect(d["deciding"])
    whole = all(verdict_of(part["check"]) == "supported" for part in d["others"])
    return "inconclusive" if first == "supported" and not whole else first


def contradicts(row: Json, *, least: float, level: float = 0.10) -> bool:
    """7.2 (a): the upper bound is below delta, or the effect is opposite with a small p."""
    upper = math.inf if row["upper"] is None else row["upper"]
    return bool(upper < least or (row["effect"] < 0 and row["p_opposite"] <= level))


def criteria(d: Json) -> str:
    """A row's own bounds."""
    holds = {">=": float.__ge__, ">": float.__gt__, "<=": float.__le__, "<": float.__lt__}

    def met(c: Json) -> bool:
        return c["value"] is not None and holds[c["relation"]](float(c["value"]), float(c["bound"]))

    if d["n_eff"] is not None and d["n_eff"] < 5:
        return "inconclusive"
    if d["supports"] and all(met(c) for c in d["supports"]):
        return "supported"
    return "refuted" if d["refutes"] and all(met(c) for c in d["refutes"]) else "inconclusive"


def scenario(d: Json) -> str:
    """4.5: never supported by one outcome."""
    if d["as_of"] < d["resolves"]:
        return "pending"
    if d["probability"] is None:
        return "no data"
    return "refuted" if d["probability"] <= 0.05 else "inconclusive"


def lines_of(claim: Json) -> Iterator[tuple[Json, str, str]]:
    """Yield decision, verdict and reason of a claim and of its past targets."""
    yield claim["decision"], claim["verdict"], claim["reason"]
    if (second := claim["base_rate"]) is not None:
        yield second["decision"], second["verdict"], second["reason"]


def deciding(d: Json) -> Json | None:
    """Return the effect that decides, if any does."""
    d = d.get("deciding", d)
    return d if d["check"] == "EffectCheck" else None


def effects_in(d: Json) -> Iterator[Json]:
    """Yield every effect of a decision, those of other parts too."""
    if d["check"] == "EffectCheck":
        yield d
    elif d["check"] == "ConjunctionCheck":
        yield d["deciding"]
        for part in d["others"]:
            yield from effects_in(part["check"])


def close(found: float, expected: float) -> bool:
    """Whether two shares or p-values agree."""
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


def faults(content: Json) -> list[str]:
    """Return everything in a results file that does not follow from the rest of it."""
    found = []
    rows = {claim.id: claim for claim in load_claims()}
    for claim in content["claims"]:
        row = rows[claim["id"]]
        where = f"{claim['id']}: "
        for d, verdict, reason in lines_of(claim):
            found += [where + fault for fault in faults_of_word(d, verdict, reason)]
        found += [where + fault for fault in faults_of_definitions(claim)]
        found += [where + fault for fault in faults_of_requirements(claim)]
        if claim["same_test_as"] != row.same_test_as:
            found.append(where + "shared test")
        tested = claim["decision"]["check"] not in ("MissingCheck", "NotTestableCheck")
        used = [content["data"][name] for name in claim["series"]] if tested else []
        frequencies = {info["frequency"] for info in used}
        coarse = [f for f in ("weekly", "monthly") if f in frequencies]
        if claim["coarse"] != coarse:
            found.append(where + "frequency of its prices")
        replaced = ["Baa spread"] if any("in place of" in info["note"] for info in used) else []
        shared = [f"same test as {row.same_test_as}"] if row.same_test_as else []
        if claim["labels"] != [*row.labels, *coarse, *replaced, *shared]:
            found.append(where + "labels")
    return [*found, *faults_of_holm(content), *faults_of_tallies(content)]


def faults_of_word(d: Json, verdict: str, reason: str) -> Iterator[str]:
    """Yield what is wrong with a verdict, given its decision."""
    if verdict_of(d) != verdict:
        yield f"{verdict}, but {verdict_of(d)} by its decision"
    ambiguous = d["check"] == "FactCheck" and reason.startswith("ambiguous")
    if ambiguous and not reason.startswith(f"ambiguous: {as_stated(d)} as stated"):
        yield "another reading decides"
    effect = deciding(d)
    if effect is not None and verdict in ("supported", "refuted"):
        yield from faults_by_7_2(effect, verdict)
    for one in effects_in(d):
        gates = gates_of(one)
        if gates is not None and (one["gate"], one["refutation_gate"]) != gates:
            yield "gate"
        if (one["robustness"] is None) != (one["gate"] is None):
            yield "gate without its figures"


def faults_by_7_2(d: Json, verdict: str) -> Iterator[str]:
    """Apply METHODS 4.3 to a decisive word without its gates: floor, Holm, own definitions."""
    robust = d["robustness"]
    if d["n_eff"] < 5:
        yield f"{verdict} from {d['n_eff']} separate events"
    if robust is None:
        yield f"{verdict} without robustness checks"
        return
    left_out = robust["leave_one_out"]
    if verdict == "supported":
        if d["p_adjusted"] > 0.05 or d["effect"] < d["least"]:
            yield "supported against its main test"
        if robust["with_sign"] < 0.8 or robust["significant"] < 0.5:
            yield "supported against its definitions"
        if any(left["effect"] <= 0 or left["p"] > 0.10 for left in left_out):
            yield "supported by one event"
        return
    if not contradicts({**d, "p_opposite": d["p_opposite_adjusted"]}, least=d["least"], level=0.05):
        yield "refuted against its main test"
    if robust["confirming"] > 0.2 or robust["contradicting"] < 0.5:
        yield "refuted against its definitions"
    if not all(contradicts(left, least=d["least"]) for left in left_out):
        yield "refuted by one event"


def gates_of(d: Json) -> tuple[bool, bool] | None:
    """Return whether an effect passes the gates of "supported" and "refuted"; None if not run."""
    robust = d["robustness"]
    if robust is None:
        return None
    left_out, events = robust["leave_one_out"], robust["n_eff"] >= 5
    supported = (
        all(left["effect"] > 0 and left["p"] <= 0.10 for left in left_out)
        and robust["with_sign"] >= 0.80
        and robust["significant"] >= 0.50
        and events
        and (robust["overfitting"] is None or robust["overfitting"] <= 0.5)
    )
    refuted = (
        all(contradicts(left, least=d["least"]) for left in left_out)
        and robust["confirming"] <= 0.20
        and robust["contradicting"] >= 0.50
        and events
    )
    return supported, refuted


def faults_of_requirements(claim: Json) -> Iterator[str]:
    """Yield the verdicts that are not those of which all rows of `decided_by` are met."""
    for part in filter(None, (claim, claim["base_rate"])):
        rows = part["decided_by"]
        needed = {
            verdict: [row["met"] for row in rows if row["verdict"] == verdict]
            for verdict in ("supported", "refuted")
        }
        if not needed["supported"]:
            yield "no requirement of supported"
        reached = next((v for v, met in needed.items() if met and all(met)), None)
        stated = part["verdict"] if part["verdict"] in needed else None
        if reached != stated and (stated != "refuted" or needed["refuted"]):
            yield f"{part['verdict']}, but its requirements give {reached}"


def faults_of_definitions(claim: Json) -> Iterator[str]:
    """Yield the shares of the deciding effect that do not follow from its definitions."""
    decided = (deciding(d) for d, _, _ in lines_of(claim))
    d = next((one for one in decided if one is not None), None)
    if d is None or d["robustness"] is None:
        return
    found, rows = d["robustness"], claim["multiverse"]["specifications"]
    confirm = [row["effect"] > 0 and row["p"] <= 0.10 for row in rows]
    shares = {
        "with_sign": [row["effect"] > 0 for row in rows],
        "significant": [row["p"] <= 0.10 for row in rows],
        "confirming": confirm,
        "contradicting": [contradicts(row, least=d["least"]) for row in rows],
    }
    if found["definitions"] != len(rows):
        yield "number of definitions"
    for name, flags in shares.items():
        if not close(found[name], sum(flags) / max(len(flags), 1)):
            yield f"share of definitions {name}"
    if found["effect"] is not None and not close(found["effect"], d["effect"]):
        yield "effect of the gate"
    basis = [e for e in claim["estimates"] if e["p"] == d["p"] and not e["diagnostic"]]
    if basis and basis[0]["p_adjusted"] != d["p_adjusted"]:
        yield "estimate that the verdict rests on"


def faults_of_holm(content: Json) -> Iterator[str]:
    """Yield the families whose p-values are not Holm's over the whole family (METHODS 3.6)."""
    families: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for claim in content["claims"]:
        if claim["same_test_as"] is not None:
            continue
        for decision, _, _ in lines_of(claim):
            if (d := deciding(decision)) is not None:
                for p in ("p", "p_opposite"):
                    members = families.setdefault((FAMILY.get(claim["type"], ""), p), [])
                    members.append((d[p], d[f"{p}_adjusted"]))
    for (family, p), pairs in families.items():
        expected = multipletests([raw for raw, _ in pairs], method="holm")[1]
        if not all(close(x, e) for (_, x), e in zip(pairs, expected, strict=True)):
            yield f"{p} of {family}"


def faults_of_tallies(content: Json) -> Iterator[str]:
    """Yield the tallies that do not count the claims, a shared test once."""
    claims = content["claims"]

    def count(rows: list[Json]) -> Counter[str]:
        ids = {claim["id"] for claim in rows}
        return Counter(c["verdict"] for c in rows if c["same_test_as"] not in ids)

    groups = {"facts": "F", "dated forecasts": "PTS", "tests of history": "CBR"}
    expected = {
        "all": (content["tally"], claims),
        **{
            key: (counts, [c for c in claims if c["article"] == key])
            for key, counts in content["tally_by_article"].items()
        },
        **{
            name: (content["tally_by_group"][name], [c for c in claims if c["type"] in types])
            for name, types in groups.items()
        },
    }
    for name, (counts, rows) in expected.items():
        if +Counter(counts) != count(rows):
            yield f"tally of {name}"
    outcomes = [
        verdict_of(c["decision"]["outcome"])
        for c in claims
        if c["decision"]["check"] == "ExpectationCheck"
    ]
    decided = [word for word in outcomes if word in ("supported", "refuted")]
    if content["expectations"] != {
        "came_true": decided.count("supported"),
        "decided": len(decided),
    }:
        yield "expectations that came true"


def content_of(result: Result) -> Json:
    """Return the file of a whole run, read again as any program would."""
    found: Json = json.loads(serialization.to_text(run.run_json(result)))
    return found


@pytest.fixture(scope="module", params=["reference_run", "daily_run"])
def content(request: pytest.FixtureRequest) -> Json:
    """Return the file of a run on either source."""
    return content_of(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def reference_content(reference_run: Result) -> Json:
    """Return the file of a run on the shipped figures."""
    return content_of(reference_run)


def test_every_word_follows_from_the_figures_in_the_file(content: Json) -> None:
    """METHODS 4 by the file alone: verdicts, gates, Holm, definitions, labels, tallies."""
    assert faults(content) == []
    gated = [
        c for c in content["claims"] for d, _, _ in lines_of(c) if (deciding(d) or {}).get("gate")
    ]
    assert gated


def test_every_definition_and_every_event_left_out_has_an_upper_end(content: Json) -> None:
    """METHODS 4.3 (refuted by bound) can be met; null only where the gate has too few events."""
    counted = 0
    for claim in content["claims"]:
        for decision, _, _ in lines_of(claim):
            for d in effects_in(decision):
                if d["robustness"] is None or d["robustness"]["n_eff"] < 5:
                    continue
                rows = [*d["robustness"]["leave_one_out"]]
                if d == deciding(claim["decision"]):
                    rows += claim["multiverse"]["specifications"]
                missing = [row for row in rows if row["upper"] is None]
                assert not missing, (claim["id"], missing[0])
                counted += len(rows)
    assert counted > 1000


def claim_of(content: Json, claim_id: str) -> Json:
    """Return the row of a claim."""
    return next(c for c in content["claims"] if c["id"] == claim_id)


Plant = Callable[[Json], None]


def word(claim_id: str, verdict: str) -> Plant:
    """Return a plant that writes another verdict."""

    def plant(content: Json) -> None:
        claim = claim_of(content, claim_id)
        assert claim["verdict"] != verdict
        claim["verdict"] = verdict

    return plant


def decided(claim_id: str, verdict: str | None = None, **changes: object) -> Plant:
    """Return a plant that changes inputs of the deciding effect, and the verdict with them."""

    def plant(content: Json) -> None:
        claim = claim_of(content, claim_id)
        d = deciding(claim["decision"])
        assert d is not None
        for key, value in changes.items():
            assert d[key] != value
            d[key] = value
        claim["verdict"] = verdict or claim["verdict"]

    return plant


def robust(claim_id: str, verdict: str | None = None, **changes: object) -> Plant:
    """Return a plant that changes the shares behind a gate."""

    def plant(content: Json) -> None:
        claim = claim_of(content, claim_id)
        d = deciding(claim["decision"])
        assert d is not None
        for key, value in changes.items():
            assert d["robustness"][key] != value
        d["robustness"] |= changes
        claim["verdict"] = verdict or claim["verdict"]

    return plant


def row(claim_id: str, **changes: object) -> Plant:
    """Return a plant that changes fields of a claim."""

    def plant(content: Json) -> None:
        claim = claim_of(content, claim_id)
        assert any(claim[key] != value for key, value in changes.items())
        claim |= changes

    return plant


def past_targets(claim_id: str, verdict: str) -> Plant:
    """Return a plant that writes another verdict on past targets."""

    def plant(content: Json) -> None:
        claim_of(content, claim_id)["base_rate"]["verdict"] = verdict

    return plant


def swapped_lines(content: Json) -> None:
    """The verdict of past targets stands for the target itself."""
    claim = claim_of(content, "brk-03")
    claim["decision"], claim["base_rate"]["decision"] = (
        claim["base_rate"]["decision"],
        claim["decision"],
    )


def swapped_reading(content: Json) -> None:
    """Another reading of mom-18 takes the place of the first."""
    d = claim_of(content, "mom-18")["decision"]
    other = d["readings"][-1]
    d["directions"], other["directions"] = other["directions"], d["directions"]


def dropped_reading(content: Json) -> None:
    """The other readings of mom-18 are not asked."""
    claim_of(content, "mom-18")["decision"]["readings"] = []


def dropped_definitions(content: Json) -> None:
    """Definitions without a small p are left out."""
    curve = claim_of(content, "mom-04b")["multiverse"]
    curve["specifications"] = [s for s in curve["specifications"] if s["p"] <= 0.10]


def off_by_more_than_a_tolerance(content: Json) -> None:
    """The average of a supported fact is moved to half as much again as its tolerance."""
    (figure,) = claim_of(content, "mom-04a")["decision"]["figures"]
    figure["found"] = [figure["claimed"] + 1.5 * figure["tolerance"]]


def dropped_event(content: Json) -> None:
    """The event that a refutation rests on is not left out."""
    claim = claim_of(content, "mom-10")
    d = claim["decision"]
    d["robustness"]["leave_one_out"] = []
    d["robustness"]["contradicting"] = 1.0
    d["refutation_gate"], claim["verdict"] = True, "refuted"


def without_holm(content: Json) -> None:
    """One p is taken as it is."""
    d = deciding(claim_of(content, "mom-04c")["decision"])
    assert d is not None
    assert d["p_adjusted"] > d["p"]
    d["p_adjusted"] = d["p"]


def without_holm_against(content: Json) -> None:
    """One p of the opposite direction is taken as it is."""
    for claim in content["claims"]:
        d = deciding(claim["decision"])
        if d is not None and d["p_opposite_adjusted"] > d["p_opposite"]:
            d["p_opposite_adjusted"] = d["p_opposite"]
            return
    raise AssertionError("no p of the opposite direction was adjusted")


def counted_twice(content: Json) -> None:
    """A tally counts one claim more."""
    content["tally"]["supported"] += 1


def moved_group(content: Json) -> None:
    """A fact is counted among the tests of history."""
    content["tally_by_group"]["facts"]["supported"] -= 1
    content["tally_by_group"]["tests of history"]["supported"] += 1


def more_came_true(content: Json) -> None:
    """An expectation that did not come true is counted as one that did."""
    content["expectations"]["came_true"] += 1


PLANTS: dict[str, Plant] = {
    "support becomes refutation": word("mom-04b", "refuted"),
    "support of a fact becomes doubt": word("brk-01", "inconclusive"),
    "a forecast that came true is refuted": word("srg-01", "refuted"),
    "a pending target is refuted": word("brk-03", "refuted"),
    "a pending target is supported": word("brk-04", "supported"),
    "a fragile refutation is refuted": word("mom-10", "refuted"),
    "an effect that may be chance is supported": word("mom-04c", "supported"),
    "a test that did not run is inconclusive": word("mom-06", "inconclusive"),
    "a test that did not run is refuted": word("slide-05", "refuted"),
    "what cannot be tested is inconclusive": word("brk-x1", "inconclusive"),
    "an expectation is refuted": word("mom-12", "refuted"),
    "an expectation is supported": word("mom-11", "supported"),
    "an ambiguous fact is supported": word("mom-18", "supported"),
    "odds are supported before their day": word("slide-12", "supported"),
    "a tendency is supported": word("srg-06b", "supported"),
    "an average off by one tolerance is supported": off_by_more_than_a_tolerance,
    "four rallies are enough": word("srg-09", "supported"),
    "past targets are refuted": past_targets("brk-03", "refuted"),
    "past targets are supported": past_targets("brk-06", "supported"),
    "past targets decide the target": swapped_lines,
    "the gate is skipped": decided("mom-04c", "supported", gate=True, p_adjusted=0.01),
    "the gate of a refutation is skipped": decided("mom-10", "refuted", refutation_gate=True),
    "the gate has no figures": decided("mom-04b", robustness=None),
    "four events are enough": decided("mom-04b", n_eff=4),
    "four events are enough for the gate": robust("mom-04b", n_eff=4),
    "the sign of an effect is turned": decided("mom-10", effect=0.3),
    "a bound is moved": decided("mom-03", "refuted", upper=-0.01, refutation_gate=True),
    "the share with the sign is raised": robust("mom-03", with_sign=0.8),
    "the share of small p is raised": robust("mom-04c", significant=0.99),
    "the share that confirms is lowered": robust("mom-04b", confirming=0.0),
    "the share that refutes is raised": robust("mom-04b", contradicting=0.6),
    "definitions are dropped": dropped_definitions,
    "an event is not left out": dropped_event,
    "Holm is skipped": without_holm,
    "Holm is skipped in the opposite direction": without_holm_against,
    "hindsight is dropped": row("mom-04b", labels=[]),
    "tendency is dropped": row("mom-03", labels=["hindsight"]),
    "proxy is dropped": row("brk-13", labels=[]),
    "a label is invented": row("brk-01", labels=["proxy"]),
    "weekly is dropped": row("srg-01", coarse=[]),
    "a frequency is invented": row("mom-04b", coarse=["weekly", "monthly"]),
    "the label of a week is dropped": row("srg-01", labels=[]),
    "the label of a stand-in is dropped": row("slide-03b", labels=["weekly"]),
    "a shared test is invented": row("mom-04c", same_test_as="mom-04b"),
    "readings are swapped": swapped_reading,
    "a reading is not asked": dropped_reading,
    "a tally counts one more": counted_twice,
    "a fact is counted as history": moved_group,
    "one expectation more came true": more_came_true,
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_wrong_word_in_the_file_is_found(plant: Plant, reference_content: Json) -> None:
    """A verdict, label, gate, count or reading that does not follow from the file."""
    wrong = copy.deepcopy(reference_content)
    plant(wrong)
    assert wrong != reference_content
    assert faults(wrong)


def test_every_verdict_stands_beside_its_source(content: Json) -> None:
    """Each series that a claim rests on is described, with span and fingerprint."""
    for claim in content["claims"]:
        for name in claim["series"]:
            info = content["data"][name]
            assert info["first"] <= info["last"]
            assert len(info["sha256"]) == 64


def test_a_claim_tested_on_coarser_figures_is_labelled_with_them(
    content: Json, request: pytest.FixtureRequest
) -> None:
    """Weekly on the shipped figures, with the Baa spread where it stands in; else nothing."""
    rows = {claim["id"]: claim for claim in content["claims"]}
    shipped = content["source"].startswith("shipped")
    for tested in ("srg-01", "mom-04a"):
        assert rows[tested]["coarse"] == (["weekly"] if shipped else [])
    assert rows["brk-x1"]["coarse"] == []
    assert rows["srg-01"]["labels"] == (["weekly"] if shipped else [])
    assert rows["slide-03b"]["labels"] == (["weekly", "Baa spread"] if shipped else [])


def test_a_run_answers_every_claim_once(content: Json) -> None:
    """In the registry's order; tests/test_run.py holds the registry to the list of METHODS."""
    assert [claim["id"] for claim in content["claims"]] == [claim.id for claim in load_claims()]
    assert len({claim["id"] for claim in content["claims"]}) == len(content["claims"])


def test_secondary_results_are_adjusted_for_false_discoveries(content: Json) -> None:
    """Benjamini and Hochberg over a family's p-values that no verdict rests on (METHODS 3.6)."""
    families: dict[str | None, list[tuple[float, float]]] = {}
    for claim in content["claims"]:
        if claim["same_test_as"] is not None:
            continue
        effects = (deciding(d) for d, _, _ in lines_of(claim))
        holm = {d["p_adjusted"] for d in effects if d is not None}
        rows = [e for e in claim["estimates"] if e["p"] is not None and not e["diagnostic"]]
        primary = [e for e in rows if e["p_adjusted"] in holm]
        families.setdefault(FAMILY.get(claim["type"]), []).extend(
            (e["p"], e["p_adjusted"]) for e in rows if e not in primary[: len(holm)]
        )
    for pairs in families.values():
        if pairs:
            expected = multipletests([p for p, _ in pairs], method="fdr_bh")[1]
            assert [adjusted for _, adjusted in pairs] == pytest.approx(list(expected))
