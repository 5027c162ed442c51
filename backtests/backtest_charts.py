"""Pictures of backtests: prices with the trades marked, accounts, and how far they fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from backtests.charts import INK, LINE, OUTCOME_STYLE, panels, save_picture
from strategies.analyzers import drawdowns

if TYPE_CHECKING:
    from strategies.runner import Run, Trade

BOUGHT = "#1b7837"
# Colours that read on white and for those who do not see red and green; then they repeat.
COLOURS = ("#3b6fb6", "#e6a117", "#1b9e77", "#c2519d", "#e34a33", "#6b7fa3")
HELD = "buy and hold"


def draw_backtest(path: Path, run: Run, prices: pd.DataFrame) -> None:
    """Write the figure of a backtest as a picture."""
    save_picture(backtest_figure(run, prices), path)


def backtest_figure(run: Run, prices: pd.DataFrame) -> Any:
    """Draw closes with every entry and exit, the account beside buy and hold, and its drawdown."""
    figure, (top, middle, bottom) = panels(3, 2, 1.2, size=(11, 8.5))
    close = prices["close"].loc[run.equity.index[0] : run.equity.index[-1]]
    top.semilogy(close.index, close, color=LINE, linewidth=0.9)
    _mark(top, [*run.trades, *([run.open_trade] if run.open_trade else [])])
    top.set_ylabel(f"{run.traded} (log scale)")
    top.set_title(title_of(run))
    _plain_prices(top)
    _draw_accounts(middle, bottom, {run.name: run.equity}, close)
    return figure


def title_of(run: Run) -> str:
    """Say what a picture shows in one line."""
    gained, held = run.metrics["total_return"] or 0.0, run.buy_and_hold["total_return"] or 0.0
    return (
        f"{run.name} on {run.traded}: {len(run.trades)} closed trades, {gained:+.0%} against "
        f"{held:+.0%} held, {run.equity.index[0]:%Y-%m-%d} to {run.equity.index[-1]:%Y-%m-%d}"
    )


def draw_comparison(path: Path, runs: Mapping[str, Run], prices: pd.DataFrame) -> None:
    """Draw the accounts of several strategies over each other and buy and hold; drawdowns below."""
    figure, (top, bottom) = panels(3, 1.5, size=(11, 7))
    first = max(run.equity.index[0] for run in runs.values())
    last = min(run.equity.index[-1] for run in runs.values())
    traded = next(iter(runs.values())).traded
    accounts = {name: run.equity.loc[first:last] for name, run in runs.items()}
    top.set_title(f"{len(runs)} strategies on {traded}, {first:%Y-%m-%d} to {last:%Y-%m-%d}")
    _draw_accounts(top, bottom, accounts, prices["close"].loc[first:last])
    save_picture(figure, path)


def _draw_accounts(
    top: Any, bottom: Any, accounts: Mapping[str, pd.Series], close: pd.Series
) -> None:
    """Accounts from 100 on a log scale beside buy and hold, and the drawdown of each."""
    lines = {HELD: (close, INK)}
    lines |= {name: (account, COLOURS[at % len(COLOURS)])
              for at, (name, account) in enumerate(accounts.items())}  # fmt: skip
    for name, (values, colour) in lines.items():
        top.semilogy(values.index, 100 * values / values.iloc[0], color=colour, linewidth=1.1,
                     label=name)  # fmt: skip
        bottom.plot(values.index, drawdowns(values), color=colour, linewidth=0.9)
    top.set_ylabel("account, 100 at the start\n(log scale)")
    top.legend(frameon=False, fontsize=8, loc="upper left")
    _plain_prices(top)
    bottom.set_ylabel("below its peak")
    bottom.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _plain_prices(axes: Any) -> None:
    from matplotlib.ticker import LogLocator, NullLocator  # noqa: PLC0415

    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def _mark(axes: Any, trades: Sequence[Trade]) -> None:
    """Entries, and exits by what ended the trade."""
    axes.scatter([t.entry_date for t in trades], [t.entry for t in trades], marker="^", s=32,
                 color=BOUGHT, zorder=3, label=f"bought ({len(trades)})")  # fmt: skip
    for cause, (colour, _, marker) in OUTCOME_STYLE.items():
        left = [t for t in trades if t.cause == cause and t.exit is not None]
        if left:
            axes.scatter([t.exit_date for t in left], [t.exit for t in left], marker=marker, s=32,
                         color=colour, zorder=3, label=f"sold, {cause} ({len(left)})")  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="upper left")
