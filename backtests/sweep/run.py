"""Run the missing parts of a sweep on this machine or on a Dask cluster."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backtests.runtime.cluster import WorkLost, on_cluster
from backtests.runtime.processes import end_with_parent, interrupts_later
from backtests.sweep.chunk import Chunk, SymbolBars, evaluate_chunk
from backtests.sweep.folder import LOCK, BarsReader, Block, Sweep
from backtests.sweep.grid import SweepError

if TYPE_CHECKING:
    import pandas as pd

    from backtests.runtime.progress import ProgressCallback

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
            results = parallel(delayed(evaluate_chunk)(chunk) for chunk in chunks)
        try:
            # `yield from` would itself close the results.
            for result in results:  # noqa: UP028
                yield result
        finally:
            with warnings.catch_warnings():
                # joblib warns of the work that is left after Ctrl-C.
                warnings.simplefilter("ignore", UserWarning)
                results.close()

    return run_chunks


def run_on_cluster(address: str) -> ChunkRunner:
    """Return a runner that evaluates chunks on a Dask cluster.

    It raises ClusterError if the scheduler does not answer or has no workers, and SweepError if it
    dies; the parts that are done stay.
    """

    def run_chunks(chunks: Iterable[Chunk]) -> Iterator[bytes]:
        try:
            yield from on_cluster(address, evaluate_chunk, chunks)
        except WorkLost as error:
            raise SweepError(
                f"{error}; the parts that are done stay, and the same command goes on from them"
            ) from None

    return run_chunks
