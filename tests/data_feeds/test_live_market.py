"""Where a run's figures come from: cache, provider, shipped figures; and snapshots of them."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import requests

from backtests.cli import app
from data_feeds.files import reference, snapshot, target_range
from data_feeds.providers import cache, fred, live_market, take_snapshot
from data_feeds.providers import cached_feed as feed
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.providers.errors import ProviderUnreachableError, RetryPolicy
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import CATALOGUE, listing
from data_feeds.series.periods import with_month_ends

NOW = pd.Timestamp("2026-11-21 02:00", tz="UTC")
LAST = "2026-11-20"


def bars(record: pd.Series, *, scale: float = 1.0) -> pd.DataFrame:
    """Daily bars that pass through given closes and go on at their last level to `LAST`."""
    days = pd.bdate_range(record.index[0], LAST, name="date")
    close = record.reindex(days).interpolate().to_numpy() * scale
    return pd.DataFrame(
        {
            "open": close * 1.001,
            "high": close * 1.01,
            "low": close * 0.99,
            "close": close,
            "adj_close": close * 0.9,
            "volume": 1.0,
        },
        index=days,
    )


@pytest.fixture
def served(providers: Any, reference_market: Any) -> Any:
    """Yahoo and FRED with made-up days that meet the shipped weeks, from Thursday 1987-10-01."""
    price = reference_market.loaders["RUT_CLOSE"]()["close"].loc["1987-10":]
    price.loc[pd.Timestamp("1987-10-01")] = price.iloc[0]
    price = price.sort_index()
    fund = reference_market.loaders["IWM_ADJ"]()["close"]
    providers.prices["^RUT"] = bars(price)
    providers.prices["^GSPC"] = bars(reference_market.loaders["SPX_CLOSE"]()["close"])
    providers.prices["IWM"] = bars(fund, scale=1 / 0.9)
    policy = reference.load_policy()
    days = pd.date_range("2008-12-16", LAST, name="date")
    providers.values |= {
        code: policy[column].reindex(days, method="ffill")
        for code, column in (("DFEDTARL", "lower"), ("DFEDTARU", "upper"))
    }
    return providers


def live_at(folder: Path, now: pd.Timestamp = NOW) -> CachedFeed:
    """A cache at a time, without waiting between attempts."""
    return CachedFeed(folder, now=lambda: now, retry=RetryPolicy(attempts=1, sleep=lambda _: None))


def test_auto_takes_today_from_the_providers_and_says_so(served: Any, tmp_path: Path) -> None:
    """Each series names where it is from; the run ends on the last finished day."""
    market = live_market.load_auto(live_at(tmp_path))
    assert market.label == live_market.BOTH
    assert market.as_of == pd.Timestamp(LAST)
    assert market.info("RUT").source == "Yahoo ^RUT"
    assert market.info("RUT").frequency == "daily"
    assert market.info("FFT").source.endswith("FRED DFEDTARL and DFEDTARU")
    assert market.notices == []
    assert cache.codes(tmp_path) == ["DFEDTARL", "DFEDTARU", "^GSPC", "^RUT"]


def test_the_price_record_is_shipped_weeks_then_the_days_of_the_provider(
    served: Any, tmp_path: Path
) -> None:
    """The provider's from its first day on, the shipped weeks before it, the join in the note."""
    market = live_market.load_auto(live_at(tmp_path))
    found, shipped = market.series("RUT_CLOSE"), reference.load().loaders["RUT_CLOSE"]()
    begins = served.prices["^RUT"].index[0]
    assert begins == pd.Timestamp("1987-10-01")
    assert found.loc[:"1987-09-30", "close"].equals(shipped.loc[:"1987-09-30", "close"])
    theirs = served.prices["^RUT"]["close"]
    assert found.loc[begins:, "close"].to_numpy() == pytest.approx(theirs.to_numpy())
    info = market.info("RUT_CLOSE")
    assert (info.first, info.last, info.frequency) == ("1978-12-29", LAST, "daily")
    assert info.note == "weekly to 1987-09-25 (shipped), daily from 1987-10-01 (Yahoo ^RUT)"
    assert info.source == "shipped weekly.csv, Yahoo ^RUT"


