"""Single bad rows and partial answers of a provider, on the server of the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_feeds.providers import cached_feed as feed
from data_feeds.providers.bad_rows import repair_bars
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.providers.errors import RetryPolicy
from data_feeds.series.bars import check_bars
from data_feeds.series.catalogue import CATALOGUE, listing

NOW = pd.Timestamp("2024-03-02 02:00", tz="UTC")
FUND, DGS2 = CATALOGUE["SPY"], CATALOGUE["DGS2"]
COLUMNS = ["open", "high", "low", "close", "volume"]


def prices(days: int = 80, last: str = "2024-03-01") -> pd.DataFrame:
    """Daily bars that end on a day, closes from 100 in steps of 1."""
    index = pd.bdate_range(end=last, periods=days, name="date")
    close = 100.0 + np.arange(days)
    return pd.DataFrame(
        {
            "open": close - 0.5,
            "high": close + 1,
            "low": close - 1,
            "close": close,
            "adj_close": close * 0.98,
            "volume": 1000.0,
        },
        index=index,
    )


def cache_at(folder: Path, now: pd.Timestamp = NOW, **options: Any) -> CachedFeed:
    """A cache at a time that does not wait."""
    retry = RetryPolicy(sleep=lambda _: None)
    return CachedFeed(folder, now=lambda: now, **{"retry": retry, **options})


def zero(columns: list[str], row: int) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Write 0 into some columns of a row."""

    def spoil(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[table.index[row], columns] = 0.0
        return table

    return spoil


def without(columns: list[str], row: int) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Send null in some columns of a row."""

    def spoil(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[table.index[row], columns] = np.nan
        return table

    return spoil


ALL = ["open", "high", "low", "close", "adj_close", "volume"]
CLOSE_ONLY = "the close stands for an unusable open, high or low on 1 day: {day}"
LEFT_OUT = "left out for want of a close above zero: 1 day: {day}"


@pytest.mark.parametrize(
    ("spoil", "row", "count", "text"),
    [
        (zero(["open"], 40), 40, 80, CLOSE_ONLY),
        (zero(["open"], 79), 79, 80, CLOSE_ONLY),
        (without(["open", "high", "low"], 40), 40, 80, CLOSE_ONLY),
        (lambda t: t.assign(high=t["high"].where(t["close"] != 140, 120)), 40, 80, CLOSE_ONLY),
        (without(ALL, 40), 40, 79, LEFT_OUT),
        (without(["close"], 40), 40, 79, LEFT_OUT),
        (zero(ALL, 79), 79, 79, LEFT_OUT),
        (zero(ALL, 40), 40, 79, LEFT_OUT),
    ],
)
def test_one_bad_row_of_a_first_answer_concerns_itself_alone(
    tmp_path: Path,
    providers: Any,
    spoil: Callable[[pd.DataFrame], pd.DataFrame],
    row: int,
    count: int,
    text: str,
) -> None:
    """79 or 80 of 80 bars; the day is named now, and again when the cache is read."""
    good = prices()
    providers.prices["SPY"] = spoil(prices())
    day = good.index[row]
    for _ in range(2):
        bars = feed.load(cache_at(tmp_path), FUND, feed.to_bars)
        assert len(bars) == count
        assert bars.attrs["caveats"] == text.format(day=f"{day:%Y-%m-%d}")
        others = good.index.drop(day)
        assert bars.loc[others, COLUMNS].equals(good.loc[others, COLUMNS].rename_axis("date"))
        if day in bars.index:
            assert set(bars.loc[day, ["open", "high", "low", "close"]]) == {good["close"].loc[day]}


@pytest.mark.parametrize(
    "spoil", [zero(["open"], 70), without(ALL, 70), zero(ALL, 70), without(["close"], 70)]
)
def test_a_bad_row_in_an_update_does_not_replace_a_good_one(
    tmp_path: Path, providers: Any, spoil: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    """Row 70 is known from the first answer, and kept; the days after it are appended."""
    providers.prices["SPY"] = prices()
    cache_at(tmp_path).entry(FUND)
    grown = prices(85, "2024-03-08")
    providers.prices["SPY"] = spoil(grown.copy())
    live = cache_at(tmp_path, pd.Timestamp("2024-03-09 02:00", tz="UTC"))
    entry = live.entry(FUND)
    assert entry.table[COLUMNS].to_numpy().tolist() == grown[COLUMNS].to_numpy().tolist()
    assert entry.restatements == ()
    day = f"{grown.index[70]:%Y-%m-%d}"
    assert live.notices == [
        f"SPY: Yahoo now gives no usable prices on 1 day: {day}; the known ones are kept"
    ]


def test_a_row_of_zeros_at_the_end_is_asked_for_again(tmp_path: Path, providers: Any) -> None:
    """An hour later the day has its prices, and is no longer named."""
    providers.prices["SPY"] = zero(ALL, 79)(prices())
    assert cache_at(tmp_path).entry(FUND).left_out == ("2024-03-01",)
    providers.prices["SPY"] = prices()
    later = cache_at(tmp_path, NOW + pd.Timedelta(hours=2)).entry(FUND)
    assert (len(later.table), later.left_out, later.restatements) == (80, (), ())


def test_a_negative_close_is_left_out(tmp_path: Path, providers: Any) -> None:
    """As of crude oil on 2020-04-20."""
    sent = prices()
    sent.loc[sent.index[50], ["low", "close"]] = [-40.32, -37.63]
    providers.prices["CL=F"] = sent
    bars = feed.load(cache_at(tmp_path), listing("CL=F"), feed.to_bars)
    assert len(bars) == 79


def test_an_adjusted_close_that_is_missing_is_left_out_of_the_adjusted_closes(
    tmp_path: Path, providers: Any
) -> None:
    """The bars have the day."""
    providers.prices["SPY"] = without(["adj_close"], 40)(prices())
    live = cache_at(tmp_path)
    assert len(feed.load(live, FUND, feed.to_bars)) == 80
    adjusted = feed.load(live, FUND, feed.to_adjusted_closes)
    assert len(adjusted) == 79
    assert "left out" in adjusted.attrs["caveats"]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    early=st.integers(0, 60),
    good=st.integers(61, 120),
    single=st.sets(st.integers(0, 59), max_size=10),
)
def test_bars_start_after_the_years_without_prices_and_keep_all_later_closes(
    early: int, good: int, single: set[int]
) -> None:
    """`early` rows without an open, then good ones with at most ten single zeros among them."""
    table = prices(early + good)[COLUMNS]
    bad = [*range(early), *(early + row for row in single)]
    table.iloc[bad, 0] = 0.0
    bars = check_bars(repair_bars(table)[0], name="x")
    leading = int((bars.index[0] - table.index[0]).days > 0)
    assert len(bars) >= good - 2 * len(single)
    assert bars["close"].equals(table["close"].loc[bars.index[0] :])
    assert leading or not early
    untouched = table.loc[bars.index].query("open > 0")
    assert bars.loc[untouched.index, COLUMNS].equals(untouched)


def test_the_sp_500_begins_with_its_first_open() -> None:
    """Four rows of six have no open up to the fourth: bars from the fifth, closes of all."""
    index = pd.bdate_range("2024-01-01", periods=6, name="date")
    table = pd.DataFrame(
        {
            "open": [0, 0, 3, 0, 5, 6],
            "high": [2.0, 3, 4, 5, 6, 7],
            "low": [1.0, 1, 2, 3, 4, 5],
            "close": [1.0, 2, 3, 4, 5, 6],
            "adj_close": 1.0,
            "volume": 0.0,
        },
        index=index,
        dtype=float,
    )
    bars = feed.to_bars(CATALOGUE["SPX"], table)
    assert bars["open"].tolist() == [5, 6]
    expected = "bars without 4 rows to 2024-01-04, most of which have no open, high or low"
    assert bars.attrs["note"] == expected
    assert feed.to_closes(CATALOGUE["SPX"], table)["close"].tolist() == [1, 2, 3, 4, 5, 6]


def test_a_record_without_any_open_is_one_of_closes() -> None:
    """Of five rows one has an open: no bars, but closes."""
    table = prices(5)[COLUMNS]
    table.iloc[:4, 0] = 0.0
    bars, text = repair_bars(table)
    assert list(bars.columns) == ["close"]
    assert text == "closes only: no bar has an open, a high and a low"


def test_many_contradictions_are_refused() -> None:
    """Highs and lows swapped on every day are no single mistake."""
    table = prices()[COLUMNS]
    swapped = table.rename(columns={"high": "low", "low": "high"})[COLUMNS]
    bars, text = repair_bars(swapped)
    assert text == ""
    with pytest.raises(Exception, match="above the high"):
        check_bars(bars, name="x")


def rates(last: str = "2024-03-01", days: int = 60) -> pd.Series:
    """Values of every weekday up to a day."""
    index = pd.bdate_range(end=last, periods=days, name="date")
    return pd.Series(4 + np.arange(days) / 100, index=index)


def test_requests_to_fred_keep_their_distance(tmp_path: Path, providers: Any) -> None:
    """Three series at once: two waits of half a second less what has passed."""
    seconds = iter([10.0, 10.1, 10.5, 11.2, 11.2])
    waits: list[float] = []
    live = cache_at(tmp_path, retry=RetryPolicy(sleep=waits.append), clock=lambda: next(seconds))
    for code in ("DGS2", "DGS10", "DGS3MO"):
        providers.values[code] = rates()
        live.entry(CATALOGUE[code])
    # Asked at 10.0; at 10.1, so 0.4 to wait, until 10.5; at 11.2, when none is needed.
    assert waits == [pytest.approx(0.4)]


def test_a_first_answer_that_ends_early_is_asked_for_again(tmp_path: Path, providers: Any) -> None:
    """The second answer is whole, and nothing is said."""
    whole = {"DGS2": rates()}
    providers.values["DGS2"] = rates().iloc[:30]
    live = cache_at(tmp_path, progress=lambda _: None)
    asked = iter([rates().iloc[:30], whole["DGS2"]])
    live.progress = lambda _: providers.values.update(DGS2=next(asked))
    assert live.entry(DGS2).last == pd.Timestamp("2024-03-01")
    assert (live.notices, providers.asked) == ([], ["DGS2", "DGS2"])


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (rates().iloc[:30], "ends 2024-01-19, 43 days ago"),
        (
            pd.concat([rates("2023-06-01"), rates()]),
            "has nothing between 2023-06-01 and 2023-12-11",
        ),
    ],
)
def test_a_first_answer_that_stays_incomplete_is_named(
    tmp_path: Path, providers: Any, sent: pd.Series, text: str
) -> None:
    """Its last date, or its gap."""
    providers.values["DGS2"] = sent
    live = cache_at(tmp_path)
    live.entry(DGS2)
    assert live.notices == [f"DGS2: the answer of FRED {text}"]


def test_a_partial_answer_does_not_replace_a_longer_one(tmp_path: Path, providers: Any) -> None:
    """Fewer rows in the middle, or an earlier end: the cached values stay, and it is said."""
    providers.values["DGS2"] = rates()
    known = cache_at(tmp_path).entry(DGS2)
    for partial in (rates().iloc[:50], rates().drop(rates().index[20:30])):
        providers.values["DGS2"] = partial
        live = cache_at(tmp_path, NOW + pd.Timedelta(days=1))
        assert live.entry(DGS2).table.equals(known.table)
        (notice,) = live.notices
        assert notice.endswith("the cached figures are used")
