"""Test whether stated returns over stated days match the closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import pandas as pd
from typing_extensions import TypedDict

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck, Figure, Reading
from backtests.runtime.serialization import iso
from backtests.studies.measures.spans import lacking, standing_in, stated_span, uncovered
from backtests.studies.method import Method, by_fact, in_points
from backtests.studies.parameters import (
    Day,
    Kind,
    Label,
    Rise,
    Some,
    Text,
    Tolerance,
    day,
    in_order,
    percent,
    shown_as,
)
from data_feeds.series.bars import frequency_of

METHOD = Method(
    "Whether the returns from {start} to {end}[ or {or_end}] are as stated: {stated}"
    "[, or of {instead}]"
    "[. Other readings of the days: {other_days}]",
    by_fact(
        "each is within its tolerance, and no other reading is off by twice its own",
        "one is off by more than twice its tolerance, and no other reading fits",
    ),
    "the returns of {others}",
)
RULES = (in_order("start", "end"),)


class Stated(TypedDict):
    """A return of a series that the article states, with the tolerance of METHODS 4."""

    series: Label
    claimed: Rise
    tolerance: Tolerance


class OtherDays(TypedDict):
    """Another reading of the days: one start, and an end from `first_end` to `last_end`."""

    name: Text
    start: Day
    first_end: Day
    last_end: Day


def _show_stated(row: Stated) -> str:
    return f"{row['series']} {percent(row['claimed'])} (± {in_points(row['tolerance'])})"


def _show_days(days: OtherDays) -> str:
    last = day(days["last_end"])
    if days["first_end"] != days["last_end"]:
        last = f"a day from {day(days['first_end'])} to {last}"
    return f"{days['name']} ({day(days['start'])} to {last})"


STATED = shown_as(_show_stated)
OTHER_DAYS = Kind(
    "a table { name, start, first_end, last_end } with the dates in order",
    _show_days,
    lambda days, _: days["start"] < days["first_end"] <= days["last_end"],
)


def examine(
    context: Context,
    *,
    others: dict[str, pd.DataFrame],
    stated: Annotated[list[Annotated[Stated, STATED]], Some],
    start: Day,
    end: Day,
    other_days: Annotated[Sequence[Annotated[OtherDays, OTHER_DAYS]], Some] = (),
    instead: Label | None = None,
    or_end: Day | None = None,
) -> Evidence:
    """Compare each stated return with the return of the closes.

    Series without a stated return are reported and do not decide. Each of `other_days` is an
    alternative reading; of several ends the one that fits the stated returns best is used. A
    reading that reverses the verdict makes the claim ambiguous (METHODS 4).

    Parameters
    ----------
    stated : sequence of Stated
        Series with its stated return and tolerance, fractions.
    other_days : sequence of OtherDays, optional
        Other readings of the days, each with a name, a start and the days between which it ends.
    instead : str, optional
        Another series that the words may mean, such as prices without dividends, if the source
        has it: the nearer of two returns counts. It stands in for a series that the source lacks.
    or_end : pd.Timestamp, optional
        Another last day that may be meant: the nearer of two returns counts.
    """
    del context
    others = standing_in(others, [row["series"] for row in stated], instead)
    missing = lacking(others, [row["series"] for row in stated])
    if missing:
        return Evidence(missing)
    returns = _Returns(others, stated, instead if instead in others else None, or_end)
    figures, estimates = returns.figures(start, end), returns.estimates(start, end)
    if len(figures) < len(stated):
        return Evidence(uncovered(start, end), tuple(estimates))
    readings, events = [], []
    for days in other_days:
        ends = returns.ends(days)
        if len(ends) == 0:
            reason = f"not tested: the reading '{days['name']}' needs daily closes"
            return Evidence(MissingCheck(reason), tuple(estimates))
        best = min(ends, key=partial(returns.misfit, days["start"]))
        name = days["name"] if len(ends) == 1 else f"{days['name']}, {best:%Y-%m-%d} for one,"
        readings.append(Reading(name, returns.figures(days["start"], best)))
        estimates += returns.estimates(days["start"], best, label=days["name"])
        events += [returns.row(days["start"], day) for day in ends]
    return Evidence(
        FactCheck(figures=figures, readings=tuple(readings)), tuple(estimates), tuple(events)
    )


@dataclass(frozen=True, slots=True)
class _Returns:
    """Closes by series, and the returns stated for some of them."""

    frames: Mapping[str, pd.DataFrame]
    stated: Sequence[Stated]
    instead: str | None = None
    or_end: pd.Timestamp | None = None

    def figures(self, start: pd.Timestamp, end: pd.Timestamp) -> tuple[Figure, ...]:
        """Return the stated returns that the closes cover, with those of the closes."""
        spans = [(row, stated_span(self.frames[row["series"]], start, end)) for row in self.stated]
        return tuple(
            Figure(
                row["series"],
                row["claimed"],
                (span.change, *self._others(row["series"], start, end)),
                row["tolerance"],
            )
            for row, span in spans
            if span is not None
        )

    def _others(self, series: str, start: pd.Timestamp, end: pd.Timestamp) -> list[float]:
        """Return the returns that may be meant as well: of another series, to another last day."""
        named = [series, *([self.instead] if self.instead else [])]
        ends = [end, *([self.or_end] if self.or_end is not None else [])]
        spans = [
            stated_span(self.frames[name], start, last)
            for name in named
            for last in ends
            if (name, last) != (series, end) and start < last
        ]
        return [span.change for span in spans if span is not None]

    def estimates(
        self, start: pd.Timestamp, end: pd.Timestamp, *, label: str = "as stated"
    ) -> list[Estimate]:
        """Return the returns of all series over the days, those with a stated return first."""
        claims = {row["series"]: row["claimed"] for row in self.stated}
        spans = {
            name: stated_span(self.frames[name], start, end)
            for name in dict.fromkeys([*claims, *self.frames])
        }
        return [
            Estimate(
                f"{name}, {label}",
                None if span is None else span.change,
                claimed=claims.get(name),
                note="not covered by the data" if span is None else str(span),
            )
            for name, span in spans.items()
        ]

    def ends(self, days: OtherDays) -> list[pd.Timestamp]:
        """Return the days on which a reading may end; empty if it needs daily closes."""
        first, last = days["first_end"], days["last_end"]
        if first == last:
            return [last]
        named = [self.frames[row["series"]] for row in self.stated]
        if any(not frequency_of(frame).is_daily for frame in named):
            return []
        common = pd.DatetimeIndex(named[0].loc[first:last].index)
        for frame in named[1:]:
            common = common.intersection(pd.DatetimeIndex(frame.index))
        return list(common)

    def misfit(self, start: pd.Timestamp, end: pd.Timestamp) -> float:
        """Return the largest error in units of its tolerance; infinite without any return."""
        errors = (f.error / f.tolerance for f in self.figures(start, end))
        return max(errors, default=float("inf"))

    def row(self, start: pd.Timestamp, end: pd.Timestamp) -> dict[str, object]:
        """Return a row for one end of a reading: its returns, and whether all fit."""
        figures = self.figures(start, end)
        fits = not any(f.is_beyond(1) for f in figures) and len(figures) == len(self.stated)
        returns: dict[str, object] = {f"return_{f.name}": f.nearest for f in figures}
        return {"from": iso(start), "to": iso(end), **returns, "fits": "yes" if fits else "no"}
