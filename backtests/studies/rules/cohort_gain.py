"""Gain of a cohort rule over its benchmarks, under each definition, as evidence for a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from backtests.engine.cohorts import FundDays
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.effects import Effect
from backtests.evidence.estimates import Context, Estimate, Evidence, Row
from backtests.evidence.gate import evidence_by_year
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, samples
from backtests.inference.cohort_bootstrap import (
    Compared,
    Gains,
    Resamples,
    bad_outcome,
    compare,
    resamples,
)
from data_feeds.series.bars import TRADING_DAYS_PER_YEAR
from signals.core.arrays import Flags, Floats, Ints
from strategies.engine.earnings import CashReturn

# METHODS 2.8: cost of each side, 5 basis points; none and twice as much as sensitivity.
COSTS = (0.0005, 0.0, 0.0010)
# METHODS 2.9 uses changes over 63 trading days; the alternatives are the nearest usual spans.
SPANS = (63, 42, 126)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Cohorts of one window: positions and months of their first days, and shared resamples.

    `window` is in trading days, `bars` the same in bars of the fund.
    """

    at: Ints
    months: pd.PeriodIndex
    window: int
    bars: int
    drawn: Resamples


def cohorts_by_window(
    context: Context, fund: FundDays, windows: Sequence[int]
) -> dict[int, Cohorts]:
    """Return the cohorts of each window; later windows with too few cohorts are left out.

    Raises
    ------
    InsufficientData
        The first window, which decides, has fewer than two cohorts.
    """
    by_window = {windows[0]: _cohorts(context, fund, window=windows[0])}
    for window in windows[1:]:
        try:
            by_window[window] = _cohorts(context, fund, window=window)
        except samples.InsufficientData:
            continue
    return by_window


def _cohorts(context: Context, fund: FundDays, *, window: int) -> Cohorts:
    """Return the cohorts of the month starts with a complete window."""
    bars = fund.frequency.bars(window)
    at = fund.starts(window=bars)
    if at.size < 2:
        unit = fund.frequency.unit
        raise samples.InsufficientData(f"{at.size} cohort(s) of {bars} {unit}s; expected 2")
    drawn = resamples(context.rng, size=at.size, window=window, draws=context.resamples)
    return Cohorts(at, fund.days[at].to_period("M"), window, bars, drawn)


@dataclass(frozen=True, slots=True)
class RuleGain:
    """Gain of a rule over its benchmarks under one definition.

    Parameters
    ----------
    choices : Mapping of str to str
        The definition: the option taken for each choice.
    cohorts : Cohorts
        Cohorts that are compared.
    gains : Gains
        Maps weights of the cohorts to one gain per benchmark.
    differs : Flags
        Whether the outcomes of rule and benchmark differ in each cohort.
    kept : Flags
        Whether each cohort counts.
    """

    choices: Mapping[str, str]
    cohorts: Cohorts
    gains: Gains
    differs: Flags
    kept: Flags

    @property
    def periods(self) -> pd.PeriodIndex:
        """Start months of the kept cohorts."""
        return self.cohorts.months[self.kept]

    @property
    def in_event(self) -> Flags:
        """Whether rule and benchmark differ in each kept cohort."""
        return self.differs[self.kept]

    def keep(self, rows: Flags) -> Self:
        """Return the gain with a subset of the kept cohorts."""
        kept = self.kept.copy()
        kept[kept] = rows
        return replace(self, kept=kept)

    def compared(self) -> Compared:
        """Test whether the gain exceeds zero; InsufficientData for too few cohorts."""
        return compare(self.gains, self.cohorts.drawn, self.kept)

    @property
    def n_eff(self) -> int:
        """Number of kept cohorts that differ and whose windows do not overlap."""
        at = self.cohorts.at[self.kept & self.differs]
        return samples.effective_size(at.tolist(), window=self.cohorts.bars)

    def effect(self) -> Effect:
        """Return the least gain as an effect over no gain; raises as `compared`."""
        result = self.compared()
        return Effect(
            value=result.gain,
            effect=result.gain,
            p=result.p,
            p_opposite=result.p_opposite,
            upper=result.upper,
            n=int(np.count_nonzero(self.kept)),
            n_eff=self.n_eff,
            interval=result.interval,
            baseline=0.0,
            detectable=intervals.minimum_detectable_mean(result.error, n_eff=1),
        )

    def specification(self) -> Specification:
        """Return the gain and its p."""
        return self.effect().specification(self.choices)

    def estimate(self, name: str, note: str = "") -> Estimate:
        """Return the gain with its interval and p."""
        return self.effect().estimate(name, note=note)

    def check(self, *, least: float, conditions: tuple[tuple[str, bool], ...] = ()) -> EffectCheck:
        """Return the check of the gain against the least that counts, before the gate."""
        return self.effect().check(least=least, conditions=conditions)


