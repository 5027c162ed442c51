"""Answers of Yahoo's chart interface in the form of 2026, with made-up numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data_feeds.providers import cached_feed as feed
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.providers.errors import NoSuchSeries, RetryPolicy
from data_feeds.series.bars import Frequency, frequency_of
from data_feeds.series.catalogue import listing

# Saturday 2026-11-21, four in the morning in London.
NOW = pd.Timestamp("2026-11-21 04:00", tz="UTC")


def chart(
    symbol: str,
    kind: str,
    opens: pd.DatetimeIndex,
    closes: list[float | None],
    *,
    session: pd.Timedelta,
    volume: int = 0,
    adjusted: list[float | None] | None = None,
    events: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """One result of the interface: `opens` are the starts of the sessions with their zone."""
    zone = str(opens.tz)
    start = int(opens[-1].timestamp())
    period = {
        "timezone": opens[-1].tzname(),
        "end": start + int(session.total_seconds()),
        "start": start,
        "gmtoffset": int(opens[-1].utcoffset().total_seconds()),
    }
    quote = {
        "open": closes,
        "close": closes,
        "low": [None if x is None else x - 1 for x in closes],
        "high": [None if x is None else x + 1 for x in closes],
        "volume": [None if x is None else volume for x in closes],
    }
    meta = {
        "currency": "USD",
        "symbol": symbol,
        "exchangeName": "SNP",
        "fullExchangeName": "Somewhere",
        "instrumentType": kind,
        "firstTradeDate": int(opens[0].timestamp()),
        "regularMarketTime": period["end"],
        "hasPrePostMarketData": kind == "ETF",
        "gmtoffset": period["gmtoffset"],
        "timezone": period["timezone"],
        "exchangeTimezoneName": zone,
        "regularMarketPrice": closes[-1],
        "fiftyTwoWeekHigh": 150.0,
        "fiftyTwoWeekLow": 90.0,
        "regularMarketDayHigh": 150.0,
        "regularMarketDayLow": 90.0,
        "regularMarketVolume": volume,
        "longName": "A made-up name",
        "shortName": "Made up",
        "chartPreviousClose": closes[0],
        "priceHint": 2,
        "currentTradingPeriod": {"pre": period, "regular": period, "post": period},
        "dataGranularity": "1d",
        "range": "max",
        "validRanges": ["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"],
    }
    result = {
        "meta": meta,
        "timestamp": [int(stamp.timestamp()) for stamp in opens],
        **({} if events is None else {"events": events}),
        "indicators": {"quote": [quote], "adjclose": [{"adjclose": adjusted or closes}]},
    }
    return {"chart": {"result": [result], "error": None}}


def sessions(zone: str, at: str, *, every: str = "B", periods: int = 10) -> pd.DatetimeIndex:
    """Starts of the sessions that end on Friday 2026-11-20."""
    days = pd.date_range(end="2026-11-20", periods=periods, freq=every)
    return pd.DatetimeIndex((days + pd.Timedelta(at)).tz_localize(zone))


CLOSES: list[float | None] = [100.0, 101, 102, 103, 104, 105, 106, 107, 108, 109]


@pytest.fixture
def live(tmp_path: Path) -> CachedFeed:
    """An empty cache that does not wait."""
    retry = RetryPolicy(attempts=1, sleep=lambda _: None)
    return CachedFeed(tmp_path, now=lambda: NOW, retry=retry)


def bars(live: CachedFeed, symbol: str) -> pd.DataFrame:
    """The bars of a symbol."""
    return feed.load(live, listing(symbol), feed.to_bars)


def test_an_index(live: CachedFeed, providers: Any) -> None:
    """No volume; dated in New York."""
    opens = sessions("America/New_York", "9h30min")
    answer = chart("^SML", "INDEX", opens, CLOSES, session=pd.Timedelta("6h30min"))
    providers.charts["^SML"] = 200, answer
    found = bars(live, "^SML")
    assert found["close"].tolist() == CLOSES
    assert [f"{day:%Y-%m-%d}" for day in found.index[[0, -1]]] == ["2026-11-09", "2026-11-20"]
    assert found["volume"].sum() == 0


def test_a_fund_with_a_dividend_and_a_split(live: CachedFeed, providers: Any) -> None:
    """Closes adjusted for the split by Yahoo, adjusted closes for the dividend of 1.02 too."""
    opens = sessions("America/New_York", "9h30min")
    paid, split = (int(opens[at].timestamp()) for at in (3, 6))
    # The dividend of day 3 is 1% of the close of day 2: earlier closes times 0.99.
    adjusted = [x * 0.99 if at < 3 else x for at, x in enumerate(CLOSES) if x is not None]
    events = {
        "dividends": {str(paid): {"amount": 1.02, "date": paid}},
        "splits": {
            str(split): {"date": split, "numerator": 2, "denominator": 1, "splitRatio": "2:1"}
        },
    }
    providers.charts["FUND"] = (
        200,
        chart(
            "FUND",
            "ETF",
            opens,
            CLOSES,
            session=pd.Timedelta("6h30min"),
            volume=12_345,
            adjusted=list(adjusted),
            events=events,
        ),
    )
    table = live.entry(listing("FUND")).table
    assert bars(live, "FUND")["close"].tolist() == CLOSES
    closes = feed.load(live, listing("FUND"), feed.to_adjusted_closes)["close"]
    assert closes.tolist() == pytest.approx(adjusted)
    assert table["dividend"].to_numpy().nonzero()[0].tolist() == [3]
    assert table["split"].to_numpy().nonzero()[0].tolist() == [6]


def test_a_currency(live: CachedFeed, providers: Any) -> None:
    """Midnight in London is the evening before in UTC in summer, and the date is London's."""
    days = pd.bdate_range(end="2026-07-03", periods=10)
    opens = pd.DatetimeIndex(days.tz_localize("Europe/London"))
    live.now = lambda: pd.Timestamp("2026-07-04 04:00", tz="UTC")
    answer = chart("EURUSD=X", "CURRENCY", opens, CLOSES, session=pd.Timedelta("23h59min"))
    providers.charts["EURUSD=X"] = 200, answer
    found = bars(live, "EURUSD=X")
    assert found.index.tolist() == days.tolist()
    assert frequency_of(found) is Frequency.DAILY


