"""The words of a report: how figures, verdicts and commands are written for a reader."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from backtests.claims.registry import Article, load_claims
from backtests.claims.run import Result, tally
from backtests.evidence.checks import (
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
from backtests.evidence.estimates import Estimate, is_fine
from data_feeds.providers import live_market
from data_feeds.source import NAMES

SYMBOLS = {
    "supported": "✔",
    "refuted": "✘",
    "inconclusive": "?",
    "pending": "…",
    "not testable": "–",
}
# How a fraction is written in each unit that shows it in hundredths.
HUNDREDTHS = {"fraction": "{:.1f}%", "fine": "{:.2f}%", "percentage points": "{:.2f} points"}
# How the estimates begin that count a condition over every starting date (a base rate).
ALL_DATES = "share of all dates"
HOW_MANY = {1: "an article", 2: "two articles", 3: "three articles", 4: "four articles"}


def heading(articles: int) -> str:
    """The title of a report about so many articles."""
    count = HOW_MANY.get(articles, f"{articles} articles")
    return f"What history says of {count} about the Russell 2000"


def options_of(result: Result, source: str | None) -> str:
    """Options of `rutcheck run` that repeat this run; `source` is what was named as its data.

    A folder is given with its whole path, so that the command does the same from any other.
    """
    options = {live_market.BOTH: "auto", live_market.LIVE: "yahoo"}
    known = "reference" if result.label.startswith("shipped reference") else "FOLDER"
    named = source or options.get(result.label, known)
    if source is not None and source not in NAMES:
        named = str(Path(source).resolve())
    data = shlex.quote(named)
    return f"--data {data} --as-of {result.as_of:%Y-%m-%d} --resamples {result.resamples}"


def command_of(result: Result, source: str | None) -> str:
    """The command that repeats this run: with its claims where it tested a choice of them."""
    ids = [claim.id for claim in result.claims]
    every = {claim.id for claim in load_claims()} <= set(ids)
    return " ".join(["rutcheck run", *([] if every else ids), options_of(result, source)])


def articles_of(result: Result) -> list[tuple[Article, dict[str, int]]]:
    """Each article with its own tally."""
    keys = list(dict.fromkeys(claim.article.key for claim in result.claims))
    rows = []
    for key in keys:
        pairs = [
            (c, f)
            for c, f in zip(result.claims, result.findings, strict=True)
            if c.article.key == key
        ]
        rows.append((pairs[0][0].article, tally([f for _, f in pairs])))
    return rows


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


def usual(check: Check, estimates: Sequence[Estimate]) -> Estimate | None:
    """How often the condition was met from any starting date, where the study counted it."""
    if isinstance(check, ScenarioCheck):
        return None
    return next((e for e in estimates if e.name.startswith(ALL_DATES)), None)


def decision_facts(check: EffectCheck) -> list[tuple[str, str]]:
    """What the verdict table was given about an effect, in words and formatted numbers."""
    gate = {None: "not run", True: "passed", False: f"not passed: {check.gate_note}"}[check.gate]
    return [
        (
            "least effect that so many events could show",
            "–" if check.detectable is None else effect_size(check, check.detectable),
        ),
        ("effect above chance", effect_size(check, check.effect)),
        ("least that would count", effect_size(check, check.least)),
        (
            "upper end of its 90% interval",
            effect_size(check, check.upper) if math.isfinite(check.upper) else "–",
        ),
        ("p", chance(check.p)),
        ("p after Holm", chance(check.p_adjusted)),
        ("p of the opposite direction", chance(check.p_opposite)),
        ("events apart", f"{check.n_eff:,}"),
        *((name, "met" if met else "not met") for name, met in check.conditions),
        ("robustness checks", gate),
    ]


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
        case int() | float() if unit in HUNDREDTHS:
            return HUNDREDTHS[unit].format(100 * value)
        case int() | float() if unit == "count":
            return f"{value:,.0f}"
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
