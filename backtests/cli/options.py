"""Options shared by several commands, and checks of their values."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Annotated

import typer

from backtests.cli.checks import check_date, check_source
from backtests.cli.output import check_file
from backtests.runtime.choices import UsageError

# Most processes by default: with more, the longest claim determines the time.
MOST_JOBS = 4
# Most processes that can be asked for.
LARGEST_JOBS = 256
# Random samples: the error of a p-value is below 0.001, in at most two gigabytes (docs/limits.md).
MOST_RESAMPLES = 250_000
# Basis points: a tenth of the price on each side.
MOST_COST = 1_000
# Endings of the names that --plot takes: a picture, and a page whose charts can be zoomed.
PICTURES = (".png", ".html")
# Account of --risk where none is given.
ACCOUNT = 100_000.0

Source = Annotated[
    str,
    typer.Option(
        "--data",
        metavar="SOURCE",
        envvar="RUTCHECK_DATA",
        callback=check_source,
        help="auto (cache, then Yahoo and FRED, then shipped figures), reference, yahoo, or a "
        "snapshot folder.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", callback=check_date, help="Ignore data after this date."
    ),
]


def _state_reading(
    context: typer.Context, option: typer.CallbackParam, value: str | None
) -> str | None:
    """Read the files of the command as the options stated so far say."""
    if value is None or context.resilient_parsing:
        return value
    from data_feeds.files.tables.reading import parse_reading, stating
    from data_feeds.series.bars import DataError

    stated = context.meta.setdefault(__name__, {})
    stated[option.name] = value
    try:
        context.with_resource(stating(parse_reading(**stated)))
    except DataError as error:
        raise UsageError(str(error)) from None
    return value


def finite(
    context: typer.Context, option: typer.CallbackParam, value: float | None
) -> float | None:
    """Refuse NaN, which is in no range, and infinities."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(f"{value} is not a finite number", param_hint=option.opts[0])
    return value


DateFormat = Annotated[
    str | None,
    typer.Option(
        "--date-format",
        metavar="FORMAT",
        callback=_state_reading,
        help="How CSV files write dates that they do not prove: dmy, mdy, ymd, a format such as "
        "%d/%m/%Y, unix, excel, or the time zone of times in UTC.",
    ),
]
Decimal = Annotated[
    str | None,
    typer.Option(
        "--decimal",
        metavar="MARK",
        callback=_state_reading,
        help="Decimal mark of CSV files that do not prove it: . or ,",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print only JSON on standard output.")]
Details = Annotated[
    bool, typer.Option("--details", help="Print everything: all rows, and what lies behind them.")
]
Resamples = Annotated[
    int,
    typer.Option(
        "--resamples",
        metavar="N",
        min=100,
        max=MOST_RESAMPLES,
        help="Number of random-date samples.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=LARGEST_JOBS,
        envvar="RUTCHECK_JOBS",
        help="Processes to use; results do not depend on their number.  "
        f"Default: one per core, up to {MOST_JOBS}.",
    ),
]
Fresh = Annotated[
    bool,
    typer.Option(
        "--fresh",
        envvar="RUTCHECK_FRESH",
        help="Compute everything: use nothing that earlier runs kept, and keep nothing.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Address of a Dask cluster to run on, for example tcp://127.0.0.1:8786. Code and data "
        "are sent there, and what it answers is unpickled: name only a cluster that you trust.",
    ),
]
Cost = Annotated[
    float,
    typer.Option(
        "--cost",
        metavar="BP",
        min=0,
        max=MOST_COST,
        callback=finite,
        help="Transaction cost in basis points per side.",
    ),
]

RiskShare = Annotated[
    str | None,
    typer.Option(
        "--risk",
        metavar="PERCENT",
        help="Size the latest signal so that its stop loses this share of --account, such as 1%, "
        "and show the account of the past trades at that risk.",
    ),
]
Account = Annotated[
    float | None,
    typer.Option(
        "--account",
        metavar="AMOUNT",
        callback=finite,
        help=f"Account of --risk. Default: {ACCOUNT:,.0f}.",
    ),
]
Picture = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="FILE.png|FILE.html",
        help="Draw the prices with every signal's levels and outcome, and the time to target and "
        "stop; as a picture, or as a page to zoom.",
    ),
]


def available_jobs() -> int:
    """Return the default number of processes: one per core, up to `MOST_JOBS`."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_JOBS)
    return min(os.cpu_count() or 1, MOST_JOBS)


def check_picture(plot: Path | None) -> None:
    """Raise UsageError or DataError if a picture of this name cannot be written."""
    if plot is not None and plot.suffix.lower() not in PICTURES:
        raise UsageError(f"--plot {plot}: expected a name that ends in {' or '.join(PICTURES)}")
    if plot is not None and (plot.is_dir() or not plot.absolute().parent.is_dir()):
        raise UsageError(f"--plot {plot}: expected a file in a folder that exists")
    check_file(plot)


def prepare_processes(*modules: str, jobs: int | None) -> int:
    """Return the number of processes, and start importing the modules that they need."""
    from backtests.runtime.processes import import_early

    processes = jobs or available_jobs()
    import_early(*modules, jobs=processes)
    return processes
