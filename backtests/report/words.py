"""Texts of a report: its title, the commands that repeat it, and the figures of a verdict."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backtests.claims.literature import Reproduction
from backtests.claims.reading.statement import Statement
from backtests.claims.registry import Claim
from backtests.claims.run import Result
from backtests.claims.schema import Article
from backtests.evidence.checks import Check, ExpectationCheck, MissingCheck, NotTestableCheck
from backtests.evidence.conjunction_check import ConjunctionCheck
from backtests.evidence.estimates import Estimate, Finding
from backtests.evidence.fact_checks import CriteriaCheck, FactCheck
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck
from backtests.evidence.verdicts import Requirement
from backtests.report.formats import MISSING, percent, show, unit_of
from data_feeds.providers import live_market
from data_feeds.source import SOURCES

SYMBOLS = {
    "supported": "✔",
    "refuted": "✘",
    "inconclusive": "?",
    "pending": "…",
    "no data": "○",
    "not testable": "–",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a verdict needs of the statement, or of a part of it."""

    verdict: str
    part: str
    rows: tuple[Requirement, ...]

    def __str__(self) -> str:
        return f"Needed for “{self.verdict}”" + (f": {self.part}" if self.part else "")


ARTICLE_COUNTS = {2: "two articles", 3: "three articles", 4: "four articles"}


def heading(articles: Sequence[Article]) -> str:
    """Return the title of a report: one article by its title, several by number and subject."""
    if len(articles) == 1:
        return f"“{articles[0].title}”, checked against history"
    count = ARTICLE_COUNTS.get(len(articles), f"{len(articles)} articles")
    subjects = {article.about for article in articles}
    about = f" about {subjects.pop()}" if len(subjects) == 1 and "" not in subjects else ""
    return f"{count[0].upper()}{count[1:]}{about}, checked against history"


def options_of(result: Result, source: str | None) -> str:
    """Return the options of `rutcheck run` that repeat a run.

    `source` is the data source as given by the user. A folder is written as an absolute path, so
    that the command works from any other folder; for any other source, the one that was used is
    written, which may be another than the one that was tried.
    """
    options = {live_market.BOTH: "auto", live_market.LIVE: "yahoo"}
    known = "reference" if result.label.startswith("shipped reference") else "FOLDER"
    name = options.get(result.label, known)
    if source is not None and source not in SOURCES:
        name = str(Path(source).resolve())
    data = shlex.quote(name)
    return f"--data {data} --as-of {result.as_of:%Y-%m-%d} --resamples {result.resamples}"


def command_of(result: Result, source: str | None) -> str:
    """Return the command that repeats a run; it names the claims unless all were tested."""
    ids = [] if result.whole else [claim.id for claim in result.claims]
    return " ".join(["rutcheck run", *files_of(result.claims), *ids, options_of(result, source)])


def files_of(claims: Sequence[Claim]) -> list[str]:
    """Return the claims files of claims as words of a command; none for shipped claims."""
    paths = dict.fromkeys(claim.file for claim in claims if claim.file is not None)
    return [shlex.quote(str(path.resolve())) for path in paths]


def explains(claims: Sequence[Claim]) -> str:
    """Return the command that explains one of several claims."""
    paths = dict.fromkeys(claim.file for claim in claims if claim.file is not None)
    named = [shlex.quote(str(path)) for path in paths] if len(paths) < 2 else ["FILE.toml"]
    return " ".join(["rutcheck claims", *named, "ID"])


def command_on(claim: Claim, options: str) -> str:
    """Return the command that repeats the test of one claim."""
    return " ".join(["rutcheck run", *files_of([claim]), claim.id, options])


def headline(check: Check, estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """Return the estimates that the verdict rests on; studies list them first."""
    match check:
        case ExpectationCheck(outcome=outcome):
            return headline(outcome, estimates)
        case MissingCheck() | NotTestableCheck():
            return ()
        case CriteriaCheck(supports=supports):
            return tuple(estimates[: max(1, len(supports))])
        case ScenarioCheck():
            return tuple(estimates[:3])
        case FactCheck(directions=directions):
            return tuple(estimates[: 3 if directions else 2])
        case ConjunctionCheck(others=others):
            return tuple(estimates[: 1 + len(others)])
        case ForecastCheck():
            return tuple(e for e in estimates[:3] if e.role != "base rate")
    return tuple(estimates[:1])


def reason_of(finding: Finding, result: Result) -> str:
    """Return the reason of a verdict, and whether the day of a pending claim has passed."""
    check = finding.evidence.check
    resolves = getattr(check, "resolves", None)
    late = resolves is not None and result.today is not None and resolves <= result.today
    if finding.ruling.verdict != "pending" or not late:
        return finding.ruling.reason
    return f"{finding.ruling.reason}; its day has passed, data to {finding.as_of:%Y-%m-%d}"


def came_true(count: int, decided: int) -> str:
    """Return how many reported expectations came true.

    >>> came_true(2, 3), came_true(0, 0)
    ('2 of 3 came true', '–')
    """
    return f"{count} of {decided} came true" if decided else MISSING


def claimed_values(estimates: Sequence[Estimate]) -> list[str]:
    """Return the figures that the article states, formatted, each once."""
    claimed = (show(e.claimed, unit_of(e)) for e in estimates if e.claimed is not None)
    return list(dict.fromkeys(claimed))


def usual(check: Check, estimates: Sequence[Estimate]) -> Estimate | None:
    """Return the base rate over all starting dates; None if the study has none.

    The estimates of a scenario check are base rates themselves.
    """
    if isinstance(check, ScenarioCheck):
        return None
    return next((e for e in estimates if e.role == "base rate"), None)


def past_targets(finding: Finding) -> Estimate | None:
    """Return the hit rate of past targets if the finding has a verdict on it, else None."""
    if finding.base_rate is None:
        return None
    return next((e for e in finding.evidence.estimates if e.role == "past targets"), None)


def decided_by(check: Check) -> list[Decision]:
    """Return the requirements of a check by verdict and part, in the order of the check."""
    groups: dict[tuple[str, str], list[Requirement]] = {}
    for one in check.decided_by():
        groups.setdefault((one.verdict, one.part), []).append(one)
    return [Decision(verdict, part, tuple(rows)) for (verdict, part), rows in groups.items()]


def met_words(met: bool | None) -> str:
    """Return whether a requirement is met, with a symbol.

    >>> met_words(True), met_words(None)
    ('✔ yes', '… open')
    """
    return {True: "✔ yes", False: "✘ no", None: "… open"}[met]


def stated_value(statement: Statement) -> str:
    """Return the figures of a statement with their unit and direction.

    Two counts are k of n, any other two figures the ends of a range.
    """
    units = {"fraction": _percent, "points": "{:,.10g}".format, "bp": "{:g} bp".format}
    figures = [units.get(statement.unit, "{:g}".format)(value) for value in statement.value]
    joined = (" of " if statement.unit == "count" else " to ").join(figures)
    return f"{statement.direction} {joined}".strip() or MISSING


def _percent(value: float) -> str:
    return f"{100 * value:.4g}%"


def compared(row: Reproduction) -> tuple[list[str], list[str], list[str]]:
    """Return the published figures, those found, and their differences in percentage points."""
    return (
        [percent(one.published, 2) for one in row.figures],
        [percent(one.found, 2) for one in row.figures],
        [f"{100 * one.difference:+.2f}" for one in row.figures],
    )


def sample_of(row: Reproduction) -> str:
    """Return the number of events of a reproduced figure, and which they are."""
    count = "" if row.n is None else f"n {row.n:,}"
    return "; ".join(filter(None, (count, row.sample)))
