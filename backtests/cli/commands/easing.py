"""`rutcheck easing`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from backtests.cli.options import (
    AsOf,
    DateFormat,
    Decimal,
    Details,
    Json,
    Resamples,
    Source,
    check_picture,
)
from backtests.cli.output import print_json, writing
from backtests.cli.sources import open_data
from backtests.runtime.choices import UsageError, one_of
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.engine.forward_returns import Base
    from backtests.evidence.specification_curve import Curve
    from backtests.studies.easing.cycle_returns import CycleRules
    from data_feeds.series.market import Market
    from signals.easing_cycle import Anchor

# Months without a further cut where none are given.
PAUSE = 6


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
        int | None,
        typer.Option(
            "--pause",
            metavar="K",
            min=1,
            max=24,
            help=f"With --anchor pause: months without a further cut. Default: {PAUSE}.",
        ),
    ] = None,
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
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            metavar="FILE.png|FILE.html",
            help="Draw the total return of each cycle by months since its anchor; as a picture, or "
            "as a page with the data of the chart.",
        ),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    resamples: Resamples = 10_000,
    details: Details = False,
    json: Json = False,
) -> None:
    """Compare the returns after Fed easing cycles with those after random dates.

    First mean and median, the latest cycle and the verdict of history; then
    the cycles. With --details also other nulls, leave-one-out and eras.

    Example: rutcheck easing --anchor first --months 6 --data reference
    """
    from backtests.inference import monte_carlo
    from backtests.report.answers.easing import easing_answer
    from backtests.report.json.easing import easing_json
    from backtests.report.plots.easing import easing_paths, easing_plot
    from backtests.report.plots.files import write_plots
    from backtests.report.terminal.easing import print_easing
    from backtests.report.terminal.style import print_data
    from backtests.studies.easing.cycle_returns import CycleRules, study_cycles

    one_of("--anchor", anchor, ("first", "last", "pause"))
    one_of("--base", base, ("on", "before"))
    if pause is not None and anchor != "pause":
        raise UsageError(f"--pause; expected --anchor pause with it, found {anchor}")
    check_picture(plot)
    length = PAUSE if pause is None else pause
    rules = CycleRules(cast("Anchor", anchor), months, length, cast("Base", base))
    market = open_data(data, as_of)
    rng = monte_carlo.generator(f"easing {anchor} {months}")
    rows, summary = study_cycles(market, rules, rng, draws=resamples)
    curve = _curve(market, rules, draws=resamples) if multiverse else None
    if plot is not None:
        with writing(plot):
            chart = easing_plot(easing_paths(rows, market.series("RUT_TR"), rules), rules=rules)
            write_plots(plot, [chart], heading="Returns after Fed easing", market=market)
    if json:
        print_json(easing_json(rows, summary, curve, market, rules))
    else:
        answer = easing_answer(rows, summary, rules, curve=curve)
        print_easing(rows, summary, curve, market, answer, rules=rules, details=details)
        print_data(market)


def _curve(market: Market, rules: CycleRules, *, draws: int) -> Curve | None:
    """Return the specification curve; None if no definition gives an average."""
    from backtests.inference import monte_carlo
    from backtests.studies.easing import definitions

    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    lists = definitions.easing_lists(
        market.series("FFT"),
        anchor=rules.anchor,
        as_of=market.as_of,
        pause_months=rules.pause,
    )
    defined = definitions.define(lists, price, total, months=[rules.months])
    if not defined:
        return None
    return definitions.trace(
        defined,
        price,
        total,
        monte_carlo.generator(f"multiverse {rules.anchor} {rules.months}"),
        draws=draws,
        judged=definitions.choices_of(
            definitions.usual_list(rules.anchor, pause_months=rules.pause),
            base="announcement day" if rules.base == "on" else "close before",
            months=rules.months,
        ),
    )
