"""Accounts: dividends, interest, costs and borrowing by hand; a debt or a refusal is reported."""

from __future__ import annotations

import backtrader as bt
import numpy as np
import pandas as pd
import pytest

from backtests.engine.event_account import follow_trades
from backtests.engine.outcomes import first_touch
from backtests.report.json.backtest import backtest_json
from backtests.trading import backtest, events, strategies
from data_feeds.series.adjusted_bars import distributions
from data_feeds.series.bars import DataError, check_bars
from data_feeds.series.market import Market
from signals.core.event import Event, RuleError
from signals.levels.stops import parse_stop
from strategies import monthly_entry
from strategies.engine import portfolio_runner
from strategies.engine.account import CashBelowZero, Charges
from strategies.engine.broker import OneSidedBroker, commission_scheme
from strategies.engine.cohort import CohortPlan, at_close, order
from strategies.engine.cohort_runner import CohortTrade
from strategies.engine.cohort_runner import run as run_cohort
from strategies.engine.earnings import account_earnings
from strategies.engine.event_runner import run
from strategies.engine.event_trade import EventTrade, Plan
from strategies.engine.portfolio import Plan as WeightPlan
from strategies.engine.portfolio import by_day
from strategies.monthly_entry import MonthlyEntry

EXACT = 1e-9


def bars_of(*closes: float, name: str = "IWM") -> pd.DataFrame:
    """Bars from a Monday that open a quarter below their close, so that opens are genuine."""
    close = np.array(closes)
    frame = pd.DataFrame(
        {"open": close - 0.25, "high": close + 1, "low": close - 1, "close": close},
        index=pd.bdate_range("2024-01-01", periods=len(closes), name="date"),
    )
    return check_bars(frame, name=name)


def adjusted_of(bars: pd.DataFrame, paid: dict[int, float]) -> pd.DataFrame:
    """Adjusted closes of a fund that pays amounts on the ex-dates at some positions."""
    factor = np.ones(len(bars))
    close = bars["close"].to_numpy()
    for at, amount in paid.items():
        factor[:at] *= 1 - amount / close[at - 1]
    return pd.DataFrame({"close": close * factor}, index=bars.index)


def bills_of(bars: pd.DataFrame, known: int, percent: float = 3.65) -> pd.DataFrame:
    """A yield on the first days; 3.65% is one basis point a calendar day."""
    return pd.DataFrame({"value": percent}, index=bars.index[:known])


def entry_at(bars: pd.DataFrame, at: int) -> Event:
    """A signal at a close, without levels."""
    return Event(pd.Timestamp(bars.index[at]), float(bars["close"].iloc[at]))


def test_a_dividend_is_paid_to_who_held_at_the_close_before() -> None:
    """Bought on Wednesday's ex-date: not paid; 2 on Friday's is, on 1,000 / 10 shares."""
    bars = bars_of(10, 10, 10.25, 10, 9, 9, 9)
    adjusted = adjusted_of(bars, {2: 0.5, 4: 2.0})
    assert distributions(bars, adjusted) == pytest.approx([0, 0, 0.5, 0, 2, 0, 0])
    plan = Plan((entry_at(bars, 1),), parse_stop("none"), 252)
    found = run(
        MonthlyEntry,
        plan,
        signal_bars=bars,
        traded_bars=bars,
        adjusted=adjusted,
        bills=bills_of(bars, 7, 0.0),
        cash=1000.0,
        cost=0.0,
    )
    assert found.equity.tolist() == pytest.approx([1000, 1000, 1025, 1000, 1100, 1100, 1100])
    assert found.notes == ()


def test_idle_cash_earns_the_rate_of_the_day_before() -> None:
    """A basis point a night, a weekend three, then two from another series: named, with dates."""
    bars = bars_of(*[10.0] * 12)
    found = run(
        MonthlyEntry,
        Plan((), parse_stop("none"), 252),
        signal_bars=bars,
        traded_bars=bars,
        bills=bills_of(bars, 12).assign(
            value=[3.65] * 7 + [7.30] * 5, source=["DGS3MO"] * 7 + ["FEDFUNDS"] * 5
        ),
        cash=1000.0,
    )
    nights = np.array([0, 1, 1, 1, 1, 3, 1, 1, 2, 2, 6, 2])
    assert found.equity.to_numpy() == pytest.approx(1000 * np.cumprod(1 + nights / 10_000))
    assert found.notes == ("IWM has no adjusted closes: the account gets no dividends",)
    earned = found.cash_return
    assert earned is not None
    # 21 basis points in 15 calendar days.
    assert earned.yearly == pytest.approx(np.prod(1 + nights / 10_000) ** (365 / 15) - 1)
    assert str(earned) == (
        "cash earned 5.24% a year (DGS3MO 2024-01-01 to 2024-01-09, "
        "FEDFUNDS 2024-01-10 to 2024-01-15)"
    )


