"""Test whether a level, or a move of a day, week, month or year, is an extreme since a day."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Unit
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.studies.measures.levels import (
    extreme_in,
    lacks_sample,
    levels_of,
    needs_daily,
    reaches_day,
)
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Level, Month, Rule, Times, Tolerance, not_before
from data_feeds.series.bars import has_ohlc

Of = Literal["close", "bar", "day", "week", "month", "quarter", "year"]
METHOD = Method(
    "Whether the {extreme} {of} of {bars}[ against {against}] from {start} to {end}"
    " is number {rank} of all up to then"
    "[, among months number {month} of their years][, after {since}][, and is {level}]",
    by_fact(
        "it is; a level is within {tolerance} of that stated",
        "more or fewer before it are as far; or the level is off by more than twice that",
    ),
    "the earlier one that came nearest",
)
RULES = (
    not_before("start", "end"),
    Rule(
        ("since", "start"),
        "since before start",
        lambda since, start: since is None or since < start,
    ),
    Rule(
        ("level", "of"),
        "level of a close or bar",
        lambda level, of: level is None or of in ("close", "bar"),
    ),
    Rule(
        ("of", "month"),
        "month with moves of a month",
        lambda of, month: month is None or of == "month",
    ),
    Rule(
        ("of", "against"),
        "against for closes",
        lambda of, against: against is None or of == "close",
    ),
)
SIDES: Mapping[str, Literal["high", "low"]] = MappingProxyType({"highest": "high", "lowest": "low"})
# Calendar periods of moves; a day needs none.
_PERIODS: Mapping[str, str] = MappingProxyType(
    {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    start: Day,
    end: Day,
    extreme: Literal["highest", "lowest"] = "highest",
    of: Of = "close",
    since: Day | None = None,
    level: Level | None = None,
    tolerance: Tolerance = 0.0005,
    against: pd.DataFrame | None = None,
    rank: Times = 1,
    month: Month | None = None,
) -> Evidence:
    """Compare the extreme of a span with everything before it (METHODS 4.1).

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices or other levels in their own unit.
    start : pd.Timestamp
        First day of the span of the record: the day of a level, the period of a move.
    end : pd.Timestamp
        Last day of that span. A move counts if its period ends in the span.
    extreme : {"highest", "lowest"}
        "highest" is also the best move, "lowest" the worst.
    of : str
        "close"; "bar", the high or low of the day; or the return, a fraction, of each "day",
        "week", "month", "quarter" or "year".
    since : pd.Timestamp, optional
        Last day before those that count, such as the end of a year; the whole record without it.
    level : float, optional
        Level of the record as stated.
    tolerance : float
        How far the level may be from it, as a fraction of it.
    against : pd.DataFrame, optional
        Prices that the closes are divided by: the record is one of the ratio, of closes alone.
    rank : int
        1 for an extreme beyond all before it, 2 for the second ("its third-best month": 3).
    month : int, optional
        Number of the only month of each year that counts ("its best November": 11).
    """
    if against is not None:
        bars = _ratio(bars, against, context)
    values = _values(context, bars, extreme, of)
    if isinstance(values, MissingCheck):
        return Evidence(values)
    values = _since(values, since, of_moves=of not in ("close", "bar")).loc[:end]
    if month is not None:
        values = values[pd.DatetimeIndex(values.index).month == month]
    inside, before = values.loc[start:], values.loc[: start - pd.Timedelta(days=1)]
    if inside.empty or before.empty or not reaches_day(levels_of(bars), end):
        reason = f"not tested: no {of} from {start:%Y-%m-%d} to {end:%Y-%m-%d} with one before it"
        return Evidence(MissingCheck(reason))
    (found, value), (best, other) = (extreme_in(each, SIDES[extreme]) for each in (inside, before))
    further = before >= value if extreme == "highest" else before <= value
    beyond = int(further.sum()) == rank - 1
    if rank > 1:
        best, other = _at_rank(before, extreme, rank)
    missing = lacks_sample(bars, since=since, until=end)
    if missing is not None and beyond:
        return Evidence(missing)
    unit: Unit = "points" if of in ("close", "bar") else "fraction"
    shown = "{:,.2f}" if unit == "points" else "{:+.2%}"
    shown = "{:.4f}" if against is not None else shown
    ours, theirs = shown.format(value), shown.format(other)
    place = "" if rank == 1 else f", at place {int(further.sum()) + 1} of all, {rank} stated"
    statement = (
        f"{extreme} {of}{place}, {ours} on {found:%Y-%m-%d}, beyond {theirs} on {best:%Y-%m-%d}, "
        f"from {before.index[0]:%Y-%m-%d} on"
    )
    figures: tuple[Figure, ...] = ()
    if level is not None:
        figures = (Figure(f"{extreme} {of}", level, (value,), tolerance * level, "points"),)
    return Evidence(
        FactCheck(figures, directions=((statement, beyond),)),
        (
            Estimate(f"{extreme} {of}", value, unit, note=f"on {found:%Y-%m-%d}"),
            Estimate(
                f"{extreme} {of} before",
                other,
                unit,
                n=len(before),
                note=f"on {best:%Y-%m-%d}",
            ),
        ),
    )


def _at_rank(before: pd.Series, extreme: str, rank: int) -> tuple[pd.Timestamp, float]:
    """Return the day and the value before that the value of a rank has to be beyond."""
    ordered = before.sort_values(ascending=extreme == "lowest", kind="stable")
    at = min(rank, len(ordered)) - 1
    return pd.Timestamp(ordered.index[at]), float(ordered.iloc[at])


def _ratio(bars: pd.DataFrame, against: pd.DataFrame, context: Context) -> pd.DataFrame:
    """Return the closes of one series divided by those of another, on the days of both."""
    ours, theirs = (levels_of(one, as_of=context.as_of) for one in (bars, against))
    ratio = pd.DataFrame({"close": (ours / theirs).dropna()})
    ratio.attrs.update(bars.attrs)
    return ratio


def _since(values: pd.Series, since: pd.Timestamp | None, *, of_moves: bool) -> pd.Series:
    """Return the levels after a day, or the moves that begin at its close or later."""
    if since is None:
        return values
    begins = values.index.to_series().shift() if of_moves else values.index.to_series()
    kept = begins >= since if of_moves else begins > since
    return values[kept.to_numpy()]


def _values(context: Context, bars: pd.DataFrame, extreme: str, of: Of) -> pd.Series | MissingCheck:
    """Return levels by day, or the returns of periods, dated by their last day with a close."""
    if of in ("close", "bar", "day", "week") and "mid" not in bars.columns:
        missing = needs_daily(bars, f"the extreme {of}")
        if missing is not None:
            return missing
    if of == "bar":
        column = SIDES[extreme]
        if not has_ohlc(bars):
            return MissingCheck(f"not tested: the {column} of a day needs open, high, low, close")
        return bars[column]
    levels = levels_of(bars, as_of=context.as_of)
    if of == "close":
        return levels
    if of != "day":
        periods = pd.DatetimeIndex(levels.index).to_period(_PERIODS[of])
        levels = levels[~periods.duplicated(keep="last")]
    return levels.pct_change().dropna()
