"""The study on many series: lists, missing series, episodes, and dates that move together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import intervals, monte_carlo
from backtests.report.json import universe
from backtests.report.terminal import universe as display
from backtests.report.terminal.style import print_data
from backtests.studies.breakouts.hit_rate import BreakoutStudy, study
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.breakouts.universe import (
    Pooled,
    clustered_interval,
    pool,
    read_bars,
    study_universe,
    universe_symbols,
)
from data_feeds.series.bars import DataError, check_bars
from data_feeds.series.market import Market, open_market

RULES = BreakoutRules(20, 0.05, None, "10%", "8%", 63, 0.0005)


def random_bars(seed: int, *, name: str, days: int = 1_500) -> pd.DataFrame:
    """Daily bars of a random walk that rises by a little more than it falls."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0004, 0.012, days)))
    index = pd.bdate_range("2010-01-04", periods=days, name="date")
    frame = pd.DataFrame(
        {"open": np.r_[100.0, close[:-1]] * np.exp(rng.normal(0, 0.001, days)), "close": close},
        index=index,
    )
    frame["high"] = frame[["open", "close"]].max(axis=1) * 1.002
    frame["low"] = frame[["open", "close"]].min(axis=1) * 0.998
    return check_bars(frame[["open", "high", "low", "close"]], name=name)


def market_of(**frames: pd.DataFrame) -> Market:
    """A source of these series."""
    loaders = {name: (lambda frame=frame: frame) for name, frame in frames.items()}
    return open_market("test", loaders, how_to_get="none", clock=next(iter(frames)))


def studied(frames: dict[str, pd.DataFrame]) -> dict[str, BreakoutStudy]:
    """The study of each under the rules of this test."""
    return {
        name: study(PreparedBars.of(bars), RULES, rng=monte_carlo.generator("x"), draws=100)
        for name, bars in frames.items()
    }


def pooled_study(frames: dict[str, pd.DataFrame]) -> Pooled | None:
    """The pooled row of these series under the rules of this test."""
    prepared = {name: PreparedBars.of(bars) for name, bars in frames.items()}
    return pool(prepared, studied(frames), RULES)


def test_the_lists_stand_in_one_file() -> None:
    """`all` is every list together, each series once."""
    assert universe_symbols("indexes") == ("RUT", "SPX", "IXIC", "DJI")
    every = universe_symbols("all")
    assert {
        *universe_symbols("indexes"),
        *universe_symbols("etfs"),
        *universe_symbols("sectors"),
    } == set(every)
    assert len(every) == len(set(every))


def test_a_file_holds_a_symbol_a_line(tmp_path: Path) -> None:
    """With remarks and empty lines; twice counts once."""
    path = tmp_path / "mine.txt"
    path.write_text("# small caps\nIWM\n\nIJR  # S&P\nIWM\nprices.csv\n")
    assert universe_symbols(str(path)) == ("IWM", "IJR", "prices.csv")
    path.write_text("# nothing\n")
    with pytest.raises(DataError, match="no symbol; expected one a line"):
        universe_symbols(str(path))
    with pytest.raises(DataError, match="no universe 'indxes'; expected indexes, etfs"):
        universe_symbols("indxes")


def test_adjusted_closes_stand_in_for_bars_and_missing_series_are_named(tmp_path: Path) -> None:
    """XLK is there as adjusted closes alone, XLE not at all."""
    bars = random_bars(1, name="RUT")
    closes = check_bars(bars[["close"]], name="XLK_ADJ", adjustment="adjusted")
    market = market_of(RUT=bars, XLK_ADJ=closes)
    path = tmp_path / "mine.txt"
    path.write_text("RUT\nXLK\nXLE\n")
    found = study_universe(str(path), market, RULES, draws=100)
    assert [(row.symbol, row.series) for row in found.rows] == [("RUT", "RUT"), ("XLK", "XLK_ADJ")]
    assert list(found.missing) == ["XLE"]
    assert read_bars("XLK", market) is market.series("XLK_ADJ")
    with pytest.raises(DataError, match="none of its series is in the source"):
        study_universe("sectors", market_of(RUT=bars), RULES, draws=100)


