"""`rutcheck data`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from backtests.cli.checks import check_named
from backtests.cli.lazy import QuickCommand, QuickGroup
from backtests.cli.options import AsOf, DateFormat, Decimal, Json, Source
from backtests.cli.output import check_folder, print_json
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data
from backtests.runtime.escapes import print_text
from data_feeds import DEFAULT_SOURCE

app = typer.Typer(
    help="Fetch, show, check and aggregate price data.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    cls=QuickGroup,
)


@app.command("fetch", cls=QuickCommand)
def fetch(
    symbols: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMBOL]…", help="Series to fetch. Default: all known series."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Also write a snapshot of all series."),
    ] = None,
    json: Json = False,
) -> None:
    """Update the cache, and optionally write a snapshot folder that never changes.

    Example: rutcheck data fetch IWM
    """
    from backtests.report.json.data import fetch_json
    from backtests.report.terminal.data import print_fetch
    from data_feeds.providers import take_snapshot
    from data_feeds.series.bars import DataError
    from data_feeds.series.catalogue import CATALOGUE, listing
    from data_feeds.source import user_cache

    check_named("a symbol", *(symbols or []))
    check_folder(out)
    live = user_cache()
    typed = [listing(symbol).name for symbol in symbols or []]
    wanted = symbols or []
    count = len({*(CATALOGUE if out or not typed else ()), *typed})
    with progress_bar("fetching", count) as progress:
        if out is not None:
            take_snapshot.take(live, out, symbols=wanted, progress=progress)
            wanted = [*CATALOGUE, *wanted]
        # The series of a snapshot are fetched already: no progress is reported twice.
        entries, missing = take_snapshot.fetch(
            live, wanted, progress if out is None else lambda _: None
        )
    if any(name in missing for name in typed) or not entries:
        reasons = {missing[name] for name in typed or missing if name in missing}
        raise DataError("; ".join(sorted(reasons)))
    content = fetch_json(entries, missing, live, out)
    if json:
        print_json(content)
    else:
        print_fetch(content)


@app.command("show", cls=QuickCommand)
def show(
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    json: Json = False,
) -> None:
    """List the series in the cache, or with --data those of a source.

    Example: rutcheck data show --data reference
    """
    from backtests.report.json.data import cache_json, series_json
    from backtests.report.terminal.data import print_cache, print_series
    from data_feeds.source import user_cache

    if data == DEFAULT_SOURCE:
        live = user_cache()
        content, show_content = cache_json(live.folder, live.now()), print_cache
    else:
        market = open_data(data, as_of)
        content, show_content = series_json(market), partial(print_series, market)
    if json:
        print_json(content)
    else:
        show_content(content)


@app.command("check", cls=QuickCommand)
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A snapshot folder.")],
    date_format: DateFormat = None,
    decimal: Decimal = None,
    json: Json = False,
) -> None:
    """Verify the checksums of a snapshot, and report the quality and defects of each series.

    Example: rutcheck data check snapshot
    """
    from backtests.report.json.data import check_json
    from backtests.report.terminal.data import print_check
    from data_feeds.files import snapshot
    from data_feeds.quality import fitness

    market = snapshot.load(folder)
    with progress_bar("reading series", len(market.loaders)) as progress:
        checks = fitness.check_market(market, progress)
    if json:
        print_json(check_json(checks, market))
    else:
        print_check(market, checks)


@app.command("clear", cls=QuickCommand)
def clear(json: Json = False) -> None:
    """Remove what runs kept of their computations; cached series and reports stay.

    Example: rutcheck data clear
    """
    from backtests.report.json.data import clear_json
    from backtests.report.terminal.data import print_clear
    from backtests.runtime import store
    from data_feeds.providers.cached_feed import default_folder

    cache = default_folder()
    content = clear_json(cache / store.FOLDER, store.clear(cache))
    if json:
        print_json(content)
    else:
        print_clear(content)


@app.command("reference", cls=QuickCommand)
def reference(
    source: Annotated[Path, typer.Option("--from", metavar="FOLDER", help="A daily snapshot.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Folder for the aggregated figures.")
    ],
    date_format: DateFormat = None,
    decimal: Decimal = None,
) -> None:
    """Build reference figures (prices and rates by week, policy dates) from a daily snapshot.

    Adjusted closes are those of the funds that the claims and the universes name.

    Example: rutcheck data reference --from snapshot --out figures
    """
    from data_feeds.files import build_reference, snapshot

    check_folder(out)
    build_reference.check_replaceable(out)
    market = snapshot.load(source)
    paths, missing = build_reference.build(market, out, named=shipped_names())
    for path in paths:
        print_text(str(path))
    if missing:
        print_text(f"not in {source}: {', '.join(missing)}")


def shipped_names() -> frozenset[str]:
    """Return the series that the claims name, and the adjusted closes of the universes' funds."""
    from backtests.claims.registry import load_claims, series_names
    from backtests.studies.breakouts.universe import ALL, universe_symbols
    from data_feeds.series.catalogue import ADJUSTED

    funds = {f"{symbol}{ADJUSTED}" for symbol in universe_symbols(ALL)}
    return series_names(load_claims()) | funds
