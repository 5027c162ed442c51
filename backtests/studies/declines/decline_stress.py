"""Test whether stress measures rise from corrections to bear markets to crashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.effects import Effect
from backtests.evidence.eras import by_part
from backtests.evidence.estimates import Context, Estimate, Evidence, Unit
from backtests.evidence.gate import LEAST_FREQUENCY, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve, Specification
from backtests.inference import intervals, monte_carlo, samples
from backtests.inference.ordered_alternatives import jonckheere, jonckheere_p
from backtests.runtime.serialization import number
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import without_daily
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Flags
from signals.declines import BEAR, CORRECTION, KINDS, Decline, by_kind

CHARTS = ("declines",)

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Measure = Callable[[Decline], float]
# Expected share of pairs of declines in the claimed order under the null.
CHANCE = 0.5
COIN = "the classes shuffled"
# Claim slide-07: the medians must be in order for two of the three measures.
LEAST_ORDERED = 2
# METHODS 5.11: a rate is carried forward at most five trading days, seven calendar days.
STALE_DAYS = 7
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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Counts of pairs of declines from different classes: measure by shuffle by decline.

    `known` counts the pairs with both values known; `lead` those in which the more severe decline
    has the larger value, less those in which the less severe one has it.
    """

    lead: Counts
    known: Counts

    def shares(self) -> Floats:
        """Return the share of pairs in order, averaged over measures, for each shuffle."""
        return _mean_of_shares(_sums(self.lead), _sums(self.known))

    def shares_without(self, at: int) -> Floats:
        """Return the shares without the pairs that contain the decline at position `at`."""
        lead, known = (_sums(pairs) - 2 * pairs[:, :, at] for pairs in (self.lead, self.known))
        return _mean_of_shares(lead, known)

    def select(self, names: Sequence[str]) -> Pairs:
        """Select some of the measures."""
        at = [ALL.index(name) for name in names]
        return Pairs(self.lead[at], self.known[at])


def _sums(pairs: Counts) -> Floats:
    return np.asarray(pairs.sum(axis=2), dtype=np.float64)


def _mean_of_shares(lead: Floats, known: Floats) -> Floats:
    """Average the share in order over measures with a known pair; ties count half.

    NaN if no measure has a known pair.
    """
    shares = np.full(lead.shape, np.nan)
    np.divide(lead, known, out=shares, where=known > 0)
    counted = ~np.isnan(shares)
    mean = np.full(lead.shape[1], np.nan)
    np.divide(np.nansum(shares, axis=0), counted.sum(axis=0), out=mean, where=counted.any(axis=0))
    return CHANCE + mean / 2


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    high_yield: pd.DataFrame,
    corporate: pd.DataFrame,
    conditions: pd.DataFrame,
    volatility: pd.DataFrame,
) -> Evidence:
    """Test the order of the classes jointly in three measures of stress (claim slide-07).

    The measures are the change in the high-yield spread from peak to trough (the corporate spread
    before the high-yield spread begins), the highest weekly NFCI and the highest VIX close between
    them. The test permutes the classes and averages the Jonckheere-Terpstra statistic over the
    measures. The specification curve varies the thresholds of the classes and the measures.
    """
    missing = without_daily("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    measures: dict[str, Measure] = {
        SPREAD: lambda d: first_known(_change(high_yield, d), _change(corporate, d)) / 100,
        CONDITIONS: lambda d: _highest(conditions["value"], d, days=6),
        VOLATILITY: lambda d: _highest(volatility["close"], d, days=0),
        CORPORATE: lambda d: _change(corporate, d) / 100,
    }
    main = _classed(bars, measures, CORRECTION, BEAR)
    if not main.complete:
        raise samples.InsufficientData("no finished decline of one of the three classes")
    shuffles = context.rng.permuted(np.tile(main.ranks, (context.resamples, 1)), axis=1)
    pairs = _pairs(main, _class_weights(shuffles))
    joint_pairs = pairs.select(PRIMARY)
    effect = _share(main, PRIMARY) - CHANCE
    shuffled = joint_pairs.shares() - CHANCE
    redrawn = _pairs(main, _resampled_weights(context, main.ranks)).select(PRIMARY)
    resampled = redrawn.shares() - CHANCE
    table = {name: main.table[name] for name in PRIMARY}
    ordered = [name for name, values in table.items() if _in_order(values, main.ranks)]
    low, upper, high = np.quantile(resampled, (0.025, 0.95, 0.975)).tolist()
    joint = Effect(
        value=effect + CHANCE,
        effect=effect,
        p=monte_carlo.upper_p(shuffled, effect),
        p_opposite=monte_carlo.lower_p(shuffled, effect),
        upper=upper,
        n=len(main.declines),
        n_eff=len(main.declines),
        interval=(low + CHANCE, high + CHANCE),
        baseline=CHANCE,
        detectable=intervals.minimum_detectable_mean(float(shuffled.std(ddof=1)), n_eff=1),
    )
    in_order = f"medians in order in {LEAST_ORDERED} of 3 measures (found {len(ordered)})"
    check = joint.check(
        least=LEAST_FREQUENCY, conditions=((in_order, len(ordered) >= LEAST_ORDERED),)
    )
    left_out = _without_each(main, joint_pairs)
    curve = _curve(context, bars, measures, main, pairs)
    estimates = [
        joint.estimate(STATISTIC, against=COIN, note="Jonckheere-Terpstra, classes shuffled")
    ]
    for name, values in main.table.items():
        estimates += _estimates(context, name, values, main.ranks)
    estimates += [
        *gate_estimates(left_out, curve, statistic="share of pairs in order"),
        *_by_part(context, main),
    ]
    events = [
        decline_row(d, **{name: number(float(values[at])) for name, values in table.items()})
        for at, d in enumerate(main.declines)
    ]
    return Evidence(gated(check, left_out, curve), tuple(estimates), tuple(events), curve=curve)


