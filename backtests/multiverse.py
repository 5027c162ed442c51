"""Every defensible way to average returns around Fed easing, each against random dates.

Steegen, Tuerlinckx, Gelman & Vanpaemel 2016; Simonsohn, Simmons & Nelson 2020 (METHODS 3.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.easing import SINCE, SPACING_DAYS
from backtests.forward_returns import calendar_return, returns_from_every_day
from backtests.random_dates import draw_dates
from backtests.robustness import GATE_P
from signals.easing_cycle import Anchor, EasingCycle, find_cycles, find_pauses
from signals.rates import cuts_after_pause

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Dates = tuple[pd.Timestamp, ...]

BASES = ("close before", "announcement day", "close after", "same month end", "month end before")
# METHODS 3.5: cycles that published lists leave out.
DISPUTED = ("C1", "C2", "C5")
# Published lists as METHODS names them (References, and the notes of 2.2), by the cycles they
# hold. The list of nine with 2019 and 2020 split is all cycles with that split.
PUBLISHED = {
    "six cycles without 1987 and 1998": ("C1", "C3", "C4", "C6", "C7", "C8", "C9"),
    "six cycles with 1995-98 merged": ("C1", "C3", "C4+C5", "C6", "C7", "C8", "C9"),
}
# METHODS 2.2: first cuts that another list dates differently.
OTHER_FIRST_CUTS = {
    "C1": pd.Timestamp("1984-10-02"),
    "C2": pd.Timestamp("1987-10-19"),
    "C3": pd.Timestamp("1989-06-05"),
}
# METHODS 3.5: other rules that close a cycle.
OTHER_RISE = 0.25
OTHER_GAP = pd.Timedelta(days=120)
# METHODS mom-04c: the pause is six months, also three. Restarts: half and twice the six months.
PAUSES = (3, 6)
RESTARTS = (3, 6, 12)
# The claim about first cuts names no horizon.
FIRST_CUT_MONTHS = (6, 12, 24)
# What was varied, in words.
_COMMON = "five base closes, price or total return, without any of C1, C2, C5"
CHOICES: Mapping[str, str] = {
    "last": f"five lists of cycles, 2019 and 2020 as one or two, {_COMMON}",
    "first": f"six lists of cycles, 2019 and 2020 as one or two, {_COMMON}",
    "pause": f"pauses of 3 or 6 months, {_COMMON}",
    "restart": f"3, 6 or 12 months without a cut before, {_COMMON}",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """One way to take the average: which dates, from which close, which return.

    `dates` are those whose months are over, `returns` what came after them, fractions.
    """

    cycles: str
    base: str
    kind: str
    months: int
    dates: Dates
    returns: Floats


@dataclass(frozen=True, slots=True)
class Specification:
    """A definition's mean return, its excess over random dates, and the one-sided p (N1)."""

    cycles: str
    base: str
    kind: str
    months: int
    n: int
    mean: float
    excess: float
    p: float


