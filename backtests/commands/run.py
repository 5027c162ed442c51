"""`rutcheck run`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backtests.commands.options import (
    DEFAULT_SOURCE,
    AsOf,
    Json,
    Resamples,
    Source,
)
from backtests.commands.sources import open_data
from backtests.commands.waiting import progress

if TYPE_CHECKING:
    from data_feeds.market import Market

DEFAULT_OUT = Path("report")
# More processes than this wait for the longest claim.
MOST_JOBS = 4


def command(
    claim: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM]…", help="Claim ids, or a claims file; all if none."),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=f"Folder for the report.  [default: "
                                                  f"{DEFAULT_OUT}; with --json none]"),
    ] = None,
    resamples: Resamples = 10_000,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, envvar="RUTCHECK_JOBS",
                     help="Processes that test claims; the results are the same.  "
                          f"[default: one a core, up to {MOST_JOBS}]"),
    ] = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Test the claims, print the verdicts, write results.json, report.html and figures."""
    from backtests import claims_file, results
    from backtests.displays import run as display
    from backtests.registry import find_claim, joined, load_claims
    from backtests.run import run_claims

    named = claim or []
    own = [c for name in named if name.endswith(".toml")
           for c in claims_file.read_claims(Path(name))]  # fmt: skip
    claims = joined(load_claims(), own)
    only = [find_claim(claims, name).id for name in named if not name.endswith(".toml")]
    only += [c.id for c in own]
    market = open_data(data, as_of)
    with progress("testing claims", len(claims)) as tell:
        result = run_claims(
            claims,
            market,
            only=only,
            resamples=resamples,
            jobs=jobs or min(cores(), MOST_JOBS),
            tell=tell,
        )
    if json:
        print(results.to_text(results.run_content(result)), end="")
    else:
        display.print_run(result)
    folder = out if out is not None or json else DEFAULT_OUT
    if folder is not None:
        _write_report(result, market, folder, quiet=json)


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _write_report(result: Any, market: Market, folder: Path, *, quiet: bool) -> None:
    from backtests import report, results
    from data_feeds.bars import DataError

    try:
        results.write_run(result, folder)
        with progress("drawing the report", 1):
            report.write_report(result, market, folder)
    except OSError as error:
        raise DataError(f"{folder}: the report cannot be written ({error.strerror})") from None
    if not quiet:
        print(f"\nReport: {folder / 'report.html'}   Numbers: {folder / 'results.json'}")
