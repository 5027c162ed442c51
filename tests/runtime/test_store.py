"""Kept values: found under their key alone, never damaged, planted or of another; bounded."""

from __future__ import annotations

import os
import pickle
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import diskcache
import pytest

from backtests.runtime import store
from backtests.runtime.store import EMPTY, FOLDER, Store, opened
from tests.proofs import number

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


class Bomb:
    """An object that makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A store in a new cache folder."""
    with opened(tmp_path) as found:
        assert found.is_open
        yield found


def raw(cache: Path) -> diskcache.Cache:
    """The database of the store, opened without its checks."""
    return diskcache.Cache(str(cache / FOLDER), disk_min_file_size=2**26)


def test_a_value_is_found_by_the_next_process(tmp_path: Path) -> None:
    """Under its key, and computed once; None is a value too."""
    with opened(tmp_path) as first:
        assert first.find("a") is None
        assert first.get("a", lambda: {"x": (1.5, None)}) == {"x": (1.5, None)}
        first.keep("none", None)
    with opened(tmp_path) as second:
        assert second.get("a", lambda: pytest.fail("computed again")) == {"x": (1.5, None)}
        assert second.find("none") == (None,)
        assert second.find("b") is None


def test_without_a_folder_nothing_is_kept() -> None:
    """Every value is computed, and no key is made."""
    EMPTY.keep("a", 1)
    assert EMPTY.find("a") is None
    assert EMPTY.get("a", lambda: 2) == 2
    assert EMPTY.key(("backtests.runtime.store",), 1) == ""
    assert not EMPTY.is_open


def test_the_key_is_of_code_and_values(kept: Store) -> None:
    """What has no digest has no key, and is not kept."""
    module = ("backtests.inference.intervals",)
    assert kept.key(module, 1, "x") == kept.key(module, 1, "x")
    keys = {kept.key(module, 1), kept.key(module, 2), kept.key(("backtests.inference.sharpe",), 1)}
    assert len(keys) == 3
    assert all(len(key) == 64 for key in keys)
    assert kept.key(module, object()) == ""
    kept.keep("", 1)
    assert kept.find("") is None
    with pytest.raises(ValueError, match="no module of the packages"):
        kept.key(("backtests.no_such_module",), 1)


def test_a_planted_entry_of_another_key_is_not_used(tmp_path: Path) -> None:
    """The seal is that of key and content together."""
    with opened(tmp_path) as first:
        first.keep("old", "stale")
        first.keep("new", "right")
    with raw(tmp_path) as database:
        database["new"] = database["old"]
    with opened(tmp_path) as second:
        assert second.find("old") == ("stale",)
        assert second.find("new") is None
        assert second.get("new", lambda: "computed") == "computed"
    with opened(tmp_path) as third:
        assert third.find("new") == ("computed",)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content[:10],
        lambda content: b"",
        lambda content: content + b"\0",
        lambda content: content[:-3] + bytes([content[-3] ^ 1]) + content[-2:],
        lambda content: bytes([content[0] ^ 1]) + content[1:],
        lambda content: "text",
        lambda content: 5,
    ],
)
def test_a_damaged_entry_is_not_used(damage: object, tmp_path: Path) -> None:
    """Cut short, longer, one bit changed, another type."""
    assert callable(damage)
    with opened(tmp_path) as first:
        first.keep("a", [1.5, "x"])
    with raw(tmp_path) as database:
        database["a"] = damage(database["a"])
    with opened(tmp_path) as second:
        assert second.find("a") is None
        assert second.get("a", lambda: 7) == 7
        assert second.find("a") == (7,)


def test_what_is_not_sealed_is_not_unpickled(tmp_path: Path) -> None:
    """Neither a pickle of the database's own, nor bytes without the seal, nor a file."""
    ran = tmp_path / "ran"
    with opened(tmp_path) as first:
        first.keep("a", 1)
    with raw(tmp_path) as database:
        database["own"] = Bomb(ran)
        database["bytes"] = bytes(32) + pickle.dumps(Bomb(ran))
    with diskcache.Cache(str(tmp_path / FOLDER), disk_min_file_size=0) as database:
        database["file"] = Bomb(ran)
    with opened(tmp_path) as second:
        assert [second.find(key) for key in ("own", "bytes", "file")] == [None] * 3
        assert second.find("a") == (1,)
    assert not ran.exists()


def test_a_pickle_of_a_class_that_is_gone_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is computed again."""
    with opened(tmp_path) as first:
        first.keep("a", Bomb(tmp_path / "ran"))
    monkeypatch.setattr(Path, "touch", None)
    with opened(tmp_path) as second:
        assert second.find("a") is None


def test_what_cannot_be_kept_is_computed(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value without a pickle, and one that is too large."""
    kept.keep("function", lambda: 1)
    assert kept.find("function") is None
    monkeypatch.setattr(store, "MOST_ENTRY_BYTES", 1_000)
    assert kept.get("large", lambda: "x" * 1_000) == "x" * 1_000
    assert kept.find("large") is None
    kept.keep("small", "x" * 900)
    assert kept.find("small") == ("x" * 900,)


