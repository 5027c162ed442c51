"""The report in Markdown, for a pull request or an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backtests.claims.registry import Claim
from backtests.claims.run import Result, Tally, tallies, tally_by_article
from backtests.claims.schema import GROUPS
from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.estimates import Estimate, Finding, base_words
from backtests.evidence.verdicts import Ruling
from backtests.report.formats import MISSING, interval, show, sizes, unit_of
from backtests.report.words import (
    SYMBOLS,
    came_true,
    claimed_values,
    command_of,
    heading,
    headline,
    past_targets,
    usual,
)


def render(result: Result, source: str | None = None) -> str:
    """Render the tally, the verdict tables and the command that repeats the run."""
    articles = [article for article, _ in tally_by_article(result)]
    lines = [f"## {heading(len(articles))}", "", _data(result), "", *_tally(result), ""]
    for article in articles:
        pairs = [
            (c, f)
            for c, f in zip(result.claims, result.findings, strict=True)
            if c.article == article and not isinstance(f.evidence.check, NotTestableCheck)
        ]
        if pairs:
            lines += [f"### {_cell(article.title)}", "", *_verdicts(pairs), ""]
    untestable = sum(isinstance(f.evidence.check, NotTestableCheck) for f in result.findings)
    if untestable:
        lines += [f"{untestable} more statements cannot be tested with prices.", ""]
    lines += ["Repeat it:", "", "```", command_of(result, source), "```"]
    return "\n".join(lines) + "\n"


def _data(result: Result) -> str:
    return (
        f"Data: {result.label}, to {result.as_of:%Y-%m-%d}; {result.resamples:,} random-date "
        "samples per claim."
    )


def _tally(result: Result) -> Iterable[str]:
    yield _row(["Article", *(name.capitalize() for name in GROUPS), "Reported expectations"])
    yield _row(["---"] * (len(GROUPS) + 2))
    for article, groups, expected in tallies(result):
        title = "**All articles**" if article is None else article.title
        yield _row([title, *map(_counts, groups.values()), came_true(*expected)])


def _counts(counts: Tally) -> str:
    parts = [f"{n} {SYMBOLS[verdict]} {verdict}" for verdict, n in counts.items() if n]
    return ", ".join(parts) or MISSING


def _verdicts(pairs: Sequence[tuple[Claim, Finding]]) -> Iterable[str]:
    yield _row(["Verdict", "Claim", "Article says", "History says", "Base rate", "Why"])
    yield _row(["---"] * 6)
    for claim, finding in pairs:
        check, estimates = finding.evidence.check, finding.evidence.estimates
        main = headline(check, estimates)
        base = [_baseline(e) for e in main if e.baseline is not None]
        base_rate = usual(check, estimates)
        base += [_history(base_rate)] if base_rate is not None else []
        yield _row(
            [
                _verdict(finding.ruling),
                " ".join([f"{claim.statement} ({claim.id})", *(f"`{n}`" for n in finding.labels)]),
                ", ".join(claimed_values(main)) or MISSING,
                "; ".join(map(_history, main)) or MISSING,
                "; ".join(base) or MISSING,
                finding.ruling.reason,
            ]
        )
        if finding.base_rate is not None:
            past = past_targets(finding)
            yield _row(
                [
                    _verdict(finding.base_rate),
                    "and how often did such targets work before?",
                    MISSING,
                    MISSING if past is None else _history(past),
                    MISSING if past is None or past.baseline is None else _baseline(past),
                    finding.base_rate.reason,
                ]
            )


def _verdict(ruling: Ruling) -> str:
    return f"{SYMBOLS[ruling.verdict]} **{ruling.verdict}**"


def _baseline(estimate: Estimate) -> str:
    return f"{show(estimate.baseline, estimate.unit)} {base_words(estimate)}"


def _history(estimate: Estimate) -> str:
    """Format an estimate with its interval and its number of events."""
    parts = [f"**{show(estimate.value, unit_of(estimate))}**"]
    if estimate.interval is not None:
        parts.append(f"({interval(estimate)})")
    parts.append(estimate.name)
    if estimate.n is not None:
        parts.append(f"(n {sizes(estimate)})")
    return " ".join(parts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """Put a cell on one line and escape its vertical bars."""
    return " ".join(text.replace("|", "\\|").split())
