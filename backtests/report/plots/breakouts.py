"""Charts of breakouts: their levels and outcomes, and how long target and stop took."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from backtests.engine.fills import Cause
from backtests.engine.outcomes import Outcome
from backtests.inference.competing_risks import Incidence
from backtests.report.formats import price
from backtests.report.plots.model import (
    Band,
    Colour,
    Line,
    Mark,
    Panel,
    Plot,
    Points,
    Rule,
    Shape,
    Spans,
    day,
)
from backtests.report.plots.prices import price_mark
from backtests.runtime.wording import plural
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.rules import BreakoutRules
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Floats
from signals.core.side import Side

MARKS: Mapping[Cause, tuple[Colour, Shape, str]] = {
    "target": ("good", "diamond", "at the target"),
    "stop": ("bad", "square", "stopped"),
    "timeout": ("doubt", "circle", "out of time"),
    "open": ("wait", "ring", "still running"),
    "void": ("none", "cross", "no trade"),
}
ENTRY: tuple[Colour, Shape] = ("ink", "right")
# Years of the chart of single breakouts: on the page, and in the picture of a study.
YEARS_SHOWN = 4
YEARS_OF_STUDY = 3
NAMED_LEVEL = "level that an article names"
# Levels above this multiple of the highest close shown are left out of the chart.
REACH = 1.35
RUSSELL = "the Russell 2000"
DEFAULT_RULES = BreakoutRules()


def recent_breakouts_plot(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    levels: Mapping[str, float],
    *,
    name: str = RUSSELL,
) -> Plot:
    """Plot the prices of the last years with the levels, entry and end of each breakout."""
    last = pd.Timestamp(bars.index[-1])
    first = max(pd.Timestamp(bars.index[0]), last - pd.DateOffset(years=YEARS_SHOWN))
    shown = bars.loc[first:]
    recent = [o for o in outcomes if o.event.known_on >= first]
    top = REACH * float(shown["close"].max())
    entered = _entered(recent)
    spans = [(day(o.entry_date), day(_end(o, last))) for o in entered]
    marks: list[Mark] = [price_mark(shown, frequency=frequency_of(bars))]
    marks += _level_marks(entered, records=spans, trades=spans, top=top)
    marks += _trade_points(recent, bars, Side.LONG)
    marks += [
        Rule(label, at, colour="wait", legend=NAMED_LEVEL)
        for label, at in levels.items()
        if at <= top
    ]
    ends = [o.cause for o in recent]
    words = ", ".join(f"{ends.count(c)} {MARKS[c][2]}" for c in MARKS if c in ends)
    title = (
        f"Since {first:%B %Y} {name} broke out {plural(len(recent), 'time')}: {words}"
        if recent
        else f"Since {first:%B %Y} {name} has not broken out"
    )
    return Plot(
        "breakouts-recent",
        title,
        _bars_caption(levels),
        (Panel(marks, "index points", height=400),),
        x_unit="date",
        kind="series",
        table=_outcome_table(recent, Side.LONG),
    )


def _bars_caption(levels: Mapping[str, float]) -> str:
    named = f" Dotted: {' and '.join(levels)}, which the articles name." if levels else ""
    return (
        "For each breakout, from entry to exit: dashed grey the record that it broke, solid green "
        "the measured-move target, dashed red the stop at the low of the base; those beyond the "
        f"picture are left out, the download has them.{named}"
    )


def _entered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the breakouts that were traded."""
    return [o for o in outcomes if o.cause != "void" and o.entry_date is not None]


def _end(outcome: Outcome, last: pd.Timestamp) -> pd.Timestamp:
    return last if outcome.exit_date is None else outcome.exit_date


def _level_marks(
    outcomes: Sequence[Outcome],
    *,
    records: Sequence[tuple[float, float]],
    trades: Sequence[tuple[float, float]],
    top: float = math.inf,
    broken: str = "record",
) -> list[Spans]:
    """Return the records over their spans, and targets and stops over those of the trades.

    One mark for each kind of level that is known and up to `top`.
    """
    kinds: tuple[tuple[str, Colour, bool, Sequence[tuple[float, float]], list[object]], ...] = (
        (broken, "none", True, records, [o.event.details.get("record") for o in outcomes]),
        ("target", "good", False, trades, [o.target for o in outcomes]),
        ("stop", "bad", True, trades, [o.stop for o in outcomes]),
    )
    marks: list[Spans] = []
    for name, colour, dash, spans, levels in kinds:
        kept = [
            (*span, level)
            for span, level in zip(spans, levels, strict=True)
            if isinstance(level, float) and level <= top
        ]
        if kept:
            starts, ends, heights = zip(*kept, strict=True)
            marks.append(
                Spans(
                    f"{name} broken" if name == broken else name,
                    starts,
                    ends,
                    heights,
                    colour,
                    1.6,
                    dash=dash,
                    level=name,
                )
            )
    return marks


