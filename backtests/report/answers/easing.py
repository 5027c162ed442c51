"""The answer of `rutcheck easing`: mean and median against random dates, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.evidence.gate import LEAST_YEARLY, PastVerdict, judge_past
from backtests.evidence.specification_curve import Curve
from backtests.report.answers.answer import (
    Answer,
    interval_95,
    past_sentence,
    signed_percent,
)
from backtests.runtime.wording import plural
from backtests.studies.easing.cycle_returns import (
    CycleReturn,
    CycleRules,
    CycleSummary,
    completed,
)

# What returns are measured from, by anchor.
ANCHORS = {"first": "the first cut", "last": "the last cut", "pause": "the pause of cuts"}


def easing_answer(
    rows: Sequence[CycleReturn],
    summary: CycleSummary | None,
    rules: CycleRules,
    *,
    curve: Curve | None = None,
) -> Answer:
    """Return the answer on easing cycles; `curve` joins the gate of its verdict."""
    verdict = _past_verdict(summary, rules, curve)
    effect = None if summary is None else summary.effect
    detectable = (
        ""
        if effect is None or effect.detectable is None
        else f"least detectable excess {100 * effect.detectable:.1f} points"
    )
    sentence = past_sentence(
        verdict,
        events=cycle_noun(rules),
        p=None if effect is None else effect.p,
        p_opposite=None if effect is None else effect.p_opposite,
        detectable=detectable,
    )
    answer_rows = [("return", _returns(rows, summary, rules))]
    if rows:
        answer_rows.append(("latest", _latest(rows[-1], rules)))
    answer_rows.append(("verdict", sentence))
    if rules.anchor == "last" and rows:
        answer_rows.append(
            ("hindsight", "a last cut is known as the last only on the date under 'end known'")
        )
    return Answer(
        tuple(answer_rows),
        {
            "verdict": verdict.word,
            "sentence": sentence,
            "reasons": verdict.reasons,
            "mean": None if effect is None else effect.value,
            "interval": None if effect is None else effect.interval,
            "median": None if summary is None else summary.median,
            "n": len(completed(rows)),
            "n_eff": None if effect is None else effect.n_eff,
            "random_dates": None if effect is None else effect.baseline,
            "all_days_median": None if summary is None else float(np.median(summary.every_day)),
            "p_value": None if effect is None else effect.p,
            "p_value_below": None if effect is None else effect.p_opposite,
            "minimum_detectable_excess": None if effect is None else effect.detectable,
            "latest": None if not rows else _latest_figures(rows[-1]),
        },
    )


def _past_verdict(
    summary: CycleSummary | None, rules: CycleRules, curve: Curve | None
) -> PastVerdict:
    if summary is None:
        return judge_past(
            None, n_eff=0, least=0.0, note=f"fewer than two {cycle_noun(rules)}s are complete"
        )
    return judge_past(
        summary.effect,
        [effect.left_out(name) for name, effect in summary.left_out.items()],
        n_eff=summary.effect.n_eff,
        least=LEAST_YEARLY * rules.months / 12,
        curve=curve,
    )


def cycle_noun(rules: CycleRules) -> str:
    """Return the word for an event that returns are measured from."""
    return "pause" if rules.anchor == "pause" else "cycle"


def _returns(rows: Sequence[CycleReturn], summary: CycleSummary | None, rules: CycleRules) -> str:
    span = f"{plural(rules.months, 'month')} after {ANCHORS[rules.anchor]}"
    if summary is None:
        done = plural(len(completed(rows)), f"complete {cycle_noun(rules)}")
        return f"no mean {span}: {done}"
    effect = summary.effect
    chance = "" if effect.baseline is None else f" (random dates {signed_percent(effect.baseline)})"
    return (
        f"mean total return {signed_percent(effect.value)} in the {span}{chance}, "
        f"{interval_95(effect.interval)}, {plural(effect.n, cycle_noun(rules))}, "
        f"n_eff {effect.n_eff}; median {signed_percent(summary.median)} "
        f"(all days {signed_percent(float(np.median(summary.every_day)))})"
    )


def _latest(row: CycleReturn, rules: CycleRules) -> str:
    start = (
        f"{row.name}, no further cut by {row.anchor:%Y-%m-%d}"
        if rules.anchor == "pause"
        else f"{row.name}, {rules.anchor} cut {row.anchor:%Y-%m-%d}"
    )
    if row.provisional:
        start += " (so far)"
    if np.isnan(row.total_return):
        end = row.anchor + pd.DateOffset(months=rules.months)
        return f"{start}: runs to {end:%Y-%m-%d}"
    return f"{start}: {signed_percent(row.total_return)} in {plural(rules.months, 'month')}"


def _latest_figures(row: CycleReturn) -> dict[str, object]:
    return {
        "name": row.name,
        "from": row.anchor,
        "provisional": row.provisional,
        "total_return": row.total_return,
    }
