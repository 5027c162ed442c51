"""Objects that several documents share."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from backtests.report.json.schemas.declare import (
    Count,
    Date,
    Interval,
    Share,
    Version,
    documented,
    open_to,
)

Side: TypeAlias = Literal["long", "short"]
PastVerdict: TypeAlias = Literal[
    "better", "fragile", "no better", "worse", "too few", "not compared"
]


@documented
class SeriesInfo(TypedDict):
    """Origin and span of a series."""

    source: str
    """File, or provider and symbol, that the series comes from."""
    first: Date
    """Day of the first bar or value."""
    last: Date
    """Day of the last bar or value."""
    rows: Count
    """Number of bars or values."""
    sha256: str
    """SHA-256 of the file or files; of the values if they are a frame in memory."""
    frequency: str
    """Spacing of the rows: daily, six-day, seven-day, weekly, monthly or changes."""
    note: str
    """What to know about the series, such as a stand-in; empty if nothing."""


@documented
class Data(TypedDict):
    """Version of the document, and the data that it rests on."""

    schema: Version
    """Version of the form of the document."""
    as_of: Date
    """Last day of the data."""
    source: str
    """Label of the data source."""
    notices: list[str]
    """Warnings about the data, such as a fallback or a revised history."""
    data: dict[str, SeriesInfo]
    """The series that were read, by name."""


@documented
class Answered(TypedDict):
    """The answer of a command: its figures, and the lines that are printed first."""

    lines: list[str]
    """The lines, each a label and a sentence."""


@documented
class Concluded(Answered):
    """An answer with a verdict of history."""

    sentence: str
    """The verdict in a sentence."""


@documented
class HitRate(TypedDict):
    """Hit rate of past signals beside that of random dates (METHODS 3.1 and 3.4)."""

    n: Count
    """Signals, resolved or not."""
    resolved: Count
    """Signals that reached target, stop or horizon."""
    hits: Count | None
    """Resolved signals that reached the target first; null under a rule without a target."""
    hit_rate: Share | None
    """Hits over resolved signals, a share; null without a resolved one or a target."""
    interval: Interval | None
    """95% Wilson interval of the hit rate at n_eff; null where the hit rate is."""
    n_eff: Count
    """Resolved signals whose holding windows do not overlap."""
    baseline: Share | None
    """Mean hit rate of random dates with the same distances, a share; null if they cannot be drawn,
    for the reason in `note`."""
    p_value: Share | None
    """One-sided p-value of the hit rate above that of random dates; null without a baseline."""
    note: str
    """Why there is no baseline; empty if there is one."""


@documented
class Expectancy(TypedDict):
    """Mean net return of the resolved signals, after costs."""

    n: Count
    """Resolved signals."""
    n_eff: Count
    """Resolved signals whose holding windows do not overlap."""
    mean: float
    """Mean net return, a fraction of the entry price."""
    interval: Interval | None
    """95% interval of the mean (Student's t at n_eff); null below two separate signals."""
    multiple: float | None
    """Mean return over the risk at entry (R); null if a signal has no stop at entry."""
    multiple_interval: Interval | None
    """95% interval of the multiple; null as the two above."""
    baseline: float | None
    """Mean net return of every day, entered with the distances of each signal, a fraction."""


@documented
class Pooled(TypedDict):
    """Resolved signals of all series together (METHODS 3.10)."""

    n: Count
    """Resolved signals."""
    hits: Count | None
    """Those that reached the target first; null under a rule without a target."""
    n_eff: Count
    """Signals of which overlapping windows, on any series, count once."""
    rate: Share | None
    """Hits over resolved signals, a share; null where the hits are."""
    interval: Interval | None
    """95% Wilson interval of the rate at n_eff; null where the hits are."""
    baseline: Share | None
    """Mean hit rate of every day with the distances of each signal, a share."""
    p: Share | None
    """One-sided p-value from circular shifts of all dates together; null without one."""
    shifts: Count
    """Number of circular shifts."""
    clustered: Interval | None
    """95% interval of the excess over the baseline, with errors clustered by calendar year."""
    mean_return: float
    """Mean net return, a fraction of the entry price."""
    mean_return_interval: Interval | None
    """95% interval of the mean return (Student's t at n_eff)."""


@documented
class Distance(TypedDict):
    """Distance from the last close to a level."""

    points: float
    """Level less close, in points."""
    fraction: float
    """Level over close less 1, a fraction."""


@documented
class BreakoutRule(TypedDict):
    """Definition of a breakout and of the trade that follows it, without its cost."""

    min_base: Count
    """Minimum length of the base, trading days."""
    min_depth: float
    """Minimum depth of the base, a fraction of the record."""
    lookback: Count | None
    """Trading days of the high (short: the low) to break; null for the record close."""
    target: str
    """Rule of the target, as on the command line."""
    stop: str
    """Rule of the stop, as on the command line."""
    horizon: Count
    """Maximum holding period, trading days."""
    side: Side
    """long for breakouts, short for breakdowns."""


@documented
class BreakoutRules(BreakoutRule):
    """Definition of a breakout and of the trade that follows it."""

    cost: float
    """Cost on each side of a trade, a fraction of the price."""
    borrow: float
    """Fee of a short position a year, a fraction of its value."""


@open_to("string")
class Specification(TypedDict):
    """One definition: the option of each choice, by its name, and the result."""

    n: Count
    """Events."""
    value: float
    """The statistic, in its own unit: a share for a hit rate, else a return or difference."""
    effect: float
    """Excess of the value over its null, positive in the claimed direction."""
    p: Share
    """One-sided p-value in the claimed direction."""
    p_opposite: Share
    """One-sided p-value in the opposite direction."""
    upper: float | None
    """Upper end of the 90% interval of the effect; null if it is not bounded."""


@documented
class Curve(TypedDict):
    """The statistic under every defensible definition (METHODS 3.5)."""

    n: Count
    """Number of specifications."""
    lowest: float
    """Lowest value."""
    median: float
    """Median value."""
    highest: float
    """Highest value."""
    share_with_sign: Share
    """Share of specifications whose effect has the claimed sign."""
    share_significant: Share
    """Share of specifications with p at most .10."""
    joint_p: Share
    """The p of the specification with the median effect."""
    varied: dict[str, list[str]]
    """The options of each choice."""
    specifications: list[Specification]
    """The specifications by ascending value."""


@documented
class Estimate(TypedDict):
    """A figure with its interval, sample sizes, baseline and claimed figure."""

    name: str
    """What is estimated."""
    value: float | None
    """The figure in `unit`; null if it cannot be computed."""
    unit: Literal[
        "fraction", "percentage points", "points", "count", "score", "bits", "trading days", "ratio"
    ]
    """Unit of the figure, its interval, baseline and claimed figure; percentage points as a
    fraction."""
    interval: Interval | None
    """95% interval, unless the name says otherwise; null if there is none."""
    n: int | None
    """Events, or days; null if the figure counts none."""
    n_eff: int | None
    """Events whose windows do not overlap; null if not known."""
    baseline: float | None
    """The value to compare with, named by `against`; null if there is none."""
    claimed: float | None
    """The figure of the article; null if it states none."""
    p: Share | None
    """One-sided p-value; null if nothing was tested."""
    p_adjusted: Share | None
    """The p after Holm where a verdict rests on it, after Benjamini-Hochberg otherwise."""
    mde: float | None
    """Minimum detectable effect (METHODS 3.7); null if not known."""
    note: str
    """What to know about the figure; empty if nothing."""
    diagnostic: bool
    """Whether it describes the robustness of another figure; its p is then not adjusted."""
    against: str
    """Name of the baseline."""
