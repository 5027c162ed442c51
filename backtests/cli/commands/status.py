"""`rutcheck status`."""

from __future__ import annotations

from typing import Annotated

import typer

from backtests.cli.checks import check_claims
from backtests.cli.options import AsOf, DateFormat, Decimal, Details, Json, Source
from backtests.cli.output import print_json
from backtests.cli.sources import open_claims_data
from data_feeds import DEFAULT_SOURCE


def command(
    claim: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE.toml]… [ID]…",
            help="Claims files, and ids of claims to show.  "
            "Default: all claims of the files, or of the shipped articles.",
        ),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    details: Details = False,
    json: Json = False,
) -> None:
    """Show the current state of the dated claims, and their odds from here.

    First the claims nearest to their day; then for each claim the days left,
    the rise still needed, and how often past periods, as long as from the last
    data to that day, had such a rise. Settled claims are listed with their
    verdict. With --details also what settles each claim.

    Example: rutcheck status --data reference
    """
    check_claims(claim or [])

    from backtests.claims.selection import select
    from backtests.claims.status import live_claims
    from backtests.report.answers.status import status_answer
    from backtests.report.json.status import status_json
    from backtests.report.terminal.status import print_status
    from backtests.report.terminal.style import print_data

    selection = select(claim or [])
    market = open_claims_data(selection, data, as_of)
    claims = live_claims(selection.chosen, market)
    if json:
        print_json(status_json(claims, market))
    else:
        print_status(claims, market, status_answer(claims, market), details=details)
        print_data(market)
