"""The JSON document of `rutcheck status`."""

from __future__ import annotations

from collections.abc import Sequence

from backtests.claims.status import LiveClaim
from backtests.report.answers.status import status_answer
from backtests.runtime.serialization import SCHEMA, data_used
from data_feeds.series.market import Market


def status_json(claims: Sequence[LiveClaim], market: Market) -> dict[str, object]:
    """Return the document of `status --json`; settled claims have no odds."""
    return {
        "schema": SCHEMA,
        "as_of": market.as_of,
        "today": market.present,
        **data_used(market),
        "claims": [_row(one) for one in claims],
        "answer": status_answer(claims, market).json(),
    }


def _row(one: LiveClaim) -> dict[str, object]:
    outlook = one.outlook
    return {
        "id": one.claim.id,
        "article": one.claim.article.key,
        "type": one.claim.type,
        "statement": one.claim.statement,
        "verdict": one.ruling.verdict,
        "reason": one.ruling.reason,
        "resolves": None if outlook is None else outlook.resolves,
        "days_left": one.days_left if one.pending else None,
        "day_passed": one.day_passed,
        "settles": None if outlook is None else outlook.settles,
        "data_to": None if outlook is None else outlook.last,
        "now": None if outlook is None else outlook.now,
        "distance": outlook.distance if outlook is not None and one.pending else None,
        "odds": one.odds,
    }
