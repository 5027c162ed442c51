"""Sweeps: what is tried, the same in any process, resumed after a kill, held against luck."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from backtests.cli import app
from backtests.engine.outcomes import PriceArrays, first_genuine_open, first_touch, one_at_a_time
from backtests.engine.parameter_grid import Points, follow_events
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo, multiple_comparison, overfitting
from backtests.report.json import sweep as display
from backtests.runtime.cluster import ClusterError
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.sweep import folder as sweep_folder
from backtests.sweep import ledger
from backtests.sweep import summary as sweep_summary
from backtests.sweep.accounts import follow_accounts
from backtests.sweep.grid import Grid, Point, SweepError, parse_numbers, parse_whole_numbers
from backtests.sweep.parquet import writing_rows
from backtests.sweep.parts import part_content, read_part
from backtests.sweep.random_hits import entry_draws, random_hit_rates
from backtests.sweep.run import ChunkRunner, lock_folder, run_locally, run_on_cluster, run_sweep
from data_feeds.series.bars import Frequency, check_bars
from data_feeds.series.cash_rate import CASH_RATE
from data_feeds.series.market import Market
from signals import breakout
from signals.core.event import RuleError
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop

pq = pytest.importorskip("pyarrow.parquet", reason="a sweep needs pyarrow: install rutcheck[sweep]")

from backtests.sweep.chunk import (  # noqa: E402
    Chunk,
    ChunkSettings,
    SymbolBars,
    are_kept,
    cash_of,
    evaluate_chunk,
    months_of,
)
from backtests.sweep.resampling import BLOCK_MONTHS, month_counts, resample_excess  # noqa: E402

GRID = Grid((10, 20), (0.03, 0.08), ("mm-c", "20%"), ("structural", "8%", "atr:2"), (63, 252))
SYMBOLS = ("AAA", "BBB", "CCC")
YEARS = 12
# Four percent a year on every day of the made bars.
RATE = pd.DataFrame({"value": 4.0}, index=pd.bdate_range("2001-01-01", periods=252 * YEARS))


def made_bars(symbol: str, *, days: int = 252 * YEARS) -> pd.DataFrame:
    """Daily bars of a random walk with gaps, the same for a name."""
    rng = monte_carlo.generator(symbol)
    close = 100 * np.exp(np.cumsum(rng.normal(0.0004, 0.012, days)))
    open_ = close * np.exp(rng.normal(0, 0.004, days))
    spread = np.abs(rng.normal(0, 0.006, days))
    frame = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * (1 + spread),
            "low": np.minimum(open_, close) * (1 - spread),
            "close": close,
        },
        index=pd.bdate_range("2001-01-01", periods=days),
    )
    return check_bars(frame, name=symbol)


def described(
    symbols: tuple[str, ...] = SYMBOLS, *, grid: Grid = GRID, random: int | None = None
) -> sweep_folder.Specification:
    """The specification of a sweep over made bars."""
    return sweep_folder.make_specification(
        symbols,
        made_bars,
        grid=grid,
        random=random,
        seed=1,
        cost=0.0005,
        seeded=(),
        cash_rate=RATE,
    )


def swept(folder: Path, work: ChunkRunner, specification: sweep_folder.Specification) -> bytes:
    """The results that a sweep leaves in its folder."""
    with lock_folder(folder):
        sweep = sweep_folder.open_sweep(folder, specification)
        run_sweep(sweep, made_bars, cash_rate=RATE, run_chunks=work, progress=lambda _: None)
        sweep_summary.summarise(sweep)
    return (folder / sweep_folder.RESULTS).read_bytes()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of ten points, so that a small sweep has many."""
    monkeypatch.setattr(sweep_folder, "PART_POINTS", 10)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Sweeps of the whole grid in parts of ten points, each done once: folders to copy."""
    folders: dict[tuple[str, ...], Path] = {}

    def of(*symbols: str) -> Path:
        if symbols not in folders:
            folders[symbols] = tmp_path_factory.mktemp("done") / "s"
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sweep_folder, "PART_POINTS", 10)
                swept(folders[symbols], run_locally(1), described(symbols))
        return folders[symbols]

    return of


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The part of every point of the grid on one symbol."""
    return chunk_table(GRID.points())


def chunk_table(points: tuple[Point, ...], *, symbol: str = "AAA") -> pd.DataFrame:
    """The table of some points on a symbol's made bars."""
    return rows_of(chunk_of(points, symbol)).to_pandas()


def chunk_of(points: tuple[Point, ...], symbol: str = "AAA") -> Chunk:
    """Some points on a symbol's made bars."""
    bars = made_bars(symbol)
    subject = SymbolBars.of(
        bars,
        symbol=symbol,
        cash_rate=RATE,
        first_month=int(months_of(pd.DatetimeIndex(bars.index))[0]),
        seeded=False,
    )
    return Chunk(subject, points, 0, ChunkSettings(int(subject.month[-1]) + 1, 200, 1, 0.0005))


def rows_of(chunk: Chunk) -> Any:
    """The Arrow table of a chunk, read from memory."""
    import pyarrow as pa

    return pa.ipc.open_file(evaluate_chunk(chunk)).read_all()


