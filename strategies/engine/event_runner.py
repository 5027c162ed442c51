"""Run a strategy in backtrader and return trades, equity curve and the usual metrics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.quality import fitness
from data_feeds.series.adjusted_bars import adjust_bars
from data_feeds.series.bars import BarsError, frequency_of
from data_feeds.series.coverage import require_current
from signals.core.event import Event
from signals.levels.sizing import share_of_cash
from signals.levels.stops import average_true_range
from strategies.engine.broker import (
    COST,
    Charges,
    PreloadedBars,
    ShareOfCash,
    check_cash,
    open_account,
    run_account,
)
from strategies.engine.earnings import Earnings, earnings_of
from strategies.engine.event_trade import EventTrade, Fill, NotTraded, Plan
from strategies.engine.metrics import Metrics, account_metrics, position_metrics, trade_metrics
from strategies.engine.portfolio_paths import Account, account_measures, fund_prices, hold_fund
from strategies.engine.trades import Trade

__all__ = ["Metrics", "Run", "Trade", "account_metrics", "run", "trade_metrics"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a strategy did: trades, what was not traded and why, equity at closes, metrics.

    `equity`, `held` and the metrics include dividends and interest, as far as `notes` does not say
    otherwise. `held` is the value of buying everything at the first open, `exposed` that of holding
    the share that the strategy holds on average, restored each month, and the rest in bills;
    `buy_and_hold` and `equal_exposure` measure the two. `interest` is what cash earned by bar.
    """

    name: str
    traded: str
    frequency: str
    trades: tuple[Trade, ...]
    open_trade: Trade | None
    voids: tuple[NotTraded, ...]
    skipped: tuple[NotTraded, ...]
    rejected: tuple[NotTraded, ...]
    equity: pd.Series
    metrics: Metrics
    buy_and_hold: Metrics
    equal_exposure: Metrics
    held: pd.Series
    exposed: pd.Series
    interest: pd.Series
    notes: tuple[str, ...] = ()


def run(
    strategy: type[EventTrade],
    plan: Plan,
    *,
    signal_bars: pd.DataFrame,
    traded_bars: pd.DataFrame,
    adjusted: pd.DataFrame | None = None,
    bills: pd.DataFrame | None = None,
    cash: float = 100_000.0,
    cost: float = COST,
) -> Run:
    """Trade a plan on bars with genuine opens; signals and fills may be on different series.

    Signals, levels and fills are of the bars as quoted. The account is also paid the dividends
    that `adjusted` closes hold, in cash on the ex-date, and the yield of `bills` on its cash; where
    one of them is None or not known, it is not, and the run's notes say so.

    Levels are scaled by the ratio of the two closes on the signal date. Signals from before the
    traded bars, or from before their opens are genuine (METHODS 5.5), are listed as skipped; of
    two events on one bar the first is preferred.

    Raises
    ------
    BarsError
        Fewer than 2 traded bars are fit for fills.
    DataError
        The traded bars end before those of the signals, or a bar has no adjusted close.
    FillsError
        No part of the traded bars has genuine opens.
    RuleError
        The cash is not a positive number, or the cost not a fraction from 0 to below 1.
    """
    check_cash(cash)
    charges = Charges(cost=cost)
    bars = _fit_for_fills(traded_bars)
    require_current(
        str(bars.attrs.get("name", "bars")),
        pd.DatetimeIndex(bars.index),
        pd.Timestamp(signal_bars.index[-1]),
    )
    earnings = earnings_of(bars, adjusted=adjusted, bills=bills)
    events, early = _placed(plan.events, signal_bars, bars)
    frequency = frequency_of(bars)
    atr = (
        average_true_range(traded_bars, window=plan.stop.atr_window)[-len(bars) :]
        if plan.stop.atr_window
        else None
    )
    done, values = _cerebro(
        strategy,
        bars,
        cash=cash,
        charges=charges,
        earnings=earnings,
        shares=share_of_cash(traded_bars, plan.size)[-len(bars) :],
        events=events,
        stop=plan.stop,
        bars_held=frequency.bars(plan.days),
        atr=atr,
        needs_target=plan.needs_target,
    )
    equity = pd.Series(values, index=bars.index, name="equity")
    trades = tuple(_trade(fill, bars, cost) for fill in done.fills)
    closed = tuple(t for t in trades if t.exit_date is not None)
    metrics = {
        **account_metrics(equity, frequency.bars_per_year, interest=earnings.interest),
        **position_metrics(equity, bars["close"], trades, frequency.bars_per_year),
        **trade_metrics(closed),
    }
    prices = bars if adjusted is None else adjust_bars(bars, adjusted)
    fund = fund_prices(str(bars.attrs.get("name", "bars")), prices, earnings.interest)
    held = hold_fund(fund, 1.0, "never", cost=cost)
    as_exposed = hold_fund(fund, float(metrics["exposure"] or 0.0), "monthly", cost=cost)
    return Run(
        name=strategy.__name__,
        traded=str(traded_bars.attrs.get("name", "bars")),
        frequency=frequency.value,
        trades=closed,
        open_trade=next((t for t in trades if t.exit_date is None), None),
        voids=tuple(done.voids),
        skipped=(*early, *done.skipped),
        rejected=tuple(done.rejected),
        equity=equity,
        metrics=metrics,
        buy_and_hold=benchmark_metrics(held, cash=cash),
        equal_exposure=benchmark_metrics(as_exposed, cash=cash),
        held=pd.Series(cash * held.equity, index=bars.index, name="held"),
        exposed=pd.Series(cash * as_exposed.equity, index=bars.index, name="exposed"),
        interest=pd.Series(earnings.interest, index=bars.index, name="interest"),
        notes=(*((plan.hindsight,) if plan.hindsight else ()), *earnings.notes),
    )


