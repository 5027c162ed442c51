"""The specification curve as a chart: the effect of each definition, sorted, its choices below.

Simonsohn, Simmons & Nelson 2020, "Specification Curve Analysis".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backtests.robustness import GATE_P
from backtests.specification_curve import Curve, Specification

# Colours that read on white and on black: p up to .10 or above it, and the definition judged.
LOW_P, HIGH_P, JUDGED = "#2ca25f", "#8a8f98", "#e34a33"
GRID, INK = "rgba(128,128,128,0.25)", "#8a8f98"
ROW_PIXELS, CURVE_PIXELS, REST_PIXELS = 19, 230, 110
# Figures in a page carry so many digits; the results file carries them all.
DIGITS = 4


def ranked(curve: Curve) -> list[Specification]:
    """Specifications by ascending effect."""
    return sorted(curve.specifications, key=lambda s: s.effect)


def rows_of(curve: Curve) -> list[tuple[str, str]]:
    """Choice and option of each row of the lower panel; choices with one option have none."""
    return [(choice, option) for choice, taken in curve.options.items() if len(taken) > 1
            for option in taken]  # fmt: skip


def marks(curve: Curve) -> npt.NDArray[np.int64]:
    """Which option each specification took, (rows, specifications): 2 with a low p, 1, or 0."""
    order = ranked(curve)
    return np.array([
        [(1 + (s.p <= GATE_P)) if s.choices.get(choice) == option else 0 for s in order]
        for choice, option in rows_of(curve)
    ], dtype=np.int64).reshape(-1, len(order))  # fmt: skip


def place_of(curve: Curve, effect: float) -> int | None:
    """Rank of the specification that was judged: the one named, or the one with this effect."""
    order = ranked(curve)
    if curve.judged is not None:
        return next((at for at, s in enumerate(order) if s.choices == curve.judged), None)
    return next((at for at, s in enumerate(order) if s.effect == effect), None)


def title_of(curve: Curve) -> str:
    """Say what the curve shows in one line."""
    return (
        f"{len(curve.specifications):,} definitions: {curve.with_sign:.0%} have the claimed sign, "
        f"{curve.significant:.0%} with p up to {GATE_P:.2f}"
    )


def curve_figure(curve: Curve, *, effect: float, percent: bool, unit: str) -> dict[str, Any]:
    """Chart the curve for the page; `effect` is the one judged, a fraction where `percent`."""
    from plotly import graph_objects as go  # noqa: PLC0415

    order, rows = ranked(curve), rows_of(curve)
    factor = 100 if percent else 1
    y = [round(factor * s.effect, DIGITS) for s in order]
    figure = go.Figure()
    for name, colour, chosen in (
        (f"p up to {GATE_P:.2f}", LOW_P, [s.p <= GATE_P for s in order]),
        (f"p above {GATE_P:.2f}", HIGH_P, [s.p > GATE_P for s in order]),
    ):
        at = np.flatnonzero(chosen).tolist()
        figure.add_scatter(
            x=at, y=[y[i] for i in at], mode="markers", name=name,
            marker={"color": colour, "size": 5},
            customdata=[[order[i].n, round(order[i].p, DIGITS)] for i in at],
            hovertemplate="%{y:.2f} " + unit
                          + ", n %{customdata[0]}, p %{customdata[1]:.3f}<extra></extra>",
        )  # fmt: skip
    judged = place_of(curve, effect)
    if judged is not None:
        figure.add_scatter(
            x=[judged], y=[y[judged]], mode="markers", name="the definition judged",
            marker={"color": JUDGED, "size": 12, "symbol": "diamond"},
            hovertemplate="judged: %{y:.2f} " + unit + "<extra></extra>",
        )  # fmt: skip
    labels = [f"{choice}: {option}" for choice, option in rows]
    figure.add_heatmap(
        z=marks(curve).astype(np.int8), x=list(range(len(order))), y=labels, yaxis="y2",
        colorscale=[[0, "rgba(0,0,0,0)"], [0.5, HIGH_P], [1, LOW_P]], zmin=0, zmax=2,
        showscale=False, hovertemplate="%{y}<extra></extra>", ygap=2,
    )  # fmt: skip
    below = ROW_PIXELS * len(rows)
    split = below / (below + CURVE_PIXELS)
    figure.update_layout({
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "template": None,
        "font": {"color": INK, "family": "system-ui, sans-serif", "size": 12},
        "height": below + CURVE_PIXELS + REST_PIXELS, "hovermode": "closest",
        "margin": {"l": 230, "r": 12, "t": 30, "b": 40},
        "legend": {"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0},
        "xaxis": {"title": {"text": "definitions, by ascending effect"}, "anchor": "y2",
                  "showgrid": False, "zeroline": False, "tickformat": ",d"},
        "yaxis": {"domain": [min(split + 0.03, 0.97), 1], "gridcolor": GRID,
                  "title": {"text": f"effect over chance, {unit}"}, "zeroline": True,
                  "zerolinecolor": INK, "zerolinewidth": 1.5},
        "yaxis2": {"domain": [0, max(split - 0.03, 0.03)], "autorange": "reversed",
                   "showgrid": False, "tickfont": {"size": 11}, "automargin": True,
                   "dtick": 1},
    })  # fmt: skip
    content: dict[str, Any] = figure.to_plotly_json()
    return content


def draw_curve(
    path: Path, curve: Curve, *, effect: float, percent: bool, unit: str, title: str
) -> None:
    """Draw the curve as a picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.colors import ListedColormap  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    order, rows = ranked(curve), rows_of(curve)
    y = (100 if percent else 1) * np.array([s.effect for s in order])
    low = np.array([s.p <= GATE_P for s in order])
    figure = Figure(figsize=(10, 3.6 + 0.17 * len(rows)), layout="constrained")
    FigureCanvasAgg(figure)
    above, below = figure.subplots(
        2, 1, sharex=True, height_ratios=[2.6, max(0.17 * len(rows), 0.3)]
    )
    at = np.arange(len(order))
    above.axhline(0, color="grey", linewidth=0.9)
    above.scatter(at[low], y[low], color=LOW_P, s=8, label=f"p up to {GATE_P:.2f}")
    above.scatter(at[~low], y[~low], color=HIGH_P, s=8, label=f"p above {GATE_P:.2f}")
    judged = place_of(curve, effect)
    if judged is not None:
        above.scatter([judged], [y[judged]], color=JUDGED, marker="D", s=45, zorder=3,
                      label="the definition judged")  # fmt: skip
    above.legend(frameon=False, fontsize=8, loc="upper left")
    above.set_title(title)
    above.set_ylabel(f"effect over chance, {unit}")
    below.imshow(marks(curve), aspect="auto", interpolation="nearest", vmin=0, vmax=2,
                 cmap=ListedColormap(["#00000000", HIGH_P, LOW_P]))  # fmt: skip
    below.set_yticks(range(len(rows)), [f"{choice}: {option}" for choice, option in rows],
                     fontsize=7)  # fmt: skip
    below.set_xlabel("definitions, by ascending effect")
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130, metadata={"Software": None})


def caption_of(curve: Curve, words: Sequence[str] = ()) -> str:
    """Say in words what the chart shows, for its caption and for those who do not see it."""
    n = len(curve.specifications)
    return " ".join([
        f"Each dot is one of {n:,} ways to put the claim in figures, sorted by its effect over "
        "chance; the marks below it are the choices it made. The red diamond is the definition "
        "that the verdict rests on.",
        *words,
    ])  # fmt: skip