def test_ranges_hold_both_ends_and_depths_stay_decimal() -> None:
    """10:60:10 is six bases; 0.03:0.07:0.02 has no 0.07000000000000001."""
    assert parse_whole_numbers("min-base", "10:60:10") == (10, 20, 30, 40, 50, 60)
    assert [float(x) for x in parse_numbers("min-depth", "0.03:0.07:0.02")] == [0.03, 0.05, 0.07]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x", "no number"),
        ("10:60", "no range"),
        ("60:10:5", "holds nothing"),
        ("1:2:0", "holds nothing"),
        ("nan", "no number"),
        ("0:90000:1", "values"),
        ("1e400", "at most 100,000"),
        ("9" * 23, "at most 100,000"),
        ("0:1:1e-400", "values"),
        ("2.5", "whole trading days"),
    ],
)
def test_a_range_that_is_none_is_refused(text: str, message: str) -> None:
    """In one line that names the option."""
    with pytest.raises(RuleError, match=message):
        parse_whole_numbers("--min-base", text)


def test_a_grid_checks_every_value() -> None:
    """A bad stop among good ones, a value named twice, or none at all."""
    with pytest.raises(RuleError, match="no stop rule 'x'"):
        Grid((20,), (0.05,), ("mm-a",), ("8%", "x"), (252,))
    with pytest.raises(RuleError, match="min_base names 20 twice"):
        Grid((20, 20), (0.05,), ("mm-a",), ("8%",), (252,))
    with pytest.raises(RuleError, match="no value of target"):
        Grid((20,), (0.05,), (), ("8%",), (252,))


def test_random_points_come_without_repeats_and_a_longer_draw_goes_on() -> None:
    """The first ten of forty are the ten; all of them are the grid."""
    ten, forty = GRID.sample(10, seed=3), GRID.sample(40, seed=3)
    assert forty[:10] == ten
    assert set(GRID.sample(GRID.size, seed=3)) == set(GRID.points())
    assert GRID.sample(10, seed=4) != ten
    with pytest.raises(RuleError, match="49 random points of 48"):
        GRID.sample(49, seed=1)


@pytest.mark.parametrize("at", [0, 17, 30, 47])
def test_a_row_is_the_breakout_study_of_its_rules(table: pd.DataFrame, at: int) -> None:
    """Counts, interval and mean return as `rutcheck breakout` has them, the base rate near N1."""
    point, row = GRID.points()[at], table.iloc[at]
    study = hit_rate.study(
        PreparedBars.of(made_bars("AAA")),
        BreakoutRules(
            min_base=point.min_base,
            min_depth=point.min_depth,
            target=point.target,
            stop=point.stop,
            horizon=point.horizon,
        ),
        rng=monte_carlo.generator("x"),
        draws=2000,
    )
    rate = study.hit_rate
    returns = [o.return_ for o in study.outcomes if o.resolved]
    assert (row["n"], row["resolved"], row["hits"], row["n_eff"]) == (
        rate.n,
        rate.resolved,
        rate.hits,
        rate.n_eff,
    )
    assert rate.resolved > 3
    assert (row["interval_low"], row["interval_high"]) == pytest.approx(rate.interval, abs=1e-12)
    assert row["mean_return"] == pytest.approx(np.mean(returns), rel=1e-9)
    assert row["mean_log_return"] == pytest.approx(np.mean(np.log1p(returns)), rel=1e-9)
    assert row["base_rate"] == pytest.approx(rate.baseline, abs=0.06)


def test_events_of_a_point_are_those_of_the_breakout_study() -> None:
    """Event by event: signal, cause and return."""
    bars, point = made_bars("BBB"), Point(10, 0.03, "20%", "atr:2", 252)
    events = breakout.find_events(bars, min_base=10, min_depth=0.03, target="20%")
    outcomes = first_touch(bars, events, stop=parse_stop("atr:2"), horizon=252, needs_target=True)
    found = follow_events(
        PriceArrays.of(bars), points_of(point), genuine_from=first_genuine_open(bars)
    )
    known = [o.return_ if o.return_ is not None else np.nan for o in outcomes]
    assert len(events) > 5
    assert [bars.index[at] for at in found.signal] == [e.known_on for e in events]
    np.testing.assert_allclose(found.net_return, known, rtol=1e-12)


def points_of(*points: Point) -> Points:
    """Points as the loops want them."""
    return Points.of(
        Frequency.DAILY,
        min_base=[point.min_base for point in points],
        min_depth=[point.min_depth for point in points],
        target=[parse_target(point.target) for point in points],
        stop=[parse_stop(point.stop) for point in points],
        horizon=[point.horizon for point in points],
    )


def test_the_columns_of_a_point_are_added_up_from_its_breakouts() -> None:
    """Counts, means and rates; a point without a breakout has no rate."""
    points = (*GRID.points(), Point(20, 0.99, "mm-c", "8%", 63))
    table = chunk_table(points)
    events = follow_events(
        PriceArrays.of(made_bars("AAA")), points_of(*points), genuine_from=0, cost=0.0005
    )
    for i, row in table.iterrows():
        own = events.point == i
        ended = own & (events.cause > 0)
        assert row["n"] == own.sum()
        assert row["resolved"] == ended.sum()
        assert row["hits"] == (own & (events.cause == 1)).sum()
        if ended.any():
            assert row["hit_rate"] == pytest.approx(row["hits"] / ended.sum())
            assert row["mean_return"] == pytest.approx(events.net_return[ended].mean())
    last = table.iloc[-1]
    assert last["n"] == 0
    assert np.isnan([last["hit_rate"], last["mean_return"]]).all()


