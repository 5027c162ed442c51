"""Charts of breakouts and of easing cycles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from backtests.easing import CycleReturn
from backtests.forward_returns import base_position
from backtests.incidence import Incidence
from backtests.outcomes import Cause, Outcome
from backtests.plots import (
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
from data_feeds.bars import has_ohlc

# Colours that read on white and on black, and a shape for those who do not see them.
OUTCOME_STYLE: Mapping[str, tuple[str, str, str]] = {
    "target": ("#2ca25f", "triangle-up", "^"),
    "stop": ("#e34a33", "triangle-down", "v"),
    "timeout": ("#e6a117", "square", "s"),
    "open": ("#3b8eea", "circle", "o"),
    "void": ("#8c8c8c", "x", "x"),
}
INK, LINE = "#8a8f98", "#6b7fa3"
MARKS: Mapping[Cause, tuple[Colour, Shape, str]] = {
    "target": ("good", "up", "at the target"),
    "stop": ("bad", "down", "stopped"),
    "timeout": ("doubt", "square", "out of time"),
    "open": ("wait", "circle", "still running"),
    "void": ("none", "cross", "no trade"),
}
# The years that the chart of single breakouts shows, in bars of a week.
YEARS_SHOWN = 4
NAMED_LEVEL = "level that an article names"
# A level or target more than this multiple of the highest price shown does not stretch the view.
REACH = 1.35


@dataclass(frozen=True, slots=True)
class Path12:
    """A cycle's total return path, 100 at the anchor, by months since."""

    name: str
    months: tuple[float, ...]
    level: tuple[float, ...]
    provisional: bool


def easing_paths(rows: Sequence[CycleReturn], total: pd.DataFrame, months: int) -> list[Path12]:
    """Rebase the total return of each cycle to 100 at its anchor, up to `months` after."""
    paths = []
    for row in rows:
        start = base_position(total, row.anchor)
        if not 0 <= start < len(total) - 1:
            continue
        first = pd.Timestamp(total.index[start])
        window = total["close"].loc[first : first + pd.DateOffset(months=months, days=3)]
        days = (pd.DatetimeIndex(window.index) - first).days.to_numpy()
        level = 100 * window.to_numpy() / float(window.iloc[0])
        paths.append(
            Path12(
                f"last cut {row.anchor:%Y-%m}",
                tuple(float(x) for x in days / 30.4375),
                tuple(float(x) for x in level),
                row.provisional,
            )
        )
    return paths


def recent_breakouts_plot(
    bars: pd.DataFrame, outcomes: Sequence[Outcome], levels: Mapping[str, float]
) -> Plot:
    """Bars of a week, and each breakout of those years with its level, target, stop and outcome."""
    last = pd.Timestamp(bars.index[-1])
    first = max(pd.Timestamp(bars.index[0]), last - pd.DateOffset(years=YEARS_SHOWN))
    shown = bars.loc[first:]
    recent = [o for o in outcomes if o.event.known_on >= first]
    top = REACH * float(shown["close"].max())
    marks: list[Mark] = [_price_bars(shown), *_levels_of(recent, last, top=top)]
    marks += _outcome_points(recent)
    marks += [Rule(name, at, colour="wait", legend=NAMED_LEVEL)
              for name, at in levels.items() if at <= top]  # fmt: skip
    ends = [o.cause for o in recent]
    words = ", ".join(f"{ends.count(c)} {MARKS[c][2]}" for c in MARKS if c in ends)
    title = (f"Since {first:%B %Y} the Russell 2000 broke out {len(recent)} times: {words}"
             if recent else f"The Russell 2000 has not broken out since {first:%B %Y}")  # fmt: skip
    return Plot("breakouts-recent", title, _bars_caption(levels),
                (Panel(marks, "index points", height=400),),
                x_unit="date", table=_outcome_table(recent))  # fmt: skip


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
    rows = bars[["open", "high", "low", "close"]].resample("W-FRI").agg(
        {"open": "first", "high": "max", "low": "min", "close": "last"}
    ).dropna()  # fmt: skip
    return Bars(
        "week: high to low, open left, close right", days_of(rows.index), rows["open"].tolist(),
        rows["high"].tolist(), rows["low"].tolist(), rows["close"].tolist(),
    )  # fmt: skip


