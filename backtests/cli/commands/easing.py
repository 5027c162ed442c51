"""`rutcheck easing`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
        int, typer.Option("--pause", metavar="K", min=1, max=24,
                          help="With --anchor pause: months without a further cut.")
    ] = 6,
    base: Annotated[
        str, typer.Option("--base", metavar="on|before",
                          help="Close of the announcement day, or the one before it.")
    ] = "on",
    multiverse: Annotated[
        bool, typer.Option("--multiverse", help="Every defensible way to take the average.")
    ] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
    json: Json = False,
) -> None:  # fmt: skip
    """Tabulate returns after Fed easing cycles, against random dates.

    Example: rutcheck easing --anchor first --months 6 --data reference
    """
    from backtests.inference import monte_carlo
    from backtests.report.json import easing as json_easing
    from backtests.report.terminal import easing as display
    from backtests.report.terminal import style
    from backtests.runtime import serialization
    from backtests.studies.easing import cycle_returns, definitions

    one_of("--anchor", anchor, ("first", "last", "pause"))
    one_of("--base", base, ("on", "before"))
    market = open_data(data, as_of)
    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    policy = market.series("FFT")
    rows = cycle_returns.cycle_returns(
        policy, price, total, anchor=anchor, months=months,  # type: ignore[arg-type]
        pause_months=pause, base=base, as_of=market.as_of,  # type: ignore[arg-type]
    )  # fmt: skip
    summary = cycle_returns.summarise_if_enough(
        rows, total, monte_carlo.generator(f"easing {anchor} {months}"), months=months,
        draws=resamples,
    )  # fmt: skip
    lists = definitions.easing_lists(
        policy, anchor=anchor, as_of=market.as_of, pause_months=pause,  # type: ignore[arg-type]
    )  # fmt: skip
    defined = definitions.define(lists, price, total, months=[months]) if multiverse else ()
    curve = definitions.trace(
        defined, price, total, monte_carlo.generator(f"multiverse {anchor} {months}"),
        draws=resamples, judged=definitions.choices_of(
            definitions.usual_list(anchor, pause_months=pause),  # type: ignore[arg-type]
            base="announcement day" if base == "on" else "close before", months=months,
        ),
    ) if defined else None  # fmt: skip
    if json:
        parameters = {"anchor": anchor, "months": months, "pause": pause, "base": base,
                      "frequency": price.attrs["frequency"]}  # fmt: skip
        content = json_easing.easing_content(rows, summary, curve, market, parameters=parameters)
        print(serialization.to_text(content), end="")
    else:
        display.print_easing(rows, summary, curve, market, anchor=anchor, months=months)
        style.print_data(market)
