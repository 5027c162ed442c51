"""Charts of the report: interactive ones by plotly, pictures by matplotlib."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from backtests.easing import CycleReturn
from backtests.forward_returns import base_position
from backtests.incidence import Incidence
from backtests.outcomes import Outcome

# Colours that read on white and on black, and a shape for those who do not see them.
OUTCOME_STYLE: Mapping[str, tuple[str, str, str]] = {
    "target": ("#2ca25f", "triangle-up", "^"),
    "stop": ("#e34a33", "triangle-down", "v"),
    "timeout": ("#e6a117", "square", "s"),
    "open": ("#3b8eea", "circle", "o"),
    "void": ("#8c8c8c", "x", "x"),
}
INK, GRID, LINE, BOLD = "#8a8f98", "rgba(128,128,128,0.25)", "#6b7fa3", "#e34a33"
# The first view of the price chart, in years, and the spans that its buttons offer.
YEARS_SHOWN = 6
SPANS = (3, YEARS_SHOWN, 15)
# A level or target more than this multiple of the highest close shown does not stretch the view.
REACH = 1.6


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
                f"{row.name} {row.anchor:%Y-%m}",
                tuple(float(x) for x in days / 30.4375),
                tuple(float(x) for x in level),
                row.provisional,
            )
        )
    return paths


def breakout_figure(
    bars: pd.DataFrame, outcomes: Sequence[Outcome], levels: Mapping[str, float]
) -> dict[str, Any]:
    """Closes, each breakout by its outcome with target and stop, and the articles' levels."""
    from plotly import graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    figure.add_scatter(
        x=_days(bars.index), y=bars["close"].tolist(), mode="lines", name="Russell 2000 close",
        line={"color": LINE, "width": 1.3}, hovertemplate="%{x}: %{y:,.2f}<extra></extra>",
    )  # fmt: skip
    for cause, (colour, shape, _) in OUTCOME_STYLE.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            _add_levels(figure, chosen, bars, colour)
            figure.add_scatter(
                x=_days(o.event.known_on for o in chosen), y=[o.event.close for o in chosen],
                mode="markers", name=f"breakout: {cause}",
                marker={"color": colour, "symbol": shape, "size": 11,
                        "line": {"color": "white", "width": 1}},
                text=[_story(o) for o in chosen], hovertemplate="%{text}<extra></extra>",
            )  # fmt: skip
    last = pd.Timestamp(bars.index[-1])
    first = max(pd.Timestamp(bars.index[0]), last - pd.DateOffset(years=YEARS_SHOWN))
    for level in levels.values():
        figure.add_hline(y=level, line={"color": INK, "dash": "dot", "width": 1})
    low, high = _view(bars, outcomes, levels, first)
    figure.update_layout(_layout(first, last, low, high))
    figure.update_layout(
        annotations=[_level_label(text, level) for text, level in levels.items()],
        meta={"levels": list(levels.values()), "reach": REACH},
    )
    return _plain(figure)


def _view(
    bars: pd.DataFrame,
    outcomes: Sequence[Outcome],
    levels: Mapping[str, float],
    first: pd.Timestamp,
) -> tuple[float, float]:
    """Lowest and highest price of a view from `first` on, with the levels within reach."""
    shown = bars["close"].loc[first:]
    top = float(shown.max())
    recent = [o for o in outcomes if o.entry_date is not None and o.entry_date >= first]
    lines = [x for o in recent for x in (o.target, o.stop) if x is not None]
    near = [x for x in (*lines, *levels.values()) if x <= REACH * top]
    return min([float(shown.min()), *near]) * 0.96, max([top, *near]) * 1.05


def _level_label(text: str, level: float) -> dict[str, Any]:
    """Put the name of a level at the left end of its line, whatever dates are shown."""
    return {
        "text": text, "x": 0.004, "xref": "paper", "xanchor": "left", "showarrow": False,
        "y": math.log10(level), "yref": "y", "yanchor": "bottom", "font": {"size": 11},
    }  # fmt: skip


def _add_levels(figure: Any, outcomes: Sequence[Outcome], bars: pd.DataFrame, colour: str) -> None:
    """Thin lines from entry to exit at the target and the stop of each event."""
    for kind, dash in (("target", "solid"), ("stop", "dash")):
        x: list[str | None] = []
        y: list[float | None] = []
        for o in outcomes:
            level = o.target if kind == "target" else o.stop
            if level is None or o.entry_date is None:
                continue
            end = o.exit_date if o.exit_date is not None else pd.Timestamp(bars.index[-1])
            x += [f"{o.entry_date:%Y-%m-%d}", f"{end:%Y-%m-%d}", None]
            y += [level, level, None]
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": colour, "dash": dash, "width": 1.2},
            showlegend=False, hovertemplate=kind + " %{y:,.2f}<extra></extra>",
        )  # fmt: skip


