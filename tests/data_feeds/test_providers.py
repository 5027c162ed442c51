"""yfinance and the FRED client against a server on 127.0.0.1 that speaks their formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_feeds.providers import cache, fred, yahoo
from data_feeds.providers.cached_feed import CachedFeed, to_adjusted_closes, to_bars
from data_feeds.providers.errors import (
    NoSuchSeries,
    ProviderBusyError,
    ProviderError,
    ProviderFailedError,
    ProviderUnreachableError,
    RetryPolicy,
)
from data_feeds.series.bars import BarsError, DataError
from data_feeds.series.catalogue import CATALOGUE, Listing, listing

FRIDAY_NIGHT = pd.Timestamp("2024-03-02 02:00", tz="UTC")
RUT, DGS2 = CATALOGUE["RUT"], CATALOGUE["DGS2"]


def prices(last: str = "2024-03-01", days: int = 60) -> pd.DataFrame:
    """Daily bars that end on a day: closes 100, 101, 102 ..., adjusted ones 2% below."""
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


def rates(last: str = "2024-03-01", days: int = 60) -> pd.Series:
    """Daily values with a holiday that has none."""
    index = pd.bdate_range(end=last, periods=days, name="date")
    values = pd.Series(4 + np.arange(days) / 100, index=index)
    values.iloc[5] = np.nan
    return values


@pytest.fixture
def live(tmp_path: Path, providers: Any, monkeypatch: pytest.MonkeyPatch) -> CachedFeed:
    """An empty cache on the Friday night that `prices` end on, and retries without waits."""
    providers.prices["^RUT"], providers.values["DGS2"] = prices(), rates()

    def impatient(fetch: Callable[..., Any]) -> Callable[..., Any]:
        """Wait one second for a server that will be silent, and long for a slow machine."""

        def within(*args: Any, **options: Any) -> Any:
            silent = providers.answers[:1] == ["timeout"]
            return fetch(*args, **options, timeout=1.0 if silent else 60.0)

        return within

    for provider in (yahoo, fred):
        monkeypatch.setattr(provider, "fetch", impatient(provider.fetch))
    return CachedFeed(tmp_path, now=lambda: FRIDAY_NIGHT, retry=RetryPolicy(sleep=lambda _: None))


def later(live: CachedFeed, time: str) -> CachedFeed:
    """The same cache, opened anew at a later time."""
    return CachedFeed(live.folder, now=lambda: pd.Timestamp(time, tz="UTC"), retry=live.retry)


def files(folder: Path) -> dict[str, bytes]:
    """Every series in the cache folder, by name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*.csv")}


def test_prices_arrive_as_they_were_sent(live: CachedFeed, providers: Any) -> None:
    """Unadjusted bars and adjusted closes, kept apart, dated by session without time zone."""
    entry = live.entry(RUT)
    sent = prices()
    bars, adjusted = to_bars(RUT, entry.table), to_adjusted_closes(RUT, entry.table)
    for column in ("open", "high", "low", "close", "volume"):
        assert bars[column].tolist() == sent[column].tolist()
    assert bars.index.tolist() == sent.index.tolist()
    assert (bars.attrs["adjustment"], adjusted.attrs["adjustment"]) == ("points", "adjusted")
    assert adjusted["close"].tolist() == sent["adj_close"].tolist()


def test_rates_arrive_without_their_holidays(live: CachedFeed) -> None:
    """FRED leaves a day without a value blank; it is left out, not filled."""
    table = live.entry(DGS2).table
    assert table["value"].tolist() == rates().dropna().tolist()
    assert table.index.tolist() == rates().dropna().index.tolist()


