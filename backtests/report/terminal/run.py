"""The verdict table and the tallies of a run."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from backtests.claims.run import Result, coarse, tally
from backtests.evidence.checks import VERDICTS
from backtests.evidence.estimates import Estimate, Finding, base_words, is_fine
from backtests.report.terminal.style import MARKS, amount, console, print_used, verdict_text


def print_run(result: Result) -> None:
    """Print the header, the verdict table and the tally."""
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
        labels = (*claim.labels, *coarse(finding, result.data))
        first = finding.evidence.estimates[0] if finding.evidence.estimates else None
        table.add_row(
            claim.id,
            claim.statement + "".join(f" [{label}]" for label in labels),
            _history(first),
            verdict_text(finding.ruling),
            finding.ruling.reason,
        )
        if finding.base_rate is not None:
            past = next(e for e in finding.evidence.estimates if e.name.startswith("past "))
            table.add_row(
                "",
                "  and how often did such targets work before?",
                _history(past),
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
        table.add_column(verdict, justify="right", style=MARKS[verdict][0])
    by_article: dict[str, list[Finding]] = {}
    for claim, finding in zip(result.claims, result.findings, strict=True):
        by_article.setdefault(f"{claim.article.key}: {claim.article.title}", []).append(finding)
    rows = [*by_article.items()]
    if len(rows) > 1:
        rows.append(("all", list(result.findings)))
    for name, findings in rows:
        table.add_row(name, *(str(count) for count in tally(findings).values()))
    out.print(table)


def _history(estimate: Estimate | None) -> str:
    """The estimate with its interval, its size and its null."""
    if estimate is None:
        return "–"
    digits = 2 if is_fine(estimate) else 1
    parts = [amount(estimate.value, estimate.unit, digits)]
    if estimate.interval is not None:
        low, high = (amount(end, estimate.unit) for end in estimate.interval)
        parts.append(f"({low} to {high})")
    if estimate.n is not None:
        parts.append(f"n {estimate.n}")
    if estimate.n_eff is not None and estimate.n_eff != estimate.n:
        parts.append(f"({estimate.n_eff} apart)")
    if estimate.baseline is not None:
        base = amount(estimate.baseline, estimate.unit)
        parts.append(f"against {base} ({base_words(estimate)})")
    if estimate.claimed is not None:
        parts.append(f"claimed {amount(estimate.claimed, estimate.unit, digits)}")
    return " ".join(parts)
