"""Value types of a result: estimates, the evidence of a study, and the finding about a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import Check, Ruling
from backtests.evidence.performance import RuleRow
from backtests.evidence.specification_curve import Curve
from backtests.inference.sharpe import Chosen
from backtests.runtime.serialization import JSON

# A change of a rate is a fraction too, but is shown in percentage points and in charts of its own.
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
    """One number with what it must be read beside.

    `interval` is at 95% unless the name says otherwise; `n` counts events, `n_eff` those whose
    windows do not overlap; `baseline` is the number to hold the value against, and `against` names
    it in words; `claimed` is the article's figure; `mde` the minimum detectable effect.
    `p_adjusted` is p after Holm for what a verdict rests on, after Benjamini and Hochberg for
    other results; a `diagnostic` looks at the robustness of another estimate and tests nothing of
    its own, so its p is not adjusted. `role` says what question it answers; JSON omits it.
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
    """Say what a figure is held against: random dates, no difference, or what its study names."""
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
    """What chance gives: the statistic of a check under each draw of its null, and as observed.

    Fractions. `draws` says in words what was drawn.
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
        Gain still needed, as a fraction of the last price (or relative price). Negative if the
        condition is met now; None if no single gain decides.
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
    """What a study found: the check that decides, estimates, events, and a second question.

    `base_rate` is asked beside a published target ("how often did such targets work before?")
    and gets its own line; it is never inferred from the first (METHODS 4). `curve` holds every
    definition of the effect (METHODS 3.5). `trials` names every trading rule that was tried with
    its annual Sharpe ratio over its benchmark, None where it has none; `chosen` is the best of
    them, whose deflated Sharpe ratio needs the trials of all claims of a run (METHODS 3.6);
    `least_deflated` is what the claim's row asks of it, which then is a condition of the check.
    `rules` are rules of a grid that belong in the table of all rules.
    `by_chance` holds the draws that the p of the check was counted in, to be drawn as a chart.
    `outlook` computes the outlook of a dated claim, None where the data do not reach its base
    date. Only `rutcheck status` evaluates it; it is no part of a result.
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
    """The verdict on one claim with everything it rests on."""

    claim_id: str
    ruling: Ruling
    evidence: Evidence
    base_rate: Ruling | None
    as_of: pd.Timestamp
    series: tuple[str, ...]
