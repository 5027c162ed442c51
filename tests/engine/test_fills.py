"""First touch: the known answers of METHODS 6, fills, gaps, edges, no look-ahead."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.engine.fills import NO_LEG, VOID_REASONS, void_reason
from backtests.engine.outcomes import (
    Outcome,
    PriceArrays,
    first_touch,
    one_at_a_time,
)
from backtests.engine.walks import walk
from signals.core.event import Event
from signals.core.side import Side
from signals.levels.stops import average_true_range, parse_stop
from strategies.engine.round_trip import net_return

SIGNAL_BAR = (99.0, 100.5, 98.0, 99.5)


def bars_of(*rows: tuple[float, float, float, float]) -> pd.DataFrame:
    """Daily bars whose first is the signal's."""
    index = pd.bdate_range("2024-01-01", periods=len(rows) + 1, name="date")
    return pd.DataFrame([SIGNAL_BAR, *rows], columns=["open", "high", "low", "close"], index=index)


def follow(
    *rows: tuple[float, float, float, float],
    target: float | None = 120.0,
    stop: float | None = 92.0,
    rule: str = "structural",
    horizon: int = 252,
) -> Outcome:
    """Outcome of one event at the first bar."""
    bars = bars_of(*rows)
    event = Event(pd.Timestamp(bars.index[0]), 99.5, target, stop, {"record": 100.0})
    return first_touch(bars, [event], stop=parse_stop(rule), horizon=horizon)[0]


def test_a_gap_through_the_stop_fills_at_the_open() -> None:
    """METHODS 6.3: stop at 90 on the third bar, -10.0900% at 5 bp."""
    found = follow((100, 103, 99, 102), (102, 104, 101, 103), (90, 93, 89, 91))
    assert (found.cause, found.exit, found.bars) == ("stop", 90.0, 3)
    assert found.return_ == pytest.approx(-0.100900, abs=5e-7)


def test_a_bar_that_reaches_both_is_the_stop_and_is_flagged() -> None:
    """METHODS 6.4: same bar."""
    found = follow((100, 103, 99, 102), (102, 121, 91, 110))
    assert (found.cause, found.exit, found.ambiguous) == ("stop", 92.0, True)


def test_a_gap_through_the_target_fills_at_the_open() -> None:
    """METHODS 6.4: gap target, +22.8771% at 5 bp."""
    found = follow((100, 103, 99, 102), (123, 125, 122, 124))
    assert (found.cause, found.exit) == ("target", 123.0)
    assert found.return_ == pytest.approx(0.228771, abs=5e-7)


def test_an_open_beyond_the_target_wins_over_a_later_stop_in_the_bar() -> None:
    """The open decides first, even where the same bar then falls through the stop."""
    found = follow((100, 103, 99, 102), (123, 125, 80, 85))
    assert (found.cause, found.exit, found.ambiguous) == ("target", 123.0, False)


def test_a_horizon_ends_at_the_close_and_counts_the_entry_bar() -> None:
    """METHODS 6.5: timeout at 104 after three bars, best +5%, worst -1%."""
    rows = ((100, 103, 99, 102), (102, 104, 101, 103), (103, 105, 102, 104))
    found = follow(*rows, horizon=3)
    assert (found.cause, found.exit, found.bars) == ("timeout", 104.0, 3)
    assert (found.mfe, found.mae) == (pytest.approx(0.05), pytest.approx(-0.01))


def test_an_event_still_running_is_open_and_never_a_miss() -> None:
    """METHODS 6.5: the same bars with a horizon of ten."""
    rows = ((100, 103, 99, 102), (102, 104, 101, 103), (103, 105, 102, 104))
    found = follow(*rows, horizon=10)
    assert (found.cause, found.exit, found.return_) == ("open", None, None)
    assert not found.resolved


def test_a_signal_on_the_last_bar_waits_for_its_entry() -> None:
    """No bar to enter on: open, without an entry."""
    bars = bars_of((100, 103, 99, 102))
    event = Event(pd.Timestamp(bars.index[1]), 102.0, 120.0, 92.0)
    found = first_touch(bars, [event], stop=parse_stop("structural"), horizon=252)[0]
    assert (found.cause, found.entry_date, found.bars) == ("open", None, None)


