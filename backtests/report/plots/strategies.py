"""Pictures of backtests: prices with the trades marked, accounts, and how far they fell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from backtests.report.plots.breakouts import INK, OUTCOME_STYLE
from backtests.report.plots.png import panels, save_picture
from backtests.trading.backtest import Backtest, Comparison
from strategies.engine.metrics import drawdowns

BOUGHT, SOLD = "#1b7837", "#e34a33"
# Colours that read on white and for those who do not see red and green; then they repeat.
COLOURS = ("#3b6fb6", "#e6a117", "#1b9e77", "#c2519d", "#e34a33", "#6b7fa3")
# Greys of benchmarks, and the dashes that tell them apart.
DASHES = ("-", "--", ":", "-.")
# A scale on which the highest is above so many times the lowest has a 1, a 2 or a 5 to show.
WIDE = 5
# More marks than this are drawn small.
MANY = 60


def draw_backtest(path: Path, made: Backtest) -> None:
    """Write the figure of a backtest as a picture."""
    save_picture(backtest_figure(made), path)


def backtest_figure(made: Backtest) -> Any:
    """Draw closes with every purchase and sale, the account beside its benchmarks, and falls."""
    figure, (top, middle, bottom) = panels(3, 2, 1.2, size=(11, 8.5))
    _draw_prices(top, made)
    figure.suptitle(title_of(made), fontsize=10)
    accounts = {made.name: made.equity} | {n: b.equity for n, b in made.benchmarks.items()}
    _draw_accounts(middle, bottom, accounts, strategies=(made.name,))
    return figure


def title_of(made: Backtest) -> str:
    """Say what a picture shows in one line, or two where the funds are many."""
    against = ", ".join(
        f"{benchmark.metrics['total_return'] or 0.0:+.0%} {name}"
        for name, benchmark in made.benchmarks.items()
    )
    gained = made.metrics["total_return"] or 0.0
    return (
        f"{made.name} on {made.traded}: {len(made.made)} {made.kind}, {made.first:%Y-%m-%d} to "
        f"{made.last:%Y-%m-%d}\n{gained:+.0%} against {against}"
    )


def draw_comparison(path: Path, found: Comparison) -> None:
    """Draw the accounts of several strategies and their benchmarks over the days they share."""
    figure, (top, bottom) = panels(3, 1.5, size=(11, 7))
    figure.suptitle(
        f"{len(found.strategies)} strategies over the days that all have, "
        f"{found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}",
        fontsize=10,
    )
    _draw_accounts(top, bottom, found.accounts, strategies=found.strategies)
    save_picture(figure, path)


def _draw_prices(axes: Any, made: Backtest) -> None:
    """One fund as it is priced, several from 100 on the first day; marks at the fills."""
    several = len(made.prices) > 1
    scale = {fund: 100 / close.iloc[0] if several else 1.0 for fund, close in made.prices.items()}
    for at, (fund, close) in enumerate(made.prices.items()):
        axes.semilogy(
            close.index,
            scale[fund] * close,
            linewidth=0.9,
            color=COLOURS[at % len(COLOURS)] if several else INK,
            label=fund,
        )
    size = 12 if len(made.marks) > MANY else 32
    for what in sorted({mark.what for mark in made.marks}):
        chosen = [mark for mark in made.marks if mark.what == what]
        marker, colour = _style(what)
        axes.scatter(
            [m.date for m in chosen],
            [m.price * scale[m.fund] for m in chosen],
            s=size,
            marker=marker,
            color=colour,
            zorder=3,
            label=f"{what} ({len(chosen)})",
        )
    axes.set_ylabel("100 at the start (log scale)" if several else f"{made.traded} (log scale)")
    _legend_above(axes)
    _plain_prices(axes)


def _style(what: str) -> tuple[str, str]:
    """Marker and colour of what is drawn: by what ended a trade, where that is known."""
    if what == "bought":
        return "^", BOUGHT
    colour, _, marker = OUTCOME_STYLE.get(what.removeprefix("sold, "), (SOLD, "", "v"))
    return marker, colour


def _draw_accounts(
    top: Any, bottom: Any, accounts: Mapping[str, pd.Series], *, strategies: tuple[str, ...]
) -> None:
    """Accounts from 100 on a log scale, benchmarks in grey, and the drawdown of each."""
    beside = [name for name in accounts if name not in strategies]
    for name, values in accounts.items():
        style, colour, order = (
            ("-", COLOURS[strategies.index(name) % len(COLOURS)], 2.5)
            if (name in strategies)
            else (DASHES[beside.index(name) % len(DASHES)], INK, 2.0)
        )
        drawn = {"color": colour, "linestyle": style, "linewidth": 0.9, "zorder": order}
        top.semilogy(values.index, 100 * values / values.iloc[0], label=name, **drawn)
        bottom.plot(values.index, drawdowns(values), **drawn)
    top.set_ylabel("account, 100 at the start\n(log scale)")
    _legend_above(top)
    _plain_prices(top)
    bottom.set_ylabel("below its peak")
    bottom.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _legend_above(axes: Any) -> None:
    """Put the legend where it hides no line."""
    axes.legend(
        frameon=False,
        fontsize=8,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=3,
        borderaxespad=0.2,
    )


def _plain_prices(axes: Any) -> None:
    """Round numbers on a log scale, evenly spaced ones where it spans little."""
    from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

    low, high = axes.get_ylim()
    wide = high > WIDE * low
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)) if wide else MaxNLocator(6))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