def test_a_coin_has_seven_days(live: CachedFeed, providers: Any) -> None:
    """Twenty days up to Friday; the running Saturday is left out."""
    opens = sessions("UTC", "0h", every="D", periods=20)
    running = opens.append(pd.DatetimeIndex([NOW]))
    closes: list[float | None] = [*(100.0 + np.arange(20)), 500.0]
    answer = chart("BTC-USD", "CRYPTOCURRENCY", running, closes, session=pd.Timedelta("20h"))
    end = int(pd.Timestamp("2026-11-21 23:59", tz="UTC").timestamp())
    answer["chart"]["result"][0]["meta"]["currentTradingPeriod"]["regular"]["end"] = end
    providers.charts["BTC-USD"] = 200, answer
    found = bars(live, "BTC-USD")
    assert found["close"].tolist() == closes[:20]
    assert frequency_of(found) is Frequency.SEVEN_DAY
    assert frequency_of(found).bars_per_year == 365


def test_a_coin_is_asked_for_on_a_sunday(live: CachedFeed, providers: Any) -> None:
    """Saturday is over in New York; an index would not be asked for before Monday night."""
    opens = sessions("UTC", "0h", every="D", periods=20)
    closes: list[float | None] = [float(x) for x in range(100, 120)]
    for symbol in ("BTC-USD", "^SML"):
        days = opens if symbol == "BTC-USD" else opens[opens.day_of_week < 5]
        answer = chart(symbol, "INDEX", days, closes[: len(days)], session=pd.Timedelta("23h"))
        providers.charts[symbol] = 200, answer
        live.entry(listing(symbol))
    asked = len(providers.asked)
    sunday = pd.Timestamp("2026-11-22 06:00", tz="UTC")
    later = CachedFeed(live.folder, now=lambda: sunday, retry=live.retry)
    later.entry(listing("^SML"))
    assert len(providers.asked) == asked
    later.entry(listing("BTC-USD"))
    assert set(providers.asked[asked:]) == {"BTC-USD"}


def test_a_delisted_symbol_whose_history_is_served_is_named(
    live: CachedFeed, providers: Any
) -> None:
    """Its bars, and one notice of the day on which they end."""
    days = pd.bdate_range(end="2023-05-01", periods=10) + pd.Timedelta("9h30min")
    opens = pd.DatetimeIndex(days.tz_localize("America/New_York"))
    answer = chart("GONE", "EQUITY", opens, CLOSES, session=pd.Timedelta("6h30min"))
    providers.charts["GONE"] = 200, answer
    assert len(bars(live, "GONE")) == 10
    assert live.notices == ["GONE: the answer of Yahoo ends 2023-05-01, 1,300 days ago"]


NOT_FOUND = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
NO_DATA = {
    "code": "Bad Request",
    "description": "Data doesn't exist for startDate = 1700000000, endDate = 1800000000",
}


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (404, {"chart": {"result": None, "error": NOT_FOUND}}),
        (400, {"chart": {"result": None, "error": NO_DATA}}),
        (422, {"chart": {"result": None, "error": NO_DATA}}),
        (200, {"chart": {"result": None, "error": NOT_FOUND}}),
        (200, {"chart": {"result": [], "error": None}}),
        (200, {"chart": {"result": None, "error": None}}),
    ],
)
def test_an_unknown_or_delisted_symbol_is_one_line(
    live: CachedFeed, providers: Any, status: int, answer: dict[str, Any]
) -> None:
    """The symbol is named, and nothing is cached."""
    providers.charts["NOPE"] = status, answer
    with pytest.raises(feed.ProviderError, match="NOPE") as caught:
        bars(live, "NOPE")
    assert "\n" not in str(caught.value)
    assert list(live.folder.glob("*.csv")) == []
    if status == 404:
        assert isinstance(caught.value, NoSuchSeries)


def test_a_delisted_symbol_without_rows_is_one_line(live: CachedFeed, providers: Any) -> None:
    """The interface describes the symbol and sends no row."""
    opens = sessions("America/New_York", "9h30min")
    answer = chart("GONE", "EQUITY", opens, CLOSES, session=pd.Timedelta("6h30min"))
    result = answer["chart"]["result"][0]
    del result["timestamp"]
    result["indicators"] = {"quote": [{}], "adjclose": [{}]}
    providers.charts["GONE"] = 200, answer
    with pytest.raises(NoSuchSeries, match="Yahoo has no prices of GONE"):
        bars(live, "GONE")