def _levels_of(outcomes: Sequence[Outcome], last: pd.Timestamp, *, top: float) -> list[Mark]:
    """Strokes from entry to exit at the record, the target and the stop of each breakout."""
    entered = [o for o in outcomes if o.entry_date is not None]
    end = [day(o.exit_date if o.exit_date is not None else last) for o in entered]
    found: list[Mark] = []
    kinds: tuple[tuple[str, Colour, bool, list[object]], ...] = (
        ("record broken", "none", True, [o.event.details.get("record") for o in entered]),
        ("target", "good", False, [o.target for o in entered]),
        ("stop", "bad", True, [o.stop for o in entered]),
    )
    for name, colour, dash, heights in kinds:
        kept = [(day(o.entry_date), to, float(y)) for o, to, y in
                zip(entered, end, heights, strict=True)
                if isinstance(y, float) and y <= top]  # fmt: skip
        if kept:
            starts, ends, at = zip(*kept, strict=True)
            found.append(Spans(name, starts, ends, at, colour, width=1.6, dash=dash))
    return found


def _outcome_points(outcomes: Sequence[Outcome]) -> list[Points]:
    found = []
    for cause, (colour, shape, words) in MARKS.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            found.append(Points(
                f"{words} ({len(chosen)})", [day(o.event.known_on) for o in chosen],
                [o.event.close for o in chosen], colour, shape, 5.5, [_story(o) for o in chosen],
            ))  # fmt: skip
    return found


def breakouts_plot(bars: pd.DataFrame, outcomes: Sequence[Outcome]) -> Plot:
    """Closes of the whole record, with a mark for what became of each breakout."""
    first, last = pd.Timestamp(bars.index[0]), pd.Timestamp(bars.index[-1])
    closes = Line("close", days_of(bars.index), bars["close"].tolist(), "line", width=1.2)
    hits = sum(o.cause == "target" for o in outcomes)
    done = sum(o.resolved for o in outcomes)
    title = (f"{hits} of {done} finished breakouts of the Russell 2000 since {first:%Y} reached "
             f"their measured move in time")  # fmt: skip
    causes = [o.cause for o in outcomes]
    counts = ", ".join(f"{causes.count(c)} {words}" for c, (_, _, words) in MARKS.items()
                       if c in causes)  # fmt: skip
    caption = (
        f"{len(outcomes)} record closes after a base of 20 trading days and 5%, to "
        f"{last:%Y-%m-%d}: {counts}. In time: within 252 trading days and before a fall to the low "
        "of the base. No trade: no target, or the entry was already beyond it."
    )
    panel = Panel([closes, *_outcome_points(outcomes)], "index points (log scale)", scale="log",
                  height=360)  # fmt: skip
    return Plot("breakouts", title, caption, (panel,), x_unit="date",
                table=_outcome_table(outcomes))  # fmt: skip


def _outcome_table(outcomes: Sequence[Outcome]) -> list[list[object]]:
    rows: list[list[object]] = [
        ["breakout", "close", "record broken", "entry date", "entry", "target", "stop", "outcome",
         "exit date", "exit", "return"]
    ]  # fmt: skip
    for o in outcomes:
        rows.append([
            o.event.known_on.date().isoformat(), o.event.close, o.event.details.get("record"),
            _iso(o.entry_date), o.entry, o.target, o.stop, MARKS[o.cause][2], _iso(o.exit_date),
            o.exit, o.return_,
        ])  # fmt: skip
    return rows


def _iso(date: pd.Timestamp | None) -> str:
    return "" if date is None else f"{date:%Y-%m-%d}"


def _story(o: Outcome) -> str:
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


