"""The report: one self-contained HTML file, and the figures as pictures."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from backtests import (
    breakouts,
    charts,
    definition_charts,
    easing,
    incidence,
    inference,
    multiplicity,
    referee,
    rule_report,
)
from backtests.findings import Estimate, Finding, is_fine
from backtests.outcomes import Outcome
from backtests.registry import TYPE_WORDS, Claim
from backtests.results import plain
from backtests.run import Result, coarse, tally
from backtests.verdicts import (
    VERDICTS,
    Check,
    CriteriaCheck,
    EffectCheck,
    FactCheck,
    ForecastCheck,
    MissingCheck,
    NotTestableCheck,
    ScenarioCheck,
    effect_size,
)
from data_feeds import live_market
from data_feeds.bars import DataError, frequency_of
from data_feeds.market import Market
from signals.breakout import SEED_RECORDS

# The levels that the articles name, drawn on the price chart.
LEVELS = {"3,250 (750 points)": 3250.0, "3,650 (45%)": 3650.0}
SYMBOLS = {"supported": "✔", "refuted": "✘", "inconclusive": "?", "pending": "…",
           "not testable": "–"}  # fmt: skip
MONTHS = 12
# How the estimates begin that count a condition over every starting date (a base rate).
ALL_DATES = "share of all dates"
HOW_MANY = {1: "an article", 2: "two articles", 3: "three articles", 4: "four articles"}
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
    "mfe", "mae", "threshold", "depth", "rise", "relative", "beyond_beta", "lead_3m", "lead_6m",
    "lead_12m", "spread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn figure: what it shows in a title, in words for those who cannot see it, as data."""

    key: str
    title: str
    caption: str
    figure: dict[str, Any]


def write_report(result: Result, market: Market, folder: Path) -> list[Path]:
    """Write `report.html` and `figures/*.png`; returns the paths.

    The same result gives the same bytes. A chart whose series the source lacks is left out, and
    the page says so.
    """
    pictures = folder / "figures"
    pictures.mkdir(parents=True, exist_ok=True)
    drawn: list[Chart] = []
    missing: list[str] = []
    paths: list[Path] = []
    for name, draw in (("Breakouts", _breakouts), ("Time to the target", _waiting),
                       ("Easing cycles", _easing)):  # fmt: skip
        try:
            chart, path = draw(market, pictures)
        except DataError as error:
            missing.append(f"{name}: not drawn, {error}")
            continue
        drawn.append(chart)
        paths.append(path)
    curves, curve_paths = _curves(result, pictures)
    page = folder / "report.html"
    page.write_text(render(result, drawn, missing, curves), encoding="utf-8")
    return [page, *paths, *curve_paths]


