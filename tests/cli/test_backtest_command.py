"""The backtest command: several strategies, CSV files and pictures, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from backtests.cli import app
from backtests.report.answers.backtest import backtest_answer
from backtests.report.plots.png import write_png
from backtests.report.plots.strategies import backtest_plot, title_of
from backtests.runtime.choices import UsageError
from backtests.trading import strategies
from backtests.trading.backtest import Backtest, NotDone, compare, run
from backtests.trading.csv_export import write_csv
from data_feeds.series.bars import DataError, check_bars
from data_feeds.series.market import Market
from signals.core.event import RuleError

EASING = ("post-easing", "-p", "anchor=last", "--data", "reference")


def backtest(*arguments: str) -> str:
    """What the command prints; its errors are raised."""
    runner = CliRunner(env={"COLUMNS": "150"})
    done = runner.invoke(app.app, ["backtest", *arguments], catch_exceptions=False)
    return done.stdout


def made(market: Market, name: str = "post-easing:anchor=last") -> Backtest:
    """A backtest; the easing rule closes two trades on the shipped figures."""
    (choice,) = strategies.choose([name], []).values()
    return run(name, choice, market, traded=None, cash=1e5, cost=0.0005)


def test_csv_files_hold_what_json_does(tmp_path: Path) -> None:
    """Trades with the same dates and returns, one row of equity a bar, every signal not traded."""
    found = json.loads(backtest(*EASING, "--csv", str(tmp_path / "new" / "folder"), "--json"))
    folder = tmp_path / "new" / "folder"
    trades = pd.read_csv(folder / "trades.csv")
    assert trades["signal_date"].tolist() == [t["signal_date"] for t in found["trades"]]
    assert trades["return"].tolist() == [t["return_"] for t in found["trades"]]
    equity = pd.read_csv(folder / "equity.csv")
    assert dict(zip(equity["date"], equity["equity"], strict=True)) == found["equity"]
    assert equity["drawdown"].min() == found["metrics"]["max_drawdown"]
    untraded = pd.read_csv(folder / "not_traded.csv")
    counted = {
        kind: int((untraded["what"] == kind).sum()) for kind in ("void", "skipped", "rejected")
    }
    assert counted == {
        "void": len(found["voids"]),
        "skipped": len(found["skipped"]),
        "rejected": len(found["rejected"]),
    }
    assert counted["skipped"] > 0


def test_a_refused_order_is_in_the_file(reference_market: Market, tmp_path: Path) -> None:
    """Void, skipped and rejected signals, each with its reason."""
    refused = NotDone("rejected", pd.Timestamp("2024-01-02"), "entry order margin")
    write_csv(replace(made(reference_market), untraded=(refused,)), tmp_path)
    lines = (tmp_path / "not_traded.csv").read_text().splitlines()
    assert lines == ["what,signal_date,reason", "rejected,2024-01-02,entry order margin"]


def test_a_picture_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    """PNG, twice the same; its title counts the trades and names the span."""
    for name in ("a.png", "b.png"):
        backtest(*EASING, "--plot", str(tmp_path / name))
    first = (tmp_path / "a.png").read_bytes()
    assert first.startswith(b"\x89PNG")
    assert first == (tmp_path / "b.png").read_bytes()


def test_a_picture_says_what_it_shows(reference_market: Market, tmp_path: Path) -> None:
    """The strategy, what is traded, how often, what came of it, from when to when."""
    easing = made(reference_market)
    first, second = title_of(easing).splitlines()
    assert first == (
        f"post-easing:anchor=last on IWM: {len(easing.table)} trades, "
        f"{easing.first:%Y-%m-%d} to {easing.last:%Y-%m-%d}"
    )
    assert " buy and hold, " in second
    write_png(tmp_path / "x.png", backtest_plot(easing))
    assert (tmp_path / "x.png").stat().st_size > 20_000


def test_strategies_are_compared_in_one_table_and_picture(tmp_path: Path) -> None:
    """Three columns and buy and hold; the shared parameter where a strategy has it."""
    names = ["monthly-entry", "monthly-entry:stop=none,size=volatility:15%", "post-easing"]
    common = ["--compare", *names, "-p", "stop=10%", "--data", "reference"]
    printed = backtest(*common, "--plot", str(tmp_path / "x.png"), "--csv", str(tmp_path / "t"))
    assert all(name in printed.replace("\n", "") for name in ("monthly-entry", "buy and hold"))
    assert "monthly-entry: skipped (a position is held): " in printed
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(p.name for p in (tmp_path / "t").iterdir()) == [
        "monthly-entry",
        "monthly-entry_stop=none,size=volatility_15",
        "post-easing",
    ]
    found = json.loads(backtest(*common, "--json"))["strategies"]
    assert list(found) == names
    assert [found[name]["parameters"]["stop"] for name in names] == ["10%", "none", "10%"]
    alone = json.loads(backtest("post-easing", "-p", "stop=10%", "--data", "reference", "--json"))
    assert found["post-easing"] == alone


def test_many_signals_are_counted_and_few_are_named() -> None:
    """Monthly entries skip hundreds while a position is held, the easing rule a handful."""
    assert " signals, 2000-07-07 to 20" in backtest(
        "monthly-entry", "--data", "reference", "--details"
    )
    assert "skipped (" in backtest(*EASING, "--details")
    assert " signals, " not in backtest(*EASING, "--details")


def test_a_strategy_that_holds_funds_has_its_files_and_picture(
    snapshot_market: Market, tmp_path: Path
) -> None:
    """Every order with its fund, weights that sum to one, a mark an order."""
    held = made(snapshot_market, "sleeve")
    write_csv(held, tmp_path)
    orders = pd.read_csv(tmp_path / "orders.csv")
    assert orders["size"].tolist() == [order.size for order in held.run.orders]
    assert set(orders["fund"]) == {"IWM", "SPY"}
    assert len(held.marks) == len(orders)
    weights = pd.read_csv(tmp_path / "weights.csv")
    assert weights[["IWM", "SPY"]].sum(axis=1).iloc[-1] == pytest.approx(1.0)
    write_png(tmp_path / "x.png", backtest_plot(held))
    assert (tmp_path / "x.png").stat().st_size > 20_000


@pytest.mark.parametrize("name", ["sleeve", "post-easing", "staged-entry"])
def test_a_benchmark_is_worth_what_its_metrics_say(snapshot_market: Market, name: str) -> None:
    """The value by close that is drawn gives the total return that is stated."""
    for benchmark in made(snapshot_market, name).benchmarks.values():
        gained = benchmark.equity.iloc[-1] / benchmark.equity.iloc[0] - 1
        assert gained == pytest.approx(benchmark.metrics["total_return"], rel=1e-9)


def test_a_strategy_is_not_compared_with_itself(snapshot_market: Market) -> None:
    """All benchmarks of buy and hold are buy and hold; those of a mix of two funds are not."""
    alone, mixed = (made(snapshot_market, name) for name in ("buy-and-hold", "sleeve"))
    assert alone.benchmarks
    assert not alone.others
    assert mixed.others == mixed.benchmarks
    lines = dict(backtest_answer(alone).rows)
    assert lines["account"].endswith("; no benchmark differs")
    assert "(" not in lines["return"] + lines["Sharpe"] + lines["max drawdown"]
    assert "against" not in title_of(alone)
    assert list(compare([alone, mixed]).accounts) == ["buy-and-hold", "sleeve", "small caps alone"]


def test_strategies_are_compared_over_the_days_that_all_have(snapshot_market: Market) -> None:
    """A cohort of two years cuts the sleeve to them; one benchmark of the fund stands for all."""
    names = ("sleeve", "post-easing", "staged-entry:start=2008-01-02,days=504")
    several = [made(snapshot_market, name) for name in names]
    found = compare(several)
    assert (found.first, found.last) == (several[2].first, several[2].last)
    assert found.strategies == names
    sleeve = several[0].equity.loc[found.first : found.last]
    assert found.metrics["sleeve"]["total_return"] == sleeve.iloc[-1] / sleeve.iloc[0] - 1
    assert found.metrics[names[2]]["total_return"] == several[2].metrics["total_return"]


def test_bars_of_different_lengths_are_compared_at_the_longest(reference_market: Market) -> None:
    """Monthly closes of funds beside weekly bars: both at month ends, the week's close by then."""
    of_month = {"open": "first", "high": "max", "low": "min", "close": "last"}
    month_ends = {}
    for name in ("IWM", "IWM_ADJ", "SPY", "SPY_ADJ"):
        weeks = reference_market.series(name)
        rules = {column: rule for column, rule in of_month.items() if column in weeks}
        month_ends[name] = check_bars(weeks.resample("ME").agg(rules), name=name)
    loaders = {name: partial(month_ends.__getitem__, name) for name in month_ends}
    coarse = replace(reference_market, loaders={**reference_market.loaders, **loaders}, used={})
    monthly, weekly = made(coarse, "sleeve"), made(reference_market, "post-easing")
    found = compare([monthly, weekly])
    assert found.frequency == "monthly"
    assert found.first.is_month_end
    account = found.accounts["post-easing"]
    assert account.index.equals(found.accounts["sleeve"].index)
    assert account[found.last] == weekly.equity.loc[: found.last].iloc[-1]


