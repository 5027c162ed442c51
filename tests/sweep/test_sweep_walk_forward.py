"""Walk-forward analysis of sweeps: one rule for all symbols, chosen by the past alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.cli import app
from backtests.engine.walk_forward import NEVER, Calendar, WalkForward, choose, train, walk_forward
from backtests.inference import monte_carlo
from backtests.sweep.folder import Sweep, make_specification, open_sweep
from backtests.sweep.grid import Grid
from backtests.sweep.run import lock_folder
from data_feeds.series.bars import check_bars
from signals.core.arrays import Floats

pq = pytest.importorskip("pyarrow.parquet", reason="a sweep needs pyarrow: install rutcheck[sweep]")

from backtests.sweep.chunk import SymbolBars  # noqa: E402
from backtests.sweep.walk_forward import trades_on, walk_sweep  # noqa: E402

GRID = Grid((2, 5, 20), (0.0, 0.03), ("5%", "10%", "20%"), ("4%", "8%", "none"), (21, 63))
WALKS = 300


def closes(name: str, *, days: int = 2_600) -> pd.DataFrame:
    """A price that is a martingale, as closes alone: no rule has a mean return but 0."""
    steps = monte_carlo.generator(name).normal(0, 0.01, days)
    frame = pd.DataFrame(
        {"close": 100 * np.cumprod(1 + steps)}, index=pd.bdate_range("2001-01-01", periods=days)
    )
    return check_bars(frame, name=name)


def bars_of(name: str) -> SymbolBars:
    """The closes of a name as a sweep has them."""
    return SymbolBars.of(closes(name), symbol=name, cash_rate=None, first_month=0, seeded=False)


def swept(folder: Path, symbols: Sequence[str], *, cost: float = 0.0) -> Sweep:
    """A sweep of random walks, before it is run."""
    specification = make_specification(
        symbols, closes, grid=GRID, random=None, seed=1, cost=cost, seeded=(), cash_rate=None
    )
    with lock_folder(folder):
        return open_sweep(folder, specification)


@dataclass(frozen=True, slots=True)
class Chains:
    """Number of trades and total return out of sample, by walk, and the best means in sample.

    `ahead` has the totals of choices by all trades, those to come included.
    """

    count: Floats
    total: Floats
    ahead: Floats
    inside: Floats


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory) -> Chains:
    """Three hundred walks without drift or costs."""
    sweep = swept(tmp_path_factory.mktemp("walks"), ["w"])
    points = sweep.specification.points
    count, total, ahead, inside = [], [], [], []
    for walk in range(WALKS):
        bars = bars_of(f"w{walk}")
        days = pd.to_datetime(bars.day, unit="D")
        calendar = Calendar.of(days[0], days[-1], 2)
        trades = trades_on(bars, points, 0, sweep)
        training = train(calendar, [trades], rules=len(points))
        found = walk_forward(calendar, training, choose(training), trades)
        count.append(finished(found).size)
        total.append(finished(found).sum())
        inside += [] if found.in_sample is None else [found.in_sample.mean]
        known = train(calendar, [replace(trades, window_end=0 * trades.signal)], rules=len(points))
        ahead.append(finished(walk_forward(calendar, known, choose(known), trades)).sum())
    return Chains(
        *(np.array(values, np.float64) for values in (count, total, ahead)), np.array(inside)
    )


def finished(found: WalkForward) -> Floats:
    """Returns of the trades whose windows are over; of the others only the quick are resolved."""
    return np.asarray(found.trades.net[found.trades.window_end < NEVER])


def spread(values: Floats) -> float:
    """The standard error of the mean of independent values."""
    return float(values.std(ddof=1) / np.sqrt(values.size))


def test_on_random_walks_out_of_sample_is_zero_and_in_sample_is_not(chains: Chains) -> None:
    """Out of sample within 2 errors of 0, errors over walks; in sample more than 5 above."""
    assert chains.count.sum() > 1_000
    assert abs(chains.total.mean()) < 2 * spread(chains.total)
    assert chains.inside.mean() > 5 * spread(chains.inside)
    assert chains.inside.mean() > chains.total.sum() / chains.count.sum() + 0.01


def test_choices_by_the_whole_sample_are_seen_on_random_walks(chains: Chains) -> None:
    """A planted look-ahead: the mean of its trades is more than 5 errors above 0."""
    assert chains.ahead.mean() > 5 * spread(chains.ahead)


def test_a_sweep_of_one_symbol_is_the_chain_of_its_trades(tmp_path: Path) -> None:
    """Split into parts or not, and the file in the folder has the trades of the chain."""
    sweep = swept(tmp_path, ["a"])
    points = sweep.specification.points
    bars = bars_of("a")
    days = pd.to_datetime(bars.day, unit="D")
    trades = trades_on(bars, points, 0, sweep)
    calendar = Calendar.of(days[0], days[-1], 2)
    training = train(calendar, [trades], rules=len(points))
    expected = walk_forward(calendar, training, choose(training), trades)
    parts = ((0, 5), (5, 20), (20, len(points)))
    found = walk_sweep(replace(sweep, blocks=parts), closes, years=2, progress=lambda _: None)
    assert found.walk.blocks == expected.blocks
    assert found.walk.in_sample == expected.in_sample
    assert found.walk.trades.net.tolist() == expected.trades.net.tolist()
    table = pq.read_table(tmp_path / "walk_forward.parquet").to_pandas()
    assert table["net_return"].tolist() == expected.trades.net.tolist()
    assert table["hit"].tolist() == [hit > 0 for hit in expected.trades.hit]
    assert set(table["symbol"]) == {"a"}
    chosen = {block.choice.rule for block in found.walk.blocks if block.choice}
    assert (
        set(table["point"])
        <= set(chosen)
        == set(found.chosen) - {expected.in_sample.rule} | (set(chosen) & {expected.in_sample.rule})
    )


def test_symbols_are_pooled(tmp_path: Path) -> None:
    """Past trades of one rule on two symbols are those of each together."""
    both = walk_sweep(swept(tmp_path / "ab", ["a", "b"]), closes, years=2, progress=lambda _: None)
    one = {
        symbol: trades_on(
            SymbolBars.of(
                closes(symbol), symbol=symbol, cash_rate=None, first_month=0, seeded=False
            ),
            GRID.points(),
            0,
            swept(tmp_path / symbol, [symbol]),
        )
        for symbol in "ab"
    }
    for block in both.walk.blocks:
        assert block.choice is not None
        start = np.datetime64(block.first, "D").astype(np.int64)
        past = np.concatenate(
            [t.net[(t.rule == block.choice.rule) & (t.window_end < start)] for t in one.values()]
        )
        assert block.choice.n == past.size
        assert block.choice.mean == pytest.approx(past.mean())


def test_the_command_shows_the_chain_and_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same object in --json and in the folder; the table has the same mean."""
    closes("a").to_csv(tmp_path / "a.csv", index_label="date")
    out = tmp_path / "sweep"

    def typed(years: int | None, *options: str) -> tuple[int, str, str]:
        command = ["sweep", str(tmp_path / "a.csv"), "--data", "reference", "--min-depth", "0"]
        command += ["--target", "10%,20%", "--horizon", "63", "--out", str(out)]
        command += [*(() if years is None else ("--walk-forward", str(years))), *options]
        monkeypatch.setattr(sys, "argv", ["rutcheck", *command])
        with pytest.raises(SystemExit) as ended:
            app.main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    code, printed, _ = typed(2, "--json")
    assert code == 0
    chain = json.loads(printed)["walk_forward"]
    assert chain == json.loads((out / "summary.json").read_text())["walk_forward"]
    assert chain["years"] == 2
    mean = chain["out_of_sample"]["mean_return"]
    assert f"out of sample {100 * mean:+.1f}% net per trade" in typed(2)[1]
    code, _, error = typed(40)
    assert (code, error.count("\n")) == (2, 1)
    assert "walk-forward of 40 years" in error
    assert (out / "walk_forward.parquet").exists()
    assert typed(None)[0] == 0
    assert not (out / "walk_forward.parquet").exists()