def _classed(
    bars: pd.DataFrame, measures: Mapping[str, Measure], correction: float, bear: float
) -> Classed:
    groups = by_kind(bars, correction=correction, bear=bear)
    declines = tuple(d for kind in KINDS for d in groups[kind])
    ranks = np.repeat(np.arange(len(KINDS)), [len(groups[kind]) for kind in KINDS])
    return Classed(declines, ranks, measure(declines, measures))


def _share(classed: Classed, names: Sequence[str]) -> float:
    """Return the observed share of pairs in order, averaged over the named measures."""
    pairs = _pairs(classed, _class_weights(classed.ranks[None, :]))
    return float(pairs.select(names).shares()[0])


def _pairs(classed: Classed, weights: Counts) -> Pairs:
    """Count the pairs of each decline, given weights of class by shuffle by decline.

    A weight is the number of times that a decline is drawn in a class. Counts are whole numbers,
    which single precision represents exactly.
    """
    values = np.array(list(classed.table.values()))
    signs = np.nan_to_num(np.sign(values[:, None, :] - values[:, :, None])).astype(np.float32)
    severity_balance = np.array(
        [weights[rank + 1 :].sum(axis=0) - weights[:rank].sum(axis=0) for rank in range(len(KINDS))]
    )
    lead = [(weights * (severity_balance @ sign.T)).sum(axis=0) for sign in signs]
    counted = [weights * known for known in (~np.isnan(values)).astype(np.float32)]
    others = [one.sum(axis=(0, 2))[:, None] - one.sum(axis=2)[:, :, None] for one in counted]
    known = [(one * other).sum(axis=0) for one, other in zip(counted, others, strict=True)]
    return Pairs(np.array(lead), np.array(known))


def _class_weights(ranks: Ints) -> Counts:
    return np.array([ranks == rank for rank in range(len(KINDS))], dtype=np.float32)


def _resampled_weights(context: Context, ranks: Ints) -> Counts:
    """Draw bootstrap weights of the declines, resampled within each class."""
    weights = np.zeros((len(KINDS), context.resamples, ranks.size), dtype=np.float32)
    for rank in range(len(KINDS)):
        members = np.flatnonzero(ranks == rank)
        even = np.full(members.size, 1 / members.size)
        weights[rank][:, members] = context.rng.multinomial(
            members.size, even, size=context.resamples
        )
    return weights


def _without_each(main: Classed, shuffled: Pairs) -> tuple[LeftOut, ...]:
    """Return the effect without each decline, under the same shuffles of the others."""
    observed = _pairs(main, _class_weights(main.ranks[None, :])).select(PRIMARY)
    left_out = []
    for at, decline in enumerate(main.declines):
        effect = float(observed.shares_without(at)[0]) - CHANCE
        if np.isnan(effect):
            continue
        random = shuffled.shares_without(at) - CHANCE
        name = f"the {WORDS[main.ranks[at]]} from {decline.peak:%Y-%m-%d}"
        left_out.append(LeftOut(name, effect, monte_carlo.upper_p(random, effect)))
    return tuple(left_out)


def _curve(
    context: Context,
    bars: pd.DataFrame,
    measures: Mapping[str, Measure],
    main: Classed,
    shuffled: Pairs,
) -> Curve:
    """Compute the specification curve over thresholds and choices of measures."""
    specifications = []
    for correction in CORRECTIONS:
        for bear in BEARS:
            classed, pairs = main, shuffled
            if (correction, bear) != (CORRECTION, BEAR):
                classed = _classed(bars, measures, correction, bear)
                if not classed.complete:
                    continue
                pairs = _pairs(classed, _class_weights(_shuffled_ranks(context, classed.ranks)))
            depths = {"correction from": f"{correction:.0%}", "bear market from": f"{bear:.0%}"}
            specifications += _specifications(classed, pairs, depths)
    return Curve(tuple(specifications))


