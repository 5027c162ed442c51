"""The list of claims, and one claim explained."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from rich import box
from rich.table import Table
from rich.text import Text

from backtests.claims.registry import Claim
from backtests.claims.run import Result
from backtests.claims.schema import TYPE_WORDS
from backtests.evidence.checks import EffectCheck, decide
from backtests.report.terminal.style import console
from backtests.studies import find_study


def print_claims(claims: Sequence[Claim]) -> None:
    """List the claims by article."""
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("id", "kind", "what the article says", "article"):
        table.add_column(column, overflow="fold")
    for claim in claims:
        published = f"{claim.article.publisher}, {claim.article.date:%Y-%m-%d}"
        table.add_row(claim.id, TYPE_WORDS[claim.type], claim.statement, published)
    out.print(table)
    out.print(
        "rutcheck claims ID explains one, rutcheck run ID tests it; rutcheck claims new "
        "FILE.toml starts a file of your own.",
        style="dim",
    )


def print_claim(claim: Claim, result: Result) -> None:
    """Explain one claim as a referee would, with what decided it and what would change that."""
    out = console()
    article = claim.article
    note = f" ({article.date_note})" if article.date_note else ""
    out.print(f"[bold]{claim.id}[/bold]  {claim.statement}")
    rows = {
        "article": f"{article.title}, {article.publisher}, {article.date:%Y-%m-%d}{note}",
        "section": claim.section,
        "kind": TYPE_WORDS[claim.type],
        "labels": ", ".join(claim.labels) or "none",
        "test": claim.test,
        "supported if": claim.supports,
        "refuted if": claim.refutes,
        "other readings": "\n".join(claim.readings) or "none",
        "caveats": "\n".join(claim.caveats) or "none",
        "series": ", ".join([*claim.data.values(), *claim.optional.values()]),
        "study": find_study(claim.study).__name__,
        "parameters": ", ".join(f"{k} = {_shown(v)}" for k, v in claim.parameters.items()),
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    (finding,) = result.findings
    check = finding.evidence.check
    rows |= {
        "data": f"{result.label}, to {result.as_of:%Y-%m-%d}",
        "could show": check.could_show() if isinstance(check, EffectCheck) else "",
        "decided": str(decide(check)),
        "would change it": "\n".join(check.would_change()),
    }
    if finding.evidence.base_rate is not None:
        rows["such targets before"] = str(decide(finding.evidence.base_rate))
    for name, text in rows.items():
        if text:
            table.add_row(name, Text(text))
    out.print(table)


def _shown(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_shown(v)}" for k, v in value.items()) + "}"
    return str(value)
