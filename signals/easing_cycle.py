"""Fed easing cycles from announced target changes, and when each could be known (METHODS 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pandas as pd

from signals.core.event import Event, RuleError

Anchor = Literal["first", "last", "pause"]
# Ten years: no phase between two moves of the Fed was longer.
LONGEST_PAUSE = 120
ANCHORS: tuple[str, ...] = get_args(Anchor)
# METHODS 2.2: a cycle ends with a rise of 50 bp from its low, or after 365 days without a cut,
# and counts if it has at least two cuts of together 50 bp.
ENDING_RISE = 0.50
LONGEST_GAP = pd.Timedelta(days=365)
LEAST_CUTS = 2
LEAST_EASING = 0.50
# A record that starts less than a year before a cut cannot tell whether it was the first one.
LEFT_CENSORED = pd.Timedelta(days=365)
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class EasingCycle:
    """A run of cuts in the federal funds target; dates are announcement dates, levels percent.

    `confirmed_on` is the cut with which it met the size rule, `end_known` the day on which its
    last cut could be known to be the last (None while open: the last cut is provisional).
    `left_censored` marks a cycle whose first cut may lie before the record.
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
    """Find the easing cycles announced up to `as_of`, oldest first, named C1 onwards.

    `policy` has column `mid` (percent) by announcement date; see `data_feeds.files.policy`.
    A left-censored first cycle is named C0. Closing by a year without a cut is known on day 366.
    `ending_rise` (percentage points) and `longest_gap` are the two rules that close a cycle.
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
    """Yield every run of cuts, large or small, closed by a rise, by time, or still open."""
    run: EasingCycle | None = None
    before = float(levels.iloc[0])
    for date, level in levels.iloc[1:].items():
        day = pd.Timestamp(str(date))
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
    """Find (cut, day on which the pause is known): cuts not followed by another for `months`.

    Uses no hindsight: the pause is known `months` calendar months after the cut (METHODS,
    mom-04c).
    """
    mid = policy.loc[policy.index <= as_of, "mid"]
    cuts = [pd.Timestamp(day) for day in mid.index[mid.diff() < 0]]
    pauses = []
    for cut, following in zip(cuts, [*cuts[1:], None], strict=True):
        known = cut + pd.DateOffset(months=months)
        if known <= as_of and (following is None or following > known):
            pauses.append((cut, known))
    return tuple(pauses)


def find_events(
    bars: pd.DataFrame, policy: pd.DataFrame, *, anchor: Anchor = "pause", months: int = 6
) -> tuple[Event, ...]:
    """Find the bars at whose close a phase of Fed easing could be known.

    Parameters
    ----------
    bars : DataFrame
        Checked bars; announcements after the last bar are not used.
    policy : DataFrame
        Federal funds target by announcement date.
    anchor : {"first", "last", "pause"}
        `first`: the cut that made a run of cuts a cycle (two cuts, 50 bp); `last`: the day on
        which the last cut was known to be the last, months to a year later; `pause`: a cut
        followed by `months` without another.

    Returns
    -------
    Events without target or stop, dated by the first bar on or after the announcement or day of
    knowledge; details `cycle`, `first_cut`, `last_cut` (the pause's own cut for `pause`).

    Raises
    ------
    RuleError
        An unknown anchor, or `months` below one.
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
    """The event at the first bar on or after a day; none where the bars start later or end."""
    at = int(bars.index.searchsorted(known))
    if known < bars.index[0] or at >= len(bars):
        return []
    return [Event(pd.Timestamp(bars.index[at]), float(bars["close"].iloc[at]), details=details)]
