"""Identify Fed easing cycles and pauses from announced target changes (METHODS 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pandas as pd

from signals.core.event import Event, RuleError

Anchor = Literal["first", "last", "pause"]
# Maximum length of a pause in months; the target has never been unchanged for longer.
LONGEST_PAUSE = 120
ANCHORS: tuple[str, ...] = get_args(Anchor)
# A cycle ends when the target has risen 50 bp from its low, or after 365 days without a cut. It
# needs at least two cuts that total 50 bp (METHODS 2.2).
ENDING_RISE = 0.50
LONGEST_GAP = pd.Timedelta(days=365)
LEAST_CUTS = 2
LEAST_EASING = 0.50
# A cycle that begins within a year of the start of the record is left-censored (METHODS 2.2).
LEFT_CENSORED = pd.Timedelta(days=365)
# Tolerance for floating-point error in differences of levels.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class EasingCycle:
    """A sequence of cuts of the federal funds target.

    Attributes
    ----------
    name : str
        C1, C2, ... in order of time; C0 for a left-censored first cycle.
    first_cut, last_cut : Timestamp
        Announcement dates; `last_cut` is provisional while the cycle is open.
    cuts : int
        Number of cuts.
    from_level, to_level : float
        Target before the first cut, and its lowest level in the cycle, in percent.
    confirmed_on : Timestamp
        Announcement of the cut with which the cycle reached its minimum size.
    end_known : Timestamp or None
        First day on which the last cut is known to be the last; None while the cycle is open.
    left_censored : bool
        Whether the first cut may precede the record.
    """

    name: str
    first_cut: pd.Timestamp
    last_cut: pd.Timestamp
    cuts: int
    from_level: float
    to_level: float
    confirmed_on: pd.Timestamp
    end_known: pd.Timestamp | None
    left_censored: bool


def find_cycles(
    policy: pd.DataFrame,
    *,
    as_of: pd.Timestamp,
    ending_rise: float = ENDING_RISE,
    longest_gap: pd.Timedelta = LONGEST_GAP,
) -> tuple[EasingCycle, ...]:
    """Find the easing cycles announced up to `as_of`, oldest first.

    Parameters
    ----------
    policy : DataFrame
        Column `mid` in percent, by announcement date; see `data_feeds.files.policy`.
    as_of : Timestamp
        Later announcements are ignored.
    ending_rise : float
        Rise of the target from its low that ends a cycle, in percentage points.
    longest_gap : Timedelta
        Time without a cut after which a cycle has ended. The end is known on the day after.

    Returns
    -------
    tuple of EasingCycle
        Named C1, C2, ...; a left-censored first cycle is named C0. Empty if no announcement is
        known.
    """
    known = policy.loc[policy.index <= as_of, "mid"]
    if known.empty:
        return ()
    start = pd.Timestamp(known.index[0])
    kept = [c for c in _runs(known, as_of, ending_rise, longest_gap) if _counts(c)]
    censored = [c.first_cut - start < LEFT_CENSORED for c in kept]
    first = 0 if censored and censored[0] else 1
    return tuple(
        replace(c, name=f"C{first + i}", left_censored=i == 0 and first == 0)
        for i, c in enumerate(kept)
    )


def _counts(cycle: EasingCycle) -> bool:
    eased = cycle.from_level - cycle.to_level >= LEAST_EASING - _ROUNDING
    return cycle.cuts >= LEAST_CUTS and eased


def _runs(
    levels: pd.Series, as_of: pd.Timestamp, ending_rise: float, longest_gap: pd.Timedelta
) -> Iterator[EasingCycle]:
    """Yield every sequence of cuts, including those below the minimum size and an open one."""
    run: EasingCycle | None = None
    before = float(levels.iloc[0])
    for day, level in zip(pd.DatetimeIndex(levels.index[1:]), levels.iloc[1:], strict=True):
        if run is not None and day - run.last_cut > longest_gap:
            yield _closed_by_time(run, longest_gap)
            run = None
        if level < before:
            run = _with_cut(run, day, before, float(level))
        elif run is not None and level - run.to_level >= ending_rise - _ROUNDING:
            yield replace(run, end_known=day)
            run = None
        before = float(level)
    if run is not None:
        over = as_of - run.last_cut > longest_gap
        yield _closed_by_time(run, longest_gap) if over else run


def _closed_by_time(run: EasingCycle, gap: pd.Timedelta) -> EasingCycle:
    return replace(run, end_known=run.last_cut + gap + pd.Timedelta(days=1))


def _with_cut(
    run: EasingCycle | None, day: pd.Timestamp, before: float, level: float
) -> EasingCycle:
    if run is None:
        return EasingCycle("", day, day, 1, before, level, day, None, left_censored=False)
    grown = replace(run, last_cut=day, cuts=run.cuts + 1, to_level=min(level, run.to_level))
    return grown if _counts(run) else replace(grown, confirmed_on=day)


def find_pauses(
    policy: pd.DataFrame, *, months: int, as_of: pd.Timestamp
) -> tuple[tuple[pd.Timestamp, pd.Timestamp], ...]:
    """Find the cuts that were not followed by another cut for `months` calendar months.

    Returns pairs of the announcement date of the cut and the date on which the pause is known,
    `months` calendar months later. Pauses not yet known on `as_of` are omitted.
    """
    mid = policy.loc[policy.index <= as_of, "mid"]
    cuts = pd.DatetimeIndex(mid.index[mid.diff() < 0])
    ends = cuts + pd.DateOffset(months=months)
    pauses = []
    for cut, known, following in zip(cuts, ends, [*cuts[1:], None], strict=True):
        if known <= as_of and (following is None or following > known):
            pauses.append((cut, known))
    return tuple(pauses)


def find_events(
    bars: pd.DataFrame, policy: pd.DataFrame, *, anchor: Anchor = "pause", months: int = 6
) -> tuple[Event, ...]:
    """Find the closes at which a stage of Fed easing is first known.

    Parameters
    ----------
    bars : DataFrame
        Checked bars; announcements after the last bar are not used.
    policy : DataFrame
        Column `mid` in percent, by announcement date.
    anchor : {"first", "last", "pause"}
        "first": the cut with which a cycle reaches its minimum size (two cuts, 50 bp); "last":
        the day on which the last cut is known to be the last; "pause": the end of `months`
        calendar months without a further cut. Left-censored cycles give no events.
    months : int
        Length of the pause in calendar months, 1 to 120.

    Returns
    -------
    tuple of Event
        Events without target or stop, on the first bar on or after the day of knowledge; none
        for days before the first bar. Details: `cycle` (name), `first_cut` and `last_cut`. For
        "first", `last_cut` is the confirming cut; for "pause", it is the cut before the pause and
        the other two are None.

    Raises
    ------
    RuleError
        If the anchor is unknown or `months` is out of range.
    """
    if anchor not in ANCHORS:
        raise RuleError(f"no anchor {anchor!r}; expected {', '.join(ANCHORS)}")
    if not 1 <= months <= LONGEST_PAUSE:
        raise RuleError(f"months is {months}; expected 1 to {LONGEST_PAUSE}")
    as_of = pd.Timestamp(bars.index[-1])
    events: list[Event] = []
    if anchor == "pause":
        for cut, known in find_pauses(policy, months=months, as_of=as_of):
            events += _event(bars, known, {"cycle": None, "first_cut": None, "last_cut": cut})
        return tuple(events)
    for cycle in find_cycles(policy, as_of=as_of):
        known_on = cycle.confirmed_on if anchor == "first" else cycle.end_known
        dates = {"first_cut": cycle.first_cut, "last_cut": cycle.last_cut}
        if anchor == "first":
            dates["last_cut"] = cycle.confirmed_on
        if known_on is not None and not cycle.left_censored:
            events += _event(bars, known_on, {"cycle": cycle.name, **dates})
    return tuple(events)


def _event(
    bars: pd.DataFrame, known: pd.Timestamp, details: dict[str, str | pd.Timestamp | None]
) -> list[Event]:
    """Return the event on the first bar on or after a day; none if the day is outside the bars."""
    at = int(bars.index.searchsorted(known))
    if known < bars.index[0] or at >= len(bars):
        return []
    return [Event(pd.Timestamp(bars.index[at]), float(bars["close"].iloc[at]), details=details)]