def render(
    result: Result,
    drawn: Sequence[Chart],
    missing: Sequence[str] = (),
    curves: Mapping[str, Chart] = MappingProxyType({}),
) -> str:
    """Render the page from a result, its charts, why others are missing, and charts by claim."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415
    from plotly.offline import get_plotlyjs  # noqa: PLC0415

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "show": show,
        "interval": interval,
        "sizes": sizes,
        "chance": chance,
        "unit_of": unit_of,
    }
    rows = [{**_row(c, f), "labels": (*c.labels, *coarse(f, result.data))}
            for c, f in zip(result.claims, result.findings, strict=True)]  # fmt: skip
    source = (files("backtests") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        result=result,
        tested=[row for row in rows if not row["untestable"]],
        untestable=[row for row in rows if row["untestable"]],
        articles=(articles := _articles(result)),
        how_many=HOW_MANY.get(len(articles), f"{len(articles)} articles"),
        verdicts=VERDICTS,
        counts=tally(result.findings),
        symbols=SYMBOLS,
        frequencies=sorted({i.frequency for i in result.data.values() if i.frequency != "dated"}),
        shipped="reference figures" in result.label,
        mixed=result.label == live_market.BOTH,
        options=_options(result),
        charts=drawn,
        missing=missing,
        curves=curves,
        rules=rule_report.section(result.rules, [c.id for c in result.claims]),
        figures=json.dumps({c.key: plain(c.figure) for c in (*drawn, *curves.values())}).replace(
            "<", "\\u003c"
        ),
        plotly=get_plotlyjs() if drawn or curves else "",
    )


def _row(claim: Claim, finding: Finding) -> dict[str, object]:
    evidence = finding.evidence
    main = headline(evidence.check, evidence.estimates)
    past = next((e for e in evidence.estimates if e.name.startswith("past ")), None)
    return {
        "claim": claim,
        "kind": TYPE_WORDS[claim.type],
        "finding": finding,
        "untestable": isinstance(evidence.check, NotTestableCheck),
        "discoveries": multiplicity.discoveries(evidence),
        "change": referee.what_would_change(evidence.check),
        "main": main,
        "claimed": list(dict.fromkeys(show(e.claimed, unit_of(e)) for e in main
                                      if e.claimed is not None)),
        "usual": _usual(evidence.check, evidence.estimates),
        "past": past if finding.base_rate is not None else None,
        "decisions": [
            (title, decision_facts(check))
            for title, check in (("What decided it", evidence.check),
                                 ("What decided the base rate", evidence.base_rate))
            if isinstance(check, EffectCheck)
        ],
        "columns": [
            (name, COLUMN_WORDS.get(name, name.replace("_", " ")),
             "fraction" if "return" in name or name in FRACTIONS else "")
            for name in (evidence.events[0] if evidence.events else ())
        ],
    }  # fmt: skip


def headline(check: Check, estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """The estimates that the verdict rests on, for the table; studies put them first."""
    match check:
        case MissingCheck() | NotTestableCheck():
            return ()
        case CriteriaCheck(supports=supports):
            return tuple(estimates[: max(1, len(supports))])
        case ScenarioCheck():
            return tuple(estimates[:3])
        case FactCheck(directions=directions):
            return tuple(estimates[: 3 if directions else 2])
        case ForecastCheck():
            return tuple(e for e in estimates[:3] if not e.name.startswith(ALL_DATES))
    return tuple(estimates[:1])


def _usual(check: Check, estimates: Sequence[Estimate]) -> Estimate | None:
    """How often the condition was met from any starting date, where the study counted it."""
    if isinstance(check, ScenarioCheck):
        return None
    return next((e for e in estimates if e.name.startswith(ALL_DATES)), None)


def decision_facts(check: EffectCheck) -> list[tuple[str, str]]:
    """What the verdict table was given about an effect, in words and formatted numbers."""
    gate = {None: "not run", True: "passed", False: f"not passed: {check.gate_note}"}[check.gate]
    return [
        ("least effect that so many events could show",
         "–" if check.detectable is None else effect_size(check, check.detectable)),
        ("effect over its null", effect_size(check, check.effect)),
        ("least that would count", effect_size(check, check.least)),
        ("upper end of its 90% interval",
         effect_size(check, check.upper) if math.isfinite(check.upper) else "–"),
        ("p", chance(check.p)),
        ("p after Holm", chance(check.p_adjusted)),
        ("p of the opposite", chance(check.p_opposite)),
        ("events apart", f"{check.n_eff:,}"),
        *((name, "met" if met else "not met") for name, met in check.conditions),
        ("robustness checks", gate),
    ]  # fmt: skip


def _options(result: Result) -> str:
    """Options of `rutcheck run` that repeat this run; a folder's path is left to the reader."""
    options = {live_market.BOTH: "auto", live_market.LIVE: "yahoo"}
    shipped = result.label.startswith("shipped reference")
    source = "reference" if shipped else options.get(result.label, "FOLDER")
    return f"--data {source} --as-of {result.as_of:%Y-%m-%d} --resamples {result.resamples}"


def _articles(result: Result) -> list[dict[str, object]]:
    """Each article with its own tally."""
    keys = list(dict.fromkeys(claim.article.key for claim in result.claims))
    rows = []
    for key in keys:
        pairs = [(c, f) for c, f in zip(result.claims, result.findings, strict=True)
                 if c.article.key == key]  # fmt: skip
        rows.append({"article": pairs[0][0].article, "counts": tally([f for _, f in pairs])})
    return rows


def _curves(result: Result, folder: Path) -> tuple[dict[str, Chart], list[Path]]:
    """Chart every definition of each claim that has more than one."""
    found: dict[str, Chart] = {}
    paths = []
    for claim, finding in zip(result.claims, result.findings, strict=True):
        curve = finding.evidence.curve
        check = next((c for c in (finding.evidence.check, finding.evidence.base_rate)
                      if isinstance(c, EffectCheck)), None)  # fmt: skip
        if curve is None or check is None or len(curve.specifications) < 2:
            continue
        percent = check.unit == "pp"
        title = definition_charts.title_of(curve)
        found[claim.id] = Chart(
            f"definitions-{claim.id}", title, definition_charts.caption_of(curve),
            definition_charts.curve_figure(curve, effect=check.effect, percent=percent,
                                           unit=check.unit),
        )  # fmt: skip
        paths.append(folder / f"definitions-{claim.id}.png")
        definition_charts.draw_curve(
            paths[-1],
            curve,
            effect=check.effect,
            percent=percent,
            unit=check.unit,
            title=f"{claim.id}: {title}",
        )
    return found, paths


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


