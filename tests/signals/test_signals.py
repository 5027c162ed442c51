"""Signals: the known answers of METHODS 6, the counts of section 2, and no look-ahead."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.studies.breakouts.definitions import COARSE_BASE, Signal
from data_feeds.files import reference
from data_feeds.series.bars import Frequency
from data_feeds.series.market import Market
from signals import breakout, easing_cycle, every_bar, recent_high, scenario
from signals.core.event import Event, RuleError
from signals.levels.measured_move import parse_target, target_level
from signals.levels.stops import average_true_range, average_true_range_array, parse_stop
from signals.levels.zigzag import find_pivots

CLOSES = [90, 80, 88, 100, 98, 94, 96, 99, 101, 102, 101.5, 103, 97, 96, 99, 104]


def closes_of(values: list[float]) -> pd.DataFrame:
    """Daily closes."""
    index = pd.bdate_range("2024-01-01", periods=len(values), name="date")
    return pd.DataFrame({"close": np.array(values, dtype=float)}, index=index)


@pytest.mark.parametrize(
    ("length", "depth", "expected"),
    [
        (4, 0.05, [(8, 3, 100, 94), (15, 11, 103, 96)]),
        (4, 0.07, []),
        (3, 0.05, [(3, 0, 90, 80), (8, 3, 100, 94), (15, 11, 103, 96)]),
    ],
)
def test_breakouts_match_the_known_answer(
    length: int, depth: float, expected: list[tuple[int, int, float, float]]
) -> None:
    """METHODS 6.1: index, record index, record, base low."""
    bars = closes_of(CLOSES)
    found = breakout.find_events(bars, min_base=length, min_depth=depth, target="none")
    rows = [
        (
            bars.index.get_loc(e.known_on),
            bars.index.get_loc(e.details["record_date"]),
            e.details["record"],
            e.stop,
        )
        for e in found
    ]
    assert rows == expected


# Never back at its record of 100.
UNDER_WATER = [100, 70, 80, 76, 78, 82, 83, 79, 78.5, 84]


@pytest.mark.parametrize(
    ("closes", "lookback", "depth", "expected"),
    [
        (UNDER_WATER, 4, 0.05, [(5, 2, 80, 76), (9, 6, 83, 78.5)]),
        (UNDER_WATER, 5, 0.05, [(9, 6, 83, 78.5)]),
        (UNDER_WATER, 4, 0.052, [(9, 6, 83, 78.5)]),
        (UNDER_WATER, 9, 0.05, []),
        (CLOSES, 5, 0.05, [(8, 3, 100, 94), (15, 11, 103, 96)]),
    ],
)
def test_breakouts_above_recent_highs_match_the_known_answer(
    closes: list[float], lookback: int, depth: float, expected: list[tuple[int, int, float, float]]
) -> None:
    """METHODS 2.1 with N-day highs at least 3 bars back: 83 on the day after 82 is no signal."""
    bars = closes_of(closes)
    found = recent_high.find_events(
        bars, lookback=lookback, min_base=3, min_depth=depth, target="mm-c"
    )
    rows = [
        (
            bars.index.get_loc(e.known_on),
            bars.index.get_loc(e.details["record_date"]),
            e.details["record"],
            e.stop,
        )
        for e in found
    ]
    assert rows == expected
    assert [e.target for e in found] == [2 * high - low for _, _, high, low in expected]


@pytest.mark.parametrize(
    "wrong",
    [
        {"lookback": 19},
        {"lookback": 0},
        {"lookback": 55, "min_depth": 1.0},
        {"lookback": 55, "min_base": 0},
        {"lookback": 55, "target": "mm-e"},
    ],
)
def test_recent_highs_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    """A base of 20 days has no room in 19."""
    with pytest.raises(RuleError, match="expected"):
        recent_high.find_events(closes_of(CLOSES), **wrong)


def test_a_lookback_is_counted_in_bars_of_the_data() -> None:
    """20 trading days are four weeks: the 100 five weeks ago no longer counts."""
    weekly = closes_of([100.0, 95, 90, 85, 88, 96])
    weekly.index = pd.date_range("2024-01-05", periods=6, freq="W-FRI")
    found = recent_high.find_events(weekly, lookback=20, min_base=20, target="none")
    assert [(e.details["record"], e.stop) for e in found] == [(95, 85)]


@pytest.mark.parametrize(
    ("rule", "level"),
    [
        ("mm-a", 120),
        ("mm-b", 125),
        ("mm-c", 106),
        ("mm-d", 106.3830),
        ("30%", 130),
        ("750pts", 850),
        ("level:3250", 3250),
    ],
)
def test_targets_match_the_known_answer(rule: str, level: float) -> None:
    """METHODS 6.2."""
    found = target_level(parse_target(rule), record=100, base_low=94, leg_low=80)
    assert found == pytest.approx(level, abs=5e-5)


def test_the_snapshot_has_33_breakouts(snapshot_market: Market) -> None:
    """METHODS 2.1: first, last, how many before August 2024, and the close the article saw."""
    bars = snapshot_market.series("RUT")
    days = [f"{e.known_on:%Y-%m-%d}" for e in breakout.find_events(bars, seed_record=174.44)]
    assert len(days) == 33
    assert days[0] == "1989-07-31"
    assert days[-3:] == ["2025-09-18", "2025-12-04", "2026-04-16"]
    assert sum(day < "2024-08" for day in days) == 30
    loose = breakout.find_events(bars, seed_record=174.44, min_base=10, min_depth=0.0)
    assert pd.Timestamp("2026-01-08") in [e.known_on for e in loose]


def test_the_two_derivations_of_the_article_come_out(snapshot_market: Market) -> None:
    """METHODS 2.3: H1 at 2025-12-04 in points and percent, H2 at 2025-09-18 from the base."""
    bars = snapshot_market.series("RUT")

    def target(rule: str, day: str) -> float | None:
        events = breakout.find_events(bars, target=rule, seed_record=174.44)
        return next(e.target for e in events if e.known_on == pd.Timestamp(day))

    assert target("mm-a", "2025-12-04") == pytest.approx(3280.17, abs=0.005)
    assert target("mm-b", "2025-12-04") == pytest.approx(3607.99, abs=0.005)
    assert target("mm-c", "2025-09-18") == pytest.approx(3249, abs=1)
    assert target("mm-d", "2025-09-18") == pytest.approx(3645, abs=1)


def test_a_base_is_counted_in_bars_of_the_data() -> None:
    """20 trading days are four weeks; two months at least on monthly closes."""
    values = [100.0, 90, 95, 98, 101]
    weekly = closes_of(values)
    weekly.index = pd.date_range("2024-01-05", periods=5, freq="W-FRI")
    assert len(breakout.find_events(weekly, min_base=20, target="none")) == 1
    assert len(breakout.find_events(weekly, min_base=30, target="none")) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_base": 0},
        {"min_depth": 1.0},
        {"min_depth": -0.1},
        {"seed_record": 0.0},
        {"target": "mm-e"},
    ],
)
def test_parameters_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    """RuleError naming the parameter, what was found and expected."""
    with pytest.raises(RuleError, match="expected"):
        breakout.find_events(closes_of(CLOSES), **wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "8.5.1%",
        "0%",
        "100%",
        "atr:",
        "atr:0",
        "trailing:8",
        "time:0",
        "time:1.5",
        "Structural",
    ],
)
def test_unknown_stop_rules_are_refused(text: str) -> None:
    """With the names of those that are known."""
    with pytest.raises(RuleError, match="stop rule"):
        parse_stop(text)


@pytest.mark.parametrize(
    "text", ["mm-e", "30", "0%", "٣٠%", "9" * 400 + "%", "level:", "level:0", "-5%", "750 pts"]
)
def test_unknown_target_rules_are_refused(text: str) -> None:
    """With the names of those that are known."""
    with pytest.raises(RuleError, match="target rule"):
        parse_target(text)


def test_the_average_true_range_is_wilders() -> None:
    """METHODS 6.7: 2, 2, 2.1667, 2.1111 from the third bar, NaN before."""
    rows = [
        (10, 11, 9, 10),
        (10, 12, 10, 11),
        (11, 13, 11, 12),
        (12, 14, 12, 13),
        (13, 13.5, 11, 11.5),
        (11, 11.5, 9.5, 10),
    ]
    bars = pd.DataFrame(rows, columns=["open", "high", "low", "close"], dtype=float)
    found = average_true_range(bars, window=3)
    assert np.isnan(found[:2]).all()
    assert found[2:] == pytest.approx([2, 2, 2.1667, 2.1111], abs=5e-5)


def test_too_few_bars_have_no_average_true_range() -> None:
    """NaN, not zero and not an error."""
    bars = pd.DataFrame({"open": [1.0], "high": [2.0], "low": [1.0], "close": [1.5]})
    assert np.isnan(average_true_range(bars, window=20)).all()
    one = np.array([2.0])
    assert np.isnan(average_true_range_array(one, one - 1, one - 0.5, window=20)).all()


@pytest.mark.parametrize("window", [1, 3, 22])
def test_the_quick_average_true_range_is_the_same(snapshot_market: Market, window: int) -> None:
    """On bare arrays of the daily index, to the last digits, NaN in the same places."""
    bars = snapshot_market.series("RUT")
    arrays = (bars[column].to_numpy(dtype=np.float64) for column in ("high", "low", "close"))
    np.testing.assert_allclose(
        average_true_range_array(*arrays, window=window),
        average_true_range(bars, window=window),
        rtol=1e-12,
    )


def policy_of(rows: list[tuple[int, float]]) -> pd.DataFrame:
    """A policy table by day number."""
    start = pd.Timestamp("2000-01-01")
    index = pd.DatetimeIndex([start + pd.Timedelta(days=day) for day, _ in rows])
    return pd.DataFrame({"mid": [level for _, level in rows]}, index=index)


RULE_8 = [
    (0, 5.00),
    (100, 4.75),
    (150, 4.50),
    (200, 4.625),
    (300, 4.25),
    (700, 4.50),
    (760, 4.75),
    (1000, 4.50),
    (1400, 4.25),
    (1500, 4.00),
]


@pytest.mark.parametrize(("day", "closed"), [(1600, False), (2000, True)])
def test_the_cycle_rule_matches_the_known_answer(day: int, closed: bool) -> None:
    """METHODS 6.8: 100 to 300 with three cuts, 1400 to 1500 with two; the cut at 1000 drops."""
    start = pd.Timestamp("2000-01-01")
    found = easing_cycle.find_cycles(policy_of(RULE_8), as_of=start + pd.Timedelta(days=day))
    rows = [
        (
            (c.first_cut - start).days,
            (c.last_cut - start).days,
            c.cuts,
            round(100 * (c.from_level - c.to_level)),
        )
        for c in found
    ]
    assert rows == [(100, 300, 3, 75), (1400, 1500, 2, 50)]
    assert (found[1].end_known is not None) == closed


# METHODS 2.2: name, first cut, last cut, cuts, level before and after, end known.
CYCLES = [
    ("C0", "1982-10-01", "1982-12-14", 4, 10.25, 8.5, "1983-06-24"),
    ("C1", "1984-09-20", "1986-08-21", 17, 11.5, 5.875, "1987-04-30"),
    ("C2", "1987-11-04", "1988-02-11", 3, 7.3125, 6.5, "1988-05-09"),
    ("C3", "1989-06-06", "1992-09-04", 24, 9.8125, 3.0, "1993-09-05"),
    ("C4", "1995-07-06", "1996-01-31", 3, 6.0, 5.25, "1997-01-31"),
    ("C5", "1998-09-29", "1998-11-17", 3, 5.5, 4.75, "1999-08-24"),
    ("C6", "2001-01-03", "2003-06-25", 13, 6.5, 1.0, "2004-06-25"),
    ("C7", "2007-09-18", "2008-12-16", 10, 5.25, 0.125, "2009-12-17"),
    ("C8", "2019-07-31", "2020-03-15", 5, 2.375, 0.125, "2021-03-16"),
    ("C9", "2024-09-18", "2025-12-10", 6, 5.375, 3.625, None),
]


def test_the_shipped_policy_table_gives_the_cycles_of_the_methods() -> None:
    """C0 is left-censored; C9 is open and its last cut provisional."""
    found = easing_cycle.find_cycles(reference.load_policy(), as_of=pd.Timestamp("2026-10-08"))
    rows = [
        (
            c.name,
            f"{c.first_cut:%Y-%m-%d}",
            f"{c.last_cut:%Y-%m-%d}",
            c.cuts,
            c.from_level,
            c.to_level,
            None if c.end_known is None else f"{c.end_known:%Y-%m-%d}",
        )
        for c in found
    ]
    assert rows == CYCLES
    assert [c.left_censored for c in found] == [True] + [False] * 9


def test_pauses_are_counted_as_in_the_methods(snapshot_market: Market) -> None:
    """METHODS mom-04c: 12 with a finished year for six months, 21 for three, since 1984."""
    policy = snapshot_market.series("FFT")
    for months, count in ((6, 12), (3, 21)):
        known = easing_cycle.find_pauses(policy, months=months, as_of=snapshot_market.as_of)
        year_ago = snapshot_market.as_of - pd.DateOffset(months=12)
        done = [k for cut, k in known if cut >= pd.Timestamp("1984-01-01") and k <= year_ago]
        assert len(done) == count


def test_scores_match_the_known_answer() -> None:
    """METHODS 6.9: the odds, climatology and equal odds, when up came."""
    odds, usual, equal = (0.25, 0.45, 0.30), (0.513, 0.343, 0.144), (1 / 3, 1 / 3, 1 / 3)
    brier = [scenario.brier_score(p, 0) for p in (odds, usual, equal)]
    log = [scenario.log_score(p, 0) for p in (odds, usual, equal)]
    assert brier == pytest.approx([0.8550, 0.3756, 0.6667], abs=5e-5)
    assert log == pytest.approx([1.3863, 0.6675, 1.0986], abs=5e-5)
    assert scenario.expected_brier(odds, usual) == pytest.approx(0.7034, abs=5e-5)
    assert scenario.expected_brier(usual, usual) == pytest.approx(0.5984, abs=5e-5)


def test_the_scenario_limit_grows_with_the_root_of_time() -> None:
    """10% at twelve months is 5% at three."""
    assert scenario.scaled_threshold(3) == pytest.approx(0.05)
    assert [scenario.bucket_of(r, threshold=0.1) for r in (0.11, 0.1, -0.1, -0.11)] == [
        "up",
        "sideways",
        "sideways",
        "down",
    ]


def plain_breakouts(closes: list[float], length: int, depth: float) -> list[int]:
    """METHODS 2.1 word for word, in plain Python."""
    record, day, lowest, found = closes[0], 0, float("inf"), []
    for t, close in enumerate(closes[1:], start=1):
        if close > record:
            if t - day >= length and lowest <= record * (1 - depth) * (1 + 1e-9):
                found.append(t)
            record, day, lowest = close, t, float("inf")
        else:
            lowest = min(lowest, close)
    return found


WALKS = st.lists(st.floats(-0.05, 0.052), min_size=5, max_size=200).map(
    lambda steps: [float(x) for x in 100 * np.exp(np.cumsum(steps))]
)


@settings(max_examples=100, deadline=None)
@given(closes=WALKS, length=st.integers(1, 10), depth=st.floats(0, 0.2))
def test_breakouts_agree_with_plain_python(closes: list[float], length: int, depth: float) -> None:
    """The compiled walk and the definition give the same days."""
    bars = closes_of(closes)
    found = breakout.find_events(bars, min_base=length, min_depth=depth, target="none")
    days = [int(bars.index.get_loc(e.known_on)) for e in found]
    assert days == plain_breakouts(closes, length, depth)


@settings(max_examples=100, deadline=None)
@given(
    closes=WALKS, lookback=st.integers(3, 40), length=st.integers(1, 10), depth=st.floats(0, 0.2)
)
def test_recent_highs_agree_with_plain_python(
    closes: list[float], lookback: int, length: int, depth: float
) -> None:
    """The highest close of the window, its age, and the lowest close since; signals apart."""
    lookback = max(lookback, length)
    expected = []
    for t in range(lookback, len(closes)):
        window = closes[t - lookback : t]
        high = max(window)
        at = t - lookback + window.index(high)
        lowest = min(closes[at + 1 : t], default=float("inf"))
        if closes[t] > high and t - at >= length and lowest <= high * (1 - depth) * (1 + 1e-9):
            expected.append(t)
    bars = closes_of(closes)
    found = recent_high.find_events(
        bars, lookback=lookback, min_base=length, min_depth=depth, target="none"
    )
    days = [int(bars.index.get_loc(e.known_on)) for e in found]
    assert days == expected
    assert all(later - earlier >= length for earlier, later in itertools.pairwise(days))


@settings(max_examples=100, deadline=None)
@given(closes=WALKS, threshold=st.floats(0.02, 0.3))
def test_pivots_alternate_and_are_confirmed_later(closes: list[float], threshold: float) -> None:
    """High and low in turn, each the extreme between its neighbours, confirmed by a close."""
    pivots = find_pivots(np.array(closes), threshold=threshold)
    for earlier, later in itertools.pairwise(pivots):
        assert earlier.kind != later.kind
        assert earlier.index < earlier.confirmed <= later.confirmed
    for pivot in pivots:
        part = closes[pivot.index : pivot.confirmed + 1]
        if pivot.kind == "high":
            assert max(part) == pivot.price
            assert part[-1] <= pivot.price * (1 - threshold) * (1 + 1e-9)
        else:
            assert min(part) == pivot.price
            assert part[-1] >= pivot.price * (1 + threshold) * (1 - 1e-9)


def unchanged_by_the_future(
    find: Callable[[pd.DataFrame], tuple[Event, ...]], bars: pd.DataFrame, cut: int
) -> bool:
    """Whether events on bars cut at a bar equal the events known by then on all bars."""
    part = bars.iloc[:cut]
    part.attrs = dict(bars.attrs)
    known = [e for e in find(bars) if e.known_on <= part.index[-1]]
    return list(find(part)) == known


@pytest.mark.parametrize(
    "anchor",
    ["breakout", "recent high", "weekly", "monthly", "every bar", "first", "last", "pause"],
)
def test_no_signal_changes_when_later_bars_are_added(snapshot_market: Market, anchor: str) -> None:
    """Prefix test on the real index at forty random days."""
    bars, policy = snapshot_market.series("RUT"), snapshot_market.series("FFT")

    def find(frame: pd.DataFrame) -> tuple[Event, ...]:
        if anchor == "breakout":
            return breakout.find_events(frame, seed_record=174.44)
        if anchor == "recent high":
            return recent_high.find_events(frame, lookback=55)
        if anchor in ("weekly", "monthly"):
            return Signal(*COARSE_BASE, closes=Frequency(anchor)).find(frame, seed_record=None)
        if anchor == "every bar":
            return every_bar.find_events(frame.iloc[-300:])[-1:]
        known = policy.loc[: frame.index[-1]]
        return easing_cycle.find_events(frame, known, anchor=anchor)  # type: ignore[arg-type]

    if anchor == "every bar":
        assert all(find(bars.iloc[:n])[0].known_on == bars.index[n - 1] for n in (10, 500, 5000))
        return
    for cut in np.random.default_rng(5).integers(100, len(bars), 40):
        assert unchanged_by_the_future(find, bars, int(cut)), bars.index[cut]


def test_a_signal_that_peeks_fails_the_same_check(snapshot_market: Market) -> None:
    """The check can fail: breakouts dated one bar early are caught."""
    bars = snapshot_market.series("RUT")

    def peek(frame: pd.DataFrame) -> tuple[Event, ...]:
        at = [frame.index.get_loc(e.known_on) for e in breakout.find_events(frame)]
        return tuple(Event(pd.Timestamp(frame.index[i - 1]), 0.0) for i in at)

    first = bars.index.get_loc(breakout.find_events(bars)[0].known_on)
    assert not unchanged_by_the_future(peek, bars, first)


def test_the_average_true_range_does_not_look_ahead(snapshot_market: Market) -> None:
    """The same values on bars cut at a day."""
    bars = snapshot_market.series("IWM").iloc[:500]
    whole, part = average_true_range(bars, window=20), average_true_range(bars[:300], window=20)
    assert np.array_equal(whole[:300], part, equal_nan=True)


def test_a_base_of_one_day_is_one_bar_and_a_longer_one_at_least_two() -> None:
    """In bars of weeks too, where two days are less than one."""
    assert breakout.min_base_bars(Frequency.DAILY, 1) == 1
    assert breakout.min_base_bars(Frequency.WEEKLY, 1) == 1
    assert breakout.min_base_bars(Frequency.DAILY, 2) == 2
    assert breakout.min_base_bars(Frequency.WEEKLY, 2) == 2
    assert breakout.min_base_bars(Frequency.DAILY, 20) == 20
