"""`rutcheck data`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.options import AsOf, Json, Source
from backtests.cli.progress import progress
from backtests.cli.sources import open_data
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    pass

app = typer.Typer(help="Look at, check and aggregate price data.", no_args_is_help=True)


@app.command("fetch")
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
    """Bring the cache up to date, and write a snapshot folder that never changes.

    Example: rutcheck data fetch IWM
    """
    from backtests.report.terminal import data as display
    from backtests.runtime import serialization
    from data_feeds.providers import take_snapshot
    from data_feeds.series.bars import DataError
    from data_feeds.series.catalogue import CATALOGUE, listing
    from data_feeds.source import user_cache

    live = user_cache()
    typed = symbols or []
    count = len({*(CATALOGUE if out or not typed else ()), *(listing(s).name for s in typed)})
    with progress("fetching", count) as tell:
        if out is not None:
            take_snapshot.take(live, out, symbols=typed, tell=tell)
            typed = [*CATALOGUE, *typed]
        entries, missing = take_snapshot.fetch(live, typed, lambda _: None if out else tell(_))
    wanted = [listing(s).name for s in symbols or []]
    if any(name in missing for name in wanted) or not entries:
        reasons = {missing[name] for name in wanted or missing if name in missing}
        raise DataError("; ".join(sorted(reasons)))
    content = display.describe_fetch(entries, missing, live, out)
    if json:
        print(serialization.to_text(content), end="")
    else:
        display.print_fetch(content)


@app.command("show")
def data_show(data: Source = DEFAULT_SOURCE, as_of: AsOf = None, json: Json = False) -> None:
    """List what the cache holds, or with --data the series of a source.

    Example: rutcheck data show --data reference
    """
    from backtests.report.terminal import data as display
    from backtests.runtime import serialization
    from data_feeds.source import user_cache

    if data == DEFAULT_SOURCE:
        live = user_cache()
        content = display.describe_cache(live.folder, live.now())
        if json:
            print(serialization.to_text(content), end="")
        else:
            display.print_cache(content)
        return
    market = open_data(data, as_of)
    rows = display.describe_series(market)
    if json:
        print(serialization.to_text({"schema": 1, "source": market.label, "series": rows}), end="")
    else:
        display.print_series(market, rows)


@app.command("check")
def data_check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A snapshot folder.")],
    json: Json = False,
) -> None:
    """Verify the fingerprints of a folder; say what each series is fit for, and its defects.

    Example: rutcheck data check snapshot
    """
    from backtests.report.json import data
    from backtests.report.terminal import data as display
    from backtests.runtime import serialization
    from data_feeds.files import snapshot
    from data_feeds.quality import quality

    market = snapshot.load(folder)
    with progress("reading series", len(market.loaders)) as tell:
        checks = quality.check_market(market, tell)
    if json:
        print(serialization.to_text(data.check_content(checks, market)), end="")
    else:
        display.print_check(market, checks)


@app.command("reference")
def data_reference(
    source: Annotated[Path, typer.Option("--from", metavar="FOLDER", help="A daily snapshot.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write.")],
) -> None:
    """Build reference figures (weekly bars, monthly closes, policy dates) from a snapshot.

    Example: rutcheck data reference --from snapshot --out figures
    """
    from data_feeds.files import build_reference, snapshot

    for path in build_reference.build(snapshot.load(source), out):
        print(path)
