"""The document of `rutcheck scan --json`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from backtests.report.json.schemas.common import (
    BreakoutRules,
    Concluded,
    Distance,
    HitRate,
    Pooled,
    SeriesInfo,
)
from backtests.report.json.schemas.declare import Count, Date, Share, Version, documented, either
from backtests.report.json.schemas.signals import BASES, SignalState

PooledVerdict: TypeAlias = Literal["better", "no better", "too few", "not compared"]


@documented
class Parameters(TypedDict):
    """The rules of the scan."""

    rules: BreakoutRules
    """Definition of a breakout and of its trade."""
    within: Count
    """Maximum age of a new signal, bars."""


@documented
class Counts(TypedDict):
    """Number of series and signals."""

    series: Count
    """Series that were read."""
    new: Count
    """Signals of the last bars."""
    signals: Count
    """Signals listed: the new ones, and older ones that are still open."""
    without_signal: Count
    """Series without a listed signal."""
    unread: Count
    """Series that could not be read."""


@documented
class History(HitRate):
    """Hit rate of the past signals of the series."""

    p_adjusted: Share | None
    """The p-value after Holm over the listed series; null without one."""


@either(*BASES)
class ListedSignal(SignalState):
    """A listed signal, its state and odds, and the hit rate of its series."""

    symbol: str
    """Symbol or file."""
    series: str
    """Name of the series."""
    frequency: str
    """Spacing of the bars: daily, six-day, seven-day, weekly or monthly."""
    age: Count
    """Bars since the signal; 0 for the last bar."""
    new: bool
    """Whether the age is within the maximum."""
    days_behind: Count
    """Calendar days between the last bar of the series and the last day of the scan."""
    entry_on: str
    """Day of the entry; next open or next close before it."""
    history: History
    """Hit rate of the past signals of the series."""


@documented
class QuietSeries(TypedDict):
    """A series without a listed signal."""

    symbol: str
    """Symbol or file."""
    series: str
    """Name of the series."""
    last_signal: Date | None
    """Day of its last signal; null without any."""


@documented
class Newest(TypedDict):
    """The newest signal; prices in points."""

    symbol: str
    """Symbol or file."""
    date: Date
    """Day of the signal."""
    age: Count
    """Bars since the signal."""
    entry: float | None
    """Price of the entry; null before it."""
    close: float
    """Last close."""
    target: float | None
    """Target price; null without a target."""
    stop: float | None
    """Present level of the stop; null without a level."""
    to_target: Distance | None
    """Distance to the target; null without one."""
    to_stop: Distance | None
    """Distance to the stop; null without a level."""


@documented
class Answer(Concluded):
    """The answer of `rutcheck scan`."""

    verdict: PooledVerdict
    """Verdict of history on all series together."""
    new: Count
    """New signals."""
    open: Count
    """Older signals that are still open."""
    series: Count
    """Series that were read."""
    unread: Count
    """Series that could not be read."""
    newest: Newest | None
    """The newest signal; null without a new one."""
    pooled: Pooled | None
    """Resolved signals of all series; null without any, and without a target."""


@documented
class ScanDocument(TypedDict):
    """New and open breakouts of many series, the newest first."""

    schema: Version
    """Version of the form of the document."""
    as_of: Date
    """Last day of the data of any series."""
    source: list[str]
    """Labels of the data sources."""
    notices: list[str]
    """Warnings about the data."""
    parameters: Parameters
    """The rules of the scan."""
    counts: Counts
    """Number of series and signals."""
    signals: list[ListedSignal]
    """The listed signals, the newest first."""
    without_signal: list[QuietSeries]
    """Series without a listed signal."""
    unread: dict[str, str]
    """Why a series could not be read, by symbol."""
    pooled: Pooled | None
    """Resolved signals of all series together; null without any."""
    data: dict[str, SeriesInfo]
    """The series that were read, by symbol."""
    answer: Answer
    """The answer."""
