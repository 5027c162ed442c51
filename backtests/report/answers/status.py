"""The answer of `rutcheck status`: how many claims are pending, and those nearest to their day."""

from __future__ import annotations

import math
from collections.abc import Sequence

from backtests.claims.status import LiveClaim
from backtests.evidence.estimates import Estimate
from backtests.report.answers.answer import Answer, interval_95, signed_percent
from backtests.report.formats import percent, to_day
from backtests.runtime.wording import plural
from data_feeds.series.market import Market

# Claims nearest to their day that the answer names.
MOST_NAMED = 4


def status_answer(claims: Sequence[LiveClaim], market: Market) -> Answer:
    """Return the answer on the dated claims: the count, and the pending ones nearest to a day."""
    pending = [one for one in nearest_first(claims) if one.pending]
    settled = sum(not one.pending and one.outlook is not None for one in claims)
    without = len(claims) - len(pending) - settled
    count = (
        f"{len(pending):,} of {plural(len(claims), 'dated claim')} pending, {settled:,} settled"
        + (f", {without:,} without data" if without else "")
        + f"; data {to_day(market.as_of, market.present)}"
    )
    named = [one for one in pending if one.outlook is not None][:MOST_NAMED]
    return Answer(
        (("claims", count), *((one.claim.id, _claim(one)) for one in named)),
        {
            "pending": len(pending),
            "settled": settled,
            "without_data": without,
            "nearest": [_figures(one) for one in named],
        },
    )


def nearest_first(claims: Sequence[LiveClaim]) -> list[LiveClaim]:
    """Return the claims in order of the days left; those without a day to come are last."""

    def days(one: LiveClaim) -> float:
        left = one.days_left if one.pending else None
        return math.inf if left is None else left

    return sorted(claims, key=days)


def first_odds(one: LiveClaim) -> Estimate | None:
    """Return the odds of a claim; None for scenarios, which have several, and without any."""
    if not one.odds or one.odds[0].claimed is not None:
        return None
    return one.odds[0]


def rate_of(odds: Estimate) -> str:
    """Format odds; 0% and 100% as counts, since they are not certainties."""
    if odds.value in (0, 1) and odds.n is not None:
        return f"all {odds.n:,}" if odds.value else f"none of {odds.n:,}"
    return percent(odds.value)


def _claim(one: LiveClaim) -> str:
    outlook = one.outlook
    if outlook is None:
        return one.ruling.reason
    left = (
        f"its day {outlook.resolves:%Y-%m-%d} has passed, data to {outlook.last:%Y-%m-%d}"
        if one.day_passed
        else f"{plural(one.days_left or 0, 'day')} left, to {outlook.resolves:%Y-%m-%d}"
    )
    to_go = "" if outlook.distance is None else f"; to go {signed_percent(outlook.distance)}"
    odds = first_odds(one)
    if odds is None or odds.value is None:
        return f"{left}{to_go}"
    return (
        f"{left}{to_go}; odds {rate_of(odds)} from {outlook.last:%Y-%m-%d} on "
        f"({interval_95(odds.interval)}, n_eff {odds.n_eff or 0:,})"
    )


def _figures(one: LiveClaim) -> dict[str, object]:
    odds = first_odds(one)
    return {
        "id": one.claim.id,
        "resolves": None if one.outlook is None else one.outlook.resolves,
        "days_left": one.days_left,
        "day_passed": one.day_passed,
        "distance": None if one.outlook is None else one.outlook.distance,
        "odds": None if odds is None else odds.value,
        "interval": None if odds is None else odds.interval,
        "n": None if odds is None else odds.n,
        "n_eff": None if odds is None else odds.n_eff,
    }
