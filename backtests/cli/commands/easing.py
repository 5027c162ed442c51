"""`rutcheck easing`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from backtests.cli.options import AsOf, Json, Resamples, Source
from backtests.cli.sources import open_data
from backtests.runtime.choices import one_of
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    pass


def command(
    anchor: Annotated[
        str, typer.Option("--anchor", metavar="first|last|pause", help="Where the clock starts.")
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
            help="Close of the announcement day, or the one before it.",
        ),
    ] = "on",
    multiverse: Annotated[
        bool, typer.Option("--multiverse", help="Every defensible way to take the average.")
    ] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
    json: Json = False,
) -> None:
    """Tabulate returns after Fed easing cycles, against random dates.

    Example: rutcheck easing --anchor first --months 6 --data reference
    """
    from backtests.engine.forward_returns import Base
    from backtests.inference import monte_carlo
    from backtests.report.json import easing as json_easing
    from backtests.report.terminal import easing as display
    from backtests.report.terminal import style
    from backtests.runtime import serialization
    from backtests.studies.easing import cycle_returns, definitions
    from signals.easing_cycle import Anchor

    one_of("--anchor", anchor, ("first", "last", "pause"))
    one_of("--base", base, ("on", "before"))
    chosen, start = cast(Anchor, anchor), cast(Base, base)
    market = open_data(data, as_of)
    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    policy = market.series("FFT")
    rows = cycle_returns.cycle_returns(
        policy,
        price,
        total,
        anchor=chosen,
        months=months,
        pause_months=pause,
        base=start,
        as_of=market.as_of,
    )
    summary = cycle_returns.summarise_if_enough(
        rows,
        total,
        monte_carlo.generator(f"easing {anchor} {months}"),
        months=months,
        draws=resamples,
    )
    lists = definitions.easing_lists(
        policy,
        anchor=chosen,
        as_of=market.as_of,
        pause_months=pause,
    )
    defined = definitions.define(lists, price, total, months=[months]) if multiverse else ()
    curve = (
        definitions.trace(
            defined,
            price,
            total,
            monte_carlo.generator(f"multiverse {anchor} {months}"),
            draws=resamples,
            judged=definitions.choices_of(
                definitions.usual_list(chosen, pause_months=pause),
                base="announcement day" if base == "on" else "close before",
                months=months,
            ),
        )
        if defined
        else None
    )
    if json:
        parameters = {
            "anchor": anchor,
            "months": months,
            "pause": pause,
            "base": base,
            "frequency": price.attrs["frequency"],
        }
        content = json_easing.easing_json(rows, summary, curve, market, parameters=parameters)
        print(serialization.to_text(content), end="")
    else:
        display.print_easing(rows, summary, curve, market, anchor=anchor, months=months)
        style.print_data(market)
