"""JSON documents of `rutcheck data`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from backtests.runtime.serialization import SCHEMA
from data_feeds.providers import cache
from data_feeds.quality import fitness
from data_feeds.series.bars import DataError, has_ohlc
from data_feeds.series.catalogue import listing
from data_feeds.series.market import Market

if TYPE_CHECKING:
    from pathlib import Path

    from data_feeds.providers.cache import Entry
    from data_feeds.providers.cached_feed import CachedFeed


def check_json(checks: Sequence[fitness.SeriesCheck], market: Market) -> dict[str, object]:
    """Return the document of `data check --json`, with the quality of OHLC bars by year."""
    return {
        "schema": SCHEMA,
        "source": market.label,
        "notices": market.notices,
        "series": [
            {**dataclasses.asdict(check), "years": _years(check, market)} for check in checks
        ],
    }


def _years(check: fitness.SeriesCheck, market: Market) -> list[dict[str, object]]:
    if not check.rows or not has_ohlc(market.series(check.name)):
        return []
    years = fitness.by_year(market.series(check.name))
    return [
        {"year": int(str(year)), **{str(share): value for share, value in row.items()}}
        for year, row in years.to_dict("index").items()
    ]


def series_json(market: Market) -> dict[str, object]:
    """Return the document of `data show --data SOURCE --json`.

    A series that cannot be read has its problem in place of its span.
    """
    rows: list[dict[str, object]] = []
    for name in sorted(market.loaders):
        try:
            info = dataclasses.asdict(market.info(name))
        except DataError as error:
            rows.append({"name": name, "problem": str(error)})
            continue
        columns = ("name", "source", "frequency", "first", "last", "rows", "sha256", "note")
        rows.append({column: info[column] for column in columns})
    return {
        "schema": SCHEMA,
        "source": market.label,
        "notices": market.notices,
        "series": rows,
    }


def cache_json(folder: Path, now: pd.Timestamp) -> dict[str, object]:
    """Return the document of `data show --json`: span, source and age of each cached series."""
    rows: list[dict[str, object]] = []
    for code in cache.codes(folder):
        try:
            entry = cache.read(folder, code)
        except DataError as error:
            rows.append({"code": code, "problem": str(error)})
            continue
        if entry is None:  # removed since it was listed
            continue
        rows.append(
            {
                "code": code,
                "name": listing(code).name,
                "source": entry.provider,
                "first": entry.first,
                "last": entry.last,
                "rows": len(entry.table),
                "fetched": entry.fetched,
                "checked": entry.checked,
                "age_hours": (now - pd.Timestamp(entry.checked)) / pd.Timedelta(hours=1),
                "sha256": entry.sha256,
                "restatements": entry.restatements,
            }
        )
    return {"schema": SCHEMA, "cache": str(folder), "series": rows}


def fetch_json(
    entries: Mapping[str, Entry], missing: Mapping[str, str], live: CachedFeed, out: Path | None
) -> dict[str, object]:
    """Return the document of `data fetch --json`: fetched series, missing ones with the reason."""
    return {
        "schema": SCHEMA,
        "cache": str(live.folder),
        "out": None if out is None else str(out),
        "series": {
            name: {
                "source": f"{e.provider} {e.code}",
                "first": e.first,
                "last": e.last,
                "rows": len(e.table),
                "fetched": e.fetched,
                "sha256": e.sha256,
            }
            for name, e in entries.items()
        },
        "missing": dict(missing),
        "notices": live.notices,
    }


def clear_json(folder: Path, size: int) -> dict[str, object]:
    """Return the document of `data clear --json`: the folder removed and the bytes it had."""
    return {"schema": SCHEMA, "removed": str(folder), "bytes": size}
