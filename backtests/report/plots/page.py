"""Pages of charts: the template environment with what charts need, and a page of charts alone."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from backtests.report.plots import interactive, svg
from backtests.report.plots.model import Plot, csv_of
from backtests.runtime.escapes import visible
from data_feeds.files.atomic import write_atomically
from data_feeds.series.market import Market

if TYPE_CHECKING:
    from jinja2 import Environment

# The library that draws interactive charts (THIRD_PARTY_NOTICES.md), and the script that uses it.
LIBRARY = "lightweight-charts/lightweight-charts.standalone.production.js"
SCRIPT = "charts.js"


def environment(escape: Callable[[str], str] = visible) -> Environment:
    """Return the template environment with the filters and functions of charts.

    Parameters
    ----------
    escape
        Escapes each text that a template writes; what it returns is then escaped as HTML, unless it
        is Markup.
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
    environment.filters |= {
        "wide": lambda plot: svg.to_svg(plot, width=svg.WIDE),
        "narrow": lambda plot: svg.to_svg(plot, width=svg.NARROW),
        "keys": svg.keys,
        "download": download,
        "interactive": interactive.is_interactive,
        "chart_data": interactive.to_json,
    }
    return environment


def _is_text(value: object) -> bool:
    """Return whether a value is text and no markup, which is written as it is."""
    return isinstance(value, str) and not hasattr(value, "__html__")


def download(plot: Plot) -> str:
    """Return the data of a chart as a data URL: gzip-compressed CSV."""
    packed = gzip.compress(csv_of(plot).encode(), mtime=0)
    return "data:application/gzip;base64," + base64.b64encode(packed).decode()


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