def _story(o: Outcome) -> str:
    parts = [f"<b>breakout of {o.event.known_on:%Y-%m-%d}</b>: {o.cause}"]
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
    return "<br>".join(parts)


def _layout(first: pd.Timestamp, last: pd.Timestamp, low: float, high: float) -> dict[str, Any]:
    buttons = [
        {"count": years, "label": f"{years} years", "step": "year", "stepmode": "backward"}
        for years in SPANS
    ]
    return {
        **_common("index points (log scale)"),
        "xaxis": {
            "range": [f"{first:%Y-%m-%d}", f"{last + pd.DateOffset(months=6):%Y-%m-%d}"],
            "type": "date", "gridcolor": GRID,
            "rangeselector": {"buttons": [*buttons, {"step": "all", "label": "all"}],
                              "x": 0, "y": 1.02, "bgcolor": "rgba(128,128,128,0.15)",
                              "activecolor": "rgba(128,128,128,0.45)"},
        },
        "yaxis": {"type": "log", "range": [math.log10(low), math.log10(high)], "gridcolor": GRID,
                  "title": {"text": "index points (log scale)", "standoff": 8},
                  "nticks": 8, "tickformat": ",.0f", "minor": {"showgrid": False}},
        "height": 540,
    }  # fmt: skip


def _common(y_title: str) -> dict[str, Any]:
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": INK, "family": "system-ui, sans-serif", "size": 13},
        "margin": {"l": 64, "r": 16, "t": 44, "b": 60},
        "legend": {"orientation": "h", "y": -0.16, "yanchor": "top", "font": {"size": 12}},
        "yaxis": {"gridcolor": GRID, "title": {"text": y_title}},
        "template": None,
        "hovermode": "closest",
    }


def easing_figure(paths: Sequence[Path12]) -> dict[str, Any]:
    """Paths of the total return after the last cut of each cycle, 100 at the cut."""
    from plotly import graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    for path in paths:
        covid = " 2020" in path.name
        figure.add_scatter(
            x=path.months, y=path.level, mode="lines",
            name=_legend_name(path),
            line={"color": BOLD if covid else "#3b8eea" if path.provisional else LINE,
                  "width": 2.6 if covid or path.provisional else 1.3,
                  "dash": "dash" if path.provisional else "solid"},
            hovertemplate=path.name + ", %{x:.1f} months: %{y:.1f}<extra></extra>",
        )  # fmt: skip
    average = average_path(paths)
    if average is not None:
        figure.add_scatter(
            x=average[0], y=average[1], mode="lines", name="average of finished cycles",
            line={"color": "#2ca25f", "width": 4},
            hovertemplate="average, %{x:.0f} months: %{y:.1f}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(
        {**_common("total return, 100 = last cut"), "height": 480,
         "xaxis": {"title": {"text": "months after the last cut"}, "gridcolor": GRID,
                   "dtick": 3, "range": [0, 12.2]}}
    )  # fmt: skip
    return _plain(figure)


def incidence_figure(found: Incidence, unit: str, *, horizon: int) -> dict[str, Any]:
    """Share of events at their target and stopped, by bars held up to a horizon, with 95% bands."""
    from plotly import graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    x = [0, *found.bars.tolist(), horizon]
    for name, cause, share, low, high in _risks(found):
        colour = OUTCOME_STYLE[cause][0]
        figure.add_scatter(x=x, y=low, mode="lines", line={"width": 0, "shape": "hv"},
                           showlegend=False, hoverinfo="skip")  # fmt: skip
        figure.add_scatter(
            x=x, y=high, mode="lines", line={"width": 0, "shape": "hv"}, fill="tonexty",
            fillcolor=_faint(colour), name=f"{name}: 95% band", hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=x, y=share, mode="lines", name=name,
            line={"color": colour, "width": 2.6, "shape": "hv"},
            hovertemplate=name + " after %{x} " + unit + "s: %{y:.0%}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(
        {**_common("share of breakouts"), "height": 460,
         "legend": {"orientation": "h", "y": -0.22, "yanchor": "top", "font": {"size": 12}},
         "xaxis": {"title": {"text": f"{unit}s after entry"}, "gridcolor": GRID,
                   "rangemode": "tozero"},
         "yaxis": {"title": {"text": "share of breakouts"}, "tickformat": ".0%", "gridcolor": GRID,
                   "rangemode": "tozero"}}
    )  # fmt: skip
    return _plain(figure)


