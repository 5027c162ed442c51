"""Fixtures: the daily snapshot (where there is one), the shipped figures, a server of data."""

from __future__ import annotations

import gc
import json
import os
import pickle
import threading
from collections.abc import Callable, Generator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
import pandas as pd
import pytest
import yfinance.base
import yfinance.scrapers.history
import yfinance.scrapers.quote
from filelock import FileLock

from backtests.claims.registry import load_claims
from backtests.claims.run import Result, run_claims
from backtests.cli.start import ONE_THREAD
from data_feeds.files import reference, snapshot
from data_feeds.providers import fred, yahoo
from data_feeds.series.market import Market

ROOT = Path(__file__).resolve().parents[1]
# The tests themselves run on every core.
os.environ.setdefault("RUTCHECK_JOBS", "1")
# Results of one test are no matter of another.
os.environ.setdefault("RUTCHECK_FRESH", "1")
# Ages of data and days left do not depend on the day on which the tests run.
os.environ.setdefault("RUTCHECK_TODAY", "2026-10-08")


def pytest_configure() -> None:
    """Let the processes of the tests compute products in one thread, as the command line does."""
    for name, count in ONE_THREAD.items():
        os.environ.setdefault(name, count)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Do not search thousands of collected tests for garbage, neither now nor while they run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def snapshot_folder() -> Path:
    """The daily snapshot named by RUTCHECK_DATA, or ../shared/data beside the project."""
    named = os.environ.get("RUTCHECK_DATA", "")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not (folder / "rut_daily.csv").exists():
        pytest.skip("no daily snapshot: set RUTCHECK_DATA to a folder with rut_daily.csv")
    return folder


@pytest.fixture(scope="session")
def snapshot_market(snapshot_folder: Path) -> Market:
    """The daily snapshot, opened."""
    return snapshot.load(snapshot_folder)


@pytest.fixture(scope="session")
def reference_market() -> Market:
    """The shipped reference figures, opened."""
    return reference.load()


@pytest.fixture(scope="session", params=("daily", "weekly"))
def each_market(request: pytest.FixtureRequest) -> Market:
    """The daily snapshot and the weekly reference figures, in turn."""
    name = "snapshot_market" if request.param == "daily" else "reference_market"
    market: Market = request.getfixturevalue(name)
    return market


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Market, str], Result]:
    """All claims on a market with full inference, run by the first process of tests to ask."""
    folder = tmp_path_factory.getbasetemp()
    # Each process of tests has a folder of its own in one that they share.
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def run(market: Market, name: str) -> Result:
        path = shared / f"{name}.pickle"
        with FileLock(shared / f"{name}.lock"):
            if not path.exists():
                path.write_bytes(pickle.dumps(run_claims(load_claims(), market, jobs=2)))
        found: Result = pickle.loads(path.read_bytes())
        return found

    return run


@pytest.fixture(scope="session")
def daily_run(snapshot_folder: Path, whole_run: Callable[[Market, str], Result]) -> Result:
    """All claims on the daily snapshot, opened anew: a market keeps the notices of other tests."""
    return whole_run(snapshot.load(snapshot_folder), "daily")


@pytest.fixture(scope="session")
def reference_run(whole_run: Callable[[Market, str], Result]) -> Result:
    """All claims on the shipped figures, opened anew."""
    return whole_run(reference.load(), "reference")


