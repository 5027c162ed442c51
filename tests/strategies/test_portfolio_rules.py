"""Portfolio rules: two engines, one account; no look-ahead; interest, costs, nothing untold."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.cli import app
from backtests.trading import portfolios, strategies
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market
from signals.core.event import RuleError
from signals.core.look_ahead import LookAheadError, cut
from strategies import (
    constant_mix,
    selective_hedge,
    sleeve,
    technology_and_small_caps,
    trim_in_profit,
)
from strategies.engine import portfolio_runner
from strategies.engine.account import Charges
from strategies.engine.portfolio import Decide, Plan, adjusted_fills, align, by_day, on_schedule
from strategies.engine.portfolio_paths import follow
from strategies.engine.portfolio_runner import PortfolioRun
from tests.proofs import number

PATHS = number(500, 100)
EXACT = 1e-9
NAMES = [
    name
    for name in strategies.strategy_names()
    if portfolios.trades_funds(strategies.find_strategy(name))
]
# Rules are compared on data cut there.
UP_TO = pd.Timestamp("2024-01-25")


def days(count: int) -> pd.DatetimeIndex:
    """Return weekdays from a Monday."""
    return pd.bdate_range("2024-01-01", periods=count, name="date")


def fund(*rows: tuple[float, float]) -> pd.DataFrame:
    """Return a fund by day: (fill, close)."""
    return pd.DataFrame(rows, columns=["fill", "close"], index=days(len(rows)), dtype=float)


def bills(count: int, rate: float = 3.65) -> pd.DataFrame:
    """Return a bill rate in percent, the same every day: 3.65% is one basis point a day."""
    return pd.DataFrame({"value": rate}, index=days(count))


def held_half(prices_of: Mapping[str, pd.DataFrame], *, cost: float) -> PortfolioRun:
    """Trade half of the money once."""
    plan = constant_mix.plan(mix=",".join(f"{name}:50" for name in prices_of), rebalance="never")
    return portfolio_runner.run(
        "half",
        plan,
        funds=prices_of,
        signals={},
        cash=1000.0,
        cost=cost,
        bills=bills(len(next(iter(prices_of.values())))),
    )


def test_cash_earns_the_bill_rate_of_the_close_before() -> None:
    """Half bought at 100, half in bills at a basis point a calendar day, a weekend three."""
    found = held_half({"A": fund((99, 99), (100, 100), *[(110, 110)] * 5)}, cost=0.0)
    cash = 1000 * 1.0001 * 0.5 * 1.0001**3 * 1.0003 * 1.0001
    assert found.equity.iloc[0] == 1000.0
    assert found.equity.iloc[1] == pytest.approx(1000.1, rel=EXACT)
    assert found.equity.iloc[-1] == pytest.approx(cash + 1000.1 * 0.5 * 1.1, rel=EXACT)


def test_costs_are_taken_before_weights_and_leave_no_debt() -> None:
    """All of 1,000 in two funds at 1%: 1,000 / 1.01 is held, nothing is refused."""
    two = {"A": fund((10, 10), (10, 10), (10, 10)), "B": fund((20, 20), (20, 20), (20, 20))}
    found = held_half(two, cost=0.01)
    assert found.rejected == ()
    assert sorted(o.fund for o in found.orders) == ["A", "B"]
    assert found.equity.iloc[-1] == pytest.approx(1000 * 1.0001 / 1.01 + 0, rel=1e-9)
    assert sum(o.cost for o in found.orders) == pytest.approx(1000.1 / 1.01 * 0.01, rel=EXACT)


def test_sales_come_before_purchases() -> None:
    """A fund that halves and one that doubles are brought back to equal shares."""
    a, b = fund((10, 10), (10, 10), (5, 5)), fund((10, 10), (10, 10), (20, 20))
    rule = by_day(np.full((4, 2), 0.5), np.array([True, False, True, False]))
    plan = Plan(("A", "B"), lambda *_: rule)
    last = pd.DataFrame({"fill": [5.0], "close": [5.0]}, index=days(4)[-1:])
    funds = {"A": pd.concat([a, last]), "B": pd.concat([b, last * 4])}
    found = portfolio_runner.run("equal", plan, funds=funds, signals={}, cost=0.0)
    assert [(o.fund, o.size > 0) for o in found.orders[2:]] == [("B", False), ("A", True)]
    assert found.weights.iloc[-1].tolist() == pytest.approx([0.5, 0.5])
    assert found.rejected == ()


def test_an_order_that_the_broker_refuses_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice what the cash can buy: nothing is held, the order is listed with its reason."""
    from strategies.engine import portfolio_trade

    honest = portfolio_trade.value_changes
    monkeypatch.setattr(portfolio_trade, "value_changes", lambda *a, **k: 2 * honest(*a, **k))
    plan = constant_mix.plan(mix="A:100", rebalance="never")
    found = portfolio_runner.run("dear", plan, funds={"A": fund(*[(10, 10)] * 3)}, signals={})
    assert [(o.fund, o.reason) for o in found.rejected] == [("A", "bought: margin")]
    assert found.orders == ()
    assert found.equity.tolist() == [100_000.0] * 3