def test_each_series_left_out_has_a_line_and_files_are_among_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of bars is read up to the end of the source; a symbol and a file are missing."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    bars = random_bars(1, name="RUT")
    random_bars(2, name="mine", days=1_600).to_csv("mine.csv")
    Path("mine.txt").write_text("RUT\nmine.csv\nXLE\nnone.csv\n")
    market = market_of(RUT=bars)
    found = study_universe("mine.txt", market, RULES, draws=100)
    display.print_universe(found, RULES, market)
    print_data(market)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("left out: ")] == [
        f"left out: XLE: {found.missing['XLE']}",
        "left out: none.csv: no such file",
    ]
    assert f"mine.csv daily 2010-01-04 to {bars.index[-1]:%Y-%m-%d} (mine.csv)" in lines[-1]
    assert set(universe.universe_json(found, RULES, market)["data"]) == {"RUT", "mine.csv"}  # type: ignore[call-overload]


def test_the_same_series_twice_has_the_episodes_of_one() -> None:
    """Twice the events, the same separate windows, hit rate, interval and base rate."""
    bars = random_bars(3, name="A")
    one = pooled_study({"A": bars})
    frames = {"A": bars, "B": bars}
    two = pooled_study(frames)
    assert one is not None
    assert two is not None
    assert one.n >= 5
    assert (two.n, two.hits, two.n_eff) == (2 * one.n, 2 * one.hits, one.n_eff)
    assert (two.rate, two.interval) == (one.rate, one.interval)
    assert (two.baseline, two.p) == (pytest.approx(one.baseline), pytest.approx(one.p, abs=0.01))
    assert one.shifts > 1_000


def test_series_of_separate_years_have_their_episodes_added() -> None:
    """No window of the one overlaps one of the other."""
    early = random_bars(3, name="A")
    late = early.copy()
    late.index = pd.DatetimeIndex(early.index + pd.Timedelta(days=3_640), name="date")
    late = check_bars(late, name="B")
    alone = pooled_study({"A": early})
    frames = {"A": early, "B": late}
    both = pooled_study(frames)
    assert alone is not None
    assert both is not None
    assert both.n_eff == 2 * alone.n_eff


def test_p_of_no_series_can_be_small_where_signals_are_noise() -> None:
    """Six random walks: nothing beats random dates after the correction, and p is no corner."""
    frames = {f"S{i}": random_bars(10 + i, name=f"S{i}") for i in range(6)}
    pooled = pooled_study(frames)
    assert pooled is not None
    assert pooled.p is not None
    assert 0.02 < pooled.p < 0.98
    assert pooled.clustered is not None
    excess = pooled.rate - (pooled.baseline or 0.0)
    assert pooled.clustered[0] < excess < pooled.clustered[1]


def test_clusters_of_one_widen_to_the_usual_error() -> None:
    """Each event its own year: the interval of the mean with the correction n / (n - 1)."""
    values = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    found = clustered_interval(values, range(6))
    usual = intervals.mean_interval(values, n_eff=6)
    assert found is not None
    assert usual is not None
    assert found == pytest.approx(usual, rel=1e-6)
    assert clustered_interval(values, [1] * 6) is None


def test_the_conclusion_counts_the_series_that_pass(snapshot_market: Market) -> None:
    """On the indexes: RUT as `breakout RUT`, DJI missing, the sentence with its counts."""
    rules = BreakoutRules(20, 0.05, None, "mm-a", "structural", 252, 0.0005)
    found = study_universe("indexes", snapshot_market, rules, draws=500)
    assert [row.symbol for row in found.rows][:2] == ["RUT", "SPX"]
    rut = found.rows[0].study.hit_rate
    assert (rut.hits, rut.resolved) == (2, 30)
    assert f"on {found.beating(adjusted=True)} of {len(found.rows)} series" in (
        universe.conclusion(found, BreakoutRules())
    )
    content = universe.universe_json(found, rules, snapshot_market)
    assert set(found.missing) == set(content["missing"])  # type: ignore[call-overload]
    assert found.pooled is not None
    assert found.pooled.n == sum(row.study.hit_rate.resolved for row in found.rows)
    assert found.pooled.n_eff < sum(row.study.hit_rate.n_eff for row in found.rows)
