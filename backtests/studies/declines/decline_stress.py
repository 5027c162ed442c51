"""Test whether stress measures rise from corrections to bear markets to crashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

import numpy as np
import pandas as pd

from backtests.evidence.conjunction_check import Part, conjunction
from backtests.evidence.effects import Effect
from backtests.evidence.eras import by_part
from backtests.evidence.estimates import Context, Estimate, Evidence, Unit
from backtests.evidence.gate import LEAST_FREQUENCY, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.ordered_alternatives import jonckheere, jonckheere_p
from backtests.runtime.serialization import number
from backtests.studies.declines.stress_measures import (
    Measure,
    change,
    first_known,
    highest,
    measure,
)
from backtests.studies.declines.stress_pairs import (
    CHANCE,
    Counts,
    Pairs,
    from_other_classes,
    larger_less_smaller,
)
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import frequency_note, without_weekly
from backtests.studies.method import Method, by_effect, by_parts, in_points
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Flags, Floats, Ints
from signals.declines import BEAR, CORRECTION, KINDS, Decline, by_kind

CHARTS = ("declines",)

COIN = "the classes shuffled"
SPREAD, CONDITIONS, VOLATILITY = "spread", "conditions", "volatility"
CORPORATE = "corporate"
STATISTIC = "share of pairs of declines that are in the order claimed, mean of three measures"
# METHODS 2.4 first, then other common thresholds of a correction or bear market.
CORRECTIONS, BEARS = (CORRECTION, 0.08, 0.12), (BEAR, 0.15, 0.25)
# Claim slide-07 first: all three measures. The NFCI is revised and contains spreads, so each
# measure is tested alone too. The high-yield spread starts in 1996, the corporate spread in 1986.
MEASURES = {
    "all, high-yield spread": (SPREAD, CONDITIONS, VOLATILITY),
    "all, corporate spread": (CORPORATE, CONDITIONS, VOLATILITY),
    "high-yield spread": (SPREAD,),
    "corporate spread": (CORPORATE,),
    "financial conditions": (CONDITIONS,),
    "volatility": (VOLATILITY,),
}
PRIMARY = MEASURES["all, high-yield spread"]
ALL = (*PRIMARY, CORPORATE)
WORDS = ("correction", "bear market", "crash")
# Number of shuffles for alternative definitions and eras.
SECONDARY_DRAWS = 2_000
JOINT = "three measures together"
PARTS = {
    SPREAD: "high-yield spread alone",
    CONDITIONS: "financial conditions alone",
    VOLATILITY: "volatility alone",
}
METHOD = Method(
    "Share of pairs of declines of {bars} in order of stress ({high_yield}, before it {corporate}; "
    "{conditions}; {volatility}), less one half",
    by_parts(
        JOINT,
        by_effect(in_points(LEAST_FREQUENCY)),
        "each of the measures alone, with the medians of the three classes in order",
    ),
)


@dataclass(frozen=True, slots=True)
class Classed:
    """Declines with the rank of their class and, by measure, their stress (NaN if unknown)."""

    declines: tuple[Decline, ...]
    ranks: Ints
    table: Mapping[str, Floats]

    @property
    def complete(self) -> bool:
        """Whether every class has at least one decline."""
        return set(range(len(KINDS))) <= set(self.ranks.tolist())


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    high_yield: pd.DataFrame,
    corporate: pd.DataFrame,
    conditions: pd.DataFrame,
    volatility: pd.DataFrame,
) -> Evidence:
    """Test the order of the classes in three measures of stress (claim slide-07).

    The measures are the change in the high-yield spread from peak to trough (the corporate spread
    before the high-yield spread begins), the highest weekly NFCI and the highest VIX close between
    them. The test permutes the classes and averages the Jonckheere-Terpstra statistic over the
    measures, which decides; each measure alone, with its medians in order, is also needed. The
    specification curve varies the thresholds of the classes and the measures.
    """
    missing = without_weekly("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    index, prices = conditions["value"], volatility["close"]
    measures: dict[str, Measure] = {
        SPREAD: lambda d: first_known(change(high_yield, d), change(corporate, d)) / 100,
        CONDITIONS: lambda d: highest(index, d, days=6),
        VOLATILITY: lambda d: highest(prices, d, days=0),
        CORPORATE: lambda d: change(corporate, d) / 100,
    }
    main = _classed(bars, measures, CORRECTION, BEAR)
    if not main.complete:
        raise samples.InsufficientData("no finished decline of one of the three classes")
    order = OrderTest.of(context, main, draws=context.resamples)
    specifications = _specifications(context, bars, measures, order)
    joint = order.select(PRIMARY)
    curve = Curve(tuple(specifications))
    effect, left_out = joint.effect(), joint.left_out()
    check = conjunction(
        JOINT,
        gated(effect.check(least=LEAST_FREQUENCY), left_out, curve),
        *(_part(order, name, specifications) for name in PRIMARY),
    )
    estimates = [effect.estimate(STATISTIC, against=COIN, note="Jonckheere-Terpstra")]
    estimates += [_part_estimate(order, name) for name in PRIMARY]
    for name, values in main.table.items():
        estimates += _estimates(context, name, values, main.ranks)
    estimates += [
        *gate_estimates(left_out, curve, statistic="share of pairs in order"),
        *_by_part(context, main),
    ]
    events = [
        decline_row(d, **{name: number(float(main.table[name][at])) for name in PRIMARY})
        for at, d in enumerate(main.declines)
    ]
    notes = frequency_note(frequency_of(bars))
    return Evidence(check, tuple(estimates), tuple(events), notes=notes, curve=curve)


@dataclass(frozen=True, slots=True)
class OrderTest:
    """Pairs in order of some measures: observed, with classes shuffled, and resampled by class."""

    classed: Classed
    observed: Pairs
    shuffled: Pairs
    redrawn: Pairs

    @classmethod
    def of(cls, context: Context, classed: Classed, *, draws: int) -> Self:
        """Return the test of all measures with so many shuffles and resamples."""
        ranks = classed.ranks
        shuffles = context.rng.permuted(np.tile(ranks, (draws, 1)), axis=1)
        return cls(
            classed,
            _pairs(classed, _class_weights(ranks[None, :])),
            _pairs(classed, _class_weights(shuffles)),
            _pairs(classed, _resampled_weights(context, ranks, draws=draws)),
        )

    def select(self, names: Sequence[str]) -> Self:
        """Select some of the measures."""
        found = (pairs.select(names) for pairs in (self.observed, self.shuffled, self.redrawn))
        return type(self)(self.classed, *found)

    @property
    def n(self) -> int:
        """Number of declines with a known value of one of the measures."""
        known = [~np.isnan(self.classed.table[name]) for name in self.observed.names]
        return int(np.any(known, axis=0).sum())

    def effect(self) -> Effect:
        """Return the share of pairs in order less one half; NaN without a known pair."""
        pairs = (self.observed.shares(), self.shuffled.shares(), self.redrawn.shares())
        return _effect(*pairs, n=self.n)

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return the effect without each decline, under the same draws of the others."""
        found = []
        n = self.n - 1
        every = (
            pairs.shares_without_each() for pairs in (self.observed, self.shuffled, self.redrawn)
        )
        for at, (decline, *shares) in enumerate(zip(self.classed.declines, *every, strict=True)):
            effect = _effect(*shares, n=n)
            if not np.isnan(effect.effect):
                name = f"the {WORDS[self.classed.ranks[at]]} from {decline.peak:%Y-%m-%d}"
                found.append(effect.left_out(name))
        return tuple(found)


