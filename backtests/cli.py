"""The command line `rutcheck`: reads options, calls the studies, prints what they return."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

    from backtests.run import Tell
    from backtests.trading import Choice
    from data_feeds.live import Live
    from data_feeds.market import Market

DEFAULT_SOURCE = "auto"
DEFAULT_OUT = Path("report")
# More processes than this wait for the longest claim.
MOST_JOBS = 4

app = typer.Typer(
    name="rutcheck",
    help="Fact-checks market articles about the Russell 2000 against price and rate history.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
data_app = typer.Typer(help="Look at, check and aggregate price data.", no_args_is_help=True)
app.add_typer(data_app, name="data")

Source = Annotated[
    str,
    typer.Option(
        "--data",
        metavar="SOURCE",
        envvar="RUTCHECK_DATA",
        help="auto (cache, then Yahoo and FRED, then shipped figures), reference, yahoo, or a "
        "snapshot folder.",
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Use no data after this day.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]
Resamples = Annotated[
    int, typer.Option("--resamples", min=100, help="Sets of random dates to draw.")
]


class UsageError(ValueError):
    """An option's value is not one that the command knows."""


def main() -> None:
    """Run the command line; errors become one line and an exit code (2 usage, 3 data)."""
    arguments = [a for a in sys.argv[1:] if a != "--debug"]
    if "--debug" in sys.argv[1:]:
        app(args=arguments)
        return
    try:
        app(args=arguments)
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        _fail(error, code)


def _exit_code(error: Exception) -> int | None:
    """Exit code of an error that one line explains; None for any other.

    Imported where one arose, since these modules take a second that no help text should.
    """
    from backtests.registry import RegistryError, UnknownClaim  # noqa: PLC0415
    from data_feeds.bars import DataError  # noqa: PLC0415
    from signals.event import RuleError  # noqa: PLC0415
    from signals.look_ahead import LookAheadError  # noqa: PLC0415

    if isinstance(error, DataError):
        return 3
    if isinstance(error, RuleError | UnknownClaim | RegistryError | UsageError):
        return 2
    return 1 if isinstance(error, LookAheadError) else None


def _fail(error: Exception, code: int) -> None:
    print(f"rutcheck: {' '.join(str(error).split())}", file=sys.stderr)
    raise SystemExit(code)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"rutcheck {version('rutcheck')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command("run")