def test_the_total_return_goes_on_by_the_weeks_of_the_fund(served: Any, tmp_path: Path) -> None:
    """From 2026-10-02 to Friday 2026-11-20 in seven weeks, and to the month end of October."""
    market = live_market.load_auto(live_at(tmp_path))
    found, shipped = market.series("RUT_TR"), reference.load().loaders["RUT_TR"]()
    fund = served.prices["IWM"]["adj_close"]
    joint = pd.Timestamp("2026-10-02")
    assert found.iloc[: len(shipped)]["close"].equals(shipped["close"])
    assert len(found) == len(shipped) + 7
    grown = found["close"].iloc[-1] / found.loc[joint, "close"]
    assert grown == pytest.approx(fund.loc[LAST] / fund.loc[joint])
    months = with_month_ends(found)["close"]
    assert months.loc["2026-10-30"] / months.loc[joint] == pytest.approx(
        fund.loc["2026-10-30"] / fund.loc[joint]
    )
    assert (
        months.loc["2025-12-31"]
        == reference.load().loaders["RUT_TR"]().attrs["month_ends"].closes.loc["2025-12-31"]
    )
    info = market.info("RUT_TR")
    assert info.frequency == "weekly"
    assert info.note == "weekly to 2026-10-02 (shipped), weekly from 2026-10-09 (Yahoo IWM)"


def test_a_record_that_does_not_fit_is_not_carried_on(served: Any, tmp_path: Path) -> None:
    """A provider with another level: the record ends as shipped, and a notice gives both."""
    served.prices["^RUT"][["open", "high", "low", "close"]] *= 1.01
    market = live_market.load_auto(live_at(tmp_path))
    shipped = reference.load().loaders["RUT_CLOSE"]()
    assert market.series("RUT_CLOSE").equals(shipped)
    (notice,) = [n for n in market.notices if n.startswith("RUT_CLOSE ends")]
    assert "as shipped and" in notice


def test_auto_without_network_or_cache_uses_the_shipped_figures(
    served: Any, tmp_path: Path
) -> None:
    """All of them, not daily prices of one index against monthly ones of another."""
    served.close()
    market = live_market.load_auto(live_at(tmp_path))
    assert market.label == reference.load().label
    (notice,) = market.notices
    assert notice.startswith("Yahoo cannot be reached")
    assert notice.endswith("so the shipped reference figures are used")


def test_auto_without_network_uses_the_cache(served: Any, tmp_path: Path) -> None:
    """A week later and offline: the cached days, and one notice a provider."""
    first = live_market.load_auto(live_at(tmp_path))
    for name in ("RUT", "SPX", "FFT", "RUT_TR"):
        first.series(name)
    served.close()
    market = live_market.load_auto(live_at(tmp_path, NOW + pd.Timedelta(days=7)))
    for name in ("RUT", "SPX", "FFT", "RUT_TR"):
        assert market.series(name).equals(first.series(name)), name
    assert sorted(n.split(" ")[0] for n in market.notices) == ["FRED", "Yahoo"]
    assert all(n.endswith("the cached figures are used") for n in market.notices)


def test_yahoo_alone_is_refused_without_network_or_cache(served: Any, tmp_path: Path) -> None:
    """Who asked for Yahoo does not want other figures."""
    served.close()
    with pytest.raises(ProviderUnreachableError, match="Yahoo cannot be reached"):
        live_market.load_live(live_at(tmp_path))


def test_yahoo_alone_holds_no_shipped_record(served: Any, tmp_path: Path) -> None:
    """Closes by day from 1987 on, no total return before there was a fund."""
    market = live_market.load_live(live_at(tmp_path))
    assert market.info("RUT_CLOSE").frequency == "daily"
    with pytest.raises(
        DataError, match=r"no series RUT_TR in the source .* name a snapshot folder"
    ):
        market.series("RUT_TR")