def _effect(observed: Floats, shuffled: Floats, redrawn: Floats, *, n: int) -> Effect:
    """Return the effect of an observed share, with its draws under the null and resampled."""
    share = float(observed[0])
    known = redrawn[~np.isnan(redrawn)]
    low, upper, high = (
        np.quantile(known, (0.025, 0.95, 0.975)).tolist() if known.size else [np.nan] * 3
    )
    return Effect(
        value=share,
        effect=share - CHANCE,
        p=monte_carlo.upper_p(shuffled, share),
        p_opposite=monte_carlo.lower_p(shuffled, share),
        upper=upper - CHANCE,
        n=n,
        n_eff=n,
        interval=(low, high),
        baseline=CHANCE,
        detectable=intervals.minimum_detectable_mean(float(shuffled.std(ddof=1)), n_eff=1),
    )


def _part(order: OrderTest, name: str, specifications: Sequence[Specification]) -> Part:
    """Return the test of one measure: its pairs, and the medians of the classes in full order."""
    test = order.select((name,))
    curve = Curve(tuple(s for s in specifications if MEASURES[s.choices["measure"]] == (name,)))
    values = order.classed.table[name]
    medians = _medians(values, order.classed.ranks)
    in_order = medians == sorted(set(medians))
    scale = 100 if name == SPREAD else 1
    shown = ", ".join(
        f"{word} {scale * median:.2f}" for word, median in zip(WORDS, medians, strict=True)
    )
    check = test.effect().check(
        least=LEAST_FREQUENCY, conditions=((f"medians in order (found {shown})", in_order),)
    )
    return Part(PARTS[name], gated(check, test.left_out(), curve))


def _part_estimate(order: OrderTest, name: str) -> Estimate:
    effect = order.select((name,)).effect()
    return effect.estimate(f"share of pairs in the order claimed, {PARTS[name]}", against=COIN)


def _medians(values: Floats, ranks: Ints) -> list[float]:
    """Return the median of each class, mildest class first; NaN without a known value."""
    return [
        float(np.median(group)) if group.size else float("nan") for group in _groups(values, ranks)
    ]


def _classed(
    bars: pd.DataFrame, measures: Mapping[str, Measure], correction: float, bear: float
) -> Classed:
    groups = by_kind(bars, correction=correction, bear=bear)
    declines = tuple(d for kind in KINDS for d in groups[kind])
    ranks = np.repeat(np.arange(len(KINDS)), [len(groups[kind]) for kind in KINDS])
    return Classed(declines, ranks, measure(declines, measures))


