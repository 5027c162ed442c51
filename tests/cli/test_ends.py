"""How commands end: outputs that are closed or full, encodings without marks, Ctrl-C, kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.proofs import number

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")
RUTCHECK = (sys.executable, "-m", "backtests")
ROOT = Path(__file__).resolve().parents[2]
INTERRUPTED = 128 + signal.SIGINT
# Seconds within which a process must have begun its work, on a machine that is busy.
PATIENCE = 60
# Commands that take longer than the start of their processes, without the number of these.
RUN = ("run", "--data", "reference", "--json", "--resamples", "200000", "--jobs")
SCAN = ("scan", "--universe", "all", "--json", "--resamples", "250000", "--jobs")
# Parts of one symbol each, in the folder `sweep`.
SWEEP = (
    "sweep",
    "RUT",
    "SPX",
    "--horizon",
    "10:300:1",
    "--min-base",
    "10:60:1",
    "--min-depth",
    "0.05:0.09:0.01",
    "--json",
    "--jobs",
)


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


@pytest.mark.parametrize("command", ["--help", "--version", "claims", "data show --json"])
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


# Texts of the program, of typer and of the completion of shells, and results.
PRINTING = ("--help", "--version", "sweep --help", "--show-completion bash", "schema run")
PRINTING += ("claims", "claims studies", "backtest --list", "data show --json")


# Full or closed, and buffered or not.
OUTPUTS = [("/dev/full", True), ("&-", False), ("&-", True), ("/dev/full", False)]


@pytest.mark.parametrize(("target", "buffered"), OUTPUTS[: number(4, 2)])
def test_an_output_that_is_full_or_closed_is_one_line(target: str, buffered: bool) -> None:
    """Exit code 3, as for a file that cannot be written; a quiet command needs no output."""
    variables = {"PYTHONUNBUFFERED": "" if buffered else "1"}
    for command in PRINTING:
        code, _, messages = shell(f"rutcheck {command} >{target}", **variables)
        assert (code, messages.count("\n")) == (3, 1), command
        assert messages.startswith("rutcheck: standard output: cannot be written (")
    assert shell(f"rutcheck claims --quiet >{target}", **variables) == (0, "", "")


@pytest.mark.parametrize("target", ["/dev/full", "&-"])
@pytest.mark.parametrize("buffered", [True, False])
def test_messages_that_cannot_be_written_leave_the_exit_code(target: str, buffered: bool) -> None:
    """Of a result, of typer's messages and of the program's."""
    variables = {"PYTHONUNBUFFERED": "" if buffered else "1"}
    for command, expected in (("claims", 0), ("nonsense", 2), ("breakout no/such.csv", 3)):
        code, shown, _ = shell(f"rutcheck {command} 2>{target}", **variables)
        assert (code, bool(shown)) == (expected, expected == 0), command


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
def working(
    jobs: int, command: tuple[str, ...] = RUN, folder: Path = ROOT
) -> Iterator[psutil.Process]:
    """A command with its processes at work, in a session of its own."""
    parent = psutil.Popen(
        [*RUTCHECK, *command, str(jobs)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        # A suite that runs in the background of a shell ignores Ctrl-C, and what it starts too.
        preexec_fn=heed_ctrl_c,
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


def heed_ctrl_c() -> None:
    """Let Ctrl-C have its effect in a process that is started."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def busy(parent: psutil.Process) -> int:
    """Processes that are at work: workers, or the command itself without them."""
    times = [each.cpu_times().user for each in (parent, *parent.children(recursive=True))]
    return sum(seconds > 1.5 for seconds in times)


def outliving(workers: list[psutil.Process]) -> list[psutil.Process]:
    """Processes that run a second later; one that nobody has waited for has ended."""
    _, alive = psutil.wait_procs(workers, timeout=1)
    return [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


INTERRUPTED_AT_WORK = [(RUN, 2), (SCAN, 1), (SWEEP, 2), (RUN, 1), (SCAN, 2), (SWEEP, 1)]


@pytest.mark.parametrize(
    ("command", "jobs"),
    INTERRUPTED_AT_WORK[: number(6, 3)],
    ids=lambda value: value if isinstance(value, int) else value[0],
)
def test_ctrl_c_is_one_line(command: tuple[str, ...], jobs: int, tmp_path: Path) -> None:
    """Exit code 130, at once, where the terminal interrupts all processes."""
    with working(jobs, command, tmp_path) as parent:
        workers = parent.children(recursive=True)
        os.killpg(parent.pid, signal.SIGINT)
        _, messages = parent.communicate(timeout=PATIENCE)
        assert messages.decode() == "rutcheck: interrupted\n"
        assert parent.returncode == INTERRUPTED
        assert outliving(workers) == []


# Imports the entry point, then what it imports one by one with Ctrl-C before each.
IMPORTING = """
import os, signal, sys
from backtests.cli.start import main

class Interrupting:
    left = {number}

    def find_spec(self, name, path, target=None):
        Interrupting.left -= 1
        if Interrupting.left == 0:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
sys.argv = ["rutcheck", "breakout", "RUT", "--resamples", "100"]
main()
"""


@pytest.mark.parametrize("number", [1, 2, 5, 20, 80, 200, 400, 700])
def test_ctrl_c_during_an_import_is_one_line(number: int) -> None:
    """From the first module after the entry point on, and within the libraries of numbers."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING.format(number=number)],
        capture_output=True,
        env=environment(),
        preexec_fn=heed_ctrl_c,
        check=False,
    )
    assert (done.returncode, done.stderr) == (INTERRUPTED, b"rutcheck: interrupted\n")


def test_ctrl_c_that_is_ignored_stays_so() -> None:
    """In the background of a shell, the command goes on."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING.format(number=5)],
        capture_output=True,
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"RUT" in done.stdout


def test_no_process_outlives_a_killed_parent() -> None:
    """Neither a worker that computes nor the fork server."""
    with working(2) as parent:
        workers = parent.children(recursive=True)
        assert len(workers) >= 2
        parent.kill()
        assert outliving(workers) == []
