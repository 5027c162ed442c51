"""Tables of `rutcheck data`: series of a source, their quality, the cache and a fetch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Console
from rich.text import Text

from backtests.report.formats import percent, show
from backtests.report.terminal.style import (
    Column,
    bold,
    console,
    fitting,
    folding,
    print_notices,
    right,
    ruled,
)
from data_feeds.providers import cache
from data_feeds.quality import fitness
from data_feeds.series.market import Market

SERIES = (
    Column("series", folds=True),
    Column("from"),
    Column("to"),
    Column("rows", right=True),
    Column("bars"),
    Column("file", folds=True),
    Column("SHA-256", wide=True),
)
CACHED = (
    Column("series", folds=True),
    Column("from"),
    Column("to"),
    Column("rows", right=True),
    Column("source", folds=True),
    Column("asked", right=True),
    Column("SHA-256", wide=True),
)


def print_series(market: Market, content: Mapping[str, Any]) -> None:
    """Print the series of a source; `content` is that of `series_json`."""
    out = console()
    out.print(bold(market.label, f", data to {market.as_of:%Y-%m-%d}"))
    cells = (
        (
            str(row["name"]),
            str(row.get("first", "–")),
            str(row.get("last", "–")),
            str(row.get("rows", "–")),
            str(row.get("frequency", "–")),
            str(row.get("source", row.get("problem", ""))),
            str(row.get("sha256", ""))[:12],
        )
        for row in content["series"]
    )
    out.print(fitting(out, SERIES, cells))
    print_notices(out, market.notices)


def print_check(market: Market, checks: Sequence[fitness.SeriesCheck]) -> None:
    """Print the quality and defects of each series, and of RUT by year."""
    out = console()
    out.print(bold(market.label, f", data to {market.as_of:%Y-%m-%d}"))
    table = ruled(*folding("series", "from", "to", "rows", "conclusion"))
    for check in checks:
        conclusion = Text(check.conclusion, style="red" if check.refused else "")
        for defect in check.defects:
            conclusion.append(f"\n· {defect}", style="yellow")
        table.add_row(
            check.name, show(check.first), show(check.last), f"{check.rows:,}", conclusion
        )
    out.print(table)
    print_notices(out, market.notices)
    _print_years(out, market.series("RUT"))


def _print_years(out: Console, bars: pd.DataFrame) -> None:
    years = fitness.by_year(bars)
    shares_of_bars = ("open = previous close", "high and low = open and close", "unchanged closes")
    report = ruled(*right("year", "bars", *shares_of_bars), title="RUT by year")
    for year, shares in years.to_dict("index").items():
        report.add_row(
            str(year),
            f"{shares['bars']:.0f}",
            percent(shares.get("open_is_previous_close")),
            percent(shares.get("range_is_body")),
            percent(shares["zero_returns"]),
        )
    out.print(report)


def print_cache(content: Mapping[str, Any]) -> None:
    """Print the series in the cache; `content` is that of `cache_json`."""
    out = console()
    rows = content["series"]
    if not rows:
        out.print(f"The cache {content['cache']} is empty: rutcheck data fetch fills it.")
        return
    out.print(bold(f"cache {content['cache']}"))
    cells, notes = [], []
    for row in rows:
        if "problem" in row:
            notes.append(row["problem"])
            continue
        cells.append(
            (
                row["name"],
                f"{row['first']:%Y-%m-%d}",
                f"{row['last']:%Y-%m-%d}",
                f"{row['rows']:,}",
                f"{row['source']} {row['code']}",
                _age(row["age_hours"]),
                row["sha256"][:12],
            )
        )
        notes += [
            f"{row['name']}: {r.found[:10]} {row['source']} revised past values ({r.what}); the "
            f"previous version is kept as {cache.VERSIONS}/{r.kept}"
            for r in row["restatements"]
        ]
    out.print(fitting(out, CACHED, cells))
    for text in notes:
        out.print(f"! {text}", style="yellow")


def _age(hours: float) -> str:
    """Format an age in minutes, hours or days."""
    if hours < 1:
        return f"{max(0.0, hours * 60):.0f} min ago"
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"


def print_fetch(content: Mapping[str, Any]) -> None:
    """Print the series that were fetched; `content` is that of `fetch_json`."""
    out = console()
    table = ruled("series", "source", "from", "to", *right("rows"))
    for name, row in content["series"].items():
        table.add_row(
            name,
            row["source"],
            f"{row['first']:%Y-%m-%d}",
            f"{row['last']:%Y-%m-%d}",
            f"{row['rows']:,}",
        )
    if content["series"]:
        out.print(table)
    for text in dict.fromkeys(content["missing"].values()):
        out.print(f"✘ {text}", style="red")
    for text in content["notices"]:
        out.print(f"! {text}", style="yellow")
    if content["out"] is not None:
        out.print(f"Snapshot: {content['out']}   rutcheck run --data {content['out']}")


def print_clear(content: Mapping[str, Any]) -> None:
    """Print what was removed; `content` is that of `clear_json`."""
    size = content["bytes"] / 1e6
    what = f"Removed {size:,.1f} MB of kept results:" if size else "No kept results in"
    console().print(f"{what} {content['removed']}")