def _pairs(classed: Classed, weights: Counts) -> Pairs:
    """Count the pairs of each decline, given weights of class by shuffle by decline.

    A weight is the number of times that a decline is drawn in a class. Counts are whole numbers,
    which single precision represents exactly.
    """
    values = np.array(list(classed.table.values()))
    severity_balance = np.array(
        [weights[rank + 1 :].sum(axis=0) - weights[:rank].sum(axis=0) for rank in range(len(KINDS))]
    )
    lead = [(weights * larger_less_smaller(one, severity_balance)).sum(axis=0) for one in values]
    known = [from_other_classes(one, weights) for one in ~np.isnan(values)]
    return Pairs(ALL, np.array(lead), np.array(known))


def _class_weights(ranks: Ints) -> Counts:
    return np.array([ranks == rank for rank in range(len(KINDS))], dtype=np.float32)


def _resampled_weights(context: Context, ranks: Ints, *, draws: int) -> Counts:
    """Draw bootstrap weights of the declines, resampled within each class."""
    weights = np.zeros((len(KINDS), draws, ranks.size), dtype=np.float32)
    for rank in range(len(KINDS)):
        members = np.flatnonzero(ranks == rank)
        even = np.full(members.size, 1 / max(1, members.size))
        if members.size:
            weights[rank][:, members] = context.rng.multinomial(members.size, even, size=draws)
    return weights


def _specifications(
    context: Context, bars: pd.DataFrame, measures: Mapping[str, Measure], main: OrderTest
) -> list[Specification]:
    """Return a specification for each choice of thresholds and measures with a known pair."""
    specifications = []
    for correction, bear in product(CORRECTIONS, BEARS):
        order = main
        if (correction, bear) != (CORRECTION, BEAR):
            classed = _classed(bars, measures, correction, bear)
            if not classed.complete:
                continue
            draws = min(context.resamples, SECONDARY_DRAWS)
            order = OrderTest.of(context, classed, draws=draws)
        depths = {"correction from": f"{correction:.0%}", "bear market from": f"{bear:.0%}"}
        for words, names in MEASURES.items():
            effect = order.select(names).effect()
            if not np.isnan(effect.effect):
                specifications.append(effect.specification({**depths, "measure": words}))
    return specifications


def _by_part(context: Context, main: Classed) -> tuple[Estimate, ...]:
    """Estimate the share for the declines that began in each era and without 2020."""

    def share_of(part: str, kept: Flags) -> Estimate:
        table = {name: values[kept] for name, values in main.table.items()}
        declines = tuple(main.declines[at] for at in np.flatnonzero(kept))
        inside = Classed(declines, main.ranks[kept], table)
        draws = min(context.resamples, SECONDARY_DRAWS)
        effect = OrderTest.of(context, inside, draws=draws).select(PRIMARY).effect()
        if np.isnan(effect.effect):
            raise samples.InsufficientData("no two declines of different classes in it")
        note = "declines by their peaks, classes shuffled among them"
        return replace(effect.estimate(part, against=COIN, note=note), interval=None, mde=None)

    return by_part(STATISTIC, pd.DatetimeIndex([d.peak for d in main.declines]), share_of)


def _groups(values: Floats, ranks: Ints) -> list[Floats]:
    """Split the known values by class, mildest class first."""
    known = ~np.isnan(values)
    return [values[known & (ranks == rank)] for rank in range(len(KINDS))]


def ordered_share(values: Floats, ranks: Ints) -> float:
    """Return the share of pairs in which the more severe decline has the larger value.

    >>> ordered_share(np.array([1.0, 3.0, 2.0]), np.array([0, 1, 2])).__round__(3)
    0.667
    """
    groups = _groups(values, ranks)
    sizes = np.array([group.size for group in groups])
    pairs = (sizes.sum() ** 2 - (sizes**2).sum()) / 2
    return jonckheere(groups) / float(pairs) if pairs else float("nan")


def _estimates(context: Context, name: str, values: Floats, ranks: Ints) -> list[Estimate]:
    """Return the medians of a measure by class, and the pairs in order if it is not a part."""
    words: dict[str, tuple[str, Unit]] = {
        SPREAD: (
            "change in the high-yield spread (corporate where it does not reach)",
            "percentage points",
        ),
        CONDITIONS: ("highest NFCI", "score"),
        VOLATILITY: ("highest VIX close", "points"),
        CORPORATE: ("change in the corporate spread throughout", "percentage points"),
    }
    label, unit = words[name]
    groups = _groups(values, ranks)
    estimates = [
        Estimate(
            f"median {label}: {kind}",
            float(np.median(group)) if group.size else None,
            unit,
            n=int(group.size),
        )
        for kind, group in zip(KINDS, groups, strict=True)
    ]
    if name in PARTS:
        return estimates
    return [
        *estimates,
        Estimate(
            f"share of pairs in the order claimed, {label}",
            number(ordered_share(values, ranks)),
            baseline=CHANCE,
            against=COIN,
            p=jonckheere_p(context.rng, groups, draws=min(context.resamples, SECONDARY_DRAWS)),
            n=int(sum(g.size for g in groups)),
        ),
    ]