def run_command(
    claim: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM]…", help="Claim ids, or a claims file; all if none."),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=f"Folder for the report.  [default: "
                                                  f"{DEFAULT_OUT}; with --json none]"),
    ] = None,
    resamples: Resamples = 10_000,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, envvar="RUTCHECK_JOBS",
                     help="Processes that test claims; the results are the same.  "
                          f"[default: one a core, up to {MOST_JOBS}]"),
    ] = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Test the claims, print the verdicts, write results.json, report.html and figures."""
    from backtests import claims_file, results, terminal  # noqa: PLC0415
    from backtests.registry import find_claim, joined, load_claims  # noqa: PLC0415
    from backtests.run import run_claims  # noqa: PLC0415

    named = claim or []
    own = [c for name in named if name.endswith(".toml")
           for c in claims_file.read_claims(Path(name))]  # fmt: skip
    claims = joined(load_claims(), own)
    only = [find_claim(claims, name).id for name in named if not name.endswith(".toml")]
    only += [c.id for c in own]
    market = _open(data, as_of)
    with _progress("testing claims", len(claims)) as tell:
        result = run_claims(
            claims,
            market,
            only=only,
            resamples=resamples,
            jobs=jobs or min(_cores(), MOST_JOBS),
            tell=tell,
        )
    if json:
        print(results.to_text(results.run_content(result)), end="")
    else:
        terminal.print_run(result)
    folder = out if out is not None or json else DEFAULT_OUT
    if folder is not None:
        _write_report(result, market, folder, quiet=json)


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _write_report(result: Any, market: Market, folder: Path, *, quiet: bool) -> None:
    from backtests import report, results  # noqa: PLC0415
    from data_feeds.bars import DataError  # noqa: PLC0415

    try:
        results.write_run(result, folder)
        with _progress("drawing the report", 1):
            report.write_report(result, market, folder)
    except OSError as error:
        raise DataError(f"{folder}: the report cannot be written ({error.strerror})") from None
    if not quiet:
        print(f"\nReport: {folder / 'report.html'}   Numbers: {folder / 'results.json'}")


@app.command("claims")
def claims_command(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[ID|FILE.toml|new]", help="A claim to explain, a file to check."),
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE.toml]", help="With new: the file to write.")
    ] = None,
    data: Annotated[
        str,
        typer.Option("--data", metavar="SOURCE", envvar="RUTCHECK_DATA",
                     help="What the explained verdict is computed on."),
    ] = "reference",
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
) -> None:  # fmt: skip
    """List the claims, or explain one: source, paraphrase, test, what decided, what would change.

    `claims new FILE.toml` writes a file for claims of one's own, `claims FILE.toml` checks it.
    """
    from backtests import claims_file, terminal  # noqa: PLC0415
    from backtests.registry import find_claim, load_claims  # noqa: PLC0415
    from backtests.run import run_claims  # noqa: PLC0415

    if claim == "new":
        if file is None:
            raise UsageError("claims new needs a file to write; expected claims new FILE.toml")
        claims_file.write_form(file)
        print(f"{file}: two claims to start from. rutcheck claims {file} checks them.")
        return
    if file is not None:
        raise UsageError(f"unexpected {str(file)!r}; a second argument goes with new alone")
    if claim is not None and claim.endswith(".toml"):
        terminal.print_claims(claims_file.read_claims(Path(claim)))
        return
    claims = load_claims()
    if claim is None:
        terminal.print_claims(claims)
        return
    found = find_claim(claims, claim)
    market = _open(data, as_of)
    with _progress("testing its family of claims", len(claims)) as tell:
        result = run_claims(claims, market, only=[found.id], resamples=resamples, tell=tell)
    terminal.print_claim(found, result)


@app.command("breakout")
def breakout_command(
    symbol: Annotated[
        str, typer.Argument(metavar="[SYMBOL|FILE.csv]", help="Series of the source, or a file.")
    ] = "RUT",
    min_base: Annotated[
        int, typer.Option("--min-base", metavar="L", help="Least trading days under the record.")
    ] = 20,
    min_depth: Annotated[
        float, typer.Option("--min-depth", metavar="D", help="Least fall below it, a fraction.")
    ] = 0.05,
    lookback: Annotated[
        int | None,
        typer.Option("--lookback", metavar="DAYS",
                     help="Break the high of so many trading days (55, 252), not the record."),
    ] = None,
    seed_record: Annotated[
        float | None,
        typer.Option("--seed-record", metavar="X", help="Record close from before the data."),
    ] = None,
    target: Annotated[
        str,
        typer.Option("--target", metavar="RULE",
                     help="mm-a, mm-b, mm-c, mm-d, 30%, 750pts, level:3250, none."),
    ] = "mm-a",
    stop: Annotated[
        str,
        typer.Option("--stop", metavar="RULE",
                     help="structural, 8%, atr:2, trailing:10%, chandelier:3, failed, time:63, "
                          "none."),
    ] = "structural",
    horizon: Annotated[
        int, typer.Option("--horizon", metavar="BARS", min=1,
                          help="Trading days to wait, translated to the data's bars.")
    ] = 252,
    cost: Annotated[
        float, typer.Option("--cost", metavar="BP", min=0, help="Basis points paid on each side.")
    ] = 5.0,
    multiverse: Annotated[
        bool, typer.Option("--multiverse", help="Every defensible way to count the hits.")
    ] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    resamples: Resamples = 10_000,
    json: Json = False,
) -> None:  # fmt: skip
    """Show how often breakouts reached a target before a stop, against random dates and paths."""
    from backtests import breakout_definitions as definitions  # noqa: PLC0415
    from backtests import (  # noqa: PLC0415
        breakouts,
        incidence,
        inference,
        resampled_paths,
        results,
        terminal,
    )
    from signals.breakout import SEED_RECORDS  # noqa: PLC0415
    from signals.look_ahead import known_events  # noqa: PLC0415
    from signals.measured_move import parse_target  # noqa: PLC0415
    from signals.recent_high import check_lookback  # noqa: PLC0415
    from signals.stops import parse_stop  # noqa: PLC0415

    parse_target(target)
    parse_stop(stop)
    if lookback is not None:
        check_lookback(lookback, min_base)
        if seed_record is not None:
            raise UsageError("--seed-record belongs to record closes; expected no --lookback")
    name, market = _market_of(symbol, data, as_of)
    bars = market.prices(name)
    seed = SEED_RECORDS.get(name) if seed_record is None and not _is_file(symbol) else seed_record
    bills = market.series("DGS3MO") if market.can_read("DGS3MO") else None
    known_events(
        lambda known: breakouts.find_events(
            known["bars"], min_base=min_base, min_depth=min_depth, lookback=lookback,
            seed_record=seed, target=target,
        ),
        {"bars": bars}, name="breakout",
    )  # fmt: skip
    study = breakouts.study(
        bars, rng=inference.generator(f"breakout {target} {stop}"), draws=resamples,
        min_base=min_base, min_depth=min_depth, lookback=lookback, seed_record=seed, target=target,
        stop=stop, horizon=horizon, cost=cost / 10_000,
        paths=min(resamples, resampled_paths.MOST_PATHS),
        bill_rate=resampled_paths.mean_bill_rate(bills, bars),
        band_draws=min(resamples, incidence.DRAWS),
    )  # fmt: skip
    signal = definitions.Signal(min_base, min_depth, lookback)
    curve = definitions.hit_curve(
        bars, definitions.Definition(signal, target, stop, horizon), study.hit_rate,
        inference.generator(f"multiverse breakout {target} {stop}"), seed_record=seed,
        draws=resamples,
    ) if multiverse else None  # fmt: skip
    if json:
        content = results.breakout_content(
            study, curve, market, symbol=name, as_of=bars.index[-1]
        )  # fmt: skip
        print(results.to_text(content), end="")
    else:
        terminal.print_breakouts(study, curve, bars)
        if multiverse and curve is None:
            terminal.console().print("no multiverse: no hit rate against random dates to vary")
        terminal.print_data(market)


def _market_of(symbol: str, data: str, as_of: str | None) -> tuple[str, Market]:
    """Find the series of a symbol: its name, and the source or file that holds it."""
    from data_feeds.catalogue import listing  # noqa: PLC0415

    if _is_file(symbol):
        return _file_market(symbol, data, as_of)
    name = listing(symbol).name
    market = _open(data, as_of, [symbol])
    return (name if market.has(name) else name.removeprefix("^")), market


def _is_file(symbol: str) -> bool:
    return symbol.lower().endswith(".csv") or Path(symbol).exists()


def _file_market(symbol: str, data: str, as_of: str | None) -> tuple[str, Market]:
    """Open one file as a source of its own; a bare name may also lie in the folder of --data."""
    from data_feeds import csv_file  # noqa: PLC0415
    from data_feeds.market import open_market  # noqa: PLC0415

    path = Path(symbol)
    if not path.exists() and (Path(data) / path).exists():
        path = Path(data) / path
    bars = csv_file.read_bars(path)
    name = str(bars.attrs["name"])
    how = "one file holds one series"
    return name, open_market(
        f"file {path.name}", {name: lambda: bars}, how_to_get=how, as_of=_date(as_of), clock=name
    )


@app.command("easing")
def easing_command(
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
    """Tabulate returns after Fed easing cycles, against random dates."""
    from backtests import easing, inference, results, terminal  # noqa: PLC0415
    from backtests import easing_definitions as definitions  # noqa: PLC0415

    _one_of("--anchor", anchor, ("first", "last", "pause"))
    _one_of("--base", base, ("on", "before"))
    market = _open(data, as_of)
    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    policy = market.series("FFT")
    rows = easing.cycle_returns(
        policy, price, total, anchor=anchor, months=months,  # type: ignore[arg-type]
        pause_months=pause, base=base, as_of=market.as_of,  # type: ignore[arg-type]
    )  # fmt: skip
    summary = easing.summarise_if_enough(
        rows, total, inference.generator(f"easing {anchor} {months}"), months=months,
        draws=resamples,
    )  # fmt: skip
    lists = definitions.easing_lists(
        policy, anchor=anchor, as_of=market.as_of, pause_months=pause,  # type: ignore[arg-type]
    )  # fmt: skip
    defined = definitions.define(lists, price, total, months=[months]) if multiverse else ()
    curve = definitions.trace(
        defined, price, total, inference.generator(f"multiverse {anchor} {months}"),
        draws=resamples, judged=definitions.choices_of(
            definitions.usual_list(anchor, pause_months=pause),  # type: ignore[arg-type]
            base="announcement day" if base == "on" else "close before", months=months,
        ),
    ) if defined else None  # fmt: skip
    if json:
        parameters = {"anchor": anchor, "months": months, "pause": pause, "base": base,
                      "frequency": price.attrs["frequency"]}  # fmt: skip
        content = results.easing_content(rows, summary, curve, market, parameters=parameters)
        print(results.to_text(content), end="")
    else:
        terminal.print_easing(rows, summary, curve, market, anchor=anchor, months=months)
        terminal.print_data(market)


@app.command("backtest")
def backtest_command(
    strategy: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STRATEGY]…",
                       help="Name, see --list, or NAME:parameter=value,parameter=value."),
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A strategy's parameter.")
    ] = None,
    trade: Annotated[
        str | None,
        typer.Option("--trade", metavar="SERIES", help="What is bought (IWM, else RUT)."),
    ] = None,
    cash: Annotated[float, typer.Option("--cash", min=1, help="Starting cash.")] = 100_000.0,
    cost: Annotated[
        float, typer.Option("--cost", metavar="BP", min=0, help="Basis points paid on each side.")
    ] = 5.0,
    compare: Annotated[
        bool, typer.Option("--compare", help="Several strategies in one table and one picture.")
    ] = False,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FOLDER",
                     help="Write trades.csv, equity.csv and not_traded.csv; with --compare in a "
                     "folder a strategy."),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE.png",
                     help="Draw prices with the trades, the account and its drawdown."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the strategies.")] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Trade strategies with backtrader: metrics, trades, equity curve."""
    from backtests import portfolio_trading, results, terminal, trading  # noqa: PLC0415

    if list_:
        terminal.print_strategies(trading.list_strategies())
        return
    named = strategy or []
    _check_backtest(named, compare=compare, csv=csv, plot=plot)
    chosen = trading.choose(named, parameter or [])
    market = _open(data, as_of)
    if any(portfolio_trading.trades_funds(choice.module) for choice in chosen.values()):
        if compare or csv or plot or trade:
            raise UsageError(f"{', '.join(named)}: expected no --compare, --csv, --plot or --trade "
                             "with a strategy that holds several funds")  # fmt: skip
        _portfolio(next(iter(chosen.values())), market, cash=cash, cost=cost, json=json)
        return
    runs = {
        name: trading.trade(choice.module, market, parameters=choice.parameters, traded=trade,
                            cash=cash, cost=cost / 10_000)
        for name, choice in chosen.items()
    }  # fmt: skip
    contents = {name: trading.content(runs[name], choice.parameters, market)
                for name, choice in chosen.items()}  # fmt: skip
    if json:
        found = {"schema": 1, "strategies": contents} if compare else contents[named[0]]
        print(results.to_text(found), end="")
    elif compare:
        terminal.print_comparison(runs, market)
        terminal.print_data(market)
    else:
        terminal.print_backtest(runs[named[0]], chosen[named[0]].parameters, market)
        terminal.print_data(market)
    _write_backtest(runs, market, csv=csv, plot=plot, compare=compare)