def _risks(
    found: Incidence,
) -> list[tuple[str, str, list[float], list[float], list[float]]]:
    """Name, cause, share and ends of its band from entry to the horizon, for stop and target."""
    rows = []
    for name, cause, share, band in (
        ("stopped", "stop", found.stop, found.stop_band),
        ("at the target", "target", found.target, found.target_band),
    ):
        lines = ((0.0, share), (found.before.low, band[0]), (found.before.high, band[1]))
        values, low, high = ([first, *rest.tolist(), float(rest[-1])] for first, rest in lines)
        rows.append((name, cause, values, low, high))
    return rows


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def draw_incidence(path: Path, found: Incidence, unit: str, *, horizon: int, title: str) -> None:
    """Draw the shares by bars held up to a horizon as a picture."""
    figure, axes = _canvas()
    x = [0, *found.bars.tolist(), horizon]
    for name, cause, share, low, high in _risks(found):
        colour = OUTCOME_STYLE[cause][0]
        axes.fill_between(x, low, high, step="post", color=colour, alpha=0.18, linewidth=0)
        axes.step(x, share, where="post", color=colour, linewidth=2, label=name)
    axes.set_title(title)
    axes.set_xlabel(f"{unit}s after entry (shaded: 95% bands)")
    axes.set_ylabel("share of breakouts")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    save_picture(figure, path)


def _legend_name(path: Path12) -> str:
    return path.name + (" (provisional)" if path.provisional else "")


def average_path(paths: Sequence[Path12]) -> tuple[list[float], list[float]] | None:
    """Mean level of the finished cycles at each whole month; None without one."""
    done = [p for p in paths if not p.provisional and p.months and p.months[-1] >= 11.5]
    if not done:
        return None
    grid = [float(month) for month in range(13)]
    levels = [np.interp(grid, path.months, path.level) for path in done]
    return grid, [float(x) for x in np.mean(levels, axis=0)]


def _plain(figure: Any) -> dict[str, Any]:
    content: dict[str, Any] = figure.to_plotly_json()
    return content


def _days(dates: Any) -> list[str]:
    return [f"{date:%Y-%m-%d}" for date in dates]


def draw_breakouts(
    path: Path, bars: pd.DataFrame, outcomes: Sequence[Outcome], levels: Mapping[str, float]
) -> None:
    """Draw the breakouts as a picture."""
    figure, axes = _canvas()
    index = pd.DatetimeIndex(bars.index)
    axes.semilogy(index, bars["close"], color=LINE, linewidth=0.9)
    for cause, (colour, _, marker) in OUTCOME_STYLE.items():
        chosen = [o for o in outcomes if o.cause == cause]
        if chosen:
            axes.scatter(
                [o.event.known_on for o in chosen], [o.event.close for o in chosen],
                color=colour, marker=marker, s=45, zorder=3, label=f"{cause} ({len(chosen)})",
            )  # fmt: skip
    for label, level in levels.items():
        axes.axhline(level, color="grey", linestyle=":", linewidth=0.9)
        axes.annotate(label, (index[0], level), color="grey", fontsize=8, va="bottom")
    hits = sum(o.cause == "target" for o in outcomes)
    resolved = sum(o.resolved for o in outcomes)
    axes.set_title(f"{hits} of {resolved} resolved breakouts reached their measured move in time")
    axes.set_ylabel("Russell 2000, index points (log scale)")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_minor_formatter(_two_and_five)
    if outcomes:
        axes.legend(frameon=False, fontsize=8, loc="lower right")
    save_picture(figure, path)


def _two_and_five(value: float, _: object) -> str:
    """Name 200, 500, 2,000 ... between the powers of ten of a log axis."""
    return f"{value:,.0f}" if f"{value:.0e}"[0] in "25" else ""


def draw_easing(path: Path, paths: Sequence[Path12]) -> None:
    """Draw the easing-cycle paths as a picture."""
    figure, axes = _canvas()
    for item in paths:
        covid = " 2020" in item.name
        axes.plot(
            item.months, item.level, linewidth=2 if covid else 1,
            color=BOLD if covid else "#3b8eea" if item.provisional else LINE,
            linestyle="--" if item.provisional else "-",
            label=_legend_name(item) if covid or item.provisional else None,
        )  # fmt: skip
    average = average_path(paths)
    if average is not None:
        axes.plot(*average, color="#2ca25f", linewidth=3, label="average of finished cycles")
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, fontsize=8, loc="upper left")
    axes.set_title("Russell 2000 in the 12 months after the last Fed cut of each easing cycle")
    axes.set_xlabel("months after the last cut (a last cut is known only later)")
    axes.set_ylabel("total return, 100 = last cut")
    save_picture(figure, path)


def _canvas() -> tuple[Any, Any]:
    figure, (axes,) = panels(1.0, size=(10, 5.2))
    return figure, axes


def panels(*heights: float, size: tuple[float, float]) -> tuple[Any, list[Any]]:
    """Make a picture of panels of these relative heights, one below the other, on one x axis."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    rows = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
    for axes in rows:
        axes.grid(alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)
    return figure, list(rows)


def save_picture(figure: Any, path: Path) -> None:
    """Write a picture whose bytes depend on nothing but what it shows."""
    figure.savefig(path, dpi=130, metadata={"Software": None})