def _trade_points(
    outcomes: Sequence[Outcome], bars: pd.DataFrame, side: Side, *, size: float = 5.5
) -> list[Points]:
    """Return the entries, and the ends with one mark per outcome.

    A trade that is still running ends at the last close, a breakout without trade at its own.
    """
    entered = _entered(outcomes)
    marks = []
    if entered:
        marks.append(
            Points(
                f"entry ({len(entered)})",
                [day(o.entry_date) for o in entered],
                [float(o.entry or 0.0) for o in entered],
                *ENTRY,
                size,
                [_note(o, side) for o in entered],
            )
        )
    latest = (day(bars.index[-1]), float(bars["close"].iloc[-1]))
    for cause, (colour, shape, words) in MARKS.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            x, y = zip(*(_ending(o, latest) for o in chosen), strict=True)
            notes = [_note(o, side) for o in chosen]
            marks.append(Points(f"{words} ({len(chosen)})", x, y, colour, shape, size, notes))
    return marks


def _ending(o: Outcome, latest: tuple[float, float]) -> tuple[float, float]:
    """Return day and price of the exit, of the latest close, or of a breakout without trade."""
    if o.cause == "open":
        return latest
    if o.exit_date is None or o.exit is None:
        return day(o.event.known_on), o.event.close
    return day(o.exit_date), o.exit


def breakouts_plot(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    *,
    name: str = RUSSELL,
    rules: BreakoutRules = DEFAULT_RULES,
    goal: str = "their measured move",
    unit: str = "index points",
    weekly: bool = False,
) -> Plot:
    """Plot the prices of the whole record with the levels and outcome of each signal.

    `weekly` combines the bars of each week.
    """
    first, last = pd.Timestamp(bars.index[0]), pd.Timestamp(bars.index[-1])
    entered = _entered(outcomes)
    trades = [(day(o.entry_date), day(_end(o, last))) for o in entered]
    levels = _level_marks(entered, records=trades, trades=trades, broken=_broken(rules))
    hits = sum(o.cause == "target" for o in outcomes)
    done = sum(o.resolved for o in outcomes)
    title = (
        f"{hits} of {done} finished {rules.side.breaks}s of {name} since {first:%Y} reached {goal} "
        "in time"
    )
    causes = [o.cause for o in outcomes]
    counts = ", ".join(
        f"{causes.count(c)} {words}" for c, (_, _, words) in MARKS.items() if c in causes
    )
    caption = (
        f"{plural(len(outcomes), 'close')} {rules.side.beyond} the {_broken(rules)} after a base "
        f"of {rules.min_base} trading days and {100 * rules.min_depth:g}%, to {last:%Y-%m-%d}: "
        f"{counts}. In time: within {rules.horizon} trading days{_stop_words(rules)}. No trade: "
        "no target, or the entry was already beyond it."
    )
    marks: list[Mark] = [
        price_mark(bars, frequency=frequency_of(bars), weekly=weekly),
        *(replace(mark, detail=True) for mark in levels),
        *_trade_points(outcomes, bars, rules.side, size=4.5),
    ]
    panel = Panel(marks, f"{unit} (log scale)", scale="log", height=360)
    return Plot(
        "breakouts",
        title,
        caption,
        (panel,),
        x_unit="date",
        kind="series",
        table=_outcome_table(outcomes, rules.side),
    )


def _broken(rules: BreakoutRules) -> str:
    """Name the price that a signal closes beyond: the record, the record low, the 55-day high."""
    if rules.lookback is not None:
        return f"{rules.lookback}-day {rules.side.opposite_extreme}"
    return "record" if rules.side is Side.LONG else "record low"


def _stop_words(rules: BreakoutRules) -> str:
    """Return what must not come before the target; empty without a stop."""
    if rules.stop == "structural":
        move = "fall" if rules.side is Side.LONG else "rise"
        return f" and before a {move} to the {rules.side.extreme} of the base"
    return "" if rules.stop == "none" else f" and before the stop ({rules.stop})"


def _outcome_table(outcomes: Sequence[Outcome], side: Side) -> list[dict[str, object]]:
    return [
        {
            side.breaks: o.event.known_on.date().isoformat(),
            "close": o.event.close,
            "record broken": o.event.details.get("record"),
            "entry date": _iso(o.entry_date),
            "entry": o.entry,
            "target": o.target,
            "stop": o.stop,
            "outcome": MARKS[o.cause][2],
            "exit date": _iso(o.exit_date),
            "exit": o.exit,
            "return": o.return_,
        }
        for o in outcomes
    ]


