"""Returns in a part of the calendar, once for each time it came, and those of the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.studies.measures.levels import lacks_sample, needs_daily, prices_of
from backtests.studies.parameters import Rule
from data_feeds.series.bars import Frequency
from data_feeds.series.periods import from_own_spacing, last_days, periods_of, with_month_ends
from signals.core.arrays import Flags, Floats, Ints

Part = Literal[
    "months",
    "turn of the year",
    "turn of the month",
    "weekday",
    "week",
    "term years",
    "years",
    "quarters",
    "each month",
    "each week",
    "days",
]
# The parameters that each part needs.
_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "months": ("months",),
        "turn of the year": ("last_days", "first_days"),
        "turn of the month": ("last_days", "first_days"),
        "weekday": ("weekday",),
        "week": ("week",),
        "term years": ("term_year",),
    }
)
_NAMES = ("months", "last_days", "first_days", "weekday", "week", "term_year")
_OF_DAYS = ("turn of the year", "turn of the month", "weekday", "week", "each week", "days")
MONTHS = 12
# Years of the US presidential term: elections are in years that 4 divides.
TERM = 4
PART_TEXT = (
    "{part}[ {months}][, the last {last_days} sessions and the first {first_days}]"
    "[ {weekday} (1 Monday)][ {week}][ {term_year} of the presidential term (0 election)]"
)


def _fits(part: str, *given: object) -> bool:
    needs = _NEEDS.get(part, ())
    return all((v is not None) == (name in needs) for name, v in zip(_NAMES, given, strict=True))


def _is_run(part: str, months: Sequence[int] | None) -> bool:
    """Return whether months follow each other, over the turn of the year too."""
    if months is None:
        return part != "months"
    following = [month % MONTHS + 1 for month in months]
    return following[:-1] == list(months)[1:] and len(months) <= MONTHS


PART_RULES = (
    Rule(
        ("part", *_NAMES),
        "months with months; last_days and first_days with a turn; weekday, week and term_year "
        "with their parts; and no others",
        _fits,
    ),
    Rule(
        ("part", "months"),
        "months that follow each other, such as [11, 12, 1]",
        _is_run,
    ),
    Rule(
        ("last_days", "first_days"),
        "at least one session",
        lambda last, first: last is None or first is None or last + first > 0,
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of the calendar with its parameters, as the claims file names it."""

    part: Part
    months: Sequence[int] | None = None
    last_days: int | None = None
    first_days: int | None = None
    weekday: int | None = None
    week: int | None = None
    term_year: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Returns in a part of the calendar, and in the rest of it.

    Parameters
    ----------
    begins : pd.DatetimeIndex
        First day of each time that the part came.
    values : array, shape (n,)
        Return from the last close before it to its last close, a fraction.
    rest : array
        Returns of periods as long outside the part; empty if there are none.
    unit_begins, units, member
        Single months, weeks, days or years: their first days, their returns, and whether each is
        in the part.
    per : int
        Number of units that the part has each time.
    """

    begins: pd.DatetimeIndex
    values: Floats
    rest: Floats
    unit_begins: pd.DatetimeIndex
    units: Floats
    member: Flags
    per: int


def occurrences(
    wanted: Wanted,
    bars: pd.DataFrame,
    less: pd.DataFrame | None,
    *,
    since: pd.Timestamp | None,
    until: pd.Timestamp | None,
) -> Occurrences | MissingCheck:
    """Return the returns of a part of the calendar from `since` to `until`.

    Parameters
    ----------
    wanted : Wanted
        "months" compounds the run of months; "turn of the year" and "turn of the month" the last
        and first sessions; "weekday", "week" (ISO 8601) and "term years" are single days, weeks
        and calendar years; "years", "quarters", "each month", "each week" and "days" are all of
        them.
    bars, less : pd.DataFrame
        Prices, and prices whose return is subtracted on common days.
    since, until : pd.Timestamp or None
        First day of a period, and last day of the closes.
    """
    bars, less = prices_of(bars), None if less is None else prices_of(less)
    if wanted.part in _OF_DAYS:
        for one in (bars, less):
            missing = None if one is None else needs_daily(one, f"the part '{wanted.part}'")
            if missing is not None:
                return missing
        bars = from_own_spacing(bars)
    else:
        bars, less = with_month_ends(bars), None if less is None else with_month_ends(less)
    missing = lacks_sample(bars, less, since=since, until=until)
    if missing is not None:
        return missing
    closes = _common(bars, less)
    closes = closes if until is None else closes.loc[:until]
    first = pd.Timestamp.min if since is None else since
    return _BY_PART[wanted.part](wanted, closes, first)


def _common(bars: pd.DataFrame, less: pd.DataFrame | None) -> pd.DataFrame:
    columns = [bars["close"]] if less is None else [bars["close"], less["close"]]
    return pd.concat(columns, axis=1, join="inner", keys=["ours", "theirs"][: len(columns)])


def _returns(closes: pd.DataFrame, starts: Ints, ends: Ints) -> Floats:
    """Return the returns between positions, less those of the second series if there is one."""
    prices = closes.to_numpy(dtype=np.float64)
    returns = prices[ends] / prices[starts] - 1
    gap: Floats = returns[:, 0] if returns.shape[1] == 1 else returns[:, 0] - returns[:, 1]
    return gap


def _of_months(wanted: Wanted, closes: pd.DataFrame, first: pd.Timestamp) -> Occurrences:
    """Return runs of months: seasons, quarters, years, years of the term."""
    ends = last_days(pd.DatetimeIndex(closes.index), Frequency.MONTHLY)
    closes = closes.loc[ends]
    periods = periods_of(ends, Frequency.MONTHLY)
    months = np.asarray(periods.month)
    if wanted.part == "months":
        run = list(wanted.months or ())
        starts, length = [run[0]], len(run)
    else:
        run = []
        starts, length = {
            "quarters": ([1, 4, 7, 10], 3),
            "each month": (list(range(1, MONTHS + 1)), 1),
        }.get(wanted.part, ([1], MONTHS))
    # Positions of the month before each run; runs with a missing month are left out.
    at = np.arange(len(periods) - length)
    whole = np.asarray(
        [(periods[p + length] - periods[p]).n == length for p in at.tolist()], dtype=np.bool_
    )
    begins = pd.DatetimeIndex(periods[at + 1].to_timestamp()) if at.size else pd.DatetimeIndex([])
    usable = whole & np.asarray(begins >= first, dtype=np.bool_)
    begin_months = months[at + 1] if at.size else months[:0]
    inside = usable & np.isin(begin_months, starts)
    outside = np.zeros(at.size, dtype=np.bool_)
    if run:
        apart = [
            m
            for m in range(1, MONTHS + 1)
            if not {(m + k - 1) % MONTHS + 1 for k in range(length)} & set(run)
        ]
        outside = usable & np.isin(begin_months, apart)
    if wanted.term_year is not None:
        of_term = np.asarray(begins.year % TERM == wanted.term_year, dtype=np.bool_)
        inside, outside = inside & of_term, inside & ~of_term
    units = _single_months(closes, periods, first, run) if run else None
    found = _returns(closes, at[inside], at[inside] + length)
    rest = _returns(closes, at[outside], at[outside] + length)
    if units is None:
        both = np.flatnonzero(inside | outside)
        return Occurrences(
            begins[inside],
            found,
            rest,
            begins[both],
            _returns(closes, at[both], at[both] + length),
            inside[both],
            1,
        )
    return Occurrences(begins[inside], found, rest, *units, length)


def _single_months(
    closes: pd.DataFrame, periods: pd.PeriodIndex, first: pd.Timestamp, run: Sequence[int]
) -> tuple[pd.DatetimeIndex, Floats, Flags]:
    """Return every month with its return, and whether it is one of the run."""
    at = np.arange(1, len(periods))
    begins = pd.DatetimeIndex(periods[1:].to_timestamp())
    kept = np.asarray(begins >= first, dtype=np.bool_)
    member = np.isin(np.asarray(periods.month)[1:], list(run))
    return begins[kept], _returns(closes, at[kept] - 1, at[kept]), member[kept]


def _of_days(wanted: Wanted, closes: pd.DataFrame, first: pd.Timestamp) -> Occurrences:
    """Return single days, those of a weekday among them."""
    days = pd.DatetimeIndex(closes.index)[1:]
    at = np.arange(1, len(closes))
    usable = np.asarray(days >= first, dtype=np.bool_)
    at, days = at[usable], days[usable]
    returns = _returns(closes, at - 1, at)
    member = np.ones(at.size, dtype=np.bool_)
    if wanted.weekday is not None:
        member = np.asarray(days.day_of_week == wanted.weekday - 1, dtype=np.bool_)
    return Occurrences(days[member], returns[member], returns[~member], days, returns, member, 1)


def _of_weeks(wanted: Wanted, closes: pd.DataFrame, first: pd.Timestamp) -> Occurrences:
    """Return single weeks, those with an ISO number among them if one is asked for."""
    ends = last_days(pd.DatetimeIndex(closes.index), Frequency.WEEKLY)
    closes = closes.loc[ends]
    weeks = periods_of(ends, Frequency.WEEKLY)
    begins = pd.DatetimeIndex(weeks.start_time)[1:]
    numbers = np.asarray(begins.isocalendar().week, dtype=np.int64)
    at = np.arange(1, len(closes))
    usable = np.asarray(begins >= first, dtype=np.bool_)
    returns = _returns(closes, at - 1, at)[usable]
    member = ((numbers == wanted.week) | (wanted.week is None))[usable]
    begins = begins[usable]
    return Occurrences(
        begins[member], returns[member], returns[~member], begins, returns, member, 1
    )


def _of_turns(wanted: Wanted, closes: pd.DataFrame, first: pd.Timestamp) -> Occurrences:
    """Return the sessions about the turns of years or months."""
    days = pd.DatetimeIndex(closes.index)
    before, after = wanted.last_days or 0, wanted.first_days or 0
    length = before + after
    periods = days.to_period("Y" if wanted.part == "turn of the year" else "M")
    turns = np.flatnonzero(periods[1:] != periods[:-1]) + 1
    starts = turns - before - 1
    known = (starts >= 0) & (starts + length < len(days))
    starts = starts[known]
    starts = starts[np.asarray(days[starts + 1] >= first, dtype=np.bool_)]
    usable = np.arange(1, len(days))
    usable = usable[np.asarray(days[1:] >= first, dtype=np.bool_)]
    member = np.zeros(len(days), dtype=np.bool_)
    for step in range(1, length + 1):
        member[starts + step] = True
    any_start = usable[usable + length - 1 < len(days)] - 1
    return Occurrences(
        days[starts + 1],
        _returns(closes, starts, starts + length),
        _returns(closes, any_start, any_start + length),
        days[usable],
        _returns(closes, usable - 1, usable),
        member[usable],
        length,
    )


_BY_PART: Mapping[str, Callable[[Wanted, pd.DataFrame, pd.Timestamp], Occurrences]] = (
    MappingProxyType(
        {
            **dict.fromkeys(
                ("months", "term years", "years", "quarters", "each month"), _of_months
            ),
            **dict.fromkeys(("weekday", "days"), _of_days),
            **dict.fromkeys(("week", "each week"), _of_weeks),
            "turn of the year": _of_turns,
            "turn of the month": _of_turns,
        }
    )
)
