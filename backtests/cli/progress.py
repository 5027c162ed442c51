"""What a person sees while waiting: on standard error, on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backtests.runtime.progress import ProgressCallback


# Set for a command that is asked to be quiet: no progress either.
QUIET = "RUTCHECK_QUIET"


@contextmanager
def spinner(what: str) -> Iterator[ProgressCallback]:
    """Show on standard error, on a terminal only, what is being waited for."""
    if not _watched():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda step: status.update(f"{what}: {step}")


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[ProgressCallback]:
    """A progress bar on standard error, on a terminal only; the yielded function moves it on."""
    if not _watched():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def tell(step: str) -> None:
            bar.update(task, advance=1, description=f"{what}: {step}")

        yield tell


def _watched() -> bool:
    return sys.stderr.isatty() and not os.environ.get("CI") and not os.environ.get(QUIET)
