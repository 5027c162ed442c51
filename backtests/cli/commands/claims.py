"""`rutcheck claims`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backtests.cli.options import AsOf, Resamples, available_jobs
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data
from backtests.runtime.choices import UsageError


def command(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[ID|FILE.toml|new]", help="A claim to explain, a file to check."),
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE.toml]", help="With new: the file to write.")
    ] = None,
    data: Annotated[
        str,
        typer.Option(
            "--data",
            metavar="SOURCE",
            envvar="RUTCHECK_DATA",
            help="What the explained verdict is computed on.",
        ),
    ] = "reference",
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
) -> None:
    """List the claims, or explain one: source, paraphrase, test, what decided, what would change.

    `claims new FILE.toml` writes a file for claims of one's own, `claims FILE.toml` checks it.

    Example: rutcheck claims mom-06
    """
    from backtests.runtime.processes import import_early

    jobs = 1 if claim is None or claim == "new" or claim.endswith(".toml") else available_jobs()
    import_early("backtests.claims.run", jobs=jobs)

    from backtests.claims import validation
    from backtests.claims.registry import find_claim, load_claims
    from backtests.claims.run import run_claims
    from backtests.report.terminal import claims as display

    if claim == "new":
        if file is None:
            raise UsageError("claims new needs a file to write; expected claims new FILE.toml")
        validation.write_template(file)
        print(f"{file}: two claims to start from. rutcheck claims {file} checks them.")
        return
    if file is not None:
        raise UsageError(f"unexpected {str(file)!r}; a second argument goes with new alone")
    if claim is not None and claim.endswith(".toml"):
        display.print_claims(validation.read_claims(Path(claim)))
        return
    claims = load_claims()
    if claim is None:
        display.print_claims(claims)
        return
    found = find_claim(claims, claim)
    market = open_data(data, as_of)
    with progress_bar("testing its family of claims", len(claims)) as tell:
        result = run_claims(
            claims, market, only=[found.id], resamples=resamples, jobs=jobs, progress=tell
        )
    display.print_claim(found, result)