def test_an_account_is_in_the_market_while_its_trades_are() -> None:
    """Bars held by the trades one account could have made; months add up to the whole."""
    bars = made_bars("AAA")
    events = breakout.find_events(bars, min_base=10, min_depth=0.03, target="20%")
    outcomes = one_at_a_time(first_touch(bars, events, stop=parse_stop("8%"), horizon=63))
    held = sum(o.bars or 0 for o in outcomes)
    prices = PriceArrays.of(bars)
    found = follow_events(prices, points_of(Point(10, 0.03, "20%", "8%", 63)), genuine_from=0)
    accounts = follow_accounts(
        prices,
        found,
        points=1,
        genuine_from=0,
        month=np.zeros(len(bars), np.int64),
        months=1,
        cash=np.zeros(len(bars)),
    )
    assert len(outcomes) == 5
    assert accounts.invested[0] == pytest.approx(held / (len(bars) - 1))
    total = accounts.mean[0] * (len(bars) - 1)
    market = bars["close"].pct_change().sum() * accounts.invested[0]
    assert accounts.months[0, 0] == pytest.approx(total - market)
    assert accounts.mean_excess[0] * (len(bars) - 1) == pytest.approx(total - market)


def test_one_trade_on_paper() -> None:
    """Bought at 100, marked at 110 and 99, sold at 121 with 1% a side: three returns.

    Cash earns 1% a bar: the account has it out of the market and on the bar of the purchase.
    """
    close = np.array([90.0, 110.0, 99.0, 125.0, 125.0])
    prices = PriceArrays(np.array([90.0, 100.0, 110.0, 99.0, 125.0]), close, close, close)
    events = follow_events(prices, points_of(Point(50, 0.0, "none", "none", 3)), genuine_from=0)
    assert events.signal.tolist() == []
    from dataclasses import replace

    trade = replace(
        events,
        point=np.array([0]),
        signal=np.array([0]),
        entry=np.array([1]),
        exit=np.array([3]),
        cause=np.array([1]),
        entry_price=np.array([100.0]),
        exit_price=np.array([121.0]),
    )
    cash = np.array([0.0, 0.01, 0.01, 0.01, 0.01])
    accounts = follow_accounts(
        prices,
        trade,
        points=1,
        genuine_from=0,
        month=np.zeros(5, np.int64),
        months=1,
        cash=cash,
        cost=0.01,
    )
    over_cash = [110 / 101 - 1, 99 / 110 - 1.01, 121 * 0.99 / 99 - 1.01, 0.0]
    market = [110 / 90 - 1.01, 99 / 110 - 1.01, 125 / 99 - 1.01, -0.01]
    excess = np.array(over_cash) - 0.75 * np.array(market)
    assert accounts.invested[0] == 0.75
    assert accounts.drawdown[0] == pytest.approx(-0.1)
    assert accounts.mean[0] == pytest.approx(np.mean(over_cash))
    assert accounts.sharpe[0] == pytest.approx(np.mean(over_cash) / np.std(over_cash, ddof=1))
    assert accounts.sharpe_excess[0] == pytest.approx(excess.mean() / excess.std(ddof=1))
    assert accounts.months[0, 0] == pytest.approx(excess.sum())


def test_cash_that_is_not_known_counts_as_0_and_is_reported(tmp_path: Path) -> None:
    """A rate from the third year on is known from bar 505 of each symbol on.

    The return of a bar is that of the night before it, and bar 0 has none.
    """
    late = RATE.iloc[504:]
    bars = made_bars("AAA")
    cash = cash_of(bars, late)
    assert int(np.isnan(cash).sum()) == 504
    assert cash[505] == pytest.approx(0.04 * (bars.index[505] - bars.index[504]).days / 365)
    assert np.isnan(cash_of(bars, None)).sum() == len(bars) - 1
    grid = Grid((20,), (0.05,), ("mm-c",), ("8%",), (63,))
    specification = sweep_folder.make_specification(
        ("AAA", "BBB"),
        made_bars,
        grid=grid,
        random=None,
        seed=1,
        cost=0.0005,
        seeded=(),
        cash_rate=late,
    )
    sweep = sweep_folder.Sweep(tmp_path, specification, ((0, 1),))
    (notice,) = display.cash_notices(sweep)
    assert notice.startswith("the rate of cash is not known at 1,008 bars (symbols: 2; most of")
    known = sweep_folder.Sweep(tmp_path, described(("AAA",), grid=grid), ((0, 1),))
    assert display.cash_notices(known) == ()
    other = known.specification.data["AAA"]["sha256"]
    assert specification.data["AAA"]["sha256"] != other


def test_cash_alone_has_no_effect_on_an_account_that_never_trades() -> None:
    """Nothing is earned over cash out of the market, whatever cash earns."""
    bars = made_bars("AAA")
    prices = PriceArrays.of(bars)
    events = follow_events(prices, points_of(Point(20, 0.99, "mm-c", "8%", 63)), genuine_from=0)
    accounts = follow_accounts(
        prices,
        events,
        points=1,
        genuine_from=0,
        month=np.zeros(len(bars), np.int64),
        months=1,
        cash=np.nan_to_num(cash_of(bars, RATE)),
    )
    assert (accounts.invested[0], accounts.mean[0], accounts.mean_excess[0]) == (0, 0, 0)
    assert accounts.drawdown[0] == 0
    assert np.isnan(accounts.sharpe[0])


