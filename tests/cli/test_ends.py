"""How commands end: outputs that are closed or full, encodings without marks, Ctrl-C, kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")
RUTCHECK = (sys.executable, "-m", "backtests")
# What a shell reports as 130. Python ends itself by the signal where it came within an `exec`, such
# as that of a dataclass.
INTERRUPTED = (128 + signal.SIGINT, -signal.SIGINT)
# Seconds within which a process must have begun its work, on a machine that is busy.
PATIENCE = 60
# Claims whose tests take longer than the start of processes.
LONG = ("run", "--data", "reference", "--json", "--resamples", "200000", "--jobs")


def environment(**more: str) -> dict[str, str]:
    """Variables of a process that is offline."""
    return {**os.environ, "RUTCHECK_OFFLINE": "1", "RUTCHECK_DATA": "reference", **more}


def shell(command: str, **more: str) -> tuple[int, str, str]:
    """Exit code, output and messages of a shell command, in which `rutcheck` is the program."""
    program = " ".join(RUTCHECK)
    done = subprocess.run(
        ["bash", "-c", command.replace("rutcheck", program)],
        capture_output=True,
        env=environment(**more),
        check=False,
    )
    return done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("latin-1")


@pytest.mark.parametrize("command", ["claims", "data show --json"])
def test_a_reader_that_has_left_ends_a_command_without_a_word(command: str) -> None:
    """The exit code is that of SIGPIPE, 128 + 13."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*RUTCHECK, *command.split()],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(),
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (128 + 13, b"")


@pytest.mark.parametrize("target", ["/dev/full", "&-"])
def test_an_output_that_is_full_or_closed_is_one_line(target: str) -> None:
    """Exit code 3, as for a file that cannot be written; a quiet command needs no output."""
    for command in ("claims", "data show --json"):
        code, _, messages = shell(f"rutcheck {command} >{target}")
        assert (code, messages.count("\n")) == (3, 1), command
        assert messages.startswith("rutcheck: standard output: cannot be written (")
    assert shell(f"rutcheck claims --quiet >{target}") == (0, "", "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "shift_jis"])
def test_any_encoding_has_every_mark(encoding: str) -> None:
    """Marks that an encoding lacks are written in ASCII; JSON stays the same document."""
    code, shown, messages = shell("rutcheck claims studies price_target", PYTHONIOENCODING=encoding)
    assert (code, messages) == (0, "")
    assert "price_target" in shown.encode("latin-1").decode(encoding)
    code, shown, messages = shell("rutcheck claims mom-99", PYTHONIOENCODING=encoding)
    assert (code, messages.count("\n")) == (2, 1)


def test_a_locale_of_c_has_every_mark() -> None:
    """Also without the modes of Python that replace it."""
    variables = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code, shown, messages = shell("rutcheck claims", **variables)
    assert (code, messages) == (0, "")
    assert "brk-01" in shown


@contextmanager
def working(jobs: int) -> Iterator[psutil.Process]:
    """A run of all claims with its processes at work, in a session of its own."""
    parent = psutil.Popen(
        [*RUTCHECK, *LONG, str(jobs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        # A suite that runs in the background of a shell ignores Ctrl-C, and what it starts too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        until = time.monotonic() + PATIENCE
        while busy(parent) < jobs and time.monotonic() < until:
            time.sleep(0.1)
        yield parent
    finally:
        if parent.poll() is None:
            os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()
        parent.stderr.close()


def busy(parent: psutil.Process) -> int:
    """Processes that are at work: workers, or the command itself without them."""
    times = [each.cpu_times().user for each in (parent, *parent.children(recursive=True))]
    return sum(seconds > 1.5 for seconds in times)


def outliving(workers: list[psutil.Process]) -> list[psutil.Process]:
    """Processes that run a second later; one that nobody has waited for has ended."""
    _, alive = psutil.wait_procs(workers, timeout=1)
    return [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize(("jobs", "group"), [(1, True), (2, True)])
def test_ctrl_c_is_one_line(jobs: int, group: bool) -> None:
    """Exit code 130, at once, where the terminal interrupts all processes."""
    with working(jobs) as parent:
        workers = parent.children(recursive=True)
        (os.killpg if group else os.kill)(parent.pid, signal.SIGINT)
        _, messages = parent.communicate(timeout=PATIENCE)
        assert messages.decode() == "rutcheck: interrupted\n"
        assert parent.returncode in INTERRUPTED
        assert outliving(workers) == []


def test_no_process_outlives_a_killed_parent() -> None:
    """Neither a worker that computes nor the fork server."""
    with working(2) as parent:
        workers = parent.children(recursive=True)
        assert len(workers) >= 2
        parent.kill()
        assert outliving(workers) == []
