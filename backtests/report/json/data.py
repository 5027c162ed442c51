"""The JSON document of `rutcheck data check`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from backtests.runtime.serialization import SCHEMA
from data_feeds.quality import quality
from data_feeds.series.bars import has_ohlc
from data_feeds.series.market import Market


def check_content(checks: Sequence[quality.SeriesCheck], market: Market) -> dict[str, object]:
    """Lay out the quality report as `data check --json`, with OHLC bars year by year."""
    return {
        "schema": SCHEMA,
        "source": market.label,
        "series": [
            {**dataclasses.asdict(check), "years": _years(check, market)} for check in checks
        ],
    }


def _years(check: quality.SeriesCheck, market: Market) -> list[dict[str, object]]:
    if not check.rows or not has_ohlc(market.series(check.name)):
        return []
    years = quality.by_year(market.series(check.name))
    return [
        {"year": int(str(year)), **{str(share): value for share, value in row.items()}}
        for year, row in years.to_dict("index").items()
    ]