def test_the_oldest_entries_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder does not grow beyond its bound; the newest entries stay."""
    monkeypatch.setattr(store, "MOST_BYTES", 2_000_000)
    with opened(tmp_path) as found:
        for number in range(100):
            found.keep(str(number), os.urandom(100_000))
        assert found.find("0") is None
        assert all(found.find(str(number)) is not None for number in range(95, 100))
    size = sum(path.stat().st_size for path in (tmp_path / FOLDER).iterdir())
    assert size < 2 * 2_000_000


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, content: bytes) -> None:
    """Whatever stands there under the name of the database."""
    folder = tmp_path / FOLDER
    folder.mkdir(mode=0o700)
    (folder / "cache.db").write_bytes(content)
    with opened(tmp_path) as found:
        found.keep("a", 1)
    with opened(tmp_path) as again:
        again.keep("a", 1)
        assert again.find("a") == (1,)


def test_a_database_damaged_in_its_middle_costs_time_alone(tmp_path: Path) -> None:
    """Nothing wrong is found, no error is raised, and the next store is a whole one."""
    with opened(tmp_path) as first:
        for number in range(50):
            first.keep(str(number), os.urandom(20_000))
    database = tmp_path / FOLDER / "cache.db"
    with database.open("r+b") as file:
        file.seek(8_192)
        file.write(os.urandom(database.stat().st_size - 8_192))
    with opened(tmp_path) as second:
        for number in range(50):
            assert second.get(str(number), lambda: "computed") == "computed"
    with opened(tmp_path) as third:
        third.keep("a", 1)
        assert third.find("a") == (1,)


@POSIX
def test_the_folder_is_of_this_user_alone(tmp_path: Path) -> None:
    """A new one, and one that others could read."""
    folder = tmp_path / FOLDER
    with opened(tmp_path) as found:
        found.keep("a", 1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with opened(tmp_path) as again:
        assert again.find("a") == (1,)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@POSIX
def test_a_folder_that_others_could_write_to_is_emptied(tmp_path: Path) -> None:
    """What they may have put there is never read."""
    with opened(tmp_path) as first:
        first.keep("a", 1)
    (tmp_path / FOLDER).chmod(0o777)
    with opened(tmp_path) as second:
        assert second.find("a") is None
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700


@POSIX
@pytest.mark.parametrize("what", ["link", "file", "folder of another user", "cache is a file"])
def test_where_there_can_be_no_folder_nothing_is_kept(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link elsewhere, a file in its place, another user's: all is computed, no error."""
    cache, elsewhere = tmp_path / "cache", tmp_path / "elsewhere"
    elsewhere.mkdir()
    match what:
        case "link":
            cache.mkdir()
            (cache / FOLDER).symlink_to(elsewhere)
        case "file":
            cache.mkdir()
            (cache / FOLDER).touch()
        case "folder of another user":
            monkeypatch.setattr(os, "geteuid", lambda: 12_345)
        case _:
            cache.touch()
    with opened(cache) as found:
        assert not found.is_open
        assert found.get("a", lambda: 5) == 5
    assert not list(elsewhere.iterdir())


def test_clear_removes_the_folder(tmp_path: Path) -> None:
    """And counts its bytes; the rest of the cache stays."""
    (tmp_path / "RUT.csv").touch()
    assert store.clear(tmp_path) == 0
    with opened(tmp_path) as found:
        found.keep("a", os.urandom(50_000))
    assert store.clear(tmp_path) >= 50_000
    assert [path.name for path in tmp_path.iterdir()] == ["RUT.csv"]
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").touch()
    (tmp_path / FOLDER).symlink_to(tmp_path / "elsewhere")
    assert store.clear(tmp_path) == 0
    assert (tmp_path / "elsewhere" / "x").exists()


WRITER = """
import hashlib, sys
from pathlib import Path
from backtests.runtime.store import opened
with opened(Path(sys.argv[1])) as found:
    print("begun", flush=True)
    for number in range(int(sys.argv[2])):
        key = str(number % 40)
        value = found.get(key, lambda: hashlib.sha256(key.encode()).digest() * 2_000)
        assert value == hashlib.sha256(key.encode()).digest() * 2_000
        if number % 3 == 0:
            found.keep(key, value)
"""


def writer(cache: Path, count: int) -> subprocess.Popen[str]:
    """A process that reads and writes entries, each of which its key determines."""
    command = [sys.executable, "-c", WRITER, str(cache), str(count)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )


ROOT = Path(__file__).resolve().parents[2]


def test_processes_use_it_at_once(tmp_path: Path) -> None:
    """Each finds whole values of its keys, and none fails."""
    running = [writer(tmp_path, 400) for _ in range(3)]
    for process in running:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    with opened(tmp_path) as found:
        assert all(found.find(str(number)) is not None for number in range(40))


def test_kills_leave_it_whole(tmp_path: Path) -> None:
    """Processes killed while they write: what is found is right, and it can be written."""
    for attempt in range(number(10, 4)):
        process = writer(tmp_path, 1_000_000)
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(number(20, 50) / 1000 * attempt)
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        _, errors = process.communicate()
        assert not errors
    done = writer(tmp_path, 200)
    _, errors = done.communicate(timeout=300)
    assert done.returncode == 0, errors
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} <= {
        "cache.db",
        "cache.db-wal",
        "cache.db-shm",
    }
