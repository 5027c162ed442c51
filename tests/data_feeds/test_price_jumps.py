"""Jumps of the size of a split that stay: which are found, and what no longer counts as fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data_feeds.files import csv_file
from data_feeds.quality.fitness import (
    FillsError,
    assess_fitness,
    check_series,
    require_genuine_opens,
)
from data_feeds.series.bars import check_bars
from data_feeds.series.market import open_market
from data_feeds.series.price_jumps import RATIOS, find_jumps
from data_feeds.series.sessions import nyse_sessions

DAY = 60


def walk(*, volatility: float = 0.01, rows: int = 120, seed: int = 7) -> pd.DataFrame:
    """Bars of a random walk, with an open near the close before."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(volatility * rng.standard_normal(rows)))
    first = np.append(100, close[:-1]) * np.exp(volatility / 4 * rng.standard_normal(rows))
    high, low = np.maximum(first, close) * 1.004, np.minimum(first, close) * 0.996
    frame = pd.DataFrame({"open": first, "high": high, "low": low, "close": close})
    return check_bars(frame.set_index(pd.bdate_range("2021-01-04", periods=rows)), name="walk")


def jumped(ratio: float, bars: pd.DataFrame | None = None, *, at: int = DAY) -> pd.DataFrame:
    """The bars, with prices from a day on multiplied by a ratio."""
    frame = (walk() if bars is None else bars).copy()
    frame.iloc[at:] *= ratio
    return frame


@pytest.mark.parametrize("columns", [["open", "high", "low", "close"], ["close"]])
@pytest.mark.parametrize("ratio", [*RATIOS, *(1 / r for r in RATIOS)])
def test_a_jump_near_a_simple_ratio_is_found_with_its_day(ratio: float, columns: list[str]) -> None:
    """Each ratio and its inverse, in bars and in closes alone."""
    bars = jumped(ratio)
    (jump,) = find_jumps(bars[columns])
    assert jump.date == bars.index[DAY]
    assert jump.ratio == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.25, "fall to 1/4 on 2021-03-29 and stay, as after a split of 4:1"),
        (2 / 3, "fall to 2/3 on 2021-03-29 and stay, as after a split of 3:2"),
        (1.5, "rise to 1.5 times on 2021-03-29 and stay, as after a split of 2:3"),
        (10, "rise to 10 times on 2021-03-29 and stay, as after a split of 1:10"),
    ],
)
def test_a_jump_is_described(ratio: float, text: str) -> None:
    """By its ratio, its day and the split that has it."""
    (jump,) = find_jumps(jumped(ratio))
    assert jump.text == f"prices {text} that is not adjusted"


@pytest.mark.parametrize("volatility", [0.005, 0.01, 0.02, 0.03])
def test_random_walks_have_none(volatility: float) -> None:
    """Ten years of each volatility."""
    assert find_jumps(walk(volatility=volatility, rows=2520, seed=1)) == ()


def test_moves_that_are_no_split_are_not_found() -> None:
    """A crash of 43%, a tick taken back, a fall regained within the week, and a wild series."""
    assert find_jumps(jumped(0.57)) == ()
    tick = walk()
    tick.iloc[DAY] /= 2
    assert find_jumps(tick) == ()
    assert find_jumps(jumped(2, jumped(0.5), at=DAY + 4)) == ()
    wild = walk(volatility=0.08, seed=2)
    assert find_jumps(jumped(0.5, wild)) == ()


def test_a_jump_within_the_day_alone_is_not_found() -> None:
    """An open at half the close before, and a close at the old level."""
    bars = walk()
    bars.iloc[DAY, 0] /= 2
    bars.iloc[DAY, 2] = bars.iloc[DAY, 0]
    assert find_jumps(bars) == ()


def test_nothing_before_a_jump_is_fit_for_fills() -> None:
    """Fills count from its day on, and a window that begins before is refused with the reason."""
    bars = jumped(0.5)
    fitness = assess_fitness(bars)
    assert fitness.fills_from == bars.index[DAY]
    assert "fit for fills from 2021-03-29: prices fall to 1/2" in fitness.conclusion
    with pytest.raises(FillsError, match=r"split of 2:1 .*; expected prices adjusted for splits"):
        require_genuine_opens(bars)
    require_genuine_opens(bars.iloc[DAY:])


@pytest.mark.parametrize(
    ("columns", "conclusion"),
    [
        (["open", "high", "low", "close"], "fit for closes; fit for fills from 2021-03-29"),
        (["close"], "fit for closes from 2021-03-29"),
    ],
)
def test_the_check_of_data_names_a_jump(columns: list[str], conclusion: str) -> None:
    """Among the defects, and in the conclusion."""
    bars = check_bars(jumped(0.5)[columns], name="X")
    sessions = nyse_sessions(bars.index[0], bars.index[-1])
    found = check_series(bars, name="X", sessions=sessions, data_end=bars.index[-1])
    assert found.conclusion.startswith(conclusion)
    assert sum("fall to 1/2 on 2021-03-29" in defect for defect in found.defects) == 1


def test_a_market_gives_notice_of_a_jump_and_of_what_was_inferred(tmp_path: Path) -> None:
    """One line each, when the series is first read."""
    path = tmp_path / "mine.csv"
    jumped(0.5).iloc[::-1].round(4).to_csv(path)
    bars = csv_file.read_bars(path)
    market = open_market("file", {"mine": lambda: bars}, how_to_get="", clock="mine")
    market.prices("mine")
    market.prices("mine")
    assert market.notices == [
        "mine: read as: newest first, reversed",
        "mine: prices fall to 1/2 on 2021-03-29 and stay, as after a split of 2:1 that is not "
        "adjusted; no bar before it is fit for fills",
    ]
