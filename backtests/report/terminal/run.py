"""Tables of `rutcheck run`: verdicts, and the number of claims by verdict."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from backtests.claims.run import Result, Tally, tallies
from backtests.claims.schema import GROUPS
from backtests.evidence.checks import NotTestableCheck
from backtests.evidence.estimates import Estimate, base_words
from backtests.report.formats import MISSING, interval, show, sizes, to_day, unit_of
from backtests.report.terminal.style import COLOURS, console, labelled, print_used, verdict_text
from backtests.report.words import (
    SYMBOLS,
    came_true,
    compared,
    explains,
    past_targets,
    reason_of,
    sample_of,
)


def print_run(result: Result) -> None:
    """Print the data, the verdict table and the tally of a run."""
    out = console()
    out.print(Text.assemble((result.label, "bold"), f", data {to_day(result.as_of, result.today)}"))
    print_used(out, result.data, result.notices)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("claim", "what it says", "history", "verdict", "why"):
        table.add_column(column, overflow="fold")
    untestable: list[str] = []
    for claim, finding in zip(result.claims, result.findings, strict=True):
        if isinstance(finding.evidence.check, NotTestableCheck):
            untestable.append(claim.id)
            continue
        first = finding.evidence.estimates[0] if finding.evidence.estimates else None
        table.add_row(
            Text(claim.id),
            labelled(claim.statement, finding.labels),
            Text(_history(first)),
            verdict_text(finding.ruling),
            Text(reason_of(finding, result)),
        )
        if finding.base_rate is not None:
            table.add_row(
                "",
                "  and how often did such targets work before?",
                Text(_history(past_targets(finding))),
                verdict_text(finding.base_rate),
                Text(finding.base_rate.reason),
            )
    out.print(table)
    if untestable:
        out.print(
            f"– not testable: {', '.join(untestable)} ({explains(result.claims)} says why)",
        )
    out.print(_tallies(result))
    if result.literature:
        out.print(_literature(result))


def _tallies(result: Result) -> Table:
    """Return the number of claims by verdict, of each article and of all (METHODS 4)."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("article", *GROUPS, "expectations"):
        table.add_column(name, overflow="fold")
    for article, groups, expected in tallies(result):
        title = "all articles" if article is None else f"{article.key}: {article.title}"
        table.add_row(Text(title), *map(_counts, groups.values()), came_true(*expected))
    return table


def _literature(result: Result) -> Table:
    """Return the published figures beside those found (METHODS 3.12)."""
    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title="Published figures, reproduced (differences in points, nearest to 0 is best)",
        title_justify="left",
    )
    for name in ("figure", "source", "published", "found", "difference", "sample and explanation"):
        table.add_column(name, overflow="fold")
    for row in result.literature:
        table.add_row(
            Text(f"{row.claim_id} {row.statement}"),
            Text(row.source),
            *(Text("\n".join(lines) or MISSING) for lines in compared(row)),
            Text("; ".join(filter(None, (sample_of(row), row.explanation)))),
        )
    return table


def _counts(tally: Tally) -> Text:
    """Return the count of each verdict with its symbol, on a line of its own."""
    counted = [(verdict, n) for verdict, n in tally.items() if n]
    lines = [
        Text(f"{n:>3} {SYMBOLS[verdict]} {verdict}", style=COLOURS[verdict])
        for verdict, n in counted
    ]
    return Text("\n").join(lines) if lines else Text(MISSING)


def _history(estimate: Estimate | None) -> str:
    """Format an estimate with its interval, sample size, baseline and claimed value."""
    if estimate is None:
        return MISSING
    parts = [show(estimate.value, unit_of(estimate))]
    if estimate.interval is not None:
        parts.append(f"({interval(estimate)})")
    if estimate.n is not None:
        parts.append(f"n {sizes(estimate)}")
    if estimate.baseline is not None:
        base = show(estimate.baseline, estimate.unit)
        parts.append(f"against {base} ({base_words(estimate)})")
    if estimate.claimed is not None:
        parts.append(f"claimed {show(estimate.claimed, unit_of(estimate))}")
    return " ".join(parts)
