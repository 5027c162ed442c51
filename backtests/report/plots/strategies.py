"""Charts of strategies: prices with the trades, accounts beside benchmarks, and drawdowns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import numpy as np
import pandas as pd

from backtests.report.plots.breakouts import MARKS
from backtests.report.plots.labels import price_text
from backtests.report.plots.model import (
    Colour,
    Line,
    Mark,
    Panel,
    Plot,
    Points,
    Scale,
    Shape,
    Spans,
    days_of,
)
from backtests.report.plots.prices import price_mark
from backtests.runtime.wording import plural
from backtests.trading.backtest import Backtest, Comparison
from data_feeds.series.bars import frequency_of
from strategies.engine.metrics import drawdowns

# Colours of strategies and funds, in turn.
COLOURS: Sequence[Colour] = ("wait", "doubt", "good", "bad", "line", "ink")
# Colour and dash of benchmarks, in turn.
BENCHMARK_STYLES: Sequence[tuple[Colour, bool]] = (
    ("none", False),
    ("none", True),
    ("ink", False),
    ("ink", True),
)
# A rule whose account spans more than this factor is drawn on a log scale.
LOG_FROM = 3.0
# Most trades whose levels a picture shows; a chart that can be zoomed shows all.
FEW = 12
# Radius of the mark of an order, and of one among many.
LARGE, SMALL, MANY = 5.5, 3.5, 60


def backtest_plot(run: Backtest) -> Plot:
    """Plot the prices with all fills, the account beside its benchmarks, and the drawdowns."""
    accounts = {run.name: run.equity} | {n: b.equity for n, b in run.others.items()}
    panels = (_prices_panel(run), *_account_panels(accounts, strategies=(run.name,)))
    return Plot("backtest", title_of(run), "", panels, x_unit="date", kind="series")


def title_of(run: Backtest) -> str:
    """Return the title of a backtest: strategy, trades and span, and on a second line returns."""
    against = ", ".join(
        f"{benchmark.metrics['total_return'] or 0.0:+.0%} {name}"
        for name, benchmark in run.others.items()
    )
    gained = run.metrics["total_return"] or 0.0
    count = plural(len(run.table), run.kind.removesuffix("s"))
    return (
        f"{run.name} on {run.traded}: {count}, {run.first:%Y-%m-%d} to "
        f"{run.last:%Y-%m-%d}\n{gained:+.0%}{against and f' against {against}'}"
    )


def comparison_plot(comparison: Comparison) -> Plot:
    """Plot the accounts of several strategies and their benchmarks over their common days."""
    title = (
        f"{plural(len(comparison.strategies), 'strategy', 'strategies')} over their common days, "
        f"{comparison.first:%Y-%m-%d} to {comparison.last:%Y-%m-%d}"
    )
    panels = _account_panels(comparison.accounts, strategies=comparison.strategies)
    return Plot("comparison", title, "", panels, x_unit="date", kind="series")


def _prices_panel(run: Backtest) -> Panel:
    """Return the closes with the fills; several funds start at 100."""
    if run.bars is not None:
        marks = [
            price_mark(run.bars, frequency=frequency_of(run.bars)),
            *_level_spans(run.table, last=run.last),
            *_fills(run),
        ]
        return Panel(marks, f"{run.traded} (log scale)", scale="log", height=360)
    several = len(run.prices) > 1
    scale = {fund: 100 / close.iloc[0] if several else 1.0 for fund, close in run.prices.items()}
    lines: list[Mark] = [
        Line(fund, days_of(close.index), (scale[fund] * close).tolist(), colour, width=1.1)
        for (fund, close), colour in zip(
            run.prices.items(), cycle(COLOURS if several else ("none",)), strict=False
        )
    ]
    title = "100 at the start" if several else run.traded
    return Panel([*lines, *_fills(run, scale)], f"{title} (log scale)", scale="log", height=360)


def _level_spans(table: pd.DataFrame, *, last: pd.Timestamp) -> list[Spans]:
    """Return target and stop at entry of each trade, from entry to exit."""
    starts, ends = table["entry_date"], table["exit_date"].fillna(last)
    kinds: tuple[tuple[str, Colour, bool], ...] = (("target", "good", False), ("stop", "bad", True))
    return [
        Spans(
            name if name == "target" else "stop at entry",
            days_of(starts[known]),
            days_of(ends[known]),
            table.loc[known, name].astype(float).tolist(),
            colour,
            1.6,
            dash=dash,
            level=name,
            detail=len(table) > FEW,
        )
        for name, colour, dash in kinds
        if (known := table[name].notna()).any()
    ]


def _fills(run: Backtest, scale: Mapping[str, float] | None = None) -> list[Points]:
    """Return all purchases and sales, a mark for each kind, at prices times the scale of a fund."""
    size = SMALL if len(run.marks) > MANY else LARGE
    points = []
    for what in sorted({mark.what for mark in run.marks}):
        fills = [mark for mark in run.marks if mark.what == what]
        points.append(
            Points(
                f"{what} ({len(fills)})",
                days_of(fill.date for fill in fills),
                [fill.price * (scale[fill.fund] if scale else 1.0) for fill in fills],
                *_fill_style(what),
                size,
                [f"{what} {fill.fund} at {price_text(fill.price)}" for fill in fills],
            )
        )
    return points


def _fill_style(what: str) -> tuple[Colour, Shape]:
    """Return colour and shape of a purchase, or of a sale by what ended the trade if known."""
    if what == "bought":
        return "ink", "up"
    causes: Mapping[str, tuple[Colour, Shape]] = {c: style[:2] for c, style in MARKS.items()}
    return causes.get(what.removeprefix("sold, "), ("bad", "down"))


def _account_panels(
    accounts: Mapping[str, pd.Series], *, strategies: Sequence[str]
) -> tuple[Panel, Panel]:
    """Return accounts, 100 at the start, and drawdowns; benchmarks are grey."""
    colours, styles = cycle(COLOURS), cycle(BENCHMARK_STYLES)
    levels: list[Mark] = []
    falls: list[Mark] = []
    for name, values in accounts.items():
        colour, dash = (next(colours), False) if name in strategies else next(styles)
        days = days_of(values.index)
        level = (100 * values / values.iloc[0]).tolist()
        levels.append(Line(name, days, level, colour, width=1.1, dash=dash))
        falls.append(Line(name, days, drawdowns(values).tolist(), colour, width=1.1, dash=dash))
    # Benchmarks are drawn first, so that strategies lie above them.
    order = sorted(range(len(levels)), key=lambda at: levels[at].name in strategies)
    return _panels([levels[at] for at in order], [falls[at] for at in order], height=150)


def _panels(
    levels: Sequence[Mark], falls: Sequence[Mark], *, scale: Scale = "log", height: float
) -> tuple[Panel, Panel]:
    """Return a panel of accounts and one of drawdowns, of some height."""
    title = "account, 100 at the start" + (" (log scale)" if scale == "log" else "")
    return (
        Panel(levels, title, scale=scale, height=260),
        Panel(falls, "drawdown from the peak", unit="percent", height=height),
    )


def rule_plot(key: str, name: str, account: pd.Series, benchmark: pd.Series, against: str) -> Plot:
    """Plot the account of a rule and its benchmark, 100 at the start, and their drawdowns.

    Accounts are thinned to the last close of each week and drawdowns to the deepest; the title
    uses every close.
    """
    lines: tuple[tuple[str, pd.Series, Colour], ...] = (
        ("rule", account, "doubt"),
        (against, benchmark, "line"),
    )
    accounts: list[Mark] = []
    falls: list[Mark] = []
    for label, values, colour in lines:
        weeks = pd.DatetimeIndex(values.index).to_period("W")
        ends_of_weeks = values.groupby(weeks).tail(1)
        days = days_of(ends_of_weeks.index)
        level = (100 * ends_of_weeks / float(values.iloc[0])).tolist()
        accounts.append(Line(label, days, level, colour))
        depths = pd.Series(drawdowns(values), index=values.index)
        falls.append(Line(label, days, depths.groupby(weeks).min().tolist(), colour))
    ends = [float(values.iloc[-1] / values.iloc[0] - 1) for values in (account, benchmark)]
    worst = [abs(float(np.min(drawdowns(values)))) for values in (account, benchmark)]
    title = (
        f"{name}: {ends[0]:+,.0%} and a worst fall of {worst[0]:.0%}, against "
        f"{ends[1]:+,.0%} and {worst[1]:.0%} for {against}"
    )
    caption = (
        f"Accounts from {account.index[0]:%Y-%m-%d} to {account.index[-1]:%Y-%m-%d} after "
        "costs, 100 at the start; below, the drawdown of each from its peak; weekly. The verdict "
        "follows from the test, not from this chart."
    )
    log: list[float] = [max(m.y) / max(min(m.y), 1e-9) for m in accounts if isinstance(m, Line)]
    scale: Scale = "log" if max(log) > LOG_FROM else "linear"
    panels = _panels(accounts, falls, scale=scale, height=130)
    return Plot(key, title, caption, panels, x_unit="date")