def test_strategies_without_a_day_in_common_are_not_compared(snapshot_market: Market) -> None:
    """The message has the span of each."""
    names = ("staged-entry:start=2004-01-02", "staged-entry:start=2008-01-02")
    with pytest.raises(RuleError, match=r"no days in common: .*2004-01-02 to .*2008-01-02 to "):
        compare([made(snapshot_market, name) for name in names])


def test_what_names_its_funds_is_not_traded_on_another(snapshot_market: Market) -> None:
    """One line that names the strategy and what was asked."""
    (choice,) = strategies.choose(["sleeve"], []).values()
    with pytest.raises(RuleError, match="sleeve names its funds itself; found --trade SPY"):
        run("sleeve", choice, snapshot_market, traded="SPY", cash=1e5, cost=0.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a strategy: averaging-down, breakout-measured-move"),
        (("post-easing", "monthly-entry"), "2 strategies; expected one, or --compare"),
        (("post-easing", "--compare"), "1 strategy to compare; expected at least 2"),
        (("post-easing", "--plot", "x.jpg"), "x.jpg: expected a name that ends in .png or .html"),
        (("post-easing", "--plot", "no/such/x.png"), "expected a file in a folder that exists"),
        (("post-easing", "--csv", __file__), "a file; expected a folder"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_runs(
    arguments: tuple[str, ...], message: str
) -> None:
    """One line that says what was expected."""
    with pytest.raises(UsageError, match=message):
        backtest(*arguments, "--data", "reference")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--compare", "post-easing", "post-easing"), "'post-easing' is named twice"),
        (("--compare", "post-easing", "monthly-entri"), "did you mean monthly-entry?"),
        (("--compare", "post-easing", "monthly-entry", "-p", "stp=8%"), "did you mean stop?"),
        (("monthly-entry:sto=8%",), "did you mean stop?"),
        (("monthly-entry:stop",), "expected name=value"),
        (("monthly-entry", "-p", "size=half"), "no size 'half'"),
        (
            ("post-easing:pause_months=3", "-p", "pause_months=4"),
            "parameter pause_months is '4' and '3'; expected one value",
        ),
        (("post-easing", "-p", "stop=8%", "-p", "stop=9%"), "parameter stop is '8%' and '9%'"),
        (("post-easing", "-p", "pause_months=-3"), "pause_months is -3; expected 1 to 120"),
        (("monthly-entry", "-p", "horizon=0"), "expected at least 1 trading day"),
    ],
)
def test_a_wrong_name_or_value_is_refused(arguments: tuple[str, ...], message: str) -> None:
    """The nearest name, or what is known."""
    with pytest.raises(RuleError) as error:
        backtest(*arguments, "--data", "reference")
    assert message in str(error.value)


