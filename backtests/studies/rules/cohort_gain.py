"""What the studies of cohort rules share: one gain under each definition, and what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.cohorts import FundDays
from backtests.evidence.checks import EffectCheck
from backtests.evidence.eras import Flags
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

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# METHODS 2.8: 5 basis points a side; none, and twice as much.
COSTS = (0.0005, 0.0, 0.0010)
# METHODS 2.9 looks at changes over 63 trading days; two months and half a year, the nearest of the
# usual spans.
SPANS = (63, 42, 126)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The cohorts of one window: their first days by position and month, and shared resamples."""

    at: Ints
    months: pd.PeriodIndex
    window: int
    drawn: Resamples


def cohorts_of(context: Context, fund: FundDays, *, window: int) -> Cohorts:
    """Take the month starts whose window is complete; InsufficientData below two."""
    at = fund.starts(window=window)
    if at.size < 2:
        raise samples.InsufficientData(f"{at.size} cohort(s) of {window} trading days; expected 2")
    drawn = resamples(context.rng, size=at.size, window=window, draws=context.resamples)
    return Cohorts(at, fund.days[at].to_period("M"), window, drawn)


def cohorts_by_window(
    context: Context, fund: FundDays, windows: Sequence[int]
) -> dict[int, Cohorts]:
    """Take the cohorts of each window; only the first, which decides, must have enough.

    Raises InsufficientData where it has not.
    """
    found = {windows[0]: cohorts_of(context, fund, window=windows[0])}
    for window in windows[1:]:
        try:
            found[window] = cohorts_of(context, fund, window=window)
        except samples.InsufficientData:
            continue
    return found


@dataclass(frozen=True, slots=True)
class RuleGain:
    """What a rule gains over others by one definition; `kept` are the cohorts that count.

    `gains` maps weights of the cohorts to a gain a column, `parted` are the cohorts in which the
    rules do not come to the same.
    """

    choices: Mapping[str, str]
    cohorts: Cohorts
    gains: Gains
    parted: Flags
    kept: Flags

    @property
    def periods(self) -> pd.PeriodIndex:
        """Months in which the cohorts that count start."""
        return self.cohorts.months[self.kept]

    @property
    def in_event(self) -> Flags:
        """Whether the rules part in a cohort."""
        return self.parted[self.kept]

    def keep(self, rows: Flags) -> Self:
        """Return the gain with some of the cohorts alone."""
        kept = self.kept.copy()
        kept[kept] = rows
        return replace(self, kept=kept)

    def compared(self) -> Compared:
        """Hold the gain against none; InsufficientData for too few cohorts."""
        return compare(self.gains, self.cohorts.drawn, self.kept)

    def specification(self) -> Specification:
        """Return the gain and its p."""
        found = self.compared()
        n = int(np.count_nonzero(self.kept))
        return Specification(self.choices, n, found.gain, found.gain, found.p)

    @property
    def n_eff(self) -> int:
        """Cohorts in which the rules part whose windows do not overlap."""
        at = self.cohorts.at[self.kept & self.parted]
        return samples.effective_size(at.tolist(), window=self.cohorts.window)

    def estimate(self, name: str, note: str = "") -> Estimate:
        """State the gain with its interval and p."""
        found = self.compared()
        return Estimate(
            name,
            found.gain,
            interval=found.interval,
            n=int(np.count_nonzero(self.kept)),
            n_eff=self.n_eff,
            baseline=0.0,
            p=found.p,
            mde=intervals.minimum_detectable_mean(found.error, n_eff=1),
            note=note,
        )


def rule_gain(
    choices: Mapping[str, str], cohorts: Cohorts, gains: Gains, parted: Flags
) -> RuleGain:
    """Make a gain of all cohorts."""
    return RuleGain(choices, cohorts, gains, parted, np.ones(cohorts.at.size, dtype=np.bool_))


def gain_check(
    gain: RuleGain, *, least: float, conditions: tuple[tuple[str, bool], ...]
) -> EffectCheck:
    """Check a gain against the least that counts, but for the gate."""
    found = gain.compared()
    return EffectCheck(
        effect=found.gain,
        least=least,
        upper=found.upper,
        p=found.p,
        p_opposite=found.p_opposite,
        n_eff=gain.n_eff,
        conditions=conditions,
        detectable=intervals.minimum_detectable_mean(found.error, n_eff=1),
    )


def gain_evidence(
    definitions: Sequence[RuleGain],
    check: EffectCheck,
    estimates: Sequence[Estimate],
    trials: Mapping[str, float | None],
    events: Sequence[Row],
) -> Evidence:
    """Put the gain of the first definition through the gate, which leaves out starting years.

    Raises InsufficientData where the rules part in no cohort.
    """
    first = definitions[0]
    if not first.parted.any():
        raise samples.InsufficientData(f"the rules part in none of {first.parted.size} cohorts")
    months = first.cohorts.months
    note = (
        f"cohorts start each month from {months[0]} to {months[-1]}; later ones are not over, or "
        "lack a bill yield for their cash"
    )
    evidence = evidence_by_year(
        check,
        definitions,
        lambda label, part: part.estimate(label),
        estimates=estimates,
        notes=(note,),
    )
    return replace(evidence, trials=trials, events=tuple(events))


def cohort_rows(
    fund: FundDays, cohorts: Cohorts, wealth: Floats, benchmark: Floats, *, against: str
) -> list[Row]:
    """Lay out each cohort: its first day, what the rule and its benchmark made of it."""
    ends = fund.days[cohorts.at + cohorts.window]
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


def outcomes(name: str, returns: Floats, note: str = "") -> tuple[Estimate, ...]:
    """Tell the mean, the bad outcome and the worst of the returns of all cohorts."""
    everyone = np.ones((1, len(returns)))
    n = len(returns)
    return (
        Estimate(f"{name}: mean return", float(returns.mean()), n=n, note=note),
        Estimate(f"{name}: 5% quantile", float(bad_outcome(returns, everyone)[0]), n=n),
        Estimate(f"{name}: largest loss", float(returns.min()), n=n),
    )


def annual_ratio(differences: Floats, *, window: int) -> float | None:
    """Sharpe ratio a year of the difference of two rules; None where they never part."""
    spread = float(differences.std(ddof=1))
    if spread == 0:
        return None
    return float(differences.mean() / spread * np.sqrt(TRADING_DAYS_PER_YEAR / window))


def points(cost: float) -> str:
    """Spell a cost as an option of a definition.

    >>> points(0.0005)
    '5 bp'
    """
    return f"{10_000 * cost:.0f} bp"


def tried(name: str, made: Iterable[tuple[RuleGain, Floats]]) -> dict[str, float | None]:
    """Log the rules tried at the usual cost: gains with their differences by cohort (METHODS 3.6).

    The value is the Sharpe ratio a year of the differences.
    """
    return {
        f"{name}, {rule_of(gain)}": annual_ratio(differences, window=gain.cohorts.window)
        for gain, differences in made
        if gain.choices["cost"] == points(COSTS[0])
    }


def rule_of(gain: RuleGain) -> str:
    """Spell a definition as a rule of the trial log: all choices but the cost."""
    return ", ".join(f"{name} {option}" for name, option in gain.choices.items() if name != "cost")
