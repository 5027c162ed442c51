"""The answer of `rutcheck scan`: the new signals, the newest one, the pooled hit rate and trade."""

from __future__ import annotations

from backtests.evidence.robustness import LEAST_EVENTS, separate_events
from backtests.evidence.verdicts import SIGNIFICANT
from backtests.report.answers.answer import (
    Answer,
    interval_95,
    p_value,
    share_of,
    signed_percent,
)
from backtests.report.answers.breakout import (
    NO_TARGET,
    distance,
    entry_day,
    goal_of,
    level_distance,
)
from backtests.report.formats import percent, price
from backtests.runtime.wording import plural
from backtests.studies.breakouts.scan import Row, Scan
from backtests.studies.breakouts.universe import Pooled


def scan_answer(scan: Scan) -> Answer:
    """Return the answer on the signals of many series."""
    newest = scan.new[0] if scan.new else None
    rows = [("signals", _counts(scan))]
    if newest is not None:
        rows.append(("newest", _newest(newest)))
    if scan.pooled is not None:
        rows.append(("hit rate", pooled_hit_rate(scan.pooled) if has_target(scan) else NO_TARGET))
        rows.append(("expectancy", pooled_expectancy(scan.pooled)))
    word, sentence = pooled_verdict(scan.pooled if has_target(scan) else None)
    rows.append(("verdict", sentence))
    return Answer(
        tuple(rows),
        {
            "verdict": word,
            "sentence": sentence,
            "new": len(scan.new),
            "open": len(scan.rows) - len(scan.new),
            "series": len(scan.series),
            "unread": len(scan.unread),
            "newest": None if newest is None else _newest_figures(newest),
            "pooled": scan.pooled if has_target(scan) else None,
        },
    )


def has_target(scan: Scan) -> bool:
    """Return whether the rule has a target, and so a hit rate."""
    return scan.request.rules.has_target


def _counts(scan: Scan) -> str:
    older = len(scan.rows) - len(scan.new)
    unread = f"; {len(scan.unread):,} not read" if scan.unread else ""
    return (
        f"{len(scan.new):,} new in the last {plural(scan.request.within, 'bar')}, {older:,} older "
        f"still open, on {plural(len(scan.series), 'series', 'series')} to {scan.as_of:%Y-%m-%d}"
        f"{unread}"
    )


def _newest(row: Row) -> str:
    """Return symbol, day, entry and levels of the newest signal."""
    state = row.signal.state
    outcome = state.outcome
    entry = "" if outcome.entry is None else f" at {price(outcome.entry)}"
    levels = [
        level_distance(name, level, state.price)
        for name, level in (("target", goal_of(outcome)), ("stop", state.stop))
        if level is not None
    ]
    known = (
        f"{row.series.symbol}: {outcome.event.known_on:%Y-%m-%d}, entry {entry_day(outcome)}"
        f"{entry}, close {price(state.price)}"
    )
    return ", ".join([known, *levels])


def _newest_figures(row: Row) -> dict[str, object]:
    state = row.signal.state
    goal = goal_of(state.outcome)
    return {
        "symbol": row.series.symbol,
        "date": state.outcome.event.known_on,
        "age": row.signal.age,
        "entry": state.outcome.entry,
        "close": state.price,
        "target": goal,
        "stop": state.stop,
        "to_target": distance(goal, state.price),
        "to_stop": distance(state.stop, state.price),
    }


def pooled_hit_rate(pooled: Pooled) -> str:
    """Return the pooled hit rate beside that of all days."""
    chance = "" if pooled.baseline is None else f"; all days {percent(pooled.baseline)}"
    return (
        f"{share_of(pooled.hits, pooled.n, pooled.rate)} of all series reached the target before "
        f"the stop ({interval_95(pooled.interval)}, n_eff {pooled.n_eff:,}){chance}"
    )


def pooled_expectancy(pooled: Pooled) -> str:
    """Return the mean net return of the pooled trades."""
    return (
        f"{signed_percent(pooled.mean_return)} net per trade "
        f"({interval_95(pooled.mean_return_interval)}, {plural(pooled.n, 'trade')})"
    )


def pooled_verdict(pooled: Pooled | None) -> tuple[str, str]:
    """Return the verdict of history on the pooled hit rate, as a word and a sentence.

    The word is that of a p-value, not of a claim: the pooled row has no gate (METHODS 3.10).
    """
    if pooled is None:
        return "not compared", "none: no resolved signal with a target"
    if pooled.n_eff < LEAST_EVENTS:
        return "too few", f"too few independent signals to say: {separate_events(pooled.n_eff)}"
    if pooled.p is None:
        return "not compared", "none: too few dates to shift"
    shifted = f"({p_value(pooled.p)}, the dates of all series shifted together)"
    if pooled.p > SIGNIFICANT:
        return "no better", f"no better than all days {shifted}"
    return "better", f"better than all days {shifted}; not tested without each series"
