"""What happened to a series is derived from sums by year, without its rows."""

from __future__ import annotations

import pandas as pd
import pytest

from backtests.baselines.data_changes import changed_series
from backtests.runtime.fingerprints import SeriesPrint, print_of
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
def test_a_change_is_described_in_words(now: pd.DataFrame | None, words: str | None) -> None:
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


def row_set(day: str, value: float) -> pd.DataFrame:
    """The close of one day is another, its high still above it."""
    frame = bars()
    frame.loc[day] = [value + 1, value]
    return frame


@pytest.mark.parametrize(
    ("now", "words"),
    [
        # The first and the last day of the year, and a value that is halved or doubled.
        (row_set("2020-01-01", 200.0), "the value of 2020-01-01 was 262, is 200"),
        (changed("2020-01-01", "close", 0.5), "the value of 2020-01-01 was 262, is 262.5"),
        (changed("2020-12-31", "close", 100.0), "the value of 2020-12-31 was 523, is 623"),
        (changed("2020-12-31", "close", -261.5), "the value of 2020-12-31 was 523, is 261.5"),
        (bars().drop(pd.Timestamp("2020-01-01")), "the row of 2020-01-01 is gone (it held 262)"),
        (bars().drop(pd.Timestamp("2020-12-31")), "the row of 2020-12-31 is gone (it held 523)"),
        # Dates are tried a week and more around, inside the year.
        (moved("2020-03-16", "2020-03-14"), "the row of 2020-03-16 now stands at 2020-03-14"),
        (moved("2020-03-13", "2020-03-22"), "the row of 2020-03-13 now stands at 2020-03-22"),
        (bars().loc[:"2020"], "261 rows of 2021 are gone"),
        (bars().loc["2019-01-03":], "2019 has 259 rows, had 261"),
    ],
)
def test_one_changed_row_is_found_at_the_ends_of_a_year(now: pd.DataFrame, words: str) -> None:
    """From the sums of days and values alone."""
    assert description(now) == words


def prints(frames: dict[str, pd.DataFrame]) -> dict[str, SeriesPrint]:
    """Fingerprints of series up to the end of 2022."""
    last = pd.Timestamp("2022-12-31")
    market = Market("made up", {n: lambda f=f: f for n, f in frames.items()}, "", last)
    return {name: print_of(market, name) for name in frames}


def words_of(now: pd.DataFrame, was: pd.DataFrame) -> str:
    """What is said of a series that was another one."""
    return changed_series(prints({"X": now}), prints({"X": was}), {"X": now})["X"]


@pytest.mark.parametrize(
    ("count", "now", "was"),
    [
        (1, "1 row of 2022 is new", "1 row of 2022 is gone"),
        (2, "2 rows of 2022 are new", "2 rows of 2022 are gone"),
    ],
)
def test_rows_of_a_new_year_are_counted(count: int, now: str, was: str) -> None:
    """And those of one that is gone."""
    days = pd.bdate_range("2022-01-03", periods=count, name="date")
    more = pd.concat([bars(), pd.DataFrame({"high": 9.0, "close": 8.0}, days)])
    assert words_of(more, bars()) == now
    assert words_of(bars(), more) == was


def few(**closes: float) -> pd.DataFrame:
    """Six bars of January 2020, some of which are changed: too few for sums."""
    days = pd.bdate_range("2020-01-06", periods=6, name="date")
    close = pd.Series(range(1, 7), index=days, dtype="float64")
    for day, value in closes.items():
        close[pd.Timestamp(f"2020-01-{day.removeprefix('d'):0>2}")] = value
    return pd.DataFrame({"close": close})


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-01-05", "the row of 2020-01-06 now stands at 2020-01-05"),
        ("2020-01-04", "the row of 2020-01-06 now stands at 2020-01-04"),
        ("2020-01-12", "the row of 2020-01-06 now stands at 2020-01-12"),
        ("2020-01-14", "several values of 2020 changed"),
    ],
)
def test_a_date_of_a_short_year_is_tried_within_a_week(day: str, words: str) -> None:
    """A year of fewer than twenty rows has no sums."""
    first = few().iloc[:1].set_axis(pd.DatetimeIndex([day], name="date"))
    now = pd.concat([first, few().iloc[1:]]).sort_index()
    assert words_of(now, few()) == words


