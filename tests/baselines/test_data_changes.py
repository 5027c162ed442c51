"""What happened to a series is derived from sums by year, without its rows."""

from __future__ import annotations

import pandas as pd
import pytest

from backtests.baselines.data_changes import changed_series
from backtests.runtime.fingerprints import print_of
from data_feeds.series.market import Market

DAYS = pd.bdate_range("2019-01-01", "2021-12-31", name="date")


def bars() -> pd.DataFrame:
    """Closes 1, 2, 3 … of three years, each below its high."""
    close = pd.Series(range(1, len(DAYS) + 1), index=DAYS, dtype="float64")
    return pd.DataFrame({"high": close + 1, "close": close})


def description(now: pd.DataFrame | None) -> str | None:
    """What is said of the series after a change."""

    def market(frame: pd.DataFrame) -> Market:
        return Market("made up", {"X": lambda: frame}, "", DAYS[-1])

    before = {"X": print_of(market(bars()), "X")}
    if now is None:
        return changed_series({}, before, {})["X"]
    return changed_series({"X": print_of(market(now), "X")}, before, {"X": now}).get("X")


def changed(day: str, column: str, by: float) -> pd.DataFrame:
    """One value of the bars changed."""
    frame = bars()
    frame.loc[day, column] += by
    return frame


def moved(day: str, to: str) -> pd.DataFrame:
    """One row dated otherwise."""
    return bars().rename(index={pd.Timestamp(day): pd.Timestamp(to)}).sort_index()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (bars(), None),
        (None, "is gone or cannot be read"),
        (bars().drop(pd.Timestamp("2020-03-16")), "the row of 2020-03-16 is gone (it held 315)"),
        (moved("2020-03-13", "2020-03-14"), "the row of 2020-03-13 now stands at 2020-03-14"),
        (changed("2020-03-16", "close", -5.0), "the value of 2020-03-16 was 315, is 310"),
        (changed("2020-03-16", "high", 5.0), "columns other than the close changed in 2020"),
        (bars().loc["2020":], "261 rows of 2019 are gone"),
        (bars().drop(bars().index[[5, 9]]), "2019 has 259 rows, had 261"),
        (
            bars() * 0.98,
            "every value of 2019 to 2020 is 0.98 times what it was: adjusted anew for a "
            "distribution or a split",
        ),
    ],
)
def test_a_change_is_told_in_words(now: pd.DataFrame | None, words: str | None) -> None:
    """The row and the day where one changed, the years where several did."""
    assert description(now) == words


def test_several_years_are_counted() -> None:
    """With the first change in words."""
    frame = changed("2020-03-16", "close", -5.0)
    frame.loc["2021-05-03", "close"] += 1
    assert (
        description(frame)
        == "the value of 2020-03-16 was 315, is 310; 2 years differ, 2020 to 2021"
    )


def test_a_row_that_is_new_and_the_first_that_is_gone() -> None:
    """A Saturday of 7, and the first day of a year."""
    more = bars()
    more.loc[pd.Timestamp("2020-03-14")] = [8.0, 7.0]
    assert description(more.sort_index()) == "the row of 2020-03-14 is new (it holds 7)"
    assert description(bars().iloc[1:]) == "the row of 2019-01-01 is gone (it held 1)"


def test_a_value_has_up_to_six_decimals() -> None:
    """What it was is computed from sums."""
    prints = [
        print_of(Market("made up", {"X": lambda f=f: f}, "", DAYS[-1]), "X")
        for f in (bars(), changed("2020-03-16", "close", 0.123456))
    ]
    found = changed_series({"X": prints[0]}, {"X": prints[1]}, {"X": bars()})["X"]
    assert found == "the value of 2020-03-16 was 315.12346, is 315"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("X_ADJ", "holds what X_ADJ held (adjusted prices): the two were swapped or mixed up"),
        ("Y", "holds what Y held: the two were swapped or mixed up"),
        ("Y_ADJ", "holds what Y_ADJ held: the two were swapped or mixed up"),
    ],
)
def test_a_series_that_holds_another_is_said_to_be_swapped(other: str, words: str) -> None:
    """Its own adjusted prices are named as such."""
    frames = {"X": bars(), other: bars() * 0.5}
    market = Market("made up", {n: lambda f=f: f for n, f in frames.items()}, "", DAYS[-1])
    was = {name: print_of(market, name) for name in frames}
    now = {"X": was[other], other: was[other]}
    found = changed_series(now, was, {"X": frames[other], other: frames[other]})
    assert found == {"X": words}
