"""Process pools on this machine, and processes that end with their parent."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import active_children, get_context, parent_process
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Done = TypeVar("Done")

# Threads do not survive a fork. On Linux a fork server without threads imports the modules once;
# macOS libraries do not support fork, and Windows has none.
_START: Literal["forkserver", "spawn"] = "forkserver" if sys.platform == "linux" else "spawn"
_POLL_SECONDS = 0.2
# Request of prctl: the signal that this process gets when its parent ends.
_PR_SET_PDEATHSIG = 1


def import_early(*modules: str, jobs: int) -> None:
    """Start importing modules in the fork server while this process continues.

    No effect for one job, or on systems without a fork server.
    """
    if jobs > 1 and _START == "forkserver":
        from multiprocessing import forkserver

        get_context(_START).set_forkserver_preload(
            ["backtests.runtime.fork_server", "numba", *modules]
        )
        with _without_interrupts():
            forkserver.ensure_running()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start processes that ignore Ctrl-C from their beginning, while they still import."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def interrupts_later() -> Iterator[None]:
    """Keep Ctrl-C until the end of a block; processes that begin within it never get it."""
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before in (None, signal.SIG_IGN):
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        with _blocked_in_new_processes():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _blocked_in_new_processes() -> Iterator[None]:
    """Block Ctrl-C in this thread, which its new processes inherit; other threads still get it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    # Its start, with the first process otherwise, lets Ctrl-C in again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def in_order(work: Callable[..., Done], *items: Iterable[Any], jobs: int) -> Iterator[Done]:
    """Yield the results of `work` in the order of the items, as `map` does.

    With one job the work is done in this process.
    """
    if jobs <= 1:
        yield from map(work, *items)
        return
    others = set(active_children())
    with processes(jobs) as pool:
        try:
            # A process that is being started is not yet known to this one, which could not end it.
            with interrupts_later():
                # Not by `map`: it cancels what is left, which a pool of killed processes cannot
                # bear.
                each_item = zip(*items, strict=False)
                left = [pool.submit(_tidied, work, *each) for each in each_item][::-1]
            while left:
                yield left.pop().result()
        except BaseException:
            # Work that has begun would be waited for, after Ctrl-C for many seconds.
            for process in set(active_children()) - others:
                process.kill()
            raise


def _tidied(work: Callable[..., Done], *each: Any) -> Done:
    """Do a piece of work, and give the memory that it has left free back to the system.

    The C library keeps what large arrays took, so that a process would hold the most of each piece
    of work at once.
    """
    try:
        return work(*each)
    finally:
        trim = _trim()
        if trim is not None:
            trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """Return `malloc_trim` of the GNU C library; None without it."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def processes(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes end with this one, even if it is killed."""
    return ProcessPoolExecutor(jobs, mp_context=get_context(_START), initializer=_begin)


def run_within(seconds: float, work: Callable[..., Done], *items: Any) -> Done:
    """Return the result of `work` from a process that is ended when its time is up.

    Raises
    ------
    TimeoutError
        There is no result within the time.
    EOFError
        The process ended without a result.
    Exception
        What `work` raised.
    """
    context: Any = get_context(_START)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_result, args=(sender, work, items), daemon=True)
    with interrupts_later():
        process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TimeoutError(f"no result within {seconds:g} seconds")
        done, result = receiver.recv()
    finally:
        process.kill()
        process.join()
        receiver.close()
    if not done:
        raise result
    return cast("Done", result)


def _send_result(
    sender: Connection, work: Callable[..., object], items: tuple[object, ...]
) -> None:
    """Send whether `work` returned, and what it returned or raised."""
    end_with_parent()
    try:
        sender.send((True, work(*items)))
    except Exception as error:
        sender.send((False, error))


def _begin() -> None:
    # statsmodels collects garbage at every correction of p-values: exclude imported objects.
    gc.freeze()
    end_with_parent()
    if sys.platform == "linux":
        # A thread cannot end a process that computes without releasing the interpreter. The fork
        # server, the parent of this process, ends with the command.
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def end_with_parent(parent: int | None = None) -> None:
    """Let this process end when its parent does, even if the parent is killed, and ignore Ctrl-C.

    Parameters
    ----------
    parent : int, optional
        Process id of a parent that `multiprocessing` does not know; it is polled. The default is
        the parent process of `multiprocessing`.
    """
    if current_thread() is main_thread():
        # Ctrl-C reaches all processes of a terminal; the parent says so and ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_wait_and_exit, args=(parent,), daemon=True).start()


def _wait_and_exit(parent: int | None) -> None:
    if parent is not None:
        while os.getppid() == parent:
            time.sleep(_POLL_SECONDS)
    elif (process := parent_process()) is not None:
        process.join()
    else:
        return
    os._exit(1)
