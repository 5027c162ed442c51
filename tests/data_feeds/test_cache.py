"""The cache: bytes that are checked, writes that are whole or absent, a past that is kept."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_feeds.files import atomic, csv_file
from data_feeds.providers import cache, cached_feed, revisions
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.providers.errors import ProviderFailedError
from data_feeds.series.bars import BarsError
from data_feeds.series.catalogue import CATALOGUE, listing
from tests.proofs import number

NOW = "2024-03-02T02:00:00Z"


def table(rows: int = 40, **changed: float) -> pd.DataFrame:
    """Bars with a close of 100, 101 ...; `changed` sets the close of days d0, d1 ..."""
    index = pd.bdate_range("2024-01-01", periods=rows, name="date")
    close = 100.0 + np.arange(rows)
    for day, value in changed.items():
        close[int(day[1:])] = value
    return pd.DataFrame({"close": close, "adj_close": close / 2, "volume": 1.0}, index=index)


def entry(frame: pd.DataFrame, code: str = "^RUT") -> cache.Entry:
    """Wrap a frame as a cached series."""
    return cache.Entry(code, "Yahoo", frame, NOW, NOW, cache.fingerprint(cache.to_csv(frame)))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(values=st.lists(st.floats(allow_nan=True, allow_infinity=False), min_size=1, max_size=9))
def test_what_is_written_is_read_again_to_the_last_bit(values: list[float]) -> None:
    """Numbers survive the CSV exactly, and so does what is noted of the series."""
    index = pd.bdate_range("2024-01-01", periods=len(values), name="date")
    sent = entry(pd.DataFrame({"value": values}, index=index))
    sent = cache.Entry(
        **{
            **{f: getattr(sent, f) for f in sent.__slots__},
            "restatements": (cache.Restatement(NOW, "1 day changed", "x.csv"),),
        }
    )
    found = cache.parse(cache._bytes(sent), Path("x.csv"))
    assert np.array_equal(found.table["value"], sent.table["value"], equal_nan=True)
    assert found.table.index.tolist() == sent.table.index.tolist()
    assert (found.sha256, found.restatements) == (sent.sha256, sent.restatements)


def with_facts(*, sealed: bool = False, **changed: object) -> bytes:
    """A file of the cache with changed facts, of which the fingerprint is made anew or not."""
    line, _, rest = cache._bytes(entry(table(5))).partition(b"\n")
    facts = {**json.loads(line.removeprefix(cache.MARK)), **changed}
    if sealed:
        facts[cache.SEAL] = cache._seal(facts)
    return cache.MARK + json.dumps(facts).encode() + b"\n" + rest


HOSTILE = [
    {"code": 7},
    {"code": ""},
    {"provider": "Nobody"},
    {"provider": ["Yahoo"]},
    {"fetched": "../../x"},
    {"fetched": "2024-03-02"},
    {"checked": "soon"},
    {"checked": None},
    {"checked": "2024-3-2T02:00:00Z"},
    {"first": "2023-01-01"},
    {"last": "2999-01-01"},
    {"rows": 6},
    {"rows": "5"},
    {"left_out": ["2024-13-01"]},
    {"left_out": "2024-01-01"},
    {"restatements": [{"found": NOW, "what": "x", "kept": "../x"}]},
    {"restatements": [{"found": "x", "what": "x", "kept": "x"}]},
    {"restatements": [{"found": NOW}]},
    {"restatements": [3]},
    {"schema": 3},
    {"sha256": "0" * 64},
]


@pytest.mark.parametrize("changed", HOSTILE)
@pytest.mark.parametrize("schema", [1, 2])
def test_facts_that_are_none_are_refused(schema: int, changed: dict[str, object]) -> None:
    """Types, times, providers and the size of the table; also under a right fingerprint."""
    content = with_facts(sealed=schema == 2, **{"schema": schema, **changed})
    with pytest.raises(cache.DamagedFile):
        cache.parse(content, Path("x.csv"))


@pytest.mark.parametrize(
    "changed", [{"checked": "2025-01-01T00:00:00Z"}, {"code": "DGS2"}, {"more": 1}, {"rows": 5.0}]
)
def test_the_facts_have_a_fingerprint(changed: dict[str, object]) -> None:
    """A plausible time of the last request is refused if it was written by hand."""
    with pytest.raises(cache.DamagedFile, match="facts differ from their fingerprint"):
        cache.parse(with_facts(**changed), Path("x.csv"))


def test_files_of_the_first_schema_are_read_and_written_anew(tmp_path: Path) -> None:
    """A cache of an earlier version loses nothing."""
    line, _, rest = with_facts(schema=1).partition(b"\n")
    facts = json.loads(line.removeprefix(cache.MARK))
    del facts[cache.SEAL]
    path = cache.cache_path(tmp_path, "^RUT")
    path.write_bytes(cache.MARK + json.dumps(facts).encode() + b"\n" + rest)
    found = cache.read(tmp_path, "^RUT")
    assert found is not None
    assert found.table.equals(table(5))
    cache.write(tmp_path, found)
    assert json.loads(path.read_bytes().partition(b"\n")[0][2:])["schema"] == cache.SCHEMA
    assert cache.read(tmp_path, "^RUT").sha256 == found.sha256  # type: ignore[union-attr]


def test_a_file_copied_over_that_of_another_symbol_is_refused(tmp_path: Path) -> None:
    """Its fingerprints are right, but it is another series."""
    cache.write(tmp_path, entry(table(5), "^RUT"))
    copied = cache.cache_path(tmp_path, "^RUT").read_bytes()
    cache.cache_path(tmp_path, "^GSPC").write_bytes(copied)
    with pytest.raises(cache.DamagedFile, match=r"holds the series \^RUT; expected \^GSPC"):
        cache.read(tmp_path, "^GSPC")


@pytest.mark.parametrize("code", ["^RUT", "DGS2"])
@pytest.mark.parametrize(
    ("checked", "due"),
    [
        ("2999-01-01T00:00:00Z", True),
        ("2027-03-02T02:00:00Z", True),
        ("2024-04-02T02:11:00Z", True),
        ("2024-04-02T02:09:00Z", False),
        ("2024-04-02T01:59:00Z", False),
        ("2024-04-01T02:00:00Z", True),
    ],
)
def test_a_time_to_come_is_that_of_a_wrong_clock(code: str, checked: str, due: bool) -> None:
    """A clock once three years ahead must not freeze a series; ten minutes are allowed."""
    frame = table(40)
    known = replace(entry(frame, code), checked=checked)
    now = pd.Timestamp("2024-04-02T02:00:00Z")
    assert cached_feed.is_due(listing(code), known, now) is due


@pytest.mark.parametrize(
    "content",
    [
        "date,open,high,low,close,adj_close,volume\n2024-01-02,1,2,0.5,1.5,1.25,1e+20\n",
        "date,value\n2024-01-02,-5.33\n2024-01-03,1e-05\n",
        "date,value\n2024-01-02,\n2024-01-03,1.0\n",
        "date,close,dividend\n2024-01-02,1.0,0.5\n",
        "date,value\n2024-01-02,1.0,2.0\n2024-01-03,1.0\n",
        "date,value\n2023-02-29,1.0\n2024-01-03,1.0\n",
        "date,value\n1699-12-31,1.0\n2024-01-03,1.0\n",
        "date,value\n2024-01-02,1e999\n2024-01-03,1.0\n",
        "date,value\n2024-01-02,1_0\n2024-01-03,1.0\n",
        "date,close,close\n2024-01-02,1.0,2.0\n",
        "date,value\n",
    ],
)
def test_tables_of_the_cache_are_read_or_refused_as_any_table(content: str) -> None:
    """Also where its fingerprint is right; quick reading changes neither figures nor errors."""
    right = hashlib.sha256(content.encode()).hexdigest()
    file = with_facts(schema=1, sha256=right).partition(b"\n")[0] + b"\n" + content.encode()
    try:
        expected = csv_file.parse_table(content.encode())
        ends = {"first": f"{expected.index[0]:%Y-%m-%d}", "last": f"{expected.index[-1]:%Y-%m-%d}"}
        facts = with_facts(schema=1, sha256=right, rows=len(expected), **ends)
        file = facts.partition(b"\n")[0] + b"\n" + content.encode()
    except BarsError as error:
        with pytest.raises(cache.DamagedFile, match=re.escape(str(error)[:60])):
            cache.parse(file, Path("x.csv"))
    else:
        pd.testing.assert_frame_equal(
            cache.parse(file, Path("x.csv")).table, expected, check_exact=True
        )


def good_bytes() -> bytes:
    """A file as the cache writes it."""
    return cache._bytes(entry(table(5)))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=60).map(lambda b: b"# " + b),
        st.tuples(st.integers(0, 500), st.binary(min_size=1, max_size=3)).map(
            lambda cut: good_bytes()[: cut[0]] + cut[1] + good_bytes()[cut[0] + 1 :]
        ),
        st.integers(0, 500).map(lambda cut: good_bytes()[:cut]),
    )
)
def test_a_file_that_is_not_what_was_written_is_refused(content: bytes) -> None:
    """Any bytes: the entry that was written, or one error of one line."""
    try:
        found = cache.parse(content, Path("x.csv"))
    except cache.CacheError as error:
        assert "\n" not in str(error)
    else:
        assert cache.to_csv(found.table) == good_bytes().partition(b"\n")[2]


def test_a_reader_never_sees_a_half_written_file(tmp_path: Path) -> None:
    """What stands beside a file while it is written is no series."""
    (tmp_path / ".rutcheck-0123456789abcdef.part").write_bytes(b"# half")
    assert cache.codes(tmp_path) == []
    cache.write(tmp_path, entry(table()))
    assert cache.codes(tmp_path) == ["^RUT"]
    assert not list(tmp_path.glob(".*.part"))


def test_a_path_that_is_no_folder_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """RUTCHECK_CACHE names a file: one error, no traceback, the file left alone."""
    file = tmp_path / "file"
    file.write_text("mine")
    live = CachedFeed(file, offline=True)
    with pytest.raises(cache.CacheError, match=r"cannot be read .* set RUTCHECK_CACHE to a folder"):
        live.entry(CATALOGUE["RUT"])
    with (
        pytest.raises(cache.CacheError, match=r"cannot be written .* set RUTCHECK_CACHE"),
        cache.locked(file, "^RUT"),
    ):
        pass
    assert file.read_text() == "mine"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One error, the old version, nothing left beside it."""
    cache.write(tmp_path, entry(table()))
    before = cache.cache_path(tmp_path, "^RUT").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(cache.CacheError, match="cannot be written \\(No space left on device\\)"):
        cache.write(tmp_path, entry(table(41)))
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [before]


