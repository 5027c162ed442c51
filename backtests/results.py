"""Results as JSON: the files and standard output that other programs read (DESIGN 5)."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from backtests.breakouts import BreakoutStudy
from backtests.easing import CycleReturn, CycleSummary, completed
from backtests.findings import Finding
from backtests.incidence import Incidence
from backtests.registry import Claim
from backtests.resampled_paths import Null, Nulls
from backtests.rule_figures import RuleRow, differences
from backtests.run import Result, coarse, tally
from backtests.specification_curve import Curve
from backtests.studies.rows import breakout_row, cycle_row
from backtests.verdicts import Check, Ruling
from data_feeds import quality
from data_feeds.bars import has_ohlc
from data_feeds.market import Market, SeriesInfo

SCHEMA = 1


def to_text(content: Mapping[str, object]) -> str:
    """Serialise to JSON: dates as ISO days, NaN as null, numbers unrounded, one final newline.

    What holds no further list or object stands on one line.
    """
    return _laid_out(plain(content), "") + "\n"


def _laid_out(value: object, indent: str) -> str:
    """Render a plain value; the lines after its first are indented."""
    items = list(value.values() if isinstance(value, dict) else value
                 if isinstance(value, list) else ())  # fmt: skip
    if not any(isinstance(item, dict | list) and item for item in items):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = indent + "  "
    parts = [_laid_out(item, inner) for item in items]
    if isinstance(value, dict):
        keys = [json.dumps(key, ensure_ascii=False) for key in value]
        parts = [f"{key}: {part}" for key, part in zip(keys, parts, strict=True)]
    lines = f",\n{inner}".join(parts)
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}\n{inner}{lines}\n{indent}{right}"


def plain(value: object) -> object:
    """Turn dataclasses, timestamps, NumPy numbers and tuples into what JSON knows."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def run_content(result: Result) -> dict[str, object]:
    """Lay out a run as `results.json`: data, a row a claim, and the tally."""
    return {
        "schema": SCHEMA,
        "as_of": result.as_of,
        "source": result.label,
        "notices": result.notices,
        "resamples": result.resamples,
        "data": {name: _without_name(info) for name, info in result.data.items()},
        "claims": [
            {**_claim(claim, finding), "coarse": coarse(finding, result.data)}
            for claim, finding in zip(result.claims, result.findings, strict=True)
        ],
        "trials": {
            "count": result.trials.count,
            "names": [name for name, _ in result.trials.trials],
            "sharpe_variance": result.trials.variance,
        },
        "rules": [rule_content(row) for row in result.rules],
        "tally": tally(result.findings),
        "tally_by_article": _tally_by_article(result),
    }


def rule_content(row: RuleRow) -> dict[str, object]:
    """Lay out a row of the table of all rules, with the rule less its benchmark."""
    both = row.rule is not None and row.benchmark is not None
    return {
        **{
            field.name: getattr(row, field.name)
            for field in dataclasses.fields(row)
            if field.name != "accounts"
        },
        "difference": differences(row.rule, row.benchmark) if both else None,  # type: ignore[arg-type]
    }


def _tally_by_article(result: Result) -> dict[str, dict[str, int]]:
    by_article: dict[str, list[Finding]] = {}
    for claim, finding in zip(result.claims, result.findings, strict=True):
        by_article.setdefault(claim.article.key, []).append(finding)
    return {key: tally(findings) for key, findings in by_article.items()}


def _without_name(info: SeriesInfo) -> dict[str, object]:
    return {key: value for key, value in dataclasses.asdict(info).items() if key != "name"}


def data_used(market: Market) -> dict[str, object]:
    """Lay out what a command used of a source: its label, notices, and each series' span."""
    return {
        "source": market.label,
        "notices": market.notices,
        "data": {name: _without_name(market.info(name)) for name in sorted(market.used)},
    }


def _claim(claim: Claim, finding: Finding) -> dict[str, object]:
    evidence = finding.evidence
    return {
        "id": claim.id,
        "article": claim.article.key,
        "type": claim.type,
        "statement": claim.statement,
        "labels": claim.labels,
        "verdict": finding.ruling.verdict,
        "reason": finding.ruling.reason,
        "decision": decision(evidence.check),
        "base_rate": _second(finding.base_rate, evidence.base_rate),
        "series": finding.series,
        "estimates": evidence.estimates,
        "events": evidence.events,
        "notes": evidence.notes,
        "multiverse": None if evidence.curve is None else _multiverse(evidence.curve),
    }


def decision(check: Check) -> dict[str, object]:
    """Write down everything the verdict table was given, so that anyone can apply it again."""
    return {"check": type(check).__name__, **dataclasses.asdict(check)}


def _second(ruling: Ruling | None, check: Check | None) -> dict[str, object] | None:
    if ruling is None or check is None:
        return None
    return {"verdict": ruling.verdict, "reason": ruling.reason, "decision": decision(check)}


