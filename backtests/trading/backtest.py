"""A backtest of any strategy in one shape, which tables, files and pictures read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.trading import events as trading_events
from backtests.trading import portfolios
from data_feeds.series.bars import frequency_of
from data_feeds.series.market import Market
from signals.core.event import RuleError
from strategies.engine.metrics import account_metrics

if TYPE_CHECKING:
    from backtests.trading.events import Choice
    from strategies.engine.metrics import Metrics
    from strategies.engine.portfolio_runner import PortfolioRun
    from strategies.engine.trades import Trade

HELD, AS_EXPOSED = "buy and hold", "as much held all the time"
# Benchmarks whose words say what is held.
NAMED = frozenset(rival.words for rival in portfolios.BENCHMARKS.values())
# Benchmarks that stay this close to each other are told once: a night's interest sets them apart.
SAME = 1e-3
TRADES, ORDERS, EQUITY = "trades.csv", "orders.csv", "equity.csv"
NOT_TRADED, WEIGHTS = "not_traded.csv", "weights.csv"


@dataclass(frozen=True, slots=True, eq=False)
class Benchmark:
    """What an account is held against: its metrics, and its value by close."""

    metrics: Metrics
    equity: pd.Series


@dataclass(frozen=True, slots=True)
class Mark:
    """A purchase or sale to be drawn: what it was is "bought", or what ended the trade."""

    date: pd.Timestamp
    fund: str
    price: float
    what: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """A signal or order that led to no trade: void, skipped or rejected, and why."""

    what: str
    date: pd.Timestamp
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """What a strategy did, whatever its kind.

    `told` says on which bars or at which prices it was filled. `prices` are closes by fund, in the
    unit of `marks`; `made` is one row a trade or order, `kind` "trades" or "orders"; `weights` is
    the share of each fund by close, None for a strategy that trades one. `interest` is what cash
    earned since the close before. `content` is the backtest
    as JSON.
    """

    name: str
    told: str
    parameters: Mapping[str, object]
    kind: str
    made: pd.DataFrame
    untraded: tuple[NotDone, ...]
    marks: tuple[Mark, ...]
    prices: Mapping[str, pd.Series]
    equity: pd.Series
    interest: pd.Series
    weights: pd.DataFrame | None
    metrics: Metrics
    benchmarks: Mapping[str, Benchmark]
    content: Mapping[str, object]

    @property
    def traded(self) -> str:
        """The funds, in words."""
        return ", ".join(self.prices)

    @property
    def first(self) -> pd.Timestamp:
        """The first day of the account."""
        return pd.Timestamp(self.equity.index[0])

    @property
    def last(self) -> pd.Timestamp:
        """The last day of the account."""
        return pd.Timestamp(self.equity.index[-1])


def run(
    name: str, choice: Choice, market: Market, *, traded: str | None, cash: float, cost: float
) -> Backtest:
    """Trade a strategy of any kind; `cost` is a fraction paid on each side.

    Raises RuleError for a series to trade where the strategy names its funds itself; otherwise as
    `trading.trade` and `portfolio_trading.trade`.
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
    made = [*done.trades, *([done.open_trade] if done.open_trade else [])]
    close = market.prices(done.traded)["close"].loc[done.equity.index[0] : done.equity.index[-1]]
    return Backtest(
        name=name,
        told=f"{done.frequency} bars",
        parameters=choice.parameters,
        kind="trades",
        made=_table_of_trades(made),
        untraded=tuple(
            NotDone(what, event.signal_date, event.reason)
            for what, events in (
                ("void", done.voids),
                ("skipped", done.skipped),
                ("rejected", done.rejected),
            )
            for event in events
        ),
        # A purchase that is sold in parts is as many trades, and one mark.
        marks=tuple(dict.fromkeys(m for trade in made for m in _marks_of(trade, done.traded))),
        prices={done.traded: close},
        equity=done.equity,
        interest=done.interest,
        weights=None,
        metrics=done.metrics,
        benchmarks={
            HELD: Benchmark(done.buy_and_hold, done.held),
            AS_EXPOSED: Benchmark(done.equal_exposure, done.exposed),
        },
        content=trading_events.content(done, choice.parameters, market),
    )


def _table_of_trades(made: Sequence[Trade]) -> pd.DataFrame:
    from strategies.engine.trades import Trade

    columns = [field.name for field in fields(Trade)]
    table = pd.DataFrame([asdict(trade) for trade in made], columns=columns)
    return table.rename(columns={"return_": "return"})


def _marks_of(trade: Trade, fund: str) -> list[Mark]:
    marks = [Mark(trade.entry_date, fund, trade.entry, "bought")]
    if trade.exit_date is not None and trade.exit is not None:
        what = trade.cause if trade.cause.startswith("sold") else f"sold, {trade.cause}"
        marks.append(Mark(trade.exit_date, fund, trade.exit, what))
    return marks


