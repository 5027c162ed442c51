"""Named events of prices and of the Fed, on closes small enough to check on paper."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signals.core.event import RuleError
from signals.policy_moves import announced, cycle_days, target_on
from signals.policy_moves import find_events as find_moves
from signals.price_events import KINDS, NEEDS, Limits, PriceEvent, event_flags, find_events

LIMITS = Limits(days=3, times=2, size=0.05, level=103.0)


def bars(closes: list[float], start: str = "2024-01-29") -> pd.DataFrame:
    """Daily closes from a Monday."""
    return pd.DataFrame({"close": closes}, pd.bdate_range(start, periods=len(closes)))


# Position  0    1    2    3    4    5    6    7
CLOSES = [100, 101, 102, 104, 103, 97, 97, 105]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("record high", [1, 2, 3, 7]),  # the first close is none
        ("record low", [5]),  # 97 is below 100; the second 97 is not below it
        ("high", [2, 3, 7]),  # of 3 closes: 102, 104, 105
        ("low", [5, 6]),  # 97 of 104, 103, 97; the tie of 103, 97, 97 counts
        ("record streak", [2]),  # 101, 102: the second in a row
        ("up streak", [2]),  # 101, 102; 104 is the third
        ("down streak", [5]),  # 103, 97; an unchanged close ends it
        ("rise", [7]),  # 105 / 97 = +8.2%
        ("fall", [5]),  # 97 / 103 = -5.8%
        ("above mean", [7]),  # mean of 97, 97, 105 = 99.7; 97 was not above its 99
        ("below mean", [5]),  # mean of 104, 103, 97 = 101.3; 103 was at its mean, 103
        ("above level", [3, 7]),  # 104 after 102; 105 after 97
        ("below level", [5]),  # 97 after 103, which is at the level
        ("day above mean", [2, 3, 7]),  # of 101, 102.3 and 99.7; 103 is at its mean
        ("day below mean", [5, 6]),
        ("day above level", [3, 7]),
        ("day below level", [0, 1, 2, 5, 6]),
        ("golden cross", []),  # there is no mean of 200 days
        ("month start", [3]),  # Thursday 1 February
        ("election", []),
    ],
)
def test_the_events_of_each_kind(kind: PriceEvent, expected: list[int]) -> None:
    """By hand; of a mean, the close itself is one of its days."""
    flags = event_flags(bars([float(c) for c in CLOSES]), kind=kind, limits=LIMITS)
    assert np.flatnonzero(flags).tolist() == expected


def test_crosses_of_two_means() -> None:
    """Those of a plain restatement; each golden cross is followed by a death cross."""
    closes = 100 * np.exp(np.cumsum(np.random.default_rng(4).normal(0, 0.01, 3_000)))
    path = bars(closes.tolist(), "2001-01-01")
    means = {n: [closes[t - n + 1 : t + 1].mean() for t in range(199, 3_000)] for n in (50, 200)}
    above = [fast > slow for fast, slow in zip(means[50], means[200], strict=True)]
    changes = [t for t in range(1, len(above)) if above[t] != above[t - 1]]
    golden = np.flatnonzero(event_flags(path, kind="golden cross")).tolist()
    death = np.flatnonzero(event_flags(path, kind="death cross")).tolist()
    assert sorted(golden + death) == [t + 199 for t in changes]
    assert golden == [t + 199 for t in changes if above[t]]
    assert len(golden) > 5


def test_elections_are_the_first_close_from_their_day_on() -> None:
    """Tuesday 8 November 2022 and 5 November 2024; closed on 4 November 1980, so the 5th."""
    days = pd.bdate_range("2022-01-03", "2025-12-31")
    found = {
        kind: [f"{event.known_on:%Y-%m-%d}" for event in find_events(closes, kind=kind)]
        for closes in [pd.DataFrame({"close": 100.0}, days)]
        for kind in ("election", "presidential election", "midterm election")
    }
    assert found == {
        "election": ["2022-11-08", "2024-11-05"],
        "presidential election": ["2024-11-05"],
        "midterm election": ["2022-11-08"],
    }
    shut = pd.DataFrame({"close": 1.0}, pd.bdate_range("1980-10-01", "1980-12-31"))
    (event,) = find_events(shut.drop(pd.Timestamp("1980-11-04")), kind="election")
    assert event.known_on == pd.Timestamp("1980-11-05")


def test_a_move_of_exactly_the_size_counts() -> None:
    """9.50 to 10.45 is 10%, and 80.80 to 76.76 is 5% down, in spite of rounding."""
    up, down = bars([9.50, 10.45]), bars([80.80, 76.76])
    assert event_flags(up, kind="rise", limits=Limits(size=0.10)).tolist() == [False, True]
    assert event_flags(down, kind="fall", limits=Limits(size=0.05)).tolist() == [False, True]


def test_days_are_weeks_on_weekly_closes() -> None:
    """A high of 15 trading days is one of three weeks."""
    weekly = pd.DataFrame(
        {"close": [1.0, 3.0, 2.0, 2.5, 2.6]}, pd.date_range("2024-01-05", periods=5, freq="W-FRI")
    )
    found = event_flags(weekly, kind="high", limits=Limits(days=15))
    assert found.tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if NEEDS[kind]])
def test_a_missing_parameter_is_refused(kind: PriceEvent) -> None:
    """It is named, with the event."""
    with pytest.raises(RuleError, match=f"{NEEDS[kind][0]} is None; expected .* '{kind}'"):
        find_events(bars([1.0, 2.0]), kind=kind)


def test_an_unknown_event_is_refused() -> None:
    """The known ones are listed."""
    with pytest.raises(RuleError, match="no event 'moon'; expected record high"):
        find_events(bars([1.0, 2.0]), kind="moon")  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    closes=st.lists(st.integers(90, 110), min_size=2, max_size=40),
    kind=st.sampled_from(KINDS),
    cut=st.integers(2, 40),
)
def test_no_event_depends_on_a_later_close(closes: list[int], kind: PriceEvent, cut: int) -> None:
    """The events of the first closes are the first events of all closes."""
    whole = bars([float(close) for close in closes])
    part = whole.iloc[:cut]
    if len(part) < 2:
        return
    all_flags = event_flags(whole, kind=kind, limits=LIMITS)
    assert event_flags(part, kind=kind, limits=LIMITS).tolist() == all_flags[: len(part)].tolist()


def target(*rows: tuple[str, float]) -> pd.DataFrame:
    """The Fed's target by announcement."""
    index = pd.DatetimeIndex([day for day, _ in rows], name="announced")
    mid = [level for _, level in rows]
    return pd.DataFrame({"lower": mid, "upper": mid, "mid": mid}, index=index)