class Providers:
    """A server on 127.0.0.1 that answers as Yahoo's chart interface and FRED's downloads do.

    `prices` holds frames by symbol (naive dates; open, high, low, close, adj_close, volume and,
    where there were any, dividend and split), `values` series by code, `charts` whole answers of
    the chart interface (status and JSON) by symbol. `answers` is a list of
    misbehaviours, used up one a request for data before the normal answer comes; its last entry
    may be followed by `...`, and then lasts for ever. `asked` lists the requests for data.
    """

    def __init__(self) -> None:
        self.prices: dict[str, pd.DataFrame] = {}
        self.values: dict[str, pd.Series] = {}
        self.charts: dict[str, tuple[int, dict[str, Any]]] = {}
        self.zones: dict[str, str] = {}
        self.session_ends: dict[str, pd.Timestamp] = {}
        self.answers: list[Any] = []
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  (clients die)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering; the port is closed."""
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def _next(self) -> str:
        if not self.answers:
            return "normal"
        if len(self.answers) > 1 and self.answers[1] is ...:
            return str(self.answers[0])
        return str(self.answers.pop(0))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        providers = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_CONNECT(self) -> None:
                self.send_error(403)

            def do_GET(self) -> None:
                path = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(path.query).items()}
                if path.path.startswith("/v8/finance/chart/"):
                    symbol = unquote(path.path.rsplit("/", 1)[1])
                    self._misbehave_or(symbol, lambda: providers._chart(symbol, query))
                elif path.path == "/graph/fredgraph.csv":
                    self._misbehave_or(query["id"], lambda: providers._csv(query))
                else:
                    self._send(404, b'{"finance":{"error":"Not Found"}}', "application/json")

            def _misbehave_or(
                self, what: str, normal: Callable[[], tuple[int, bytes, str]]
            ) -> None:
                providers.asked.append(what)
                kind = providers._next()
                if kind == "429":
                    self._send(429, b"Too Many Requests\r\n", "text/plain")
                elif kind in ("500", "502"):
                    self._send(int(kind), b"<html><body>Internal error</body></html>", "text/html")
                elif kind == "404":
                    self._send(404, b"<html>Not found</html>", "text/html")
                elif kind == "html":
                    self._send(
                        200, b"<!DOCTYPE html><html><body>Will be back</body></html>", "text/html"
                    )
                elif kind == "timeout":
                    self.rfile.read(1)  # until the client goes away
                    self.close_connection = True
                elif kind == "truncated":
                    status, body, mime = normal()
                    self._send(status, body, mime, length=len(body), cut=len(body) // 2)
                elif kind == "empty":
                    self._send(200, *providers._empty(what))
                else:
                    self._send(*normal())

            def _send(
                self,
                status: int,
                body: bytes,
                mime: str,
                *,
                length: int | None = None,
                cut: int | None = None,
            ) -> None:
                self.send_response(status)
                self.send_header("Content-Type", mime)
                self.send_header("Content-Length", str(len(body) if length is None else length))
                self.end_headers()
                self.wfile.write(body if cut is None else body[:cut])
                if cut is not None:
                    self.wfile.flush()
                    self.close_connection = True

        return Handler

    def _empty(self, what: str) -> tuple[bytes, str]:
        if what in self.values:
            return f"observation_date,{what}\n".encode(), "application/csv"
        meta = self._meta(what, "America/New_York")
        result = {"meta": meta, "indicators": {"quote": [{}], "adjclose": [{}]}}
        return json.dumps({"chart": {"result": [result], "error": None}}).encode(), (
            "application/json"
        )

    def _csv(self, query: dict[str, str]) -> tuple[int, bytes, str]:
        code = query["id"]
        if code not in self.values:
            return 404, b"<!DOCTYPE html><html>Not found</html>", "text/html"
        values = self.values[code].loc[query.get("cosd", "1776-07-04") :]
        rows = [f"observation_date,{code}"]
        rows += [
            f"{day:%Y-%m-%d},{'' if np.isnan(x) else repr(float(x))}" for day, x in values.items()
        ]
        return 200, ("\n".join(rows) + "\n").encode(), "application/csv"

    def _meta(self, symbol: str, zone: str) -> dict[str, Any]:
        end = self.session_ends.get(symbol, pd.Timestamp("2024-03-01 16:00", tz=zone))
        period = {
            "timezone": "LOC",
            "start": int(end.timestamp()) - 23_400,
            "end": int(end.timestamp()),
            "gmtoffset": 0,
        }
        return {
            "currency": "USD",
            "symbol": symbol,
            "exchangeName": "XXX",
            "instrumentType": "ETF",
            "firstTradeDate": 0,
            "regularMarketTime": int(end.timestamp()),
            "gmtoffset": 0,
            "timezone": "LOC",
            "exchangeTimezoneName": zone,
            "priceHint": 2,
            "currentTradingPeriod": {"pre": period, "regular": period, "post": period},
            "dataGranularity": "1d",
            "range": "",
            "validRanges": ["1d", "5d", "max"],
        }

    def _chart(self, symbol: str, query: dict[str, str]) -> tuple[int, bytes, str]:
        if symbol in self.charts:
            status, chart = self.charts[symbol]
            return status, json.dumps(chart).encode(), "application/json"
        if symbol not in self.prices:
            error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
            body = {"chart": {"result": None, "error": error}}
            return 404, json.dumps(body).encode(), "application/json"
        zone = self.zones.get(symbol, "America/New_York")
        frame = self.prices[symbol]
        if query.get("range") == "1d":
            frame = frame.iloc[-1:]
        opens = (frame.index + pd.Timedelta(hours=9.5)).tz_localize(zone)
        stamps = opens.as_unit("s").asi8
        inside = (stamps >= float(query.get("period1", -1e18))) & (
            stamps < float(query.get("period2", 1e18))
        )
        frame, stamps = frame[inside], stamps[inside]
        quote = {c: _or_null(frame[c]) for c in ("open", "high", "low", "close", "volume")}
        quote["volume"] = [None if v is None else int(v) for v in quote["volume"]]
        adjusted = _or_null(frame["adj_close"])
        events: dict[str, Any] = {}
        for column, name in (("dividend", "dividends"), ("split", "splits")):
            if column in frame:
                events[name] = {
                    str(s): self._event(column, x, int(s))
                    for s, x in zip(stamps, frame[column], strict=True)
                    if x
                }
        result = {
            "meta": self._meta(symbol, zone),
            "timestamp": stamps.tolist(),
            "events": events,
            "indicators": {"quote": [quote], "adjclose": [{"adjclose": adjusted}]},
        }
        return (
            200,
            json.dumps({"chart": {"result": [result], "error": None}}).encode(),
            ("application/json"),
        )

    @staticmethod
    def _event(column: str, x: float, stamp: int) -> dict[str, Any]:
        if column == "dividend":
            return {"amount": x, "date": stamp}
        return {"date": stamp, "numerator": x, "denominator": 1, "splitRatio": f"{x:g}:1"}


def _or_null(column: pd.Series) -> list[Any]:
    """The values of a column as JSON has them."""
    found: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return found


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Providers]:
    """Yahoo and FRED on 127.0.0.1; every other host is out of reach through the proxy setting."""
    server = Providers()
    for module in (yfinance.base, yfinance.scrapers.history):
        monkeypatch.setattr(module, "_BASE_URL_", server.url)
    quote = yfinance.scrapers.quote
    for name in ("_BASE_URL_", "_QUERY1_URL_", "_QUOTE_SUMMARY_URL_"):
        monkeypatch.setattr(quote, name, server.url)
    monkeypatch.setattr(yahoo, "SERVER", server.url)
    monkeypatch.setattr(fred, "SERVER", server.url)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, server.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield server
    server.close()
