"""The document of `rutcheck breakout --universe --json`."""

from __future__ import annotations

from backtests.report.json.schemas.common import (
    BreakoutRules,
    Concluded,
    Data,
    Expectancy,
    HitRate,
    Pooled,
    Side,
)
from backtests.report.json.schemas.declare import Count, Date, Share, documented
from backtests.report.json.schemas.scan import PooledVerdict


@documented
class Series(HitRate):
    """Hit rate of the signals of a series."""

    symbol: str
    """Symbol or file."""
    series: str
    """Name of the series."""
    first: Date | None
    """Day of the first signal; null without any."""
    difference: float | None
    """Hit rate less baseline, a fraction; null if either is."""
    p_adjusted: Share | None
    """The p-value after Holm over all series; null without one."""
    expectancy: Expectancy | None
    """Mean net return; null without a resolved signal."""


@documented
class Answer(Concluded):
    """The answer of `rutcheck breakout --universe`."""

    verdict: PooledVerdict
    """Verdict of history on all series together."""
    series: Count
    """Series studied."""
    compared: Count
    """Series with a hit rate to compare with random dates."""
    better_after_holm: Count
    """Series with p at most .05 after Holm."""
    better: Count
    """Series with p at most .05 before the correction."""
    missing: Count
    """Series that were left out."""
    pooled: Pooled | None
    """Resolved signals of all series; null without any, and without a target."""


@documented
class UniverseDocument(Data):
    """How often breakouts of many series reached their target before their stop."""

    universe: str
    """Name of the list, or file of symbols."""
    side: Side
    """long for breakouts, short for breakdowns."""
    parameters: BreakoutRules
    """The rules of the study."""
    series: list[Series]
    """A row for each series."""
    pooled: Pooled | None
    """Resolved signals of all series together; null without any."""
    missing: dict[str, str]
    """Why a series was left out, by symbol."""
    beating: Count
    """Series with p at most .05 before the correction."""
    beating_after_holm: Count
    """Series with p at most .05 after Holm."""
    conclusion: str
    """The number of series on which signals beat random dates, in a sentence."""
    answer: Answer
    """The answer."""
