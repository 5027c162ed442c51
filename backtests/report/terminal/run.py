"""Tables of `rutcheck run`: verdicts, and the number of claims by verdict."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from backtests.claims.run import Result, coarse_frequencies, tally, tally_by_article
from backtests.evidence.estimates import Estimate, base_words
from backtests.evidence.verdicts import VERDICTS
from backtests.report.formats import MISSING, interval, show, sizes, unit_of
from backtests.report.terminal.style import COLOURS, console, print_used, verdict_text
from backtests.report.words import past_targets


def print_run(result: Result) -> None:
    """Print the data, the verdict table and the tally of a run."""
    out = console()
    out.print(f"[bold]{result.label}[/bold], data to {result.as_of:%Y-%m-%d}")
    print_used(out, result.data, result.notices)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("claim", "what it says", "history", "verdict", "why"):
        table.add_column(column, overflow="fold")
    untestable: list[str] = []
    for claim, finding in zip(result.claims, result.findings, strict=True):
        if finding.ruling.verdict == "not testable":
            untestable.append(claim.id)
            continue
        labels = (*claim.labels, *coarse_frequencies(finding, result.data))
        first = finding.evidence.estimates[0] if finding.evidence.estimates else None
        table.add_row(
            claim.id,
            claim.statement + "".join(f" [{label}]" for label in labels),
            _history(first),
            verdict_text(finding.ruling),
            finding.ruling.reason,
        )
        if finding.base_rate is not None:
            table.add_row(
                "",
                "  and how often did such targets work before?",
                _history(past_targets(finding)),
                verdict_text(finding.base_rate),
                finding.base_rate.reason,
            )
    out.print(table)
    if untestable:
        out.print(f"– not testable: {', '.join(untestable)} (rutcheck claims ID says why)")
    _print_tallies(out, result)


def _print_tallies(out: Console, result: Result) -> None:
    """Print the number of claims by article and verdict."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("article", overflow="fold")
    for verdict in VERDICTS:
        table.add_column(verdict, justify="right", style=COLOURS[verdict])
    rows = [(f"{article.key}: {article.title}", n) for article, n in tally_by_article(result)]
    if len(rows) > 1:
        rows.append(("all", tally(result.findings)))
    for name, counts in rows:
        table.add_row(name, *map(str, counts.values()))
    out.print(table)


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
