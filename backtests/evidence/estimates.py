"""Value types of a result: estimates, the evidence of a study, and the finding about a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import Check
from backtests.evidence.performance import RuleRow
from backtests.evidence.specification_curve import Curve
from backtests.evidence.verdicts import Ruling
from backtests.inference.sharpe import Chosen
from backtests.runtime.serialization import JSON

# A change of a rate is a fraction too, but is shown in percentage points and in separate charts.
Unit = Literal[
    "fraction", "percentage points", "points", "count", "score", "bits", "trading days", "ratio"
]
# What an estimate answers: the claim itself, how often its condition is met from any starting date,
# or how often past targets of the same kind were reached.
Role = Literal["claim", "base rate", "past targets"]
Row = Mapping[str, object]
RANDOM_DATES = "random dates"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval, sample sizes, baseline and claimed figure.

    Parameters
    ----------
    interval : tuple of float, optional
        At 95% unless `name` says otherwise.
    n, n_eff : int, optional
        Number of events, and of events with non-overlapping windows.
    baseline : float, optional
        The value to compare with; `against` names it.
    claimed : float, optional
        The figure of the article.
    p, p_adjusted : float, optional
        One-sided p-value; adjusted by Holm where a verdict rests on it, by Benjamini-Hochberg
        otherwise.
    mde : float, optional
        Minimum detectable effect (METHODS 3.7).
    diagnostic : bool
        Whether it describes the robustness of another estimate; its p is then not adjusted.
    role : str
        The question it answers; JSON omits it.
    """

    name: str
    value: float | None
    unit: Unit = "fraction"
    interval: tuple[float, float] | None = None
    n: int | None = None
    n_eff: int | None = None
    baseline: float | None = None
    claimed: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    mde: float | None = None
    note: str = ""
    diagnostic: bool = False
    against: str = RANDOM_DATES
    role: Role = field(default="claim", metadata={JSON: False})


def base_words(estimate: Estimate) -> str:
    """Return the name of the baseline: random dates, no difference, or that given by the study."""
    if estimate.baseline == 0 and estimate.against == RANDOM_DATES:
        return "no difference"
    return estimate.against


def is_fine(estimate: Estimate) -> bool:
    """Whether the article states its figure to a hundredth of a percent."""
    claimed = estimate.claimed
    if estimate.unit != "fraction" or claimed is None:
        return False
    return abs(round(claimed, 3) - claimed) > 1e-9 > abs(round(claimed, 4) - claimed)


@dataclass(frozen=True, slots=True)
class Context:
    """Settings common to all studies.

    Parameters
    ----------
    as_of : pd.Timestamp
        Last day of the data.
    rng : np.random.Generator
        Generator seeded for the claim.
    resamples : int
        Number of random draws; 0 requests the check and the outlook of a dated claim alone, so
        that a study may skip everything else.
    """

    as_of: pd.Timestamp
    rng: np.random.Generator
    resamples: int


@dataclass(frozen=True, slots=True)
class ByChance:
    """The null distribution of the statistic of a check, and its observed value, as fractions.

    `draws` names what was drawn, in words.
    """

    statistic: str
    observed: float
    drawn: tuple[float, ...]
    draws: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """Outlook of a dated claim: what settles it, its current value, and the odds from here.

    Parameters
    ----------
    resolves : pd.Timestamp
        Day on which the claim is decided.
    last : pd.Timestamp
        Last day that all series of the claim reach.
    settles, now : str
        The condition that settles the claim and the current values, in words with numbers.
    distance : float or None
        Change still needed, as a fraction of the last price (or relative price): of the opposite
        sign to the forecast if the condition is met now. None if no single change decides.
    odds : tuple of Estimate
        Shares of past windows, as long as the time left, that would have settled the claim.
    """

    resolves: pd.Timestamp
    last: pd.Timestamp
    settles: str
    now: str
    distance: float | None
    odds: tuple[Estimate, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The result of a study.

    Parameters
    ----------
    check : Check
        The check that decides the verdict.
    estimates : tuple of Estimate
        The figures of the verdict first.
    events : tuple of Row
        The events as JSON rows.
    base_rate : Check, optional
        Check of how often targets of the kind were reached before (METHODS 4.2).
    curve : Curve, optional
        The effect under every definition (METHODS 3.5).
    trials : mapping of str to float or None
        Annual Sharpe ratio over its benchmark of every trading rule that was tried.
    chosen : Chosen, optional
        The best of the trials; its deflated Sharpe ratio needs the trials of the whole run
        (METHODS 3.6).
    least_deflated : float, optional
        The deflated Sharpe ratio required by the claim's row, as a condition of the check.
    rules : tuple of RuleRow
        Rules of a grid for the table of all rules.
    by_chance : ByChance, optional
        The null distribution behind the p of the check, for a chart.
    outlook : callable, optional
        Computes the outlook of a dated claim, None if the data do not reach its base date. Only
        `rutcheck status` calls it; it is not part of a result.
    """

    check: Check
    estimates: tuple[Estimate, ...] = ()
    events: tuple[Row, ...] = ()
    base_rate: Check | None = None
    notes: tuple[str, ...] = ()
    curve: Curve | None = None
    trials: Mapping[str, float | None] = field(default_factory=dict)
    chosen: Chosen | None = None
    least_deflated: float | None = None
    rules: tuple[RuleRow, ...] = ()
    by_chance: ByChance | None = None
    outlook: Callable[[], Outlook | None] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one claim and the evidence for it.

    `same_test_as` is the id of the first claim that is decided by the same test, if there is one.
    `labels` qualify the verdict wherever it is shown: those of the claim's row (hindsight,
    tendency, proxy), the frequency of the prices if not daily, and a shared test.
    """

    claim_id: str
    ruling: Ruling
    evidence: Evidence
    base_rate: Ruling | None
    as_of: pd.Timestamp
    series: tuple[str, ...]
    same_test_as: str | None = None
    labels: tuple[str, ...] = ()
