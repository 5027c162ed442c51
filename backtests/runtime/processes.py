"""Work dealt out to several processes of this machine."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Literal, TypeVar

Done = TypeVar("Done")

# Threads do not survive a fork, so that no process is forked from this one. On Linux they come
# from one that runs no threads of ours and has imported what they need; macOS does not allow that
# to its own libraries, and Windows has no fork.
_START: Literal["forkserver", "spawn"] = "forkserver" if sys.platform == "linux" else "spawn"


def import_early(*modules: str, jobs: int) -> None:
    """Import modules for processes that are started later, while this one goes on.

    Without effect for one job, or where each process must import them itself.
    """
    if jobs > 1 and _START == "forkserver":
        from multiprocessing import forkserver

        get_context(_START).set_forkserver_preload(list(modules))
        forkserver.ensure_running()


def in_order(work: Callable[..., Done], *items: Iterable[Any], jobs: int) -> Iterator[Done]:
    """Yield what work makes of the items as `map` does, whatever the number of processes.

    One job is done in this process.
    """
    if jobs <= 1:
        yield from map(work, *items)
        return
    with processes(jobs) as pool:
        yield from pool.map(work, *items)


def processes(jobs: int) -> ProcessPoolExecutor:
    """Start so many processes, which end with this one even where it is killed."""
    return ProcessPoolExecutor(jobs, mp_context=get_context(_START), initializer=_begin)


def _begin() -> None:
    # What was imported stays: statsmodels collects garbage at every correction of p-values.
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
