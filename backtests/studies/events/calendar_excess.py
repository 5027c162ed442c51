"""Test whether returns in a part of the calendar are above, or below, those of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal, Self

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.effects import Effect, effect_over
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, evidence_by_year
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.random_dates import draw_dates
from backtests.studies.events.calendar_parts import (
    PART_RULES,
    PART_TEXT,
    Occurrences,
    Part,
    Wanted,
    occurrences,
)
from backtests.studies.method import Method, by_effect, in_points
from backtests.studies.parameters import (
    Day,
    Month,
    Rise,
    Rule,
    Sessions,
    Some,
    TermYear,
    Week,
    Weekday,
    in_order,
)
from signals.core.arrays import Flags, Floats

Direction = Literal["up", "down"]
METHOD = Method(
    "Mean return of {bars}[ less {less}] in the part of the calendar: "
    f"{PART_TEXT}"
    "[, from {since}][, to {until}], less that of as many months, weeks, days or years of the "
    "rest, claimed to be {direction}[; the article states {claimed}]",
    by_effect(f"{in_points(LEAST_YEARLY)} a year"),
    "the record from 2000, and returns limited to their 1st and 99th percentiles",
)
RULES = (
    *PART_RULES,
    in_order("since", "until"),
    Rule(
        ("part",),
        "a part that leaves a rest: months, a turn, weekday, week or term years",
        lambda part: part not in ("years", "quarters", "each month", "days"),
    ),
)
# Draws of the permutation for each definition and each year left out.
CURVE_DRAWS = 1_000
LEAST_UNITS = 2
# With more units than this in both groups, the permutation distribution is taken as normal, with
# its exact variance (Hájek 1960).
MANY_UNITS = 500
LATE_START = 2000
PERCENTILES = (1, 99)
# Share of a year of one unit of a part: METHODS 4 scales the least effect with the horizon.
_YEARS: Mapping[str, float] = {
    "months": 1 / 12,
    "turn of the year": 1 / 252,
    "turn of the month": 1 / 252,
    "weekday": 1 / 252,
    "week": 1 / 52,
    "term years": 1.0,
}


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Months, weeks, days or years, their returns, and which are in the part.

    Returns are positive in the claimed direction. `per` is the number of units that the part has
    each time: means are of the whole part.
    """

    periods: pd.PeriodIndex
    values: Floats
    member: Flags
    per: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """Whether each unit is in the part."""
        return self.member

    def keep(self, rows: Flags) -> Self:
        """Return some of the units."""
        return replace(
            self, periods=self.periods[rows], values=self.values[rows], member=self.member[rows]
        )

    def effect(self, rng: np.random.Generator, *, draws: int) -> Effect:
        """Compare the mean of the part with that of the rest by permutation of the labels.

        Raises InsufficientData for fewer than two units in either.
        """
        n, n_in = self.values.size, int(self.member.sum())
        if min(n_in, n - n_in) < LEAST_UNITS:
            raise samples.InsufficientData(
                f"{n_in} periods in the part of the calendar and {n - n_in} in the rest"
            )
        inside, outside = self.values[self.member], self.values[~self.member]
        value, rest = self.per * float(inside.mean()), self.per * float(outside.mean())
        pooled = self.per * float(self.values.std(ddof=1)) * np.sqrt(1 / n_in + 1 / (n - n_in))
        if min(n_in, n - n_in) > MANY_UNITS:
            gaps = rng.normal(0.0, pooled, draws)
        else:
            picks = draw_dates(rng, slots=n, count=n_in, spacing=1, draws=draws)
            drawn = self.values[picks].mean(axis=1)
            others = (self.values.sum() - n_in * drawn) / (n - n_in)
            gaps = self.per * (drawn - others)
        half_90, half_95 = (self._half(level) for level in (0.90, 0.95))
        return effect_over(
            rest + gaps - gaps.mean(),
            value,
            n=n_in,
            n_eff=n_in,
            interval=(value - half_95, value + half_95),
            interval_90=(value - half_90, value + half_90),
            detectable=intervals.minimum_detectable_mean(pooled, n_eff=1),
        )

    def _half(self, level: float) -> float:
        """Return half of Welch's (1947) interval of the difference of the two means."""
        from scipy import stats

        found = stats.ttest_ind(
            self.values[self.member], self.values[~self.member], equal_var=False
        ).confidence_interval(level)
        return self.per * float(found.high - found.low) / 2

    def specification(self) -> Specification:
        """Return the effect with fewer draws; raises as `effect`."""
        rng = monte_carlo.generator("part of the calendar")
        return self.effect(rng, draws=CURVE_DRAWS).specification(self.choices)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    part: Part,
    direction: Direction = "up",
    claimed: Rise | None = None,
    months: Annotated[Sequence[Month], Some] | None = None,
    last_days: Sessions | None = None,
    first_days: Sessions | None = None,
    weekday: Weekday | None = None,
    week: Week | None = None,
    term_year: TermYear | None = None,
    since: Day | None = None,
    until: Day | None = None,
    less: pd.DataFrame | None = None,
) -> Evidence:
    """Compare the mean return of a part of the calendar with the rest (METHODS 3.11).

    The units are months, weeks, days or years; their labels are permuted, which is exact where
    they are exchangeable. The effect is that of the whole part: the difference of the means of its
    units times their number. The gate leaves out each calendar year.

    Parameters
    ----------
    context : Context
        Random numbers of the run.
    direction : {"up", "down"}
        Whether returns are claimed to be above or below those of the rest.
    claimed : float, optional
        Stated mean return of the part, a fraction.
    since : pd.Timestamp, optional
        First day that a period may begin on.
    until : pd.Timestamp, optional
        Last day of the closes.

    Raises
    ------
    InsufficientData
        Fewer than two periods are in the part, or in the rest.
    """
    wanted = Wanted(part, months, last_days, first_days, weekday, week, term_year)
    found = occurrences(wanted, bars, less, since=since, until=until)
    if isinstance(found, MissingCheck):
        return Evidence(found)
    if found.units.size == 0:
        raise samples.InsufficientData(f"no complete period of the part '{part}'")
    sign = 1.0 if direction == "up" else -1.0
    definitions = _definitions(found, sign)
    effect = definitions[0].effect(context.rng, draws=context.resamples)
    name = f"mean return ({part})"
    least = LEAST_YEARLY * _YEARS[part] * found.per

    def estimate(label: str, units: Units) -> Estimate:
        own = units.effect(context.rng.spawn(1)[0], draws=CURVE_DRAWS)
        return _in_sign(own, sign).estimate(label, against=REST)

    evidence = evidence_by_year(
        effect.check(least=least),
        definitions,
        estimate,
        estimates=(_in_sign(effect, sign).estimate(name, claimed=claimed, against=REST),),
    )
    return replace(
        evidence,
        by_chance=_in_sign(effect, sign).by_chance(name, "permutations of the calendar"),
        notes=(*evidence.notes, "a part of several periods has the sum of their mean returns"),
    )


REST = "the rest of the calendar"


def _definitions(found: Occurrences, sign: float) -> list[Units]:
    """Return the units under every definition, that of the claim first (METHODS 3.5)."""
    periods = pd.PeriodIndex(found.unit_begins.to_period("D"))
    low, high = np.percentile(found.units, PERCENTILES)
    definitions = []
    for limits, values in (
        ("none", found.units),
        ("1st and 99th percentile", found.units.clip(low, high)),
    ):
        whole = Units(periods, sign * values, found.member, found.per)
        for record, kept in (
            ("whole", np.ones(len(periods), dtype=np.bool_)),
            (f"from {LATE_START}", np.asarray(periods.year >= LATE_START)),
        ):
            named = {"limits of returns": limits, "record": record}
            definitions.append(replace(whole.keep(kept), choices=named))
    return definitions


def _in_sign(effect: Effect, sign: float) -> Effect:
    return effect if sign > 0 else effect.mirrored()
