"""Charts of breakouts: their levels and outcomes, and how long target and stop took."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from backtests.engine.fills import Cause
from backtests.engine.outcomes import Outcome
from backtests.inference.competing_risks import Incidence
from backtests.report.plots.model import (
    Band,
    Bars,
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
    days_of,
)
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from data_feeds.series.bars import has_ohlc
from signals.core.arrays import Floats

MARKS: Mapping[Cause, tuple[Colour, Shape, str]] = {
    "target": ("good", "up", "at the target"),
    "stop": ("bad", "down", "stopped"),
    "timeout": ("doubt", "square", "out of time"),
    "open": ("wait", "circle", "still running"),
    "void": ("none", "cross", "no trade"),
}
# Years of the chart of single breakouts: on the page, and in the picture of a study.
YEARS_SHOWN = 4
YEARS_OF_STUDY = 3
NAMED_LEVEL = "level that an article names"
# Levels above this multiple of the highest close shown are left out of the chart.
REACH = 1.35
RUSSELL = "the Russell 2000"


def recent_breakouts_plot(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    levels: Mapping[str, float],
    *,
    name: str = RUSSELL,
) -> Plot:
    """Plot weekly bars of the last years with level, target, stop and outcome of each breakout."""
    last = pd.Timestamp(bars.index[-1])
    first = max(pd.Timestamp(bars.index[0]), last - pd.DateOffset(years=YEARS_SHOWN))
    shown = bars.loc[first:]
    recent = [o for o in outcomes if o.event.known_on >= first]
    top = REACH * float(shown["close"].max())
    entered = [o for o in recent if o.entry_date is not None]
    spans = [(day(o.entry_date), day(_end(o, last))) for o in entered]
    marks: list[Mark] = [_price_bars(shown)]
    marks += _level_marks(entered, records=spans, trades=spans, top=top)
    marks += _outcome_points(recent)
    marks += [
        Rule(label, at, colour="wait", legend=NAMED_LEVEL)
        for label, at in levels.items()
        if at <= top
    ]
    ends = [o.cause for o in recent]
    words = ", ".join(f"{ends.count(c)} {MARKS[c][2]}" for c in MARKS if c in ends)
    title = (
        f"Since {first:%B %Y} {name} broke out {len(recent)} times: {words}"
        if recent
        else f"Since {first:%B %Y} {name} has not broken out"
    )
    return Plot(
        "breakouts-recent",
        title,
        _bars_caption(levels),
        (Panel(marks, "index points", height=400),),
        x_unit="date",
        table=_outcome_table(recent),
    )


def _bars_caption(levels: Mapping[str, float]) -> str:
    named = f" Dotted: levels that the articles name, {' and '.join(levels)}." if levels else ""
    return (
        "Bars of a week. For each breakout, from entry to exit: dashed grey the record that it "
        "broke, solid green the measured-move target, dashed red the stop at the low of the base; "
        f"those beyond the picture are left out, the download has them.{named}"
    )


def _price_bars(bars: pd.DataFrame) -> Bars | Line:
    if not has_ohlc(bars):
        return Line("close", days_of(bars.index), bars["close"].tolist(), "line")
    rows = (
        bars[["open", "high", "low", "close"]]
        .resample("W-FRI")
        .agg({"open": "first", "high": "max", "low": "min", "close": "last"})
        .dropna()
    )
    return Bars(
        "week: high to low, open left, close right",
        days_of(rows.index),
        rows["open"].tolist(),
        rows["high"].tolist(),
        rows["low"].tolist(),
        rows["close"].tolist(),
    )


def _end(outcome: Outcome, last: pd.Timestamp) -> pd.Timestamp:
    return last if outcome.exit_date is None else outcome.exit_date


def _level_marks(
    outcomes: Sequence[Outcome],
    *,
    records: Sequence[tuple[float, float]],
    trades: Sequence[tuple[float, float]],
    top: float = math.inf,
) -> list[Mark]:
    """Return the records over their spans, and targets and stops over those of the trades.

    One mark for each kind of level that is known and up to `top`.
    """
    kinds: tuple[tuple[str, Colour, bool, Sequence[tuple[float, float]], list[object]], ...] = (
        ("record broken", "none", True, records, [o.event.details.get("record") for o in outcomes]),
        ("target", "good", False, trades, [o.target for o in outcomes]),
        ("stop", "bad", True, trades, [o.stop for o in outcomes]),
    )
    marks: list[Mark] = []
    for name, colour, dash, spans, levels in kinds:
        kept = [
            (*span, level)
            for span, level in zip(spans, levels, strict=True)
            if isinstance(level, float) and level <= top
        ]
        if kept:
            starts, ends, heights = zip(*kept, strict=True)
            marks.append(Spans(name, starts, ends, heights, colour, width=1.6, dash=dash))
    return marks


def _outcome_points(outcomes: Sequence[Outcome]) -> list[Points]:
    """Return the breakouts at their closes, one mark per outcome."""
    marks = []
    for cause, (colour, shape, words) in MARKS.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            marks.append(
                Points(
                    f"{words} ({len(chosen)})",
                    [day(o.event.known_on) for o in chosen],
                    [o.event.close for o in chosen],
                    colour,
                    shape,
                    5.5,
                    [_note(o) for o in chosen],
                )
            )
    return marks


def breakouts_plot(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    *,
    name: str = RUSSELL,
    goal: str = "their measured move",
    unit: str = "index points",
) -> Plot:
    """Plot the closes of the whole record with the outcome of each breakout."""
    first, last = pd.Timestamp(bars.index[0]), pd.Timestamp(bars.index[-1])
    closes = Line("close", days_of(bars.index), bars["close"].tolist(), "line", width=1.2)
    hits = sum(o.cause == "target" for o in outcomes)
    done = sum(o.resolved for o in outcomes)
    title = f"{hits} of {done} finished breakouts of {name} since {first:%Y} reached {goal} in time"
    causes = [o.cause for o in outcomes]
    counts = ", ".join(
        f"{causes.count(c)} {words}" for c, (_, _, words) in MARKS.items() if c in causes
    )
    caption = (
        f"{len(outcomes)} record closes after a base of 20 trading days and 5%, to "
        f"{last:%Y-%m-%d}: {counts}. In time: within 252 trading days and before a fall to the low "
        "of the base. No trade: no target, or the entry was already beyond it."
    )
    panel = Panel(
        [closes, *_outcome_points(outcomes)], f"{unit} (log scale)", scale="log", height=360
    )
    return Plot(
        "breakouts", title, caption, (panel,), x_unit="date", table=_outcome_table(outcomes)
    )


def _outcome_table(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    return [
        {
            "breakout": o.event.known_on.date().isoformat(),
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


def _note(o: Outcome) -> str:
    """Describe one breakout, for the tooltip of its mark."""
    parts = [f"breakout of {o.event.known_on:%Y-%m-%d}: {MARKS[o.cause][2]}"]
    if o.entry is not None:
        parts.append(f"entry {o.entry:,.2f}")
    if o.target is not None:
        parts.append(f"target {o.target:,.2f}")
    if o.stop is not None:
        parts.append(f"stop {o.stop:,.2f}")
    if o.return_ is not None and o.exit_date is not None:
        parts.append(f"left {o.exit_date:%Y-%m-%d}, {o.return_:+.1%}")
    if o.void_reason:
        parts.append(o.void_reason)
    return "\n".join(parts)


def incidence_plot(
    incidence: Incidence, unit: str, *, horizon: int, goal: str = "their measured move"
) -> Plot:
    """Plot the shares of breakouts at target and stopped by bars held, with 95% bands."""
    bars = [float(n) for n in incidence.bars.tolist()]
    x = [0.0, *bars, max(float(horizon), *bars)]
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
        f"{shares['at the target'][-1]:.0%} of breakouts reached {goal} within {horizon} "
        f"{unit}s, {shares['stopped'][-1]:.0%} were stopped before"
    )
    panel = Panel([*bands, *lines], "share of breakouts", unit="percent", height=320)
    return Plot("waiting", title, "", (panel,), x_title=f"{unit}s after entry")


def _extended(first: float, values: Floats) -> list[float]:
    """Return the values from entry to the horizon: `first` before them, the last one repeated."""
    inner = [first, *values.tolist()]
    return [*inner, inner[-1]]


def study_plots(study: BreakoutStudy, bars: pd.DataFrame) -> tuple[Plot, Plot, Plot]:
    """Plot the whole record, the last years and the cumulative incidence of a study."""
    name, goal = str(bars.attrs["name"]), "their target"
    horizon = study.frequency.bars(study.rules.horizon)
    return (
        breakouts_plot(bars, study.outcomes, name=name, goal=goal, unit="price"),
        _last_years_plot(bars, study.outcomes),
        incidence_plot(study.incidence, study.frequency.unit, horizon=horizon, goal=goal),
    )


def _last_years_plot(bars: pd.DataFrame, outcomes: Sequence[Outcome]) -> Plot:
    """Plot the last years bar by bar.

    The record that each breakout broke runs from its date to the breakout, target and stop from
    the breakout to the exit.
    """
    last = pd.Timestamp(bars.index[-1])
    shown = bars.loc[last - pd.DateOffset(years=YEARS_OF_STUDY) :]
    first = pd.Timestamp(shown.index[0])
    recent = [o for o in outcomes if o.event.known_on >= first]
    signals = [o.event.known_on for o in recent]
    records = [
        (max(day(o.event.details.get("record_date", at)), day(first)), day(at))
        for o, at in zip(recent, signals, strict=True)
    ]
    trades = [(day(at), day(_end(o, last))) for o, at in zip(recent, signals, strict=True)]
    days = days_of(shown.index)
    marks: list[Mark] = []
    if has_ohlc(shown):
        columns = (shown[column].tolist() for column in ("open", "high", "low", "close"))
        marks.append(Bars("", days, *columns))
    marks.append(Line("close", days, shown["close"].tolist(), "line", width=1.0))
    marks += _level_marks(recent, records=records, trades=trades)
    marks += _outcome_points(recent)
    title = f"The last {YEARS_OF_STUDY} years: the record that was broken, target and stop"
    return Plot("breakouts-last", title, "", (Panel(marks, "price", height=360),), x_unit="date")
