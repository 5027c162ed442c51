"""The report in Markdown, for a pull request or an issue."""

from __future__ import annotations

from markupsafe import Markup

from backtests.claims.run import Result, by_article, tallies
from backtests.claims.schema import GROUPS
from backtests.report.rendering import claim_row, environment
from backtests.report.summary import summarise
from backtests.report.words import SYMBOLS, came_true, command_of, heading
from backtests.runtime.escapes import markdown_block, markdown_code, markdown_text


def render(result: Result, source: str | None = None) -> str:
    """Render the tally, the verdict tables and the command that repeats the run."""
    articles = [article for article, _ in by_article(result)]
    rows = [claim_row(c, f, result) for c, f in zip(result.claims, result.findings, strict=True)]
    written = environment(lambda text: Markup(markdown_text(text)))
    written.filters |= {
        "one_line": _one_line,
        "code": lambda text: Markup(markdown_code(text)),
        "block": lambda text: Markup(markdown_block(text)),
    }
    page: str = written.get_template("report.md.j2").render(
        result=result,
        heading=heading(articles),
        summary=summarise(result),
        articles=articles,
        tallies=[(*row, came_true(*expected)) for *row, expected in tallies(result)],
        groups=tuple(GROUPS),
        symbols=SYMBOLS,
        rows=[row for row in rows if not row["untestable"]],
        untestable=sum(bool(row["untestable"]) for row in rows),
        command=command_of(result, source),
    )
    return page + "\n"


def _one_line(written: Markup) -> Markup:
    """Put the Markdown of a macro on one line, as a cell of a table needs it."""
    return Markup(" ".join(written.split()))