def _portfolio(choice: Choice, market: Market, *, cash: float, cost: float, json: bool) -> None:
    """Trade a strategy that holds several funds."""
    from backtests import portfolio_display, portfolio_trading, results  # noqa: PLC0415

    held = portfolio_trading.trade(
        choice.module, market, parameters=choice.parameters, cash=cash, cost=cost / 10_000
    )
    if json:
        content = portfolio_display.content(held, choice.parameters, market)
        print(results.to_text(content), end="")
    else:
        portfolio_display.print_portfolio(held, choice.parameters, market)


def _check_backtest(
    named: Sequence[str], *, compare: bool, csv: Path | None, plot: Path | None
) -> None:
    """Refuse what cannot be run or written before anything is."""
    from backtests import trading  # noqa: PLC0415

    if not named:
        raise UsageError(f"name a strategy: {', '.join(trading.strategy_names())}")
    if len(named) > 1 and not compare:
        raise UsageError(f"{len(named)} strategies; expected one, or --compare")
    if compare and len(named) == 1:
        raise UsageError("1 strategy to compare; expected at least 2")
    if csv is not None and csv.exists() and not csv.is_dir():
        raise UsageError(f"--csv {csv}: a file; expected a folder")
    if plot is not None and plot.suffix.lower() != ".png":
        raise UsageError(f"--plot {plot}: expected a name that ends in .png")
    if plot is not None and (plot.is_dir() or not plot.absolute().parent.is_dir()):
        raise UsageError(f"--plot {plot}: expected a file in a folder that exists")


