"""The articles' dated claims: where each stands, what would settle it, and the odds from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from backtests.claims.registry import Claim
from backtests.claims.run import prepare
from backtests.evidence.checks import MissingCheck, Ruling, decide
from backtests.evidence.estimates import Context, Estimate
from backtests.evidence.outlook import Outlook
from backtests.inference import monte_carlo
from data_feeds.series.market import Market

# Random draws that a study may ask for; no standing rests on one.
_DRAWS = 100


@dataclass(frozen=True, slots=True)
class LiveClaim:
    """A dated claim with its verdict so far; `standing` is None where the data do not reach it."""

    claim: Claim
    ruling: Ruling
    as_of: pd.Timestamp
    standing: Outlook | None

    @property
    def pending(self) -> bool:
        """Whether the day is still to come."""
        return self.ruling.verdict == "pending"

    @property
    def odds(self) -> tuple[Estimate, ...]:
        """Odds from here; none for what is settled."""
        return self.standing.odds if self.standing is not None and self.pending else ()

    @property
    def days_left(self) -> int | None:
        """Calendar days from the as-of day to the day of the claim; None without a day.

        The odds are of spans from the last day that all series of the claim reach, which may be
        earlier (`ends_early`).
        """
        return None if self.standing is None else (self.standing.resolves - self.as_of).days

    @property
    def ends_early(self) -> pd.Timestamp | None:
        """Last day of the data of a pending claim, where that is before the as-of day."""
        if self.standing is None or not self.pending or self.standing.last >= self.as_of:
            return None
        return self.standing.last


def live_claims(claims: Sequence[Claim], market: Market) -> tuple[LiveClaim, ...]:
    """Say where every claim stands whose study knows a day that settles it, pending ones first.

    Such a study has a function `standing`, which takes what its `examine` takes. Claims whose
    series the source lacks are told as such; those of articles not out yet are left out.
    """
    out = [claim for claim in claims if claim.article.date <= market.as_of]
    found = [_live(claim, market) for claim in out if claim.standing is not None]
    known = [one for one in found if one is not None]
    return tuple(sorted(known, key=lambda one: not one.pending))


def _live(claim: Claim, market: Market) -> LiveClaim | None:
    question = prepare(claim, market, resamples=_DRAWS)
    if question.refused:
        return LiveClaim(claim, decide(MissingCheck(question.refused)), market.as_of, None)
    if claim.standing is None:
        return None
    context = Context(market.as_of, monte_carlo.generator(claim.id), _DRAWS)
    standing = claim.standing(context, **question.series, **claim.parameters)
    if standing is None:
        return None
    return LiveClaim(claim, decide(standing.check), market.as_of, standing)
