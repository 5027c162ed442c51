"""The answer of `rutcheck breakout`: the latest signal, the hit rate, the trade, the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from backtests.engine.outcomes import Outcome
from backtests.evidence.gate import LEAST_FREQUENCY, PastVerdict, judge_past
from backtests.evidence.specification_curve import Curve
from backtests.report.answers.answer import (
    Answer,
    interval_95,
    past_sentence,
    signed_percent,
)
from backtests.report.formats import percent, price
from backtests.runtime.wording import plural
from backtests.studies.breakouts.hit_rate import BreakoutStudy, HitRate
from backtests.studies.breakouts.latest_signal import LatestSignal, TradeAnalysis
from backtests.studies.breakouts.trade_statistics import Expectancy
from signals.core.side import Side

RESOLVED = {"target": "reached its target", "stop": "was stopped", "timeout": "timed out"}
NO_TARGET = "no hit rate: the rule has no target"


def breakout_answer(
    study: BreakoutStudy, desk: TradeAnalysis, bars: pd.DataFrame, *, curve: Curve | None = None
) -> Answer:
    """Return the answer on the breakouts of one series; `curve` joins the gate of its verdict."""
    rate, latest = study.hit_rate, desk.latest
    verdict = past_verdict(rate, curve=curve)
    sentence = _verdict(study, verdict)
    rows = [("signal", _signal(study, latest, bars))]
    if latest is not None and latest.outcome.cause == "open":
        rows.append(("levels", _levels(latest)))
    if study.outcomes:
        rows.append(("hit rate", _hit_rate(study)))
    if desk.expectancy is not None:
        rows.append(("expectancy", _expectancy(desk.expectancy)))
    rows.append(("verdict", sentence))
    return Answer(
        tuple(rows),
        {
            "verdict": verdict.word,
            "sentence": sentence,
            "reasons": verdict.reasons,
            "signal": None if latest is None else _signal_figures(study, latest),
            "hit_rate": _hit_figures(study),
            "expectancy": desk.expectancy,
            "p_value": rate.p,
            "p_value_below": None if rate.effect is None else rate.effect.p_opposite,
            "minimum_detectable_rate": rate.detectable,
        },
    )


def past_verdict(rate: HitRate, *, curve: Curve | None = None) -> PastVerdict:
    """Return the verdict of history on a hit rate (METHODS 4.7)."""
    return judge_past(
        rate.effect,
        rate.left_out,
        n_eff=rate.n_eff,
        least=LEAST_FREQUENCY,
        note=rate.note.removeprefix("no baseline: ").replace(" event", " signal"),
        curve=curve,
    )


def no_hit_rate(outcomes: Sequence[Outcome], *, noun: str) -> str:
    """Explain why there is no hit rate: none traded, or none resolved yet."""
    count = plural(len(outcomes), noun)
    void = Counter(o.void_reason for o in outcomes if o.cause == "void")
    reasons = [str(reason) if len(void) == 1 else f"{n} {reason}" for reason, n in void.items()]
    if void.total() == len(outcomes):
        return f"{count}, none traded: " + "; ".join(reasons)
    if void:
        return f"{count}, none resolved yet; {void.total()} not traded: " + "; ".join(reasons)
    return f"{count}, none resolved yet"


def signal_noun(study: BreakoutStudy) -> str:
    """Return the word for a signal of a study."""
    return study.rules.side.breaks


def level_distance(name: str, level: float, close: float) -> str:
    """Format a level with its distance from a price.

    >>> level_distance("target", 120.0, 100.0)
    'target 120.00 (+20.0%, +20.00 points)'
    """
    return (
        f"{name} {price(level)} ({signed_percent(level / close - 1)}, {level - close:+,.2f} points)"
    )


def goal_of(outcome: Outcome) -> float | None:
    """Return the target of a signal, also before its entry."""
    return outcome.target if outcome.target is not None else outcome.event.target


def _signal(study: BreakoutStudy, latest: LatestSignal | None, bars: pd.DataFrame) -> str:
    """Return where the latest signal stands."""
    name, noun = bars.attrs["name"], signal_noun(study)
    if latest is None:
        return (
            f"{name}: no {noun} in {plural(len(bars), 'bar')}, {bars.index[0]:%Y-%m-%d} to "
            f"{bars.index[-1]:%Y-%m-%d}{_where_more(study)}"
        )
    o, unit = latest.outcome, study.frequency.unit
    day = f"{o.event.known_on:%Y-%m-%d}"
    if o.resolved and o.exit_date is not None:
        return (
            f"{name}: none open; the last {noun}, of {day}, {RESOLVED[o.cause]} on "
            f"{o.exit_date:%Y-%m-%d} ({_net(o.return_)})"
        )
    if o.cause == "void":
        return f"{name}: none open; the last {noun}, of {day}, was not traded: {o.void_reason}"
    close = f"close {price(latest.price)}"
    if o.entry is None:
        return (
            f"{name}: {noun} of {day}, the last bar: enters at the {entry_day(o)}, "
            f"{plural(latest.left or 0, unit)} to go; {close} on {latest.as_of:%Y-%m-%d}"
        )
    others = sum(each.cause == "open" for each in study.outcomes) - 1
    also = f"; {others} earlier still open" if others else ""
    at = " (at the close)" if o.fills == "close" else ""
    return (
        f"{name}: {noun} of {day}, open {plural(latest.elapsed or 0, unit)}, "
        f"{latest.left or 0:,} left; entry {price(o.entry)}{at}, {close} "
        f"({signed_percent(o.side.gain(o.entry, latest.price))}) on {latest.as_of:%Y-%m-%d}{also}"
    )


def _where_more(study: BreakoutStudy) -> str:
    """Return where to look if there is no breakdown: record lows of an index are rare."""
    rare = study.rules.side is Side.SHORT and study.rules.lookback is None
    return "; --lookback 252 counts closes below the low of a year" if rare else ""


def entry_day(outcome: Outcome) -> str:
    """Return the day of the entry, or "next open" or "next close" for a signal of the last bar.

    >>> from signals.core.event import Event
    >>> entry_day(Outcome(Event(pd.Timestamp("2024-03-01"), 100.0), "open"))
    'next open'
    """
    if outcome.entry_date is not None:
        return f"{outcome.entry_date:%Y-%m-%d}"
    return "next close" if outcome.fills == "close" else "next open"


def _net(value: float | None) -> str:
    return "no return" if value is None else f"{signed_percent(value)} net"


def _levels(latest: LatestSignal) -> str:
    """Return target and stop of an open signal with their distances from the last close."""
    levels = (("target", goal_of(latest.outcome)), ("stop", latest.stop))
    return ", ".join(
        f"no {name}" if level is None else level_distance(name, level, latest.price)
        for name, level in levels
    )


def _hit_rate(study: BreakoutStudy) -> str:
    rate = study.hit_rate
    if not study.rules.has_target:
        return NO_TARGET
    if rate.rate is None:
        return no_hit_rate(study.outcomes, noun=signal_noun(study))
    chance = "" if rate.baseline is None else f"; random dates {percent(rate.baseline)}"
    return (
        f"{rate.hits:,} of {rate.resolved:,} reached the target before the stop: "
        f"{percent(rate.rate)} ({interval_95(rate.interval)}, n_eff {rate.n_eff}){chance}"
    )


def _expectancy(gain: Expectancy) -> str:
    text = f"{signed_percent(gain.mean)} net per trade ({interval_95(gain.interval)}"
    text += f", {plural(gain.n, 'trade')})"
    if gain.multiple is not None:
        text += f", {gain.multiple:+.2f} R"
        if gain.multiple_interval is not None:
            text += " ({:+.2f} to {:+.2f})".format(*gain.multiple_interval)
    return text if gain.baseline is None else f"{text}; all days {signed_percent(gain.baseline)}"


def _verdict(study: BreakoutStudy, verdict: PastVerdict) -> str:
    rate = study.hit_rate
    detectable = (
        f"no rate is detectable at n_eff {rate.n_eff}"
        if rate.detectable is None
        else f"least detectable rate {percent(rate.detectable)}"
    )
    return past_sentence(
        verdict,
        events="signal",
        p=rate.p,
        p_opposite=None if rate.effect is None else rate.effect.p_opposite,
        detectable=detectable,
    )


def _signal_figures(study: BreakoutStudy, latest: LatestSignal) -> dict[str, object]:
    o = latest.outcome
    goal, open_ = goal_of(o), o.cause == "open"
    return {
        "date": o.event.known_on,
        "state": "pending" if open_ and o.entry is None else o.cause,
        "open_signals": sum(each.cause == "open" for each in study.outcomes),
        "entry": o.entry,
        "exit_date": o.exit_date,
        "return": o.return_,
        "close": latest.price,
        "as_of": latest.as_of,
        "from_entry": (
            o.side.gain(o.entry, latest.price) if open_ and o.entry is not None else None
        ),
        "bars": latest.elapsed,
        "bars_left": latest.left,
        "unit": study.frequency.unit,
        "target": goal,
        "stop": latest.stop,
        "to_target": distance(goal, latest.price) if open_ else None,
        "to_stop": distance(latest.stop, latest.price) if open_ else None,
    }


def distance(level: float | None, close: float | None) -> dict[str, float] | None:
    """Return the distance to a level, in points and as a fraction of the price."""
    if level is None or close is None:
        return None
    return {"points": level - close, "fraction": level / close - 1}


def _hit_figures(study: BreakoutStudy) -> dict[str, object] | None:
    rate = study.hit_rate
    if rate.rate is None:
        return None
    return {
        "hits": rate.hits,
        "resolved": rate.resolved,
        "rate": rate.rate,
        "interval": rate.interval,
        "n_eff": rate.n_eff,
        "random_dates": rate.baseline,
    }