def test_an_open_is_adjusted_as_the_close_of_its_bar() -> None:
    """Quoted 50 at the open and 52 at the close, adjusted 26: filled at 25."""
    index = days(3)
    quoted = pd.DataFrame(
        {"open": [50.0, 51, 53], "high": [55.0] * 3, "low": [45.0] * 3, "close": [52.0, 52, 54]},
        index=index,
    )
    adjusted = pd.DataFrame({"close": [26.0, 26, 27]}, index=index)
    assert adjusted_fills(quoted, adjusted)["fill"].tolist() == [25.0, 25.5, 26.5]


def test_a_series_that_ends_or_lacks_a_day_stops_the_run() -> None:
    """The message names it; prices are not filled in, nor rates for more than five days."""
    whole = fund(*[(10, 10)] * 20)
    with pytest.raises(DataError, match=r"B ends 2024-01-09, trading goes on to 2024-01-26"):
        align({"A": whole, "B": whole.iloc[:7]}, None)
    with pytest.raises(DataError, match=r"B has no bar on 2024-01-05 \(1 in all\)"):
        align({"A": whole, "B": whole.drop(whole.index[4])}, None)
    with pytest.raises(DataError, match="the return of cash is not known on 2024-01-15"):
        align({"A": whole}, bills(7))
    with pytest.raises(DataError, match="the return of cash is not known on 2024-01-10"):
        align({"A": whole}, bills(20).drop(days(20)[4:15]))


@pytest.mark.parametrize("mix", ["IWM", "IWM:x", "IWM:60,SPY:60", "IWM:-1", "IWM:5,iwm:5"])
def test_a_mix_that_makes_no_sense_is_refused(mix: str) -> None:
    """One line that says what was expected."""
    with pytest.raises(RuleError, match="expected"):
        constant_mix.plan(mix=mix)


def random_prices(rng: np.random.Generator, count: int) -> dict[str, pd.DataFrame]:
    """Two funds with wide gaps between close and open, over years of weekdays."""
    index = pd.bdate_range("2015-01-01", periods=count, name="date")
    found = {}
    for name in ("IWM", "SPY"):
        close = 100 * np.exp(np.cumsum(rng.normal(0.001, 0.03, count)))
        fill = np.concatenate([[100.0], close[:-1]]) * np.exp(rng.normal(0, 0.05, count))
        found[name] = pd.DataFrame({"fill": fill, "close": close}, index=index)
    return found


def random_rules(rng: np.random.Generator, count: int) -> dict[str, Decide]:
    """Rules of each kind: by day with cash and with funds left alone, on a schedule, by account."""
    weights = rng.dirichlet(np.ones(3), count)[:, :2]
    alone = rng.random(count) < 0.2
    weights[alone] = [0.0, np.nan]
    index = pd.bdate_range("2015-01-01", periods=count)
    return {
        "by day": by_day(weights, rng.random(count) < 0.2),
        "monthly": on_schedule([0.4, 0.6], index, "monthly"),
        "on weight": trim_in_profit.trim_on_weight(too_large=0.32).make(index, {}),
        "in profit": trim_in_profit.trim_when(
            0.3, 0.31, 0.02, worse=rng.random(count) < 0.3, calm=rng.random(count) < 0.1
        ),
    }