def _waiting(market: Market, folder: Path) -> tuple[Chart, Path]:
    bars = market.series("RUT")
    study = breakouts.study(
        bars, rng=inference.generator("report waiting"), draws=100,
        seed_record=SEED_RECORDS["RUT"], band_draws=incidence.DRAWS,
    )  # fmt: skip
    if not study.incidence.bars.size:
        raise DataError(f"no breakout reached its target or stop by {market.as_of:%Y-%m-%d}")
    frequency = frequency_of(bars)
    unit, horizon = frequency.unit, frequency.bars(int(str(study.parameters["horizon"])))
    path = folder / "time-to-target.png"
    title = (f"{study.incidence.target[-1]:.0%} of breakouts reached their measured move within "
             f"{horizon} {unit}s, {study.incidence.stop[-1]:.0%} were stopped before")  # fmt: skip
    charts.draw_incidence(path, study.incidence, unit, horizon=horizon, title=title)
    figure = charts.incidence_figure(study.incidence, unit, horizon=horizon)
    return Chart("waiting", title, _waiting_caption(study, unit), figure), path


def _waiting_caption(study: breakouts.BreakoutStudy, unit: str) -> str:
    parts = [
        f"Share of all breakouts by {unit}s after entry: at the measured move, and fallen to the "
        "low of their base before. Breakouts that are still running count for as long as they were "
        "followed, never as a miss. Shaded: 95% bands, wide because few breakouts are apart."
    ]
    if study.wait is not None:
        parts.append(f"The {study.wait.n} that reached it took {study.wait.median:.0f} {unit}s "
                     "in the middle.")  # fmt: skip
    return " ".join(parts)


def _breakout_caption(outcomes: Sequence[Outcome]) -> str:
    causes = [o.cause for o in outcomes]
    counts = ", ".join(f"{causes.count(c)} {c}" for c in charts.OUTCOME_STYLE if c in causes)
    return (
        f"{len(outcomes)} record closes after a base of 20 trading days and 5%: {counts}. A solid "
        "line is the measured-move target, a dashed line the stop at the low of the base, each "
        "from entry to exit; dotted lines are the levels that the articles name. Timeout: neither "
        "within 252 trading days. Open: still running at the end of the data. Void: no trade, "
        "since there was no target or the entry was already beyond it."
    )


def _easing(market: Market, folder: Path) -> tuple[Chart, Path]:
    total = market.series("RUT_TR")
    rows = easing.cycle_returns(
        market.series("FFT"), market.series("RUT_CLOSE"), total, anchor="last", months=MONTHS,
        as_of=market.as_of,
    )  # fmt: skip
    paths = charts.easing_paths(rows, total, MONTHS)
    if not paths:
        raise DataError(f"no easing cycle is known by {market.as_of:%Y-%m-%d}")
    path = folder / "easing-cycles.png"
    charts.draw_easing(path, paths)
    title = (f"The Russell 2000 in the twelve months after the last cut of each easing cycle "
             f"({frequency_of(total)} closes)")  # fmt: skip
    return Chart("easing", title, _easing_caption(paths), charts.easing_figure(paths)), path


def _easing_caption(paths: Sequence[charts.Path12]) -> str:
    parts = ["Total return, set to 100 at the close of the announcement of the last cut."]
    average = charts.average_path(paths)
    if average is not None:
        parts.append(f"The thick green line is the average of the finished cycles; it ends at "
                     f"{average[1][-1]:.0f}.")  # fmt: skip
    if any(" 2020" in p.name for p in paths):
        parts.append("The red line is 2020, which lifts the average.")
    parts.append("Hindsight: which cut was the last is known only months to a year later.")
    if any(p.provisional for p in paths):
        parts.append("The dashed line is a cycle that may not be over; it is not in the average.")
    return " ".join(parts)


def unit_of(estimate: Estimate) -> str:
    """Unit to show an estimate in: hundredths of a percent where the claim gives them."""
    return "fine" if is_fine(estimate) else estimate.unit


def show(value: object, unit: str = "") -> str:
    """Show a value of an estimate, an event or a parameter as a person would write it."""
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case pd.Timestamp():
            return f"{value:%Y-%m-%d}"
        case float() if not math.isfinite(value):
            return "–"
        case int() | float() if unit == "fraction":
            return f"{100 * value:.1f}%"
        case int() | float() if unit == "count":
            return f"{value:,.0f}"
        case int() | float() if unit == "fine":
            return f"{100 * value:.2f}%"
        case int():
            return f"{value:,}"
        case float() if unit == "points" or abs(value) >= 100:
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
    if estimate.n_eff is None:
        return f"{estimate.n:,}"
    apart = "all" if estimate.n_eff == estimate.n else f"{estimate.n_eff:,}"
    return f"{estimate.n:,} ({apart} apart)"


def chance(p: float | None) -> str:
    """A p value to three decimals, or that it is smaller still."""
    if p is None or not math.isfinite(p):
        return "–"
    return "below 0.001" if p < 0.001 else f"{p:.3f}"
