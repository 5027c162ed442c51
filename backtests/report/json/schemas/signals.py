"""Signals, their outcomes and their state: objects of `breakout` and `scan`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypeAlias

from pydantic import Field
from typing_extensions import TypedDict

from backtests.report.json.schemas.common import Distance
from backtests.report.json.schemas.declare import Count, Date, Interval, Share, documented, either

Cause: TypeAlias = Literal["target", "stop", "timeout", "open", "void"]
# Fields of the base of a signal, by its side.
BASES = (("base_low", "leg_low"), ("base_high", "leg_high"))

# Declared by a call, since the name of the field is a keyword of Python.
Returned = TypedDict(
    "Returned",
    {
        "return": Annotated[
            float | None,
            Field(
                description="Net return after costs, a fraction of the entry price; null while the "
                "signal is open, and if it was not traded."
            ),
        ]
    },
)


@either(*BASES)
class Signal(Returned):
    """A breakout or breakdown and its outcome; prices in points."""

    signal_date: Date
    """Day at whose close the signal was known."""
    entry_date: Date | None
    """Day of the entry, the bar after the signal; null before it."""
    entry: float | None
    """Price of the entry; null before it."""
    record: float
    """Record close, or high of the lookback, that was broken; short: the low."""
    record_date: Date | None
    """Day of that record; null if it is from before the data."""
    base_low: NotRequired[float]
    """Long: lowest close of the base below the record."""
    leg_low: NotRequired[float | None]
    """Long: low from which the advance to the record started; null if it was not confirmed then."""
    base_high: NotRequired[float]
    """Short: highest close of the base above the record low."""
    leg_high: NotRequired[float | None]
    """Short: high from which the decline to the record low started; null if it was not confirmed
    then."""
    target: float | None
    """Target price; null without a target."""
    stop: float | None
    """Stop price at entry; null if the stop sets none."""
    outcome: Cause
    """What came first: target, stop or timeout (horizon); open if none yet; void if not traded."""
    exit_date: Date | None
    """Day of the exit; null while open, and if not traded."""
    exit: float | None
    """Price of the exit; null likewise."""
    bars: Count | None
    """Bars held, the entry bar included; null before the entry, and if not traded."""
    mfe: float | None
    """Maximum favourable excursion, a fraction of the entry price."""
    mae: float | None
    """Maximum adverse excursion, a fraction of the entry price, negative against the position."""
    ambiguous: bool
    """Whether one bar reached both target and stop; it counts as stopped."""
    fills: Literal["intraday", "close"]
    """Whether fills are within bars, or at closes because opens of that time are not genuine."""
    void_reason: str | None
    """Why it was not traded; null if it was."""


@documented
class Odds(TypedDict):
    """What became of past signals in the same state."""

    n: Count
    """Past signals, those still open left out."""
    n_eff: Count
    """Those whose holding windows do not overlap."""
    target: Count
    """Those that reached the target."""
    stop: Count
    """Those that were stopped."""
    timeout: Count
    """Those that reached the horizon."""
    open: Count
    """Further ones that are still open."""
    rate: Share
    """Share that reached the target."""
    interval: Interval | None
    """95% Wilson interval of the share at n_eff."""


@documented
class DayRate(TypedDict):
    """Share of days in the same state on which a position reached the target later."""

    n: Count
    """Days."""
    n_eff: Count
    """Days whose holding windows do not overlap."""
    rate: Share
    """Share that reached the target."""
    interval: Interval | None
    """95% Wilson interval of the share at n_eff."""


@either(*BASES)
class SignalState(Signal):
    """A signal, where it stands on the last day of the data, and its odds (METHODS 3.8)."""

    as_of: Date
    """Last day of the data."""
    price: float
    """Last close, points."""
    elapsed: Count | None
    """Bars since the signal, the entry bar included; 0 on its day; null if it has no state."""
    left: Count | None
    """Bars to the horizon; null if the signal is not open."""
    to_target: Distance | None
    """Distance to the target; null without one."""
    stop_now: float | None
    """Present level of the stop, points; null without a level."""
    to_stop: Distance | None
    """Distance to the present stop; null without a level."""
    share_of_way_left: float | None
    """Share of the way from entry to target that is left; above 1 behind the entry."""
    state: Literal["ahead of its entry", "near its entry", "behind its entry"] | None
    """State in which past signals are looked for; null if the signal is not open."""
    past_cases: Count
    """Past signals in the same state, before those without an outcome are left out."""
    past_cases_have_its_distances: bool
    """Whether past signals were followed with the distances of this one instead of their own."""
    odds: Odds | None
    """Past signals in the same state; null for the reason in `note`."""
    random_dates: DayRate | None
    """Every day with the distances of those signals; null if these have the distances of this
    one."""
    any_day_with_its_distances: DayRate | None
    """Every day with the distances of this signal; null without odds."""
    note: str
    """Why there are no odds; empty if there are."""
