"""Walk-forward analysis: known answers, purging, the cut before each block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.engine.walk_forward import (
    LEAST_TRADES,
    NEVER,
    Calendar,
    Trades,
    Training,
    WalkForward,
    choose,
    days_of,
    train,
    walk_forward,
)
from signals.core.event import RuleError

FIRST, LAST = pd.Timestamp("2000-01-03"), pd.Timestamp("2004-06-30")
Row = tuple[int, str, str, float]
Trainer = Callable[[Calendar, list[Trades]], Training]


def number(date: str) -> int:
    """The day of a date; NEVER for an empty one."""
    return int(days_of(pd.DatetimeIndex([date]))[0]) if date else NEVER


def trades_of(*rows: Row) -> Trades:
    """Trades from rule, day of the signal, last day of the window and net return."""
    rule, signal, end, net = zip(*rows, strict=True)
    return Trades(
        np.zeros(len(rule), np.int64),
        np.array(rule, np.int64),
        np.array([number(date) for date in signal], np.int64),
        np.array([number(date) for date in end], np.int64),
        np.array(net, np.float64),
        (np.array(net) > 0.015).astype(np.float64),
    )


def past(rule: int, net: float, *, n: int = LEAST_TRADES, end: str = "2000-12-29") -> list[Row]:
    """Equal trades of a rule in the first year."""
    return [(rule, "2000-02-01", end, net)] * n


def analysed(trades: Trades, *, years: int = 1, rules: int = 2) -> WalkForward:
    """The chain of trades from FIRST to LAST."""
    calendar = Calendar.of(FIRST, LAST, years)
    training = train(calendar, [trades], rules=rules)
    return walk_forward(calendar, training, choose(training), trades)


def test_blocks_start_on_the_first_of_january_after_as_many_years() -> None:
    """Data from 2000-01-03 lack one year before 2001-01-01; from 2000-01-01 they have it."""
    found = Calendar.of(FIRST, LAST, 1)
    assert [found.span(i) for i in range(len(found))] == [
        (pd.Timestamp("2002-01-01"), pd.Timestamp("2002-12-31")),
        (pd.Timestamp("2003-01-01"), pd.Timestamp("2003-12-31")),
        (pd.Timestamp("2004-01-01"), LAST),
    ]
    whole = Calendar.of(pd.Timestamp("2000-01-01"), LAST, 2)
    assert [whole.span(i)[0].year for i in range(len(whole))] == [2002, 2004]


@pytest.mark.parametrize("years", [5, 10_000, 0])
def test_blocks_that_do_not_fit_are_refused(years: int) -> None:
    """Four and a half years have no 1 January with five years before it."""
    with pytest.raises(RuleError, match=rf"walk-forward of {years} years.*expected"):
        Calendar.of(FIRST, LAST, years)


def test_a_chain_of_three_blocks_by_hand() -> None:
    """Rule 0 is best in 2002, rule 1 in 2003 and 2004; their trades return -1%, 3% and 4%.

    2002: past means 2% and 1%. 2003: rule 1 has (5 · 1% + 5 · 9%) / 10 = 5%, rule 0
    (5 · 2% - 1%) / 6 = 1.5%. 2004: rule 1 has (50% + 3%) / 11. Out of sample (-1% + 3% + 4%) / 3.
    In sample rule 1 has (50% + 3% + 4%) / 12. All trades of the blocks, of both rules:
    (-1% + 5 · 9% + 3% + 4%) / 8.
    """
    found = analysed(
        trades_of(
            *past(0, 0.02),
            *past(1, 0.01),
            (0, "2002-03-01", "2002-06-03", -0.01),
            *[(1, "2002-03-01", "2002-06-03", 0.09)] * 5,
            (1, "2003-03-03", "2003-06-02", 0.03),
            (1, "2004-03-01", "2004-06-01", 0.04),
            (0, "2004-03-01", "", np.nan),
        )
    )
    assert [block.choice and block.choice.rule for block in found.blocks] == [0, 1, 1]
    assert [block.choice and block.choice.n for block in found.blocks] == [5, 10, 11]
    assert found.blocks[1].choice is not None
    assert found.blocks[1].choice.mean == pytest.approx(0.05)
    assert [block.result.mean for block in found.blocks] == pytest.approx([-0.01, 0.03, 0.04])
    assert (found.result.n, found.result.open, found.n_eff) == (3, 0, 3)
    assert found.result.mean == pytest.approx(0.06 / 3)
    assert found.result.hit_rate == pytest.approx(2 / 3)
    past_mean = (0.02 + 0.05 + 0.53 / 11) / 3
    assert found.chosen_mean == pytest.approx(past_mean)
    assert found.efficiency == pytest.approx(0.02 / past_mean)
    assert found.in_sample is not None
    assert (found.in_sample.rule, found.in_sample.n) == (1, 12)
    assert found.in_sample.mean == pytest.approx(0.57 / 12)
    assert found.gap == pytest.approx(0.02 - 0.57 / 12)
    assert found.average == pytest.approx((-0.01 + 0.45 + 0.03 + 0.04) / 8)


def test_a_window_that_reaches_into_the_block_is_purged() -> None:
    """The fifth trade of the better rule ends on the first day of the block, or one day before."""
    late, early = "2002-01-01", "2001-12-31"
    for end, rule in ((late, 0), (early, 1)):
        better = [*past(1, 0.05, n=4), (1, "2000-02-01", end, 0.05)]
        found = analysed(trades_of(*past(0, 0.01), *better))
        choice = found.blocks[0].choice
        assert choice is not None
        assert (choice.rule, choice.eligible) == (rule, 1 + rule)


def test_without_enough_past_trades_nothing_is_chosen_and_nothing_traded() -> None:
    """Four trades are too few; the trades of the block belong to no choice."""
    found = analysed(trades_of(*past(0, 0.05, n=4), (0, "2002-03-01", "2002-06-03", 0.5)))
    assert found.blocks[0].choice is None
    assert found.blocks[0].result.n == 0
    assert found.blocks[1].choice is not None
    assert (found.result.n, found.result.mean, found.efficiency, found.gap) == (0, None, None, None)


def test_a_signal_of_the_first_day_of_a_block_belongs_to_it() -> None:
    """A close of 1 January 2003 is traded by the choice of 2003, one of the day before is not."""
    early, late = (0, "2002-12-31", "2003-03-03", 0.1), (0, "2003-01-01", "2003-03-03", 0.2)
    found = analysed(trades_of(*past(0, 0.01), early, late))
    assert [block.result.mean for block in found.blocks] == [0.1, 0.2, None]


def test_a_window_ends_on_its_last_bar() -> None:
    """A signal on bar 2 of ten enters on bar 3: three bars end on bar 5, eight after the data."""
    days = np.arange(100, 110)
    found = Trades.of(
        days,
        rule=np.array([0, 1]),
        signal=np.array([2, 2]),
        window=np.array([3, 8]),
        net=np.array([0.1, np.nan]),
        hit=np.array([1.0, 0.0]),
    )
    assert found.signal.tolist() == [102, 102]
    assert found.window_end.tolist() == [105, NEVER]
    until_the_end = Trades.of(
        days,
        rule=np.array([0]),
        signal=np.array([2]),
        window=np.array([7]),
        net=np.array([0.1]),
        hit=np.array([np.nan]),
    )
    assert until_the_end.window_end.tolist() == [109]


def test_open_trades_are_counted_and_have_no_return() -> None:
    """One open trade of the rule chosen: no mean, one open."""
    found = analysed(trades_of(*past(0, 0.05), (0, "2004-06-01", "", np.nan)))
    assert (found.result.n, found.result.open) == (0, 1)
    assert found.blocks[2].result.open == 1


rows = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(number("2000-01-03"), number("2004-06-30")),
        st.integers(1, 500),
        st.floats(-0.2, 0.2),
    ),
    min_size=60,
    max_size=120,
)


def drawn(values: list[tuple[int, int, int, float]], *, until: int = NEVER) -> Trades:
    """Trades as they are known on a day: later signals are missing, unfinished windows open."""
    seen = [row for row in values if row[1] < until]
    rule, signal, window = np.array([row[:3] for row in seen], np.int64).reshape(-1, 3).T
    net = np.array([row[3] for row in seen], np.float64)
    end = signal + window
    over = end < until
    return Trades(
        np.zeros(rule.size, np.int64),
        rule,
        signal,
        np.where(over, end, NEVER),
        np.where(over, net, np.nan),
        (net > 0.1).astype(np.float64),
    )


def purged(calendar: Calendar, parts: list[Trades]) -> Training:
    """The training of the program."""
    return train(calendar, parts, rules=4)


def leaking(calendar: Calendar, parts: list[Trades]) -> Training:
    """A planted look-ahead: every trade counts as the past of every block."""
    return train(calendar, [replace(one, window_end=0 * one.window_end) for one in parts], rules=4)


def unpurged(calendar: Calendar, parts: list[Trades]) -> Training:
    """A planted look-ahead: trades count from the day of their signal, not when they are over."""
    return train(calendar, [replace(one, window_end=one.signal) for one in parts], rules=4)


def check_prefix(values: list[tuple[int, int, int, float]], training: Trainer) -> None:
    """Compare the choices of all data with those of data that end where each block starts."""
    calendar = Calendar.of(FIRST, LAST, 1)
    whole = choose(training(calendar, [drawn(values)]))
    for block, start in enumerate(calendar.starts.tolist()):
        known = choose(training(calendar, [drawn(values, until=start)]))
        assert known[block] == whole[block]


@settings(max_examples=50, deadline=None)
@given(rows)
def test_choices_do_not_change_when_later_data_are_cut(
    values: list[tuple[int, int, int, float]],
) -> None:
    """The choice of each block is the same on data that end on the day before it."""
    check_prefix(values, purged)


@pytest.mark.parametrize("planted", [leaking, unpurged])
def test_a_planted_look_ahead_is_caught(planted: Trainer) -> None:
    """Choices by the whole sample, or by windows that reach into the block, break the prefix."""
    rng = np.random.default_rng(1)
    values = [
        (int(rule), int(signal), 400, float(net))
        for rule, signal, net in zip(
            rng.integers(0, 4, 90),
            rng.integers(number("2000-01-03"), number("2004-06-30"), 90),
            rng.normal(0, 0.1, 90),
            strict=True,
        )
    ]
    check_prefix(values, purged)
    with pytest.raises(AssertionError):
        check_prefix(values, planted)
