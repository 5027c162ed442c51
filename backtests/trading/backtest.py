"""Run a strategy of any kind and return one result type; compare several backtests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.runtime.serialization import data_used
from backtests.trading import events as trading_events
from backtests.trading import portfolios
from data_feeds.series.bars import frequency_of
from data_feeds.series.market import Market
from signals.core.event import RuleError
from strategies.engine.metrics import account_metrics
from strategies.engine.portfolio_paths import account_measures

if TYPE_CHECKING:
    from backtests.trading.events import Choice
    from strategies.engine.earnings import CashReturn
    from strategies.engine.metrics import Metrics
    from strategies.engine.portfolio_runner import PortfolioRun
    from strategies.engine.runs import Run
    from strategies.engine.trades import Trade

HELD, AS_EXPOSED = "buy and hold", "as much held all the time"
# Accounts that differ by less at every close, as a fraction, are the same. Those of one holding may
# differ by one night's interest.
SAME = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Benchmark:
    """A benchmark account: its metrics, its value by close, and its name in a comparison."""

    metrics: Metrics
    equity: pd.Series
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A purchase or sale to be drawn; `what` is "bought" or the cause of the exit."""

    date: pd.Timestamp
    fund: str
    price: float
    what: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """A signal or order without a trade: void, skipped or rejected, with the reason."""

    what: str
    date: pd.Timestamp
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """The result of a strategy of any kind.

    Attributes
    ----------
    fills
        On which bars, or at which prices, orders were filled; for display.
    kind
        "trades" or "orders": what a row of `table` is.
    marks
        Purchases and sales to be drawn, in the unit of `prices`.
    prices
        Closes by fund.
    interest
        Return of cash on each bar since the close before.
    cash_return
        Annual return of cash and its series; None if cash earns nothing.
    weights
        Share of the account in each fund by close; None for a strategy that trades one series.
    run
        The result of the engine that traded the strategy.
    data
        Source, notices and spans of the series read so far (`serialization.data_used`).
    bars
        Bars of the series that was traded; None for a strategy that holds funds.
    """

    name: str
    fills: str
    parameters: Mapping[str, object]
    kind: str
    table: pd.DataFrame
    untraded: tuple[NotDone, ...]
    marks: tuple[Mark, ...]
    prices: Mapping[str, pd.Series]
    equity: pd.Series
    interest: pd.Series
    cash_return: CashReturn | None
    weights: pd.DataFrame | None
    metrics: Metrics
    benchmarks: Mapping[str, Benchmark]
    run: Run | PortfolioRun
    as_of: pd.Timestamp
    data: Mapping[str, object]
    bars: pd.DataFrame | None = None

    @property
    def traded(self) -> str:
        """Return the names of the traded series, separated by commas."""
        return ", ".join(self.prices)

    @property
    def others(self) -> Mapping[str, Benchmark]:
        """Return the benchmarks without those whose account is that of the strategy."""
        return {
            name: benchmark
            for name, benchmark in self.benchmarks.items()
            if not same_account(self.equity, benchmark.equity)
        }

    @property
    def first(self) -> pd.Timestamp:
        """Return the first day of the account."""
        return pd.Timestamp(self.equity.index[0])

    @property
    def last(self) -> pd.Timestamp:
        """Return the last day of the account."""
        return pd.Timestamp(self.equity.index[-1])


def run(
    name: str, choice: Choice, market: Market, *, traded: str | None, cash: float, cost: float
) -> Backtest:
    """Trade a strategy of any kind; `cost` is a fraction paid on each side.

    Raises
    ------
    RuleError
        `traded` is given for a strategy that names its funds itself.

    See `events.trade` and `portfolios.trade` for further errors.
    """
    if portfolios.trades_funds(choice.module):
        if traded is not None:
            raise RuleError(f"{name} names its funds itself; found --trade {traded}")
        return _of_funds(name, choice, market, cash=cash, cost=cost)
    return _of_trades(name, choice, market, traded=traded, cash=cash, cost=cost)


def _of_trades(
    name: str, choice: Choice, market: Market, *, traded: str | None, cash: float, cost: float
) -> Backtest:
    done = trading_events.trade(
        choice.module, market, parameters=choice.parameters, traded=traded, cash=cash, cost=cost
    )
    trades = [*done.trades, *([done.open_trade] if done.open_trade else [])]
    bars = market.prices(done.traded).loc[done.equity.index[0] : done.equity.index[-1]]
    return Backtest(
        name=name,
        fills=f"{done.frequency} bars",
        parameters=choice.parameters,
        kind="trades",
        table=_trade_table(trades),
        untraded=tuple(
            NotDone(what, event.signal_date, event.reason)
            for what, events in (
                ("void", done.voids),
                ("skipped", done.skipped),
                ("rejected", done.rejected),
            )
            for event in events
        ),
        # A purchase that is sold in parts is several trades but one mark.
        marks=tuple(dict.fromkeys(m for trade in trades for m in _trade_marks(trade, done.traded))),
        prices={done.traded: bars["close"]},
        equity=done.equity,
        interest=done.interest,
        cash_return=done.cash_return,
        weights=None,
        metrics=done.metrics,
        benchmarks={
            HELD: Benchmark(done.buy_and_hold, done.held, f"{HELD}, {done.traded}"),
            AS_EXPOSED: Benchmark(
                done.equal_exposure, done.exposed, f"{AS_EXPOSED}, {done.traded}"
            ),
        },
        run=done,
        as_of=market.as_of,
        data=data_used(market),
        bars=bars,
    )


