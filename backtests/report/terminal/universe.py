"""The breakout study on many series: a row each, the pooled row, and what it comes to."""

from __future__ import annotations

from rich import box
from rich.table import Table

from backtests.report.formats import percent
from backtests.report.json.universe import conclusion, difference
from backtests.report.terminal.style import (
    console,
)
from backtests.studies.breakouts.universe import Pooled, Row, Rules, UniverseStudy
from data_feeds.series.market import Market


def print_universe(study: UniverseStudy, rules: Rules, market: Market) -> None:
    """Print a row a series, the pooled row, what is missing, and the conclusion."""
    out = console()
    out.print(
        f"[bold]breakouts on {study.name}[/bold], {market.label}, data to "
        f"{market.as_of:%Y-%m-%d}; target {rules.target}, stop {rules.stop}, horizon "
        f"{rules.horizon} trading days"
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
        "p: that random dates do as well, after Holm's correction for all series; per trade: "
        "mean return net of costs",
        style="dim",
    )
    if any(row.series.endswith("_ADJ") for row in study.rows):
        out.print(
            "* closes adjusted for distributions, since the source has no bars: records are "
            "those of the total return, and fills close to close",
            style="dim",
        )
    if study.pooled is not None:
        _print_pooled(study.pooled)
    for symbol, reason in study.missing.items():
        out.print(f"left out: {_named(symbol, reason)}", style="yellow", markup=False)
    out.print(conclusion(study), style="bold")


def _named(symbol: str, reason: str) -> str:
    """A series and the reason on one line; a file's reason names it already."""
    line = " ".join(reason.split())
    return line if line.startswith(symbol) else f"{symbol}: {line}"


def _cells(row: Row) -> tuple[str, ...]:
    rate = row.study.hit_rate
    low, high = rate.interval or (None, None)
    return (
        row.symbol + ("*" if row.series.endswith("_ADJ") else ""),
        f"{rate.hits}/{rate.resolved}",
        percent(rate.rate),
        "–" if low is None else f"{percent(low, 0)} to {percent(high, 0)}",
        percent(rate.baseline),
        _points(difference(rate.rate, rate.baseline)),
        "–" if row.p_adjusted is None else f"{row.p_adjusted:.3f}",
        "–" if row.expectancy is None else percent(row.expectancy.mean),
    )


def _points(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:+.1f}"


def _pooled_cells(pooled: Pooled) -> tuple[str, ...]:
    low, high = pooled.interval or (None, None)
    return (
        "together",
        f"{pooled.hits}/{pooled.n}",
        percent(pooled.rate),
        "–" if low is None else f"{percent(low, 0)} to {percent(high, 0)}",
        percent(pooled.baseline),
        _points(difference(pooled.rate, pooled.baseline)),
        "–" if pooled.p is None else f"{pooled.p:.3f}",
        percent(pooled.mean_return),
    )


def _print_pooled(pooled: Pooled) -> None:
    out = console()
    low, high = pooled.mean_return_interval or (None, None)
    ends = pooled.clustered
    spread = (
        ""
        if ends is None
        else (
            f"; with errors by calendar year the difference is {_points(ends[0])} to "
            f"{_points(ends[1])} points"
        )
    )
    out.print(
        f"together: {pooled.n} events are {pooled.n_eff} separate episodes, since what happens in "
        f"one window counts once whatever the series; p from moving all dates of all series "
        f"together by {pooled.shifts:,} spans of time{spread}; mean return a trade "
        f"{percent(pooled.mean_return)} (95% interval {percent(low)} to {percent(high)})"
    )