def test_a_symbol_of_ones_own_needs_no_russell(served: Any, tmp_path: Path) -> None:
    """Only what was typed is fetched, and its last day is the data end."""
    served.prices["^FTSE"] = bars(served.prices["^RUT"]["close"].loc["2015":"2026-11-13"])
    served.prices["^FTSE"] = served.prices["^FTSE"].loc[:"2026-11-13"]
    market = live_market.load_auto(live_at(tmp_path), symbols=["^ftse"])
    assert market.as_of == pd.Timestamp("2026-11-13")
    assert market.info("^FTSE").source == "Yahoo ^FTSE"
    assert cache.codes(tmp_path) == ["^FTSE"]


def test_a_series_that_no_provider_gives_comes_as_shipped(served: Any, tmp_path: Path) -> None:
    """With a notice, and in its own frequency."""
    market = live_market.load_auto(live_at(tmp_path))
    info = market.info("XLK_ADJ")
    assert (info.frequency, info.source) == ("weekly", "shipped weekly.csv")
    assert market.notices == ["Yahoo has no symbol XLK; the shipped figures of XLK_ADJ are used"]


def test_a_short_or_revised_series_has_a_notice_when_it_is_used(
    served: Any, tmp_path: Path
) -> None:
    """METHODS 5.4: three years of a spread, a re-estimated index."""
    days = pd.bdate_range("2023-11-21", LAST, name="date")
    served.values["BAMLH0A0HYM2"] = pd.Series(np.linspace(3, 4, len(days)), index=days)
    served.values["NFCI"] = pd.Series(
        np.linspace(-1, 1, 2900), index=pd.date_range(end="2026-11-13", periods=2900, freq="W-FRI")
    )
    market = live_market.load_auto(live_at(tmp_path))
    assert market.series("BAMLH0A0HYM2").attrs["note"] == (
        "starts 2023, the studies ask for 1997 on; FRED serves its last three years only, and "
        "BAA10Y stands in before"
    )
    assert "today's vintage" in market.series("NFCI").attrs["note"]
    assert [n.split(":")[0] for n in market.notices] == ["BAMLH0A0HYM2", "NFCI"]


def test_a_cut_after_the_last_announcement_comes_from_fred(served: Any, tmp_path: Path) -> None:
    """It is dated by the day FRED shows it from, never before its announcement, and reported."""
    for code, level in (("DFEDTARL", 3.25), ("DFEDTARU", 3.5)):
        served.values[code].loc["2026-11-05":] = level
    market = live_market.load_auto(live_at(tmp_path))
    policy = market.series("FFT")
    assert policy.index[-1] == pd.Timestamp("2026-11-05")
    assert policy["mid"].iloc[-1] == 3.375
    assert len(policy) == len(reference.load_policy()) + 1
    assert market.notices[0].startswith("FFT: changes of 2026-11-05 are FRED's")


def test_a_target_that_is_not_the_announced_one_is_found() -> None:
    """Days around a change are not judged, since FRED dates some a day later."""
    announced = pd.DataFrame(
        {"lower": [4.0, 4.25], "upper": [4.25, 4.5], "mid": [4.125, 4.375]},
        index=pd.DatetimeIndex(["2024-01-01", "2024-01-10"], name="announced"),
    )
    levels = pd.Series(4.25, index=pd.date_range("2024-01-02", "2024-01-20"))
    levels.loc["2024-01-11":] = 4.5
    assert target_range.disagreements(announced, levels).empty
    levels.loc["2024-01-16"] = 4.75
    assert target_range.disagreements(announced, levels).tolist() == [pd.Timestamp("2024-01-16")]


