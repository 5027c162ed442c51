"""The answer of `rutcheck breakout --universe`: the pooled hit rate and trade, and the verdict."""

from __future__ import annotations

from backtests.report.answers.answer import Answer
from backtests.report.answers.breakout import NO_TARGET
from backtests.report.answers.scan import pooled_expectancy, pooled_hit_rate, pooled_verdict
from backtests.runtime.wording import plural
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.breakouts.universe import UniverseStudy


def universe_answer(study: UniverseStudy, rules: BreakoutRules) -> Answer:
    """Return the answer on the breakouts of many series."""
    pooled = study.pooled if rules.has_target else None
    word, sentence = pooled_verdict(pooled)
    rows = [("series", _series(study, rules))]
    if study.pooled is not None:
        rows.append(("hit rate", pooled_hit_rate(study.pooled) if rules.has_target else NO_TARGET))
        rows.append(("expectancy", pooled_expectancy(study.pooled)))
    rows.append(("verdict", sentence))
    return Answer(
        tuple(rows),
        {
            "verdict": word,
            "sentence": sentence,
            "series": len(study.rows),
            "compared": _compared(study),
            "better_after_holm": study.beating(adjusted=True),
            "better": study.beating(adjusted=False),
            "missing": len(study.missing),
            "pooled": pooled,
        },
    )


def _compared(study: UniverseStudy) -> int:
    return sum(row.p_adjusted is not None for row in study.rows)


def _series(study: UniverseStudy, rules: BreakoutRules) -> str:
    """Return on how many series the signals were better than random dates."""
    known, signals = _compared(study), f"{rules.side.breaks}s"
    missing = f"; {len(study.missing):,} left out" if study.missing else ""
    if not known:
        return f"no series of {len(study.rows):,} has a hit rate to compare{missing}"
    return (
        f"{signals} better than random dates on {study.beating(adjusted=True)} of "
        f"{plural(known, 'series', 'series')} after Holm (p up to .05), on "
        f"{study.beating(adjusted=False)} before{missing}"
    )