def test_random_entries_that_must_hit_and_cannot() -> None:
    """At 0.1% a day a target 9% away is always hit in a year, and by one jump in a month."""
    days = np.arange(800)
    close = 100 * 1.001**days
    close[100:121] = close[100] * np.linspace(1, 0.9, 21)
    close[121:] = 100 * 1.001 ** days[121:] * 1.1
    prices = PriceArrays(close, close, close, close)
    found = []
    for horizon in (21, 252):
        points = points_of(Point(5, 0.05, "20%", "none", horizon))
        events = follow_events(prices, points, genuine_from=0)
        assert events.signal.tolist() == [121]
        found += random_hit_rates(
            prices, points, events, genuine_from=0, seed_record=None, draws=entry_draws()
        ).tolist()
    assert found[0] == pytest.approx(21 / 780, abs=1 / 64)
    assert found[1] == 1


def test_a_point_has_the_same_test_whatever_points_stand_beside_it() -> None:
    """To the last bit, as sums of rounded returns are exact."""
    rng = np.random.default_rng(1)
    month = np.repeat(np.arange(240), 21)
    by_month = rng.normal(0.002, 0.03, (240, 37))
    whole = resample_excess(by_month, month, months=240, draws=500)
    np.testing.assert_allclose(whole.mean, by_month.mean(axis=0), atol=2.0**-37)
    for some in (slice(0, 1), slice(3, 20), slice(36, 37)):
        part = resample_excess(by_month[:, some], month, months=240, draws=500)
        assert (part.mean == whole.mean[some]).all()
        assert (part.error == whole.error[some]).all()
        assert (part.statistic == whole.statistic[some]).all()


def test_maxima_of_parts_are_those_of_the_whole() -> None:
    """The streamed p of the best is Romano and Wolf's on all rules at once."""
    rng = np.random.default_rng(5)
    excess = rng.normal(0.002, 0.03, (240, 12)) + 0.004 * (np.arange(12) == 7)
    counts = month_counts(240, 500)
    simulated = counts @ excess / 240
    parts = [
        multiple_comparison.studentised_maxima(
            multiple_comparison.studentise(
                excess[:, part].mean(axis=0), simulated[:, part], rows=240, block=BLOCK_MONTHS
            )
        )
        for part in (slice(0, 5), slice(5, 12))
    ]
    whole = multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(
            multiple_comparison.studentise(
                excess.mean(axis=0), simulated, rows=240, block=BLOCK_MONTHS
            )
        )
    )
    joined = multiple_comparison.superior_predictive_ability(
        multiple_comparison.Maxima(
            np.concatenate([part.statistics for part in parts]),
            *(
                np.maximum(*(getattr(part, name) for part in parts))
                for name in ("lower", "consistent", "upper")
            ),
        )
    )
    assert joined.statistic == pytest.approx(whole.statistic)
    assert (joined.best, joined.lower, joined.p, joined.upper) == (
        whole.best,
        whole.lower,
        whole.p,
        whole.upper,
    )


def test_one_process_two_processes_and_a_cluster_give_the_same_bytes(
    tmp_path: Path, small_parts: None, done: Callable[..., Path]
) -> None:
    """Every file but the lock; chunks and results travel between processes of any kind."""
    distributed = pytest.importorskip("distributed", reason="a cluster needs rutcheck[dask]")
    specification = described()
    shutil.copytree(done(*SYMBOLS), tmp_path / "one")
    alone = (tmp_path / "one" / sweep_folder.RESULTS).read_bytes()
    assert swept(tmp_path / "two", run_locally(2), specification) == alone
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:
        assert {worker.pid for worker in cluster.workers.values()}.isdisjoint({os.getpid()})
        work = run_on_cluster(cluster.scheduler_address)
        assert swept(tmp_path / "cluster", work, specification) == alone
    ones = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    ones.remove(Path(ledger.NAME))
    assert len(ones) == 3 * 5 + 3
    # The journal has a line a part, in the order in which the parts were finished.
    journals = [ledger.recorded(tmp_path / who) for who in ("one", "two", "cluster")]
    assert len(journals[0]) == 3 * 5
    assert journals[0] == journals[1] == journals[2]
    for name in ones:
        content = (tmp_path / "one" / name).read_bytes()
        assert (tmp_path / "two" / name).read_bytes() == content
        assert (tmp_path / "cluster" / name).read_bytes() == content


def test_work_that_is_left_is_not_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted command prints one line, without the warning of joblib."""

    def results() -> Iterator[bytes]:
        try:
            yield b"part"
        except GeneratorExit:
            warnings.warn("2 tasks which were still being processed", stacklevel=1)
            raise

    monkeypatch.setattr("joblib.Parallel", lambda **_: lambda _: results())
    running = run_locally(2)([])
    assert next(running) == b"part"
    assert isinstance(running, Generator)
    running.close()


def test_a_cluster_without_workers_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while, instead of waiting for ever."""
    distributed = pytest.importorskip("distributed", reason="a cluster needs rutcheck[dask]")
    monkeypatch.setattr("backtests.runtime.cluster._WORKER_TIMEOUT", 1)
    with distributed.LocalCluster(
        n_workers=0,
        processes=False,
        dashboard_address=None,
        host="127.0.0.1",
        protocol="tcp://",
    ) as cluster:
        work = run_on_cluster(cluster.scheduler_address)
        with pytest.raises(ClusterError, match="has no workers after 1 seconds"):
            swept(tmp_path, work, described(("AAA",)))