def _of_funds(name: str, choice: Choice, market: Market, *, cash: float, cost: float) -> Backtest:
    held = portfolios.trade(
        choice.module, market, parameters=choice.parameters, cash=cash, cost=cost
    )
    done, prices = held.run, held.prices
    closes = {
        fund: pd.Series(prices.close[:, at], index=prices.days, name=fund)
        for at, fund in enumerate(prices.funds)
    }
    return Backtest(
        name=name,
        told=f"filled at the {done.fills}, prices adjusted for distributions",
        parameters=choice.parameters,
        kind="orders",
        made=pd.DataFrame(
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
        weights=done.weights,
        metrics=done.metrics,
        benchmarks={
            benchmark: Benchmark(metrics, held.benchmarks[benchmark])
            for benchmark, metrics in done.benchmarks.items()
        },
        content=_portfolio_content(done, choice.parameters, market),
    )


def _portfolio_content(
    done: PortfolioRun, parameters: Mapping[str, object], market: Market
) -> dict[str, object]:
    from backtests.runtime.serialization import data_used

    return {
        "schema": 1,
        "as_of": market.as_of,
        "strategy": done.name,
        **data_used(market),
        "traded": list(done.funds),
        "fills": done.fills,
        "parameters": dict(parameters),
        "metrics": done.metrics,
        "benchmarks": done.benchmarks,
        "orders": done.orders,
        "rejected": done.rejected,
        "equity": {f"{date:%Y-%m-%d}": float(value) for date, value in done.equity.items()},
        "weights": {
            fund: {f"{date:%Y-%m-%d}": float(weight) for date, weight in weights.items()}
            for fund, weights in done.weights.items()
        },
    }


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Accounts of several backtests and what was held beside each, over the days that all share.

    `accounts` are values by close, `metrics` measured over those days alone, both by name; a
    benchmark that several share is there once. `strategies` says which names are strategies,
    `frequency` how far apart the closes are.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    frequency: str
    accounts: Mapping[str, pd.Series]
    metrics: Mapping[str, Metrics]
    strategies: tuple[str, ...]


def compare(made: Sequence[Backtest]) -> Comparison:
    """Cut accounts to the days from the latest start to the earliest end.

    Where bars are of different lengths, all are taken at the closes of the longest, each at its
    last close by then. Raises RuleError, naming the spans, where fewer than two days are in all.
    """
    first, last = max(each.first for each in made), min(each.last for each in made)
    days = min((each.equity.loc[first:last].index for each in made), key=len)
    if len(days) < 2:
        raise RuleError(f"no days in common: {spans_of(made)}")
    accounts = {each.name: each.equity.reindex(days, method="ffill") for each in made}
    for each in made:
        name, benchmark = next(iter(each.benchmarks.items()))
        values = benchmark.equity.reindex(days, method="ffill")
        named = name if name in NAMED else f"{name}, {each.traded}"
        _add(accounts, named, each.name, values)
    frequency = frequency_of(pd.DataFrame(index=days))
    interest = _interest(made, days)
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
        tuple(each.name for each in made),
    )


def _interest(made: Sequence[Backtest], days: pd.Index) -> npt.NDArray[np.float64]:
    """Return what cash earned up to each day, of the account whose cash earned most."""
    grown = [(1 + each.interest).cumprod().reindex(days, method="ffill") for each in made]
    most = max(grown, key=lambda growth: float(growth.iloc[-1] / growth.iloc[0]))
    return np.asarray(most.pct_change().fillna(0.0), dtype=np.float64)


def _add(accounts: dict[str, pd.Series], name: str, strategy: str, values: pd.Series) -> None:
    """Add a benchmark under its name, with its strategy's where another account has it."""
    other = accounts.setdefault(name, values)
    same = len(other) == len(values) and np.allclose(
        other / other.iloc[0], values / values.iloc[0], rtol=SAME
    )
    if not same:
        accounts[f"{name} (beside {strategy})"] = values


def spans_of(made: Sequence[Backtest]) -> str:
    """Say from when to when each strategy was traded.

    Those of one span are named together.
    """
    spans: dict[str, list[str]] = {}
    for each in made:
        spans.setdefault(f"{each.first:%Y-%m-%d} to {each.last:%Y-%m-%d}", []).append(each.name)
    return "; ".join(f"{', '.join(names)}: {span}" for span, names in spans.items())


def comparison_content(made: Sequence[Backtest], found: Comparison) -> dict[str, object]:
    """Lay out a comparison as `backtest --compare --json`."""
    return {
        "schema": 1,
        "common": {
            "first": found.first,
            "last": found.last,
            "frequency": found.frequency,
            "metrics": found.metrics,
        },
        "strategies": {each.name: each.content for each in made},
    }