def write_run(result: Result, folder: Path) -> Path:
    """Write `results.json` into a folder, made if missing; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "results.json"
    path.write_text(to_text(run_content(result)), encoding="utf-8")
    return path


def breakout_content(
    study: BreakoutStudy,
    curve: Curve | None,
    market: Market,
    *,
    symbol: str,
    as_of: pd.Timestamp,
) -> dict[str, object]:
    """Lay out a breakout study as `breakout --json`."""
    rate, nulls = study.hit_rate, study.nulls or Nulls(None, None, "")
    return {
        "schema": SCHEMA,
        "symbol": symbol,
        "as_of": as_of,
        **data_used(market),
        "parameters": study.parameters,
        "events": [breakout_row(outcome) for outcome in study.outcomes],
        "summary": {
            "n": rate.n,
            "resolved": rate.resolved,
            "hits": rate.hits,
            "hit_rate": rate.rate,
            "hit_rate_optimistic": rate.optimistic,
            "interval": rate.interval,
            "jeffreys": rate.jeffreys,
            "n_eff": rate.n_eff,
            "years": rate.years,
            "baseline": rate.baseline,
            "minimum_detectable_rate": rate.detectable,
            "p_value": rate.p,
            "note": rate.note,
            "resampled": _null(nulls.with_drift),
            "resampled_without_drift": _null(nulls.without_drift),
            "share_of_drift": nulls.share_of_drift,
            "resampled_note": nulls.note,
            "resampled_other_blocks": [
                {"block_days": days, "null": _null(null)} for days, null in nulls.other_blocks
            ],
            "incidence": _incidence(study.incidence),
            "bars_to_target": study.wait,
        },
        "multiverse": None if curve is None else _multiverse(curve),
    }


def _incidence(found: Incidence) -> list[dict[str, object]]:
    """Lay out the shares at target and stopped, a row a bar with an event, with their bands."""
    return [
        {"bars": bars, "target": target, "stop": stop,
         "target_band": target_band, "stop_band": stop_band}
        for bars, target, stop, target_band, stop_band in zip(
            found.bars.tolist(), found.target.tolist(), found.stop.tolist(),
            found.target_band.T.tolist(), found.stop_band.T.tolist(), strict=True,
        )
    ]  # fmt: skip


def _null(null: Null | None) -> dict[str, object] | None:
    """Lay out a hit rate on resampled paths."""
    if null is None:
        return None
    return {"hit_rate": null.mean, "p_value": null.p, "paths": null.paths}


def easing_content(
    rows: Sequence[CycleReturn],
    summary: CycleSummary | None,
    curve: Curve | None,
    market: Market,
    *,
    parameters: Mapping[str, object],
) -> dict[str, object]:
    """Lay out the researcher's table as `easing --json`."""
    prices = [r.price_return for r in completed(rows) if not math.isnan(r.price_return)]
    return {
        "schema": SCHEMA,
        "as_of": market.as_of,
        **data_used(market),
        "parameters": dict(parameters),
        "cycles": [cycle_row(row) for row in rows],
        "summary": None if summary is None else {
            "mean": summary.mean,
            "mean_price_return": float(np.mean(prices)) if prices else None,
            "median": summary.median,
            "n": summary.n,
            "n_eff": summary.n_eff,
            "interval": summary.interval,
            "minimum_detectable_effect": summary.detectable,
            "placebo_mean": summary.placebo.mean,
            "placebo_sd": summary.placebo.sd,
            "p_value": summary.p_value,
            "leave_one_out": summary.leave_one_out,
            "leave_one_out_p": summary.leave_one_out_p,
            "without_2020": summary.without_2020,
            "without_2020_p": summary.without_2020_p,
            "share_positive": summary.share_positive,
            "shifted_mean": float(summary.shifted.mean()),
            "shifted_p": summary.shift_p,
            "eras": summary.eras,
        },
        "multiverse": None if curve is None else _multiverse(curve),
    }  # fmt: skip


def _multiverse(curve: Curve) -> dict[str, object]:
    """Lay out a specification curve, its specifications by ascending value."""
    values = curve.values
    return {
        "n": values.size,
        "lowest": values[0],
        "median": float(np.median(values)),
        "highest": values[-1],
        "share_with_sign": curve.with_sign,
        "share_significant": curve.significant,
        "joint_p": curve.joint_p,
        "varied": curve.options,
        "specifications": [
            {**s.choices, "n": s.n, "value": s.value, "effect": s.effect, "p": s.p}
            for s in sorted(curve.specifications, key=lambda s: s.value)
        ],
    }


def check_content(checks: Sequence[quality.SeriesCheck], market: Market) -> dict[str, object]:
    """Lay out the quality report as `data check --json`, with OHLC bars year by year."""
    return {
        "schema": SCHEMA,
        "source": market.label,
        "series": [
            {**dataclasses.asdict(check), "years": _years(check, market)} for check in checks
        ],
    }


def _years(check: quality.SeriesCheck, market: Market) -> list[dict[str, object]]:
    if not check.rows or not has_ohlc(market.series(check.name)):
        return []
    years = quality.by_year(market.series(check.name))
    return [
        {"year": int(str(year)), **{str(share): value for share, value in row.items()}}
        for year, row in years.to_dict("index").items()
    ]