def _write_backtest(
    runs: dict[str, Any], market: Market, *, csv: Path | None, plot: Path | None, compare: bool
) -> None:
    """Write the CSV files and the picture that were asked for."""
    from backtests import backtest_charts, backtest_files  # noqa: PLC0415
    from data_feeds.bars import DataError  # noqa: PLC0415

    first = next(iter(runs.values()))
    try:
        if csv is not None:
            for name, run in runs.items():
                folder = csv / backtest_files.folder_name(name) if compare else csv
                backtest_files.write_csv(run, folder)
        if plot is not None and compare:
            backtest_charts.draw_comparison(plot, runs, market.prices(first.traded))
        elif plot is not None:
            backtest_charts.draw_backtest(plot, first, market.prices(first.traded))
    except OSError as error:
        raise DataError(f"{csv or plot}: cannot be written ({error.strerror})") from None


@data_app.command("fetch")
def data_fetch(
    symbols: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMBOL]…", help="What to fetch; all that is known if none."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Write a snapshot of everything, too."),
    ] = None,
    json: Json = False,
) -> None:
    """Bring the cache up to date, and write a snapshot folder that never changes."""
    from backtests import results, terminal  # noqa: PLC0415
    from data_feeds import take_snapshot  # noqa: PLC0415
    from data_feeds.bars import DataError  # noqa: PLC0415
    from data_feeds.catalogue import CATALOGUE, listing  # noqa: PLC0415

    live = _live()
    typed = symbols or []
    count = len({*(CATALOGUE if out or not typed else ()), *(listing(s).name for s in typed)})
    with _progress("fetching", count) as tell:
        if out is not None:
            take_snapshot.take(live, out, symbols=typed, tell=tell)
            typed = [*CATALOGUE, *typed]
        entries, missing = take_snapshot.fetch(live, typed, lambda _: None if out else tell(_))
    wanted = [listing(s).name for s in symbols or []]
    if any(name in missing for name in wanted) or not entries:
        reasons = {missing[name] for name in wanted or missing if name in missing}
        raise DataError("; ".join(sorted(reasons)))
    content = terminal.describe_fetch(entries, missing, live, out)
    if json:
        print(results.to_text(content), end="")
    else:
        terminal.print_fetch(content)