def test_a_fingerprint_is_that_of_the_file_in_a_snapshot(tmp_path: Path) -> None:
    """The same bytes in both, so that both can be compared by eye."""
    frame = table()
    (tmp_path / "rut_daily.csv").write_bytes(cache.to_csv(frame))
    found = cache.parse(cache._bytes(entry(frame)), Path("x"))
    assert found.sha256 == cache.fingerprint(cache.to_csv(frame))
    facts = json.loads(cache._bytes(entry(frame)).split(b"\n", 1)[0][2:])
    assert (facts["first"], facts["last"], facts["rows"]) == ("2024-01-01", "2024-02-23", 40)


def test_recent_rows_continue_a_series_only_if_they_agree() -> None:
    """A shared day with another close, a lost day or another scale asks for the whole history."""
    old = table()
    part = table(45).iloc[30:]
    assert revisions.agrees_with(old, part)
    assert revisions.append_rows(old, part).equals(table(45))
    assert not revisions.agrees_with(old, table(45, d35=1.0).iloc[30:])
    assert not revisions.agrees_with(old, part.drop(part.index[2]))
    assert not revisions.agrees_with(old, part.assign(adj_close=part["adj_close"] * 0.99))
    assert not revisions.agrees_with(old, table(60).iloc[45:])


def test_a_change_of_the_past_is_put_into_words() -> None:
    """Changed, removed and added days; a new volume is no change."""
    old = table()
    new = table(45).drop(old.index[3])
    _, message = revisions.replace_history(old, new, name="x")
    assert message == "1 day(s) removed, first 2024-01-04"
    _, message = revisions.replace_history(old.drop(old.index[3]), table(45), name="x")
    assert message == "1 day(s) added, first 2024-01-04"
    _, message = revisions.replace_history(old, table(45).assign(volume=9.0), name="x")
    assert message == ""
    changed = table(45)
    changed.loc[changed.index[:10], "adj_close"] *= 0.9
    _, message = revisions.replace_history(old, changed, name="x")
    assert message == "adjusted returns changed on or before 2024-01-12"


