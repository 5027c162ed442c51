"""Options that several commands take, and the refusal of their values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from backtests.runtime.choices import UsageError

# More processes than this wait for the longest claim.
MOST_JOBS = 4
# Basis points: a tenth of the price on each side.
MOST_COST = 1_000

Source = Annotated[
    str,
    typer.Option(
        "--data",
        metavar="SOURCE",
        envvar="RUTCHECK_DATA",
        help="auto (cache, then Yahoo and FRED, then shipped figures), reference, yahoo, or a "
        "snapshot folder.",
    ),
]

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Use no data after this day.")
]

Json = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]

Resamples = Annotated[
    int, typer.Option("--resamples", min=100, help="Sets of random dates to draw.")
]


def available_jobs() -> int:
    """Processes that test claims unless told otherwise: one a core, up to `MOST_JOBS`."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_JOBS)
    return min(os.cpu_count() or 1, MOST_JOBS)


def check_picture(plot: Path | None) -> None:
    """Refuse a picture's name before anything is computed."""
    if plot is not None and plot.suffix.lower() != ".png":
        raise UsageError(f"--plot {plot}: expected a name that ends in .png")
    if plot is not None and (plot.is_dir() or not plot.absolute().parent.is_dir()):
        raise UsageError(f"--plot {plot}: expected a file in a folder that exists")
