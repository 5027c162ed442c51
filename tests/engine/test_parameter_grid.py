"""Studies on bare arrays: the events and outcomes of the studies on frames, point by point."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.engine.fills import CAUSES, VOID_REASONS
from backtests.engine.outcomes import Outcome, PriceArrays, first_touch
from backtests.engine.parameter_grid import PointEvents, Points, follow_events
from data_feeds.series.bars import Frequency, check_bars
from signals.breakout import find_events
from signals.core.side import Side
from signals.levels.measured_move import TARGET_NAMES, parse_target
from signals.levels.stops import STOP_NAMES, parse_stop
from strategies.engine.round_trip import borrow_fees

EXACT = 1e-12


def rough_bars(seed: int, n: int = 1_500) -> pd.DataFrame:
    """Bars with wide gaps, some very wide and some flat bars, rising enough to break records."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(0.001, 0.02, n)))
    open_ = np.concatenate(([100.0], close[:-1])) * np.exp(rng.normal(0, 0.015, n))
    reach = np.where(rng.random(n) < 0.05, 0.1, 0.015)
    high = np.maximum(open_, close) * np.exp(np.abs(rng.normal(0, reach)))
    low = np.minimum(open_, close) * np.exp(-np.abs(rng.normal(0, reach)))
    flat = rng.random(n) < 0.05
    for column in (open_, high, low):
        column[flat] = close[flat]
    frame = pd.DataFrame(
        {"open": open_, "high": high, "low": low, "close": close},
        index=pd.bdate_range("1990-01-01", periods=n),
    )
    return check_bars(frame, name="rough")


