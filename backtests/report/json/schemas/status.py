"""The document of `rutcheck status --json`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from backtests.report.json.schemas.common import Answered, Data, Estimate
from backtests.report.json.schemas.declare import Count, Date, Interval, Share, documented
from backtests.report.json.schemas.run import Verdict


@documented
class LiveClaim(TypedDict):
    """A dated claim, and where it stands."""

    id: str
    """Id of the claim."""
    article: str
    """Key of its article."""
    type: Literal["P", "T", "S"]
    """Forecast, target or scenarios."""
    statement: str
    """The statement in other words than those of the article."""
    verdict: Verdict
    """The verdict today."""
    reason: str
    """Reason for the verdict."""
    resolves: Date | None
    """Day on which it resolves; null if the data do not reach its base date."""
    days_left: int | None
    """Calendar days to that day; null if it is settled."""
    day_passed: bool
    """Whether the day has passed but the data do not reach it."""
    settles: str | None
    """The condition that settles it; null likewise."""
    data_to: Date | None
    """Last day that all its series reach; null likewise."""
    now: str | None
    """The present values; null likewise."""
    distance: float | None
    """Change still needed, a fraction of the last price; null if no single change decides."""
    odds: list[Estimate]
    """Shares of past windows as long as the time left that would have settled it."""


@documented
class Nearest(TypedDict):
    """A pending claim in the answer."""

    id: str
    """Id of the claim."""
    resolves: Date | None
    """Day on which it resolves."""
    days_left: int | None
    """Calendar days to that day."""
    day_passed: bool
    """Whether the day has passed but the data do not reach it."""
    distance: float | None
    """Change still needed, a fraction; null if no single change decides."""
    odds: Share | None
    """Share of past windows that would have settled it; null for scenarios, and without any."""
    interval: Interval | None
    """95% interval of the share."""
    n: Count | None
    """Past windows."""
    n_eff: Count | None
    """Those that do not overlap."""


@documented
class Answer(Answered):
    """The answer of `rutcheck status`."""

    pending: Count
    """Claims that are pending."""
    settled: Count
    """Claims that are settled."""
    without_data: Count
    """Claims whose base date the data do not reach."""
    nearest: list[Nearest]
    """The pending claims nearest to their day."""


@documented
class StatusDocument(Data):
    """The dated claims, and where they stand today."""

    today: Date
    """Day from which the days left are counted."""
    claims: list[LiveClaim]
    """A row for each dated claim."""
    answer: Answer
    """The answer."""
