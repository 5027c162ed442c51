"""Compute on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")

# Items submitted for each thread of a cluster: one running, one queued, one being sent.
_ITEMS_PER_THREAD = 3
# Seconds to wait for the scheduler of a cluster.
_SCHEDULER_TIMEOUT = 10
# Seconds to wait for the first worker.
_WORKER_TIMEOUT = 30


class ClusterError(ValueError):
    """A cluster does not answer, has no workers, or lost its work."""


class WorkLost(ClusterError):  # noqa: N818  (read as a sentence where it is raised)
    """A cluster died, or lost the workers that computed."""


def on_cluster(address: str, work: Callable[[Item], Done], items: Iterable[Item]) -> Iterator[Done]:
    """Yield the results of `work` in the order of the items, computed on a Dask cluster.

    Code and items are sent there, and what it answers is unpickled: the cluster must be trusted.

    Parameters
    ----------
    address : str
        Address of the scheduler, such as tcp://127.0.0.1:8786.

    Raises
    ------
    ClusterError
        The scheduler does not answer, has no workers, or dies.
    """
    client = _connect(address)
    try:
        _wait_for_workers(client, address)
        yield from _results(client, work, iter(items))
    finally:
        client.close()


def check_scheduler(address: str | None) -> None:
    """Raise ClusterError if there is an address at which no scheduler answers.

    Work whose results are all kept would not ask it.
    """
    if address is not None:
        _connect(address).close()


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--scheduler needs Dask distributed, which is not installed; expected "
            "pip install 'rutcheck[dask]'"
        ) from None
    try:
        connect: Any = Client
        return connect(address, timeout=_SCHEDULER_TIMEOUT)
    except (OSError, TimeoutError, ValueError):
        raise ClusterError(
            f"no scheduler answers at {address!r}; expected an address like tcp://127.0.0.1:8786"
        ) from None


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WORKER_TIMEOUT)
    except (OSError, TimeoutError):
        raise ClusterError(
            f"the scheduler at {address!r} has no workers after {_WORKER_TIMEOUT} seconds; "
            f"expected at least one, started with dask worker {address}"
        ) from None


def _results(client: Any, work: Callable[[Item], Done], items: Iterator[Item]) -> Iterator[Done]:
    """Yield results in the order of the items, with a few items submitted for each thread."""
    submit = partial(client.submit, work, pure=False)
    threads = max(1, sum(client.nthreads().values()))
    futures = [submit(item) for item in islice(items, _ITEMS_PER_THREAD * threads)]
    while futures:
        yield _result(futures.pop(0))
        futures += [submit(item) for item in islice(items, 1)]


def _result(future: Any) -> Any:
    """Wait for a result; WorkLost if the cluster lost it."""
    from concurrent.futures import CancelledError

    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except (KilledWorker, CancelledError, OSError, TimeoutError) as error:
        raise WorkLost(f"the cluster lost its work ({type(error).__name__})") from None
