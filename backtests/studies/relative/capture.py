"""Test whether small caps lose less than large caps: drawdowns and downside capture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Self

import numpy as np
import pandas as pd

from backtests.evidence.conjunction_check import Part, conjunction
from backtests.evidence.effects import Effect, contrast_effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import (
    LEAST_DEPTH,
    gate_estimates,
    gated,
    part_estimates,
    trace,
    without_each_year,
)
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, samples
from backtests.inference.bootstrap import draw_rows, resampled_sums
from backtests.inference.path_bootstrap import MOST_PATHS, block_length, common_closes, contrast
from backtests.studies.measures.depth_gap import (
    calendar_years,
    deepest_drawdown,
    depth_estimates,
    depth_gap,
    estimates_by_part,
)
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect, by_parts, in_points
from data_feeds.series.bars import Frequency
from signals.core.arrays import Flags, Floats

DEPTH, CAPTURE = "shallower drawdowns", "downside capture below 1"
# Claim mom-16: months in which large caps fell; the alternatives are quarters, and losses of 2% or
# more, about half a standard deviation of a month.
PERIODS = {"months": "M", "quarters": "Q"}
LOSSES = {"any": 0.0, "2% or more": -0.02}
LEAST_PERIODS = 12
METHOD = Method(
    "Mean of the maximum drawdowns of {large} within all 12-month windows, less that of {small} in "
    "the same windows; and one less the mean return of {small} in the months in which {large} "
    "fell, over that of {large}",
    by_parts(DEPTH, by_effect(in_points(LEAST_DEPTH)), "a downside capture below 1"),
    "the upside capture and the deepest drawdown of the record",
)


@dataclass(frozen=True, slots=True)
class Returns:
    """Returns of both indexes by month or quarter under one definition, oldest first.

    A row is counted if large caps returned less than `limit`. `values` has the returns of small
    and large caps as columns. `seed` and `resamples` make the draws of every definition.
    """

    periods: pd.PeriodIndex
    values: Floats
    limit: float
    block: float
    seed: int
    resamples: int
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_event(self) -> Flags:
        """Whether each row is counted."""
        return np.asarray(self.values[:, 1] < self.limit, dtype=np.bool_)

    def keep(self, rows: Flags) -> Self:
        """Select some of the rows and concatenate them."""
        return replace(self, periods=self.periods[rows], values=self.values[rows])

    def capture(self) -> float:
        """Return the mean of small caps over that of large caps in the counted rows."""
        means = self.values[self.in_event].mean(axis=0)
        return float(means[0] / means[1])

    def effect(self) -> Effect:
        """Return how far the capture is below 1; InsufficientData for too few rows."""
        n = int(self.in_event.sum())
        if n < LEAST_PERIODS:
            raise samples.InsufficientData(f"{n} losing periods; expected {LEAST_PERIODS}")
        rng = np.random.default_rng(self.seed)
        size = len(self.values)
        rows = draw_rows(rng, size=size, block=self.block, draws=self.resamples)
        sums = [resampled_sums(values, rows) for values in (self.values.T * self.in_event)]
        drawn = np.full(self.resamples, np.nan)
        np.divide(sums[0], sums[1], out=drawn, where=sums[1] != 0)
        return contrast_effect(contrast(1 - self.capture(), 1 - drawn), n=n)

    def specification(self) -> Specification:
        """Return the effect; raises as `effect`."""
        return self.effect().specification(self.choices)


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Test whether drawdowns are shallower and the downside capture is below 1 (claim mom-16).

    Drawdowns decide. Downside capture is the mean return of small caps in the months in which
    large caps fell, over that of large caps; price returns between the last common closes. The
    gate of both leaves out each calendar year.
    """
    closes = common_closes(small, large)
    gap = depth_gap(context, closes).claimed_shallower
    returns = _definitions(context, closes)
    left_out, curve = gap.left_out(), gap.curve()
    capture_left_out, capture_curve = without_each_year(returns[0]), trace(returns)
    check = conjunction(
        DEPTH,
        gated(gap.effect().check(least=LEAST_DEPTH), left_out, curve),
        Part(
            CAPTURE,
            gated(
                returns[0].effect().check(least=0.0, unit="of the large caps' loss"),
                capture_left_out,
                capture_curve,
            ),
        ),
    )
    depth, *windows = depth_estimates(gap)
    return Evidence(
        check,
        (
            depth,
            _estimate("downside capture", returns[0]),
            *windows,
            calendar_years(closes),
            deepest_drawdown(closes),
            *_other_months(returns[0]),
            *gate_estimates(left_out, curve, statistic="shallower drawdowns"),
            *gate_estimates(
                capture_left_out, capture_curve, statistic="one less downside capture", unit="score"
            ),
            *estimates_by_part(gap),
            *part_estimates("downside capture", returns[0], _estimate),
        ),
        notes=frequency_note(Frequency(closes.attrs["frequency"])),
        curve=curve,
    )


def _definitions(context: Context, closes: pd.DataFrame) -> list[Returns]:
    """Return every combination of period, loss and kind of return, the primary one first."""
    seed = int(context.rng.integers(2**32))
    draws = min(context.resamples, MOST_PATHS)
    found = []
    for (label, every), (words, limit), log in product(
        PERIODS.items(), LOSSES.items(), (False, True)
    ):
        periods = pd.DatetimeIndex(closes.index).to_period(every)
        last = closes.groupby(periods).last()
        simple = last.pct_change().iloc[1:].to_numpy(dtype=np.float64)
        values = np.log1p(simple) if log else simple
        months_each = {"M": 1, "Q": 3}[every]
        found.append(
            Returns(
                pd.PeriodIndex(last.index[1:]),
                values,
                limit,
                max(1.0, block_length(values, Frequency.MONTHLY) / months_each),
                seed,
                draws,
                {
                    "returns over": label,
                    "loss of large caps": words,
                    "return": "logarithmic" if log else "simple",
                },
            )
        )
    return found


def _estimate(name: str, returns: Returns) -> Estimate:
    found = returns.effect()
    means = returns.values[returns.in_event].mean(axis=0)
    low, high = found.interval or (np.nan, np.nan)
    return Estimate(
        name,
        1 - found.value,
        "score",
        interval=(1 - high, 1 - low),
        n=found.n,
        n_eff=found.n_eff,
        baseline=1.0,
        against="as much as the S&P 500",
        p=found.p,
        mde=found.detectable,
        note=f"losing months: {means[0]:.2%} against {means[1]:.2%}",
    )


def _other_months(returns: Returns) -> tuple[Estimate, ...]:
    """Return the upside capture, and the share of losing months in which small caps lost more."""
    up = returns.values[returns.values[:, 1] > 0]
    down = returns.values[returns.in_event]
    worse, n = int((down[:, 0] < down[:, 1]).sum()), len(down)
    return (
        Estimate(
            "upside capture",
            float(up[:, 0].mean() / up[:, 1].mean()),
            "score",
            n=len(up),
            baseline=1.0,
            against="as much as the S&P 500",
        ),
        Estimate(
            "share of the S&P 500's losing months in which the Russell 2000 lost more",
            worse / n,
            interval=intervals.rate_interval(worse, n),
            n=n,
            n_eff=n,
        ),
    )
