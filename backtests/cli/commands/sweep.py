"""`rutcheck sweep`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.options import MOST_COST, AsOf, Json, Source
from backtests.cli.progress import progress_bar, spinner
from backtests.cli.sources import open_data, open_series
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    import pandas as pd


def command(
    symbol: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SYMBOL|FILE.csv]…", help="Series of the source, or files.  [default: RUT]"
        ),
    ] = None,
    universe: Annotated[
        Path | None,
        typer.Option("--universe", metavar="FILE", help="A file of symbols, one a line."),
    ] = None,
    min_base: Annotated[
        str,
        typer.Option(
            "--min-base",
            metavar="LIST",
            help="Least trading days under the record: 10,20,40 or 10:60:10.",
        ),
    ] = "20",
    min_depth: Annotated[
        str, typer.Option("--min-depth", metavar="LIST", help="Least fall below it, fractions.")
    ] = "0.05",
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="LIST",
            help="mm-a, mm-b, mm-c, mm-d, 30%, 750pts, level:3250, none.",
        ),
    ] = "mm-a",
    stop: Annotated[
        str,
        typer.Option(
            "--stop",
            metavar="LIST",
            help="structural, 8%, atr:2, trailing:10%, chandelier:3, failed, time:63, none.",
        ),
    ] = "structural",
    horizon: Annotated[
        str, typer.Option("--horizon", metavar="LIST", help="Trading days to wait.")
    ] = "252",
    random: Annotated[
        int | None,
        typer.Option(
            "--random",
            metavar="N",
            min=1,
            help="Try so many points of the grid, drawn at random; more later are added.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", min=0, help="Which random points.")
    ] = 1,
    cost: Annotated[
        float,
        typer.Option(
            "--cost", metavar="BP", min=0, max=MOST_COST, help="Basis points paid on each side."
        ),
    ] = 5.0,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Folder for the results; one that holds the same "
            "sweep is taken up where it stopped.",
        ),
    ] = Path("sweep"),
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=1, help="Processes; the results are the same.")
    ] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Work on a Dask cluster, for example tcp://127.0.0.1:8786.",
        ),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Try many breakout rules on many symbols, and hold the best against the luck of all tried.

    Example: rutcheck sweep RUT SPX --stop 5%,8%,atr:2 --data reference
    """
    _need_parquet()
    from backtests.report.json.sweep import sweep_json as sweep_content
    from backtests.report.terminal import sweep as display
    from backtests.runtime import serialization
    from backtests.sweep import grid as sweep_grid
    from backtests.sweep import summary as sweep_summary
    from backtests.sweep.folder import describe, open_sweep
    from backtests.sweep.run import locked, on_cluster, on_this_machine, run_sweep
    from data_feeds.source import is_file

    grid = sweep_grid.Grid(
        sweep_grid.whole_numbers("--min-base", min_base),
        tuple(float(depth) for depth in sweep_grid.numbers("--min-depth", min_depth)),
        sweep_grid.listed_values(target),
        sweep_grid.listed_values(stop),
        sweep_grid.whole_numbers("--horizon", horizon),
    )
    if scheduler is not None and jobs != 1:
        raise UsageError("--jobs is for this machine; expected it without --scheduler")
    names, read = _reader(_symbols(symbol or [], universe), data, as_of)
    with locked(out):
        with spinner("reading the data"):
            specification = describe(
                names,
                read,
                grid=grid,
                random=random,
                seed=seed,
                cost=cost / 10_000,
                seeded=[name for name in names if not is_file(name)],
            )
        sweep = open_sweep(out, specification)
        todo, there = len(sweep.missing), len(sweep.parts)
        begun = (
            "sweeping" if todo == there else f"going on after {there - todo:,} of {there:,} parts"
        )
        with progress_bar(begun, todo) as tell:
            run_sweep(
                sweep,
                read,
                tell=tell,
                work=on_this_machine(jobs) if scheduler is None else on_cluster(scheduler),
            )
        with spinner("adding up"):
            summary = sweep_summary.summarise(sweep)
        content = serialization.to_text(sweep_content(sweep, summary))
        (out / "summary.json").write_text(content, encoding="utf-8")
    if json:
        print(content, end="")
    else:
        display.print_sweep(sweep, summary)


def _need_parquet() -> None:
    """Refuse to start without the libraries that only a sweep needs."""
    from importlib.util import find_spec

    for library in ("pyarrow", "joblib"):
        if find_spec(library) is None:
            raise UsageError(
                f"a sweep needs {library}, which is not installed; expected "
                "pip install 'rutcheck[sweep]'"
            )


def _symbols(typed: list[str], universe: Path | None) -> list[str]:
    """Join what was typed and what a file lists; RUT where nothing is."""
    found = typed + ([] if universe is None else _listed(universe))
    if not found:
        return ["RUT"]
    twice = next((name for at, name in enumerate(found) if name in found[:at]), None)
    if twice is not None:
        raise UsageError(f"symbol {twice} is named twice; expected each once")
    return found


def _listed(universe: Path) -> list[str]:
    """Read one symbol a line; what follows a # is a remark."""
    try:
        lines = universe.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--universe {universe} cannot be read ({error})") from None
    found = [name for line in lines if (name := line.split("#")[0].strip())]
    if not found:
        raise UsageError(f"--universe {universe} names no symbol; expected one a line")
    return found


def _reader(
    symbols: list[str], data: str, as_of: str | None
) -> tuple[list[str], Callable[[str], pd.DataFrame]]:
    """Names of the symbols, and the function that reads the bars of one without keeping them."""
    from dataclasses import replace

    from data_feeds.source import is_file, name_in

    places = {name: open_series(name, data, as_of) for name in symbols if is_file(name)}
    known = [name for name in symbols if name not in places]
    names = list(symbols)
    if known:
        market = open_data(data, as_of, known)
        for symbol in known:
            found = name_in(market, symbol)
            names[names.index(symbol)] = found
            places[found] = found, market

    def read(symbol: str) -> pd.DataFrame:
        name, source = places[symbol]
        return replace(source, used={}).prices(name)

    return names, read
