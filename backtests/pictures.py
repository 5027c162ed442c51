"""Pictures of matplotlib: panels one below the other, written without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

DOTS_PER_INCH = 130


def blank_panels(
    heights: Sequence[float], *, size: tuple[float, float], share_x: bool = True
) -> tuple[Any, list[Any]]:
    """Make a picture of empty panels of these relative heights, its size in inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (slow to import)
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    rows = figure.subplots(len(heights), 1, sharex=share_x, height_ratios=heights, squeeze=False)[
        :, 0
    ]
    return figure, list(rows)


def panels(
    *heights: float, size: tuple[float, float], share_x: bool = True
) -> tuple[Any, list[Any]]:
    """Make such a picture with a light grid and open at the top and the right."""
    figure, rows = blank_panels(heights, size=size, share_x=share_x)
    for axes in rows:
        axes.grid(alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)
    return figure, rows


def save_picture(figure: Any, path: Path) -> None:
    """Write a picture whose bytes depend on nothing but what it shows."""
    figure.set_dpi(DOTS_PER_INCH)
    # `savefig` lays out and draws everything once more to find its size, which is known.
    figure.canvas.print_png(path, metadata={"Software": None})