def test_a_history_of_other_days_is_refused() -> None:
    """Nothing in common with what is known."""
    other = table()
    other.index = pd.bdate_range("2030-01-01", periods=40, name="date")
    with pytest.raises(ProviderFailedError, match="shares no day"):
        revisions.replace_history(table(), other, name="x")


# Run on its own, so that each writer can be forked from a process without threads.
KILLER = """
    import os, random, signal, sys, time
    from pathlib import Path
    import numpy as np, pandas as pd
    from data_feeds.files import atomic
    from data_feeds.providers import cache, cached_feed, fred, yahoo
    from data_feeds.providers.errors import RetryPolicy
    from data_feeds.series.catalogue import CATALOGUE, listing

    folder, kind, server, kills = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    codes = ("^RUT", "^GSPC", "DGS2")
    START = pd.Timestamp("2024-03-02 02:00", tz="UTC")

    def table(rows):
        close = 100.0 + np.arange(rows)
        index = pd.bdate_range("1990-01-01", periods=rows, name="date")
        return pd.DataFrame({n: close for n in ("open", "high", "low", "close", "adj_close",
                                                "volume")}, index=index)

    # Made once, before any fork, so that the rounds are nothing but writing.
    made = {}
    for code in codes if kind == "write" else ():
        now = cache.stamp(START)
        for rows in range(3000, 3003):
            frame = table(rows)
            sha256 = cache.fingerprint(cache.to_csv(frame))
            made[code, rows] = cache._bytes(cache.Entry(code, "Yahoo", frame, now, now, sha256))

    def write(rounds):
        for round_ in range(rounds):
            for code in codes:
                os.write(begun, b"x")
                with cache.locked(folder, code):
                    content = made[code, 3000 + round_ % 3]
                    kept = folder / cache.VERSIONS / f"{round_ % 3}.csv"
                    atomic.write_atomically(kept, content)
                    atomic.write_atomically(cache.cache_path(folder, code), content)

    def fetch(rounds):
        for _ in range(rounds):
            known = cache.read(folder, "DGS2")
            last = START if known is None else pd.Timestamp(known.checked)
            feed = cached_feed.CachedFeed(folder, now=lambda: last + pd.Timedelta(days=7),
                             retry=RetryPolicy(attempts=1),
                             progress=lambda _: os.write(begun, b"x") and None)
            for name in ("RUT", "SPX", "DGS2"):
                feed.entry(CATALOGUE[name])
            if feed.notices:
                sys.exit(str(feed.notices))

    def read_for_ever(pipe):
        reads = 0
        while True:
            for code in cache.codes(folder):
                found = cache.read(folder, code)
                if found is not None:
                    reads += 1
                    os.write(pipe, b".") if reads % 20 == 0 else None

    if kind == "fetch":
        import yfinance.base, yfinance.scrapers.history
        yfinance.base._BASE_URL_ = yfinance.scrapers.history._BASE_URL_ = server
        yahoo.SERVER = fred.SERVER = server

    def child(work, *arguments):
        pid = os.fork()
        if pid == 0:
            try:
                work(*arguments)
            except BaseException as error:
                os.write(2, repr(error).encode() + b"\\n")
                os._exit(1)
            os._exit(0)
        return pid

    def kill(pid):
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            sys.exit("a child ended by itself")

    read_end, write_end = os.pipe()
    beginning, begun = os.pipe()
    work = write if kind == "write" else fetch
    first = child(work, 1)
    if os.waitpid(first, 0)[1] != 0:
        sys.exit("the first round failed")
    reader = child(read_for_ever, write_end)
    random.seed(7)
    held, halves = set(codes), 0
    for number in range(20 * kills):
        # So many kills, and more until one has cut a write short.
        if number >= kills and (halves or kind == "fetch"):
            break
        beginning, begun = os.pipe()
        writer = child(work, 10**6)
        os.read(beginning, 1)
        time.sleep(random.uniform(0.0, 0.3))
        kill(writer)
        os.close(beginning)
        os.close(begun)
        halves += any(folder.glob(".*.part"))
        for code in cache.codes(folder):
            cache.read(folder, code)
        now = set(cache.codes(folder))
        if not held <= now:
            sys.exit(f"lost {held - now} after kill {number}")
        for path in (folder / cache.VERSIONS).glob("*.csv"):
            cache.parse(path.read_bytes(), path)
            path.unlink()
    kill(reader)
    os.close(write_end)
    print(len(cache.codes(folder)), len(os.read(read_end, 1 << 20)), halves)
"""
# Writers that are killed.
KILLS = number(50, 15)


