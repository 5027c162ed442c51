"""The report in Markdown: what a pull request or an issue would show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backtests.claims.registry import Claim
from backtests.claims.run import Result, tally
from backtests.evidence.checks import VERDICTS
from backtests.evidence.estimates import Estimate, Finding, base_words
from backtests.report.words import (
    SYMBOLS,
    articles_of,
    command_of,
    heading,
    headline,
    interval,
    show,
    sizes,
    unit_of,
    usual,
)


def render(result: Result, source: str | None = None) -> str:
    """Lay out the tally, the verdict table, what cannot be tested, and how to repeat the run."""
    articles = articles_of(result)
    lines = [f"## {heading(len(articles))}", "", _data(result), "", *_tally(result), ""]
    for article, _ in articles:
        pairs = [
            (c, f)
            for c, f in zip(result.claims, result.findings, strict=True)
            if c.article == article and f.ruling.verdict != "not testable"
        ]
        if pairs:
            lines += [f"### {_cell(article.title)}", "", *_verdicts(pairs), ""]
    untestable = sum(f.ruling.verdict == "not testable" for f in result.findings)
    if untestable:
        lines += [f"{untestable} more statements cannot be tested with prices.", ""]
    lines += ["Repeat it:", "", "```", command_of(result, source), "```"]
    return "\n".join(lines) + "\n"


def _data(result: Result) -> str:
    return (
        f"Data: {result.label}, to {result.as_of:%Y-%m-%d}; {result.resamples:,} sets of "
        "random dates a claim."
    )


def _tally(result: Result) -> Iterable[str]:
    rows = [(article.title, counts) for article, counts in articles_of(result)]
    if len(rows) > 1:
        rows.append(("**All articles**", tally(result.findings)))
    yield _row(["Article", *(f"{SYMBOLS[v]} {v}" for v in VERDICTS)])
    yield _row(["---", *["---:"] * len(VERDICTS)])
    for title, counts in rows:
        yield _row([title, *(str(counts[verdict]) for verdict in VERDICTS)])


def _verdicts(pairs: Sequence[tuple[Claim, Finding]]) -> Iterable[str]:
    yield _row(["Verdict", "Claim", "Article says", "History says", "Base rate", "Why"])
    yield _row(["---"] * 6)
    for claim, finding in pairs:
        check, estimates = finding.evidence.check, finding.evidence.estimates
        main = headline(check, estimates)
        claimed = dict.fromkeys(show(e.claimed, unit_of(e)) for e in main if e.claimed is not None)
        base = [
            f"{show(e.baseline, e.unit)} {base_words(e)}" for e in main if e.baseline is not None
        ]
        often = usual(check, estimates)
        base += [_history(often)] if often is not None else []
        verdict = finding.ruling.verdict
        yield _row(
            [
                f"{SYMBOLS[verdict]} **{verdict}**",
                f"{claim.statement} ({claim.id})",
                ", ".join(claimed) or "–",
                "; ".join(map(_history, main)) or "–",
                "; ".join(base) or "–",
                finding.ruling.reason,
            ]
        )
        if finding.base_rate is not None:
            past = next((e for e in estimates if e.name.startswith("past ")), None)
            yield _row(
                [
                    f"{SYMBOLS[finding.base_rate.verdict]} **{finding.base_rate.verdict}**",
                    "and how often did such targets work before?",
                    "–",
                    _history(past) if past is not None else "–",
                    f"{show(past.baseline, past.unit)} {base_words(past)}"
                    if past is not None and past.baseline is not None
                    else "–",
                    finding.base_rate.reason,
                ]
            )


def _history(e: Estimate) -> str:
    """A figure with its interval and its number of events."""
    parts = [f"**{show(e.value, unit_of(e))}**"]
    if e.interval is not None:
        parts.append(f"({interval(e)})")
    parts.append(e.name)
    if e.n is not None:
        parts.append(f"(n {sizes(e)})")
    return " ".join(parts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """Keep a cell on one line, and its strokes from ending it."""
    return " ".join(text.replace("|", "\\|").split())
