"""The JSON document of `rutcheck status`."""

from __future__ import annotations

from collections.abc import Sequence

from backtests.claims.status import LiveClaim
from backtests.runtime.serialization import data_used
from data_feeds.series.market import Market


def status_json(claims: Sequence[LiveClaim], market: Market) -> dict[str, object]:
    """Lay out the claims as `status --json`; odds of settled ones are not told."""
    return {
        "schema": 1,
        "as_of": market.as_of,
        **data_used(market),
        "claims": [_row(one) for one in claims],
    }


def _row(one: LiveClaim) -> dict[str, object]:
    standing = one.standing
    return {
        "id": one.claim.id,
        "article": one.claim.article.key,
        "type": one.claim.type,
        "statement": one.claim.statement,
        "verdict": one.ruling.verdict,
        "reason": one.ruling.reason,
        "resolves": None if standing is None else standing.resolves,
        "days_left": one.days_left if one.pending else None,
        "settles": None if standing is None else standing.settles,
        "data_to": None if standing is None else standing.last,
        "now": None if standing is None else standing.now,
        "distance": standing.distance if standing is not None and one.pending else None,
        "odds": one.odds,
    }
