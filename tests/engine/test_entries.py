"""Entries on every day, moving stops and outcomes, against one position followed bar by bar."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from backtests.engine.entries import (
    eligible_entries,
    entry_positions,
    entry_price,
    fail_level,
    raised_stop,
    stop_levels,
)
from backtests.engine.every_entry import EveryEntry
from backtests.engine.outcomes import (
    Outcome,
    PriceArrays,
    breakout_row,
    first_genuine_open,
    first_touch,
    holding_window,
    one_at_a_time,
)
from backtests.engine.prepared_bars import PreparedBars
from data_feeds.series.bars import Frequency, check_bars
from signals.core.event import Event
from signals.core.side import Side
from signals.levels.stops import StopRule, average_true_range, parse_stop, update_stop
from strategies.engine.round_trip import borrow_fees, net_return

RULES = ("structural", "8%", "atr:2", "trailing:10%", "chandelier:3", "failed", "time:10", "none")


def random_bars(size: int, *, genuine_from: int = 0) -> pd.DataFrame:
    """Daily bars of a random walk; before `genuine_from`, opens are the closes before."""
    rng = np.random.default_rng(4)
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.02, size)))
    open_ = close * np.exp(rng.normal(0, 0.01, size))
    open_[:genuine_from] = np.append(close[0], close[: genuine_from - 1])[:genuine_from]
    frame = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * (1 + rng.uniform(0, 0.01, size)),
            "low": np.minimum(open_, close) * (1 - rng.uniform(0, 0.01, size)),
            "close": close,
        },
        index=pd.bdate_range("2018-01-01", periods=size, name="date"),
    )
    return check_bars(frame, name="X")


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("rule", RULES)
def test_a_position_of_every_day_is_an_event_of_the_day_before(rule: str, side: Side) -> None:
    """With target, stop and record as far away, in percent, as those of the event that is copied.

    A year without genuine opens comes first: its positions are entered and left at closes.
    """
    frame, stop, sign = random_bars(400, genuine_from=261), parse_stop(rule), side.sign
    copied = Outcome(
        Event(frame.index[0], 50.0, details={"record": 50.0 - sign}),
        "timeout",
        entry=50.0,
        target=50.0 + 6 * sign,
        stop=50.0 - 4 * sign if stop.has_level_at_entry else None,
        side=side,
    )
    every = EveryEntry.of(PreparedBars.of(frame).seen_from(side), stop=stop, horizon=30)
    followed = every.follow(copied)
    genuine = first_genuine_open(frame)
    assert genuine == 261
    price = np.array(
        [frame["close" if at < genuine else "open"].iloc[at] for at in every.at.tolist()]
    )
    events = [
        Event(
            frame.index[at - 1],
            float(frame["close"].iloc[at - 1]),
            p / 50 * (50 + 6 * sign),
            p / 50 * (50 - 4 * sign),
            {"record": p / 50 * (50 - sign)},
        )
        for at, p in zip(every.at.tolist(), price.tolist(), strict=True)
    ]
    outcomes = first_touch(frame, events, stop=stop, horizon=30, side=side)
    assert {o.cause for o in outcomes} <= {"target", "stop", "timeout"}
    assert sign * followed.price == pytest.approx(price)
    assert sign * followed.target == pytest.approx([o.target for o in outcomes])
    assert followed.hit.tolist() == [o.cause == "target" for o in outcomes]
    assert 0 < followed.hit.sum() < followed.hit.size
    assert [frame.index[at] for at in followed.exit_at] == [o.exit_date for o in outcomes]
    assert sign * followed.exit_price == pytest.approx([o.exit for o in outcomes])
    assert every.net_returns(followed) == pytest.approx([o.return_ for o in outcomes])


def test_without_a_target_a_position_of_every_day_reaches_none() -> None:
    """It is left at its stop or at the end of its horizon."""
    frame = random_bars(120)
    copied = Outcome(Event(frame.index[0], 50.0), "timeout", entry=50.0, stop=46.0)
    every = EveryEntry.of(PreparedBars.of(frame), stop=parse_stop("structural"), horizon=10)
    followed = every.follow(copied)
    assert not followed.hit.any()
    assert np.isnan(followed.target).all()
    assert (followed.exit_at <= every.at + 9).all()


@pytest.mark.parametrize(
    ("rule", "genuine_from", "first"),
    [
        ("none", 0, 1),
        ("8%", 261, 1),
        ("atr:2", 0, 21),
        ("chandelier:3", 0, 23),
        ("atr:2", 261, 262),
    ],
)
def test_days_of_entry_have_a_stop_and_a_full_window(
    rule: str, genuine_from: int, first: int
) -> None:
    """The first after a bar, or after the average true range of genuine bars; the last 10 are not.

    ATR(20) is known at the close of the 20th bar, position 19; the entry is on a bar after it.
    """
    bars = PreparedBars.of(random_bars(400, genuine_from=genuine_from))
    found = eligible_entries(bars, parse_stop(rule), 10)
    assert (found[0], found[-1]) == (first, 390)
    assert np.diff(found).tolist() == [1] * (found.size - 1)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("rule", ["trailing:10%", "chandelier:3", "8%", "failed"])
def test_a_raised_stop_is_that_of_its_updates_bar_by_bar(rule: str, side: Side) -> None:
    """After no bar that at entry, then moved with each; a stop that does not move stays."""
    frame, stop, sign = random_bars(200), parse_stop(rule), side.sign
    bars = PreparedBars.of(frame)
    window, distance = stop.atr_bars(Frequency.DAILY), 0.03 if "chandelier" in rule else 0.10
    atr = np.full(200, np.nan) if window is None else average_true_range(frame, window=window)
    moved = 0
    for first in range(40, 139, 7):
        entry = float(frame["open"].iloc[first])
        held = Outcome(
            Event(frame.index[first - 1], entry),
            "open",
            entry_date=frame.index[first],
            entry=entry,
            # Of a trailing stop that at entry; of a chandelier one that is nearer than its range.
            stop=None if rule == "failed" else entry * (1 - distance * sign),
            side=side,
        )
        level, best_close, best_price = held.stop, entry, -sign * math.inf
        assert raised_stop(bars, stop, held, first, first) == level
        for at in range(first, first + 60):
            close, far = (
                float(frame[c].iloc[at]) for c in ("close", "high" if sign > 0 else "low")
            )
            best_close = sign * max(sign * best_close, sign * close)
            best_price = sign * max(sign * best_price, sign * far)
            before = level
            if level is not None:
                level = update_stop(
                    stop,
                    level=level,
                    best_close=best_close,
                    best_price=best_price,
                    atr=float(atr[at]),
                    side=side,
                )
            moved += level != before
            found = raised_stop(bars, stop, held, first, at + 1)
            assert found == (None if level is None else pytest.approx(level, rel=1e-12))
    assert (moved > 10) == (rule in ("trailing:10%", "chandelier:3"))


@pytest.mark.parametrize(
    ("rule", "sign", "level"),
    [
        ("8%", 1, 92.0),
        ("8%", -1, -108.0),
        ("trailing:10%", 1, 90.0),
        ("trailing:10%", -1, -110.0),
        ("atr:2", 1, 94.0),
        ("chandelier:3", -1, -109.0),
        ("structural", 1, 85.0),
        ("failed", 1, 85.0),
    ],
)
def test_stop_levels_of_an_entry_at_100(rule: str, sign: float, level: float) -> None:
    """On signed prices: a true range of 3, and a level of the event at 85."""
    found = stop_levels(
        parse_stop(rule), np.array([sign * 100.0]), np.array([85.0]), np.array([3.0])
    )
    assert found == pytest.approx([level])


@pytest.mark.parametrize(
    ("rule", "record", "level"),
    [
        ("failed", 100.0, 100.0),
        ("failed", 100, 100.0),
        ("failed", None, math.nan),
        ("failed", pd.Timestamp("2020-01-01"), math.nan),
        ("8%", 100.0, math.nan),
        ("none", 100.0, math.nan),
        ("atr:2", 100.0, math.nan),
    ],
)
def test_only_a_failed_breakout_is_left_below_its_record(
    rule: str, record: float | None, level: float
) -> None:
    """If the event has one."""
    event = Event(pd.Timestamp("2020-01-02"), 101.0, details={"record": record})
    assert fail_level(Outcome(event, "open"), parse_stop(rule)) == pytest.approx(level, nan_ok=True)


def test_outcomes_without_an_entry_have_no_position() -> None:
    """Nor a price."""
    frame = random_bars(30)
    entered = Outcome(Event(frame.index[3], 1.0), "open", frame.index[4], 1.5)
    waiting = Outcome(Event(frame.index[-1], 1.0), "open")
    assert entry_positions(frame, [waiting, entered]) == [4]
    assert entry_price(entered) == 1.5
    with pytest.raises(ValueError, match="has an entry price"):
        entry_price(waiting)


@pytest.mark.parametrize(
    ("genuine_from", "at", "fills"),
    [(0, 3, "intraday"), (0, 399, "intraday"), (261, 259, "close"), (261, 260, "intraday")],
)
def test_positions_are_filled_at_closes_before_the_first_genuine_open(
    genuine_from: int, at: int, fills: str
) -> None:
    """The signal of the last bar waits for an open."""
    frame = random_bars(400, genuine_from=genuine_from)
    event = Event(frame.index[at], float(frame["close"].iloc[at]))
    (found,) = first_touch(frame, [event], stop=parse_stop("none"), horizon=5)
    assert found.fills == fills
    if at < 399:
        column = "close" if fills == "close" else "open"
        assert found.entry == frame[column].iloc[at + 1]


def test_bars_with_closes_only_are_filled_at_closes() -> None:
    """Also the signal of the last."""
    frame = random_bars(50)[["close"]]
    events = [Event(frame.index[at], 1.0) for at in (3, 49)]
    found = first_touch(frame, events, stop=parse_stop("none"), horizon=5)
    assert [o.fills for o in found] == ["close", "close"]
    assert found[0].exit == frame["close"].iloc[8]


def test_the_first_event_without_a_bar_is_named() -> None:
    """Not the one on the first bar, which has one."""
    frame = random_bars(10)
    days = [frame.index[0], frame.index[1], pd.Timestamp("2019-05-04"), pd.Timestamp("2019-05-05")]
    with pytest.raises(ValueError, match="no bar on 2019-05-04"):
        first_touch(frame, [Event(day, 1.0) for day in days], stop=parse_stop("none"), horizon=5)


def short_bars() -> pd.DataFrame:
    """A signal, then a week of falling prices: Tuesday to the Monday after."""
    rows = [
        (100.0, 101.0, 98.0, 99.0),
        (100.0, 102.0, 99.0, 101.0),
        (101.0, 103.0, 95.0, 96.0),
        (96.0, 97.0, 92.0, 93.0),
        (93.0, 94.0, 89.0, 90.0),
        (90.0, 91.0, 85.0, 86.0),
    ]
    index = pd.bdate_range("2024-01-01", periods=6, name="date")
    return pd.DataFrame(rows, columns=["open", "high", "low", "close"], index=index)


def test_the_outcome_of_a_short_is_in_its_favour_when_prices_fall() -> None:
    """Sold at 100 on Tuesday, bought at the target of 90 on Friday, three nights later.

    The fee is that of 101, 96 and 93 for a day each: 290 times 0.5% by 365.
    """
    frame = short_bars()
    event = Event(frame.index[0], 99.0, 90.0, 110.0, {"record": 99.5, "base_high": 110.0})
    (found,) = first_touch(
        frame, [event], stop=parse_stop("structural"), horizon=20, side=Side.SHORT
    )
    assert (found.cause, found.entry, found.exit, found.bars) == ("target", 100.0, 90.0, 4)
    assert (found.target, found.stop, found.side) == (90.0, 110.0, Side.SHORT)
    # The best price is the exit, the worst the high of 103 on Wednesday.
    assert (found.mfe, found.mae) == (pytest.approx(0.10), pytest.approx(-0.03))
    fee = 290 * 0.005 / 365
    assert found.return_ == pytest.approx(1 - (90 * 1.0005 + fee) / (100 * 0.9995), rel=1e-12)
    assert borrow_fees(frame)[4] - borrow_fees(frame)[1] == pytest.approx(fee)
    assert breakout_row(found) == {
        "signal_date": "2024-01-01",
        "entry_date": "2024-01-02",
        "entry": 100.0,
        "record": 99.5,
        "record_date": None,
        "base_high": 110.0,
        "leg_high": None,
        "target": 90.0,
        "stop": 110.0,
        "outcome": "target",
        "exit_date": "2024-01-05",
        "exit": 90.0,
        "bars": 4,
        "mfe": pytest.approx(0.10),
        "mae": pytest.approx(-0.03),
        "return": found.return_,
        "ambiguous": False,
        "fills": "intraday",
        "void_reason": None,
    }


def test_a_running_position_counts_its_bars_and_its_excursions() -> None:
    """Five bars since its entry at 100; the best is 85, the worst 103."""
    frame = short_bars()
    event = Event(frame.index[0], 99.0, 50.0)
    (found,) = first_touch(frame, [event], stop=parse_stop("none"), horizon=20, side=Side.SHORT)
    assert (found.cause, found.exit_date, found.exit, found.return_) == ("open", None, None, None)
    assert (found.bars, found.resolved) == (5, False)
    assert (found.mfe, found.mae) == (pytest.approx(0.15), pytest.approx(-0.03))


def test_a_position_that_was_not_entered_has_its_levels_and_the_reason() -> None:
    """An entry at 100 below the target of 100.5 of a short; and a signal of the last bar."""
    frame = short_bars()
    events = [Event(frame.index[0], 99.0, 100.5, 110.0), Event(frame.index[5], 86.0, 70.0, 90.0)]
    void, waiting = first_touch(
        frame, events, stop=parse_stop("structural"), horizon=20, side=Side.SHORT
    )
    assert (void.cause, void.entry_date, void.entry) == ("void", frame.index[1], 100.0)
    assert (void.target, void.stop, void.bars) == (100.5, 110.0, None)
    assert void.void_reason == "entry at or beyond the target"
    assert (waiting.cause, waiting.entry, waiting.target) == ("open", None, 70.0)
    row = breakout_row(waiting)
    assert (row["target"], row["stop"], row["ambiguous"]) == (70.0, None, False)


def test_an_event_without_a_target_is_void_where_one_is_needed() -> None:
    """Of a short the start of its leg is a high."""
    frame = short_bars()
    for side, word in ((Side.LONG, "low"), (Side.SHORT, "high")):
        (found,) = first_touch(
            frame,
            [Event(frame.index[0], 99.0)],
            stop=parse_stop("none"),
            horizon=5,
            needs_target=True,
            side=side,
        )
        assert found.cause == "void"
        assert (
            found.void_reason
            == f"no target: its leg {word} was not confirmed when the record was set"
        )


def test_one_account_skips_what_was_not_entered() -> None:
    """A void entry keeps no other from it; a position that is still held keeps all later ones."""
    day = pd.bdate_range("2024-01-01", periods=9)
    event = [Event(at, 1.0) for at in day]
    waiting = Outcome(event[0], "open")
    void = Outcome(event[0], "void", day[1], 1.0, void_reason="x")
    first = Outcome(event[0], "target", day[1], 1.0, exit_date=day[3])
    during = Outcome(event[2], "stop", day[3], 1.0, exit_date=day[4])
    held = Outcome(event[3], "open", day[4], 1.0)
    later = Outcome(event[7], "target", day[8], 1.0, exit_date=day[8])
    assert one_at_a_time([void, waiting, first, during, held, later]) == (first, held)
    assert one_at_a_time([]) == ()


@pytest.mark.parametrize(
    ("rule", "frequency", "bars"),
    [
        ("none", Frequency.DAILY, 252),
        ("time:63", Frequency.DAILY, 63),
        ("time:300", Frequency.DAILY, 252),
        ("8%", Frequency.WEEKLY, 52),
        ("time:63", Frequency.MONTHLY, 3),
    ],
)
def test_a_position_is_held_up_to_the_horizon_or_a_shorter_time_stop(
    rule: str, frequency: Frequency, bars: int
) -> None:
    """In bars: 252 trading days are 52 weeks and 12 months."""
    assert holding_window(frequency, parse_stop(rule), 252) == bars


def test_a_short_sees_lows_as_highs() -> None:
    """And a fall as a rise; a long sees quoted prices, and bars with closes only closes."""
    frame = short_bars()
    seen = PriceArrays.of(frame, Side.SHORT)
    assert seen.high.tolist() == (-frame["low"]).tolist()
    assert seen.low.tolist() == (-frame["high"]).tolist()
    assert (seen.open + frame["open"]).abs().max() == 0
    assert (seen.close + frame["close"]).abs().max() == 0
    assert PriceArrays.of(frame).high.tolist() == frame["high"].tolist()
    closes = PriceArrays.of(frame[["close"]])
    for prices in (closes.open, closes.high, closes.low, closes.close):
        assert prices.tolist() == frame["close"].tolist()
    shut = PriceArrays.of(frame).closes_only()
    assert shut.high.tolist() == shut.low.tolist() == shut.open.tolist() == shut.close.tolist()


@pytest.mark.parametrize("side", list(Side))
def test_extremes_ahead_are_those_of_the_bars_that_start_at_each(side: Side) -> None:
    """Three bars, and at the end those that are left; the open counts as a price too."""
    frame = random_bars(40)
    frame["open"] = frame["open"] * 1.05
    bars = PreparedBars.of(frame).seen_from(side)
    found = bars.extremes_ahead(3)
    prices = bars.prices
    every = np.stack([prices.open, prices.high, prices.low, prices.close])
    for at in range(40):
        assert found.high[at] == every[:, at : at + 3].max()
        assert found.low[at] == every[:, at : at + 3].min()
        assert found.high_close[at] == prices.close[at : at + 3].max()
        assert found.low_close[at] == prices.close[at : at + 3].min()
    assert bars.extremes_ahead(3) is found
    assert bars.extremes_ahead(1).high_close.tolist() == prices.close.tolist()


def test_prepared_bars_are_those_of_their_side() -> None:
    """The average true range is that of the quoted prices on either; without a window, none."""
    frame = random_bars(60)
    bars = PreparedBars.of(frame)
    short = bars.seen_from(Side.SHORT)
    assert bars.seen_from(Side.LONG) is bars
    assert (len(short), short.side, short.seen_from(Side.LONG).side) == (60, Side.SHORT, Side.LONG)
    assert bars.extremes_ahead(5).high[0] != short.extremes_ahead(5).high[0]
    expected = average_true_range(frame, window=20)
    assert bars.average_true_range(20)[19:].tolist() == expected[19:].tolist()
    assert short.average_true_range(20) is bars.average_true_range(20)
    assert np.isnan(bars.average_true_range(None)).tolist() == [True] * 60
    assert "_true_ranges" not in repr(bars)
    assert "_extremes" not in repr(bars)


def test_a_stop_rule_without_a_window_has_no_range() -> None:
    """The range of every entry is missing then."""
    every = EveryEntry.of(PreparedBars.of(random_bars(60)), stop=StopRule("none"), horizon=5)
    assert np.isnan(every.atr).all()
    other = EveryEntry.of(PreparedBars.of(random_bars(60)), stop=parse_stop("atr:2"), horizon=5)
    assert np.isnan(other.atr).sum() == 19


def test_costs_and_fees_of_every_entry_may_be_left_out() -> None:
    """Then a short earns what the price lost."""
    frame = random_bars(60)
    every = EveryEntry.of(
        PreparedBars.of(frame).seen_from(Side.SHORT), stop=parse_stop("none"), horizon=5
    )
    copied = Outcome(Event(frame.index[0], 50.0), "timeout", entry=50.0, side=Side.SHORT)
    followed = every.follow(copied)
    found = every.net_returns(followed, cost=0.0, borrow=0.0)
    opened, left = frame["open"].to_numpy()[every.at], frame["close"].to_numpy()[every.at + 4]
    assert found == pytest.approx(1 - left / opened)
    assert every.net_returns(followed, borrow=0.0) == pytest.approx(
        [net_return(float(a), float(b), side=Side.SHORT) for a, b in zip(opened, left, strict=True)]
    )