def test_no_name_is_broken_in_80_columns() -> None:
    """In the list, and where strategies are compared: parameters have lines of their own."""
    names = ("post-easing:pause_months=3,stop=8%", "technology-and-small-caps")
    options = ("--compare", *names, "--data", "reference", "--as-of", "2026-07-10")
    runner = CliRunner(env={"COLUMNS": "80"})
    printed = [
        runner.invoke(app.app, ["backtest", *words], catch_exceptions=False).stdout
        for words in (options, ("--list",))
    ]
    first = [[line.split()[0] for line in text.splitlines() if line.split()] for text in printed]
    assert {"post-easing:", "pause_months=3,", "stop=8%", names[1]} <= set(first[0])
    assert set(strategies.strategy_names()) <= set(first[1])
    assert all(len(line) <= 80 for text in printed for line in text.splitlines())


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback: the folder and the system's reason."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backtests.trading.csv_export.write_csv", full)
    with pytest.raises(DataError, match=r"cannot be written \(No space left on device\)"):
        backtest(*EASING, "--csv", str(tmp_path / "x"))


@pytest.mark.parametrize(
    ("strategy", "parameter", "message"),
    [
        ("averaging-down", "start=nat", "start is 'nat'; expected a date"),
        ("post-easing", "pause_months=99999999", "months is 99999999; expected 1 to 120"),
        ("breakout-measured-move", "stop=atr:999999999", "out of range; expected above 0 and"),
        ("buy-and-hold", "fund= ", "fund is empty; expected a symbol"),
    ],
)
def test_a_value_beyond_all_sense_is_refused(
    strategy: str, parameter: str, message: str, snapshot_market: Market
) -> None:
    """One line that names it, before anything is traded."""
    (choice,) = strategies.choose([strategy], [parameter]).values()
    with pytest.raises(RuleError, match=message):
        run(strategy, choice, snapshot_market, traded=None, cash=1e5, cost=0.0)


