"""The result of an event or cohort strategy, with its two benchmarks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data_feeds.series.bars import Frequency
from signals.core.arrays import Floats
from strategies.engine.earnings import CashReturn
from strategies.engine.event_trade import NotTraded
from strategies.engine.metrics import Metrics
from strategies.engine.portfolio_paths import Account, account_measures, fund_prices, hold_fund
from strategies.engine.trades import Trade


@dataclass(frozen=True, slots=True)
class Run:
    """The result of a strategy that trades one series.

    Values and metrics include dividends and interest, except where `notes` say otherwise.

    Attributes
    ----------
    voids, skipped, rejected
        Signals that were not traded.
    equity
        Value of the account by close.
    buy_and_hold, held
        Metrics and value of buying everything at the first open.
    equal_exposure, exposed
        Metrics and value of holding the mean exposure of the strategy, restored each month, with
        the rest in bills.
    interest
        Return of cash on each bar since the close before.
    cash_return
        Annual return of cash and its series; None if cash earns nothing.
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
    cash_return: CashReturn | None
    notes: tuple[str, ...] = ()


def benchmarked_run(
    *,
    name: str,
    traded: str,
    frequency: Frequency,
    trades: tuple[Trade, ...],
    open_trade: Trade | None = None,
    voids: tuple[NotTraded, ...] = (),
    skipped: tuple[NotTraded, ...] = (),
    rejected: tuple[NotTraded, ...],
    equity: pd.Series,
    metrics: Metrics,
    prices: pd.DataFrame,
    interest: Floats,
    cash: float,
    cost: float,
    cash_return: CashReturn | None,
    notes: tuple[str, ...] = (),
) -> Run:
    """Return a run, with its benchmarks computed from adjusted prices and interest by bar."""
    fund = fund_prices(traded, prices, interest)
    held = hold_fund(fund, 1.0, "never", cost=cost)
    exposed = hold_fund(fund, float(metrics["exposure"] or 0.0), "monthly", cost=cost)
    return Run(
        name=name,
        traded=traded,
        frequency=frequency.value,
        trades=trades,
        open_trade=open_trade,
        voids=voids,
        skipped=skipped,
        rejected=rejected,
        equity=equity,
        metrics=metrics,
        buy_and_hold=_benchmark_metrics(held, cash=cash),
        equal_exposure=_benchmark_metrics(exposed, cash=cash),
        held=pd.Series(cash * held.equity, index=equity.index, name="held"),
        exposed=pd.Series(cash * exposed.equity, index=equity.index, name="exposed"),
        interest=pd.Series(interest, index=equity.index, name="interest"),
        cash_return=cash_return,
        notes=notes,
    )


def _benchmark_metrics(account: Account, *, cash: float) -> Metrics:
    return {
        **account_measures(account, cash=cash),
        "time_in_market": float((account.weights > 0).mean()),
    }
