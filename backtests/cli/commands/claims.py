"""`rutcheck claims`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backtests.cli.checks import check_claims, check_source
from backtests.cli.options import AsOf, Fresh, Resamples, prepare_processes
from backtests.cli.progress import progress_bar
from backtests.cli.sources import kept_results, open_claims_data
from backtests.runtime.choices import UsageError
from backtests.runtime.escapes import print_text


def command(
    claim: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE.toml|new|studies]", help="Claim to explain, or claims file to check."
        ),
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE.toml|ID|NAME]",
            help="With new: file to write. With a file: claim to explain. With studies: study.",
        ),
    ] = None,
    data: Annotated[
        str,
        typer.Option(
            "--data",
            metavar="SOURCE",
            envvar="RUTCHECK_DATA",
            callback=check_source,
            help="Data for the verdict of the explained claim.",
        ),
    ] = "reference",
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
    fresh: Fresh = False,
) -> None:
    """List the claims, or explain one: source, test, verdict, and what would change it.

    `claims new FILE.toml` writes a template for your own claims,
    `claims FILE.toml` checks it, `claims FILE.toml ID` explains one of them.
    `claims studies` lists the studies that a claim can use, `claims studies NAME`
    shows the parameters of one and an example row.

    Example: rutcheck claims mom-06
    """
    if claim is None:
        from backtests.claims.listing import shipped_lines
        from backtests.report.terminal.claims import print_claims

        print_claims(shipped_lines())
        return
    names = [name for name in (claim, second) if name is not None]
    explains = claim not in ("new", "studies") and any(not name.endswith(".toml") for name in names)
    if claim not in ("new", "studies"):
        check_claims(names[:1])
    jobs = prepare_processes("backtests.claims.run", jobs=None if explains else 1)

    from backtests.claims import validation
    from backtests.claims.registry import line_of
    from backtests.claims.run import run_claims
    from backtests.claims.selection import select
    from backtests.report import words
    from backtests.report.terminal.claims import print_claim, print_claims, print_methods

    if claim == "new":
        if second is None:
            raise UsageError("claims new needs a file to write; expected claims new FILE.toml")
        validation.write_template(Path(second))
        print_text(f"{second}: template with two claims. rutcheck claims {second} checks it.")
        return
    if claim == "studies":
        _studies(second)
        return
    if second is not None and not (claim or "").endswith(".toml"):
        raise UsageError(f"unexpected {second!r}; expected it after new, studies or a claims file")
    selection = select(names)
    if not explains:
        lines = [line_of(claim) for claim in selection.claims]
        print_claims(lines, explain=words.explains(selection.claims))
        print_methods(selection.claims)
        return
    with kept_results(fresh=fresh) as store:
        market = open_claims_data(selection, data, as_of)
        with progress_bar("testing its family of claims", len(selection.claims)) as progress:
            result = run_claims(
                selection.claims,
                market,
                only=selection.only,
                resamples=resamples,
                jobs=jobs,
                progress=progress,
                store=store,
            )
    (explained,) = selection.chosen
    print_claim(explained, result)


def _studies(name: str | None) -> None:
    """Print all studies, or one of them."""
    from backtests.claims.examples import study_page, study_pages
    from backtests.report.terminal.studies import print_studies, print_study

    if name is None:
        print_studies(study_pages())
    else:
        print_study(study_page(name))
