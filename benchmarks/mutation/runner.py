"""Tests run on mutants, each in a process forked from one that has everything imported."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import pickle
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Literal

from benchmarks.mutation.areas import Area
from benchmarks.mutation.mutants import ROOT, Mutant
from benchmarks.mutation.swap import Change, functions_changed, swap

Fate = Literal["killed", "timeout", "survived"]
Start = Callable[[Mutant | None, str], BaseProcess]
# File and first line of a function.
Place = tuple[str, int]
ENVIRONMENT = {"RUTCHECK_OFFLINE": "1"}
LIBRARIES = (
    *("arch.bootstrap", "backtrader", "exchange_calendars", "matplotlib.pyplot", "numba", "pandas"),
    *("pydantic", "pytest", "requests", "scipy.stats", "statsmodels.api", "typer", "yfinance"),
)
PACKAGES = ("backtests", "data_feeds", "signals", "strategies")
# pytest rewrites the assertions of packages with plug-ins, and would import them unchanged.
OPTIONS = ("-x", "-q", "--no-header", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist")
# Variable of pytest: where it makes temporary folders.
FOLDERS = "PYTEST_DEBUG_TEMPROOT"
# A mutant may take this many times as long as the tests without a change, and some seconds.
PATIENCE, LEAST_SECONDS = 4, 15
PASSED, FAILED, INTERRUPTED, UNUSABLE, NOT_LOADED = 0, 1, 2, 4, 77


def prepare() -> None:
    """Import the libraries, but no module of the project."""
    os.environ.update(ENVIRONMENT)
    # Each process would compile the sources and the tests anew.
    sys.dont_write_bytecode = False
    for library in LIBRARIES:
        importlib.import_module(library)


def fates(mutants: Sequence[Mutant], area: Area, *, jobs: int) -> Iterator[tuple[Mutant, Fate]]:
    """Yield each mutant and what the tests of its area made of it.

    Functions are changed where they are loaded, and the tests are run that call them. For other
    changes, such as those of constants, the module is imported anew and all tests are run.
    """
    loaded = [mutant for mutant in mutants if functions_changed(mutant)]
    anew = [mutant for mutant in mutants if mutant not in loaded]
    limit = 0.0
    for found in _tested_loaded(loaded, area, jobs):
        if isinstance(found, float):
            limit = found
        else:
            yield loaded[found[0]], found[1]
    for at, fate in _tested(anew, lambda mutant, log: _start_anew(mutant, area, log), limit, jobs):
        yield anew[at], fate


def _tested_loaded(
    mutants: Sequence[Mutant], area: Area, jobs: int
) -> Iterator[float | tuple[int, Fate]]:
    """Yield the seconds that a mutant may take, then the number and fate of each."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    with tempfile.NamedTemporaryFile() as log:
        collecting = context.Process(
            target=_collect, args=(mutants, area, jobs, sender, receiver, log.name)
        )
        collecting.start()
        sender.close()
        with suppress(EOFError):
            while True:
                yield receiver.recv()
        collecting.join()
        if collecting.exitcode != PASSED:
            raise RuntimeError(Path(log.name).read_text(encoding="utf-8", errors="replace"))


def _collect(
    mutants: Sequence[Mutant],
    area: Area,
    jobs: int,
    sender: Connection,
    receiver: Connection,
    log: str,
) -> None:
    """Collect the tests once, and run them in a process for each mutant."""
    import pytest

    receiver.close()

    class Loop:
        """Takes the place of pytest's loop over the tests."""

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            began, every = time.perf_counter(), list(session.items)
            executed = observe(session)
            if executed is None:
                session.testsfailed = 1
                return True
            limit = PATIENCE * (time.perf_counter() - began) + LEAST_SECONDS
            sender.send(limit)

            def start(mutant: Mutant | None, _log: str) -> BaseProcess:
                changed = [] if mutant is None else functions_changed(mutant) or []
                places = {(old.co_filename, old.co_firstlineno) for old, _ in changed}
                chosen = [test for test in every if executed.get(test.nodeid, set()) & places]
                return _forked(_run_collected, session, chosen, changed)

            for found in _tested(mutants, start, limit, jobs):
                sender.send(found)
            return True

    _run_pytest(area, log, Loop())


def observe(session: Any) -> dict[str, set[Place]] | None:
    """Return the functions that each test calls, and import what they import.

    None if a test fails without a change. A fixture that tests share counts for the first of them.
    """
    with tempfile.NamedTemporaryFile() as file:
        process = _forked(_write_calls, session, file.name)
        process.join()
        if process.exitcode != PASSED:
            return None
        names, calls = pickle.loads(Path(file.name).read_bytes())
    for name in names:
        importlib.import_module(name)
    return dict(calls)


