"""Test whether small caps respond more to financial conditions than any other segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import pandas as pd

from backtests.evidence.effects import Effect, slope_effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import evidence_by_year
from backtests.evidence.specification_curve import Specification
from backtests.inference.regression import WEEK, Slope, regress
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.pairs import LARGE_FUND, NO_FUNDS, SMALL_FUND, Pair, pairs
from backtests.studies.method import Method, by_effect
from backtests.studies.sensitivity.slopes import (
    ALONE,
    GIVEN_MARKET,
    Measures,
    Regression,
    conditions_options,
    definitions,
    relative,
    slope_estimate,
)
from signals.core.arrays import Flags

SMALL, LARGE = "small caps", "large caps"
# Any difference makes a response the largest.
LEAST = 0.0
STATISTIC = "response of small caps less the largest other response"
METHOD = Method(
    "Relative fall of {small} in a week in which both {conditions} and the spread ({high_yield}, "
    "before it {baa}) tighten by one standard deviation, less the largest fall among {large}[ and "
    "{others}; the small-cap and the large-cap fund serve the robustness checks alone]",
    by_effect("", what="the difference from each of the others"),
    "the response of each segment",
)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    conditions: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] = NO_FUNDS,
) -> Evidence:
    """Compare the response of small caps with that of every other segment (claim srg-07).

    The regression of claim slide-x2 is repeated for the return of small caps less that of each
    segment: large caps and the funds in `others`, apart from the small-cap and the large-cap fund,
    which serve the robustness gate. Small caps must respond more than each of them.

    Raises
    ------
    InsufficientData
        `others` has no fund of another segment.
    """
    del context
    segments = {k: v for k, v in others.items() if k not in (SMALL_FUND, LARGE_FUND)}
    if not segments:
        raise InsufficientData("no fund of another segment to compare with")
    measures = Measures("conditions", -1.0, conditions_options(conditions, high_yield, baa))
    samples = _contests(pairs(small, large, others), segments, measures)
    primary = samples[0]
    return evidence_by_year(
        _difference(primary.slopes()).check(least=LEAST),
        samples,
        _estimate,
        estimates=(
            _estimate(STATISTIC, primary),
            *_responses({SMALL: small, **segments}, large, measures),
        ),
    )


@dataclass(frozen=True, slots=True)
class Contest:
    """Regressions of the return of small caps less that of each segment, under one definition.

    `periods` are those of the regression on large caps, which is the longest.
    """

    periods: pd.PeriodIndex
    regressions: Mapping[str, Regression]
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """All rows: a slope uses every week."""
        return np.ones(len(self.periods), dtype=np.bool_)

    def keep(self, rows: Flags) -> Self:
        """Return the contest in some of the periods."""
        kept = self.periods[rows]
        return replace(
            self,
            periods=kept,
            regressions={
                name: one.keep(np.asarray(one.periods.isin(kept), dtype=np.bool_))
                for name, one in self.regressions.items()
            },
        )

    def slopes(self) -> dict[str, Slope]:
        """Return the difference from each segment that has enough rows."""
        found = {}
        for name, regression in self.regressions.items():
            try:
                found[name] = regression.slope()
            except InsufficientData:
                continue
        if not found:
            raise InsufficientData("too few weeks of any segment")
        return found

    def specification(self) -> Specification:
        """Return the effect; InsufficientData if no segment has enough rows."""
        return _difference(self.slopes()).specification(self.choices)


def _second(slopes: Mapping[str, Slope]) -> str:
    """Return the segment with the largest response, apart from small caps."""
    return min(slopes, key=lambda name: slopes[name].value)


def _difference(slopes: Mapping[str, Slope]) -> Effect:
    """Return the least of the differences, that from the segment with the largest response.

    `p` is the largest over the segments (intersection-union test, Berger 1982). The upper bound is
    the least over the segments and `p_opposite` the least p, both corrected for their number
    (Bonferroni).
    """
    count = len(slopes)
    return replace(
        slope_effect(slopes[_second(slopes)]),
        p=max(slope.p_above for slope in slopes.values()),
        p_opposite=min(1.0, count * min(slope.p_below for slope in slopes.values())),
        upper=min(slope.interval(1 - 0.10 / count)[1] for slope in slopes.values()),
    )


def _contests(
    every: Sequence[Pair], segments: Mapping[str, pd.DataFrame], measures: Measures
) -> list[Contest]:
    """Return every definition, the primary one first, each with all segments."""
    by_segment = {
        name: definitions(
            [
                replace(pair, large=pair.large if frame is None else frame, market=pair.large)
                for pair in every
            ],
            measures,
            market=(ALONE, GIVEN_MARKET),
        )
        for name, frame in {LARGE: None, **segments}.items()
    }
    return [
        Contest(
            regressions[0].periods,
            dict(zip(by_segment, regressions, strict=True)),
            regressions[0].choices,
        )
        for regressions in zip(*by_segment.values(), strict=True)
    ]


def _estimate(name: str, contest: Contest) -> Estimate:
    slopes = contest.slopes()
    note = f"the largest other response is that of {_second(slopes)}; n in weeks"
    return _difference(slopes).estimate(name, against="no difference", note=note)


def _responses(
    segments: Mapping[str, pd.DataFrame], large: pd.DataFrame, measures: Measures
) -> list[Estimate]:
    """Return the fall of each segment relative to large caps."""
    both = next(iter(measures.of.values()))
    found = []
    for name, frame in segments.items():
        label = f"relative fall of {name} when both tighten by one standard deviation"
        outcome = relative(frame, large)
        regressors = both(outcome, WEEK)
        weights = dict.fromkeys(regressors, measures.weight)
        try:
            found.append(slope_estimate(label, regress(outcome, regressors, weights=weights)))
        except InsufficientData as error:
            found.append(Estimate(label, None, note=str(error)))
    return found
