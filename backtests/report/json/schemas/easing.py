"""The document of `rutcheck easing --json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from backtests.report.json.schemas.common import Concluded, Curve, Data, PastVerdict
from backtests.report.json.schemas.declare import Count, Date, Interval, Share, documented


@documented
class Parameters(TypedDict):
    """The definition of the returns, and the spacing of the closes."""

    anchor: Literal["first", "last", "pause"]
    """Event that returns are measured from: first or last cut, or a pause after cuts."""
    months: Count
    """Months after the anchor."""
    pause: Count
    """With pause as anchor: months without a further cut."""
    base: Literal["on", "before"]
    """Close that returns start from: of the announcement day, or of the day before."""
    frequency: str
    """Spacing of the closes: daily, weekly or monthly."""


@documented
class Cycle(TypedDict):
    """An easing cycle of the Fed, or a pause, and the returns after it."""

    name: str
    """Name, numbered from the first."""
    anchor: Date
    """Day that returns are measured from."""
    first_cut: Date | None
    """Day of the first cut; null for a pause."""
    last_cut: Date | None
    """Day of the last cut, so far if provisional; null for a pause."""
    cuts: Count | None
    """Number of cuts; null for a pause."""
    end_known: Date | None
    """Day on which it was known that the last cut was the last; null before it, and for a pause."""
    provisional: bool
    """Whether the cycle may not be over."""
    price_return: float | None
    """Return of the index without dividends, a fraction; null while the window is open."""
    total_return: float | None
    """Return with dividends, a fraction; null while the window is open."""


@documented
class EraMean(TypedDict):
    """Mean return of the cycles of an era."""

    name: str
    """The era."""
    n: Count
    """Its finished cycles."""
    mean: float | None
    """Their mean total return, a fraction; null without any."""
    every_day: float | None
    """Mean total return after every day of the era, a fraction; null without a day."""


@documented
class Summary(TypedDict):
    """Mean return of the finished cycles beside that of random dates."""

    mean: float
    """Mean total return, a fraction."""
    mean_price_return: float | None
    """Mean return without dividends, a fraction."""
    median: float
    """Median total return, a fraction."""
    n: Count
    """Finished cycles."""
    n_eff: Count
    """Those whose windows do not overlap."""
    interval: Interval | None
    """95% interval of the mean."""
    minimum_detectable_effect: float | None
    """Least excess over random dates that this number of cycles detects (METHODS 3.7)."""
    placebo_mean: float | None
    """Mean total return after random dates, a fraction."""
    placebo_sd: float | None
    """Standard deviation of the mean over random draws of as many dates, a fraction."""
    p_value: Share
    """One-sided p-value of the mean above random dates."""
    leave_one_out: dict[str, float]
    """Mean total return without each cycle, by its name, a fraction."""
    leave_one_out_p: dict[str, Share]
    """The p-value without each cycle."""
    without_2020: float | None
    """Mean total return without the cycles that ended in 2020; null if there is none."""
    without_2020_p: Share | None
    """Its p-value."""
    share_positive: Share
    """Share of finished cycles with a positive total return."""
    shifted_mean: float | None
    """Mean total return after all dates shifted together, a fraction (METHODS 3.4)."""
    shifted_p: Share
    """One-sided p-value against shifted dates."""
    eras: list[EraMean]
    """Means by era."""


# Declared by a call, since the name of a field is a keyword of Python.
Start = TypedDict(
    "Start", {"from": Annotated[Date, Field(description="Day that the return is measured from.")]}
)


@documented
class Latest(Start):
    """The latest cycle in the answer."""

    name: str
    """Its name."""
    provisional: bool
    """Whether it may not be over."""
    total_return: float | None
    """Its total return, a fraction; null while the window is open."""


@documented
class Answer(Concluded):
    """The answer of `rutcheck easing`."""

    verdict: PastVerdict
    """Verdict of history (METHODS 4.7)."""
    reasons: list[str]
    """Reasons for the verdict."""
    mean: float | None
    """Mean total return, a fraction; null below two finished cycles, like the figures below."""
    interval: Interval | None
    """95% interval of the mean."""
    median: float | None
    """Median total return, a fraction."""
    n: Count
    """Finished cycles."""
    n_eff: Count | None
    """Those whose windows do not overlap."""
    random_dates: float | None
    """Mean total return after random dates, a fraction."""
    all_days_median: float | None
    """Median total return after every day, a fraction."""
    p_value: Share | None
    """One-sided p-value above random dates."""
    p_value_below: Share | None
    """One-sided p-value below random dates."""
    minimum_detectable_excess: float | None
    """Least excess over random dates that this number of cycles could detect, a fraction."""
    latest: Latest | None
    """The latest cycle; null without any."""


@documented
class EasingDocument(Data):
    """Returns after Fed easing cycles beside those after random dates."""

    parameters: Parameters
    """The definition of the returns."""
    cycles: list[Cycle]
    """The cycles in order."""
    summary: Summary | None
    """Their mean; null below two finished cycles."""
    multiverse: Curve | None
    """The mean under every defensible definition; null without --multiverse."""
    answer: Answer
    """The answer."""
