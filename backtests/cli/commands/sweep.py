"""`rutcheck sweep`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli import breakout_rules
from backtests.cli.checks import check_named
from backtests.cli.options import (
    LARGEST_JOBS,
    AsOf,
    Cost,
    DateFormat,
    Decimal,
    Details,
    Json,
    Scheduler,
    Source,
)
from backtests.cli.output import check_folder, print_json
from backtests.cli.progress import progress_bar, spinner
from backtests.cli.sources import open_data, open_series
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE
from data_feeds.series.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from backtests.studies.breakouts.universe import Named
    from backtests.sweep.folder import BarsReader, Sweep
    from backtests.sweep.walk_forward import SweepWalk
    from data_feeds.series.market import Market

# Most random points, of which a sweep keeps a row for each symbol.
MOST_POINTS = 1_000_000
MOST_SEED = 2**63 - 1

Symbols = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SYMBOL|FILE.csv]…", help="Series of the source, or files. Default: RUT."
    ),
]
Universe = Annotated[
    str | None,
    typer.Option(
        "--universe",
        metavar="NAME|FILE",
        help="Try the rules on indexes, etfs, sectors, all, or a watch list with one symbol or CSV "
        "file per line. What of it has no data is left out.",
    ),
]
MinBase = Annotated[
    str,
    typer.Option(
        "--min-base",
        metavar="LIST",
        help="Minimum length of the base in trading days: 10,20,40 or 10:60:10.",
    ),
]
MinDepth = Annotated[
    str, typer.Option("--min-depth", metavar="LIST", help="Minimum depth of the base, fractions.")
]
Target = Annotated[
    str,
    typer.Option("--target", metavar="LIST", help=breakout_rules.TARGETS),
]
Stop = Annotated[
    str,
    typer.Option(
        "--stop",
        metavar="LIST",
        help=breakout_rules.STOPS,
    ),
]
Horizon = Annotated[
    str,
    typer.Option("--horizon", metavar="LIST", help="Maximum holding periods in trading days."),
]
WalkForward = Annotated[
    int | None,
    typer.Option(
        "--walk-forward",
        metavar="YEARS",
        min=1,
        max=breakout_rules.MOST_YEARS,
        help="Choose the rule anew every YEARS years by the trades before, on all symbols "
        "together, and show what the choices returned out of sample.",
    ),
]
Random = Annotated[
    int | None,
    typer.Option(
        "--random",
        metavar="N",
        min=1,
        max=MOST_POINTS,
        help="Try N points drawn at random from the grid; a larger N later adds points.",
    ),
]
Seed = Annotated[
    int,
    typer.Option("--seed", metavar="S", min=0, max=MOST_SEED, help="Seed of the random points."),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Folder of the results; an interrupted sweep in it is resumed.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=LARGEST_JOBS,
        help="Processes; results do not depend on the number.",
    ),
]


def command(
    symbol: Symbols = None,
    universe: Universe = None,
    min_base: MinBase = "20",
    min_depth: MinDepth = "0.05",
    target: Target = "mm-a",
    stop: Stop = "structural",
    horizon: Horizon = "252",
    random: Random = None,
    seed: Seed = 1,
    walk_forward: WalkForward = None,
    cost: Cost = 5.0,
    side: breakout_rules.SideOfTrade = "long",
    borrow: breakout_rules.Borrow = None,
    out: Out = Path("sweep"),
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    details: Details = False,
    json: Json = False,
) -> None:
    """Try many breakout rules on many symbols, and correct the best for the number tried.

    Example: rutcheck sweep RUT SPX --stop 5%,8%,atr:2 --data reference
    """
    _need_parquet()
    from backtests.report.json.sweep import points_json, sweep_json
    from backtests.report.terminal.sweep import print_sweep
    from backtests.report.terminal.walk_forward import print_walk_forward
    from backtests.runtime import serialization
    from backtests.runtime.cluster import check_scheduler
    from backtests.sweep import grid as sweep_grid
    from backtests.sweep.folder import (
        POOLED,
        RESULTS,
        SPECIFICATION,
        SUMMARY,
        WALK_FORWARD,
        make_specification,
        open_sweep,
    )
    from backtests.sweep.run import lock_folder
    from backtests.sweep.summary import summarise
    from backtests.sweep.walk_forward import sweep_calendar
    from data_feeds.files.atomic import write_atomically
    from data_feeds.source import is_file
    from signals.levels.measured_move import parse_target, require_price

    grid = sweep_grid.Grid(
        sweep_grid.parse_whole_numbers("--min-base", min_base),
        tuple(float(depth) for depth in sweep_grid.parse_numbers("--min-depth", min_depth)),
        sweep_grid.split_values(target),
        sweep_grid.split_values(stop),
        sweep_grid.parse_whole_numbers("--horizon", horizon),
    )
    chosen, fee = breakout_rules.read_side(side, borrow)
    for rule in grid.target:
        require_price(parse_target(rule), rule, chosen)
    if scheduler is not None and jobs != 1:
        raise UsageError("--jobs applies to this machine; expected it without --scheduler")
    check_folder(out, SUMMARY, SPECIFICATION, RESULTS, POOLED)
    wanted = _symbols(symbol or [], universe)
    check_scheduler(scheduler)
    names, read, cash_rate, markets = _reader(wanted, data, as_of)
    with lock_folder(out):
        with spinner("reading the data"):
            specification = make_specification(
                names,
                read,
                grid=grid,
                random=random,
                seed=seed,
                cost=cost / 10_000,
                seeded=[name for name in names if not is_file(name)],
                cash_rate=cash_rate,
                side=chosen,
                borrow=fee,
                leave_out=wanted.leave_out,
            )
            wanted.check(specification.symbols)
        if walk_forward is not None:
            sweep_calendar(specification, walk_forward)
        sweep = open_sweep(out, specification)
        damaged = _damaged(sweep)
        _run(sweep, read, cash_rate, jobs=jobs, scheduler=scheduler)
        with spinner("summarising"):
            summary = summarise(sweep)
        walk = _walk(sweep, read, years=walk_forward)
        said = (text for market in markets for text in market.notices)
        notices = tuple(dict.fromkeys([*damaged, *said, *wanted.left_out]))
        shown = sweep_json(sweep, summary, notices, walk=walk)
        write_atomically(out / SUMMARY, serialization.to_bytes(shown))
    if json:
        print_json(shown)
    else:
        print_sweep(sweep, summary, notices, details=details)
        if walk is not None:
            file = sweep.folder / WALK_FORWARD
            print_walk_forward(walk.walk, points_json(walk), horizon=True, file=file)


def _damaged(sweep: Sweep) -> list[str]:
    """Name the files of the folder that are in the place of a part and are none of this sweep."""
    names = [part.name for part in sweep.damaged]
    if not names:
        return []
    others = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return [f"altered, damaged or foreign parts were computed again: {names[0]}{others}"]


def _run(
    sweep: Sweep,
    read: BarsReader,
    cash_rate: pd.DataFrame | None,
    *,
    jobs: int,
    scheduler: str | None,
) -> None:
    """Compute the parts of a sweep that are missing."""
    from backtests.sweep.run import run_locally, run_on_cluster, run_sweep

    missing, parts = len(sweep.missing), len(sweep.parts)
    done = parts - missing
    task = f"resuming after {done:,} of {parts:,} parts" if done else "sweeping"
    run_chunks = run_locally(jobs) if scheduler is None else run_on_cluster(scheduler)
    with progress_bar(task, missing) as progress:
        run_sweep(sweep, read, cash_rate=cash_rate, run_chunks=run_chunks, progress=progress)


def _walk(sweep: Sweep, read: BarsReader, *, years: int | None) -> SweepWalk | None:
    """Choose the rule of each block of years by its past; None if it was not requested."""
    from backtests.sweep.folder import WALK_FORWARD
    from backtests.sweep.walk_forward import walk_sweep

    if years is None:
        # That of an earlier run would belong to no summary.
        (sweep.folder / WALK_FORWARD).unlink(missing_ok=True)
        return None
    with progress_bar("walking forward", len(sweep.specification.symbols)) as progress:
        return walk_sweep(sweep, read, years=years, progress=progress)


def _need_parquet() -> None:
    """Raise UsageError without the libraries that only a sweep needs."""
    from importlib.util import find_spec

    for library in ("pyarrow", "joblib"):
        if find_spec(library) is None:
            raise UsageError(
                f"a sweep needs {library}, which is not installed; expected "
                "pip install 'rutcheck[sweep]'"
            )


@dataclass(slots=True)
class _Wanted:
    """The symbols of a sweep; those of a list may be left out, with the line that names them."""

    symbols: list[str]
    places: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def leave_out(self, symbol: str, reason: DataError) -> None:
        """Note why a symbol of the list is left out; raise the reason for one that was typed."""
        if symbol not in self.places:
            raise reason
        text = " ".join(str(reason).split())
        named = text if symbol in text else f"{symbol}: {text}"
        place = self.places[symbol]
        self.left_out.append(f"left out: {place}: {named}" if place else f"left out: {named}")

    def check(self, found: Sequence[str]) -> None:
        """Raise DataError if no symbol is left."""
        if not found:
            raise DataError("no symbol of the list has data; " + "; ".join(self.left_out))


def _symbols(typed: Sequence[str], universe: str | None) -> _Wanted:
    """Return the symbols given and those of the universe; RUT without any."""
    check_named("a symbol", *typed)
    check_named("--universe", universe)
    listed = () if universe is None else _listed(universe)
    symbols = [*typed, *(one.symbol for one in listed)]
    twice = next((name for at, name in enumerate(symbols) if name in symbols[:at]), None)
    if twice is not None:
        raise UsageError(f"symbol {twice} is named twice; expected each once")
    return _Wanted(symbols or ["RUT"], {one.symbol: one.place for one in listed})


def _listed(universe: str) -> tuple[Named, ...]:
    """Return the symbols of a named list, or of a file."""
    from backtests.studies.breakouts.universe import listed_symbols

    try:
        return listed_symbols(universe)
    except DataError as error:
        raise UsageError(f"--universe {universe}: {error}") from None


def _reader(
    wanted: _Wanted, data: str, as_of: str | None
) -> tuple[list[str], BarsReader, pd.DataFrame | None, list[Market]]:
    """Return the series names of the symbols, a reader of bars, the rate of cash and the sources.

    The reader keeps no bars, so that memory does not grow with the number of symbols. Files have no
    rate of their own: theirs is that of the source, None if it has none.
    """
    from dataclasses import replace

    from data_feeds.series.catalogue import listing
    from data_feeds.source import available_name, is_file

    sources: dict[str, tuple[str, Market]] = {}
    names: dict[str, str] = {}
    for symbol in wanted.symbols:
        try:
            if is_file(symbol):
                sources[symbol] = open_series(symbol, data, as_of)
                names[symbol] = symbol
            else:
                names[symbol] = listing(symbol).name
        except DataError as error:
            wanted.leave_out(symbol, error)
    listed = [symbol for symbol in names if symbol not in sources]
    if listed:
        market = open_data(data, as_of, listed)
        cash_rate = _cash_rate(market)
        for symbol in listed:
            name = names[symbol] = available_name(market, symbol)
            sources[name] = name, market
            if symbol in wanted.places:
                wanted.places[name] = wanted.places[symbol]
    else:
        cash_rate = _cash_rate_beside_files(data, as_of)

    def read(symbol: str) -> pd.DataFrame:
        name, source = sources[symbol]
        return replace(source, used={}).prices(name)

    return list(names.values()), read, cash_rate, [source for _, source in sources.values()]


def _cash_rate(market: Market) -> pd.DataFrame | None:
    from data_feeds.series.cash_rate import CASH_RATE

    return market.series(CASH_RATE) if market.can_read(CASH_RATE) else None


def _cash_rate_beside_files(data: str, as_of: str | None) -> pd.DataFrame | None:
    """Return the rate of a source from which no symbol is read; None if it cannot be opened."""
    try:
        return _cash_rate(open_data(data, as_of))
    except DataError:
        return None