@pytest.mark.parametrize("strategy", ["staged-entry", "sleeve", "post-easing"])
def test_cash_without_end_is_refused(strategy: str, snapshot_market: Market) -> None:
    """In every engine."""
    (choice,) = strategies.choose([strategy], []).values()
    with pytest.raises(RuleError, match="cash is inf; expected a number above 0"):
        run(strategy, choice, snapshot_market, traded=None, cash=np.inf, cost=0.0)


def test_a_single_fund_that_ends_stops_the_run(snapshot_market: Market) -> None:
    """XLK ends in July 2026, the other series go on."""
    (choice,) = strategies.choose(["buy-and-hold:fund=XLK"], []).values()
    with pytest.raises(DataError, match="XLK ends 2026-07-14, trading goes on to 2026-10-08"):
        run("buy-and-hold", choice, snapshot_market, traded=None, cash=1e5, cost=0.0)


def test_a_portfolio_stands_beside_what_its_claim_names(snapshot_market: Market) -> None:
    """The sleeve beside small caps alone, from the same day; the first of the benchmarks."""
    held = made(snapshot_market, "sleeve")
    name, alone = next(iter(held.benchmarks.items()))
    assert name == "small caps alone"
    bought = made(snapshot_market, "buy-and-hold").equity.loc[held.first :]
    assert alone.equity.index.equals(held.equity.index)
    grown = alone.equity.iloc[-1] / alone.equity.iloc[0]
    assert grown == pytest.approx(bought.iloc[-1] / bought.iloc[0], rel=1e-3)


def test_an_account_of_bills_has_no_sharpe_ratio(snapshot_market: Market) -> None:
    """The easing rule held nothing in 2008 and 2009, and earned what bills did."""
    names = ("post-easing", "staged-entry:start=2007-11-01,days=252")
    found = compare([made(snapshot_market, name) for name in names])
    assert found.metrics["post-easing"]["total_return"] > 0
    assert found.metrics["post-easing"]["sharpe"] is None
