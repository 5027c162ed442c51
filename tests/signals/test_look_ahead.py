"""The look-ahead guard: no signal and no strategy uses what was not known, and one that does is
caught by the run.
"""  # noqa: D205

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import signals
from backtests.claims.look_ahead import VALUES, check_signals, event_checks, modules_used
from backtests.claims.registry import load_claims
from backtests.claims.run import run_claims
from backtests.cli import app
from backtests.trading import events as trading_events
from backtests.trading import portfolios, strategies
from data_feeds.series.market import Market
from signals import breakout, rates
from signals.core.event import Event
from signals.core.look_ahead import LookAheadError, cut, known_events, known_values
from strategies import breakout_measured_move

# Parts of a signal, or frames by day without a rule of their own.
NOT_SIGNALS = {
    "breakout.to_events",
    "known_values.latest_known",
    "known_values.change",
    "known_values.month_ends",
    "policy_moves.announced",
    "policy_moves.target_on",
    "credit.worse",
    "credit.better",
}


def functions_of_signals() -> set[str]:
    """Names of the public functions in `signals` that say something of single days."""
    found = set()
    for entry in pkgutil.walk_packages(signals.__path__, "signals."):
        module = importlib.import_module(entry.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                given = str(inspect.signature(function).return_annotation)
                if given in ("tuple[Event, ...]", "pd.Series", "pd.DatetimeIndex"):
                    found.add(f"{entry.name.rpartition('.')[2]}.{name}")
    return found - NOT_SIGNALS - {"look_ahead.known_events", "look_ahead.known_values"}


def test_every_signal_is_watched() -> None:
    """A new signal is held to the guard, or this test says which is not."""
    watched = {watch.signal for watch in (*event_checks(), *VALUES)}
    assert functions_of_signals() == watched


def test_every_signal_passes_on_the_snapshot(each_market: Market) -> None:
    """All of them are found again on data cut at days of events, days before, and others."""
    for watch in (*event_checks(), *VALUES):
        for name in watch.reads:
            each_market.series(name)
    assert set(check_signals(each_market)) == {w.signal for w in (*event_checks(), *VALUES)}


def a_day_early(find: Callable[..., tuple[Event, ...]]) -> Callable[..., tuple[Event, ...]]:
    """Plant a leak: each event dated by the bar before."""

    def early(bars: pd.DataFrame, **parameters: object) -> tuple[Event, ...]:
        events = find(bars, **parameters)
        at = [int(bars.index.get_loc(e.known_on)) for e in events]
        return tuple(
            replace(e, known_on=pd.Timestamp(bars.index[max(i - 1, 0)]))
            for e, i in zip(events, at, strict=True)
        )

    return early


def test_a_planted_leak_of_one_day_fails_the_run(
    reference_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Breakouts a bar early: the run stops and names the signal and the day."""
    monkeypatch.setattr(breakout, "find_events", a_day_early(breakout.find_events))
    with pytest.raises(LookAheadError, match=r"breakout.find_events looks ahead: on data up to"):
        run_claims(load_claims(), reference_market, only=["brk-02"], resamples=100)


@pytest.mark.parametrize("command", [("run", "brk-02"), ("breakout",)])
def test_a_leak_ends_the_command_with_one_line(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, no traceback, no verdict."""
    monkeypatch.setattr(breakout, "find_events", a_day_early(breakout.find_events))
    monkeypatch.setattr(
        sys,
        "argv",
        [
            "rutcheck",
            *command,
            "--data",
            "reference",
            "--resamples",
            "100",
            "--json",
        ],
    )
    with pytest.raises(SystemExit) as stopped:
        app.main()
    printed = capsys.readouterr()
    assert stopped.value.code == 1
    assert printed.out == ""
    assert printed.err.startswith("rutcheck: breakout")
    assert "looks ahead: on data up to" in printed.err
    assert printed.err.count("\n") == 1


def test_a_run_of_chosen_claims_checks_the_signals_that_they_can_use(
    reference_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A leak of breakouts stops the claims on breakouts, not one on a level; a whole run always."""
    used = {claim.id: modules_used([claim]) for claim in load_claims()}
    assert {"breakout", "recent_high"} <= used["brk-02"]
    assert "declines" in used["slide-04"]
    assert "breakout" not in used["srg-01"]
    monkeypatch.setattr(breakout, "find_events", a_day_early(breakout.find_events))
    found = run_claims(load_claims(), reference_market, only=["srg-01"], resamples=100)
    assert len(found.findings) == 1
    level = [claim for claim in load_claims() if claim.id == "srg-01"]
    with pytest.raises(LookAheadError, match=r"breakout.find_events looks ahead"):
        run_claims(level, reference_market, resamples=100)


def test_a_state_known_a_day_early_is_caught(
    reference_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The months since a cut, each taken from the next bar."""
    honest = rates.months_since_cut
    monkeypatch.setattr(rates, "months_since_cut", lambda *given: honest(*given).shift(-1))
    for name in ("RUT", "FFT"):
        reference_market.series(name)
    with pytest.raises(LookAheadError, match="months_since_cut looks ahead"):
        check_signals(reference_market)


def test_a_strategy_that_is_planned_with_hindsight_is_not_traded(
    reference_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only breakouts after which the next bar rises: caught before the first order."""

    def rising(bars: pd.DataFrame, **parameters: object) -> tuple[Event, ...]:
        later = bars["close"].shift(-1) > bars["close"]
        return tuple(
            e
            for e in breakout.find_events(bars, **parameters)  # type: ignore[arg-type]
            if later[e.known_on]
        )

    monkeypatch.setattr(breakout_measured_move, "find_events", rising)
    with pytest.raises(LookAheadError, match="breakout_measured_move looks ahead"):
        trading_events.trade(
            breakout_measured_move, reference_market, parameters={}, traded=None, cash=1e5, cost=0.0
        )


# These trade one cohort; `test_cohorts` holds them to the same.
COHORTS = {
    name
    for name in strategies.strategy_names()
    if strategies.plans_a_cohort(strategies.find_strategy(name))
}
# These hold several funds; `test_portfolio_rules` does.
PORTFOLIOS = {
    name
    for name in strategies.strategy_names()
    if portfolios.trades_funds(strategies.find_strategy(name))
}


@pytest.mark.parametrize("name", sorted(set(strategies.strategy_names()) - COHORTS - PORTFOLIOS))
def test_a_strategy_trades_the_same_without_the_later_data(name: str, each_market: Market) -> None:
    """Prefix test: what was traded and closed by a day is the same on data cut at that day."""
    module = strategies.find_strategy(name)
    whole = trades_of(name, each_market)
    assert len(whole) > 2
    ends = sorted(exit_date for _, exit_date, *_ in whole)
    for day in (ends[len(ends) // 2], ends[-1]):
        known = [trade for trade in whole if trade[1] <= day]
        names = {*module.SERIES, "RUT", "IWM", "IWM_ADJ", "CASH_RATE"}
        part = cut({n: each_market.series(n) for n in names}, day)
        assert part is not None
        earlier = Market("cut", {n: (lambda f=f: f) for n, f in part.items()}, "-", day)
        assert trades_of(name, earlier) == known


def trades_of(name: str, market: Market) -> list[tuple[object, ...]]:
    """Entry and exit of every closed trade of a strategy with its defaults."""
    module = strategies.find_strategy(name)
    run = trading_events.trade(
        module,
        market,
        parameters=strategies.bind_parameters(module, []),
        traded="IWM",
        cash=1e5,
        cost=0.0005,
    )
    return [(t.entry_date, t.exit_date, t.entry, t.exit, t.cause) for t in run.trades]


def by_day(closes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> pd.DataFrame:
    """Closes on weekdays."""
    return pd.DataFrame({"close": closes}, index=pd.bdate_range("2024-01-01", periods=closes.size))


def test_the_guard_is_quiet_about_what_was_known() -> None:
    """Ten closes, an event where one is above the one before."""
    closes = pd.Series([1.0, 2, 1, 3, 2, 4, 3, 5, 4, 6])
    bars = pd.DataFrame(
        {"close": closes.to_numpy()}, index=pd.bdate_range("2024-01-01", periods=10)
    )

    def rises(series: object) -> list[Event]:
        close = series["bars"]["close"]  # type: ignore[index]
        return [Event(day, float(close[day])) for day in close.index[close.diff() > 0]]

    assert len(known_events(rises, {"bars": bars}, name="rises")) == 5

    def means(series: object) -> pd.Series:
        return series["bars"]["close"].rolling(3).mean()  # type: ignore[index,no-any-return]

    assert known_values(means, {"bars": bars}, name="means").notna().sum() == 8


def test_a_mean_over_the_whole_record_is_caught() -> None:
    """A value that is scaled by what came later."""
    bars = pd.DataFrame(
        {"close": np.arange(1.0, 30)}, index=pd.bdate_range("2024-01-01", periods=29)
    )

    def scaled(series: object) -> pd.Series:
        close: pd.Series = series["bars"]["close"]  # type: ignore[index]
        return close / close.mean()

    with pytest.raises(LookAheadError, match=r"scaled looks ahead: on data up to 2024-01-\d\d"):
        known_values(scaled, {"bars": bars}, name="scaled")
