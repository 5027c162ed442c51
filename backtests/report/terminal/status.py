"""Output of `rutcheck status`: the answer, the state of each dated claim, and details."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backtests.claims.status import LiveClaim
from backtests.evidence.estimates import Estimate
from backtests.report.answers.answer import Answer, signed_percent
from backtests.report.answers.status import nearest_first, rate_of
from backtests.report.formats import MISSING, percent, percent_range
from backtests.report.terminal.style import (
    MOST_ROWS,
    console,
    hidden_rows,
    labelled,
    print_answer,
    print_notices,
    verdict_text,
)
from backtests.runtime.wording import plural
from data_feeds.series.market import Market


def print_status(
    claims: Sequence[LiveClaim], market: Market, answer: Answer, *, details: bool
) -> None:
    """Print the answer and the claims, nearest first; with `details` what settles each."""
    out = console()
    print_answer(out, answer)
    print_notices(out, market.notices)
    claims = nearest_first(claims)
    shown = claims if details else claims[:MOST_ROWS]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("claim", no_wrap=True)
    table.add_column("what it says", overflow="fold")
    table.add_column("verdict", no_wrap=True)
    for name in ("days left", "to go", "odds"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in shown:
        table.add_row(
            Text(one.claim.id + ("*" if one.ends_early is not None else "")),
            labelled(one.claim.statement, one.claim.labels),
            verdict_text(one.ruling),
            _days(one),
            _to_go(one.outlook.distance) if one.pending and one.outlook is not None else "–",
            _first_odds(one),
        )
    out.print(table)
    if more := hidden_rows(len(claims), "claim", details=details):
        out.print(more, style="dim")
    out.print(
        "to go: rise or fall still needed, or lead of the first series over the second; odds: "
        "share of past periods, as long as from the last data to the day that decides, that met "
        "the condition, with its 95% interval",
        style="dim",
    )
    for line in _early(shown):
        out.print(line, style="yellow")
    if details:
        for one in claims:
            _print_detail(out, one)
    elif claims:
        out.print("what settles each claim, and its odds in full: --details", style="dim")


def _days(one: LiveClaim) -> str:
    if not one.pending or one.days_left is None:
        return "–"
    return "passed" if one.day_passed else str(one.days_left)


def _to_go(value: float | None) -> str:
    return MISSING if value is None else signed_percent(value)


def _early(claims: Sequence[LiveClaim]) -> list[str]:
    """Return one line per date with the claims whose data end before the as-of date."""
    ends = sorted({one.ends_early for one in claims if one.ends_early is not None})
    return [
        f"* data to {end:%Y-%m-%d}: "
        + ", ".join(one.claim.id for one in claims if one.ends_early == end)
        for end in ends
    ]


def _first_odds(one: LiveClaim) -> str:
    """Return the odds of the claim over their interval; those of scenarios are in the details."""
    if not one.odds or one.odds[0].claimed is not None:
        return "below" if one.odds else "–"
    first = one.odds[0]
    if first.value is None or first.interval is None:
        return "–"
    return f"{rate_of(first)}\n{percent_range(first.interval, 0)}"


def _print_detail(out: Console, one: LiveClaim) -> None:
    out.print()
    line = Text(f"{one.claim.id}  ", style="bold")
    outlook = one.outlook
    if outlook is None or not one.pending:
        line.append(
            f"settled: {one.ruling.verdict}, {one.ruling.reason}"
            if outlook is not None
            else one.ruling.reason,
            style="not bold",
        )
        out.print(line)
        return
    passed = f"its day has passed; data to {outlook.last:%Y-%m-%d}. " if one.day_passed else ""
    line.append(f"{passed}what settles it: {outlook.settles}", style="not bold")
    out.print(line)
    to = "data to " if one.ends_early is not None else ""
    for detail in (f"{to}{outlook.last:%Y-%m-%d}: {outlook.now}", *map(_detail, one.odds)):
        out.print(Padding(Text(detail), (0, 0, 0, 2)))


def _detail(odds: Estimate) -> str:
    if odds.value is None:
        return f"odds of {odds.name}: {odds.note}"
    claimed = "" if odds.claimed is None else f", the article says {percent(odds.claimed, 0)}"
    return (
        f"odds of {odds.name}: {rate_of(odds)} (95% interval "
        f"{percent_range(odds.interval)}; {plural(odds.n or 0, 'period')}, {odds.n_eff} "
        f"non-overlapping){claimed}"
    )
