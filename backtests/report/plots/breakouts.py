"""Charts of breakouts and of easing cycles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

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
from backtests.report.plots.png import panels, save_picture
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from data_feeds.series.bars import Frequency, has_ohlc

# Years of bars in the upper panel: later ones are what is acted on, earlier ones a line.
YEARS_OF_BARS = 3


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
    marks += [
        Rule(name, at, colour="wait", legend=NAMED_LEVEL)
        for name, at in levels.items()
        if at <= top
    ]
    ends = [o.cause for o in recent]
    words = ", ".join(f"{ends.count(c)} {MARKS[c][2]}" for c in MARKS if c in ends)
    title = (
        f"Since {first:%B %Y} the Russell 2000 broke out {len(recent)} times: {words}"
        if recent
        else f"The Russell 2000 has not broken out since {first:%B %Y}"
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
        kept = [
            (day(o.entry_date), to, float(y))
            for o, to, y in zip(entered, end, heights, strict=True)
            if isinstance(y, float) and y <= top
        ]
        if kept:
            starts, ends, at = zip(*kept, strict=True)
            found.append(Spans(name, starts, ends, at, colour, width=1.6, dash=dash))
    return found


def _outcome_points(outcomes: Sequence[Outcome]) -> list[Points]:
    found = []
    for cause, (colour, shape, words) in MARKS.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            found.append(
                Points(
                    f"{words} ({len(chosen)})",
                    [day(o.event.known_on) for o in chosen],
                    [o.event.close for o in chosen],
                    colour,
                    shape,
                    5.5,
                    [_story(o) for o in chosen],
                )
            )
    return found


def breakouts_plot(bars: pd.DataFrame, outcomes: Sequence[Outcome]) -> Plot:
    """Closes of the whole record, with a mark for what became of each breakout."""
    first, last = pd.Timestamp(bars.index[0]), pd.Timestamp(bars.index[-1])
    closes = Line("close", days_of(bars.index), bars["close"].tolist(), "line", width=1.2)
    hits = sum(o.cause == "target" for o in outcomes)
    done = sum(o.resolved for o in outcomes)
    title = (
        f"{hits} of {done} finished breakouts of the Russell 2000 since {first:%Y} reached "
        f"their measured move in time"
    )
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
        [closes, *_outcome_points(outcomes)], "index points (log scale)", scale="log", height=360
    )
    return Plot(
        "breakouts", title, caption, (panel,), x_unit="date", table=_outcome_table(outcomes)
    )


def _outcome_table(outcomes: Sequence[Outcome]) -> list[list[object]]:
    rows: list[list[object]] = [
        [
            "breakout",
            "close",
            "record broken",
            "entry date",
            "entry",
            "target",
            "stop",
            "outcome",
            "exit date",
            "exit",
            "return",
        ]
    ]
    for o in outcomes:
        rows.append(
            [
                o.event.known_on.date().isoformat(),
                o.event.close,
                o.event.details.get("record"),
                _iso(o.entry_date),
                o.entry,
                o.target,
                o.stop,
                MARKS[o.cause][2],
                _iso(o.exit_date),
                o.exit,
                o.return_,
            ]
        )
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
    title = (
        f"{found.target[-1]:.0%} of breakouts reached their measured move within {horizon} "
        f"{unit}s, {found.stop[-1]:.0%} were stopped before"
    )
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


def draw_breakout_study(path: Path, study: BreakoutStudy, bars: pd.DataFrame) -> None:
    """Write the figure of a study as a picture."""
    save_picture(breakout_figure(study, bars), path)


def breakout_figure(study: BreakoutStudy, bars: pd.DataFrame) -> Any:
    """Draw every signal, the last years bar by bar with levels, and the cumulative incidence.

    The upper panel holds the whole record, the middle one bars with the record level, target and
    stop of each signal, the lower one the shares at target and stopped with 95% bands.
    """
    figure, (top, middle, bottom) = panels(2.4, 3, 2, size=(11, 11), share_x=False)
    name, rate = str(bars.attrs["name"]), study.hit_rate
    top.set_title(f"{name}: {rate.hits} of {rate.resolved} resolved breakouts reached their target")
    top.semilogy(bars.index, bars["close"], color=LINE, linewidth=0.9)
    _mark(top, study.outcomes)
    last = pd.Timestamp(bars.index[-1])
    recent = bars.loc[last - pd.DateOffset(years=YEARS_OF_BARS) :]
    shown = [o for o in study.outcomes if o.event.known_on >= recent.index[0]]
    middle.set_title(
        f"The last {YEARS_OF_BARS} years: breakout level (dotted), target (line), stop (dashed)"
    )
    _draw_bars(middle, recent)
    _draw_levels(middle, shown, last)
    _mark(middle, shown)
    middle.set_xlim(recent.index[0], last)
    for axes in (top, middle):
        axes.set_ylabel("price" + (" (log scale)" if axes is top else ""))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.yaxis.set_minor_formatter(_two_and_five)
    _draw_incidence(bottom, study)
    return figure


def _mark(axes: Any, outcomes: Sequence[Outcome]) -> None:
    """Put each signal at its close, in the colour and shape of its outcome."""
    for cause, (colour, _, marker) in OUTCOME_STYLE.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            axes.scatter(
                [o.event.known_on for o in chosen],
                [o.event.close for o in chosen],
                color=colour,
                marker=marker,
                s=42,
                zorder=3,
                label=f"{cause} ({len(chosen)})",
            )
    if outcomes:
        axes.legend(frameon=False, fontsize=8, loc="upper left")


def _draw_bars(axes: Any, bars: pd.DataFrame) -> None:
    """High to low as thin lines with the closes over them; closes alone where that is all."""
    if has_ohlc(bars):
        axes.vlines(bars.index, bars["low"], bars["high"], color=INK, linewidth=0.5, alpha=0.7)
    axes.plot(bars.index, bars["close"], color=LINE, linewidth=0.8)


def _draw_levels(axes: Any, outcomes: Sequence[Outcome], last: pd.Timestamp) -> None:
    for o in outcomes:
        end = last if o.exit_date is None else o.exit_date
        colour, record = OUTCOME_STYLE[o.cause][0], o.event.details.get("record")
        start = o.event.details.get("record_date", o.event.known_on)
        if isinstance(record, int | float):
            axes.hlines(record, start, o.event.known_on, color=INK, linestyle=":", linewidth=1.2)
        for level, style in ((o.target, "-"), (o.stop, "--")):
            if level is not None:
                axes.hlines(
                    level, o.event.known_on, end, color=colour, linestyle=style, linewidth=1.2
                )


def _draw_incidence(axes: Any, study: BreakoutStudy) -> None:
    """Shares at target and stopped by bars held, with their bands."""
    found: Incidence = study.incidence
    frequency = Frequency(str(study.parameters["frequency"]))
    end = frequency.bars(int(str(study.parameters["horizon"])))
    x = [0, *found.bars.tolist(), max(end, int(found.bars.max(initial=0)))]
    axes.set_title("Share of breakouts at the target and stopped, by time held (bands: 95%)")
    for name, cause, share, band in (
        ("stopped", "stop", found.stop, found.stop_band),
        ("at the target", "target", found.target, found.target_band),
    ):
        colour = OUTCOME_STYLE[cause][0]
        values, low, high = (
            [first, *rest.tolist(), float(rest[-1]) if rest.size else first]
            for first, rest in (
                (0.0, share),
                (found.before.low, band[0]),
                (found.before.high, band[1]),
            )
        )
        axes.fill_between(x, low, high, step="post", color=colour, alpha=0.18, linewidth=0)
        axes.step(x, values, where="post", color=colour, linewidth=2, label=name)
    axes.set_xlabel(f"{frequency.unit}s after entry")
    axes.set_ylabel("share of breakouts")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize=8, loc="upper left")


def _two_and_five(value: float, _: object) -> str:
    """Name 200, 500, 2,000 ... between the powers of ten of a log axis."""
    return f"{value:,.0f}" if f"{value:.0e}"[0] in "25" else ""
