"""Size by the risk to the stop: units, losses with slippage, and the account of past trades."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtests.cli import app
from backtests.engine.event_account import follow_trades
from backtests.engine.outcomes import Outcome, first_touch
from backtests.engine.position_size import (
    Growth,
    PositionSize,
    StopSlippage,
    risk_account,
    size_positions,
    stop_slippage,
)
from backtests.engine.prepared_bars import PreparedBars
from backtests.notebook import breakout_study
from data_feeds.series.bars import check_bars
from data_feeds.series.catalogue import TradingUnit
from signals.core.event import Event, RuleError
from signals.core.side import Side
from signals.levels.sizing import Risk, parse_risk
from signals.levels.stops import parse_stop

ONE = Risk(0.01, 100_000)


def bars_at(*prices: float) -> pd.DataFrame:
    """Daily bars whose open, high and low are the close of their day."""
    index = pd.bdate_range("2024-01-01", periods=len(prices), name="date")
    frame = pd.DataFrame(dict.fromkeys(("open", "high", "low", "close"), prices), index=index)
    return check_bars(frame.astype(float), name="X")


def followed(
    bars: pd.DataFrame,
    *signals: int,
    rule: str = "structural",
    target: float = 120.0,
    stop: float | None = 90.0,
    cost: float = 0.0,
    horizon: int = 252,
    side: Side = Side.LONG,
) -> tuple[Outcome, ...]:
    """Signals at positions, entered at the next open."""
    events = [
        Event(pd.Timestamp(bars.index[at]), float(bars["close"].iloc[at]), target, stop)
        for at in signals
    ]
    return first_touch(
        bars,
        events,
        stop=parse_stop(rule),
        horizon=horizon,
        cost=cost,
        genuine_from=0,
        side=side,
        borrow=0.0,
    )


def sized(
    bars: pd.DataFrame,
    outcomes: tuple[Outcome, ...],
    *,
    risk: Risk = ONE,
    rule: str = "structural",
    cost: float = 0.0,
    unit: TradingUnit = "share",
    next_stop: float | None = None,
) -> PositionSize:
    """The sizes of some outcomes."""
    return size_positions(
        PreparedBars.of(bars),
        outcomes,
        risk=risk,
        stop=parse_stop(rule),
        cost=cost,
        unit=unit,
        next_stop=next_stop,
    )


def test_units_are_the_risk_over_the_distance_to_the_stop() -> None:
    """1% of 100,000 over 3 points is 333.33; over 1.1 - 1.0, a little over 0.1, it is 10,000."""
    assert ONE.units(entry=50, stop=47, whole=True) == 333
    assert ONE.units(entry=50, stop=47, whole=False) == pytest.approx(1_000 / 3)
    assert 1.1 - 1.0 > 0.1
    assert ONE.units(entry=1.1, stop=1.0, whole=True) == 10_000
    assert ONE.units(entry=5_000, stop=3_000, whole=True) == 0


@given(st.floats(0.001, 1), st.floats(1, 1e9), st.floats(1, 1e5), st.floats(0.01, 0.99))
def test_whole_units_never_risk_more_than_the_amount(
    fraction: float, account: float, entry: float, below: float
) -> None:
    """And one unit more would."""
    risk, stop = Risk(fraction, account), entry * below
    units = risk.units(entry=entry, stop=stop, whole=True)
    assert units * (entry - stop) <= risk.amount * (1 + 1e-9)
    assert (units + 1) * (entry - stop) > risk.amount * (1 - 1e-9)


@pytest.mark.parametrize("text", ["0%", "101%", "1", "0.01", "-1%", "nan%", "inf%", "", "1 %"])
def test_a_risk_that_is_no_share_of_an_account_is_refused(text: str) -> None:
    """Above 0% and at most 100%, as a percentage."""
    with pytest.raises(RuleError, match=r"risk .*expected"):
        parse_risk(text, account=1_000)


@pytest.mark.parametrize("account", [0.0, -1.0, float("nan"), float("inf")])
def test_an_account_without_money_is_refused(account: float) -> None:
    """Positive and finite."""
    with pytest.raises(RuleError, match=r"account .*expected an amount above 0"):
        parse_risk("1%", account=account)


def test_an_open_trade_is_sized_at_its_entry() -> None:
    """Entry 100, stop 90: 100 shares worth 10,000; the stop loses 100 · (100.05 - 89.955)."""
    bars = bars_at(100, 100, 105)
    found = sized(bars, followed(bars, 0), cost=0.0005).signal
    assert found is not None
    assert (found.entry, found.stop, found.estimated) == (100, 90, False)
    assert (found.units, found.value, found.leverage) == (100, 10_000, 0.1)
    assert found.loss == pytest.approx(1_009.5)
    assert (found.median_loss, found.worst_loss) == (None, None)


def test_a_signal_of_the_last_bar_is_sized_at_its_close() -> None:
    """Close 104, stop 90 of its base: 1,000 / 14 = 71.43 units of an index."""
    bars = bars_at(100, 100, 104)
    found = sized(bars, followed(bars, 2), unit="index unit", next_stop=90.0).signal
    assert found is not None
    assert (found.entry, found.stop, found.estimated) == (104, 90, True)
    assert found.units == pytest.approx(1_000 / 14)


@pytest.mark.parametrize(
    ("prices", "signals", "next_stop", "note"),
    [
        ((100, 100), (), None, "no signal"),
        ((100, 125, 130), (0,), None, "not traded: entry at or beyond the target"),
        ((100, 100, 120, 110), (0,), None, "is over since 2024-01-03: target"),
        ((100, 100), (1,), None, "no stop: no average true range is known"),
        ((100, 100), (1,), 101.0, "the last close is at or beyond the stop"),
    ],
)
def test_what_cannot_be_sized_is_named(
    prices: tuple[float, ...], signals: tuple[int, ...], next_stop: float | None, note: str
) -> None:
    """Without a signal, void, over, or without a stop."""
    bars = bars_at(*prices)
    found = sized(bars, followed(bars, *signals), next_stop=next_stop)
    assert found.signal is None
    assert note in found.note


def test_slippage_is_the_fill_beyond_the_stop_over_the_risk() -> None:
    """Risk 10: filled at 90 exactly, at 85 (half of the risk) and at 88 after gaps."""
    bars = bars_at(100, 100, 90, 100, 100, 85, 100, 100, 88, 100, 100, 120)
    outcomes = followed(bars, 0, 3, 6, 9)
    assert [o.cause for o in outcomes] == ["stop", "stop", "stop", "target"]
    found = stop_slippage(PreparedBars.of(bars), outcomes, parse_stop("structural"))
    assert found == StopSlippage(n=3, beyond=2, median=0.2, worst=0.5, at_closes=0)


def test_slippage_of_a_trailing_stop_is_from_where_it_stood() -> None:
    """Entry 100, highest close 115: the stop has risen to 103.5; filled at 100, 3.5 of 10 below."""
    bars = bars_at(100, 100, 115, 110, 100)
    outcomes = followed(bars, 0, rule="trailing:10%")
    found = stop_slippage(PreparedBars.of(bars), outcomes, parse_stop("trailing:10%"))
    assert found is not None
    assert (found.n, found.worst) == (1, pytest.approx(0.35))


def test_the_bar_of_the_exit_does_not_raise_the_stop_it_ran_into() -> None:
    """Entry 100, stop 90: the bar opens at 85, half of the risk below, and closes at 130."""
    open_, close = (100.0, 100.0, 85.0, 130.0), (100.0, 100.0, 130.0, 130.0)
    frame = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close),
            "low": np.minimum(open_, close),
            "close": close,
        },
        index=pd.bdate_range("2024-01-01", periods=4),
    )
    bars = check_bars(frame, name="X")
    outcomes = followed(bars, 0, rule="trailing:10%", target=200)
    found = stop_slippage(PreparedBars.of(bars), outcomes, parse_stop("trailing:10%"))
    assert found is not None
    assert (outcomes[0].exit, found.worst) == (85, pytest.approx(0.5))


def test_slippage_of_a_chandelier_is_from_where_it_stood() -> None:
    """The range is 2 on every bar: entry 100, stop 94; highest high 111, so 105; filled at 101."""
    close = np.array([100.0] * 30 + [102, 104, 106, 108, 110, 110, 101])
    frame = pd.DataFrame(
        {"open": close, "high": close + 1, "low": close - 1, "close": close},
        index=pd.bdate_range("2024-01-01", periods=close.size),
    )
    bars = check_bars(frame, name="X")
    (outcome,) = followed(bars, 28, rule="chandelier:3", target=200, stop=None)
    prepared = PreparedBars.of(bars)
    atr = prepared.average_true_range(22)
    assert outcome.cause == "stop"
    assert outcome.stop == pytest.approx(94)
    level = max(111 - 3 * atr[34], 111 - 3 * atr[35])
    found = stop_slippage(prepared, [outcome], parse_stop("chandelier:3"))
    assert found is not None
    assert found.worst == pytest.approx((level - 101) / 6, abs=1e-8)


def test_losses_with_past_slippage_stand_beside_the_planned_one() -> None:
    """The past stop was filled half of the risk beyond: 100 shares lose 15 each instead of 10."""
    bars = bars_at(100, 100, 85, 100, 100, 105)
    found = sized(bars, followed(bars, 0, 3)).signal
    assert found is not None
    assert (found.loss, found.median_loss, found.worst_loss) == (1_000, 1_500, 1_500)


def test_the_account_compounds_the_risk_in_each_trade() -> None:
    """A gain of 2 R, then a loss of 1.5 R at 1% each: 100,000 · 1.02 · 0.985, drawdown 1.5%."""
    bars = bars_at(100, 100, 110, 120, 120, 100, 100, 85, 85)
    found = risk_account(
        PreparedBars.of(bars), followed(bars, 0, 1, 5), risk=ONE, cost=0.0, cash_rate=None
    )
    assert found is not None
    assert (found.trades, found.overlapping, found.lost_on) == (2, 1, None)
    assert found.account.final_value == pytest.approx(100_000 * 1.02 * 0.985)
    assert found.account.max_drawdown == pytest.approx(-0.015)
    assert found.leverage == pytest.approx(0.1)
    assert found.hold.max_drawdown == pytest.approx(85 / 120 - 1)
    assert (found.cash.cagr, found.unknown_interest) == (0.0, None)
    assert found.account.cagr == pytest.approx((1.02 * 0.985) ** (252 / 8) - 1)
    assert found.hold.cagr == pytest.approx(0.85 ** (252 / 8) - 1)


def test_an_account_that_is_lost_is_named_and_ends() -> None:
    """Stop 1% away, risk 50%: 50 times the account, and a fall of 10% is five times of it."""
    bars = bars_at(100, 100, 90, 100, 100, 120)
    found = risk_account(
        PreparedBars.of(bars),
        followed(bars, 0, 3, stop=99.0),
        risk=Risk(0.5, 1_000),
        cost=0.0,
        cash_rate=None,
    )
    assert found is not None
    assert found.leverage == pytest.approx(50)
    assert found.lost_on == bars.index[2]
    assert found.account == Growth(final_value=0, cagr=None, max_drawdown=-1)


def test_cash_earns_its_rate_while_it_is_not_invested() -> None:
    """3.65% a year, 0.01% a day: 90% of the account on the days of the trade, all on the others."""
    bars = bars_at(100, 100, 100, 120, 120)
    rate = pd.DataFrame({"value": 3.65}, index=bars.index)
    found = risk_account(
        PreparedBars.of(bars), followed(bars, 0), risk=ONE, cost=0.0, cash_rate=rate
    )
    assert found is not None
    a = 1 + 1e-4
    assert found.account.final_value == pytest.approx(
        100_000 * a * (0.9 * a**2 + 0.12) * a, rel=1e-12
    )
    assert found.unknown_interest == 0
    late = risk_account(
        PreparedBars.of(bars), followed(bars, 0), risk=ONE, cost=0.0, cash_rate=rate.iloc[2:]
    )
    assert late is not None
    assert late.unknown_interest == 2


def test_a_short_is_sized_by_the_stop_above_it() -> None:
    """Entry 100, stop 110: 100 shares; the stop loses 10 each, costs 100 · 0.0005 · (100 + 110)."""
    bars = bars_at(100, 100, 95)
    outcomes = followed(bars, 0, target=80, stop=110, side=Side.SHORT)
    found = sized(bars, outcomes, cost=0.0005).signal
    assert found is not None
    assert (found.units, found.value, found.leverage) == (100, 10_000, 0.1)
    assert found.loss == pytest.approx(1_010.5)
    pending = followed(bars, 2, target=80, stop=110, side=Side.SHORT)
    assert sized(bars, pending, next_stop=94.0).note == "the last close is at or beyond the stop"


def test_slippage_and_account_of_shorts_mirror_those_of_longs() -> None:
    """Risk 10: a gain of 2 R at 80, then a gap to 115, half of the risk beyond the stop at 110."""
    bars = bars_at(100, 100, 90, 80, 80, 100, 100, 115, 115)
    outcomes = followed(bars, 0, 1, 5, target=80, stop=110, side=Side.SHORT)
    prepared = PreparedBars.of(bars)
    assert stop_slippage(prepared, outcomes, parse_stop("structural")) == StopSlippage(
        n=1, beyond=1, median=0.5, worst=0.5, at_closes=0
    )
    found = risk_account(prepared, outcomes, risk=ONE, cost=0.0, borrow=0.0, cash_rate=None)
    assert found is not None
    assert (found.trades, found.overlapping) == (2, 1)
    assert found.account.final_value == pytest.approx(100_000 * 1.02 * 0.985)
    assert found.account.max_drawdown == pytest.approx(-0.015)


@pytest.mark.parametrize("side", list(Side))
def test_the_account_is_the_product_of_its_trades_on_a_random_walk(side: Side) -> None:
    """A trade multiplies the account by 1 + risk · value at risk · net return, fees included."""
    rng = np.random.default_rng(4)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0005 * side.sign, 0.015, 3_000)))
    bars = bars_at(*close)
    events = [
        Event(
            pd.Timestamp(bars.index[at]),
            float(close[at]),
            (1 + 0.25 * side.sign) * close[at + 1],
            (1 - 0.08 * side.sign) * close[at + 1],
        )
        for at in range(0, 2_800, 40)
    ]
    rules = {"cost": 0.001, "borrow": 0.03}
    outcomes = first_touch(
        bars,
        events,
        stop=parse_stop("structural"),
        horizon=126,
        genuine_from=0,
        side=side,
        **rules,
    )
    found = risk_account(
        PreparedBars.of(bars), outcomes, risk=Risk(0.02, 1.0), cash_rate=None, **rules
    )
    taken = follow_trades(bars, outcomes, shares=np.ones(len(bars))).trades
    factors = [
        1 + 0.02 * o.return_ * o.entry * (1 + side.sign * 0.001) / abs(o.entry - o.stop)
        for o in taken
        if o.return_ is not None and o.entry is not None and o.stop is not None
    ]
    assert found is not None
    assert 20 < found.trades == len(factors)
    assert found.account.final_value == pytest.approx(np.prod(factors), rel=1e-9)


def typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, str, str]:
    """Exit code, output and errors of `rutcheck breakout` on the shipped figures."""
    command = ["rutcheck", "breakout", "--data", "reference", "--resamples", "100", *options]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        app.main()
    return (int(ended.value.code or 0), *capsys.readouterr())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--risk", "1%", "--stop", "none"), "stop 'none' sets no price at entry"),
        (("--risk", "1%", "--stop", "time:63"), "stop 'time:63' sets no price at entry"),
        (("--risk", "1%", "--stop", "failed"), "stop 'failed' sets no price at entry"),
        (("--risk", "0%"), "risk 0; expected above 0%"),
        (("--risk", "200%"), "expected above 0% and at most 100%"),
        (("--risk", "0.01"), "risk '0.01'; expected a percentage"),
        (("--risk", "1%", "--account", "0"), "account 0; expected an amount above 0"),
        (("--account", "1000"), "--account; expected --risk with it"),
        (("--risk", "1%", "--universe", "indexes"), "--universe; expected no"),
        (("--walk-forward", "90"), "walk-forward of 90 years"),
    ],
)
def test_the_command_refuses_a_size_in_one_line(
    options: tuple[str, ...],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2."""
    code, _, error = typed(monkeypatch, capsys, *options)
    assert (code, error.count("\n")) == (2, 1)
    assert message in error


