"""The JSON document of `rutcheck run`: `results.json`."""

from __future__ import annotations

from pathlib import Path

from backtests.claims.literature import Reproduction
from backtests.claims.registry import Claim
from backtests.claims.run import (
    COARSE_FREQUENCIES,
    Result,
    by_article,
    expectations,
    tally,
    tally_by_group,
)
from backtests.evidence.checks import Check, decision
from backtests.evidence.estimates import Finding
from backtests.evidence.performance import RuleRow, differences
from backtests.evidence.verdicts import Ruling
from backtests.report.json.curves import curve_json
from backtests.runtime.serialization import SCHEMA, plain_fields, to_bytes, without_name
from data_feeds.files.atomic import write_atomically

# Name of the file in the folder of a report.
RESULTS = "results.json"


def run_json(result: Result) -> dict[str, object]:
    """Return the document of a run: data, one row per claim, rules and tallies."""
    came_true, decided = expectations(result.findings)
    return {
        "schema": SCHEMA,
        "as_of": result.as_of,
        "source": result.label,
        "notices": result.notices,
        "resamples": result.resamples,
        "data": {name: without_name(info) for name, info in result.data.items()},
        "claims": [
            _claim(claim, finding)
            for claim, finding in zip(result.claims, result.findings, strict=True)
        ],
        "trials": {
            "count": result.trials.count,
            "names": [name for name, _ in result.trials.trials],
            "sharpe_variance": result.trials.variance,
        },
        "rules": [rule_json(row) for row in result.rules],
        "tally": tally(result.findings),
        "tally_by_article": {
            article.key: tally(findings) for article, findings in by_article(result)
        },
        "tally_by_group": tally_by_group(result.claims, result.findings),
        "expectations": {"came_true": came_true, "decided": decided},
        "literature": [_reproduction(row) for row in result.literature],
    }


def _reproduction(row: Reproduction) -> dict[str, object]:
    """Return a published statement with its figures beside those found."""
    figures = [{**plain_fields(one), "difference": one.difference} for one in row.figures]
    return {**plain_fields(row), "figures": figures, "reproduced": row.reproduced}


def rule_json(row: RuleRow) -> dict[str, object]:
    """Return a row of the table of all rules, with the difference of rule and benchmark."""
    both = row.rule is not None and row.benchmark is not None
    return {
        **plain_fields(row),
        "difference": differences(row.rule, row.benchmark) if both else None,  # type: ignore[arg-type]
    }


def _claim(claim: Claim, finding: Finding) -> dict[str, object]:
    evidence = finding.evidence
    return {
        "id": claim.id,
        "article": claim.article.key,
        "type": claim.type,
        "statement": claim.statement,
        "method": {
            "test": claim.method.test,
            "supports": claim.method.supports,
            "refutes": claim.method.refutes,
        },
        "own_words": claim.own_words,
        "labels": finding.labels,
        "same_test_as": finding.same_test_as,
        "verdict": finding.ruling.verdict,
        "reason": finding.ruling.reason,
        "decision": decision(evidence.check),
        "decided_by": evidence.check.decided_by(),
        "base_rate": _base_rate(finding.base_rate, evidence.base_rate),
        "series": finding.series,
        "estimates": evidence.estimates,
        "events": evidence.events,
        "notes": evidence.notes,
        "multiverse": None if evidence.curve is None else curve_json(evidence.curve),
        "coarse": [label for label in finding.labels if label in COARSE_FREQUENCIES],
    }


def _base_rate(ruling: Ruling | None, check: Check | None) -> dict[str, object] | None:
    if ruling is None or check is None:
        return None
    return {
        "verdict": ruling.verdict,
        "reason": ruling.reason,
        "decision": decision(check),
        "decided_by": check.decided_by(),
    }


def write_run(result: Result, folder: Path) -> Path:
    """Write `results.json` to a folder, created if missing, and return its path."""
    path = folder / RESULTS
    write_atomically(path, to_bytes(run_json(result)))
    return path