def rule_gain(
    choices: Mapping[str, str], cohorts: Cohorts, gains: Gains, differs: Flags | None = None
) -> RuleGain:
    """Return the gain over all cohorts, which all differ unless `differs` says which do."""
    everyone = np.ones(cohorts.at.size, dtype=np.bool_)
    return RuleGain(choices, cohorts, gains, everyone if differs is None else differs, everyone)


def gain_estimates(
    cohorts: Cohorts, named: Mapping[str, Gains], differs: Mapping[str, Flags] | None = None
) -> tuple[Estimate, ...]:
    """Return an estimate per named gain over all cohorts; `differs` as in `rule_gain`, by name."""
    return tuple(
        rule_gain({}, cohorts, gains, (differs or {}).get(name)).estimate(name)
        for name, gains in named.items()
    )


def gain_evidence(
    rule: str,
    definitions: Sequence[tuple[RuleGain, Floats]],
    check: EffectCheck,
    estimates: Sequence[Estimate],
    events: Sequence[Row],
    *,
    earned: CashReturn,
) -> Evidence:
    """Put the gain of the first definition through the gate, which leaves out starting years.

    Parameters
    ----------
    rule : str
        Name of the rule in the trial log (METHODS 3.6).
    definitions : sequence of (RuleGain, Floats)
        Gain of each definition, the primary one first, and the difference of the outcomes of
        rule and benchmark by cohort.
    check : EffectCheck
        Check of the primary gain.
    estimates : sequence of Estimate
        Estimates, the primary gain first.
    events : sequence of Row
        A row per cohort.
    earned : CashReturn
        What cash earned on the days of the fund.

    Raises
    ------
    InsufficientData
        Rule and benchmark differ in no cohort.
    """
    gains = [gain for gain, _ in definitions]
    first = gains[0]
    if not first.differs.any():
        raise samples.InsufficientData(f"the rules part in none of {first.differs.size} cohorts")
    months = first.cohorts.months
    note = f"cohorts start each month from {months[0]} to {months[-1]}; later ones are not over"
    evidence = evidence_by_year(
        check,
        gains,
        lambda label, part: part.estimate(label),
        estimates=estimates,
        notes=(note, str(earned)),
    )
    return replace(evidence, trials=_trials(rule, definitions), events=tuple(events))


def _trials(rule: str, definitions: Sequence[tuple[RuleGain, Floats]]) -> dict[str, float | None]:
    """Return the annual Sharpe ratio of the differences of each rule tried at the usual cost."""
    return {
        ", ".join(
            [rule, *(f"{name} {option}" for name, option in gain.choices.items() if name != "cost")]
        ): annual_ratio(differences, window=gain.cohorts.window)
        for gain, differences in definitions
        if gain.choices["cost"] == cost_label(COSTS[0])
    }


def cohort_rows(
    fund: FundDays, cohorts: Cohorts, wealth: Floats, benchmark: Floats, *, against: str
) -> list[Row]:
    """Return a row per cohort: first and last day, and the returns of rule and benchmark."""
    ends = fund.days[cohorts.at + cohorts.bars]
    return [
        {
            "start": start,
            "end": end,
            "return": ours - 1,
            f"return_{against}": other - 1,
            "return_difference": ours - other,
        }
        for start, end, ours, other in zip(
            fund.days[cohorts.at], ends, wealth.tolist(), benchmark.tolist(), strict=True
        )
    ]


def outcome_estimates(wealth: Mapping[str, Floats]) -> tuple[Estimate, ...]:
    """Return mean, 5% quantile and minimum of the returns of all cohorts, for each rule."""
    return tuple(
        Estimate(f"{name}: {statistic}", value, n=len(returns))
        for name, returns in ((name, values - 1) for name, values in wealth.items())
        for statistic, value in (
            ("mean return", float(returns.mean())),
            ("5% quantile", low_quantile(returns)),
            ("largest loss", float(returns.min())),
        )
    )


def low_quantile(values: Floats) -> float:
    """Return the 5% quantile of equally weighted cohorts (rows)."""
    return float(bad_outcome(values, np.ones((1, len(values))))[0])


def annual_ratio(differences: Floats, *, window: int) -> float | None:
    """Return the annual Sharpe ratio of the difference of two rules; None if it is constant."""
    spread = float(differences.std(ddof=1))
    if spread == 0:
        return None
    return float(differences.mean() / spread * np.sqrt(TRADING_DAYS_PER_YEAR / window))


def span_label(fund: FundDays, trading_days: int) -> str:
    """Format a span as an option of a definition: in days, or in weeks on weekly bars."""
    unit = "days" if fund.frequency.is_daily else f"{fund.frequency.unit}s"
    return f"{fund.frequency.bars(trading_days)} {unit}"


def cost_label(cost: float) -> str:
    """Format a cost as an option of a definition.

    >>> cost_label(0.0005)
    '5 bp'
    """
    return f"{10_000 * cost:.0f} bp"