def test_a_rate_that_ends_stops_the_run() -> None:
    """Five days after its last value; cash does not earn nothing by lack of data."""
    bars = bars_of(*[10.0] * 12)
    with pytest.raises(DataError, match="the return of cash is not known on 2024-01-09"):
        run(
            MonthlyEntry,
            Plan((), parse_stop("none"), 252),
            signal_bars=bars,
            traded_bars=bars,
            bills=bills_of(bars, 3),
        )


def test_a_trade_keeps_its_own_return_and_the_benchmarks_are_paid_too() -> None:
    """Price +10%, a dividend of 1 on 10: the trade says 10%, the account and the holder more."""
    bars = bars_of(10, 10.25, 10, 11, 11, 11)
    adjusted = adjusted_of(bars, {3: 1.0})
    plan = Plan((entry_at(bars, 0),), parse_stop("time:3"), 252)
    found = run(
        MonthlyEntry,
        plan,
        signal_bars=bars,
        traded_bars=bars,
        adjusted=adjusted,
        bills=bills_of(bars, 6, 0.0),
        cash=1000.0,
        cost=0.0,
    )
    assert [t.return_ for t in found.trades] == pytest.approx([0.10])
    assert found.equity.iloc[-1] == pytest.approx(1200.0)
    # The holder reinvests: 11 on 10 less 1, on the adjusted open of 10 x 0.9.
    assert found.held.iloc[-1] == pytest.approx(1000 * 11 / 9)
    outcomes = first_touch(bars, plan.events, stop=plan.stop, horizon=3)
    earned = account_earnings(bars, adjusted=adjusted, bills=None)
    account = follow_trades(bars, outcomes, shares=np.ones(6), cost=0.0, earnings=earned)
    assert account.value[-1] == pytest.approx(1.2)


def test_equal_exposure_holds_the_same_share_on_average() -> None:
    """Half of ten bars invested: the benchmark holds about as much all the time."""
    bars = bars_of(*np.linspace(10, 12, 40))
    plan = Plan((entry_at(bars, 0),), parse_stop("time:20"), 252)
    found = run(MonthlyEntry, plan, signal_bars=bars, traded_bars=bars, cost=0.0)
    assert found.metrics["exposure"] == pytest.approx(0.475)
    assert found.equal_exposure["exposure"] == pytest.approx(0.475, abs=0.02)
    assert found.buy_and_hold["exposure"] == pytest.approx(39 / 40)


class Short(bt.Strategy):
    """Sell ten short at the second open, buy them back at the sixth."""

    def next_open(self) -> None:
        """Send the orders."""
        if len(self.data) == 2:
            self.sell(size=10)
        if len(self.data) == 6:
            self.buy(size=10)


def test_a_short_pays_for_what_it_borrows_by_the_day() -> None:
    """Ten from Tuesday on: a night at 100, two at 120 and a weekend at 120, at 3.65%."""
    bars = bars_of(100.25, 100, 120, 120, 120, 120.25)
    bars["open"] = [100.0, 100, 120, 120, 120, 120]
    cerebro = bt.Cerebro(stdstats=False, cheat_on_open=True)
    broker = bt.brokers.BackBroker(coo=True)
    broker.setcash(10_000)
    broker.addcommissioninfo(commission_scheme(Charges(cost=0.001, borrow=0.0365)))
    cerebro.setbroker(broker)
    cerebro.adddata(bt.feeds.PandasData(dataname=bars.assign(volume=0.0)))
    cerebro.addobserver(bt.observers.Value)
    cerebro.addstrategy(Short)
    values = cerebro.run()[0].observers[0].lines[0].get(size=len(bars))
    fees = 10 * (100 + 120 + 120 + 3 * 120) / 10_000
    costs = 10 * (100 + 120) * 0.001
    assert values[-1] == pytest.approx(10_000 - 200 - costs - fees, rel=EXACT)


@pytest.mark.parametrize("given", [{"cost": 1.0}, {"cost": -0.1}, {"borrow": 1.5}])
def test_charges_out_of_range_are_refused(given: dict[str, float]) -> None:
    """One line that names it and the range; NaN as well."""
    with pytest.raises(RuleError, match=r"expected a fraction, from 0 to below 1"):
        Charges(**given)
    with pytest.raises(RuleError, match="cost is nan"):
        Charges(cost=float("nan"))