@data_app.command("show")
def data_show(data: Source = DEFAULT_SOURCE, as_of: AsOf = None, json: Json = False) -> None:
    """List what the cache holds, or with --data the series of a source."""
    from backtests import results, terminal  # noqa: PLC0415

    if data == DEFAULT_SOURCE:
        live = _live()
        content = terminal.describe_cache(live.folder, live.now())
        if json:
            print(results.to_text(content), end="")
        else:
            terminal.print_cache(content)
        return
    market = _open(data, as_of)
    rows = terminal.describe_series(market)
    if json:
        print(results.to_text({"schema": 1, "source": market.label, "series": rows}), end="")
    else:
        terminal.print_series(market, rows)


@data_app.command("check")
def data_check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A snapshot folder.")],
    json: Json = False,
) -> None:
    """Verify the fingerprints of a folder; say what each series is fit for, and its defects."""
    from backtests import results, terminal  # noqa: PLC0415
    from data_feeds import quality, snapshot  # noqa: PLC0415

    market = snapshot.load(folder)
    with _progress("reading series", len(market.loaders)) as tell:
        checks = quality.check_market(market, tell)
    if json:
        print(results.to_text(results.check_content(checks, market)), end="")
    else:
        terminal.print_check(market, checks)


@data_app.command("reference")
def data_reference(
    source: Annotated[Path, typer.Option("--from", metavar="FOLDER", help="A daily snapshot.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write.")],
) -> None:
    """Build reference figures (weekly bars, monthly closes, policy dates) from a snapshot."""
    from data_feeds import build_reference, snapshot  # noqa: PLC0415

    for path in build_reference.build(snapshot.load(source), out):
        print(path)


