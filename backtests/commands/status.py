"""`rutcheck status`."""

from __future__ import annotations

from backtests.commands.options import DEFAULT_SOURCE, AsOf, Json, Source
from backtests.commands.sources import open_data


def command(data: Source = DEFAULT_SOURCE, as_of: AsOf = None, json: Json = False) -> None:
    """Show where the articles' dated claims stand today, and the odds from here.

    For each: the days left, what would settle it, the rise still needed, and the share of past
    spans as long in which it came. Settled ones are listed with their verdict.

    Example: rutcheck status --data reference
    """
    from backtests import results
    from backtests.displays import status as display
    from backtests.displays import style
    from backtests.live_claims import live_claims
    from backtests.registry import load_claims

    market = open_data(data, as_of)
    claims = live_claims(load_claims(), market)
    if json:
        print(results.to_text(display.content(claims, market)), end="")
    else:
        display.print_status(claims, market)
        style.print_data(market)
