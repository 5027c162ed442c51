"""Table of `rutcheck breakout --universe`: one row per series, and the pooled row."""

from __future__ import annotations

from rich import box
from rich.table import Table

from backtests.report.answers.answer import hits_of
from backtests.report.answers.universe import universe_answer
from backtests.report.formats import MISSING, percent, percent_range, show
from backtests.report.json.universe import difference
from backtests.report.terminal.style import bold, console, print_answer
from backtests.runtime.wording import plural
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.breakouts.universe import Pooled, Row, UniverseStudy
from data_feeds.series.market import Market


def print_universe(
    study: UniverseStudy, rules: BreakoutRules, market: Market, *, details: bool = False
) -> None:
    """Print the answer, one row per series, the pooled row, and series left out."""
    out = console()
    print_answer(out, universe_answer(study, rules))
    out.print(
        bold(
            f"\n{rules.side.breaks}s on {study.name}",
            f", {market.label}, data to "
            f"{market.as_of:%Y-%m-%d}; target {rules.target}, stop {rules.stop}, horizon "
            f"{rules.horizon} trading days",
        )
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("series", no_wrap=True)
    for name in ("hits", "rate", "95%", "random", "differs", "p", "per trade"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in study.rows:
        table.add_row(*_cells(row))
    if study.pooled is not None:
        table.add_section()
        table.add_row(*_pooled_cells(study.pooled), style="bold")
    out.print(table)
    out.print(
        "p: against random dates, Holm-adjusted for all series; per trade: mean net return",
        style="dim",
    )
    if any(row.series.endswith("_ADJ") for row in study.rows):
        out.print(
            "* adjusted closes, since the source has no bars: records are those of the total "
            "return, and fills are at closes",
            style="dim",
        )
    if study.pooled is not None and details:
        _print_pooled(study.pooled)
    for symbol, reason in study.missing.items():
        out.print(f"left out: {_named(symbol, reason)}", style="yellow")


def _named(symbol: str, reason: str) -> str:
    """Return a series with its reason on one line; the reason of a file names it already."""
    line = " ".join(reason.split())
    return line if line.startswith(symbol) else f"{symbol}: {line}"


def _cells(row: Row) -> tuple[str, ...]:
    rate = row.study.hit_rate
    return (
        row.symbol + ("*" if row.series.endswith("_ADJ") else ""),
        hits_of(rate.hits, rate.resolved),
        percent(rate.rate),
        percent_range(rate.interval, 0),
        percent(rate.baseline),
        _points(difference(rate.rate, rate.baseline)),
        show(row.p_adjusted),
        percent(None if row.expectancy is None else row.expectancy.mean),
    )


def _points(value: float | None) -> str:
    return MISSING if value is None else f"{100 * value:+.1f}"


def _pooled_cells(pooled: Pooled) -> tuple[str, ...]:
    return (
        "together",
        hits_of(pooled.hits, pooled.n),
        percent(pooled.rate),
        percent_range(pooled.interval, 0),
        percent(pooled.baseline),
        _points(difference(pooled.rate, pooled.baseline)),
        show(pooled.p),
        percent(pooled.mean_return),
    )


def _print_pooled(pooled: Pooled) -> None:
    clustered = ""
    if pooled.clustered is not None:
        low, high = map(_points, pooled.clustered)
        clustered = (
            f"; 95% interval of the difference with errors clustered by year {low} to {high}"
        )
    console().print(
        f"together: {plural(pooled.n, 'event')} in "
        f"{plural(pooled.n_eff, 'non-overlapping window')}, over all series; "
        f"p from shifting the dates of all series together ({pooled.shifts:,} shifts)"
        f"{clustered}; mean return per trade {percent(pooled.mean_return)} "
        f"(95% interval {percent_range(pooled.mean_return_interval)})"
    )
