"""The report as one self-contained HTML page, with its figures as image files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, cast, get_args

from backtests.claims.run import Result, by_article, tallies
from backtests.claims.schema import GROUPS
from backtests.evidence.verdicts import VERDICTS
from backtests.report import markdown, rule_table, sparklines, summary
from backtests.report.charts import Charts, draw_charts
from backtests.report.json.run import RESULTS, write_run
from backtests.report.plots import interactive, page, png, svg
from backtests.report.plots.model import Plot
from backtests.report.rendering import claim_row, environment
from backtests.report.words import (
    came_true,
    command_of,
    command_on,
    heading,
    options_of,
)
from backtests.runtime.processes import in_order
from backtests.runtime.store import EMPTY, Store
from data_feeds.files.atomic import write_atomically
from data_feeds.providers import live_market
from data_feeds.series.market import Market

Form = Literal["html", "json", "md", "png", "svg"]
Forms = Sequence[Form]
FORMS: tuple[Form, ...] = get_args(Form)
DEFAULT: Forms = ("html", "json", "png")
# Files of the forms of one file each; the others are pictures in the folder FIGURES.
NAMES: Mapping[Form, str] = {"json": RESULTS, "html": "report.html", "md": "report.md"}
FIGURES = "figures"
# Room of the modules that draw pictures, each with the name of its form.
DRAWINGS = "backtests.report.plots"
# Fewest pictures per process: drawing fewer takes less time than starting one.
PICTURES_PER_PROCESS = 8


def write_report(
    result: Result,
    market: Market,
    folder: Path,
    forms: Forms = DEFAULT,
    source: str | None = None,
    *,
    jobs: int = 1,
    store: Store = EMPTY,
) -> list[Path]:
    """Write a report and return the paths of its files.

    The same result gives the same bytes. A chart that needs a series the source lacks is left
    out, and the page gives the reason.

    Parameters
    ----------
    folder
        Created if missing.
    forms
        Which files to write, see FORMS.
    source
        Name of the data source as given by the user, for the command that repeats the run.
    jobs
        Number of processes that draw PNGs.
    store
        Has the charts that earlier reports drew.
    """
    paths: list[Path] = []
    drawn = bool({"html", "png", "svg"} & set(forms))
    charts = draw_charts(result, market, store=store) if drawn else Charts()
    pictures = _pictures(charts.plots, folder / FIGURES, forms, jobs=jobs, store=store)
    # With the first picture the others are begun, which other processes draw meanwhile.
    first = list(islice(pictures, 1))
    if "json" in forms:
        paths.append(write_run(result, folder))
    if "html" in forms:
        paths.append(folder / NAMES["html"])
        write_atomically(paths[-1], render(result, charts, market, source, store=store).encode())
    if "md" in forms:
        paths.append(folder / NAMES["md"])
        write_atomically(paths[-1], markdown.render(result, source).encode())
    return [*paths, *first, *pictures]


def _pictures(
    plots: Sequence[Plot], folder: Path, forms: Forms, *, jobs: int, store: Store
) -> Iterator[Path]:
    """Write each chart as a file, except charts of numbers, which repeat a table."""
    drawings: dict[Form, Callable[[Plot], bytes]] = {"png": png.to_png, "svg": svg.svg_file}
    shown = [plot for plot in plots if plot.kind != "numbers"]
    for form, draw in ((form, draw) for form, draw in drawings.items() if form in forms):
        keys = [store.key((f"{DRAWINGS}.{form}",), plot) for plot in shown]
        found = [store.find(key) for key in keys]
        lacking = [plot for plot, entry in zip(shown, found, strict=True) if entry is None]
        processes = min(jobs, len(lacking) // PICTURES_PER_PROCESS) if form == "png" else 1
        drawn = in_order(draw, lacking, jobs=processes)
        for plot, key, entry in zip(shown, keys, found, strict=True):
            content = next(drawn) if entry is None else cast("bytes", entry[0])
            path = folder / f"{plot.key}.{form}"
            write_atomically(path, content, durable=False)
            if entry is None:
                store.keep(key, content)
            yield path


def render(
    result: Result,
    charts: Charts,
    market: Market,
    source: str | None = None,
    *,
    store: Store = EMPTY,
) -> str:
    """Render the HTML page of a result."""
    options = options_of(result, source)
    scripts = page.scripts_for(charts.plots, "downloads.js", "report.js")
    rows = [
        {
            **claim_row(c, f, result),
            "labels": f.labels,
            "spark": sparklines.draw(c, f, market),
            "plots": charts.by_claim.get(c.id, []),
            "shared": charts.shared_by(c),
            "missing": charts.missing_by_claim.get(c.id, ""),
            "command": command_on(c, options),
        }
        for c, f in zip(result.claims, result.findings, strict=True)
    ]
    return (
        environment(store=store)
        .get_template("report.html.j2")
        .render(
            result=result,
            scripts=scripts,
            policy=page.policy_for(scripts),
            credited=any(map(interactive.is_interactive, charts.plots)),
            summary=summary.summarise(result),
            articles=_articles(result, rows),
            shown={finding.ruling.verdict for finding in result.findings},
            tested=[row for row in rows if not row["untestable"]],
            tallies=[(*row, came_true(*expected)) for *row, expected in tallies(result)],
            groups=tuple(GROUPS),
            heading=heading([article for article, _ in by_article(result)]),
            verdicts=VERDICTS,
            frequencies=sorted(
                {i.frequency for i in result.data.values() if i.frequency != "dated"}
            ),
            shipped="reference figures" in result.label,
            monthly=[n for n, i in result.data.items() if i.frequency == "monthly"]
            if result.label == live_market.BOTH
            else [],
            command=command_of(result, source),
            charts=[plot for plots in charts.shared.values() for plot in plots],
            missing=charts.missing,
            rules=rule_table.page_rows(result.rules, [c.id for c in result.claims]),
        )
    )


def _articles(result: Result, rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return each article with the rows of its claims, those that cannot be tested apart."""
    numbered = dict(zip((claim.id for claim in result.claims), rows, strict=True))
    return [
        {
            "article": article,
            "tested": [row for row in found if not row["untestable"]],
            "untestable": [row for row in found if row["untestable"]],
        }
        for article, findings in by_article(result)
        for found in [[numbered[finding.claim_id] for finding in findings]]
    ]