def _open(source: str, as_of: str | None, symbols: Sequence[str] = ()) -> Market:
    """Open the data source; what it has to fetch first is told on a terminal."""
    from data_feeds.source import open_source  # noqa: PLC0415

    date = _date(as_of)
    with _status("opening the data") as tell:
        return open_source(source, _live(tell), as_of=date, symbols=symbols)


def _live(tell: Tell = lambda _: None) -> Live:
    """Return the cache of this user with the providers behind it."""
    from data_feeds import live  # noqa: PLC0415

    return live.Live(live.default_folder(), offline=live.offline_wanted(), tell=tell)


def _date(text: str | None) -> pd.Timestamp | None:
    import pandas as pd  # noqa: PLC0415

    if text is None:
        return None
    try:
        return pd.to_datetime(text, format="%Y-%m-%d")
    except ValueError:
        raise UsageError(f"--as-of {text!r} is no date; expected YYYY-MM-DD") from None


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    import difflib  # noqa: PLC0415

    if value not in allowed:
        near = difflib.get_close_matches(value, allowed, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(allowed)}"
        raise UsageError(f"{option} {value!r}; {hint}")


@contextmanager
def _status(what: str) -> Iterator[Tell]:
    """Show on standard error, on a terminal only, what is being waited for."""
    if not _watched():
        yield lambda step: None
        return
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status(what) as status:
        yield lambda step: status.update(f"{what}: {step}")


def _watched() -> bool:
    return sys.stderr.isatty() and not os.environ.get("CI")


@contextmanager
def _progress(what: str, total: int) -> Iterator[Tell]:
    """A progress bar on standard error, on a terminal only; the yielded function moves it on."""
    if not _watched():
        yield lambda step: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def tell(step: str) -> None:
            bar.update(task, advance=1, description=f"{what}: {step}")

        yield tell


if __name__ == "__main__":
    main()
