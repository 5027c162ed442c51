"""Specification curve of mean returns after Fed easing dates (METHODS 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import calendar_returns, returns_from_every_day
from backtests.evidence.effects import mean_effect
from backtests.evidence.specification_curve import Curve
from backtests.inference import samples
from backtests.inference.random_dates import SharedDates
from backtests.studies.easing.cycle_returns import SINCE, SPACING_DAYS, days_of
from backtests.studies.measures.event_study import smallest_distance
from signals.core.arrays import Floats, Ints
from signals.easing_cycle import Anchor, EasingCycle, find_cycles, find_pauses
from signals.rates import cuts_after_pause

Dates = tuple[pd.Timestamp, ...]

BASES = ("close before", "announcement day", "close after", "same month end", "month end before")
# METHODS 3.5: cycles that some published lists omit.
DISPUTED = ("C1", "C2", "C5")
# METHODS 3.5: published lists and their cycles. The list of nine cycles that splits 2019 and 2020
# equals all cycles with that split.
PUBLISHED = {
    "six cycles without 1987 and 1998": ("C1", "C3", "C4", "C6", "C7", "C8", "C9"),
    "six cycles with 1995-98 merged": ("C1", "C3", "C4+C5", "C6", "C7", "C8", "C9"),
}
# METHODS 3.5: dates of first cuts that differ in another list.
OTHER_FIRST_CUTS = {
    "C1": pd.Timestamp("1984-10-02"),
    "C2": pd.Timestamp("1987-10-19"),
    "C3": pd.Timestamp("1989-06-05"),
}
# METHODS 3.5: alternative rules for the end of a cycle (rise in percentage points, days).
OTHER_RISE = 0.25
OTHER_GAP = pd.Timedelta(days=120)
# METHODS 3.5: moves were not announced before 1994, and tables differ by a few weekdays.
ANNOUNCED_SINCE = pd.Timestamp("1994-01-01")
DATED_WITHIN = 5
# METHODS 3.5: lengths of pauses, and months without a cut before a restart.
PAUSES = (3, 6)
RESTARTS = (3, 6, 12)
_ALL, _PAUSES, _RESTARTS = "all cycles", "pauses of {} months", "cuts after {} months without"
# METHODS 3.5: the claim about first cuts states no horizon.
FIRST_CUT_MONTHS = (6, 12, 24)


@dataclass(frozen=True, slots=True, order=True)
class DateList:
    """Definition of a list of dates.

    Parameters
    ----------
    rule : str
        Name of the rule that selects the dates.
    as_two : bool
        Whether 2019 and 2020 count as two cycles.
    left_out : tuple of str
        Names of the cycles left out.
    moved : int
        Weekdays by which reconstructed dates (before 1994) are moved.
    """

    rule: str
    as_two: bool = False
    left_out: tuple[str, ...] = ()
    moved: int = 0

    @property
    def choices(self) -> dict[str, str]:
        """Choices of a specification that the list determines."""
        return {
            "list of dates": self.rule,
            "2019 and 2020": "two cycles" if self.as_two else "one cycle",
            "left out": " and ".join(self.left_out) or "none",
            "dates before 1994": f"{self.moved:+d} weekdays" if self.moved else "as tabled",
        }


@dataclass(frozen=True, slots=True)
class Definition:
    """Definition of a mean return: dates, base close, kind of return and months.

    `dates` are the dates with a complete return, `returns` their returns as fractions.
    """

    dates_from: DateList
    base: str
    kind: str
    months: int
    dates: Dates
    returns: Floats


def usual_list(anchor: Anchor, *, pause_months: int) -> DateList:
    """Return the primary list of dates for an anchor (METHODS 2.2)."""
    return DateList(_PAUSES.format(pause_months) if anchor == "pause" else _ALL)


def usual_restarts(*, pause_months: int) -> DateList:
    """Return the primary list of restarts."""
    return DateList(_RESTARTS.format(pause_months))


def easing_lists(
    policy: pd.DataFrame, *, anchor: Anchor, as_of: pd.Timestamp, pause_months: int = 6
) -> dict[DateList, Dates]:
    """Return every list of first cuts, last cuts or pauses, without duplicates (METHODS 3.5).

    Cycles are all cycles of METHODS 2.2, those of each published list, and those ended by a rise of
    25 bp or by 120 days without a cut, with 2019 and 2020 as one cycle and as two. Pauses last 3 or
    6 months or `pause_months`. All lists are repeated without every subset of C1, C2 and C5, and
    with reconstructed dates five weekdays earlier and later. Last cuts are included only if they
    are known to be the last.
    """
    cycles = _counted(policy, as_of)
    if anchor == "pause":
        lists = {
            DateList(_PAUSES.format(length)): tuple(
                known
                for cut, known in find_pauses(policy, months=length, as_of=as_of)
                if cut >= SINCE
            )
            for length in sorted({*PAUSES, pause_months})
        }
        later = max(PAUSES[-1], pause_months)
        kept = _without_disputed(lists, cycles, pd.DateOffset(months=later))
    else:
        split = _split_or_merged(
            dict(_cycle_lists(policy, cycles, anchor, as_of)), policy, cycles, anchor
        )
        kept = _without_disputed(dict(split), cycles, pd.DateOffset())
    return _distinct(_dated_otherwise(kept))


def restart_lists(
    policy: pd.DataFrame, *, as_of: pd.Timestamp, pause_months: int
) -> dict[DateList, Dates]:
    """Return every list of cuts after 3, 6, 12 or `pause_months` months without a cut."""
    lists = {
        DateList(_RESTARTS.format(length)): tuple(
            cut for cut in cuts_after_pause(policy, months=length, as_of=as_of) if cut >= SINCE
        )
        for length in sorted({*RESTARTS, pause_months})
    }
    kept = _without_disputed(lists, _counted(policy, as_of), pd.DateOffset())
    return _distinct(_dated_otherwise(kept))


def _counted(policy: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, EasingCycle]:
    return {c.name: c for c in find_cycles(policy, as_of=as_of) if not c.left_censored}


def _cycle_lists(
    policy: pd.DataFrame, cycles: Mapping[str, EasingCycle], anchor: Anchor, as_of: pd.Timestamp
) -> Iterator[tuple[DateList, Dates]]:
    yield DateList(_ALL), _anchors(cycles.values(), anchor)
    for name, members in PUBLISHED.items():
        yield DateList(name), _anchors(_members(cycles, members, anchor), anchor)
    for name, found in (
        ("25 bp rise ends a cycle", find_cycles(policy, as_of=as_of, ending_rise=OTHER_RISE)),
        ("120 days end a cycle", find_cycles(policy, as_of=as_of, longest_gap=OTHER_GAP)),
    ):
        yield DateList(name), _anchors([c for c in found if not c.left_censored], anchor)
    if anchor == "first":
        yield (
            DateList("first cuts as another list dates them"),
            tuple(OTHER_FIRST_CUTS.get(name, c.first_cut) for name, c in cycles.items()),
        )


def _members(
    cycles: Mapping[str, EasingCycle], members: Sequence[str], anchor: Anchor
) -> Iterator[EasingCycle]:
    """Yield the cycles of a published list; for merged cycles, the one that has the anchor."""
    for member in members:
        name = member.split("+")[0 if anchor == "first" else -1]
        if name in cycles:
            yield cycles[name]


def _anchors(cycles: Iterable[EasingCycle], anchor: Anchor) -> Dates:
    if anchor == "first":
        return tuple(c.first_cut for c in cycles)
    return tuple(c.last_cut for c in cycles if c.end_known is not None)


def _split_or_merged(
    lists: Mapping[DateList, Dates],
    policy: pd.DataFrame,
    cycles: Mapping[str, EasingCycle],
    anchor: Anchor,
) -> Iterator[tuple[DateList, Dates]]:
    """Yield each list with the cuts of 2019 and 2020 as one cycle and as two (METHODS 3.5)."""
    whole = cycles.get("C8")
    mid = policy["mid"]
    cuts = (
        []
        if whole is None
        else [d for d in mid.index[mid.diff() < 0] if whole.first_cut <= d <= whole.last_cut]
    )
    of_2019, of_2020 = ([d for d in cuts if d.year == year] for year in (2019, 2020))
    if whole is None or whole.end_known is None or not of_2019 or not of_2020:
        yield from lists.items()
        return
    merged, extra = (
        (min(of_2019), min(of_2020)) if anchor == "first" else (max(of_2020), max(of_2019))
    )
    for made, dates in lists.items():
        others = {d for d in dates if d not in (merged, extra)}
        yield made, tuple(sorted({*others, merged}))
        yield replace(made, as_two=True), tuple(sorted({*others, merged, extra}))


def _without_disputed(
    lists: Mapping[DateList, Dates], cycles: Mapping[str, EasingCycle], later: pd.DateOffset
) -> Iterator[tuple[DateList, Dates]]:
    """Yield each list without every subset of C1, C2 and C5.

    The dates of a cycle are those from its earliest first cut in any list to `later` after its
    last cut.
    """
    for made, dates in lists.items():
        for size in range(len(DISPUTED) + 1):
            for left_out in combinations(DISPUTED, size):
                spans = [_span(cycles[c], later) for c in left_out if c in cycles]
                kept = tuple(d for d in dates if not any(a <= d <= b for a, b in spans))
                yield replace(made, left_out=left_out), kept


def _span(cycle: EasingCycle, later: pd.DateOffset) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = min(cycle.first_cut, OTHER_FIRST_CUTS.get(cycle.name, cycle.first_cut))
    return first, cycle.last_cut + later


def _dated_otherwise(lists: Iterable[tuple[DateList, Dates]]) -> Iterator[tuple[DateList, Dates]]:
    """Yield each list unchanged, and with reconstructed dates five weekdays earlier and later."""
    for made, dates in lists:
        yield made, dates
        if any(d < ANNOUNCED_SINCE for d in dates):
            for days in (-DATED_WITHIN, DATED_WITHIN):
                moved = tuple(
                    d + pd.offsets.BDay(days) if d < ANNOUNCED_SINCE else d for d in dates
                )
                yield replace(made, moved=days), moved


def _distinct(lists: Iterable[tuple[DateList, Dates]]) -> dict[DateList, Dates]:
    """Keep the first list of each set of dates; drop empty lists."""
    first: dict[Dates, DateList] = {}
    for made, dates in lists:
        if dates:
            first.setdefault(dates, made)
    return {made: dates for dates, made in first.items()}


def define(
    lists: Mapping[DateList, Dates],
    price: pd.DataFrame,
    total: pd.DataFrame,
    *,
    months: Sequence[int],
) -> tuple[Definition, ...]:
    """Combine the lists with five base closes, price or total return, and horizons in months.

    Dates without a complete return are left out. Definitions with identical returns count once,
    for example dates in the same month on monthly closes.
    """
    definitions: dict[tuple[object, ...], Definition] = {}
    every = pd.DatetimeIndex(sorted({d for dates in lists.values() for d in dates}))
    for kind, closes in (("price", price), ("total return", total)):
        for span in months:
            on = calendar_returns(closes, _starts(closes, every, "announcement day"), months=span)
            for base in BASES:
                found = calendar_returns(closes, _starts(closes, every, base), months=span)
                after = dict(zip(every, np.where(np.isnan(on), np.nan, found), strict=True))
                for made, dates in lists.items():
                    known = tuple(d for d in dates if not np.isnan(after.get(d, np.nan)))
                    returns = np.array([after[d] for d in known])
                    if known:
                        definition = Definition(made, base, kind, span, known, returns)
                        definitions.setdefault((kind, span, tuple(returns)), definition)
    return tuple(definitions.values())


def trace(
    definitions: Sequence[Definition],
    price: pd.DataFrame,
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    draws: int,
    judged: Mapping[str, str],
) -> Curve:
    """Compute the excess of each definition over random dates (N1, METHODS 3.4).

    Random dates are a year apart, or as far apart as the closest dates of the definition if these
    are closer. Specifications with the same number of dates, spacing and number of days to draw
    from share their draws.

    Parameters
    ----------
    definitions : sequence of Definition
        Definitions to compare.
    price, total : pd.DataFrame
        Closes of the price index and of the total return index.
    rng : Generator
        Draws the random dates.
    draws : int
        Number of random-date samples.
    judged : Mapping of str to str
        Choices of the definition that decides the verdict, from `choices_of`.

    Raises
    ------
    InsufficientData
        If there are no definitions.
    """
    closes = {"price": price, "total return": total}

    @cache
    def every_day(kind: str, months: int) -> Floats:
        return returns_from_every_day(closes[kind], months=months, since=SINCE)[1]

    shared = SharedDates(rng, draws=draws)

    @cache
    def means(kind: str, months: int, count: int, spacing: int) -> Floats:
        returns = every_day(kind, months)
        picks = shared.take(slots=returns.size, count=count, spacing=spacing)
        return np.asarray(returns[picks].mean(axis=1), dtype=np.float64)

    found = []
    for d in definitions:
        days = np.array([date.toordinal() for date in d.dates], dtype=np.int64)
        null = means(d.kind, d.months, days.size, min(SPACING_DAYS, smallest_distance(days)))
        n_eff = samples.effective_size(days.tolist(), window=days_of(d.months))
        choices = choices_of(d.dates_from, base=d.base, kind=d.kind, months=d.months)
        found.append(mean_effect(d.returns, null, n_eff=n_eff).specification(choices))
    if not found:
        raise samples.InsufficientData("no definition has a completed event")
    return Curve(tuple(found), judged)


def choices_of(
    dates_from: DateList,
    *,
    base: str = "announcement day",
    kind: str = "total return",
    months: int,
) -> dict[str, str]:
    """Return the choices of a definition as a specification names them."""
    return {**dates_from.choices, "base close": base, "return": kind, "months": f"{months}"}


def _starts(closes: pd.DataFrame, dates: pd.DatetimeIndex, base: str) -> Ints:
    """Return the positions of the base closes; out of range if there is no such close."""
    index = pd.DatetimeIndex(closes.index)
    announced = np.asarray(index.searchsorted(dates), dtype=np.int64)
    if base == "same month end":
        ends = dates + pd.offsets.MonthEnd(0)
    elif base == "month end before":
        ends = dates.to_period("M").start_time - pd.Timedelta(days=1)
    else:
        return announced + {"close before": -1, "announcement day": 0, "close after": 1}[base]
    return np.asarray(index.searchsorted(ends, side="right"), dtype=np.int64) - 1