def _write_calls(session: Any, file: str) -> None:
    import pytest

    calls: dict[str, set[Place]] = {}

    class Watch:
        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
            seen = calls[item.nodeid] = set()

            def watch(frame: FrameType, event: str, _: object) -> None:
                if event == "call":
                    seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

            # Compiled loops run in threads.
            threading.setprofile(watch)
            sys.setprofile(watch)
            try:
                return (yield)
            finally:
                sys.setprofile(None)
                threading.setprofile(None)

    session.config.pluginmanager.register(Watch())
    _take_own_folder()
    code = _loop(session)
    names = [name for name in sys.modules if name.split(".")[0] in PACKAGES]
    Path(file).write_bytes(pickle.dumps((names, calls)))
    os._exit(code)


def _run_collected(session: Any, tests: list[Any], changed: list[Change]) -> None:
    """Run the tests that call what is changed; a change that none of them calls survives."""
    if changed and not swap(changed):
        os._exit(NOT_LOADED)
    session.items = tests
    _take_own_folder()
    os._exit(_loop(session) if tests else PASSED)


def _take_own_folder() -> None:
    """Give the tests of a process temporary folders apart from those of any other."""
    os.environ[FOLDERS] = tempfile.mkdtemp(dir=os.environ[FOLDERS])


def _loop(session: Any) -> int:
    """Run the collected tests up to the first that fails."""
    from _pytest.main import pytest_runtestloop

    try:
        pytest_runtestloop(session)
    except BaseException:
        return FAILED
    return FAILED if session.testsfailed else PASSED


def _tested(
    mutants: Sequence[Mutant], start: Start, limit: float, jobs: int
) -> Iterator[tuple[int, Fate]]:
    """Yield the number and the fate of each mutant, in the order in which they end."""
    due, running = list(enumerate(mutants))[::-1], {}
    while due or running:
        while due and len(running) < jobs:
            at, mutant = due.pop()
            running[start(mutant, os.devnull)] = (at, time.monotonic() + limit)
        wait([process.sentinel for process in running], timeout=0.5)
        for process, (at, until) in list(running.items()):
            if process.exitcode is None and time.monotonic() < until:
                continue
            yield at, _fate(process)
            del running[process]


def _fate(process: BaseProcess) -> Fate:
    if process.exitcode is None:
        process.kill()
        process.join()
        return "timeout"
    if process.exitcode in (PASSED, NOT_LOADED):
        return "survived"
    # A module that cannot be imported interrupts the collection of tests, or makes conftest.py
    # unusable; a signal ends a process that uses up its stack.
    if process.exitcode in (FAILED, INTERRUPTED, UNUSABLE) or process.exitcode < 0:
        return "killed"
    raise RuntimeError(f"pytest ended with {process.exitcode}")


def _forked(work: Callable[..., None], *items: Any) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=work, args=items)
    process.start()
    return process


@dataclass(frozen=True, slots=True)
class _Finder(MetaPathFinder):
    """Gives one module its changed source."""

    mutant: Mutant

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        module = self.mutant.module.removesuffix(".py").replace("/", ".")
        if name != module.removesuffix(".__init__"):
            return None
        file = str(ROOT / self.mutant.module)
        return importlib.util.spec_from_file_location(
            name, file, loader=_Source(name, file, self.mutant.source)
        )


class _Source(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(self.source, self.path, "exec")


def _start_anew(mutant: Mutant | None, area: Area, log: str) -> BaseProcess:
    return _forked(_run_anew, mutant, area, log)


def _run_anew(mutant: Mutant | None, area: Area, log: str) -> None:
    if mutant is not None:
        sys.meta_path.insert(0, _Finder(mutant))
    _run_pytest(area, log)


def _run_pytest(area: Area, log: str, *plugins: object) -> None:
    """Run the tests of an area and end the process with the exit code of pytest."""
    import numba
    import pytest

    loaded = [name for name in sys.modules if name.split(".")[0] in PACKAGES]
    if loaded:
        raise RuntimeError(f"{loaded[0]} is imported before it is changed")
    numba.config.DISABLE_JIT = area.interpreted
    os.chdir(ROOT)
    with _written_to(log), tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDERS] = folder
        options = (*OPTIONS, "--hypothesis-seed=0")
        code = pytest.main([*options, *area.arguments], plugins=list(plugins))
    # Threads and processes of a test that failed are not waited for.
    os._exit(code)


@contextmanager
def _written_to(log: str) -> Iterator[None]:
    file = os.open(log, os.O_WRONLY | os.O_CREAT)
    for number in (1, 2):
        os.dup2(file, number)
    yield
    sys.stdout.flush()
