"""The report: one self-contained HTML file, and the figures as pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from backtests import breakouts, charts, easing, inference
from backtests.findings import Estimate, Finding
from backtests.outcomes import Outcome
from backtests.registry import TYPE_WORDS, Claim
from backtests.results import plain
from backtests.run import Result, tally
from backtests.verdicts import VERDICTS
from data_feeds.bars import DataError, frequency_of
from data_feeds.market import Market
from signals.breakout import SEED_RECORDS

# The levels that the articles name, drawn on the price chart.
LEVELS = {"3,250: 750 points": 3250.0, "3,650: 45%": 3650.0}
SYMBOLS = {"supported": "✔", "refuted": "✘", "inconclusive": "?", "pending": "…",
           "not testable": "–"}  # fmt: skip
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn figure: what it shows in a title, in words for those who cannot see it, as data."""

    key: str
    title: str
    caption: str
    figure: dict[str, Any]


def write_report(result: Result, market: Market, folder: Path) -> list[Path]:
    """Write `report.html` and `figures/*.png`; returns the paths.

    The same result gives the same bytes. Charts whose series the source lacks are left out.
    """
    pictures = folder / "figures"
    pictures.mkdir(parents=True, exist_ok=True)
    drawn: list[Chart] = []
    paths: list[Path] = []
    for draw in (_breakouts, _easing):
        try:
            chart, path = draw(market, pictures)
        except DataError:
            continue
        drawn.append(chart)
        paths.append(path)
    page = folder / "report.html"
    page.write_text(render(result, drawn), encoding="utf-8")
    return [page, *paths]


def render(result: Result, drawn: Sequence[Chart]) -> str:
    """Render the page from a result and its charts."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415
    from plotly.offline import get_plotlyjs  # noqa: PLC0415

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"show": show, "interval": interval, "sizes": sizes}
    source = (files("backtests") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        result=result,
        rows=[_row(c, f) for c, f in zip(result.claims, result.findings, strict=True)],
        articles=_articles(result),
        verdicts=VERDICTS,
        counts=tally(result.findings),
        symbols=SYMBOLS,
        frequencies=sorted({i.frequency for i in result.data.values() if i.frequency != "dated"}),
        charts=drawn,
        figures=json.dumps({c.key: plain(c.figure) for c in drawn}).replace("</", "<\\/"),
        plotly=get_plotlyjs() if drawn else "",
    )


def _row(claim: Claim, finding: Finding) -> dict[str, object]:
    estimates = finding.evidence.estimates
    past = next((e for e in estimates if e.name.startswith("past ")), None)
    return {
        "claim": claim,
        "kind": TYPE_WORDS[claim.type],
        "finding": finding,
        "main": estimates[0] if estimates else None,
        "past": past if finding.base_rate is not None else None,
        "columns": list(finding.evidence.events[0]) if finding.evidence.events else [],
        "parameters": claim.parameters,
    }


def _articles(result: Result) -> list[dict[str, object]]:
    """Each article with its own tally."""
    keys = list(dict.fromkeys(claim.article.key for claim in result.claims))
    rows = []
    for key in keys:
        pairs = [(c, f) for c, f in zip(result.claims, result.findings, strict=True)
                 if c.article.key == key]  # fmt: skip
        rows.append({"article": pairs[0][0].article, "counts": tally([f for _, f in pairs])})
    return rows


def _breakouts(market: Market, folder: Path) -> tuple[Chart, Path]:
    bars = market.series("RUT")
    study = breakouts.study(
        bars, rng=inference.generator("report"), draws=100, seed_record=SEED_RECORDS["RUT"]
    )
    path = folder / "breakouts.png"
    charts.draw_breakouts(path, bars, study.outcomes, LEVELS)
    title = f"Breakouts of the Russell 2000 and what became of them ({frequency_of(bars)} bars)"
    figure = charts.breakout_figure(bars, study.outcomes, LEVELS)
    return Chart("breakouts", title, _breakout_caption(study.outcomes), figure), path


def _breakout_caption(outcomes: Sequence[Outcome]) -> str:
    causes = [o.cause for o in outcomes]
    counts = ", ".join(f"{causes.count(c)} {c}" for c in charts.OUTCOME_STYLE if c in causes)
    return (
        f"{len(outcomes)} record closes after a base of 20 trading days and 5%: {counts}. A solid "
        "line is the measured-move target, a dashed line the stop at the low of the base, each "
        "from entry to exit; dotted lines are the levels the article names. Timeout: neither "
        "within 252 trading days. Open: still running at the end of the data."
    )


def _easing(market: Market, folder: Path) -> tuple[Chart, Path]:
    total = market.series("RUT_TR")
    rows = easing.cycle_returns(
        market.series("FFT"), market.series("RUT_CLOSE"), total, anchor="last", months=MONTHS,
        as_of=market.as_of,
    )  # fmt: skip
    paths = charts.easing_paths(rows, total, MONTHS)
    path = folder / "easing-cycles.png"
    charts.draw_easing(path, paths)
    title = (f"The Russell 2000 in the twelve months after the last cut of each easing cycle "
             f"({frequency_of(total)} closes)")  # fmt: skip
    caption = (
        "Total return, 100 at the close of the announcement. The thick green line is the average; "
        "the red line, 2020, lifts it. Hindsight: which cut was the last is known only months to "
        "a year later. A dashed line is a cycle that may not be over."
    )
    return Chart("easing", title, caption, charts.easing_figure(paths)), path


def show(value: object, unit: str = "") -> str:
    """Show a value of an estimate, an event or a parameter as a person would write it."""
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case pd.Timestamp():
            return f"{value:%Y-%m-%d}"
        case float() if unit == "fraction":
            return f"{100 * value:.1f}%"
        case int() | float() if unit == "points":
            return f"{value:,.2f}"
        case float() if abs(value) >= 100:
            return f"{value:,.2f}"
        case float():
            return f"{value:.3f}"
        case list() | tuple():
            return ", ".join(show(item) for item in value)
        case dict():
            return ", ".join(f"{key} {show(item)}" for key, item in value.items())
    return str(value)


def interval(estimate: Estimate) -> str:
    """The interval of an estimate as "a to b", or a dash."""
    if estimate.interval is None:
        return "–"
    low, high = (show(end, estimate.unit) for end in estimate.interval)
    return f"{low} to {high}"


def sizes(estimate: Estimate) -> str:
    """Number of events, and how many of them do not overlap."""
    if estimate.n is None:
        return "–"
    apart = estimate.n_eff is not None and estimate.n_eff != estimate.n
    return f"{estimate.n:,} ({estimate.n_eff} apart)" if apart else f"{estimate.n:,}"