# METHODS 2.2: 100 bp down in three cuts, then 100 bp up in two hikes.
POLICY = target(
    ("2000-01-03", 5.0),
    ("2002-01-02", 4.75),
    ("2002-03-01", 4.25),
    ("2002-06-03", 4.0),
    ("2004-01-05", 4.5),
    ("2004-03-01", 5.0),
    ("2006-06-01", 5.0),
)


def test_moves_by_size() -> None:
    """Half a point or more: one cut of three, both hikes."""
    assert announced(POLICY, move="cut").tolist() == [25.0, 50.0, 25.0]
    assert announced(POLICY, move="cut", basis_points=50).index.tolist() == [
        pd.Timestamp("2002-03-01")
    ]
    assert announced(POLICY, move="hike", basis_points=50).tolist() == [50.0, 50.0]
    with pytest.raises(RuleError, match="no move 'pause'"):
        announced(POLICY, move="pause")  # type: ignore[arg-type]


def test_a_move_is_an_event_of_the_next_bar() -> None:
    """A Sunday of an announcement is known on Monday; moves outside the bars are none."""
    policy = target(("2020-01-02", 2.0), ("2020-03-15", 1.0), ("2020-06-01", 0.5))
    closes = bars([100.0] * 10, "2020-03-09")
    (event,) = find_moves(closes, policy, move="cut")
    assert event.known_on == pd.Timestamp("2020-03-16")
    assert event.details["basis_points"] == pytest.approx(100.0)


def test_first_and_last_moves_of_cycles() -> None:
    """Hikes mirror cuts; a cycle that may go on has no last move."""
    late, early = pd.Timestamp("2006-12-29"), pd.Timestamp("2002-12-31")
    assert cycle_days(POLICY, move="cut", place="first", as_of=late) == (
        pd.Timestamp("2002-01-02"),
    )
    assert cycle_days(POLICY, move="cut", place="last", as_of=late) == (pd.Timestamp("2002-06-03"),)
    assert cycle_days(POLICY, move="cut", place="last", as_of=early) == ()
    assert cycle_days(POLICY, move="hike", place="first", as_of=late) == (
        pd.Timestamp("2004-01-05"),
    )
    assert cycle_days(POLICY, move="hike", place="last", as_of=late) == (
        pd.Timestamp("2004-03-01"),
    )


def test_the_target_of_a_day_is_that_announced_by_it() -> None:
    """Before the record there is none."""
    days = pd.DatetimeIndex(["1999-12-31", "2002-01-01", "2002-01-02", "2010-01-01"])
    assert target_on(POLICY, days).tolist()[1:] == [5.0, 4.75, 5.0]
    assert np.isnan(target_on(POLICY, days).iloc[0])
