"""`rutcheck status`."""

from __future__ import annotations

from backtests.cli.options import AsOf, Json, Source
from backtests.cli.sources import open_data
from data_feeds import DEFAULT_SOURCE


def command(data: Source = DEFAULT_SOURCE, as_of: AsOf = None, json: Json = False) -> None:
    """Show where the articles' dated claims stand today, and the odds from here.

    For each: the days left, what would settle it, the rise still needed, and the share of past
    spans as long in which it came. Settled ones are listed with their verdict.

    Example: rutcheck status --data reference
    """
    from backtests.claims.registry import load_claims
    from backtests.claims.status import live_claims
    from backtests.report.json import status
    from backtests.report.terminal import status as display
    from backtests.report.terminal import style
    from backtests.runtime import serialization

    market = open_data(data, as_of)
    claims = live_claims(load_claims(), market)
    if json:
        print(serialization.to_text(status.status_json(claims, market)), end="")
    else:
        display.print_status(claims, market)
        style.print_data(market)
