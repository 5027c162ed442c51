"""Tables of `rutcheck claims`: the list of claims, and one claim explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from backtests.claims.listing import TYPE_WORDS, Line
from backtests.runtime.columns import folded_table, output_width
from backtests.runtime.escapes import BOLD, DIM, print_text, visible

if TYPE_CHECKING:
    from backtests.claims.registry import Claim
    from backtests.claims.run import Result


def print_claims(lines: Sequence[Line], *, explain: str = "rutcheck claims ID") -> None:
    """Print the claims, one row each, and how to explain one."""
    width = output_width()
    rows = [
        (
            line.id,
            line.kind,
            " ".join((line.statement, *(f"[{n}]" for n in line.labels))),
            line.published,
        )
        for line in lines
    ]
    head, *table = folded_table(
        ("id", "kind", "what the article says", "article"), rows, width=width
    )
    test = explain.replace("rutcheck claims", "rutcheck run", 1)
    closing = (
        f"{explain} explains a claim, {test} tests it; rutcheck claims new FILE.toml writes a "
        "template for your own."
    )
    print_text()
    print_text(head, style=BOLD)
    print_text("\n".join((*table, "")))
    for line in wrap(visible(closing), width, break_on_hyphens=False):
        print_text(line, style=DIM)


def print_methods(claims: Sequence[Claim]) -> None:
    """Print how each claim of a file is tested, and what supports and refutes it."""
    from rich.table import Table
    from rich.text import Text

    from backtests.report.terminal.style import console

    out = console()
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for claim in claims:
        method = claim.method
        text = f"{method.test}\nsupported if: {method.supports}\nrefuted if: {method.refutes}\n"
        table.add_row(claim.id, Text(text))
    out.print(table)


def print_claim(claim: Claim, result: Result) -> None:
    """Print one claim with its test, what decided its verdict and what would change it."""
    from rich.table import Table
    from rich.text import Text

    from backtests.evidence.conjunction_check import deciding_effect
    from backtests.report.terminal.style import console, labelled
    from backtests.studies import find_study

    out = console()
    article = claim.article
    note = f" ({article.date_note})" if article.date_note else ""
    out.print(Text.assemble((claim.id, "bold"), "  ", claim.statement))
    rows = {
        "article": f"{article.title}, {article.publisher}, {article.date:%Y-%m-%d}{note}",
        "section": claim.section,
        "kind": TYPE_WORDS[claim.type],
        "labels": ", ".join(claim.labels) or "none",
        "test": claim.method.test,
        "supported if": claim.method.supports,
        "refuted if": claim.method.refutes,
        "in the file's words": "\n".join(f"{name}: {t}" for name, t in claim.own_words.items()),
        "other readings": "\n".join(claim.readings) or "none",
        "caveats": "\n".join(claim.caveats) or "none",
        "series": ", ".join([*claim.data.values(), *claim.optional.values()]),
        "study": find_study(claim.study).__name__,
        "parameters": ", ".join(f"{k} = {_format(v)}" for k, v in claim.parameters.items()),
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    (finding,) = result.findings
    check = finding.evidence.check
    effect = deciding_effect(check)
    rows |= {
        "data": f"{result.label}, to {result.as_of:%Y-%m-%d}",
        "could show": "" if effect is None else effect.could_show(),
        "decided": str(labelled(str(finding.ruling), finding.labels)),
        "would change it": "\n".join(check.would_change()),
        "notices": "\n".join(result.notices),
    }
    if finding.evidence.base_rate is not None:
        rows["such targets before"] = str(finding.base_rate)
    for name, text in rows.items():
        if text:
            table.add_row(name, Text(text))
    out.print(table)


def _format(value: object) -> str:
    """Format a parameter as in a claims file, dates as ISO dates."""
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, list):
        return "[" + ", ".join(_format(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_format(v)}" for k, v in value.items()) + "}"
    return str(value)
