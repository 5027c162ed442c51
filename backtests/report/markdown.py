"""The report in Markdown, for a pull request or an issue."""

from __future__ import annotations

from backtests.claims.run import Result, tally, tally_by_article
from backtests.evidence.verdicts import VERDICTS
from backtests.report.rendering import claim_row, environment
from backtests.report.words import SYMBOLS, command_of, heading


def render(result: Result, source: str | None = None) -> str:
    """Render the tally, the verdict tables and the command that repeats the run."""
    articles, counts = tally_by_article(result), tally(result.findings)
    pairs = zip(result.claims, result.findings, strict=True)
    template = environment().get_template("report.md.j2")
    page: str = template.render(
        result=result,
        heading=heading(len(articles)),
        articles=articles,
        counts=counts,
        verdicts=VERDICTS,
        symbols=SYMBOLS,
        rows=[claim_row(c, f) for c, f in pairs if f.ruling.verdict != "not testable"],
        untestable=counts["not testable"],
        command=command_of(result, source),
    )
    return page + "\n"
