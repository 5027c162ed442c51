"""A picture of the breakouts of a symbol: bars with levels and outcomes, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from backtests.breakouts import BreakoutStudy
from backtests.charts import INK, LINE, OUTCOME_STYLE
from backtests.incidence import Incidence
from backtests.outcomes import Outcome
from backtests.pictures import panels, save_picture
from data_feeds.bars import Frequency, has_ohlc

# Years of bars in the upper panel: later ones are what is acted on, earlier ones a line.
YEARS_OF_BARS = 3


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
    middle.set_title(f"The last {YEARS_OF_BARS} years: breakout level (dotted), target (line), "
                     "stop (dashed)")  # fmt: skip
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
            axes.scatter([o.event.known_on for o in chosen], [o.event.close for o in chosen],
                         color=colour, marker=marker, s=42, zorder=3,
                         label=f"{cause} ({len(chosen)})")  # fmt: skip
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
                axes.hlines(level, o.event.known_on, end, color=colour, linestyle=style,
                            linewidth=1.2)  # fmt: skip


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
            for first, rest in ((0.0, share), (found.before.low, band[0]),
                                (found.before.high, band[1]))
        )  # fmt: skip
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