@pytest.mark.parametrize("name", ["KilledWorker", "FutureCancelledError", "CommClosedError"])
def test_a_cluster_that_dies_ends_the_sweep_in_one_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker killed too often, a scheduler that went away, a line that broke."""
    pytest.importorskip("distributed", reason="a cluster needs rutcheck[dask]")
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError
    from distributed.scheduler import KilledWorker

    errors = {
        "KilledWorker": KilledWorker("chunk", "worker", 3),
        "FutureCancelledError": FutureCancelledError("chunk", "scheduler"),
        "CommClosedError": CommClosedError("closed"),
    }
    monkeypatch.setattr("backtests.runtime.cluster._connect", lambda _: DyingClient(errors[name]))
    with pytest.raises(SweepError, match=rf"the cluster lost its work \({name}\)"):
        swept(tmp_path, run_on_cluster("tcp://127.0.0.1:1"), described(("AAA",)))


class DyingClient:
    """A client of one worker, on which every chunk ends with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def wait_for_workers(self, n: int, timeout: float) -> None:
        """It is there."""

    def nthreads(self) -> dict[str, int]:
        """One worker of one thread."""
        return {"worker": 1}

    def submit(self, *_: object, pure: bool) -> DyingClient:
        """What is submitted is lost."""
        return self

    def result(self) -> bytes:
        """Report that it was."""
        raise self.error

    def close(self) -> None:
        """Nothing is open."""


KILLED = """
import sys
from pathlib import Path
from typing import Any
import tests_of_sweep as t
t.sweep_folder.PART_POINTS = 10
t.swept(Path(sys.argv[1]), t.slow(t.run_locally(int(sys.argv[2]))), t.described())
"""


def slow(work: ChunkRunner) -> ChunkRunner:
    """Work that rests after each part."""

    def rested(chunks: Iterable[Chunk]) -> Iterator[bytes]:
        for done in work(chunks):
            yield done
            time.sleep(0.3)

    return rested


def test_a_killed_sweep_goes_on_without_repeating_or_losing_a_point(
    tmp_path: Path, small_parts: None, done: Callable[..., Path]
) -> None:
    """Killed after a few of fifteen parts; those stay as they are, the rest is added."""
    folder = tmp_path / "killed"
    process = begun(folder, jobs=1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = {path: path.stat().st_mtime_ns for path in folder.glob("parts/*.arrow")}
    assert 3 <= len(before) < 15
    specification = described()
    resumed = swept(folder, run_locally(1), specification)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert resumed == (done(*SYMBOLS) / sweep_folder.RESULTS).read_bytes()
    rows = pq.read_table(folder / sweep_folder.RESULTS).to_pandas()
    assert len(rows) == len(SYMBOLS) * GRID.size
    assert not rows.duplicated(["symbol", "point"]).any()


def test_the_processes_of_a_killed_sweep_end(tmp_path: Path) -> None:
    """Though their results are waiting to be read."""
    psutil = pytest.importorskip("psutil", reason="comes with rutcheck[dask]")
    process = begun(tmp_path / "killed", jobs=2)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert psutil.wait_procs(children, timeout=60)[1] == []


def begun(folder: Path, *, jobs: int) -> subprocess.Popen[bytes]:
    """A sweep in a process, of which three parts are done."""
    (folder.parent / "tests_of_sweep.py").write_text(Path(__file__).read_text(encoding="utf-8"))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder.parent), *sys.path])}
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), str(jobs)], env=environment
    )
    wait_until(lambda: len(list(folder.glob("parts/*.arrow"))) >= 3, process)
    return process


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait for something that a process is to do."""
    end = time.monotonic() + 120
    while not ready():
        assert process.poll() is None, "the sweep ended before it could be killed"
        assert time.monotonic() < end, "no part was written in two minutes"
        time.sleep(0.02)


def test_more_random_points_are_added_and_all_are_counted(
    tmp_path: Path, small_parts: None
) -> None:
    """Fifteen, then thirty: 30 trials on each symbol, and never fewer again."""
    folder = tmp_path / "s"
    swept(folder, run_locally(1), described(random=15))
    first = pq.read_table(folder / sweep_folder.RESULTS).to_pandas()
    swept(folder, run_locally(1), described(random=30))
    held = json.loads((folder / sweep_folder.SPECIFICATION).read_text(encoding="utf-8"))
    rows = pq.read_table(folder / sweep_folder.RESULTS).to_pandas()
    assert held["trials"] == len(rows) == 90
    known = rows.merge(first, on=["symbol", "point"], suffixes=("", "_before"))
    assert len(known) == 45
    assert (known["excess_statistic"] == known["excess_statistic_before"]).all()
    assert (known["p_adjusted"] >= known["p_adjusted_before"]).all()
    with pytest.raises(SweepError, match="holds 30 random points"):
        sweep_folder.open_sweep(folder, described(random=15))


def test_a_sweep_that_grew_is_the_sweep_done_at_once(
    tmp_path: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Grown in two steps or three: the same rows and luck, from a sample that does not grow."""
    monkeypatch.setattr(sweep_folder, "KEPT", 16)
    grown = {}
    for steps in ((40,), (7, 40), (15, 22, 40)):
        folder = tmp_path / f"{len(steps)}"
        for points in steps:
            swept(folder, run_locally(1), described(random=points))
        sweep = sweep_folder.open_sweep(folder, described(random=40))
        summary = sweep_summary.summarise(sweep)
        files = [(folder / name).read_bytes() for name in (sweep_folder.RESULTS, "pooled.parquet")]
        grown[steps] = summary, files
    assert sweep.one_in == 4
    assert grown[7, 40] == grown[15, 22, 40] == grown[40,]
    assert 16 <= grown[40,][0].luck.overfitting_of <= 2 * 16 * 1.5


