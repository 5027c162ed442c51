"""The JSON document of `rutcheck breakout --universe`."""

from __future__ import annotations

from backtests.report.answers.universe import universe_answer
from backtests.report.json.hit_rate import hit_rate_json
from backtests.runtime.serialization import SCHEMA, data_used
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.breakouts.universe import Row, UniverseStudy
from data_feeds.series.market import Market


def universe_json(study: UniverseStudy, rules: BreakoutRules, market: Market) -> dict[str, object]:
    """Return the document of `breakout --universe --json`."""
    return {
        "schema": SCHEMA,
        "universe": study.name,
        "side": rules.side,
        "as_of": market.as_of,
        **data_used(market),
        "parameters": rules,
        "series": [_row(row) for row in study.rows],
        "pooled": study.pooled,
        "missing": dict(study.missing),
        "beating": study.beating(adjusted=False),
        "beating_after_holm": study.beating(adjusted=True),
        "conclusion": conclusion(study, rules),
        "answer": universe_answer(study, rules).json(),
    }


def _row(row: Row) -> dict[str, object]:
    rate = row.study.hit_rate
    return {
        "symbol": row.symbol,
        "series": row.series,
        "first": row.study.outcomes[0].event.known_on if row.study.outcomes else None,
        **hit_rate_json(
            rate,
            after={
                "baseline": {"difference": difference(rate.rate, rate.baseline)},
                "p_value": {"p_adjusted": row.p_adjusted, "expectancy": row.expectancy},
            },
        ),
    }


def difference(rate: float | None, baseline: float | None) -> float | None:
    """Return a rate less its baseline; None if either is unknown."""
    return None if rate is None or baseline is None else rate - baseline


def conclusion(study: UniverseStudy, rules: BreakoutRules) -> str:
    """Return the conclusion: the number of series on which signals beat random dates."""
    known = sum(row.p_adjusted is not None for row in study.rows)
    if not known:
        return "No series has a hit rate to hold against random dates."
    return (
        f"The {rules.side.breaks}s beat random dates on {study.beating(adjusted=True)} of {known} "
        f"series (p at most .05 after Holm's correction for all of them), on "
        f"{study.beating(adjusted=False)} before the correction."
    )
