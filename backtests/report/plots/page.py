"""Pages of charts: the template environment with what charts need, and a page of charts alone."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from backtests.report.plots import interactive, svg
from backtests.report.plots.model import Plot, csv_of
from backtests.runtime.escapes import visible
from backtests.runtime.store import EMPTY, Store
from data_feeds.files.atomic import write_atomically
from data_feeds.series.market import Market

if TYPE_CHECKING:
    from jinja2 import Environment

# The library that draws interactive charts (THIRD_PARTY_NOTICES.md), and the script that uses it.
LIBRARY = "lightweight-charts/lightweight-charts.standalone.production.js"
SCRIPT = "charts.js"


class Drawings:
    """What pages show of charts, drawn or from a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._drawn: dict[int, tuple[Plot, Mapping[str, object]]] = {}

    def part(self, name: str, plot: Plot) -> object:
        """Return one part of a chart, by its name in DRAWN."""
        if not self._store.is_open:
            return DRAWN[name](plot)
        if id(plot) not in self._drawn:
            key = self._store.key((__name__,), plot)
            self._drawn[id(plot)] = plot, self._store.get(key, partial(_draw, plot))
        return self._drawn[id(plot)][1][name]


def _draw(plot: Plot) -> dict[str, object]:
    """Draw all that a page shows of a chart."""
    live = interactive.is_interactive(plot)
    return {name: draw(plot) for name, draw in DRAWN.items() if live or name not in LIVE}


def environment(escape: Callable[[str], str] = visible, store: Store = EMPTY) -> Environment:
    """Return the template environment with the filters and functions of charts.

    Parameters
    ----------
    escape
        Escapes each text that a template writes; what it returns is then escaped as HTML, unless it
        is Markup.
    store
        Has what earlier pages drew of charts.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("backtests.report"),
        autoescape=True,
        finalize=lambda value: escape(value) if _is_text(value) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawings = Drawings(store)
    environment.filters["interactive"] = interactive.is_interactive
    environment.filters |= {name: partial(drawings.part, name) for name in DRAWN}
    return environment


def _is_text(value: object) -> bool:
    """Return whether a value is text and no markup, which is written as it is."""
    return isinstance(value, str) and not hasattr(value, "__html__")


def download(plot: Plot) -> str:
    """Return the data of a chart as a data URL: gzip-compressed CSV."""
    packed = gzip.compress(csv_of(plot).encode(), mtime=0)
    return "data:application/gzip;base64," + base64.b64encode(packed).decode()


# Parts of a chart on a page, and those that interactive charts alone have.
DRAWN: Mapping[str, Callable[[Plot], object]] = {
    "wide": partial(svg.to_svg, width=svg.WIDE),
    "narrow": partial(svg.to_svg, width=svg.NARROW),
    "download": download,
    "keys": svg.keys,
    "chart_data": interactive.to_json,
}
LIVE = ("keys", "chart_data")


def scripts_for(plots: Sequence[Plot], *own: str) -> list[str]:
    """Return the scripts of a page: the library and its use if a chart needs them, then `own`.

    `own` are names of templates, each of which is a script as it stands.
    """
    scripts = [_text(name) for name in own]
    if any(interactive.is_interactive(plot) for plot in plots):
        scripts = [_text(LIBRARY), _text(SCRIPT), *scripts]
    return scripts


def _text(name: str) -> str:
    source = files("backtests.report").joinpath("templates", *name.split("/"))
    return source.read_text(encoding="utf-8").strip()


def policy_for(scripts: Sequence[str]) -> str:
    """Return a content security policy: these scripts, inline styles, and no request at all."""
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed or chr(39) + 'none' + chr(39)}; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def render(plots: Sequence[Plot], *, heading: str, market: Market) -> str:
    """Render a page of charts, which names the series of the market that were used."""
    scripts = scripts_for(plots, "downloads.js")
    return (
        environment()
        .get_template("plots.html.j2")
        .render(
            plots=plots,
            heading=heading,
            data=[market.info(name) for name in sorted(market.used)],
            notices=market.notices,
            scripts=scripts,
            policy=policy_for(scripts),
            credited=any(interactive.is_interactive(plot) for plot in plots),
        )
    )


def write_html(path: Path, plots: Sequence[Plot], *, heading: str, market: Market) -> None:
    """Write charts as one page without requests; the same charts give the same bytes."""
    write_atomically(path, render(plots, heading=heading, market=market).encode())
