"""Trade the events of a strategy in backtrader."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from data_feeds.quality import fitness
from data_feeds.series.adjusted_bars import adjust_bars
from data_feeds.series.bars import BarsError, frequency_of
from data_feeds.series.coverage import require_current
from signals.core.arrays import Floats
from signals.core.event import Event
from signals.core.side import Side
from signals.levels.sizing import share_of_cash
from signals.levels.stops import average_true_range
from strategies.engine.account import COST, Charges, check_cash
from strategies.engine.broker import run_account
from strategies.engine.earnings import account_earnings, cash_return
from strategies.engine.event_trade import EventTrade, Fill, NotTraded, Plan
from strategies.engine.metrics import account_metrics, position_metrics, trade_metrics
from strategies.engine.round_trip import borrow_fees, net_return
from strategies.engine.runs import Run, benchmarked_run
from strategies.engine.trades import Trade


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

    Target and stop levels are scaled by the ratio of the two closes on the signal date. Signals
    before the first traded bar with a genuine open (METHODS 5.5) are skipped. Of two events on one
    bar the first is preferred.

    Parameters
    ----------
    signal_bars, traded_bars
        Unadjusted bars, of the signals and of the fills.
    adjusted
        Adjusted closes of the traded series, from which dividends are derived and paid in cash on
        the ex-date. None for an account without dividends, which the notes of the run report.
    bills
        Rate that cash earns, as the series `CASH_RATE`. None for cash that earns nothing, which the
        notes report.
    cost
        Fraction of the price paid on each side.

    Raises
    ------
    BarsError
        Fewer than two traded bars are fit for fills.
    DataError
        The traded bars end before those of the signals, a bar has no adjusted close, or the rate of
        cash is not known on a day.
    FillsError
        No part of the traded bars has genuine opens.
    RuleError
        The cash is not a positive number, or the cost not a fraction from 0 to below 1.
    """
    check_cash(cash)
    charges = Charges(cost=cost, borrow=plan.borrow)
    bars = _fit_for_fills(traded_bars)
    name = str(traded_bars.attrs.get("name", "bars"))
    require_current(
        name,
        pd.DatetimeIndex(bars.index),
        pd.Timestamp(signal_bars.index[-1]),
    )
    earnings = account_earnings(bars, adjusted=adjusted, bills=bills)
    events, early = _placed(plan.events, signal_bars, bars)
    frequency = frequency_of(bars)
    atr = (
        None
        if (window := plan.stop.atr_bars(frequency)) is None
        else average_true_range(traded_bars, window=window)[-len(bars) :]
    )
    done, values = run_account(
        strategy,
        {name: bars},
        cash=cash,
        charges=charges,
        side=plan.side,
        shares=share_of_cash(traded_bars, plan.size)[-len(bars) :],
        earnings=earnings,
        events=events,
        stop=plan.stop,
        bars=frequency.bars(plan.days),
        atr=atr,
        needs_target=plan.needs_target,
    )
    equity = pd.Series(values, index=bars.index, name="equity")
    fees = np.zeros(len(bars)) if plan.side is Side.LONG else borrow_fees(bars, plan.borrow)
    trades = tuple(_trade(fill, bars, cost, plan.side, fees) for fill in done.fills)
    closed = tuple(t for t in trades if t.exit_date is not None)
    return benchmarked_run(
        name=strategy.__name__,
        traded=name,
        frequency=frequency,
        trades=closed,
        open_trade=next((t for t in trades if t.exit_date is None), None),
        voids=tuple(done.voids),
        skipped=(*early, *done.skipped),
        rejected=tuple(done.rejected),
        equity=equity,
        metrics={
            **account_metrics(equity, frequency.bars_per_year, interest=earnings.interest),
            **position_metrics(equity, bars["close"], trades, frequency.bars_per_year, plan.side),
            **trade_metrics(closed),
        },
        prices=bars if adjusted is None else adjust_bars(bars, adjusted),
        interest=earnings.interest,
        cash=cash,
        cost=cost,
        cash_return=None if bills is None else cash_return(bills, pd.DatetimeIndex(bars.index)),
        notes=(*((plan.hindsight,) if plan.hindsight else ()), *earnings.notes),
    )


def _fit_for_fills(bars: pd.DataFrame) -> pd.DataFrame:
    """Return the bars from the first genuine open on; raise FillsError if there is none."""
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
    """Return events by position in the traded bars, levels scaled, and those that are too early."""
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


def _trade(fill: Fill, bars: pd.DataFrame, cost: float, side: Side, fees: Floats) -> Trade:
    closed = fill.exit is not None and fill.exit_index is not None
    last = fill.exit_index if fill.exit_index is not None else len(bars) - 1
    gain = None
    if fill.exit is not None:
        fee = float(fees[last] - fees[fill.entry_index])
        gain = net_return(fill.entry, fill.exit, cost=cost, side=side, fee=fee)
    paid = fill.entry * (1 + side.sign * cost)
    high, low = _extremes(fill, bars, last)
    best, worst = (high, low) if side is Side.LONG else (low, high)
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
        pnl=None if gain is None else gain * fill.size * paid,
        mfe=side.gain(fill.entry, best),
        mae=side.gain(fill.entry, worst),
    )


def _extremes(fill: Fill, bars: pd.DataFrame, last: int) -> tuple[float, float]:
    """Return the highest and lowest price from the entry to the last bar of the position."""
    inside = fill.cause in ("stop", "target")
    whole = bars.iloc[fill.entry_index : last + (0 if inside else 1)]
    prices = [fill.entry, *whole["high"], *whole["low"]]
    if inside and fill.exit is not None:
        prices += [float(bars["open"].iloc[last]), fill.exit]
    return float(max(prices)), float(min(prices))
