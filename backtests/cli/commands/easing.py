"""`rutcheck easing`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

import typer

from backtests.cli.options import AsOf, Json, Resamples, Source
from backtests.cli.sources import open_data
from backtests.runtime.choices import one_of
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.engine.forward_returns import Base
    from backtests.evidence.specification_curve import Curve
    from backtests.studies.easing.cycle_returns import CycleReturn, CycleSummary
    from data_feeds.series.market import Market
    from signals.easing_cycle import Anchor


@dataclass(frozen=True, slots=True)
class _Options:
    """Options of the study; `draws` is the number of random-date samples."""

    anchor: Anchor
    months: int
    pause: int
    base: Base
    draws: int


def command(
    anchor: Annotated[
        str,
        typer.Option(
            "--anchor", metavar="first|last|pause", help="Event that returns are measured from."
        ),
    ] = "last",
    months: Annotated[
        int, typer.Option("--months", metavar="K", min=1, max=60, help="Months after the anchor.")
    ] = 12,
    pause: Annotated[
        int,
        typer.Option(
            "--pause",
            metavar="K",
            min=1,
            max=24,
            help="With --anchor pause: months without a further cut.",
        ),
    ] = 6,
    base: Annotated[
        str,
        typer.Option(
            "--base",
            metavar="on|before",
            help="Start at the close of the announcement day, or at the one before.",
        ),
    ] = "on",
    multiverse: Annotated[
        bool,
        typer.Option("--multiverse", help="Repeat the average under all defensible definitions."),
    ] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
    json: Json = False,
) -> None:
    """Tabulate returns after Fed easing cycles, compared with random dates.

    Example: rutcheck easing --anchor first --months 6 --data reference
    """
    from backtests.report.json.easing import easing_json
    from backtests.report.terminal.easing import print_easing
    from backtests.report.terminal.style import print_data
    from backtests.runtime import serialization

    one_of("--anchor", anchor, ("first", "last", "pause"))
    one_of("--base", base, ("on", "before"))
    options = _Options(cast("Anchor", anchor), months, pause, cast("Base", base), resamples)
    market = open_data(data, as_of)
    rows, summary = _study(market, options)
    curve = _curve(market, options) if multiverse else None
    if json:
        parameters = {
            "anchor": anchor,
            "months": months,
            "pause": pause,
            "base": base,
            "frequency": market.series("RUT_CLOSE").attrs["frequency"],
        }
        content = easing_json(rows, summary, curve, market, parameters=parameters)
        print(serialization.to_text(content), end="")
    else:
        print_easing(rows, summary, curve, market, anchor=anchor, months=months)
        print_data(market)


def _study(
    market: Market, options: _Options
) -> tuple[tuple[CycleReturn, ...], CycleSummary | None]:
    """Return the returns of all cycles, and their summary if there are enough."""
    from backtests.inference import monte_carlo
    from backtests.studies.easing import cycle_returns

    total = market.series("RUT_TR")
    rows = cycle_returns.cycle_returns(
        market.series("FFT"),
        market.series("RUT_CLOSE"),
        total,
        anchor=options.anchor,
        months=options.months,
        pause_months=options.pause,
        base=options.base,
        as_of=market.as_of,
    )
    summary = cycle_returns.summarise_if_enough(
        rows,
        total,
        monte_carlo.generator(f"easing {options.anchor} {options.months}"),
        months=options.months,
        draws=options.draws,
    )
    return rows, summary


def _curve(market: Market, options: _Options) -> Curve | None:
    """Return the specification curve; None if no definition gives an average."""
    from backtests.inference import monte_carlo
    from backtests.studies.easing import definitions

    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    lists = definitions.easing_lists(
        market.series("FFT"),
        anchor=options.anchor,
        as_of=market.as_of,
        pause_months=options.pause,
    )
    defined = definitions.define(lists, price, total, months=[options.months])
    if not defined:
        return None
    return definitions.trace(
        defined,
        price,
        total,
        monte_carlo.generator(f"multiverse {options.anchor} {options.months}"),
        draws=options.draws,
        judged=definitions.choices_of(
            definitions.usual_list(options.anchor, pause_months=options.pause),
            base="announcement day" if options.base == "on" else "close before",
            months=options.months,
        ),
    )