def _trade_table(trades: Sequence[Trade]) -> pd.DataFrame:
    from strategies.engine.trades import Trade

    columns = [field.name for field in fields(Trade)]
    table = pd.DataFrame([asdict(trade) for trade in trades], columns=columns)
    return table.rename(columns={"return_": "return"})


def _trade_marks(trade: Trade, fund: str) -> list[Mark]:
    marks = [Mark(trade.entry_date, fund, trade.entry, "bought")]
    if trade.exit_date is not None and trade.exit is not None:
        what = trade.cause if trade.cause.startswith("sold") else f"sold, {trade.cause}"
        marks.append(Mark(trade.exit_date, fund, trade.exit, what))
    return marks


def _of_funds(name: str, choice: Choice, market: Market, *, cash: float, cost: float) -> Backtest:
    traded = portfolios.trade(
        choice.module, market, parameters=choice.parameters, cash=cash, cost=cost
    )
    done, prices = traded.run, traded.prices
    mix = portfolios.benchmark_mix(choice.module)
    own = None if mix is None else mix.name
    table = pd.DataFrame(prices.close, prices.days, list(prices.funds))
    closes = {fund: table[fund] for fund in prices.funds}
    return Backtest(
        name=name,
        fills=f"filled at the {done.fills}, prices adjusted for distributions",
        parameters=choice.parameters,
        kind="orders",
        table=pd.DataFrame(
            [asdict(order) for order in done.orders],
            columns=["date", "fund", "size", "price", "cost"],
        ),
        untraded=tuple(
            NotDone("rejected", order.date, f"{order.fund} {order.reason}")
            for order in done.rejected
        ),
        marks=tuple(
            Mark(order.date, order.fund, order.price, "bought" if order.size > 0 else "sold")
            for order in done.orders
        ),
        prices=closes,
        equity=done.equity,
        interest=pd.Series(prices.interest, index=prices.days),
        cash_return=done.cash_return,
        weights=done.weights,
        metrics=done.metrics,
        benchmarks={
            benchmark: Benchmark(
                account_measures(account, cash=cash),
                cash * pd.Series(account.equity, index=account.days),
                benchmark if benchmark == own else f"{benchmark}, {', '.join(closes)}",
            )
            for benchmark, account in traded.benchmarks.items()
        },
        run=done,
        as_of=market.as_of,
        data=data_used(market),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Accounts of several backtests and their benchmarks, over the days that all have in common.

    Attributes
    ----------
    frequency
        Bar frequency of the common closes.
    accounts, metrics
        Values by close, and metrics over the common days, by name. A benchmark of several
        strategies is there once.
    strategies
        Those names of `accounts` that are strategies; the others are benchmarks.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    frequency: str
    accounts: Mapping[str, pd.Series]
    metrics: Mapping[str, Metrics]
    strategies: tuple[str, ...]


def compare(backtests: Sequence[Backtest]) -> Comparison:
    """Compare backtests over the days from the latest start to the earliest end.

    If bar frequencies differ, every account is sampled at the closes of the lowest frequency, at
    its last value by then.

    Raises
    ------
    RuleError
        The accounts have fewer than two days in common; the message names their spans.
    """
    first, last = max(each.first for each in backtests), min(each.last for each in backtests)
    days = min((each.equity.loc[first:last].index for each in backtests), key=len)
    if len(days) < 2:
        raise RuleError(f"no days in common: {spans_of(backtests)}")
    accounts = {each.name: each.equity.reindex(days, method="ffill") for each in backtests}
    for each in backtests:
        # A strategy that is its own benchmark has none.
        for benchmark in islice(each.others.values(), 1):
            values = benchmark.equity.reindex(days, method="ffill")
            _add(accounts, benchmark.label, each.name, values)
    frequency = frequency_of(pd.DataFrame(index=days))
    interest = _interest(backtests, days)
    metrics: dict[str, Metrics] = {
        name: account_metrics(values, frequency.bars_per_year, interest=interest)
        for name, values in accounts.items()
    }
    return Comparison(
        pd.Timestamp(days[0]),
        pd.Timestamp(days[-1]),
        frequency.value,
        accounts,
        metrics,
        tuple(each.name for each in backtests),
    )


def _interest(backtests: Sequence[Backtest], days: pd.Index) -> npt.NDArray[np.float64]:
    """Return the interest on cash by day, of the account with the highest total interest."""
    grown = [(1 + each.interest).cumprod().reindex(days, method="ffill") for each in backtests]
    most = max(grown, key=lambda growth: float(growth.iloc[-1] / growth.iloc[0]))
    return np.asarray(most.pct_change().fillna(0.0), dtype=np.float64)


def _add(accounts: dict[str, pd.Series], name: str, strategy: str, values: pd.Series) -> None:
    """Add a benchmark; append the strategy to its name if a different account has the name."""
    if not same_account(accounts.setdefault(name, values), values):
        accounts[f"{name} (beside {strategy})"] = values


def same_account(one: pd.Series, other: pd.Series) -> bool:
    """Whether two accounts, from the same amount, are worth the same at every close."""
    return len(one) == len(other) and np.allclose(
        one / one.iloc[0], other / other.iloc[0], rtol=SAME, atol=0
    )


def spans_of(backtests: Sequence[Backtest]) -> str:
    """Describe the first and last day of each strategy; strategies of one span share an entry."""
    spans: dict[str, list[str]] = {}
    for each in backtests:
        spans.setdefault(f"{each.first:%Y-%m-%d} to {each.last:%Y-%m-%d}", []).append(each.name)
    return "; ".join(f"{', '.join(names)}: {span}" for span, names in spans.items())