def test_an_account_that_is_no_number_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As any value of an option that is out of its range."""
    code, _, error = typed(monkeypatch, capsys, "--risk", "1%", "--account", "nan")
    assert code == 2
    assert "Invalid value for --account: nan is not a finite number" in error


def test_the_command_the_document_and_python_have_the_same_size(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Index units of the Russell 2000, with the chain of a walk-forward analysis."""
    options = ("SPX", "--risk", "2%", "--account", "50000", "--walk-forward", "10")
    code, printed, _ = typed(monkeypatch, capsys, *options, "--json")
    document = json.loads(printed)
    size = document["size"]
    assert (code, size["unit"], size["risk_amount"]) == (0, "index unit", 1_000)
    _, table, _ = typed(monkeypatch, capsys, *options)
    assert f"{size['past_trades']['account']['final_value']:,.2f}" in table
    chain = document["walk_forward"]
    mean = chain["out_of_sample"]["mean_return"]
    returns = [row["return"] for row in chain["trades"] if row["return"] is not None]
    assert len(returns) == chain["out_of_sample"]["n"] > 10
    assert np.mean(returns) == pytest.approx(mean)
    assert f"out of sample {100 * mean:+.1f}% net per trade" in table
    numbers = breakout_study(
        "SPX", risk="2%", account=50_000, walk_forward=10, data="reference", resamples=100
    ).numbers
    assert numbers["size"] == size
    assert numbers["walk_forward"] == document["walk_forward"]


def test_a_file_is_sized_in_whole_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record of 10, a base at 9, a breakout at the last close of 10.5: 1,000 / 1.5 = 666."""
    closes = [8.0] * 5 + [10.0] + [9.0] * 25 + [10.5]
    frame = pd.DataFrame({"close": closes}, index=pd.bdate_range("2024-01-01", periods=32))
    frame.to_csv(tmp_path / "mine.csv", index_label="date")
    file = str(tmp_path / "mine.csv")
    _, printed, _ = typed(monkeypatch, capsys, file, "--target", "30%", "--risk", "1%", "--json")
    size = json.loads(printed)["size"]
    assert size["unit"] == "share"
    assert (size["signal"]["entry"], size["signal"]["stop"]) == (10.5, 9.0)
    assert (size["signal"]["units"], size["signal"]["estimated"]) == (666, True)
    assert size["past_trades"] is None
    _, table, _ = typed(monkeypatch, capsys, file, "--target", "30%", "--risk", "1%")
    assert "666 shares at the last close, 10.50, stop 9.00" in table