def cohort_frames(bars: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The series of a cohort whose fund pays nothing."""
    adjusted = bars[["close"]].copy()
    adjusted.attrs["name"] = "IWM_ADJ"
    return {"IWM": bars, "IWM_ADJ": adjusted, "CASH_RATE": bills_of(bars, len(bars))}


def test_a_cohorts_refused_order_is_listed() -> None:
    """A third and then the whole stake again, for which the cash is not there."""
    bars = bars_of(*[10.0] * 6)
    orders = tuple(
        order(at_close(bars, at), "buy for stake", share) for at, share in ((0, 1 / 3), (1, 1.0))
    )
    plan = CohortPlan(pd.Timestamp(bars.index[0]), 5, orders)
    found = run_cohort(CohortTrade, plan, series=cohort_frames(bars))
    assert [(r.signal_date, r.reason) for r in found.rejected] == [
        (bars.index[1], "buy for stake order margin")
    ]
    assert len(found.trades) == 1


def owing(broker: OneSidedBroker, amount: float) -> None:
    """Take more than there is, as a fault of an engine would."""
    del amount
    broker.cash = -1.0


@pytest.mark.parametrize("engine", ["event", "cohort", "portfolio"])
def test_an_account_that_owes_money_stops_the_run(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All three engines say on which day."""
    monkeypatch.setattr(OneSidedBroker, "credit", owing)
    bars = bars_of(*[10.0] * 6)
    with pytest.raises(CashBelowZero, match=r"cash is -1.00 on 2024-01-0[12]; expected at least 0"):
        if engine == "event":
            run(MonthlyEntry, Plan((), parse_stop("none"), 5), signal_bars=bars, traded_bars=bars)
        elif engine == "cohort":
            plan = CohortPlan(pd.Timestamp(bars.index[0]), 5, ())
            run_cohort(CohortTrade, plan, series=cohort_frames(bars))
        else:
            fund = pd.DataFrame({"fill": bars["open"], "close": bars["close"]})
            rule = by_day(np.ones((6, 1)), np.zeros(6, dtype=bool))
            portfolio_runner.run(
                "idle", WeightPlan(("IWM",), lambda *_: rule), funds={"IWM": fund}, signals={}
            )


def test_a_fund_that_ends_while_signals_go_on_stops_the_run() -> None:
    """Delisted with a position held: the line names it and the last day that can be tested."""
    index = bars_of(*[10.0] * 30, name="RUT")
    fund = bars_of(*[10.0] * 12)
    plan = monthly_entry.plan({"RUT": index}, stop="none")
    with pytest.raises(DataError, match="IWM ends 2024-01-16, trading goes on to 2024-02-09"):
        run(MonthlyEntry, plan, signal_bars=index, traded_bars=fund)


def test_a_cohorts_fund_that_ends_before_its_time_stops_the_run() -> None:
    """Twelve days of twenty, and the source goes on; a cohort that is over is no matter."""
    series = cohort_frames(bars_of(*[10.0] * 12))
    first, until = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-09")
    with pytest.raises(DataError, match="IWM ends 2024-01-16, trading goes on to 2024-02-09"):
        run_cohort(CohortTrade, CohortPlan(first, 20, ()), series=series, until=until)
    run_cohort(CohortTrade, CohortPlan(first, 11, ()), series=series, until=until)


def test_a_series_that_is_not_there_stops_the_run_by_name(snapshot_market: Market) -> None:
    """The fund to trade, and a fund without the adjusted close of a day."""
    module = strategies.find_strategy("monthly-entry")
    with pytest.raises(DataError, match="no series XYZ"):
        events.trade(module, snapshot_market, parameters={}, traded="XYZ", cash=1e5, cost=0.0)
    bars = bars_of(*[10.0] * 6)
    lacking = adjusted_of(bars, {}).drop(bars.index[2])
    with pytest.raises(DataError, match=r"adjusted IWM has no bar on 2024-01-03 \(1 in all\)"):
        run(
            MonthlyEntry,
            Plan((), parse_stop("none"), 5),
            signal_bars=bars,
            traded_bars=bars,
            adjusted=lacking,
        )


def test_a_run_says_what_it_does_not_count(reference_market: Market) -> None:
    """The index has no dividends, and cash earned bills: in the notices and JSON."""
    module = strategies.find_strategy("post-easing")
    choice = events.Choice(module, {})
    made = backtest.run("easing", choice, reference_market, traded="RUT", cash=1e5, cost=0.0)
    found = made.run
    assert "RUT has no adjusted closes: the account gets no dividends" in found.notes
    assert found.cash_return is not None
    assert [span.source for span in found.cash_return.spans] == ["DGS3MO"]
    assert backtest_json(made)["cash_return"] == found.cash_return
    assert set(found.notes) <= set(reference_market.notices)
    assert backtest_json(made)["notes"] == found.notes


def test_every_strategy_trades_in_the_same_account() -> None:
    """One broker, one class: interest and dividends cannot be forgotten by an engine."""
    from strategies.engine.broker import AccountStrategy
    from strategies.engine.portfolio_trade import WeightedFunds

    assert all(issubclass(s, AccountStrategy) for s in (EventTrade, CohortTrade, WeightedFunds))


def test_adjusted_closes_that_are_the_quoted_ones_are_refused() -> None:
    """Swapped, a payment of 1% would be one of -1%: the day is named."""
    days = pd.bdate_range("2024-01-01", periods=3)
    quoted = pd.DataFrame({"close": [100.0, 99.0, 99.0]}, index=days)
    adjusted = pd.DataFrame({"close": [99.0, 99.0, 99.0]}, index=days)
    with pytest.raises(
        DataError, match=r"paid -1\.01% on 2024-01-02; .* \(are the two swapped\?\)"
    ):
        distributions(adjusted, quoted)