@pytest.mark.parametrize(
    ("open_", "reason"), [(121.0, "beyond the target"), (92.0, "beyond the stop")]
)
def test_an_entry_at_or_beyond_a_level_is_void(open_: float, reason: str) -> None:
    """METHODS 2.8: no trade, and the reason is kept."""
    found = follow((open_, 122, 91, 100))
    assert found.cause == "void"
    assert reason in str(found.void_reason)


def test_the_entry_bar_counts() -> None:
    """A stop inside the entry bar is hit on that bar."""
    found = follow((100, 101, 91, 99))
    assert (found.cause, found.exit, found.bars) == ("stop", 92.0, 1)


def test_an_intraday_exit_counts_only_its_open_and_its_price_in_the_excursions() -> None:
    """The rest of that bar may have come after the exit."""
    found = follow((100, 103, 99, 102), (101, 119, 85, 90))
    assert found.mae == pytest.approx(-0.08)
    assert found.mfe == pytest.approx(0.03)


def test_a_percent_stop_is_measured_from_the_entry() -> None:
    """8% below an entry at 100 is 92."""
    found = follow((100, 103, 93, 102), (102, 104, 91.9, 103), stop=None, rule="8%")
    assert (found.cause, found.exit, found.bars) == ("stop", 92.0, 2)


def test_a_trailing_stop_follows_closes_up_and_never_down() -> None:
    """Closes 110 then 105: the stop for the next bar stays 99."""
    rows = ((100, 111, 99, 110), (110, 110, 104, 105), (105, 106, 98, 100))
    found = follow(*rows, target=None, stop=None, rule="trailing:10%")
    assert (found.cause, found.exit, found.bars) == ("stop", 99.0, 3)


def test_a_failed_breakout_leaves_at_the_next_open() -> None:
    """A close below the record of 100 sells at the open after it."""
    rows = ((100, 103, 99, 102), (102, 103, 98, 99), (97, 98, 96, 97))
    found = follow(*rows, target=None, stop=None, rule="failed")
    assert (found.cause, found.exit, found.bars) == ("stop", 97.0, 3)


def test_a_time_stop_shortens_the_horizon() -> None:
    """time:2 leaves at the close of the second bar."""
    rows = ((100, 103, 99, 102), (102, 104, 101, 103), (103, 105, 102, 104))
    found = follow(*rows, rule="time:2")
    assert (found.cause, found.exit, found.bars) == ("timeout", 103.0, 2)


def test_the_chandelier_matches_the_known_answer() -> None:
    """METHODS 6.7: long from bar 3, multiple 2 of ATR(3): bar 6 exits at 10."""
    rows = [
        (10, 11, 9, 10),
        (10, 12, 10, 11),
        (11, 13, 11, 12),
        (12, 14, 12, 13),
        (13, 13.5, 11, 11.5),
        (11, 11.5, 9.5, 10),
    ]
    bars = pd.DataFrame(
        rows,
        columns=["open", "high", "low", "close"],
        dtype=float,
        index=pd.bdate_range("2024-01-01", periods=6),
    )
    atr = average_true_range(bars, window=3)
    none = np.array([np.nan])
    found = walk(PriceArrays.of(bars), atr, np.array([2]), none, none, none, np.nan, 2.0, 100)
    assert (found.cause[0], found.exit_price[0], found.exit_index[0]) == (2, 10.0, 5)


def test_where_opens_are_not_genuine_fills_are_close_to_close() -> None:
    """Every open equals the previous close: entry and stop at closes, marked so."""
    closes = [100.0, 102, 101, 103, 104, 102, 105, 106, 104, 107, 91, 95]
    rows = [
        (a, max(a, b) + 1, min(a, b) - 1, b) for a, b in zip([99.5, *closes], closes, strict=False)
    ]
    found = follow(*rows)
    assert (found.fills, found.entry, found.exit, found.cause) == ("close", 100.0, 91.0, "stop")


