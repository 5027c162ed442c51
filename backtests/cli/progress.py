"""Progress on standard error, shown only on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backtests.runtime.progress import ProgressCallback

# Environment variable that suppresses progress; set by --quiet.
QUIET = "RUTCHECK_QUIET"


@contextmanager
def spinner(task: str) -> Iterator[ProgressCallback]:
    """Show a spinner with the task; the yielded callback replaces the description of its step."""
    if not _is_shown():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(task) as status:
        yield lambda step: status.update(f"{task}: {step}")


@contextmanager
def progress_bar(task: str, total: int) -> Iterator[ProgressCallback]:
    """Show a progress bar of `total` steps; the yielded callback advances it by one."""
    if not _is_shown():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        row = bar.add_task(task, total=total)
        yield lambda step: bar.update(row, advance=1, description=f"{task}: {step}")


def _is_shown() -> bool:
    return sys.stderr.isatty() and not os.environ.get("CI") and not os.environ.get(QUIET)
