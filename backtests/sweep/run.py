"""Run a sweep: its missing parts, on this machine or a cluster, written as they come."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from backtests.sweep.chunk import Chunk, Subject, study_chunk
from backtests.sweep.folder import LOCK, Cut, Read, Sweep, write_atomically
from backtests.sweep.grid import SweepError

if TYPE_CHECKING:
    from backtests.runtime.progress import ProgressCallback

# Chunks on their way to each worker of a cluster: one at work, one waiting, one travelling.
_WAITING = 3
# Seconds between two looks at whether the process that gives the work is there.
_WATCHING = 1
# Seconds to wait for a cluster's scheduler.
_PATIENCE = 10
# Seconds to wait for its first worker, which may be starting.
_WORKER_PATIENCE = 30

Work = Callable[[Iterable[Chunk]], Iterator[bytes]]


def run_sweep(sweep: Sweep, read: Read, *, work: Work, tell: ProgressCallback) -> None:
    """Do the parts that the folder lacks, in order, each written whole as it comes.

    `read` gives the bars of a symbol, and is called once for each that has parts to do. `work`
    does chunks in this process, several, or a cluster; the parts are the same.
    """
    todo = sweep.missing
    with closing(_closable(work(_chunks(sweep, read, todo)))) as done:
        for (at, cut), content in zip(todo, done, strict=True):
            write_atomically(sweep.part(at, cut), content)
            tell(sweep.specification.symbols[at])


def _closable(done: Iterator[bytes]) -> Any:
    yield from done


def _chunks(sweep: Sweep, read: Read, todo: list[tuple[int, Cut]]) -> Iterator[Chunk]:
    """Lay out the chunks one by one; a symbol is read when its first one is due."""
    points, plan = sweep.specification.points, sweep.plan
    first_month, _ = sweep.specification.months
    seeded = frozenset(sweep.specification.seeded)
    for at, cuts in groupby(todo, key=itemgetter(0)):
        symbol = sweep.specification.symbols[at]
        subject = Subject.of(
            read(symbol), symbol=symbol, first_month=first_month, seeded=symbol in seeded
        )
        for _, (first, end) in cuts:
            yield Chunk(subject, points[first:end], first, plan)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder for one sweep at a time; SweepError while another runs in it."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        raise SweepError(f"a sweep is running in {folder}; expected one at a time") from None
    except OSError as error:
        raise SweepError(f"{folder} cannot be written ({error.strerror})") from None
    try:
        yield
    finally:
        lock.release()


def on_this_machine(jobs: int) -> Work:
    """Work in so many processes of this machine."""

    def work(chunks: Iterable[Chunk]) -> Iterator[bytes]:
        from joblib import Parallel, delayed

        parallel = Parallel(
            n_jobs=jobs,
            return_as="generator",
            pre_dispatch="2 * n_jobs",
            batch_size=1,
            initializer=_end_with,
            initargs=(os.getpid(),),
        )
        done: Iterator[bytes] = parallel(delayed(study_chunk)(chunk) for chunk in chunks)
        yield from done

    return work


def _end_with(parent: int) -> None:
    """Let this process end when its parent does.

    That of a killed sweep would stay for ever, waiting for someone to read its last result.
    """
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCHING)
    os._exit(1)


def on_cluster(address: str) -> Work:
    """Work on a Dask cluster; SweepError where it does not answer, has no workers, or dies."""

    def work(chunks: Iterable[Chunk]) -> Iterator[bytes]:
        client = _connected(address)
        try:
            _wait_for_workers(client, address)
            yield from _in_flight(client, iter(chunks))
        finally:
            client.close()

    return work


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise SweepError(
            "--scheduler needs Dask distributed, which is not installed; expected "
            "pip install 'rutcheck[dask]'"
        ) from None
    try:
        connect: Any = Client
        return connect(address, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError):
        raise SweepError(
            f"no scheduler answers at {address!r}; expected an address like tcp://127.0.0.1:8786"
        ) from None


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WORKER_PATIENCE)
    except (OSError, TimeoutError):
        raise SweepError(
            f"the scheduler at {address!r} has no workers after {_WORKER_PATIENCE} seconds; "
            f"expected at least one, started with dask worker {address}"
        ) from None


def _in_flight(client: Any, chunks: Iterator[Chunk]) -> Iterator[bytes]:
    """Results in the order of the chunks, of which a few for each thread are on their way."""
    threads = max(1, sum(client.nthreads().values()))
    futures = [_submitted(client, chunk) for chunk in islice(chunks, _WAITING * threads)]
    while futures:
        yield _result(futures.pop(0))
        futures += [_submitted(client, chunk) for chunk in islice(chunks, 1)]


def _result(future: Any) -> bytes:
    """Wait for a chunk; SweepError where the cluster lost it."""
    from concurrent.futures import CancelledError

    from distributed.scheduler import KilledWorker

    try:
        done: bytes = future.result()
    except (KilledWorker, CancelledError, OSError, TimeoutError) as error:
        raise SweepError(
            f"the cluster lost its work ({type(error).__name__}); the parts that are done stay, "
            "and the same command goes on from them"
        ) from None
    return done


def _submitted(client: Any, chunk: Chunk) -> Any:
    return client.submit(study_chunk, chunk, pure=False)
