"""Run the missing parts of a sweep on this machine or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backtests.runtime.processes import end_with_parent, interrupts_later
from backtests.sweep.chunk import Chunk, SymbolBars, evaluate_chunk
from backtests.sweep.folder import LOCK, BarsReader, Block, Sweep
from backtests.sweep.grid import SweepError

if TYPE_CHECKING:
    import pandas as pd

    from backtests.runtime.progress import ProgressCallback

# Chunks submitted for each thread of a cluster: one running, one queued, one being sent.
_CHUNKS_PER_THREAD = 3
# Seconds to wait for the scheduler of a cluster.
_SCHEDULER_TIMEOUT = 10
# Seconds to wait for the first worker.
_WORKER_TIMEOUT = 30

ChunkRunner = Callable[[Iterable[Chunk]], Iterator[bytes]]


def run_sweep(
    sweep: Sweep,
    read: BarsReader,
    *,
    cash_rate: pd.DataFrame | None,
    run_chunks: ChunkRunner,
    progress: ProgressCallback,
) -> None:
    """Evaluate the missing parts of a sweep in order, and write each one atomically.

    Parameters
    ----------
    read
        Returns the bars of a symbol; called once for each symbol with missing parts.
    cash_rate
        Rate that cash earns, as `folder.make_specification` got it.
    run_chunks
        Evaluates chunks, in processes or on a cluster; the parts do not depend on it.
    progress
        Called with the symbol of each part that was written.
    """
    missing, fingerprint = sweep.missing, sweep.fingerprint
    with closing(_closable(run_chunks(_chunks(sweep, read, cash_rate, missing)))) as results:
        for place, content in zip(missing, results, strict=True):
            sweep.write_part(place, content, sweep=fingerprint)
            progress(sweep.specification.symbols[place[0]])


def _closable(results: Iterator[bytes]) -> Any:
    """Make a generator of an iterator, which `closing` needs."""
    yield from results


def _chunks(
    sweep: Sweep,
    read: BarsReader,
    cash_rate: pd.DataFrame | None,
    missing: list[tuple[int, Block]],
) -> Iterator[Chunk]:
    """Make the chunks one by one; the bars of a symbol are read for its first chunk."""
    points, settings = sweep.specification.points, sweep.settings
    first_month, _ = sweep.specification.months
    seeded = frozenset(sweep.specification.seeded)
    for position, blocks in groupby(missing, key=itemgetter(0)):
        symbol = sweep.specification.symbols[position]
        bars = SymbolBars.of(
            read(symbol),
            symbol=symbol,
            cash_rate=cash_rate,
            first_month=first_month,
            seeded=symbol in seeded,
            side=sweep.specification.side,
            borrow=sweep.specification.borrow,
        )
        for _, (first, end) in blocks:
            yield Chunk(bars, points[first:end], first, settings)


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Lock the folder of a sweep; SweepError if another sweep runs in it."""
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


def run_locally(jobs: int) -> ChunkRunner:
    """Return a runner that evaluates chunks in processes on this machine."""

    def run_chunks(chunks: Iterable[Chunk]) -> Iterator[bytes]:
        from joblib import Parallel, delayed

        parallel = Parallel(
            n_jobs=jobs,
            return_as="generator",
            pre_dispatch="2 * n_jobs",
            batch_size=1,
            # Workers of a killed sweep would wait for ever for their last result to be read.
            initializer=end_with_parent,
            initargs=(os.getpid(),),
        )
        # A worker that still imports would answer Ctrl-C with a traceback.
        with interrupts_later():
            results: Iterator[bytes] = parallel(delayed(evaluate_chunk)(chunk) for chunk in chunks)
        yield from results

    return run_chunks


def run_on_cluster(address: str) -> ChunkRunner:
    """Return a runner that evaluates chunks on a Dask cluster.

    It raises SweepError if the scheduler does not answer, has no workers, or dies.
    """

    def run_chunks(chunks: Iterable[Chunk]) -> Iterator[bytes]:
        client = _connect(address)
        try:
            _wait_for_workers(client, address)
            yield from _results(client, iter(chunks))
        finally:
            client.close()

    return run_chunks


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise SweepError(
            "--scheduler needs Dask distributed, which is not installed; expected "
            "pip install 'rutcheck[dask]'"
        ) from None
    try:
        connect: Any = Client
        return connect(address, timeout=_SCHEDULER_TIMEOUT)
    except (OSError, TimeoutError, ValueError):
        raise SweepError(
            f"no scheduler answers at {address!r}; expected an address like tcp://127.0.0.1:8786"
        ) from None


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WORKER_TIMEOUT)
    except (OSError, TimeoutError):
        raise SweepError(
            f"the scheduler at {address!r} has no workers after {_WORKER_TIMEOUT} seconds; "
            f"expected at least one, started with dask worker {address}"
        ) from None


def _results(client: Any, chunks: Iterator[Chunk]) -> Iterator[bytes]:
    """Yield results in the order of the chunks, with a few chunks submitted for each thread."""
    threads = max(1, sum(client.nthreads().values()))
    futures = [_submit(client, chunk) for chunk in islice(chunks, _CHUNKS_PER_THREAD * threads)]
    while futures:
        yield _result(futures.pop(0))
        futures += [_submit(client, chunk) for chunk in islice(chunks, 1)]


def _result(future: Any) -> bytes:
    """Wait for the result of a chunk; SweepError if the cluster lost it."""
    from concurrent.futures import CancelledError

    from distributed.scheduler import KilledWorker

    try:
        result: bytes = future.result()
    except (KilledWorker, CancelledError, OSError, TimeoutError) as error:
        raise SweepError(
            f"the cluster lost its work ({type(error).__name__}); the parts that are done stay, "
            "and the same command goes on from them"
        ) from None
    return result


def _submit(client: Any, chunk: Chunk) -> Any:
    return client.submit(evaluate_chunk, chunk, pure=False)