CASES: list[tuple[str, Listing, type[ProviderError], str]] = [
    ("429", RUT, ProviderBusyError, r"\^RUT with 429 Too Many Requests; try again in an hour"),
    ("404", RUT, ProviderFailedError, "not JSON"),
    ("500", RUT, ProviderFailedError, "not JSON"),
    ("html", RUT, ProviderFailedError, "not JSON"),
    ("timeout", RUT, ProviderFailedError, "no answer in time"),
    ("truncated", RUT, ProviderFailedError, "the connection broke off"),
    ("empty", RUT, NoSuchSeries, "has no prices of"),
    ("429", DGS2, ProviderBusyError, "DGS2 with 429 Too Many Requests"),
    ("404", DGS2, NoSuchSeries, "FRED has no series DGS2"),
    ("500", DGS2, ProviderFailedError, "with status 500; expected 200"),
    ("html", DGS2, ProviderFailedError, "with a web page; expected a CSV"),
    ("timeout", DGS2, ProviderFailedError, "did not answer DGS2 within"),
    ("truncated", DGS2, ProviderFailedError, "broke off while answering DGS2"),
]


@pytest.mark.parametrize(("answer", "item", "error", "text"), CASES)
def test_a_provider_that_fails_for_ever_gives_one_clear_error(
    live: CachedFeed,
    providers: Any,
    answer: str,
    item: Listing,
    error: type[ProviderError],
    text: str,
) -> None:
    """And leaves the cache empty."""
    providers.answers = [answer, ...]
    with pytest.raises(error, match=text) as caught:
        live.entry(item)
    assert "\n" not in str(caught.value)
    assert files(live.folder) == {}


def test_an_empty_answer_of_fred_is_refused(live: CachedFeed, providers: Any) -> None:
    """A header without rows is no series."""
    providers.answers = ["empty", ...]
    with pytest.raises(BarsError, match="FRED, DGS2: found a header but no rows"):
        live.entry(DGS2)
    assert files(live.folder) == {}


@pytest.mark.parametrize(
    ("answer", "item"),
    [
        (answer, item)
        for answer in ("429", "500", "html", "timeout", "truncated", "404", "empty")
        for item in (RUT, DGS2)
    ],
)
def test_a_provider_that_fails_leaves_the_cached_series_as_it_was(
    live: CachedFeed, providers: Any, answer: str, item: Listing
) -> None:
    """Two weeks on, an update fails: the cached figures are used, and the user is notified."""
    known = live.entry(item)
    before = files(live.folder)
    providers.answers = [answer, ...]
    then = later(live, "2024-03-16 02:00")
    assert then.entry(item).sha256 == known.sha256
    assert files(live.folder) == before
    (notice,) = then.notices
    assert notice.endswith("; the cached figures are used")


@pytest.mark.parametrize("item", [RUT, DGS2])
@pytest.mark.parametrize("answers", [["429"], ["500", "500"], ["html"], ["timeout"], ["truncated"]])
def test_a_provider_that_recovers_gives_right_figures(
    live: CachedFeed, providers: Any, answers: list[str], item: Listing
) -> None:
    """Asked again after a wait, until it answers."""
    providers.answers = answers
    assert live.entry(item).last == pd.Timestamp("2024-03-01")
    assert live.notices == []


def test_the_waits_between_requests_double_up_to_a_cap(live: CachedFeed, providers: Any) -> None:
    """2, 4, 8 seconds: a minute of patience at most, and the error says how often was asked."""
    waits: list[float] = []
    live.retry = RetryPolicy(attempts=6, sleep=waits.append)
    providers.answers = ["500", ...]
    with pytest.raises(ProviderFailedError, match="asked 6 times"):
        live.entry(DGS2)
    assert waits == [2, 4, 8, 10, 10]


def test_a_busy_provider_is_left_alone_for_the_other_series(
    live: CachedFeed, providers: Any
) -> None:
    """After 429 for ever no second series is asked for."""
    providers.answers = ["429", ...]
    for symbol in ("^RUT", "^GSPC"):
        with pytest.raises(ProviderBusyError):
            live.entry(listing(symbol))
    assert set(providers.asked) == {"^RUT"}


