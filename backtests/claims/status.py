"""Status of the dated claims: what settles each, how far it is, and the odds from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from backtests.claims.examination import examine, prepare
from backtests.claims.registry import Claim
from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.estimates import Estimate, Outlook
from backtests.evidence.verdicts import Ruling
from data_feeds.series.market import Market


@dataclass(frozen=True, slots=True)
class LiveClaim:
    """A dated claim with its verdict so far.

    `outlook` is None if the data source lacks a series of the claim.
    """

    claim: Claim
    ruling: Ruling
    as_of: pd.Timestamp
    outlook: Outlook | None
    today: pd.Timestamp

    @property
    def pending(self) -> bool:
        """Whether the claim is not resolved yet."""
        return self.ruling.verdict == "pending"

    @property
    def odds(self) -> tuple[Estimate, ...]:
        """Odds from here; empty for a resolved claim."""
        return self.outlook.odds if self.outlook is not None and self.pending else ()

    @property
    def days_left(self) -> int | None:
        """Calendar days from today to the resolution day, 0 once it has come; None without one.

        The odds use windows from the last common day of the claim's series, which is earlier if the
        data are old (see `ends_early`).
        """
        if self.outlook is None:
            return None
        return max(0, (self.outlook.resolves - self.today).days)

    @property
    def day_passed(self) -> bool:
        """Whether the day of a pending claim has come and its data have not."""
        return self.outlook is not None and self.pending and self.outlook.resolves <= self.today

    @property
    def ends_early(self) -> pd.Timestamp | None:
        """Last day of the data of a pending claim if it is before the as-of day, else None."""
        if self.outlook is None or not self.pending or self.outlook.last >= self.as_of:
            return None
        return self.outlook.last


def live_claims(claims: Sequence[Claim], market: Market) -> tuple[LiveClaim, ...]:
    """Return the status of every dated claim, pending ones first.

    A claim is dated if its study sets `HAS_OUTLOOK`. A claim that lacks series has a missing
    verdict. Claims of articles published after the as-of day are left out, and so are claims whose
    base date the data do not reach.
    """
    dated = [c for c in claims if c.has_outlook and c.article.date <= market.as_of]
    rows = [row for row in (_live_claim(claim, market) for claim in dated) if row is not None]
    return tuple(sorted(rows, key=lambda row: not row.pending))


def _live_claim(claim: Claim, market: Market) -> LiveClaim | None:
    task = prepare(claim, market, resamples=0)
    evidence = examine(task)
    outlook = None if evidence.outlook is None else evidence.outlook()
    if outlook is None and not isinstance(evidence.check, MissingCheck):
        return None
    return LiveClaim(claim, decide(evidence.check), market.as_of, outlook, market.present)
