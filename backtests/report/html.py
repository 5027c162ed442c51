"""The report: one self-contained HTML file, and the figures as pictures."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from backtests.claims import families
from backtests.claims.registry import TYPE_WORDS, Claim
from backtests.claims.run import Result, coarse, tally
from backtests.evidence import explanations
from backtests.evidence.checks import VERDICTS, EffectCheck, NotTestableCheck
from backtests.evidence.estimates import Finding, base_words
from backtests.report import markdown, rule_table, sparklines
from backtests.report.charts import Drawn, charts_of
from backtests.report.json.run import write_run
from backtests.report.plots import png, svg
from backtests.report.plots.model import Plot, csv_of
from backtests.report.words import (
    SYMBOLS,
    articles_of,
    chance,
    command_of,
    decision_facts,
    heading,
    headline,
    interval,
    options_of,
    show,
    sizes,
    unit_of,
    usual,
)
from backtests.runtime.processes import in_order
from data_feeds.providers import live_market
from data_feeds.series.catalogue import in_words
from data_feeds.series.market import Market

# Plain words for the columns of events whose names are short for programs.
COLUMN_WORDS = {
    "mfe": "best after entry",
    "mae": "worst after entry",
    "bars": "bars held",
    "fills": "filled at",
    "ambiguous": "both on one bar",
    "leg_low": "low of the leg",
    "base_low": "low of the base",
    "void_reason": "why no trade",
    "end_known": "end known on",
    "return_12m": "return after 12 months",
    "kind": "class",
    "confirmed": "turn known on",
    "trough_confirmed": "trough known on",
    "crash_day": "first crash close",
    "relative": "Russell 2000 less S&P 500",
    "lead_3m": "lead after 3 months",
    "lead_6m": "lead after 6 months",
    "lead_12m": "lead after 12 months",
    "spread": "change in the spread",
    "conditions": "highest NFCI",
    "volatility": "highest VIX",
}
FRACTIONS = (
    "mfe",
    "mae",
    "threshold",
    "depth",
    "rise",
    "relative",
    "beyond_beta",
    "lead_3m",
    "lead_6m",
    "lead_12m",
    "spread",
)


Form = Literal["html", "json", "md", "png", "svg"]
Forms = Sequence[Form]
FORMS: tuple[Form, ...] = get_args(Form)
DEFAULT: Forms = ("html", "json", "png")
# Pictures that take longer to draw than a process to start.
WORTH_A_PROCESS = 8


def write_report(
    result: Result,
    market: Market,
    folder: Path,
    forms: Forms = DEFAULT,
    source: str | None = None,
    *,
    jobs: int = 1,
) -> list[Path]:
    """Write the forms asked for (see FORMS) into a folder, made if missing; returns the paths.

    The same result gives the same bytes; PNGs are drawn on so many processes (`jobs`). A chart
    whose series the source lacks is left out, and the page says so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    drawn = charts_of(result, market) if {"html", "png", "svg"} & set(forms) else Drawn()
    if "json" in forms:
        paths.append(write_run(result, folder))
    if "html" in forms:
        paths.append(folder / "report.html")
        paths[-1].write_text(render(result, drawn, market, source), encoding="utf-8")
    if "md" in forms:
        paths.append(folder / "report.md")
        paths[-1].write_text(markdown.render(result, source), encoding="utf-8")
    return [*paths, *_pictures(drawn.plots, folder / "figures", forms, jobs=jobs)]


def _pictures(plots: Sequence[Plot], folder: Path, forms: Forms, *, jobs: int) -> list[Path]:
    """Write each chart as a file, but for those of a claim's numbers, which its table holds."""
    writers = {"png": png.draw, "svg": svg.write_svg}
    shown = [plot for plot in plots if not plot.key.startswith("numbers")]
    paths = []
    for form, write in ((form, write) for form, write in writers.items() if form in forms):
        folder.mkdir(parents=True, exist_ok=True)
        targets = [folder / f"{plot.key}.{form}" for plot in shown]
        paths += targets
        enough = min(jobs, len(shown) // WORTH_A_PROCESS) if form == "png" else 1
        list(in_order(write, targets, shown, jobs=enough))
    return paths


def render(result: Result, drawn: Drawn, market: Market, source: str | None = None) -> str:
    """Render the page from a result, its charts, the market, and the name of the source."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "show": show,
        "interval": interval,
        "sizes": sizes,
        "chance": chance,
        "base_words": base_words,
        "unit_of": unit_of,
        "in_words": in_words,
        "wide": lambda plot: svg.to_svg(plot, width=svg.WIDE),
        "narrow": lambda plot: svg.to_svg(plot, width=svg.NARROW),
        "download": download,
    }
    rows = [
        {
            **_row(c, f),
            "labels": (*c.labels, *coarse(f, result.data)),
            "spark": sparklines.draw(c, f, market),
            "plots": drawn.by_claim.get(c.id, []),
            "shared": drawn.shared_by(c),
            "missing": drawn.missing_of.get(c.id, ""),
        }
        for c, f in zip(result.claims, result.findings, strict=True)
    ]
    page = (files("backtests.report") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(page).render(
        result=result,
        tested=[row for row in rows if not row["untestable"]],
        untestable=[row for row in rows if row["untestable"]],
        articles=(articles := articles_of(result)),
        heading=heading(len(articles)),
        verdicts=VERDICTS,
        counts=tally(result.findings),
        symbols=SYMBOLS,
        frequencies=sorted({i.frequency for i in result.data.values() if i.frequency != "dated"}),
        shipped="reference figures" in result.label,
        mixed=result.label == live_market.BOTH,
        options=options_of(result, source),
        command=command_of(result, source),
        charts=drawn.shared,
        missing=drawn.missing,
        rules=rule_table.section(result.rules, [c.id for c in result.claims]),
    )


def download(plot: Plot) -> str:
    """The numbers behind a chart, packed, as an address for a link that saves them as a file."""
    packed = gzip.compress(csv_of(plot).encode(), mtime=0)
    return "data:application/gzip;base64," + base64.b64encode(packed).decode()


def _row(claim: Claim, finding: Finding) -> dict[str, object]:
    evidence = finding.evidence
    main = headline(evidence.check, evidence.estimates)
    past = next((e for e in evidence.estimates if e.name.startswith("past ")), None)
    return {
        "claim": claim,
        "kind": TYPE_WORDS[claim.type],
        "finding": finding,
        "untestable": isinstance(evidence.check, NotTestableCheck),
        "discoveries": families.discoveries(evidence),
        "change": explanations.what_would_change(evidence.check),
        "main": main,
        "claimed": list(
            dict.fromkeys(show(e.claimed, unit_of(e)) for e in main if e.claimed is not None)
        ),
        "usual": usual(evidence.check, evidence.estimates),
        "past": past if finding.base_rate is not None else None,
        "decisions": [
            (title, decision_facts(check))
            for title, check in (
                ("What decided it", evidence.check),
                ("What decided the base rate", evidence.base_rate),
            )
            if isinstance(check, EffectCheck)
        ],
        "columns": [
            (
                name,
                COLUMN_WORDS.get(name, name.replace("_", " ")),
                "fraction" if "return" in name or name in FRACTIONS else "",
            )
            for name in (evidence.events[0] if evidence.events else ())
        ],
    }
