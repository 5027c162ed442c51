"""`rutcheck breakout`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.options import MOST_COST, AsOf, Json, Resamples, Source, check_picture
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data, series_of
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    import pandas as pd

    from backtests.studies.breakouts.hit_rate import BreakoutStudy
    from backtests.studies.breakouts.universe import Rules


def command(
    symbol: Annotated[
        str | None,
        typer.Argument(
            metavar="[SYMBOL|FILE.csv]", help="Series of the source, or a file.  [default: RUT]"
        ),
    ] = None,
    universe: Annotated[
        str | None,
        typer.Option(
            "--universe",
            metavar="NAME|FILE",
            help="Repeat the study on indexes, etfs, sectors, all, or a file with a "
            "symbol or CSV file a line, and pool it.",
        ),
    ] = None,
    min_base: Annotated[
        int, typer.Option("--min-base", metavar="L", help="Least trading days under the record.")
    ] = 20,
    min_depth: Annotated[
        float, typer.Option("--min-depth", metavar="D", help="Least fall below it, a fraction.")
    ] = 0.05,
    lookback: Annotated[
        int | None,
        typer.Option(
            "--lookback",
            metavar="DAYS",
            help="Break the high of so many trading days (55, 252), not the record.",
        ),
    ] = None,
    seed_record: Annotated[
        float | None,
        typer.Option("--seed-record", metavar="X", help="Record close from before the data."),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="RULE",
            help="mm-a, mm-b, mm-c, mm-d, 30%, 750pts, level:3250, none.",
        ),
    ] = "mm-a",
    stop: Annotated[
        str,
        typer.Option(
            "--stop",
            metavar="RULE",
            help="structural, 8%, atr:2, trailing:10%, chandelier:3, failed, time:63, none.",
        ),
    ] = "structural",
    horizon: Annotated[
        int,
        typer.Option(
            "--horizon",
            metavar="BARS",
            min=1,
            help="Trading days to wait, translated to the data's bars.",
        ),
    ] = 252,
    cost: Annotated[
        float,
        typer.Option(
            "--cost", metavar="BP", min=0, max=MOST_COST, help="Basis points paid on each side."
        ),
    ] = 5.0,
    multiverse: Annotated[
        bool, typer.Option("--multiverse", help="Every defensible way to count the hits.")
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            metavar="FILE.png",
            help="Draw the bars with every signal's levels and outcome, and how long "
            "target and stop took.",
        ),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
    json: Json = False,
) -> None:
    """Show how often breakouts reached a target before a stop, and where the latest one stands.

    Beside the hit rate: what random dates and paths give, how long it took, what it cost on the
    way and earned, and the odds of the latest signal from past events in the same state.

    Example: rutcheck breakout RUT --target 30% --stop 8% --data reference
    """
    from backtests.inference import monte_carlo
    from backtests.report.json import breakout, latest_signal
    from backtests.report.terminal import breakout as display
    from backtests.report.terminal import latest_signal as desk_display
    from backtests.report.terminal import style
    from backtests.runtime import serialization
    from backtests.studies.breakouts import definitions
    from backtests.studies.breakouts import latest_signal as trader
    from backtests.studies.breakouts.symbol_study import study_symbol
    from backtests.studies.breakouts.universe import Rules
    from data_feeds.source import is_file
    from signals.breakout import SEED_RECORDS
    from signals.levels.measured_move import parse_target
    from signals.levels.stops import parse_stop
    from signals.recent_high import check_lookback

    parse_target(target)
    parse_stop(stop)
    check_picture(plot)
    if lookback is not None:
        check_lookback(lookback, min_base)
        if seed_record is not None:
            raise UsageError("--seed-record belongs to record closes; expected no --lookback")
    rules = Rules(min_base, min_depth, lookback, target, stop, horizon, cost / 10_000)
    if universe is not None:
        if symbol or seed_record or multiverse or plot:
            raise UsageError(
                "--universe; expected no symbol, --seed-record, --multiverse or --plot with it"
            )
        _universe(universe, rules, data, as_of, draws=resamples, json=json)
        return
    symbol = symbol or "RUT"
    name, market = series_of(symbol, data, as_of)
    bars = market.prices(name)
    seed = SEED_RECORDS.get(name) if seed_record is None and not is_file(symbol) else seed_record
    study = study_symbol(bars, market, rules, seed_record=seed, draws=resamples)
    signal = definitions.Signal(min_base, min_depth, lookback)
    curve = (
        definitions.hit_curve(
            bars,
            definitions.Definition(signal, target, stop, horizon),
            study.hit_rate,
            monte_carlo.generator(f"multiverse breakout {target} {stop}"),
            seed_record=seed,
            draws=resamples,
        )
        if multiverse
        else None
    )
    desk = trader.desk(bars, study, horizon=horizon, stop=stop)
    if plot is not None:
        _draw(plot, study, bars)
    if json:
        content = breakout.breakout_json(study, curve, market, symbol=name, as_of=bars.index[-1])
        print(
            serialization.to_text({**content, **latest_signal.latest_signal_json(desk, study)}),
            end="",
        )
    else:
        display.print_breakouts(study, curve, bars)
        if multiverse and curve is None:
            style.console().print("no multiverse: no hit rate against random dates to vary")
        desk_display.print_desk(desk, study)
        style.print_data(market)


def _universe(
    name: str, rules: Rules, data: str, as_of: str | None, *, draws: int, json: bool
) -> None:
    """Study every series of a universe."""
    from backtests.report.json import universe
    from backtests.report.terminal import style
    from backtests.report.terminal import universe as display
    from backtests.runtime import serialization
    from backtests.studies.breakouts import universe as universes
    from data_feeds.source import is_file

    symbols = universes.symbols_of(name)
    market = open_data(data, as_of, [s for s in symbols if not is_file(s)])
    with progress_bar("studying series", len(symbols)) as tell:
        found = universes.study_universe(name, market, rules, draws=draws, tell=tell)
    if json:
        print(serialization.to_text(universe.universe_json(found, rules, market)), end="")
    else:
        display.print_universe(found, rules, market)
        style.print_data(market)


def _draw(path: Path, study: BreakoutStudy, bars: pd.DataFrame) -> None:
    from backtests.report.plots.breakouts import study_plots
    from backtests.report.plots.png import write_png
    from data_feeds.series.bars import DataError

    try:
        write_png(path, *study_plots(study, bars))
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None