@dataclass(frozen=True, slots=True)
class Curve:
    """All specifications and what they say together."""

    specifications: tuple[Specification, ...]

    @property
    def means(self) -> Floats:
        """The means in ascending order."""
        return np.sort([s.mean for s in self.specifications])

    @property
    def with_sign(self) -> float:
        """Share of specifications above random dates."""
        return float(np.mean([s.excess > 0 for s in self.specifications]))

    @property
    def significant(self) -> float:
        """Share of specifications with p at most .10."""
        return float(np.mean([s.p <= GATE_P for s in self.specifications]))

    @property
    def middle(self) -> Specification:
        """The specification with the median excess (the lower of two)."""
        ranked = sorted(self.specifications, key=lambda s: s.excess)
        return ranked[(len(ranked) - 1) // 2]

    @property
    def joint_p(self) -> float:
        """The p of the median specification under N1 (METHODS 3.5)."""
        return self.middle.p


def easing_lists(
    policy: pd.DataFrame, *, anchor: Anchor, as_of: pd.Timestamp, pause_months: int = 6
) -> dict[str, Dates]:
    """Name every list of dates: first cuts, last cuts, or pauses (METHODS 3.5).

    Cycles: all by the rule; each published list; cycles that the first rise of 25 bp or 120 days
    without a cut end; each with 2019 and 2020 as one or two, and without any of C1, C2, C5.
    Pauses of 3 and 6 months and of `pause_months`, also without those in C1, C2, C5. Last cuts
    count once they are known to be the last.
    """
    cycles = _counted(policy, as_of)
    if anchor == "pause":
        lists = {
            f"pauses of {length} months": tuple(
                known for cut, known in find_pauses(policy, months=length, as_of=as_of)
                if cut >= SINCE
            )
            for length in sorted({*PAUSES, pause_months})
        }  # fmt: skip
        later = max(PAUSES[-1], pause_months)
        return _distinct(_without_disputed(lists, cycles, pd.DateOffset(months=later)))
    lists = dict(_cycle_lists(policy, cycles, anchor, as_of))
    return _distinct(_without_disputed(dict(_split_or_merged(lists, policy, cycles, anchor)),
                                       cycles, pd.DateOffset()))  # fmt: skip


def restart_lists(
    policy: pd.DataFrame, *, as_of: pd.Timestamp, pause_months: int
) -> dict[str, Dates]:
    """Name every list of cuts that start or restart easing after 3, 6 or 12 months without one."""
    lists = {
        f"cuts after {length} months without": tuple(
            cut for cut in cuts_after_pause(policy, months=length, as_of=as_of) if cut >= SINCE
        )
        for length in sorted({*RESTARTS, pause_months})
    }
    return _distinct(_without_disputed(lists, _counted(policy, as_of), pd.DateOffset()))


def _counted(policy: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, EasingCycle]:
    return {c.name: c for c in find_cycles(policy, as_of=as_of) if not c.left_censored}


def _cycle_lists(
    policy: pd.DataFrame, cycles: Mapping[str, EasingCycle], anchor: Anchor, as_of: pd.Timestamp
) -> Iterator[tuple[str, Dates]]:
    yield "all cycles", _anchors(cycles.values(), anchor)
    for name, members in PUBLISHED.items():
        yield name, _anchors(_members(cycles, members, anchor), anchor)
    for name, found in (
        ("25 bp rise ends a cycle", find_cycles(policy, as_of=as_of, ending_rise=OTHER_RISE)),
        ("120 days end a cycle", find_cycles(policy, as_of=as_of, longest_gap=OTHER_GAP)),
    ):
        yield name, _anchors([c for c in found if not c.left_censored], anchor)
    if anchor == "first":
        yield (
            "first cuts as another list dates them",
            tuple(OTHER_FIRST_CUTS.get(name, c.first_cut) for name, c in cycles.items()),
        )


def _members(
    cycles: Mapping[str, EasingCycle], members: Sequence[str], anchor: Anchor
) -> Iterator[EasingCycle]:
    """Yield the cycles of a published list; of merged ones that with the date wanted."""
    for member in members:
        name = member.split("+")[0 if anchor == "first" else -1]
        if name in cycles:
            yield cycles[name]


def _anchors(cycles: Iterable[EasingCycle], anchor: Anchor) -> Dates:
    if anchor == "first":
        return tuple(c.first_cut for c in cycles)
    return tuple(c.last_cut for c in cycles if c.end_known is not None)


def _split_or_merged(
    lists: Mapping[str, Dates],
    policy: pd.DataFrame,
    cycles: Mapping[str, EasingCycle],
    anchor: Anchor,
) -> Iterator[tuple[str, Dates]]:
    """Yield each list with the cuts of 2019 and of 2020 as one cycle and as two (METHODS 2.2)."""
    whole = cycles.get("C8")
    mid = policy["mid"]
    cuts = [] if whole is None else [
        d for d in mid.index[mid.diff() < 0] if whole.first_cut <= d <= whole.last_cut
    ]  # fmt: skip
    of_2019, of_2020 = ([d for d in cuts if d.year == year] for year in (2019, 2020))
    if whole is None or whole.end_known is None or not of_2019 or not of_2020:
        yield from lists.items()
        return
    merged, extra = ((min(of_2019), min(of_2020)) if anchor == "first"
                     else (max(of_2020), max(of_2019)))  # fmt: skip
    for name, dates in lists.items():
        others = {d for d in dates if d not in (merged, extra)}
        yield name, tuple(sorted({*others, merged}))
        yield f"{name}, 2019 and 2020 split", tuple(sorted({*others, merged, extra}))


def _without_disputed(
    lists: Mapping[str, Dates], cycles: Mapping[str, EasingCycle], later: pd.DateOffset
) -> Iterator[tuple[str, Dates]]:
    """Yield each list without every subset of C1, C2 and C5.

    A cycle's dates lie from the first date any list gives it to its last cut and `later`.
    """
    for name, dates in lists.items():
        for size in range(len(DISPUTED) + 1):
            for left_out in combinations(DISPUTED, size):
                spans = [_span(cycles[c], later) for c in left_out if c in cycles]
                kept = tuple(d for d in dates if not any(a <= d <= b for a, b in spans))
                yield name + (f", without {' and '.join(left_out)}" if left_out else ""), kept


def _span(cycle: EasingCycle, later: pd.DateOffset) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = min(cycle.first_cut, OTHER_FIRST_CUTS.get(cycle.name, cycle.first_cut))
    return first, cycle.last_cut + later


def _distinct(lists: Iterator[tuple[str, Dates]]) -> dict[str, Dates]:
    """Keep the first name of each set of dates; lists without a date are none."""
    first_name: dict[Dates, str] = {}
    for name, dates in lists:
        if dates:
            first_name.setdefault(dates, name)
    return {name: dates for dates, name in first_name.items()}


def define(
    lists: Mapping[str, Dates], price: pd.DataFrame, total: pd.DataFrame, *, months: Sequence[int]
) -> tuple[Definition, ...]:
    """Cross the lists with five base closes, price or total return, and spans in months.

    Dates whose months are not over are left out; definitions that the closes cannot tell apart
    (monthly figures, or lists that differ in such dates alone) are counted once.
    """
    definitions: dict[tuple[object, ...], Definition] = {}
    every = sorted({d for dates in lists.values() for d in dates})
    for kind, closes in (("price", price), ("total return", total)):
        for span in months:
            on = {d: _return_from(closes, d, "announcement day", span) for d in every}
            for base in BASES:
                after = {d: _return_from(closes, d, base, span) for d in every
                         if not np.isnan(on[d])}  # fmt: skip
                for name, dates in lists.items():
                    known = tuple(d for d in dates if not np.isnan(after.get(d, np.nan)))
                    returns = np.array([after[d] for d in known])
                    if known:
                        found = Definition(name, base, kind, span, known, returns)
                        definitions.setdefault((kind, span, known, tuple(returns)), found)
    return tuple(definitions.values())


def trace(
    definitions: Sequence[Definition],
    price: pd.DataFrame,
    total: pd.DataFrame,
    rng: np.random.Generator,
    *,
    draws: int,
) -> Curve:
    """Hold each definition against random dates (N1), a year or as far apart as its own.

    Random dates are drawn once for each number of dates, spacing and span, and used again for
    every specification that shares them.
    """
    closes = {"price": price, "total return": total}

    @cache
    def every_day(kind: str, months: int) -> Floats:
        return returns_from_every_day(closes[kind], months=months, since=SINCE)[1]

    @cache
    def sets(slots: int, count: int, spacing: int) -> Ints:
        return draw_dates(rng, slots=slots, count=count, spacing=spacing, draws=draws)

    @cache
    def means(kind: str, months: int, count: int, spacing: int) -> Floats:
        returns = every_day(kind, months)
        found: Floats = returns[sets(returns.size, count, spacing)].mean(axis=1)
        return found

    found = tuple(
        _specification(d, means(d.kind, d.months, len(d.dates), _spacing(d.dates)))
        for d in definitions
    )
    if not found:
        raise inference.TooLittleData("no definition has a completed event")
    return Curve(found)


def _specification(d: Definition, null: Floats) -> Specification:
    mean = float(d.returns.mean())
    return Specification(
        d.cycles, d.base, d.kind, d.months, len(d.dates), mean, mean - float(null.mean()),
        inference.upper_p(null, mean),
    )  # fmt: skip


def _spacing(dates: Dates) -> int:
    gaps = [(b - a).days for a, b in pairwise(dates)]
    return max(1, min([SPACING_DAYS, *gaps]))


def _return_from(closes: pd.DataFrame, date: pd.Timestamp, base: str, months: int) -> float:
    if base == "close before":
        return calendar_return(closes, date, months=months, base="before")
    starts = {
        "announcement day": date,
        "close after": _next_close(closes, date),
        "same month end": _month_end(closes, date),
        "month end before": _month_end(closes, date - pd.offsets.MonthBegin(1)
                                       - pd.Timedelta(days=1)),
    }  # fmt: skip
    return calendar_return(closes, starts[base], months=months)


def _next_close(closes: pd.DataFrame, date: pd.Timestamp) -> pd.Timestamp:
    """Return the date of the close after the one on or after the announcement."""
    at = int(closes.index.searchsorted(date)) + 1
    return pd.Timestamp(closes.index[min(at, len(closes) - 1)])


def _month_end(closes: pd.DataFrame, date: pd.Timestamp) -> pd.Timestamp:
    """Return the last close of a date's month."""
    at = int(closes.index.searchsorted(date + pd.offsets.MonthEnd(0), side="right")) - 1
    return pd.Timestamp(closes.index[at])