def benchmark_metrics(account: Account, *, cash: float) -> Metrics:
    """Measure a benchmark as a strategy is, the share of bars with a position with it."""
    return {
        **account_measures(account, cash=cash),
        "time_in_market": float((account.weights > 0).mean()),
    }


def _fit_for_fills(bars: pd.DataFrame) -> pd.DataFrame:
    """Cut the bars to where their opens are genuine, or raise FillsError."""
    if bars.empty:
        raise BarsError(f"{bars.attrs.get('name', 'bars')}: no bars; expected at least 2")
    usable = fitness.assess_fitness(bars)
    if usable.fills_from is None:
        fitness.require_genuine_opens(bars)
    fit = bars.loc[usable.fills_from :]
    if len(fit) < 2:
        raise BarsError(f"{usable.name}: {len(fit)} bar(s) fit for fills; expected at least 2")
    fit.attrs = dict(bars.attrs)
    return fit


def _placed(
    events: tuple[Event, ...], signal_bars: pd.DataFrame, bars: pd.DataFrame
) -> tuple[dict[int, tuple[Event, ...]], list[NotTraded]]:
    """Events by the position of their date in the traded bars, levels in the traded unit."""
    placed: dict[int, tuple[Event, ...]] = {}
    early: list[NotTraded] = []
    name, first = bars.attrs.get("name", "bars"), bars.index[0]
    for event in events:
        at = int(bars.index.get_indexer(pd.DatetimeIndex([event.known_on]))[0])
        if event.known_on < first:
            reason = f"before {first:%Y-%m-%d}, from which on {name} has genuine opens"
            early.append(NotTraded(event.known_on, reason))
        elif at < 0:
            early.append(NotTraded(event.known_on, f"{name} has no bar of that date"))
        else:
            scaled = _scaled(event, float(bars["close"].iloc[at]) / event.close)
            placed[at] = (*placed.get(at, ()), scaled)
    return placed, early


def _scaled(event: Event, ratio: float) -> Event:
    if ratio == 1.0:
        return event
    record = event.details.get("record")
    details = dict(event.details)
    if isinstance(record, int | float):
        details["record"] = record * ratio
    return replace(
        event,
        close=event.close * ratio,
        target=None if event.target is None else event.target * ratio,
        stop=None if event.stop is None else event.stop * ratio,
        details=details,
    )


def _cerebro(
    strategy: type[EventTrade],
    bars: pd.DataFrame,
    *,
    cash: float,
    charges: Charges,
    earnings: Earnings,
    bars_held: int,
    shares: npt.NDArray[np.float64],
    **parameters: Any,
) -> tuple[EventTrade, list[float]]:
    """Run backtrader; returns the finished strategy and the account's value at each close."""
    cerebro = open_account(cash=cash, charges=charges)
    cerebro.adddata(PreloadedBars(dataname=bars))
    cerebro.addsizer(ShareOfCash, shares=shares)
    cerebro.addstrategy(strategy, bars=bars_held, earnings=earnings, **parameters)
    return run_account(cerebro)


def _trade(fill: Fill, bars: pd.DataFrame, cost: float) -> Trade:
    closed = fill.exit is not None and fill.exit_index is not None
    last = fill.exit_index if fill.exit_index is not None else len(bars) - 1
    gain = None
    if fill.exit is not None:
        gain = fill.exit * (1 - cost) / (fill.entry * (1 + cost)) - 1
    best, worst = _excursions(fill, bars, last)
    return Trade(
        signal_date=fill.event.known_on,
        entry_date=pd.Timestamp(bars.index[fill.entry_index]),
        entry=fill.entry,
        target=fill.target,
        stop=fill.stop,
        exit_date=pd.Timestamp(bars.index[last]) if closed else None,
        exit=fill.exit,
        cause=fill.cause,
        bars=last - fill.entry_index + 1,
        return_=gain,
        size=fill.size,
        pnl=None if gain is None else gain * fill.size * fill.entry * (1 + cost),
        mfe=best / fill.entry - 1,
        mae=worst / fill.entry - 1,
    )


def _excursions(fill: Fill, bars: pd.DataFrame, last: int) -> tuple[float, float]:
    """Best and worst price from entry to the last bar held."""
    inside = fill.cause in ("stop", "target")
    whole = bars.iloc[fill.entry_index : last + (0 if inside else 1)]
    prices = [fill.entry, *whole["high"], *whole["low"]]
    if inside and fill.exit is not None:
        prices += [float(bars["open"].iloc[last]), fill.exit]
    return float(max(prices)), float(min(prices))
