"""Work dealt out to several processes of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Done = TypeVar("Done")


def in_order(work: Callable[..., Done], *items: Iterable[Any], jobs: int) -> Iterator[Done]:
    """Yield what work makes of the items as `map` does, whatever the number of processes.

    New processes are spawned: threads do not survive a fork. One job is done in this process.
    """
    if jobs <= 1:
        yield from map(work, *items)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, *items)