def _specifications(
    classed: Classed, pairs: Pairs, depths: Mapping[str, str]
) -> list[Specification]:
    """Return a specification for each choice of measures with at least one known pair."""
    specifications = []
    for words, names in MEASURES.items():
        effect = _share(classed, names) - CHANCE
        if np.isnan(effect):
            continue
        random = pairs.select(names).shares() - CHANCE
        known = np.any([~np.isnan(classed.table[name]) for name in names], axis=0)
        specifications.append(
            Specification(
                {**depths, "measure": words},
                int(known.sum()),
                effect + CHANCE,
                effect,
                monte_carlo.upper_p(random, effect),
            )
        )
    return specifications


def _shuffled_ranks(context: Context, ranks: Ints) -> Ints:
    draws = min(context.resamples, SECONDARY_DRAWS)
    return context.rng.permuted(np.tile(ranks, (draws, 1)), axis=1)


def _by_part(context: Context, main: Classed) -> tuple[Estimate, ...]:
    """Estimate the share for the declines that began in each era and without 2020."""

    def share_of(part: str, kept: Flags) -> Estimate:
        table = {name: values[kept] for name, values in main.table.items()}
        declines = tuple(main.declines[at] for at in np.flatnonzero(kept))
        inside = Classed(declines, main.ranks[kept], table)
        share, n = _share(inside, PRIMARY), len(declines)
        if np.isnan(share):
            raise samples.InsufficientData("no two declines of different classes in it")
        pairs = _pairs(inside, _class_weights(_shuffled_ranks(context, inside.ranks)))
        random = pairs.select(PRIMARY).shares()
        return Estimate(
            part,
            share,
            baseline=CHANCE,
            against=COIN,
            n=n,
            n_eff=n,
            p=monte_carlo.upper_p(random, share),
            note="declines by their peaks, classes shuffled among them",
        )

    return by_part(STATISTIC, pd.DatetimeIndex([d.peak for d in main.declines]), share_of)


def measure(declines: Sequence[Decline], measures: Mapping[str, Measure]) -> dict[str, Floats]:
    """Compute each measure for each decline; NaN if the series does not cover it."""
    return {name: np.array([of(d) for d in declines]) for name, of in measures.items()}


def first_known(*values: float) -> float:
    """Return the first value that is not NaN, or NaN."""
    return next((value for value in values if not np.isnan(value)), float("nan"))


def _change(values: pd.DataFrame, decline: Decline) -> float:
    """Return the change of a rate from peak to trough; NaN if either value is unknown."""
    return _value_on(values, decline.trough) - _value_on(values, decline.peak)


def _value_on(values: pd.DataFrame, date: pd.Timestamp) -> float:
    known = values["value"].loc[date - pd.Timedelta(days=STALE_DAYS) : date]
    return float(known.iloc[-1]) if len(known) else float("nan")


def _highest(values: pd.Series, decline: Decline, *, days: int) -> float:
    """Return the highest value from the peak to `days` calendar days after the trough.

    NaN if the series does not cover the decline.
    """
    inside = values.loc[decline.peak : decline.trough + pd.Timedelta(days=days)]
    stale = pd.Timedelta(days=STALE_DAYS)
    reaches = values.index[0] <= decline.peak and values.index[-1] + stale >= decline.trough
    return float(inside.max()) if reaches and len(inside) else float("nan")


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


def _in_order(values: Floats, ranks: Ints) -> bool:
    groups = _groups(values, ranks)
    if not all(group.size for group in groups):
        return False
    medians = [float(np.median(group)) for group in groups]
    return medians == sorted(set(medians))


def _estimates(context: Context, name: str, values: Floats, ranks: Ints) -> list[Estimate]:
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
    p = jonckheere_p(context.rng, groups, draws=min(context.resamples, 2_000))
    estimates = [
        Estimate(
            f"median {label}: {kind}",
            float(np.median(group)) if group.size else None,
            unit,
            n=int(group.size),
        )
        for kind, group in zip(KINDS, groups, strict=True)
    ]
    share = ordered_share(values, ranks)
    estimates.append(
        Estimate(
            f"share of pairs in the order claimed, {label}",
            number(share),
            baseline=CHANCE,
            against=COIN,
            p=p,
            n=int(sum(g.size for g in groups)),
        )
    )
    return estimates