def _iso(date: pd.Timestamp | None) -> str:
    return "" if date is None else f"{date:%Y-%m-%d}"


def _note(o: Outcome, side: Side) -> str:
    """Describe one signal, for the tooltip of its mark."""
    parts = [f"{side.breaks} of {o.event.known_on:%Y-%m-%d}: {MARKS[o.cause][2]}"]
    if o.entry is not None:
        parts.append(f"entry {price(o.entry)}")
    if o.target is not None:
        parts.append(f"target {price(o.target)}")
    if o.stop is not None:
        parts.append(f"stop {price(o.stop)}")
    if o.return_ is not None and o.exit_date is not None:
        parts.append(f"left {o.exit_date:%Y-%m-%d}, {o.return_:+.1%}")
    if o.void_reason:
        parts.append(o.void_reason)
    return "\n".join(parts)


def incidence_plot(
    incidence: Incidence,
    unit: str,
    *,
    horizon: int,
    goal: str = "their measured move",
    signals: str = "breakouts",
) -> Plot:
    """Plot the shares of signals at target and stopped by bars held, with 95% bands."""
    bars = [float(n) for n in incidence.bars.tolist()]
    x = [0.0, *bars, max([float(horizon), *bars])]
    bands: list[Mark] = []
    lines: list[Mark] = []
    kinds: tuple[tuple[str, Colour, Floats, Floats], ...] = (
        ("stopped", "bad", incidence.stop, incidence.stop_band),
        ("at the target", "good", incidence.target, incidence.target_band),
    )
    before = incidence.before
    shares = {}
    for name, colour, share, (low, high) in kinds:
        shares[name] = _extended(0.0, share)
        ends = _extended(before.low, low), _extended(before.high, high)
        bands.append(Band(f"{name}: 95% band", x, *ends, colour, steps=True))
        lines.append(
            Line(name, x, shares[name], colour, width=2.6, dash=colour == "bad", steps=True)
        )
    title = (
        f"{shares['at the target'][-1]:.0%} of {signals} reached {goal} within {horizon} "
        f"{unit}s, {shares['stopped'][-1]:.0%} were stopped before"
        if bars
        else f"No {signals} have reached {goal} or stop yet"
    )
    panel = Panel([*bands, *lines], f"share of {signals}", unit="percent", height=320)
    return Plot("waiting", title, "", (panel,), x_title=f"{unit}s after entry")


def _extended(first: float, values: Floats) -> list[float]:
    """Return the values from entry to the horizon: `first` before them, the last one repeated."""
    inner = [first, *values.tolist()]
    return [*inner, inner[-1]]


def study_plots(study: BreakoutStudy, bars: pd.DataFrame) -> tuple[Plot, Plot, Plot]:
    """Plot the whole record, the last years and the cumulative incidence of a study."""
    name, goal, rules = str(bars.attrs["name"]), "their target", study.rules
    horizon, unit = study.frequency.bars(rules.horizon), study.frequency.unit
    signals = f"{rules.side.breaks}s"
    return (
        breakouts_plot(bars, study.outcomes, name=name, rules=rules, goal=goal, unit="price"),
        _last_years_plot(bars, study.outcomes, rules),
        incidence_plot(study.incidence, unit, horizon=horizon, goal=goal, signals=signals),
    )


def _last_years_plot(bars: pd.DataFrame, outcomes: Sequence[Outcome], rules: BreakoutRules) -> Plot:
    """Plot the last years bar by bar.

    The price that each signal closed beyond runs from its date to the signal, target and stop from
    the signal to the exit.
    """
    last = pd.Timestamp(bars.index[-1])
    shown = bars.loc[last - pd.DateOffset(years=YEARS_OF_STUDY) :]
    first = pd.Timestamp(shown.index[0])
    recent = [o for o in outcomes if o.event.known_on >= first]
    traded = _entered(recent)
    signals = [o.event.known_on for o in traded]
    records = [
        (max(day(o.event.details.get("record_date", at)), day(first)), day(at))
        for o, at in zip(traded, signals, strict=True)
    ]
    trades = [(day(at), day(_end(o, last))) for o, at in zip(traded, signals, strict=True)]
    marks: list[Mark] = [price_mark(shown, frequency=frequency_of(bars))]
    marks += _level_marks(traded, records=records, trades=trades, broken=_broken(rules))
    marks += _trade_points(recent, bars, rules.side)
    title = f"The last {YEARS_OF_STUDY} years: {_broken(rules)} broken, target and stop"
    panel = Panel(marks, "price", height=360)
    return Plot("breakouts-last", title, "", (panel,), x_unit="date", kind="series")
