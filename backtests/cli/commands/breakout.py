"""`rutcheck breakout`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.breakout_rules import (
    MOST_YEARS,
    Borrow,
    Horizon,
    Lookback,
    MinBase,
    MinDepth,
    SideOfTrade,
    Stop,
    Target,
    read_rules,
)
from backtests.cli.checks import check_named, check_symbol
from backtests.cli.options import (
    ACCOUNT,
    Account,
    AsOf,
    Cost,
    DateFormat,
    Decimal,
    Details,
    Json,
    Picture,
    Resamples,
    RiskShare,
    Source,
    check_picture,
    finite,
)
from backtests.cli.output import print_json, writing
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data, open_series
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.engine.prepared_bars import PreparedBars
    from backtests.evidence.specification_curve import Curve
    from backtests.studies.breakouts.hit_rate import BreakoutStudy
    from backtests.studies.breakouts.rules import BreakoutRules
    from data_feeds.series.market import Market
    from signals.levels.sizing import Risk

Symbol = Annotated[
    str | None,
    typer.Argument(
        metavar="[SYMBOL|FILE.csv]", help="Series of the source, or a file. Default: RUT."
    ),
]
Universe = Annotated[
    str | None,
    typer.Option(
        "--universe",
        metavar="NAME|FILE",
        help="Repeat the study on indexes, etfs, sectors, all, or a file with one symbol or CSV "
        "file per line, and pool the results.",
    ),
]
SeedRecord = Annotated[
    float | None,
    typer.Option(
        "--seed-record",
        metavar="X",
        callback=finite,
        help="Record close from before the data; short, the lowest.",
    ),
]
Multiverse = Annotated[
    bool,
    typer.Option("--multiverse", help="Repeat the hit rate under all defensible definitions."),
]
WalkForward = Annotated[
    int | None,
    typer.Option(
        "--walk-forward",
        metavar="YEARS",
        min=1,
        max=MOST_YEARS,
        help="Choose base, target and stop anew every YEARS years by the trades before, and show "
        "what the choices returned out of sample.",
    ),
]


def command(
    symbol: Symbol = None,
    universe: Universe = None,
    min_base: MinBase = 20,
    min_depth: MinDepth = 0.05,
    lookback: Lookback = None,
    seed_record: SeedRecord = None,
    target: Target = "mm-a",
    stop: Stop = "structural",
    horizon: Horizon = 252,
    cost: Cost = 5.0,
    side: SideOfTrade = "long",
    borrow: Borrow = None,
    multiverse: Multiverse = False,
    walk_forward: WalkForward = None,
    risk: RiskShare = None,
    account: Account = None,
    plot: Picture = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    resamples: Resamples = 10_000,
    details: Details = False,
    json: Json = False,
) -> None:
    """Show where the latest breakout stands, and how often such targets came before the stop.

    First the latest signal, the hit rate against random dates, the expectancy
    and the verdict of history; then the last signals. With --details also
    resampled paths, the time to target and stop, the worst price on the way,
    and the odds of the latest signal from past events in the same state.

    Example: rutcheck breakout RUT --target 30% --stop 8% --data reference
    """
    check_symbol(symbol, data)
    check_named("--universe", universe)
    rules = read_rules(min_base, min_depth, lookback, target, stop, horizon, cost, side, borrow)
    check_picture(plot)
    if lookback is not None and seed_record is not None:
        raise UsageError("--seed-record applies to record closes; expected no --lookback")
    sized = _risk(risk, account, rules)
    if universe is None:
        _one_symbol(
            "RUT" if symbol is None else symbol,
            rules,
            data,
            as_of,
            seed_record=seed_record,
            draws=resamples,
            multiverse=multiverse,
            years=walk_forward,
            risk=sized,
            plot=plot,
            details=details,
            json=json,
        )
        return
    given = (symbol, seed_record, walk_forward, sized, plot)
    if multiverse or any(value is not None for value in given):
        raise UsageError(
            "--universe; expected no symbol, --seed-record, --multiverse, --walk-forward, --risk "
            "or --plot with it"
        )
    _universe(universe, rules, data, as_of, draws=resamples, details=details, json=json)


def _risk(text: str | None, account: float | None, rules: BreakoutRules) -> Risk | None:
    """Parse --risk and --account; None without them."""
    from backtests.engine.position_size import check_stop
    from signals.levels.sizing import parse_risk

    if text is None:
        if account is not None:
            raise UsageError("--account; expected --risk with it")
        return None
    check_stop(rules.stop_rule, rules.stop)
    return parse_risk(text, account=ACCOUNT if account is None else account)


def _one_symbol(
    symbol: str,
    rules: BreakoutRules,
    data: str,
    as_of: str | None,
    *,
    seed_record: float | None,
    draws: int,
    multiverse: bool,
    years: int | None,
    risk: Risk | None,
    plot: Path | None,
    details: bool,
    json: bool,
) -> None:
    """Study the breakouts of one series and its latest signal."""
    from backtests.engine.position_size import size_positions
    from backtests.engine.prepared_bars import PreparedBars
    from backtests.report.answers.breakout import breakout_answer
    from backtests.report.terminal.breakout import print_breakouts, print_details, print_multiverse
    from backtests.report.terminal.latest_signal import print_size
    from backtests.report.terminal.style import print_data
    from backtests.studies.breakouts.hit_rate import study_symbol
    from backtests.studies.breakouts.latest_signal import analyse_trades
    from data_feeds.series.cash_rate import CASH_RATE
    from data_feeds.series.catalogue import trading_unit
    from data_feeds.source import is_file
    from signals.breakout import known_record

    name, market = open_series(symbol, data, as_of)
    bars = PreparedBars.of(market.prices(name))
    if seed_record is None and not is_file(symbol):
        seed_record = known_record(name, rules.side)
    walk = None
    if years:
        from backtests.studies.breakouts.walk_forward import walk_breakouts

        walk = walk_breakouts(bars, rules, seed_record=seed_record, years=years)
    study = study_symbol(bars, market, rules, seed_record=seed_record, draws=draws)
    curve = _curve(bars, study, rules, seed_record, draws=draws) if multiverse else None
    latest = analyse_trades(bars, study)
    size = risk and size_positions(
        bars,
        study.outcomes,
        risk=risk,
        stop=rules.stop_rule,
        cost=rules.cost,
        borrow=rules.borrow,
        unit="share" if is_file(symbol) else trading_unit(symbol),
        next_stop=None if latest.latest is None else latest.latest.stop,
        cash_rate=market.series(CASH_RATE) if market.can_read(CASH_RATE) else None,
    )
    if plot is not None:
        _plot(plot, study, bars, market)
    answer = breakout_answer(study, latest, bars.frame, curve=curve)
    if json:
        from backtests.report.json.breakout import breakout_json
        from backtests.report.json.latest_signal import latest_signal_json
        from backtests.report.json.position_size import position_size_json
        from backtests.report.json.walk_forward import walk_forward_json

        content = {
            **breakout_json(study, curve, market, symbol=name, as_of=bars.frame.index[-1]),
            **latest_signal_json(latest, study),
            "size": size and position_size_json(size),
            "walk_forward": walk and walk_forward_json(walk.walk, walk.chosen, trades=True),
            "answer": answer.json(),
        }
        print_json(content)
        return
    print_breakouts(study, bars.frame, answer, details=details)
    if details:
        print_details(study, latest)
    if multiverse:
        print_multiverse(curve)
    if size:
        print_size(size)
    if walk:
        from backtests.report.terminal.walk_forward import print_walk_forward

        print_walk_forward(walk.walk, walk.chosen, horizon=False)
    print_data(market)


def _plot(plot: Path, study: BreakoutStudy, bars: PreparedBars, market: Market) -> None:
    """Write the picture of --plot."""
    from backtests.report.plots.breakouts import study_plots
    from backtests.report.plots.files import write_plots

    with writing(plot):
        heading = f"{study.rules.side.breaks}s of {bars.frame.attrs['name']}"
        write_plots(plot, study_plots(study, bars.frame), heading=heading, market=market)


def _curve(
    bars: PreparedBars,
    study: BreakoutStudy,
    rules: BreakoutRules,
    seed_record: float | None,
    *,
    draws: int,
) -> Curve | None:
    """Return the specification curve of the hit rate; None without a baseline."""
    from backtests.inference import monte_carlo
    from backtests.studies.breakouts import definitions

    signal = definitions.Signal(rules.min_base, rules.min_depth, rules.lookback, side=rules.side)
    return definitions.hit_curve(
        bars,
        definitions.Definition(signal, rules.target, rules.stop, rules.horizon),
        study.hit_rate,
        monte_carlo.generator(f"multiverse {rules.side.breaks} {rules.target} {rules.stop}"),
        seed_record=seed_record,
        draws=draws,
    )


def _universe(
    name: str,
    rules: BreakoutRules,
    data: str,
    as_of: str | None,
    *,
    draws: int,
    details: bool,
    json: bool,
) -> None:
    """Study the breakouts of all series of a universe."""
    from backtests.report.json.universe import universe_json
    from backtests.report.terminal.style import print_data
    from backtests.report.terminal.universe import print_universe
    from backtests.studies.breakouts import universe
    from data_feeds.source import is_file

    symbols = universe.universe_symbols(name)
    market = open_data(data, as_of, [s for s in symbols if not is_file(s)])
    with progress_bar("studying series", len(symbols)) as progress:
        study = universe.study_universe(name, market, rules, draws=draws, progress=progress)
    if json:
        print_json(universe_json(study, rules, market))
    else:
        print_universe(study, rules, market, details=details)
        print_data(market)
