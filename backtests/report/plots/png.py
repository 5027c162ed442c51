"""Write charts as PNG: the standalone SVG, rasterized."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from backtests.report.plots.model import Plot
from backtests.report.plots.svg import standalone
from data_feeds.files.atomic import write_atomically

# Pixels of the picture per pixel of the chart.
ZOOM = 1.5
FAMILY = "DejaVu Sans"


def write_png(path: Path, *plots: Plot) -> None:
    """Write charts as one PNG, one below the other; the same charts give the same bytes."""
    write_atomically(path, to_png(*plots), durable=False)


def to_png(*plots: Plot) -> bytes:
    """Draw charts as one PNG, one below the other."""
    from resvg_py import svg_to_bytes

    return svg_to_bytes(
        svg_string=standalone(*plots),
        zoom=ZOOM,
        skip_system_fonts=True,
        font_files=list(_fonts()),
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


@cache
def _fonts() -> tuple[str, ...]:
    """Return the font files that matplotlib installs, so that every machine writes the same."""
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("the fonts of pictures are those of matplotlib, which is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    return tuple(str(folder / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
