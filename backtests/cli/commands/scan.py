"""`rutcheck scan`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli import breakout_rules
from backtests.cli.checks import check_named
from backtests.cli.options import (
    AsOf,
    Cost,
    DateFormat,
    Decimal,
    Details,
    Jobs,
    Json,
    Resamples,
    Source,
    prepare_processes,
)
from backtests.cli.output import check_file, print_json, writing
from backtests.cli.progress import progress_bar
from backtests.runtime.choices import UsageError, parse_date
from backtests.runtime.escapes import print_text
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    import pandas as pd

    from backtests.studies.breakouts.rules import BreakoutRules
    from backtests.studies.breakouts.scan import Scan
    from backtests.studies.breakouts.universe import Named

# Name of standard input and standard output.
STANDARD = "-"
# Module that the processes of a scan import.
MODULE = "backtests.studies.breakouts.scan"
# Exit code of --fail-if-none without a new signal.
NONE_FOUND = 1
# Oldest signal that can be called new, in bars: ten years of daily ones.
MOST_AGE = 2_520

Symbols = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SYMBOL|FILE.csv]…", help="Series of the source, or files."),
]
Universe = Annotated[
    str | None,
    typer.Option(
        "--universe",
        metavar="NAME|FILE|-",
        help="Scan indexes, etfs, sectors, all, or a watch list with one symbol or CSV file per "
        "line (- for standard input).",
    ),
]
Within = Annotated[
    int,
    typer.Option(
        "--within",
        metavar="BARS",
        min=0,
        max=MOST_AGE,
        help="Maximum age of a new signal in bars; the default is a trading week of daily bars.",
    ),
]
Csv = Annotated[
    Path | None,
    typer.Option(
        "--csv", metavar="FILE|-", help="Write the signals as CSV; - for standard output alone."
    ),
]
FailIfNone = Annotated[
    bool,
    typer.Option("--fail-if-none", help=f"Exit with {NONE_FOUND} if there is no new signal."),
]


def command(
    symbol: Symbols = None,
    universe: Universe = None,
    within: Within = 5,
    min_base: breakout_rules.MinBase = 20,
    min_depth: breakout_rules.MinDepth = 0.05,
    lookback: breakout_rules.Lookback = None,
    side: breakout_rules.SideOfTrade = "long",
    borrow: breakout_rules.Borrow = None,
    target: breakout_rules.Target = "mm-a",
    stop: breakout_rules.Stop = "structural",
    horizon: breakout_rules.Horizon = 252,
    cost: Cost = 5.0,
    csv: Csv = None,
    fail_if_none: FailIfNone = False,
    details: Details = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    resamples: Resamples = 10_000,
    jobs: Jobs = None,
    json: Json = False,
) -> None:
    """Show which series are breaking out now, and how often such breakouts reached their target.

    Listed are the signals of the last bars and those still open, the newest
    first, with level, target, stop, distances and odds. A signal of the last
    bar is shown with its entry at the next bar and is not traded.

    Example: rutcheck scan --universe indexes --data reference
    """
    check_named("a symbol", *(symbol or []))
    check_named("--universe", universe)
    _check_outputs(csv, json=json)
    rules = breakout_rules.read_rules(
        min_base, min_depth, lookback, target, stop, horizon, cost, side, borrow
    )
    found = _scan(
        _named(symbol or [], universe),
        rules,
        data,
        parse_date("--as-of", as_of),
        within=within,
        draws=resamples,
        jobs=jobs,
    )
    _show(found, csv, json=json, details=details)
    if fail_if_none and not found.new:
        raise typer.Exit(NONE_FOUND)


def _check_outputs(csv: Path | None, *, json: bool) -> None:
    """Raise UsageError if the table cannot go where it is to be written."""
    if csv is None:
        return
    if str(csv) == STANDARD:
        if json:
            raise UsageError("--csv - and --json both print; expected one of them")
    elif csv.is_dir() or not csv.absolute().parent.is_dir():
        raise UsageError(f"--csv {csv}: expected a file in a folder that exists")
    else:
        check_file(csv)


def _named(symbols: Sequence[str], universe: str | None) -> list[Named]:
    """Return the symbols and files named on the command line and by the universe."""
    from backtests.studies.breakouts.universe import Named, listed_symbols, watch_list

    if STANDARD in symbols:
        raise UsageError("- is no symbol; expected --universe - for a list on standard input")
    typed = [Named(symbol) for symbol in symbols]
    if universe is None:
        return typed
    if universe == STANDARD:
        return [*typed, *watch_list(sys.stdin.read(), "standard input")]
    return [*typed, *listed_symbols(universe)]


def _scan(
    named: Sequence[Named],
    rules: BreakoutRules,
    source: str,
    as_of: pd.Timestamp | None,
    *,
    within: int,
    draws: int,
    jobs: int | None,
) -> Scan:
    """Scan the series in several processes, with a progress bar."""
    many = len(named) > 1
    processes = prepare_processes(MODULE, jobs=jobs if many else 1)
    from backtests.studies.breakouts import scan

    wanted = scan.request(rules, within=within, draws=draws, source=source, as_of=as_of)
    with progress_bar("scanning", len(named)) as progress:
        return scan.scan(named, wanted, jobs=processes, progress=progress)


def _show(found: Scan, csv: Path | None, *, json: bool, details: bool) -> None:
    """Print the scan or its JSON document, and write its table."""
    from backtests.report.answers.scan import scan_answer
    from backtests.report.json.scan import scan_json, signal_table
    from backtests.report.terminal.scan import print_scan
    from backtests.runtime.csv_text import csv_text

    if csv is not None:
        table = csv_text(signal_table(found))
        if str(csv) == STANDARD:
            print_text(table, end="")
            return
        from data_feeds.files.atomic import write_atomically

        with writing(csv):
            write_atomically(csv, table.encode())
    if json:
        print_json(scan_json(found))
    else:
        print_scan(found, scan_answer(found), details=details)
