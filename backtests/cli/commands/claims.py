"""`rutcheck claims`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backtests.cli.options import AsOf, Resamples, prepare_processes
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data
from backtests.runtime.choices import UsageError


def command(
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE.toml|new]", help="Claim to explain, or claims file to check."
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE.toml]", help="With new: file to write.")
    ] = None,
    data: Annotated[
        str,
        typer.Option(
            "--data",
            metavar="SOURCE",
            envvar="RUTCHECK_DATA",
            help="Data for the verdict of the explained claim.",
        ),
    ] = "reference",
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
) -> None:
    """List the claims, or explain one: source, test, verdict, and what would change it.

    `claims new FILE.toml` writes a template for your own claims,
    `claims FILE.toml` checks it.

    Example: rutcheck claims mom-06
    """
    explains = claim is not None and claim != "new" and not claim.endswith(".toml")
    jobs = prepare_processes("backtests.claims.run", jobs=None if explains else 1)

    from backtests.claims import validation
    from backtests.claims.registry import find_claim, load_claims
    from backtests.claims.run import run_claims
    from backtests.report.terminal.claims import print_claim, print_claims, print_methods

    if claim == "new":
        if file is None:
            raise UsageError("claims new needs a file to write; expected claims new FILE.toml")
        validation.write_template(file)
        print(f"{file}: template with two claims. rutcheck claims {file} checks it.")
        return
    if file is not None:
        raise UsageError(f"unexpected {str(file)!r}; only new takes a second argument")
    if claim is None:
        print_claims(load_claims())
    elif claim.endswith(".toml"):
        own = validation.read_claims(Path(claim))
        print_claims(own)
        print_methods(own)
    else:
        claims = load_claims()
        explained = find_claim(claims, claim)
        market = open_data(data, as_of)
        with progress_bar("testing its family of claims", len(claims)) as progress:
            result = run_claims(
                claims,
                market,
                only=[explained.id],
                resamples=resamples,
                jobs=jobs,
                progress=progress,
            )
        print_claim(explained, result)