def killed(kind: str, folder: Path, server: str = "") -> tuple[int, int, int]:
    """Kill writers at random moments.

    Returns the series held at the end, the reader's progress, and how many kills cut a write short.
    """
    done = subprocess.run(
        # Python 3.12 warns of threads, which are those of libraries: none holds a lock of ours.
        [
            sys.executable,
            "-W",
            "ignore:This process:DeprecationWarning",
            "-c",
            textwrap.dedent(KILLER),
            str(folder),
            kind,
            server,
            str(KILLS),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    held, reads, halves = map(int, done.stdout.split())
    return held, reads, halves


def test_kills_while_writing_lose_nothing(tmp_path: Path) -> None:
    """SIGKILL at random moments, a second process reading: every file is whole, none is lost."""
    held, reads, halves = killed("write", tmp_path)
    assert held == 3
    assert reads > KILLS / 5
    assert halves > 0


def test_kills_while_fetching_lose_nothing(tmp_path: Path, providers: Any) -> None:
    """The same while yfinance and the FRED client fetch, update and restart from nothing."""
    index = pd.bdate_range(end="2033-12-30", periods=4000, name="date")
    close = 100.0 + np.arange(4000) / 10
    frame = pd.DataFrame(
        dict.fromkeys(("open", "high", "low", "close", "adj_close"), close), index=index
    ).assign(volume=1.0)
    providers.prices |= {"^RUT": frame, "^GSPC": frame}
    providers.values["DGS2"] = frame["close"]
    held, reads, _ = killed("fetch", tmp_path, providers.url)
    assert held == 3
    assert reads > KILLS / 5
    assert len(providers.asked) > 0.4 * KILLS  # some are killed before their request arrives