def kept(symbol: str, one_in: int) -> set[Point]:
    """The points of the grid whose result on a symbol keeps its months."""
    return {
        point
        for point, keeps in zip(GRID.points(), are_kept(symbol, GRID.points(), one_in), strict=True)
        if keeps
    }


def test_what_a_larger_sweep_keeps_a_smaller_one_kept() -> None:
    """Of 48 points one in 8 is among one in 4; about 200 to 400 of any number count."""
    at = {one_in: kept("AAA", one_in) for one_in in (1, 4, 8)}
    assert at[8] < at[4] < at[1] == set(GRID.points())
    # Binomial with a standard deviation of 30; symbols do not keep the same points.
    assert sum(len(kept(f"S{i}", 8)) for i in range(200)) == pytest.approx(1_200, abs=100)
    assert len({frozenset(kept(f"S{i}", 8)) for i in range(200)}) > 190
    for trials, one_in in ((1, 1), (399, 1), (400, 2), (799, 2), (800, 4), (100_000, 256)):
        cut = sweep_folder.Sweep(Path(), described(("AAA",)), ((0, trials),))
        assert cut.one_in == one_in


def test_a_folder_holds_one_sweep(tmp_path: Path) -> None:
    """Another grid, other data, other files, or a second run at the same time."""
    folder = tmp_path / "s"
    grid = Grid((20,), (0.05,), ("mm-c",), ("8%",), (63,))
    swept(folder, run_locally(1), described(("AAA",), grid=grid))
    with pytest.raises(SweepError, match=r"another sweep: min base \[20\], now \[10, 20\]"):
        sweep_folder.open_sweep(folder, described(("AAA",)))
    with pytest.raises(SweepError, match="another sweep: symbols"):
        sweep_folder.open_sweep(folder, described(("BBB",), grid=grid))
    with pytest.raises(SweepError, match="one at a time"), lock_folder(folder), lock_folder(folder):
        pass
    (folder / sweep_folder.SPECIFICATION).write_text("{}", encoding="utf-8")
    with pytest.raises(SweepError, match="not written by a sweep"):
        sweep_folder.open_sweep(folder, described(("AAA",), grid=grid))
    (folder / sweep_folder.SPECIFICATION).unlink()
    with pytest.raises(SweepError, match="holds files but no sweep"):
        sweep_folder.open_sweep(folder, described(("AAA",), grid=grid))