def test_two_at_once_fetch_a_series_once(served: Any, tmp_path: Path) -> None:
    """The second waits for the first, and finds what it wrote."""
    # The first of all asks for the time zone as well.
    asked = [0]
    for name in ("first", "alone"):
        CachedFeed(tmp_path / name, now=lambda: NOW).entry(CATALOGUE["RUT"])
        asked.append(len(served.asked))
    found: list[Any] = []
    go = threading.Barrier(2)

    def work() -> None:
        live = live_at(tmp_path)
        go.wait()
        found.append(live.entry(CATALOGUE["RUT"]))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0].sha256 == found[1].sha256
    assert len(served.asked) - asked[2] == asked[2] - asked[1]


def test_no_way_to_fred_is_an_error_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packets swallowed on the way: no second attempt."""

    def swallowed(*_: object, **__: object) -> None:
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests, "get", swallowed)
    with pytest.raises(ProviderUnreachableError, match="FRED cannot be reached"):
        fred.fetch("DGS2")


def test_a_snapshot_holds_what_auto_used(served: Any, tmp_path: Path) -> None:
    """The same figures from the folder, verified, without network or cache."""
    live = live_at(tmp_path / "cache")
    missing = take_snapshot.take(live, tmp_path / "snap", progress=lambda _: None)
    assert missing["DJI"] == "Yahoo has no symbol ^DJI"
    market = live_market.load_auto(live_at(tmp_path / "cache"))
    found = snapshot.load(tmp_path / "snap")
    assert found.label == "snapshot folder (fingerprints verified)"
    for name in ("RUT", "SPX", "IWM", "IWM_ADJ", "RUT_CLOSE", "RUT_TR", "FFT"):
        kept, now = found.series(name), market.series(name)
        assert kept.index.tolist() == now.index.tolist(), name
        for column in kept:
            assert kept[column].tolist() == now[column].tolist(), (name, column)
    assert found.info("RUT_CLOSE").note == "weekly to 1987-09-25, daily from 1987-10-01"
    months = [with_month_ends(m.series("RUT_TR"))["close"] for m in (found, market)]
    assert months[0].tolist() == months[1].tolist()
    assert months[0].index.equals(months[1].index)
    assert pd.Timestamp("2026-03-31") in months[0].index
    assert found.info("RUT").sha256 == market.info("RUT").sha256
    manifest = json.loads((tmp_path / "snap" / "manifest.json").read_text())
    assert manifest["series"]["RUT"]["source"] == "Yahoo ^RUT"
    assert manifest["missing"] == missing
    with pytest.raises(DataError, match="a snapshot never changes"):
        take_snapshot.take(live, tmp_path / "snap", progress=lambda _: None)


def test_a_snapshot_gives_the_bars_and_closes_of_a_record_with_bad_rows(
    served: Any, tmp_path: Path
) -> None:
    """No open in the first ten years of the S&P 500 and of the fund, and on a later day."""
    for symbol in ("^GSPC", "IWM"):
        frame = served.prices[symbol]
        days = frame.index[frame.index < frame.index[0] + pd.DateOffset(years=10)]
        frame.loc[[*days, pd.Timestamp("2020-03-16")], "open"] = 0.0
    live = live_at(tmp_path / "cache")
    take_snapshot.take(live, tmp_path / "snap", progress=lambda _: None)
    market, used = snapshot.load(tmp_path / "snap"), live_market.load_auto(live)
    for name in ("SPX", "SPX_CLOSE", "IWM"):
        ours, theirs = market.series(name), used.series(name)
        columns = [column for column in theirs.columns if column != "volume"]
        pd.testing.assert_frame_equal(ours[columns], theirs[columns], check_freq=False)
    assert len(market.series("SPX_CLOSE")) > len(market.series("SPX"))
    notices = json.loads((tmp_path / "snap" / "manifest.json").read_text())["notices"]
    assert sum("unusable open, high or low on 1 day: 2020-03-16" in text for text in notices) == 2


def test_a_snapshot_without_its_core_is_not_written(served: Any, tmp_path: Path) -> None:
    """Whole or absent: nothing is left behind."""
    del served.prices["^GSPC"]
    live = live_at(tmp_path / "cache")
    with pytest.raises(DataError, match="no snapshot was written: Yahoo has no "):
        take_snapshot.take(live, tmp_path / "snap", progress=lambda _: None)
    assert [p.name for p in tmp_path.iterdir()] == ["cache"]


def run_cli(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    """Run the command in this process, where the providers are on 127.0.0.1."""
    monkeypatch.setattr(sys, "argv", ["rutcheck", *arguments])
    try:
        app.main()
    except SystemExit as end:
        assert not end.code, arguments


@pytest.fixture
def user(served: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A user with an empty cache, on the night of `NOW`."""
    monkeypatch.setenv("RUTCHECK_CACHE", str(tmp_path / "cache"))
    for name in ("RUTCHECK_OFFLINE", "RUTCHECK_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(feed, "utc_now", lambda: NOW)
    monkeypatch.setattr(
        CachedFeed.__init__,
        "__defaults__",
        tuple(
            (lambda: NOW) if getattr(d, "__name__", "") == "utc_now" else d
            for d in CachedFeed.__init__.__defaults__ or ()
        ),
    )
    return served


def test_the_commands_of_the_data(
    user: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetch one, show the cache, take a snapshot, check it, and run on it."""
    run_cli(monkeypatch, "data", "show")
    assert "empty: rutcheck data fetch fills it" in " ".join(capsys.readouterr().out.split())
    run_cli(monkeypatch, "data", "fetch", "IWM", "--json")
    fetched = json.loads(capsys.readouterr().out)
    assert list(fetched["series"]) == ["IWM"]
    run_cli(monkeypatch, "data", "show", "--json")
    (row,) = json.loads(capsys.readouterr().out)["series"]
    assert (row["name"], row["last"], row["source"]) == ("IWM", LAST, "Yahoo")
    assert row["sha256"] == fetched["series"]["IWM"]["sha256"]
    assert row["age_hours"] == 0
    run_cli(monkeypatch, "data", "fetch", "--out", str(tmp_path / "snap"))
    assert f"rutcheck run --data {tmp_path / 'snap'}" in capsys.readouterr().out.replace("\n", "")
    run_cli(monkeypatch, "data", "check", str(tmp_path / "snap"), "--json")
    rows = {r["name"]: r for r in json.loads(capsys.readouterr().out)["series"]}
    assert rows["RUT"]["conclusion"].startswith("fit for closes; fit for fills from")
    run_cli(monkeypatch, "breakout", "IWM", "--resamples", "100", "--json")
    content = json.loads(capsys.readouterr().out)
    assert content["source"] == live_market.BOTH
    assert content["data"]["IWM"]["source"] == "Yahoo IWM"
    assert content["as_of"] == LAST


def test_a_run_names_its_sources_in_every_file(
    user: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the terminal, in results.json and in the report: what was used, from when to when."""
    run_cli(
        monkeypatch,
        "run",
        "srg-01",
        "mom-04d",
        "--resamples",
        "100",
        "--out",
        str(tmp_path / "out"),
    )
    shown = " ".join(capsys.readouterr().out.split())
    assert f"RUT daily 1987-10-01 to {LAST} (Yahoo ^RUT)" in shown
    found = json.loads((tmp_path / "out" / "results.json").read_text())
    assert found["source"] == live_market.BOTH
    assert found["data"]["RUT_TR"]["source"] == "shipped weekly.csv, Yahoo IWM"
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Yahoo ^RUT" in page
    assert "--data auto" in page


def test_unknown_codes_are_symbols_of_yahoo() -> None:
    """Names, codes and carets all lead to the same listing; nonsense is refused."""
    assert listing("spx") is listing("^GSPC") is CATALOGUE["SPX"]
    assert listing("brk-b").code == "BRK-B"
    assert listing("^ftse").file == "^ftse_daily.csv"
    for wrong in ("", "a b", "../x", "^", "X" * 30):
        with pytest.raises(DataError, match="is no symbol"):
            listing(wrong)
