"""Hit rates of random entries are those of every entry followed bar by bar."""

import numpy as np
import pytest

from backtests.engine.fills import OPEN, TARGET, follow_entry
from backtests.engine.outcomes import PriceArrays
from backtests.engine.parameter_grid import PointEvents, Points, follow_events
from backtests.sweep.random_hits import random_hit_rates
from data_feeds.series.bars import Frequency
from signals.core.side import Side
from signals.levels.measured_move import parse_target
from signals.levels.stops import (
    ATR,
    ATR_WINDOW,
    CHANDELIER,
    average_true_range_array,
    parse_stop,
)

STOPS = ("none", "structural", "4%", "atr:1.5", "trailing:6%", "chandelier:2", "failed")
HORIZONS = (5, 16, 40, 120)
BARS = 900
# 41 is prime to the number of bars, so that draws fall on bars of every kind.
DRAWS = (np.arange(41) + 0.37) / 41


def walk(seed: int) -> PriceArrays:
    """Bars in ticks of a fifth, with gaps, in which levels are often met exactly."""
    rng = np.random.default_rng(seed)
    close = np.round(500 * np.exp(np.cumsum(rng.normal(0.0006, 0.013, BARS)))) / 5
    open_ = np.round(close * np.exp(rng.normal(0, 0.01, BARS)) * 5) / 5
    high = np.maximum(open_, close) + rng.integers(0, 6, BARS) / 5
    low = np.minimum(open_, close) - rng.integers(0, 6, BARS) / 5
    return PriceArrays(open_, high, low, close)


def tried() -> Points:
    """Every stop with every horizon, all with the same base and target."""
    cases = [(stop, horizon) for stop in STOPS for horizon in HORIZONS]
    return Points.of(
        Frequency.DAILY,
        min_base=[5] * len(cases),
        min_depth=[0.01] * len(cases),
        target=[parse_target("6%")] * len(cases),
        stop=[parse_stop(stop) for stop, _ in cases],
        horizon=[horizon for _, horizon in cases],
    )


def followed(
    prices: PriceArrays, points: Points, events: PointEvents, *, genuine_from: int
) -> list[float]:
    """Return the hit rate of each point, every random entry followed by `follow_entry`."""
    windows = {ATR: ATR_WINDOW["atr"], CHANDELIER: ATR_WINDOW["chandelier"]}
    ranges = {
        kind: average_true_range_array(prices.high, prices.low, prices.close, window=window)
        for kind, window in windows.items()
    }
    # Before the close of each bar.
    records = np.fmax.accumulate(np.concatenate(([np.nan], prices.close)))
    rates = []
    for point in range(len(points)):
        kind, horizon = int(points.stop[point]), int(points.horizon[point])
        first = 1
        if kind in ranges:
            first = max(windows[kind], genuine_from) + 1
        slots = BARS - horizon + 1 - first
        hits = []
        own = np.flatnonzero(events.point == point)
        for rank, j in enumerate(own):
            if events.cause[j] <= OPEN:
                continue
            for draw in DRAWS:
                at = first + int((draw + rank * 0.618033988749895) % 1.0 * slots)
                by_close = at < genuine_from
                price = prices.close[at] if by_close else prices.open[at]
                scale = price / events.entry_price[j]
                found = follow_entry(
                    prices.open,
                    prices.high,
                    prices.low,
                    prices.close,
                    by_close,
                    ranges.get(kind, np.empty(0)),
                    at,
                    scale * events.target[j],
                    scale * events.stop[j],
                    scale * records[events.signal[j]],
                    True,
                    kind,
                    float(points.stop_amount[point]),
                    horizon,
                )
                hits.append(found[4] == TARGET)
        rates.append(float(np.mean(hits)) if hits else np.nan)
    return rates


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("genuine_from", [0, 450])
@pytest.mark.parametrize("seed", (0, 1, 2, 5))
def test_rates_are_those_of_entries_that_are_followed_bar_by_bar(
    seed: int, genuine_from: int, side: Side
) -> None:
    """To the last hit, for every kind of stop, both sides and fills at closes."""
    prices, points = walk(seed).seen_from(side), tried()
    events = follow_events(prices, points, genuine_from=genuine_from)
    rates = random_hit_rates(
        prices, points, events, genuine_from=genuine_from, seed_record=None, draws=DRAWS
    )
    assert rates.tolist() == pytest.approx(
        followed(prices, points, events, genuine_from=genuine_from), abs=0, nan_ok=True
    )
    assert np.unique(rates[~np.isnan(rates)]).size > len(HORIZONS)


def test_every_kind_of_stop_ends_some_entries_before_their_target() -> None:
    """So that the comparison above compares more than targets."""
    prices, points = walk(0), tried()
    events = follow_events(prices, points, genuine_from=0)
    longest = [at for at in range(len(points)) if points.horizon[at] == max(HORIZONS)]
    rates = random_hit_rates(prices, points, events, genuine_from=0, seed_record=None, draws=DRAWS)[
        longest
    ]
    assert (rates[1:] < rates[0]).all()
