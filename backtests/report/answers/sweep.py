"""The answer of `rutcheck sweep`: the best rule, and whether it is more than luck."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from backtests.evidence.robustness import MOST_OVERFITTING
from backtests.evidence.verdicts import SIGNIFICANT
from backtests.report.answers.answer import Answer, interval_95, p_value, share_of
from backtests.report.answers.breakout import NO_TARGET
from backtests.report.formats import percent
from backtests.runtime.wording import plural
from backtests.sweep.folder import Sweep
from backtests.sweep.summary import BestResult, SelectionBias, Summary

Luck = Literal["may be luck", "overfitted", "more than luck", "not tested"]


def sweep_answer(sweep: Sweep, summary: Summary) -> Answer:
    """Return the answer on a sweep: what was tried, the best, and the verdict on luck."""
    best = _best_of(summary)
    word, sentence = _verdict(summary.luck)
    rules, symbols = sweep.blocks[-1][1], len(sweep.specification.symbols)
    tried = (
        f"{plural(rules, 'rule')} on {plural(symbols, 'symbol')}: {plural(sweep.trials, 'result')}"
    )
    rows = [("tried", tried)]
    if best is None:
        rows.append(("best", "none: no rule has five non-overlapping breakouts"))
    else:
        rows.append(("best", _rule(best)))
        if (yearly := _yearly(best)) is not None:
            rows.append(("Sharpe", _sharpe(yearly, best, summary.luck)))
    rows.append(("verdict", sentence))
    return Answer(
        tuple(rows),
        {
            "verdict": word,
            "sentence": sentence,
            "rules": rules,
            "symbols": symbols,
            "results": sweep.trials,
            "best": None if best is None else _figures(best),
            "luck_alone": summary.luck.sharpe,
            "p_value": None if summary.luck.ability is None else summary.luck.ability.p,
            "overfitting": summary.luck.overfitting,
        },
    )


def rule_words(row: Mapping[str, Any]) -> str:
    """Return the parameters of a point: base, depth, target, stop and horizon."""
    return (
        f"base {row['min_base']} d, {row['min_depth']:.0%}; {row['target']}, {row['stop']}, "
        f"{row['horizon']} d"
    )


def interval_of(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the interval of the hit rate; None for a rule without a target."""
    return None if row["hits"] is None else (row["interval_low"], row["interval_high"])


def _best_of(summary: Summary) -> BestResult | None:
    """Return the best result by Sharpe ratio over a hold, which has a deflated Sharpe ratio."""
    named = (b for b in summary.best if b.metric == "sharpe_excess")
    return next(named, next(iter(summary.best), None))


def _rule(best: BestResult) -> str:
    row = best.row
    interval = interval_of(row)
    if row["hits"] is None:
        return f"{row['symbol']}, {rule_words(row)}: {NO_TARGET}; n_eff {row['n_eff']}"
    return (
        f"{row['symbol']}, {rule_words(row)}: hit rate "
        f"{share_of(row['hits'], row['resolved'], row['hit_rate'])}, {interval_95(interval)}, "
        f"n_eff {row['n_eff']}; random dates {percent(row['base_rate'])}"
    )


def _yearly(best: BestResult) -> float | None:
    """Return the annual Sharpe ratio over a hold; None if it is not defined."""
    value = best.row["sharpe_excess"]
    if value is None or math.isnan(value):
        return None
    return float(value * best.row["bars_per_year"] ** 0.5)


def _sharpe(yearly: float, best: BestResult, luck: SelectionBias) -> str:
    chance = "" if luck.sharpe is None else f"; luck alone {luck.sharpe:.2f}"
    deflated = "" if best.deflated is None else f"; deflated {percent(best.deflated)}"
    p = "" if best.p is None else f"; {p_value(best.p)} after Romano-Wolf"
    return f"{yearly:.2f} a year over equal exposure{chance}{deflated}{p}"


def _verdict(luck: SelectionBias) -> tuple[Luck, str]:
    """Return whether the best is more than luck (METHODS 4.7)."""
    if luck.ability is None:
        return "not tested", "none: too few results can be tested against luck"
    chance = f"{p_value(luck.ability.p)} for the best of {luck.trials:,} tried"
    if luck.ability.p > SIGNIFICANT:
        return "may be luck", f"may be luck ({chance})"
    if luck.overfitting is not None and luck.overfitting > MOST_OVERFITTING:
        return (
            "overfitted",
            f"overfitted ({chance}, probability of overfitting {luck.overfitting:.0%})",
        )
    return "more than luck", f"more than luck ({chance})"


def _figures(best: BestResult) -> dict[str, object]:
    row = best.row
    return {
        "symbol": row["symbol"],
        "rule": {
            name: row[name] for name in ("min_base", "min_depth", "target", "stop", "horizon")
        },
        "hits": row["hits"],
        "resolved": row["resolved"],
        "rate": row["hit_rate"],
        "interval": interval_of(row),
        "n_eff": row["n_eff"],
        "random_dates": row["base_rate"],
        "sharpe": _yearly(best),
        "deflated": best.deflated,
        "p_adjusted": best.p,
    }
