"""Options that define a breakout and the trade on it, and the rules that they state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.options import finite
from backtests.runtime.choices import UsageError

if TYPE_CHECKING:
    from backtests.studies.breakouts.rules import BreakoutRules
    from signals.core.side import Side

# Longest block of a walk forward; no record is longer.
MOST_YEARS = 100
# Basis points a year for borrowing, below all of the price.
MOST_BORROW = 9_999
TARGETS = "mm-a, mm-b, mm-c, mm-d, 30%, 750pts, level:3250, none."
STOPS = "structural, 8%, atr:2, trailing:10%, chandelier:3, failed, time:63, none."

MinBase = Annotated[
    int,
    typer.Option(
        "--min-base", metavar="L", help="Minimum length of the base below the record, trading days."
    ),
]
MinDepth = Annotated[
    float,
    typer.Option(
        "--min-depth",
        metavar="D",
        callback=finite,
        help="Minimum depth of the base, a fraction.",
    ),
]
Lookback = Annotated[
    int | None,
    typer.Option(
        "--lookback",
        metavar="DAYS",
        help="Break the high (short: the low) of the last DAYS trading days (55, 252), not the "
        "record.",
    ),
]
SideOfTrade = Annotated[
    str,
    typer.Option(
        "--side",
        metavar="long|short",
        help="long: breakouts above the record. short: breakdowns below the record low, target "
        "below and stop above.",
    ),
]
Borrow = Annotated[
    float | None,
    typer.Option(
        "--borrow",
        metavar="BP",
        min=0,
        max=MOST_BORROW,
        callback=finite,
        help="Fee of a short position in basis points a year. Default: 50.",
    ),
]
Target = Annotated[
    str,
    typer.Option("--target", metavar="RULE", help=TARGETS),
]
Stop = Annotated[
    str,
    typer.Option(
        "--stop",
        metavar="RULE",
        help=STOPS,
    ),
]
Horizon = Annotated[
    int,
    typer.Option(
        "--horizon",
        metavar="BARS",
        min=1,
        help="Maximum holding period in trading days, converted to the bars of the data.",
    ),
]


def read_rules(
    min_base: int,
    min_depth: float,
    lookback: int | None,
    target: str,
    stop: str,
    horizon: int,
    cost: float,
    side: str,
    borrow: float | None,
) -> BreakoutRules:
    """Return the rules that the options of a command state; costs and fees in basis points.

    Raises UsageError or RuleError for a value that no rule has.
    """
    from backtests.studies.breakouts.rules import BreakoutRules
    from signals.levels.measured_move import parse_target
    from signals.levels.stops import parse_stop
    from signals.recent_high import check_lookback

    parse_target(target)
    parse_stop(stop)
    if lookback is not None:
        check_lookback(lookback, min_base)
    chosen, fee = read_side(side, borrow)
    return BreakoutRules(
        min_base, min_depth, lookback, target, stop, horizon, cost / 10_000, chosen, fee
    )


def read_side(side: str, borrow: float | None) -> tuple[Side, float]:
    """Return the side that the options state, and the fee for borrowing as a fraction.

    Raises UsageError for a fee of the long side, RuleError for another side.
    """
    from backtests.engine.fills import BORROW
    from signals.core.side import Side, parse_side

    chosen = parse_side(side)
    if borrow is not None and chosen is Side.LONG:
        raise UsageError("--borrow is the fee of a short position; expected --side short")
    return chosen, BORROW if borrow is None else borrow / 10_000
