"""Table of `rutcheck read`: what an article states, and the verdict on it or why there is none."""

from __future__ import annotations

from rich.text import Text

from backtests.claims.drafts.article import ReadArticle, Reading, short_span
from backtests.claims.run import Result, tally
from backtests.evidence.verdicts import Ruling
from backtests.report.formats import MISSING, to_day
from backtests.report.terminal.style import (
    COLOURS,
    Column,
    console,
    fitting,
    left_out,
    print_used,
    verdict_text,
)
from backtests.report.words import SYMBOLS, stated_value
from backtests.runtime.wording import plural

_COLUMNS = (
    Column("line", right=True, wide=True),
    Column("the article states", folds=True),
    Column("kind", wide=True),
    Column("market", folds=True),
    Column("value"),
    Column("to", wide=True),
    Column("claim"),
    Column("verdict, or why none", folds=True),
)


def print_read(article: ReadArticle, result: Result | None = None) -> None:
    """Print title, date and counts, then one row a statement."""
    out = console()
    readings = article.readings
    placed = sum(reading.claim is not None for reading in readings)
    testable = sum(reading.statement.testable for reading in readings)
    out.print(Text(article.title, style="bold"))
    out.print(Text(f"{article.date:%Y-%m-%d} (from {article.dated_by}), {article.source}"))
    out.print(
        f"{plural(len(readings), 'statement')}: {testable} testable by prices and rates, "
        f"{placed} with a claim"
    )
    if result is not None and result.findings:
        counts = [(verdict, n) for verdict, n in tally(result.findings).items() if n]
        out.print(
            Text("   ").join(
                Text(f"{SYMBOLS[verdict]} {n} {verdict}", style=COLOURS[verdict])
                for verdict, n in counts
            )
        )
        out.print(Text(f"{result.label}, data {to_day(result.as_of, result.today)}"))
        print_used(out, result.data, result.notices)
    for notice in article.notices:
        out.print(f"! {notice}", style="yellow")
    if not readings:
        return
    rulings = {f.claim_id: f.ruling for f in result.findings} if result is not None else {}
    rows = [_row(article.document.text, reading, rulings) for reading in readings]
    out.print(fitting(out, _COLUMNS, rows))
    if placed and result is None:
        out.print("rutcheck read --run tests the claims, --out FILE.toml keeps them", style="dim")
    if missing := left_out(out, _COLUMNS):
        out.print(missing, style="dim")


def _row(text: str, reading: Reading, rulings: dict[str, Ruling]) -> list[str | Text]:
    """Return the cells of a statement."""
    stated = reading.statement
    claim_id = "" if reading.claim is None else reading.claim.id
    ruling = rulings.get(claim_id)
    if ruling is not None:
        answer = Text.assemble(verdict_text(ruling), f": {ruling.reason}")
    else:
        answer = Text(reading.why_not or "not tested", style="dim")
    return [
        str(text.count("\n", 0, stated.start) + 1),
        Text(short_span(stated.text)),
        stated.kind,
        Text(", ".join(stated.subject)),
        stated_value(stated),
        MISSING if stated.to is None else f"{stated.to:%Y-%m-%d}",
        claim_id or MISSING,
        answer,
    ]