def test_a_symbol_that_does_not_exist_is_named(live: CachedFeed, providers: Any) -> None:
    """Yahoo's 404, reported at once and without a second attempt; others go on."""
    with pytest.raises(NoSuchSeries, match="Yahoo has no symbol NOPE"):
        live.entry(listing("NOPE"))
    assert live.entry(RUT).last == pd.Timestamp("2024-03-01")


def test_without_a_network_the_first_series_says_so_and_no_other_is_tried(
    live: CachedFeed, providers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed port: one attempt for a provider, none for the series."""
    providers.close()
    reached: list[str] = []
    original = yahoo.reachable
    monkeypatch.setattr(yahoo, "reachable", lambda: (reached.append("Yahoo"), original())[1])
    for symbol in ("^RUT", "IWM", "SPY"):
        with pytest.raises(ProviderUnreachableError, match="Yahoo cannot be reached"):
            live.entry(listing(symbol))
    assert reached == ["Yahoo"]


def test_a_bar_of_an_unfinished_day_is_left_out(live: CachedFeed, providers: Any) -> None:
    """At noon in New York the day has a price, but no close."""
    providers.prices["^RUT"] = prices(last="2024-03-04", days=61)
    end = pd.Timestamp("2024-03-04 16:00", tz="America/New_York")
    providers.session_ends["^RUT"] = end
    for time, last in (
        ("2024-03-04 17:00", "2024-03-01"),
        ("2024-03-04 21:30", "2024-03-01"),
        ("2024-03-04 23:01", "2024-03-04"),
    ):
        answer = yahoo.fetch("^RUT", start=None, folder=live.folder / "y")
        now = pd.Timestamp(time, tz="UTC")
        table = yahoo.parse(answer, symbol="^RUT", now=now)
        assert table.index[-1] == pd.Timestamp(last), time


def test_an_unfinished_bar_without_a_price_is_left_out(live: CachedFeed, providers: Any) -> None:
    """Yahoo sends empty rows before the open, and for days without trade."""
    sent = prices()
    sent.loc[sent.index[[10, -1]], :] = np.nan
    providers.prices["^RUT"] = sent
    table = live.entry(RUT).table
    assert table.index.tolist() == sent.dropna().index.tolist()


def test_sessions_are_dated_by_their_exchange(live: CachedFeed, providers: Any) -> None:
    """Nine in the morning in Tokyo is the evening before in New York."""
    providers.prices["^N225"] = prices()
    providers.zones["^N225"] = "Asia/Tokyo"
    table = live.entry(listing("^N225")).table
    assert table.index.tolist() == prices().index.tolist()
    assert table.index.tz is None


def test_only_what_is_missing_is_asked_for(live: CachedFeed, providers: Any) -> None:
    """A week later: the last 30 days again, not the whole history; older rows stay."""
    live.entry(RUT)
    providers.prices["^RUT"] = prices(last="2024-03-08", days=65)
    starts: list[object] = []
    original = yahoo.fetch

    def noted(symbol: str, *, start: pd.Timestamp | None, folder: Path) -> yahoo.Answer:
        starts.append(start)
        return original(symbol, start=start, folder=folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yahoo, "fetch", noted)
        entry = later(live, "2024-03-09 02:00").entry(RUT)
    assert starts == [pd.Timestamp("2024-03-01") - pd.Timedelta(days=30)]
    assert entry.table["close"].tolist() == (100.0 + np.arange(65)).tolist()
    assert entry.restatements == ()


def test_the_whole_past_is_compared_once_a_month(live: CachedFeed, providers: Any) -> None:
    """A close of last year is corrected: unseen in the same month, reported in the next."""
    live.entry(RUT)
    sent = prices(last="2024-04-05", days=85)
    sent.loc["2023-12-20", "close"] += 0.25
    providers.prices["^RUT"] = sent
    assert later(live, "2024-03-16 02:00").entry(RUT).restatements == ()
    (change,) = later(live, "2024-04-06 02:00").entry(RUT).restatements
    assert change.what.startswith("1 of 70 days changed, first 2023-12-20: close from 107")


def test_a_series_that_is_up_to_date_is_not_asked_for(live: CachedFeed, providers: Any) -> None:
    """On Saturday and Sunday nothing is new."""
    live.entry(RUT)
    asked = len(providers.asked)
    for time in ("2024-03-02 20:00", "2024-03-04 20:00"):
        later(live, time).entry(RUT)
    assert len(providers.asked) == asked
    later(live, "2024-03-04 23:30").entry(RUT)
    assert len(providers.asked) > asked


def test_a_restated_close_is_reported_and_the_version_before_kept(
    live: CachedFeed, providers: Any
) -> None:
    """The past changed: both versions are on disk, the notice says what changed from what."""
    old = live.entry(RUT)
    sent = prices(last="2024-03-08", days=65)
    sent.loc["2024-02-28", ["close", "high"]] = [160.25, 161.0]
    providers.prices["^RUT"] = sent
    then = later(live, "2024-03-09 02:00")
    new = then.entry(RUT)
    (change,) = new.restatements
    day = pd.Timestamp("2024-02-28")
    assert change.what == (
        f"1 of 60 days changed, first 2024-02-28: close from {old.table.at[day, 'close']:g} "
        "to 160.25"
    )
    assert then.notices[0].startswith("^RUT: Yahoo changed the past (1 of 60 days changed")
    path = live.folder / cache.VERSIONS / change.kept
    kept = cache.parse(path.read_bytes(), path)
    assert kept.table.equals(old.table)
    assert new.table.at[day, "close"] == 160.25
    assert later(live, "2024-03-09 03:00").entry(RUT).restatements == new.restatements


def test_a_split_is_reported_as_a_split(live: CachedFeed, providers: Any) -> None:
    """Yahoo divides all earlier prices: nothing was corrected, and the version before is kept."""
    providers.prices["IWM"] = prices()
    live.entry(listing("IWM"))
    sent = prices(last="2024-03-08", days=65)
    sent[["open", "high", "low", "close", "adj_close"]] /= 2
    sent["split"] = 0.0
    sent.loc["2024-03-05", "split"] = 2.0
    providers.prices["IWM"] = sent
    entry = later(live, "2024-03-09 02:00").entry(listing("IWM"))
    (change,) = entry.restatements
    assert change.what == "a split: all earlier prices divided by 2"
    assert entry.table.loc["2024-03-05", "split"] == 2


def test_a_dividend_moves_adjusted_closes_without_being_a_correction(
    live: CachedFeed, providers: Any
) -> None:
    """All earlier adjusted closes fall by one factor: returns are the same, nothing is reported."""
    providers.prices["IWM"] = prices()
    live.entry(listing("IWM"))
    sent = prices(last="2024-03-08", days=65)
    sent.loc[:"2024-03-04", "adj_close"] *= 0.99
    sent["dividend"] = 0.0
    sent.loc["2024-03-05", "dividend"] = 1.6
    providers.prices["IWM"] = sent
    entry = later(live, "2024-03-09 02:00").entry(listing("IWM"))
    assert entry.restatements == ()
    assert entry.table["adj_close"].tolist() == pytest.approx(sent["adj_close"].tolist())
    assert entry.table["close"].tolist() == sent["close"].tolist()


def test_years_that_a_provider_no_longer_serves_are_kept(live: CachedFeed, providers: Any) -> None:
    """FRED cuts a series to its last years: what is cached of the earlier ones stays."""
    live.entry(DGS2)
    providers.values["DGS2"] = rates(last="2024-03-08", days=65).iloc[40:]
    providers.values["DGS2"].iloc[2] += 0.5
    entry = later(live, "2024-03-09 02:00").entry(DGS2)
    assert entry.first == rates().index[0]
    assert "days changed" in entry.restatements[0].what


@pytest.mark.parametrize(
    ("spoil", "text"),
    [
        (lambda t: t.iloc[:40], "the answer ends"),
        (lambda t: t.drop(t.index[-12:-2]), "the answer lacks 10 of 60 known days"),
        (lambda t: t.iloc[30:31], "the answer ends"),
        (lambda t: t.assign(high=t["low"] - 1), "above the high"),
    ],
)
def test_an_answer_that_lost_rows_does_not_replace_the_cache(
    live: CachedFeed, providers: Any, spoil: Callable[[pd.DataFrame], pd.DataFrame], text: str
) -> None:
    """Fewer days than were known are a broken answer, not a correction."""
    known = live.entry(RUT)
    before = files(live.folder)
    providers.prices["^RUT"] = spoil(prices())
    then = later(live, "2024-03-09 02:00")
    assert then.entry(RUT).sha256 == known.sha256
    assert files(live.folder) == before
    assert text in then.notices[0]


def test_a_damaged_cache_file_is_set_aside_and_fetched_again(
    live: CachedFeed, providers: Any
) -> None:
    """Nothing is thrown away, and the user is notified."""
    good = live.entry(RUT)
    path = cache.cache_path(live.folder, "^RUT")
    path.write_bytes(path.read_bytes().replace(b"100.0", b"900.0", 1))
    then = later(live, "2024-03-02 03:00")
    assert then.entry(RUT).sha256 == good.sha256
    assert "differs from its fingerprint" in then.notices[0]
    assert [p.name.split(".")[1] for p in (live.folder / cache.VERSIONS).iterdir()] == ["damaged"]


def test_two_readers_of_one_cache_ask_once(live: CachedFeed, providers: Any) -> None:
    """The second one finds what the first has written."""
    live.entry(RUT)
    asked = len(providers.asked)
    later(live, "2024-03-02 02:30").entry(RUT)
    assert len(providers.asked) == asked


NUMBERS = st.one_of(st.floats(), st.just(None), st.floats(1, 1e4))
INDEX = st.lists(st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01")), max_size=6)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    dates=INDEX,
    cells=st.lists(st.lists(NUMBERS, min_size=6, max_size=6), max_size=6),
    zone=st.sampled_from(["America/New_York", "Asia/Tokyo", "UTC", None]),
    drop=st.sets(st.sampled_from(list(yahoo.COLUMNS))),
    two_levels=st.booleans(),
)
def test_any_history_is_bars_or_one_error(
    dates: list[Any], cells: list[list[Any]], zone: str | None, drop: set[str], two_levels: bool
) -> None:
    """Whatever frame yfinance returns: checked bars, or one line that says what was found."""
    n = min(len(dates), len(cells))
    history = pd.DataFrame(
        cells[:n], columns=list(yahoo.COLUMNS)[:6], index=pd.DatetimeIndex(dates[:n], tz="UTC")
    )
    history = history.drop(columns=[c for c in drop if c in history and len(drop) < 3])
    history = history.tz_localize(None) if zone is None else history.tz_convert(zone)
    if two_levels:
        history.columns = pd.MultiIndex.from_product([history.columns, ["X"]])
    answer = yahoo.Answer(history, {"exchangeTimezoneName": zone})
    try:
        bars = to_bars(listing("X"), yahoo.parse(answer, symbol="X", now=FRIDAY_NIGHT))
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert len(bars) >= 2
        assert bars.index.is_unique
        assert bars.index.is_monotonic_increasing
        assert (bars["low"] > 0).all()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.tuples(st.dates(), st.one_of(st.floats(), st.sampled_from(["", ".", "x"]))),
            max_size=6,
        ).map(
            lambda rows: "\n".join(["observation_date,X", *(f"{d},{v}" for d, v in rows)]).encode()
        ),
    )
)
def test_any_bytes_from_fred_are_values_or_one_error(content: bytes) -> None:
    """Whatever FRED sends: dated finite values, or one line that says what was found."""
    try:
        values = fred.parse(content, code="X")
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert len(values) >= 1
        assert np.isfinite(values["value"]).all()
        assert values.index.is_unique
