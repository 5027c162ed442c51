"""Work dealt out to processes: the same answers, and no process left over."""

from __future__ import annotations

import multiprocessing
import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backtests.runtime.processes import import_early, in_order, run_within

# Two processes write who they are and whether they have a module that nothing else needs, and then
# work for longer than any test waits.
RESTING = """
import os, sys, time
from pathlib import Path
from backtests.runtime.processes import import_early, in_order

def rest(at):
    Path(sys.argv[1], f"{at}").write_text(f"{os.getpid()} {'graphlib' in sys.modules}")
    time.sleep(600)

if __name__ == "__main__":
    import_early("graphlib", jobs=2)
    list(in_order(rest, range(2), jobs=2))
"""


def doubled_slowly(number: int) -> int:
    """The first are done last."""
    time.sleep(0.2 / (1 + number))
    return 2 * number


def where(_: int) -> tuple[int, bool]:
    """The process at work, and whether it has imported what it does not need."""
    return os.getpid(), "backtests.finding_nothing" in sys.modules


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_come_in_the_order_of_the_questions(jobs: int) -> None:
    """Whichever process is done first."""
    assert list(in_order(doubled_slowly, range(5), jobs=jobs)) == [0, 2, 4, 6, 8]


def test_one_job_is_done_in_this_process_and_several_are_not() -> None:
    """One costs no start of a process."""
    assert [pid for pid, _ in in_order(where, range(2), jobs=1)] == [os.getpid()] * 2
    assert os.getpid() not in {pid for pid, _ in in_order(where, range(2), jobs=2)}


def test_what_cannot_be_imported_early_is_left_to_the_work() -> None:
    """As where nothing is imported early."""
    others = set(multiprocessing.active_children())
    import_early("backtests.finding_nothing", jobs=2)
    assert not any(found for _, found in in_order(where, range(2), jobs=2))
    assert set(multiprocessing.active_children()) <= others


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_processes_end_with_the_one_that_was_killed(tmp_path: Path) -> None:
    """They would wait for work for ever, and keep their memory."""
    script = tmp_path / "resting.py"
    script.write_text(RESTING, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    written = [tmp_path / "0", tmp_path / "1"]
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], env=environment) as first:
        assert _within(60, lambda: all(path.is_file() and path.read_text() for path in written))
        others = [int(path.read_text().split()[0]) for path in written]
        early = {path.read_text().split()[1] for path in written}
        assert len(set(others)) == 2
        assert all(_runs(pid) for pid in others)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert _within(60, lambda: not any(_runs(pid) for pid in others))
    assert early == {str(sys.platform == "linux")}


def _within(seconds: float, happens: object) -> bool:
    assert callable(happens)
    end = time.monotonic() + seconds
    while not (found := bool(happens())) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _runs(pid: int) -> bool:
    """Whether a process is there; one that has ended and was not waited for is not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def refused(reason: str) -> None:
    """Work that fails."""
    raise ValueError(reason)


def rest_for(seconds: float) -> int:
    """Work that takes its time; the process that does it."""
    time.sleep(seconds)
    return os.getpid()


def test_work_within_a_time_returns_or_raises_what_it_does() -> None:
    """It is done in a process of its own."""
    assert run_within(60, rest_for, 0.0) != os.getpid()
    with pytest.raises(ValueError, match=r"^so be it$"):
        run_within(60, refused, "so be it")


def test_work_that_takes_too_long_or_dies_is_ended() -> None:
    """No process of it is left over."""
    before = set(multiprocessing.active_children())
    with pytest.raises(TimeoutError, match=r"within 0\.5 seconds"):
        run_within(0.5, rest_for, 600.0)
    with pytest.raises(EOFError):
        run_within(60, os._exit, 1)
    assert set(multiprocessing.active_children()) == before


_PINNED: list[bytearray] = []


def take_and_free(number: int) -> int:
    """Return the resident megabytes at the beginning; take 200 MB in pieces and free all but one.

    The last piece stays, so that the C library cannot give back the pieces below it by itself.
    """
    del number
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    pieces = [bytearray(b"x" * 100_000) for _ in range(2_000)]
    _PINNED.append(pieces.pop())
    return resident // 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for the memory of a process")
def test_a_process_gives_back_the_memory_of_its_last_piece_of_work() -> None:
    """Each begins with less than a hundred megabytes more than the first had."""
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("the C library has no malloc_trim")
    found = list(in_order(take_and_free, range(6), jobs=2))
    assert max(found) - min(found) < 100