@pytest.mark.parametrize(
    ("day", "to", "found"),
    [
        ("2020-01-10", "2020-01-03", True),
        ("2020-01-10", "2020-01-02", False),
        ("2020-01-13", "2020-01-20", True),
        ("2020-01-13", "2020-01-21", False),
    ],
)
def test_a_date_is_tried_seven_days_before_and_after(day: str, to: str, found: bool) -> None:
    """Not eight."""
    now = few().rename(index={pd.Timestamp(day): pd.Timestamp(to)}).sort_index()
    expected = f"the row of {day} now stands at {to}" if found else "several values of 2020 changed"
    assert words_of(now, few()) == expected


@pytest.mark.parametrize("cents", range(1, 10))
def test_a_value_is_found_where_sums_are_rounded(cents: int) -> None:
    """The day from two sums is whole only up to their rounding, above or below."""
    frame = changed("2020-07-01", "close", cents / 100)
    expected = f"the value of 2020-07-01 was 392, is {392 + cents / 100:.8g}"
    assert description(frame) == expected


def test_a_new_row_of_a_short_year_is_found_and_one_that_is_gone_is_not() -> None:
    """Without sums, what a row held is not known."""
    assert words_of(few(), few().iloc[1:]) == "the row of 2020-01-06 is new (it holds 1)"
    assert words_of(few().iloc[1:], few()) == "2020 has 5 rows, had 6"
    assert words_of(few(d7=9.0), few()) == "several values of 2020 changed"


@pytest.mark.parametrize(
    ("factor", "adjusted"), [(0.98, True), (2.0, True), (1 + 2e-6, True), (1 + 5e-7, False)]
)
def test_every_year_times_one_factor_is_a_new_adjustment(factor: float, adjusted: bool) -> None:
    """Beyond a millionth; the ratio of years may differ by a hundred-thousandth of itself."""
    found = words_of(bars() * factor, bars())
    assert found.startswith("every value of 2019 to 2020 is ") is adjusted


@pytest.mark.parametrize(("apart", "adjusted"), [(1.8e-3, True), (2.2e-3, False)])
def test_ratios_of_an_adjustment_agree_to_their_rounding(apart: float, adjusted: bool) -> None:
    """Prices times 200 in 2019, and times 200 and a little more in 2020."""
    now = bars() * 200.0
    now.loc["2020":"2020"] = bars().loc["2020":"2020"] * (200.0 + apart)
    assert words_of(now, bars()).startswith("every value of") is adjusted


def test_two_years_are_too_few_for_an_adjustment() -> None:
    """The last may have rows from after it, so that one is left."""
    two = bars().loc["2020":]
    assert words_of(two * 0.98, two).startswith("several values of 2020 changed; 2 years differ")


def test_a_series_that_is_read_as_before_is_not_named() -> None:
    """Rows of another series do not count, nor do rows after the last day."""
    now = {"X": bars(), "Y": changed("2020-03-16", "close", -5.0)}
    was = {"X": bars(), "Y": bars() * 2}
    found = changed_series(prints(now), prints(was), now)
    assert list(found) == ["Y"]


@pytest.mark.parametrize(
    ("name", "other", "words"),
    [
        ("A", "B_ADJ", "holds what B_ADJ held: the two were swapped or mixed up"),
        ("B_ADJ", "A", "holds what A held: the two were swapped or mixed up"),
        ("A_ADJ", "A", "holds what A held (unadjusted prices): the two were swapped or mixed up"),
    ],
)
def test_a_mixed_up_series_is_named_with_its_prices(name: str, other: str, words: str) -> None:
    """Adjusted or not, if it is one of the same symbol."""
    frames = {name: bars(), other: bars() * 0.5}
    was = prints(frames)
    now = {name: was[other], other: was[other]}
    assert changed_series(now, was, {name: frames[other], other: frames[other]}) == {name: words}


def test_a_swap_is_seen_by_every_year_that_both_have() -> None:
    """One year of other values is none; a year that is missing does not count."""
    other = bars() * 0.5
    frames = {"X": bars(), "Y": other}
    partly = other.copy()
    partly.loc["2019":"2019"] *= 3.0
    for now, swapped in ((other.loc["2020":], True), (partly, False)):
        found = changed_series(prints({"X": now, "Y": other}), prints(frames), {"X": now})["X"]
        assert found.startswith("holds what Y held") is swapped


def test_a_restated_value_is_a_whole_day() -> None:
    """Two changes whose sums point between two days are several values."""
    frame = changed("2020-03-16", "close", 10.0)
    frame.loc["2020-03-17", "close"] += 10.0
    assert description(frame) == "several values of 2020 changed"
    weekend = changed("2020-03-13", "close", 10.0)
    weekend.loc["2020-03-17", "close"] += 10.0
    assert description(weekend) == "several values of 2020 changed"
