"""The table of all trading rules, within 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from backtests.displays.style import console
from backtests.rule_figures import RuleRow
from backtests.rule_report import DIFFERENCE, accounts_of, shown, span_of
from data_feeds.market import Market

WIDTH = 80
# Headings of the figures that fit; the report has them in full.
SHORT = ("a year", "fall", "Sharpe", "months", "held")


def print_rules(rows: Sequence[RuleRow], market: Market) -> None:
    """Print each rule, its benchmark and the difference, with the verdict of its claim."""
    out = console()
    out.print(f"[bold]What each trading rule would have done[/bold], to {market.as_of:%Y-%m-%d}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=WIDTH, padding=0)
    table.add_column("rule", overflow="fold")
    for heading in SHORT:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict", overflow="fold")
    for row in rows:
        _add(table, row)
    out.print(table)
    out.print("fall: the deepest; months: mean of the worst twentieth; held: average share "
              "invested", style="dim", width=WIDTH)  # fmt: skip
    for row in rows:
        out.print(f"{row.name}: {span_of(row) or 'not run: ' + row.reason}", style="dim",
                  markup=False, width=WIDTH)  # fmt: skip


def _add(table: Table, row: RuleRow) -> None:
    """Add a line an account; the claim stands beside the first, its verdict under it."""
    accounts = accounts_of(row)
    told = [part for part in (row.claim, row.verdict) if part]
    told = told if len(accounts) > 1 else [" ".join(told)]
    for at, (account, figures) in enumerate(accounts):
        cells = ["–"] * len(SHORT) if figures is None else shown(
            figures, signed=account == DIFFERENCE
        )  # fmt: skip
        table.add_row(
            row.name if at == 0 else f"  {account}",
            *cells,
            told[at] if at < len(told) else "",
            style="bold" if at == 0 else "dim",
            end_section=at == len(accounts) - 1,
        )
