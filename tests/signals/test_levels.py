"""Turning points, targets and stops of both sides on prices with answers by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from data_feeds.series.bars import check_bars
from signals import breakout, recent_high
from signals.breakout import find_events, known_record
from signals.core.event import RuleError
from signals.core.side import Side
from signals.levels.measured_move import parse_target, require_price, target_level
from signals.levels.stops import (
    StopRule,
    initial_stop,
    parse_stop,
    parse_stop_without_breakout,
    update_stop,
)
from signals.levels.touch import highest_touch, lowest_touch, reaches_fall, reaches_rise
from signals.levels.zigzag import HIGH, LOW, confirmed_lows, find_pivots, pivot_prices


@pytest.mark.parametrize(
    ("closes", "pivots"),
    [
        # A fall of a tenth from 100 to 90 confirms the high; a rise of a tenth from 80, to 88, the
        # low; 110 is a high when 99 is reached.
        (
            [100, 95, 90, 80, 88, 110, 99],
            [("high", 0, 2, 100), ("low", 3, 4, 80), ("high", 5, 6, 110)],
        ),
        ([100, 105, 110, 99], [("low", 0, 2, 100), ("high", 2, 3, 110)]),
        # Not a cent before the tenth.
        ([100, 90.01, 99.0], []),
        ([100, 109.99, 98.99], [("high", 1, 2, 109.99)]),
        ([100], []),
        ([], []),
    ],
)
def test_turning_points_are_confirmed_by_a_tenth(
    closes: list[float], pivots: list[tuple[str, int, int, float]]
) -> None:
    """The first may be a high or a low."""
    found = find_pivots(np.array(closes, dtype=float), threshold=0.1)
    assert [(p.kind, p.index, p.confirmed, p.price) for p in found] == pivots
    kinds, prices = pivot_prices(np.array(closes, dtype=float), threshold=0.1)
    assert kinds.tolist() == [HIGH if kind == "high" else LOW for kind, *_ in pivots]
    assert prices.tolist() == [price for *_, price in pivots]


@pytest.mark.parametrize("threshold", [0.0, 1.0, -0.1, 1.5])
def test_a_threshold_is_a_fraction(threshold: float) -> None:
    """Between 0 and 1."""
    with pytest.raises(ValueError, match="expected a fraction between 0 and 1"):
        find_pivots(np.array([1.0, 2.0]), threshold=threshold)


@pytest.mark.parametrize("threshold", [0.03, 0.15, 0.4])
def test_turning_points_of_signed_prices_are_those_of_reciprocal_ones(threshold: float) -> None:
    """A short sees prices with a minus: a rise by a quarter is then a fall by a fifth."""
    rng = np.random.default_rng(7)
    closes = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, 2_000)))
    signed = find_pivots(-closes, threshold=threshold)
    mirrored = find_pivots(1 / closes, threshold=threshold)
    assert len(signed) > 5
    assert [(p.kind, p.index, p.confirmed) for p in signed] == [
        (p.kind, p.index, p.confirmed) for p in mirrored
    ]


def test_the_last_confirmed_low_of_each_day() -> None:
    """The low of 80 is confirmed on the fifth day, that of 99 on the last."""
    closes = np.array([100.0, 95, 90, 80, 88, 110, 99, 108.9])
    found = confirmed_lows(closes, 0.1, np.array([0, 3, 4, 6, 7]))
    assert found[:2].tolist() == pytest.approx([math.nan, math.nan], nan_ok=True)
    assert found[2:].tolist() == [80.0, 80.0, 99.0]


@pytest.mark.parametrize(
    ("rule", "long", "short"),
    [
        ("mm-a", 120.0, 80.0),
        ("mm-b", 125.0, 100 * 100 / 120),
        ("mm-c", 106.0, 94.0),
        ("mm-d", 100 * 100 / 94, 100 * 100 / 106),
        ("30%", 130.0, 70.0),
        ("25pts", 125.0, 75.0),
        ("level:150", 150.0, 150.0),
        ("none", None, None),
    ],
)
def test_targets_of_both_sides(rule: str, long: float | None, short: float | None) -> None:
    """A record of 100, a base to 94 or 106, a leg from 80 or 120."""
    parsed = parse_target(rule)
    up = target_level(parsed, record=100.0, base_low=94.0, leg_low=80.0)
    down = target_level(parsed, record=100.0, base_low=106.0, leg_low=120.0, side=Side.SHORT)
    assert up == (None if long is None else pytest.approx(long))
    assert down == (None if short is None else pytest.approx(short))
    without = target_level(parsed, record=100.0, base_low=94.0, leg_low=None)
    assert without == (None if rule in ("mm-a", "mm-b") else up)


@pytest.mark.parametrize(
    ("target", "side", "refused"),
    [
        ("100%", Side.SHORT, True),
        ("250%", Side.SHORT, True),
        ("99.9%", Side.SHORT, False),
        ("100%", Side.LONG, False),
        ("750pts", Side.SHORT, False),
        ("level:3250", Side.SHORT, False),
        ("mm-a", Side.SHORT, False),
    ],
)
def test_a_short_cannot_aim_below_zero(target: str, side: Side, refused: bool) -> None:
    """In percent, where it is known before the data are."""
    if refused:
        with pytest.raises(RuleError, match=f"target '{target}' of a short is at or below zero"):
            require_price(parse_target(target), target, side)
    else:
        require_price(parse_target(target), target, side)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("0%", "above 0 and below 100%"),
        ("100%", "above 0 and below 100%"),
        ("trailing:100%", "above 0 and below 100%"),
        ("atr:0", "above 0 and below 100,000"),
        ("chandelier:100000", "above 0 and below 100,000"),
        ("time:100000", "above 0 and below 100,000"),
    ],
)
def test_a_stop_out_of_range_is_refused_with_its_limits(text: str, limits: str) -> None:
    """A fraction, or a multiple and a number of days."""
    with pytest.raises(RuleError, match=f"stop rule '{text}' is out of range; expected {limits}$"):
        parse_stop(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("99.5%", StopRule("percent", 0.995)),
        ("trailing:10%", StopRule("trailing", 0.10)),
        ("atr:2.5", StopRule("atr", 2.5)),
        ("chandelier:99999", StopRule("chandelier", 99_999.0)),
        ("time:1", StopRule("time", 1.0)),
        ("structural", StopRule("structural")),
    ],
)
def test_a_stop_is_a_fraction_a_multiple_or_a_number_of_days(text: str, rule: StopRule) -> None:
    """As it is written."""
    assert parse_stop(text) == rule
    if rule.kind == "structural":
        with pytest.raises(RuleError, match="needs a breakout"):
            parse_stop_without_breakout(text)
    else:
        assert parse_stop_without_breakout(text) == rule


@pytest.mark.parametrize(
    ("rule", "long", "short"),
    [
        ("structural", 94.0, 106.0),
        ("8%", 92.0, 108.0),
        ("trailing:10%", 90.0, 110.0),
        ("atr:2", 94.0, 106.0),
        ("chandelier:3", 91.0, 109.0),
        ("failed", None, None),
        ("time:63", None, None),
        ("none", None, None),
    ],
)
def test_initial_stops_of_both_sides(rule: str, long: float | None, short: float | None) -> None:
    """An entry at 100, a base to 94 or 106, a true range of 3."""
    parsed = parse_stop(rule)
    up = initial_stop(parsed, entry=100.0, structural=94.0, atr=3.0)
    down = initial_stop(parsed, entry=100.0, structural=106.0, atr=3.0, side=Side.SHORT)
    assert up == (None if long is None else pytest.approx(long))
    assert down == (None if short is None else pytest.approx(short))
    assert parsed.has_level_at_entry == (long is not None)
    if rule == "structural":
        assert initial_stop(parsed, entry=100.0, structural=None, atr=3.0) is None
    if rule == "atr:2":
        assert initial_stop(parsed, entry=100.0, structural=94.0, atr=math.nan) is None


@pytest.mark.parametrize(
    ("rule", "side", "level", "expected"),
    [
        ("trailing:10%", Side.LONG, 90.0, 108.0),
        ("trailing:10%", Side.LONG, 110.0, 110.0),
        ("trailing:10%", Side.LONG, None, 108.0),
        ("trailing:10%", Side.SHORT, 140.0, 132.0),
        ("trailing:10%", Side.SHORT, 130.0, 130.0),
        ("chandelier:3", Side.LONG, 90.0, 113.0),
        ("chandelier:3", Side.LONG, 114.0, 114.0),
        ("chandelier:3", Side.SHORT, 140.0, 131.0),
        ("chandelier:3", Side.SHORT, 130.0, 130.0),
        ("8%", Side.LONG, 90.0, 90.0),
        ("none", Side.LONG, None, None),
    ],
)
def test_a_moving_stop_never_moves_away(
    rule: str, side: Side, level: float | None, expected: float | None
) -> None:
    """The best close is 120, the best price 122 for both sides, the true range 3."""
    found = update_stop(
        parse_stop(rule), level=level, best_close=120.0, best_price=122.0, atr=3.0, side=side
    )
    assert found == (None if expected is None else pytest.approx(expected))
    if rule.startswith("chandelier"):
        unknown = update_stop(
            parse_stop(rule), level=level, best_close=1.0, best_price=1.0, atr=math.nan, side=side
        )
        assert unknown == level


@pytest.mark.parametrize(
    ("move", "least", "reached"),
    [(0.05, 0.05, True), (0.0499, 0.05, False), (0.2, 0.05, True), (-0.3, 0.05, False)],
)
def test_a_move_has_at_least_its_size(move: float, least: float, reached: bool) -> None:
    """A rise by it, or a fall by it."""
    assert bool(reaches_rise(move, least)) is reached
    assert bool(reaches_fall(move, least)) is reached


@pytest.mark.parametrize(
    ("level", "from_below", "from_above"),
    [
        (100.0, 100 * (1 - 1e-9), 100 * (1 + 1e-9)),
        (-100.0, -100 * (1 + 1e-9), -100 * (1 - 1e-9)),
    ],
)
def test_a_level_is_reached_within_a_billionth(
    level: float, from_below: float, from_above: float
) -> None:
    """In favour of the touch, also where prices are signed."""
    assert lowest_touch(level) == pytest.approx(from_below, rel=1e-15)
    assert highest_touch(level) == pytest.approx(from_above, rel=1e-15)


def test_the_record_before_the_data_is_that_of_the_side() -> None:
    """METHODS 2.1: 174.44 on 1987-08-25, and 40.52 at the start of the index."""
    assert known_record("RUT", Side.LONG) == 174.44
    assert known_record("RUT", Side.SHORT) == 40.52
    assert known_record("SPX", Side.LONG) is None


def closes_of(*prices: float) -> pd.DataFrame:
    """Daily closes."""
    index = pd.bdate_range("2024-01-01", periods=len(prices), name="date")
    return check_bars(pd.DataFrame({"close": np.array(prices, float)}, index=index), name="X")


@pytest.mark.parametrize("side", list(Side))
def test_a_base_is_of_twenty_days_unless_another_is_given(side: Side) -> None:
    """A record, 19 or 20 closes at 94 or at 1 / 94, and a record; of a short all upside down."""

    def days(module: object, count: int, **more: object) -> int:
        prices = [50.0, *[60.0] * 30, 100.0, *[94.0] * count, 101.0]
        if side is Side.SHORT:
            prices = [1e4 / price for price in prices]
        find = module.find_events  # type: ignore[attr-defined]
        return len(find(closes_of(*prices), target="none", side=side, **more))

    assert [days(breakout, count) for count in (18, 19)] == [0, 1]
    assert [days(recent_high, count, lookback=30) for count in (18, 19)] == [0, 1]
    assert days(breakout, 19, min_depth=0.0601) == 0
    assert days(breakout, 19, min_base=21) == 0


def test_an_event_has_the_levels_it_is_made_of() -> None:
    """A record of 100 after a leg from 80, a base to 94 of 20 bars, and 101."""
    prices = [90.0, 80.0, 95.0, 100.0, *[96.0, 94.0, *[97.0] * 17], 101.0]
    (event,) = find_events(closes_of(*prices))
    assert (event.close, event.stop, event.target) == (101.0, 94.0, 120.0)
    assert dict(event.details) == {
        "record": 100.0,
        "base_low": 94.0,
        "record_date": pd.Timestamp("2024-01-04"),
        "leg_low": 80.0,
        "base_bars": 20,
        "depth": pytest.approx(0.06),
    }
    short = find_events(closes_of(*(1e4 / price for price in prices)), side=Side.SHORT)
    (mirrored,) = short
    assert mirrored.stop == pytest.approx(1e4 / 94)
    assert mirrored.details["leg_high"] == pytest.approx(125.0)
    assert mirrored.target == pytest.approx(75.0)
    assert mirrored.details["depth"] == pytest.approx(0.06)


def test_a_seed_record_has_no_date() -> None:
    """It is as old as the data; the first close above it is a signal after a base."""
    (event,) = find_events(closes_of(*[94.0] * 20, 101.0), seed_record=100.0, target="none")
    assert (event.details["record"], event.details["record_date"]) == (100.0, None)
    assert event.details["base_bars"] == 21
    assert find_events(closes_of(*[94.0] * 20, 100.0), seed_record=100.0) == ()