def incidence_plot(found: Incidence, unit: str, *, horizon: int) -> Plot:
    """Share of breakouts at their target and stopped, by bars held up to a horizon, with bands."""
    x = [0.0, *map(float, found.bars.tolist()), float(horizon)]
    bands: list[Mark] = []
    lines: list[Mark] = []
    for name, colour, share, low, high in _risks(found):
        bands.append(Band(f"{name}: 95% band", x, low, high, colour, steps=True))
        lines.append(Line(name, x, share, colour, width=2.6, dash=colour == "bad", steps=True))
    title = (f"{found.target[-1]:.0%} of breakouts reached their measured move within {horizon} "
             f"{unit}s, {found.stop[-1]:.0%} were stopped before")  # fmt: skip
    panel = Panel([*bands, *lines], "share of breakouts", unit="percent", height=320)
    return Plot("waiting", title, "", (panel,), x_title=f"{unit}s after entry")


def _risks(
    found: Incidence,
) -> list[tuple[str, Colour, list[float], list[float], list[float]]]:
    """Name, colour, share and ends of its band from entry to the horizon, for stop and target."""
    kinds: tuple[tuple[str, Colour, Any, Any], ...] = (
        ("stopped", "bad", found.stop, found.stop_band),
        ("at the target", "good", found.target, found.target_band),
    )
    rows = []
    for name, colour, share, band in kinds:
        lines = ((0.0, share), (found.before.low, band[0]), (found.before.high, band[1]))
        values, low, high = ([first, *rest.tolist(), float(rest[-1])] for first, rest in lines)
        rows.append((name, colour, values, low, high))
    return rows


def easing_plot(paths: Sequence[Path12]) -> Plot:
    """Paths of the total return after the last cut of each cycle, 100 at the cut."""
    average = average_path(paths)
    marks: list[Mark] = [Rule("", 100.0)]
    marks += [_cycle_line(path) for path in paths]
    if average is not None:
        marks.append(Line("average of finished cycles", *average, "good", width=4))
    done = [p for p in paths if not p.provisional and p.months and p.months[-1] >= 11.5]
    higher = sum(p.level[-1] > 100 for p in done)
    title = "No easing cycle is over yet" if average is None else (
        f"A year after the last cut the Russell 2000 stood higher in {higher} of {len(done)} "
        f"cycles, on average by {average[1][-1] - 100:.0f}%"
    )  # fmt: skip
    panel = Panel(marks, "total return, 100 at the last cut", height=360)
    return Plot("easing", title, _easing_caption(paths), (panel,),
                x_title="months after the last cut",
                ticks={float(month): str(month) for month in range(0, 13, 3)})  # fmt: skip


def _cycle_line(path: Path12) -> Line:
    covid = " 2020" in path.name
    colour: Colour = "bad" if covid else "wait" if path.provisional else "line"
    name = path.name if covid else f"{path.name} (may not be over)" if path.provisional else ""
    return Line(name or "each finished cycle", path.months, path.level, colour,
                width=2.4 if covid or path.provisional else 1.2, dash=path.provisional)  # fmt: skip


def _easing_caption(paths: Sequence[Path12]) -> str:
    parts = ["Total return, set to 100 at the close of the announcement of the last cut."]
    if any(" 2020" in p.name for p in paths):
        parts.append("The red line is 2020, which lifts the average.")
    parts.append("Hindsight: which cut was the last is known only months to a year later.")
    if any(p.provisional for p in paths):
        parts.append("The dashed line is a cycle that may not be over; it is not in the average.")
    return " ".join(parts)


def average_path(paths: Sequence[Path12]) -> tuple[list[float], list[float]] | None:
    """Mean level of the finished cycles at each whole month; None without one."""
    done = [p for p in paths if not p.provisional and p.months and p.months[-1] >= 11.5]
    if not done:
        return None
    grid = [float(month) for month in range(13)]
    levels = [np.interp(grid, path.months, path.level) for path in done]
    return grid, [float(x) for x in np.mean(levels, axis=0)]