@pytest.mark.parametrize(
    ("group", "name", "words"),
    [
        ("code", "backtests/engine/fills.py", r"other code: backtests/engine/fills\.py"),
        ("versions", "numba", r"other code: numba 0 → "),
    ],
)
def test_a_sweep_is_not_taken_up_with_other_code(
    tmp_path: Path, group: str, name: str, words: str
) -> None:
    """What differs is named, and what was recorded stays."""
    grid = Grid((20,), (0.05,), ("mm-c",), ("8%",), (63,))
    sweep_folder.open_sweep(tmp_path, described(("AAA",), grid=grid))
    file = tmp_path / sweep_folder.SPECIFICATION
    content = json.loads(file.read_text(encoding="utf-8"))
    content[group][name] = "0"
    file.write_text(json.dumps(content), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(SweepError, match=words):
        sweep_folder.open_sweep(tmp_path, described(("AAA",), grid=grid))
    assert file.read_bytes() == before


def test_a_truncated_part_is_done_again(
    tmp_path: Path, small_parts: None, done: Callable[..., Path]
) -> None:
    """As if it were not there; the others stay."""
    folder = shutil.copytree(done("AAA"), tmp_path / "s")
    sweep = sweep_folder.open_sweep(folder, described(("AAA",)))
    assert sweep.missing == []
    part, whole = sweep.parts[1], sweep.parts[1].read_bytes()
    part.write_bytes(whole[:-20])
    assert sweep.missing == [(0, sweep.blocks[1])]
    swept(folder, run_locally(1), described(("AAA",)))
    assert part.read_bytes() == whole


@pytest.mark.parametrize("how", ["bit", "column", "other place", "other sweep", "empty", "link"])
def test_a_part_that_is_not_what_was_written_is_done_again(
    how: str, tmp_path: Path, small_parts: None, done: Callable[..., Path]
) -> None:
    """Altered with a right footer, copied from another place or sweep: it is named and replaced."""
    folder = shutil.copytree(done("AAA"), tmp_path / "s")
    summary = (folder / sweep_folder.RESULTS).read_bytes()
    sweep = sweep_folder.open_sweep(folder, described(("AAA",)))
    part, whole = sweep.parts[1], sweep.parts[1].read_bytes()
    if how == "bit":
        part.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    elif how == "column":
        rows = read_part(part)
        part.write_bytes(part_content(rows.drop_columns("hit_rate"), rows.schema.metadata))
    elif how == "other place":
        part.write_bytes(sweep.parts[0].read_bytes())
    elif how == "other sweep":
        other = done("BBB")
        for name in (f"parts/{part.name}", ledger.NAME):
            (folder / name).write_bytes((other / name).read_bytes())
    elif how == "empty":
        part.write_bytes(b"")
    else:
        part.unlink()
        part.symlink_to(tmp_path / "nowhere")
    assert part in sweep.damaged
    assert (0, sweep.blocks[1]) in sweep.missing
    assert swept(folder, run_locally(1), described(("AAA",))) == summary
    assert part.read_bytes() == whole
    assert sweep.damaged == sweep.missing == []


def test_a_fingerprint_that_a_crash_cut_short_is_none(
    tmp_path: Path, small_parts: None, done: Callable[..., Path]
) -> None:
    """Its part is computed again, and the next line is a line of its own."""
    folder = shutil.copytree(done("AAA"), tmp_path / "s")
    sweep = sweep_folder.open_sweep(folder, described(("AAA",)))
    lines = (folder / ledger.NAME).read_bytes()
    (folder / ledger.NAME).write_bytes(lines[:-9])
    assert sweep.missing == [sweep.places[-1]]
    swept(folder, run_locally(1), described(("AAA",)))
    assert sweep.missing == []


def test_luck_is_counted_over_everything_tried(
    tmp_path: Path, small_parts: None, done: Callable[..., Path]
) -> None:
    """The streamed sums are those of all rows at once; the line on luck is always there."""
    folder = shutil.copytree(done(*SYMBOLS), tmp_path / "s")
    sweep = sweep_folder.open_sweep(folder, described())
    summary = sweep_summary.summarise(sweep)
    rows = pq.read_table(folder / sweep_folder.RESULTS).to_pandas()
    luck, ratios = summary.luck, rows["sharpe_excess"] * np.sqrt(252)
    assert luck.trials == len(rows) == 144
    assert luck.variance == pytest.approx(ratios.var(ddof=1))
    months = np.concatenate(
        [np.stack(read_part(part)["months"].to_pandas().to_list()) for part in sweep.parts]
    )
    apart = np.corrcoef(months)
    average = (apart.sum() - len(apart)) / (len(apart) * (len(apart) - 1))
    assert luck.correlation == pytest.approx(average)
    assert luck.overfitting == overfitting.probability_of_overfitting(months.T.copy()).pbo
    best = {found.metric: found for found in summary.best}
    assert luck.ability is not None
    top = best["excess_statistic"]
    assert top.row["excess_statistic"] == rows.loc[rows["n_eff"] >= 5, "excess_statistic"].max()
    assert top.p == rows["p_adjusted"].min()
    assert summary.clear == (rows["p_adjusted"] <= 0.05).sum()
    line = display.luck_line(summary)
    assert line.startswith("best of 144 tried; luck alone would give a Sharpe ratio over a hold of")
    assert display.sweep_json(sweep, summary)["best_of_all_tried"] == line


def test_pooled_events_count_once_where_windows_overlap(tmp_path: Path, small_parts: None) -> None:
    """Two copies of one symbol have twice the events, and no more separate ones."""
    folder = tmp_path / "s"

    def twin(symbol: str) -> pd.DataFrame:
        return made_bars("AAA")

    specification = sweep_folder.make_specification(
        ("AAA", "TWIN"),
        twin,
        grid=GRID,
        random=None,
        seed=1,
        cost=0.0005,
        seeded=(),
        cash_rate=None,
    )
    with lock_folder(folder):
        sweep = sweep_folder.open_sweep(folder, specification)
        run_sweep(sweep, twin, cash_rate=None, run_chunks=run_locally(1), progress=lambda _: None)
        sweep_summary.summarise(sweep)
    pooled = pq.read_table(folder / sweep_folder.POOLED).to_pandas()
    single = pq.read_table(folder / sweep_folder.RESULTS).to_pandas().iloc[: GRID.size]
    assert (pooled["hits"] == 2 * single["hits"]).all()
    # Windows of calendar days and of trading days may differ by one at a touch.
    assert (abs(pooled["n_eff"] - single["n_eff"]) <= 1).all()
    np.testing.assert_allclose(pooled["base_rate"], single["base_rate"])


def typed(*arguments: str) -> None:
    """What a user types."""
    app.app(args=["sweep", *arguments], standalone_mode=False)


def test_the_command_on_the_reference_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table, the line on luck, the same again without work, and JSON alone."""
    folder = str(tmp_path / "s")
    options = [
        "RUT",
        "--data",
        "reference",
        "--min-base",
        "20:60:20",
        "--stop",
        "structural,8%",
        "--out",
        folder,
    ]
    typed(*options, "--details")
    shown = capsys.readouterr().out
    assert shown.startswith("tried    6 rules on 1 symbol: 6 results")
    assert "best of 6 tried" in shown
    typed(*options, "--json")
    content = json.loads(capsys.readouterr().out)
    assert content["points"] == 6
    assert content["summary"]["luck"]["trials"] == 6
    assert content["best_of_all_tried"].startswith("best of 6 tried")
    answer, luck = content["answer"], content["summary"]["luck"]
    assert (answer["results"], answer["p_value"]) == (6, luck["ability"]["p"])
    assert answer["verdict"] == ("may be luck" if answer["p_value"] > 0.05 else "more than luck")
    assert answer["sentence"] == (
        f"{answer['verdict']} (p = {luck['ability']['p']:.3f} for the best of 6 tried)"
    )


def test_the_command_refuses_what_is_no_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on standard error, and code 2."""
    empty = tmp_path / "none.txt"
    empty.write_text("# nothing\n", encoding="utf-8")
    for options, message in (
        (["--min-base", "x"], "--min-base 'x' is no number"),
        (["--universe", str(empty)], "none.txt: no symbol; expected one a line"),
        (["--universe", str(tmp_path / "gone")], "expected indexes, etfs, sectors, all, or a file"),
        ([""], "a symbol is empty"),
        (["RUT", "RUT"], "symbol RUT is named twice"),
        (["--random", "2"], "2 random points of 1"),
        (["--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"], "--jobs applies to this machine"),
    ):
        out = ["--data", "reference", "--out", str(tmp_path / "s")]
        monkeypatch.setattr(sys, "argv", ["rutcheck", "sweep", *options, *out])
        with pytest.raises(SystemExit) as ended:
            app.main()
        error = capsys.readouterr().err
        assert (ended.value.code, error.count("\n")) == (2, 1)
        assert message in error


def test_a_point_without_a_target_has_no_hits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Null, of a symbol and of all together; the other points count as they do alone."""
    folder = tmp_path / "s"
    options = ["RUT", "SPX", "--data", "reference", "--target", "none,30%", "--out", str(folder)]
    typed(*options, "--json")
    best = json.loads(capsys.readouterr().out)["summary"]["best"]
    assert all(row["row"]["hits"] is None for row in best if row["row"]["target"] == "none")
    columns = ["hits", "hit_rate", "interval_low", "interval_high", "base_rate", "hit_excess"]
    for name in (sweep_folder.RESULTS, sweep_folder.POOLED):
        table = pd.read_parquet(folder / name).set_index("target")
        assert table.loc[["none"], columns].isna().all(axis=None)
        assert table.loc[["30%"], columns].notna().all(axis=None)
        assert (table["resolved"] > 0).all()
    alone = tmp_path / "alone"
    typed("RUT", "--data", "reference", "--target", "none", "--out", str(alone))
    assert "no hit rate: the rule has no target" in " ".join(capsys.readouterr().out.split())
    table = pd.read_parquet(folder / sweep_folder.RESULTS)
    table = table[table["target"] == "30%"].set_index("symbol")
    assert (table.loc["RUT", "hits"], table.loc["SPX", "hits"]) == (4, 7)


def test_what_a_watch_list_names_and_nobody_has_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its line and the reason; refused with code 3 where nothing is left."""
    monkeypatch.chdir(tmp_path)
    made_bars("AAA", days=600).to_csv("own.csv", index_label="date")
    watch = Path("watch.txt")
    watch.write_text("RUT\nNOSUCH\nA B # two words\ngone.csv\nown.csv\n", encoding="utf-8")
    typed("--universe", "watch.txt", "--data", "reference", "--out", "s", "--json")
    content = json.loads(capsys.readouterr().out)
    assert content["symbols"] == ["RUT", "own.csv"]
    left_out = sorted(line for line in content["notices"] if line.startswith("left out: "))
    assert [line.split(": ")[1] for line in left_out] == [f"watch.txt:{n}" for n in (2, 3, 4)]
    assert "no series NOSUCH" in left_out[0]
    for text, options in (("NOSUCH\ngone.csv\n", []), ("RUT\n", ["NOSUCH"])):
        watch.write_text(text, encoding="utf-8")
        arguments = [*options, "--universe", "watch.txt", "--data", "reference", "--out", "t"]
        monkeypatch.setattr(sys, "argv", ["rutcheck", "sweep", *arguments])
        with pytest.raises(SystemExit) as ended:
            app.main()
        error = capsys.readouterr().err
        assert (ended.value.code, error.count("\n")) == (3, 1)
        assert "no series NOSUCH" in error


def test_a_sweep_takes_the_shipped_lists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a scan does: with adjusted closes where the source has no bars, and a notice."""
    typed("--universe", "etfs", "--data", "reference", "--out", str(tmp_path / "s"), "--json")
    content = json.loads(capsys.readouterr().out)
    assert {"IWM", "MDY_ADJ"} <= set(content["symbols"])
    assert any(line.startswith("MDY: the source has no bars") for line in content["notices"])


def test_a_row_on_the_snapshot_is_the_breakout_study(snapshot_market: Market) -> None:
    """The 33 breakouts of METHODS 2.1, from the record close known from before the data."""
    bars = snapshot_market.prices("RUT")
    subject = SymbolBars.of(
        bars,
        symbol="RUT",
        cash_rate=snapshot_market.series(CASH_RATE),
        first_month=int(months_of(pd.DatetimeIndex(bars.index))[0]),
        seeded=True,
    )
    plan = ChunkSettings(int(subject.month[-1]) + 1, 200, 1, 0.0005)
    point = Point(20, 0.05, "mm-a", "structural", 252)
    (row,) = rows_of(Chunk(subject, (point,), 0, plan)).to_pylist()
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(),
        rng=monte_carlo.generator("x"),
        draws=2000,
        seed_record=subject.seed_record,
    )
    assert row["n"] == 33
    assert (row["resolved"], row["hits"], row["n_eff"]) == (
        study.hit_rate.resolved,
        study.hit_rate.hits,
        study.hit_rate.n_eff,
    )
    assert row["base_rate"] == pytest.approx(study.hit_rate.baseline, abs=0.02)


def test_a_folder_with_a_colon_in_its_name_is_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a relative path such as `atr:2/parts`, which pyarrow takes for that of a remote store."""
    import pyarrow as pa

    monkeypatch.chdir(tmp_path)
    rows = pa.table({"point": [1, 2], "other": [3, 4]})
    results, part = Path("atr:2") / "results.parquet", Path("atr:2") / "part.arrow"
    with writing_rows(results) as writer:
        writer.add(rows)
    with results.open("rb") as content:
        assert pq.read_table(content).equals(rows)
    part.write_bytes(part_content(rows, {"direction": bytes([0, 255])}))
    assert read_part(part).equals(rows)
    assert read_part(part).schema.metadata == {b"direction": bytes([0, 255])}