def lists(seed: int, count: int) -> dict[str, list]:
    """Parameters of points that take every target and every stop in turn."""
    rng = np.random.default_rng(seed)
    return {
        "min_base": [int(base) for base in rng.integers(1, 40, count)],
        "min_depth": [float(depth) for depth in rng.uniform(0, 0.1, count)],
        "target": [TARGET_NAMES[i % len(TARGET_NAMES)] for i in range(count)],
        "stop": [STOP_NAMES[i // len(TARGET_NAMES) % len(STOP_NAMES)] for i in range(count)],
        "horizon": [int(days) for days in rng.integers(1, 120, count)],
    }


def points_of(chosen: dict[str, list]) -> Points:
    """Daily points."""
    return Points.of(
        Frequency.DAILY,
        min_base=chosen["min_base"],
        min_depth=chosen["min_depth"],
        target=[parse_target(name) for name in chosen["target"]],
        stop=[parse_stop(name) for name in chosen["stop"]],
        horizon=chosen["horizon"],
    )


def on_frames(
    bars: pd.DataFrame,
    chosen: dict[str, list],
    i: int,
    *,
    genuine_from: int,
    seed_record: float | None,
) -> tuple[Outcome, ...]:
    """What `find_events` and `first_touch` make of a point."""
    events = find_events(
        bars,
        min_base=chosen["min_base"][i],
        min_depth=chosen["min_depth"][i],
        target=chosen["target"][i],
        seed_record=seed_record,
    )
    return first_touch(
        bars,
        events,
        stop=parse_stop(chosen["stop"][i]),
        horizon=chosen["horizon"][i],
        needs_target=chosen["target"][i] != "none",
        genuine_from=genuine_from,
    )


def assert_same(bars: pd.DataFrame, found: PointEvents, row: int, outcome: Outcome) -> None:
    """One breakout, field by field."""
    code = int(found.cause[row])
    assert bars.index[found.signal[row]] == outcome.event.known_on
    assert VOID_REASONS.get(code) == outcome.void_reason
    assert outcome.cause == ("void" if code < 0 else CAUSES[code])
    assert (bars.index[found.exit[row]] if found.exit[row] >= 0 else None) == outcome.exit_date
    assert found.ambiguous[row] == outcome.ambiguous
    for name, value in (
        ("entry_price", outcome.entry),
        ("target", outcome.event.target),
        ("stop", outcome.stop),
        ("exit_price", outcome.exit),
        ("net_return", outcome.return_),
    ):
        if name == "stop" and outcome.entry is None:
            continue
        expected = np.nan if value is None else value
        assert getattr(found, name)[row] == pytest.approx(expected, rel=EXACT, nan_ok=True)


@pytest.mark.parametrize(("genuine_from", "seed_record"), [(0, None), (700, 104.0)])
def test_every_breakout_of_every_point_is_that_of_the_frames(
    genuine_from: int, seed_record: float | None
) -> None:
    """Sixty-four points, each target with each stop; before some bar the fills are at closes."""
    seen: set[str] = set()
    for seed in range(3):
        bars, chosen = rough_bars(seed), lists(seed, 64)
        found = follow_events(
            PriceArrays.of(bars),
            points_of(chosen),
            genuine_from=genuine_from,
            seed_record=seed_record,
        )
        expected = [
            (i, outcome)
            for i in range(64)
            for outcome in on_frames(
                bars, chosen, i, genuine_from=genuine_from, seed_record=seed_record
            )
        ]
        assert list(found.point) == [i for i, _ in expected]
        for row, (_, outcome) in enumerate(expected):
            assert_same(bars, found, row, outcome)
            seen |= {outcome.cause, str(outcome.void_reason), str(outcome.ambiguous)}
    assert {"target", "stop", "timeout", "open", "void", "True"} <= seen
    assert "entry at or beyond the target" in seen
    assert "entry at or beyond the stop" in seen
    assert ("no average true range: highs and lows of that time are not genuine" in seen) == (
        genuine_from > 0
    )


@pytest.mark.parametrize("side", list(Side))
def test_a_point_of_either_side_pays_its_costs_and_the_fee_of_its_nights(side: Side) -> None:
    """Entered on the bar after the signal; of a position without an exit there is no return."""
    bars = rough_bars(5)
    if side is Side.SHORT:
        bars[["open", "high", "low", "close"]] = 1e4 / bars[["open", "low", "high", "close"]]
    events = find_events(bars, target="10%", side=side)
    outcomes = first_touch(
        bars, events, stop=parse_stop("atr:2"), horizon=60, genuine_from=0, side=side, borrow=0.5
    )
    chosen = {"min_base": [20], "min_depth": [0.05], "target": ["10%"], "stop": ["atr:2"]}
    found = follow_events(
        PriceArrays.of(bars, side),
        points_of({**chosen, "horizon": [60]}),
        genuine_from=0,
        fees=borrow_fees(bars, 0.5) if side is Side.SHORT else None,
    )
    assert len(outcomes) > 10
    assert found.entry.tolist() == [at + 1 for at in found.signal.tolist()]
    dates = [bars.index[at] for at in found.entry.tolist()]
    assert dates == [o.entry_date for o in outcomes]
    for values, expected in (
        (side.sign * found.entry_price, [o.entry for o in outcomes]),
        (side.sign * found.target, [o.target for o in outcomes]),
        (side.sign * found.exit_price, [o.exit for o in outcomes]),
        (found.net_return, [o.return_ for o in outcomes]),
    ):
        known = [np.nan if one is None else one for one in expected]
        assert values == pytest.approx(known, rel=EXACT, nan_ok=True)


def test_points_do_not_depend_on_their_company() -> None:
    """One by one, in parts and in another order they give the same; none gives nothing."""
    prices, points = PriceArrays.of(rough_bars(8)), points_of(lists(8, 64))
    whole = follow_events(prices, points, genuine_from=0)
    order = np.random.default_rng(0).permutation(64)
    mixed = follow_events(prices, points.part(order), genuine_from=0)
    for at, i in enumerate(order):
        np.testing.assert_array_equal(
            mixed.net_return[mixed.point == at], whole.net_return[whole.point == i]
        )
    for i in (0, 13, 63):
        alone = follow_events(prices, points.part(slice(i, i + 1)), genuine_from=0)
        np.testing.assert_array_equal(alone.net_return, whole.net_return[whole.point == i])
    none = points.part(slice(0, 0))
    assert follow_events(prices, none, genuine_from=0).signal.size == 0


def test_lengths_are_translated_from_trading_days() -> None:
    """On weekly bars: 20 days are 4 bars, 252 are 52, and a time stop shortens the horizon."""
    found = Points.of(
        Frequency.WEEKLY,
        min_base=[20, 20],
        min_depth=[0.05, 0.05],
        target=[parse_target("mm-a")] * 2,
        stop=[parse_stop("none"), parse_stop("time:63")],
        horizon=[252, 252],
    )
    assert list(found.least_base) == [4, 4]
    assert list(found.horizon) == [52, 13]
    assert len(found) == 2