def test_an_atr_stop_is_void_where_highs_and_lows_are_not_genuine() -> None:
    """METHODS 2.7: ATR on the index only where its bars are genuine."""
    closes = [100.0 + i for i in range(30)]
    rows = [(a, b + 1, a - 1, b) for a, b in zip([99.5, *closes], closes, strict=False)]
    bars = bars_of(*rows)
    event = Event(pd.Timestamp(bars.index[25]), float(bars["close"].iloc[25]), 500.0)
    found = first_touch(bars, [event], stop=parse_stop("atr:2"), horizon=20)[0]
    assert found.cause == "void"
    assert "not genuine" in str(found.void_reason)


def test_costs_are_paid_on_both_sides() -> None:
    """100 to 100 at 5 bp loses ten basis points, nearly."""
    assert net_return(100, 100, cost=0.0005) == pytest.approx(0.9995 / 1.0005 - 1)


def test_one_account_cannot_hold_two_positions() -> None:
    """An event during a position is left out; one at the close it was left on is kept."""
    rows = [(100 + i, 102 + i, 99 + i, 101 + i) for i in range(8)]
    bars = bars_of(*rows)
    events = [Event(pd.Timestamp(bars.index[i]), 0.0, None, None) for i in (0, 1, 3)]
    outcomes = first_touch(bars, events, stop=parse_stop("none"), horizon=3)
    kept = one_at_a_time(outcomes)
    assert [o.event.known_on for o in kept] == [events[0].known_on, events[2].known_on]


def test_outcomes_do_not_change_when_later_bars_are_added() -> None:
    """Prefix test: what was resolved on data cut at t stays as it was."""
    rng = np.random.default_rng(1)
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.02, 300)))
    open_ = close * np.exp(rng.normal(0, 0.01, 300))
    high = np.maximum(open_, close) * 1.01
    low = np.minimum(open_, close) * 0.99
    bars = pd.DataFrame(
        {"open": open_, "high": high, "low": low, "close": close},
        index=pd.bdate_range("2020-01-01", periods=300),
    )
    events = [
        Event(
            pd.Timestamp(bars.index[i]),
            float(close[i]),
            float(close[i] * 1.1),
            float(close[i] * 0.9),
        )
        for i in range(30, 290, 7)
    ]
    whole = first_touch(bars, events, stop=parse_stop("structural"), horizon=40)
    resolved = 0
    for cut in (80, 150, 220):
        known = [e for e in events if e.known_on <= bars.index[cut - 1]]
        part = first_touch(bars.iloc[:cut], known, stop=parse_stop("structural"), horizon=40)
        for early, late in zip(part, whole, strict=False):
            if early.resolved:
                resolved += 1
                assert early == late
    assert resolved > 20


def test_events_of_other_bars_are_refused() -> None:
    """A signal on a day without a bar is a mistake, not a trade on the first bar."""
    bars = bars_of((100, 103, 99, 102))
    stray = Event(pd.Timestamp("2023-12-29"), 99.5, 120.0, 92.0)
    with pytest.raises(ValueError, match="no bar on 2023-12-29"):
        first_touch(bars, [stray], stop=parse_stop("none"), horizon=5)


def test_a_stop_from_the_average_true_range_waits_for_it() -> None:
    """Too few bars for ATR(20) or ATR(22): void, not a trade without a stop."""
    for rule in ("atr:2", "chandelier:3"):
        found = follow((100, 103, 99, 102), (104, 105, 101, 103), stop=None, rule=rule)
        assert (found.cause, found.void_reason) == ("void", "no average true range yet")


def test_the_leg_of_a_short_starts_at_a_high() -> None:
    """The other reasons are the same for both sides."""
    assert void_reason(NO_LEG, Side.LONG) == (
        "no target: its leg low was not confirmed when the record was set"
    )
    assert void_reason(NO_LEG, Side.SHORT) == (
        "no target: its leg high was not confirmed when the record was set"
    )
    for code in set(VOID_REASONS) - {NO_LEG}:
        assert void_reason(code, Side.SHORT) == void_reason(code, Side.LONG) == VOID_REASONS[code]
