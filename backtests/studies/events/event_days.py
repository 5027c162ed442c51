"""The days of a named event, of the series itself or of another, as positions among its bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.inference import samples
from backtests.runtime.serialization import iso, number
from backtests.studies.measures.levels import (
    as_bars,
    lacks_sample,
    needs_daily,
    prices_of,
    reaches_day,
)
from backtests.studies.parameters import Rule
from data_feeds.series.bars import Frequency, common_frequency
from data_feeds.series.periods import from_own_spacing
from signals import policy_moves
from signals.core.arrays import Flags, Floats, Ints
from signals.policy_moves import Move
from signals.price_events import NEEDS, OF_DAYS, Limits, PriceEvent, event_flags

EventName = Literal[
    PriceEvent,
    "cut",
    "hike",
    "first cut",
    "last cut",
    "first hike",
    "last hike",
]
# Moves of the Fed, and those among them that are known as such only later.
OF_POLICY = ("cut", "hike", "first cut", "last cut", "first hike", "last hike")
HINDSIGHT = OF_POLICY[2:]
# Parameters of the event, of which each kind uses those that it needs.
_USES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {**NEEDS, **dict.fromkeys(OF_POLICY, ()), "cut": ("basis_points",), "hike": ("basis_points",)}
)
_OPTIONAL = ("basis_points",)
# Rows of events that a result lists; more are summed up in the estimates.
MOST_ROWS = 60


def _fits(event: str, *given: object) -> bool:
    """Return whether the parameters of an event are those that it needs."""
    names = ("days", "times", "size", "level", "basis_points")
    uses = _USES[event]
    return all(
        (value is not None) <= (name in uses)
        and (value is not None or name not in uses or name in _OPTIONAL)
        for name, value in zip(names, given, strict=True)
    )


EVENT_RULES = (
    Rule(
        ("event", "days", "times", "size", "level", "basis_points"),
        "days with high, low and mean; times with streaks; size with rise and fall; level with "
        "above and below level; the same with days of them; basis_points, which may be left out, "
        "with cut and hike; and no others",
        _fits,
    ),
)
# The text of an event in a method; what was not given is left out.
EVENT_TEXT = (
    "{event}[ of {days}][ number {times} in a row][ of {size}][ {level}][ of {basis_points} or "
    "more][ of {trigger}]"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event with its parameters, as the claims file names it."""

    event: EventName
    limits: Limits
    basis_points: float | None = None

    def days_of(
        self, bars: pd.DataFrame, trigger: pd.DataFrame | None, *, as_of: pd.Timestamp
    ) -> pd.DatetimeIndex | MissingCheck:
        """Return the dates of the events of `trigger`, or of the bars themselves."""
        if self.event in OF_POLICY:
            return self._of_policy(trigger, as_of)
        source = from_own_spacing(as_bars(bars if trigger is None else trigger))
        if self.event in OF_DAYS:
            missing = needs_daily(source, f"the event '{self.event}'")
            if missing is not None:
                return missing
        kind = cast("PriceEvent", self.event)
        return pd.DatetimeIndex(source.index[event_flags(source, kind=kind, limits=self.limits)])

    def every_day_of(
        self, bars: pd.DataFrame, trigger: pd.DataFrame | None, *, as_of: pd.Timestamp
    ) -> pd.DatetimeIndex | MissingCheck:
        """Return the dates of `days_of` where daily values show every event that there was."""
        if self.event not in OF_POLICY:
            missing = needs_daily(bars if trigger is None else trigger, "the days of an event")
            if missing is not None:
                return missing
        return self.days_of(bars, trigger, as_of=as_of)

    def within(
        self,
        bars: pd.DataFrame,
        trigger: pd.DataFrame | None,
        *,
        start: pd.Timestamp,
        end: pd.Timestamp,
        as_of: pd.Timestamp,
    ) -> pd.DatetimeIndex | MissingCheck:
        """Return the dates of `every_day_of` in a span, both ends included, all of it covered."""
        if not reaches_day(as_bars(bars)["close"], end):
            return MissingCheck(f"not tested: the data end before {end:%Y-%m-%d}")
        found = self.every_day_of(bars, trigger, as_of=as_of)
        if isinstance(found, MissingCheck):
            return found
        missing = lacks_sample(bars, trigger, since=start, until=end, whole=True)
        return missing or found[(found >= start) & (found <= end)]

    @property
    def words(self) -> str:
        """The event in plain words: "first close below 30", "fall of 2% or more"."""
        limits = self.limits
        size = f"{100 * (limits.size or 0):g}%"
        mean = f"its {limits.days}-day mean"
        plain = {
            "record high": "record close",
            "record low": "record low close",
            "high": f"highest close of {limits.days} days",
            "low": f"lowest close of {limits.days} days",
            "record streak": f"record close number {limits.times} in a row",
            "up streak": f"rise number {limits.times} in a row",
            "down streak": f"fall number {limits.times} in a row",
            "rise": f"rise of {size} or more",
            "fall": f"fall of {size} or more",
            "above mean": f"first close above {mean}",
            "below mean": f"first close below {mean}",
            "above level": f"first close above {limits.level or 0:,.10g}",
            "below level": f"first close below {limits.level or 0:,.10g}",
            "day above mean": f"close above {mean}",
            "day below mean": f"close below {mean}",
            "day above level": f"close above {limits.level or 0:,.10g}",
            "day below level": f"close below {limits.level or 0:,.10g}",
            "month start": "first close of a month",
            "election": "first close from an election on",
            "presidential election": "first close from a presidential election on",
            "midterm election": "first close from a midterm election on",
        }
        return plain.get(self.event, self.event)

    def _of_policy(
        self, policy: pd.DataFrame | None, as_of: pd.Timestamp
    ) -> pd.DatetimeIndex | MissingCheck:
        if policy is None or "mid" not in policy.columns:
            return MissingCheck(
                f"not tested: the event '{self.event}' needs the Fed's target, FFT, as trigger"
            )
        place, _, name = self.event.rpartition(" ")
        move = cast("Move", name)
        if place:
            which = cast("Literal['first', 'last']", place)
            days = policy_moves.cycle_days(policy, move=move, place=which, as_of=as_of)
            return pd.DatetimeIndex(days)
        known = policy.loc[:as_of]
        return pd.DatetimeIndex(
            policy_moves.announced(known, move=move, basis_points=self.basis_points or 0.0).index
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of the event."""
        if self.event not in HINDSIGHT:
            return ()
        return ("hindsight: that a move was the first or last of its cycle was known only later",)


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """Returns from every close of a sample, and the positions of the events in it.

    Parameters
    ----------
    index : pd.DatetimeIndex
        Dates of the closes.
    after : array, shape (closes,)
        Return over the horizon from each close, less that of another series if one is given; NaN
        where it is not complete, and before the sample.
    at : array of int
        Positions of the events, complete or not, ascending.
    window : int
        Bars of the horizon.
    frequency : Frequency
        Spacing of the closes.
    """

    index: pd.DatetimeIndex
    after: Floats
    at: Ints
    window: int
    frequency: Frequency

    @property
    def done(self) -> Ints:
        """Positions of the events with a complete return."""
        return self.at[~np.isnan(self.after[self.at])]

    @property
    def any_day(self) -> Floats:
        """The return after every day of the sample on which it is complete."""
        return self.after[~np.isnan(self.after)]

    def separate(self, at: Ints) -> Ints:
        """Return the first of the events, and each next one a horizon or more after the last."""
        kept: list[int] = []
        for position in at.tolist():
            if not kept or position - kept[-1] >= self.window:
                kept.append(position)
        return np.array(kept, dtype=np.int64)

    def rows(self, at: Ints) -> tuple[dict[str, object], ...]:
        """Return a row for each event; none where they are too many to list."""
        if at.size > MOST_ROWS:
            return ()
        return tuple(
            {"date": iso(self.index[position]), "return": number(float(self.after[position]))}
            for position in at.tolist()
        )


def returns_after(
    wanted: Wanted,
    bars: pd.DataFrame,
    trigger: pd.DataFrame | None,
    less: pd.DataFrame | None,
    *,
    horizon: int,
    since: pd.Timestamp | None,
    until: pd.Timestamp | None,
    as_of: pd.Timestamp,
    delay: int = 0,
) -> Returns | MissingCheck:
    """Return the returns over a horizon from every close, and the events among them.

    Parameters
    ----------
    wanted : Wanted
        The event.
    bars, less : pd.DataFrame
        Prices, and prices whose return is subtracted on common days.
    trigger : pd.DataFrame or None
        Series of the event; the bars themselves if None. An event between two bars is that of the
        next bar.
    horizon : int
        Trading days, converted to the frequency of the bars.
    since, until : pd.Timestamp or None
        First day of an event, and last day of a return; closes before `since` still define events.
    delay : int
        Bars between the event and the close from which the return is counted.
    """
    missing = lacks_sample(bars, trigger, less, since=since, until=until)
    if missing is not None:
        return missing
    days = wanted.days_of(bars, trigger, as_of=as_of)
    if isinstance(days, MissingCheck):
        return days
    closes = _common(from_own_spacing(prices_of(bars)), less)
    closes = closes if until is None else closes.loc[:until]
    if len(closes) < 2:
        raise samples.InsufficientData("fewer than two closes in the sample")
    frequency = common_frequency([bars] if less is None else [bars, less])
    window = frequency.bars(horizon)
    after = _returns(closes, window)
    index = pd.DatetimeIndex(closes.index)
    if since is not None:
        after = np.where(index >= since, after, np.nan)
    first = index[0] if since is None else max(index[0], since)
    known = days[(days >= first) & (days <= index[-1])]
    at = np.unique(index.searchsorted(known).astype(np.int64)) + delay
    return Returns(index, after, at[at < len(index)], window, frequency)


def _common(bars: pd.DataFrame, less: pd.DataFrame | None) -> pd.DataFrame:
    """Return the closes of one series, or of two on common days."""
    frames = [bars] if less is None else [bars, less]
    columns = [prices_of(frame)["close"] for frame in frames]
    return pd.concat(columns, axis=1, join="inner", keys=["ours", "theirs"][: len(columns)])


def _returns(closes: pd.DataFrame, window: int) -> Floats:
    prices = closes.to_numpy(dtype=np.float64)
    returns = np.full(prices.shape, np.nan)
    if window < len(prices):
        returns[:-window] = prices[window:] / prices[:-window] - 1
    gap: Floats = returns[:, 0] if prices.shape[1] == 1 else returns[:, 0] - returns[:, 1]
    return gap


def names_of(index: pd.DatetimeIndex, at: Ints) -> Sequence[str]:
    """Return the date of each position."""
    return [f"{index[position]:%Y-%m-%d}" for position in at.tolist()]


def of_year(index: pd.DatetimeIndex, at: Ints, year: int) -> Flags:
    """Return which positions are in a calendar year."""
    return np.asarray(index[at].year == year, dtype=np.bool_)
