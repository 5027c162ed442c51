"""The JSON document of `rutcheck easing`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from backtests.evidence.specification_curve import Curve
from backtests.report.answers.easing import easing_answer
from backtests.report.json.curves import curve_json
from backtests.runtime.serialization import SCHEMA, data_used
from backtests.studies.easing.cycle_evidence import cycle_row
from backtests.studies.easing.cycle_returns import (
    CycleReturn,
    CycleRules,
    CycleSummary,
    completed,
)
from data_feeds.series.market import Market


def easing_json(
    rows: Sequence[CycleReturn],
    summary: CycleSummary | None,
    curve: Curve | None,
    market: Market,
    rules: CycleRules,
) -> dict[str, object]:
    """Return the document of `easing --json`; `summary` is None below two finished cycles."""
    prices = [r.price_return for r in completed(rows) if not math.isnan(r.price_return)]
    return {
        "schema": SCHEMA,
        "as_of": market.as_of,
        **data_used(market),
        "parameters": {
            **asdict(rules),
            "frequency": market.series("RUT_CLOSE").attrs["frequency"],
        },
        "cycles": [cycle_row(row) for row in rows],
        "summary": None
        if summary is None
        else {
            "mean": summary.effect.value,
            "mean_price_return": float(np.mean(prices)) if prices else None,
            "median": summary.median,
            "n": summary.effect.n,
            "n_eff": summary.effect.n_eff,
            "interval": summary.effect.interval,
            "minimum_detectable_effect": summary.effect.detectable,
            "placebo_mean": summary.effect.baseline,
            "placebo_sd": summary.effect.null_sd,
            "p_value": summary.effect.p,
            "leave_one_out": {name: left.value for name, left in summary.left_out.items()},
            "leave_one_out_p": {name: left.p for name, left in summary.left_out.items()},
            "without_2020": summary.without_2020 and summary.without_2020.value,
            "without_2020_p": summary.without_2020 and summary.without_2020.p,
            "share_positive": summary.share_positive,
            "shifted_mean": summary.shifted.baseline,
            "shifted_p": summary.shifted.p,
            "eras": summary.eras,
        },
        "multiverse": None if curve is None else curve_json(curve),
        "answer": easing_answer(rows, summary, rules, curve=curve).json(),
    }