def assert_same(decide: Decide, prices: object, cost: float) -> int:
    """Hold the account without orders to backtrader's; returns the number of orders."""
    fast = follow(decide, prices, cost=cost)  # type: ignore[arg-type]
    done, values = portfolio_runner.trade(decide, prices, cash=1.0, charges=Charges(cost=cost))  # type: ignore[arg-type]
    np.testing.assert_allclose(fast.equity, values, rtol=EXACT)
    np.testing.assert_allclose(fast.weights, done.weights, rtol=EXACT, atol=EXACT)
    assert [fast.days[at] for at, _ in fast.decisions] == [day for day, _ in done.decisions]
    for (_, ours), (_, theirs) in zip(fast.decisions, done.decisions, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert not done.refused
    return len(done.orders)


def test_the_engines_keep_the_same_account_on_random_paths() -> None:
    """Paths with gaps, four rules in turn, cash with interest, costs up to 1%."""
    rng = np.random.default_rng(7)
    traded = 0
    for path in range(PATHS):
        count = int(rng.integers(30, 60))
        funds = random_prices(rng, count)
        rate = pd.DataFrame({"value": rng.uniform(0, 15, count)}, index=funds["IWM"].index)
        rules = random_rules(rng, count)
        name = list(rules)[path % len(rules)]
        traded += assert_same(rules[name], align(funds, rate), float(rng.choice([0, 0.0005, 0.01])))
    assert traded > 2 * PATHS


def at_cut(market: Market, day: pd.Timestamp) -> Market:
    """The source as it was on a day."""
    names = (
        "RUT",
        "IWM",
        "SPY",
        "IWM_ADJ",
        "SPY_ADJ",
        "AGG_ADJ",
        "XLK_ADJ",
        "CASH_RATE",
        "BAMLH0A0HYM2",
        "BAA10Y",
    )
    day = market.series("IWM").loc[:day].index[-1]
    part = cut({name: market.series(name) for name in names}, day)
    assert part is not None
    return Market("cut", {n: (lambda f=f: f) for n, f in part.items()}, "-", day)


def traded(market: Market, name: str) -> PortfolioRun:
    """Trade a rule with its defaults."""
    module = strategies.find_strategy(name)
    return portfolios.trade(
        module, market, cash=1e5, cost=0.0005, parameters=strategies.bind_parameters(module, [])
    ).run


@pytest.mark.parametrize("name", NAMES)
def test_the_engines_agree_and_nothing_later_counts_on_the_snapshot(
    name: str, each_market: Market
) -> None:
    """One account to a billionth, and the same weights, orders and equity on data cut at a day."""
    market = at_cut(each_market, UP_TO)
    whole = traded(market, name)
    plan = strategies.find_strategy(name).plan()
    funds, _ = portfolios.funds_of(market, plan.funds)
    prices = align(funds, market.series("CASH_RATE"))
    signals = {n: market.series(n) for n in (*plan.reads, *plan.stand_ins)}
    fast = follow(portfolio_runner.decisions_of(plan, prices, signals), prices, cost=0.0005)
    np.testing.assert_allclose(fast.equity * 1e5, whole.equity.to_numpy(), rtol=EXACT)
    np.testing.assert_allclose(fast.weights, whole.weights.to_numpy(), rtol=EXACT, atol=EXACT)
    assert len(whole.orders) > (0 if name == "buy-and-hold" else 3)
    assert not whole.rejected
    day = max(whole.orders[len(whole.orders) // 2].date, whole.equity.index[len(fast.equity) // 2])
    part = traded(at_cut(each_market, day), name)
    assert part.equity.equals(whole.equity.loc[:day])
    assert part.weights.equals(whole.weights.loc[:day])
    assert list(part.orders) == [o for o in whole.orders if o.date <= day]


def test_a_rule_that_peeks_is_not_traded() -> None:
    """It holds the fund only over days on which it rises."""
    closes = [10.0, 11, 10, 12, 11, 13, 12, 14]
    funds = {"A": fund(*[(c, c) for c in closes])}

    def make(index: pd.DatetimeIndex, _: Mapping[str, pd.DataFrame]) -> Decide:
        now = np.array(closes)[: len(index)]
        rises = np.append(now[1:] > now[:-1], False)
        return by_day(rises[:, np.newaxis].astype(float), np.ones(len(index), dtype=bool))

    with pytest.raises(LookAheadError, match="peeks looks ahead"):
        portfolio_runner.run("peeks", Plan(("A",), make), funds=funds, signals={})


def test_the_trim_follows_its_three_conditions() -> None:
    """Large, in profit and credit worse: trimmed to 30%, the rest untouched; calm: as before."""
    closes = [10.0, 10, 20, 20, 20, 20, 20]
    funds = {"IWM": fund(*[(c, c) for c in closes]), "SPY": fund(*[(10, 10)] * 7)}
    worse = np.array([False, False, False, True, False, False, False])
    calm = np.array([True, True, True, False, False, True, False])
    rule = trim_in_profit.trim_when(0.30, 0.36, 0.20, worse=worse, calm=calm)
    plan = Plan(("IWM", "SPY"), lambda *_: rule)
    found = portfolio_runner.run("trim", plan, funds=funds, signals={}, cost=0.0)
    assert found.weights["IWM"].tolist() == pytest.approx(
        [0, 0.3, 0.6 / 1.3, 0.6 / 1.3, 0.3, 0.3, 0.3]
    )
    assert found.weights["SPY"].tolist() == pytest.approx(
        [0, 0.7, 0.7 / 1.3, 0.7 / 1.3, 0.7 / 1.3, 0.7 / 1.3, 0.7]
    )
    assert [o.fund for o in found.orders] == ["IWM", "SPY", "IWM", "SPY"]


def test_the_hedge_is_on_from_a_sudden_change_to_a_negative_one() -> None:
    """252 changes of 0.1 and 0.2 in turn, one of 1, one of 0.1, one of -0.1."""
    past = np.tile([0.1, 0.2], 126)
    change = pd.Series([*past, 0.2, 1.0, 0.1, -0.1, 0.1])
    assert selective_hedge.hedged_days(change, deviations=1.5).tolist()[252:] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_the_sleeve_has_both_mixes_of_the_methods() -> None:
    """30/70, and 18/42/40 with bonds."""
    index = days(2)
    for given, expected in ((0.0, [0.3, 0.7]), (0.4, [0.18, 0.42, 0.40])):
        plan = sleeve.plan(bonds=given)
        prices = align({name: fund((1, 1), (1, 1)) for name in plan.funds}, None)
        account = follow(plan.make(index, {}), prices, cost=0.0)
        assert account.weights[-1].tolist() == pytest.approx(expected)
    assert technology_and_small_caps.plan().funds == ("XLK", "IWM")


def test_a_schedule_decides_at_the_first_close_of_a_period() -> None:
    """The last close of a month is known to be that a day later only."""
    index = pd.bdate_range("2024-01-30", periods=5)
    account = follow(
        on_schedule([1.0], index, "monthly"),
        align({"A": fund(*[(1, 1)] * 5).set_axis(index)}, None),
        cost=0.0,
    )
    assert [f"{account.days[at]:%m-%d}" for at, _ in account.decisions] == ["01-30", "02-01"]


def command(
    folder: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str
) -> tuple[int, str, str]:
    """Run a backtest of a mix on a folder: exit code, output, errors."""
    monkeypatch.setattr(
        sys,
        "argv",
        [
            "rutcheck",
            "backtest",
            "constant-mix",
            "--data",
            str(folder),
            *more,
        ],
    )
    code = 0
    try:
        app.main()
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_command_takes_parameters_and_names_the_missing_series(
    snapshot_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """JSON with metrics and orders; a missing series by name, the series of cash; no --trade."""
    code, out, _ = command(
        snapshot_folder,
        capsys,
        monkeypatch,
        "--json",
        "-p",
        "mix=IWM:100",
        "-p",
        "rebalance=never",
        "--as-of",
        "2001-06-29",
    )
    found = json.loads(out)
    assert (code, found["traded"], found["fills"]) == (0, ["IWM"], "next open")
    assert len(found["orders"]) == 1
    assert found["metrics"]["exposure"] > 0.99
    ended = tmp_path / "ended"
    shutil.copytree(snapshot_folder, ended)
    bills = (ended / "dgs3mo.csv").read_text().splitlines()
    kept = [line for line in bills if line < "2024-01-26" or line.startswith("date")]
    (ended / "dgs3mo.csv").write_text("\n".join(kept) + "\n")
    code, out, _ = command(ended, capsys, monkeypatch, "-p", "mix=IWM:50", "--json")
    assert code == 0
    spans = json.loads(out)["cash_return"]["spans"]
    assert [(span["source"], span["first"]) for span in spans] == [
        ("DGS3MO", "2000-05-26"),
        ("FEDFUNDS", "2024-01-31"),
    ]
    code, out, _ = command(ended, capsys, monkeypatch, "-p", "mix=IWM:50")
    spans_shown = "(DGS3MO 2000-05-26 to 2024-01-30, FEDFUNDS 2024-01-31 to 2026-10-07)"
    assert spans_shown in " ".join(out.split())
    code, _, err = command(snapshot_folder, capsys, monkeypatch, "-p", "mix=XYZ:100")
    assert code == 3
    assert "no series XYZ_ADJ" in err
    code, _, err = command(snapshot_folder, capsys, monkeypatch, "--trade", "SPY")
    assert code == 2
    assert "constant-mix names its funds itself; found --trade SPY" in err
