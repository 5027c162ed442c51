"""Do spreads, financial conditions and volatility rank corrections, bear markets and crashes?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence, Unit
from backtests.studies.daily import without_daily
from backtests.studies.gate import GATE_NOT_RUN
from backtests.studies.rows import decline_row, number
from backtests.verdicts import EffectCheck
from data_feeds.bars import frequency_of
from signals.declines import KINDS, Decline, by_kind

Floats = npt.NDArray[np.float64]
Measure = Callable[[Decline], float]
# METHODS 4: a frequency must beat its null by 10 percentage points; here the share of pairs of
# declines that are in the order claimed, of which chance gives half.
LEAST_GAIN, CHANCE = 0.10, 0.5
# METHODS slide-07: medians in order in two of the three measures.
LEAST_ORDERED = 2
# METHODS 5.11: a rate is carried forward at most five days, over a weekend seven on the calendar.
STALE_DAYS = 7
SPREAD, CONDITIONS, VOLATILITY = "spread", "conditions", "volatility"


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    high_yield: pd.DataFrame,
    corporate: pd.DataFrame,
    conditions: pd.DataFrame,
    volatility: pd.DataFrame,
) -> Evidence:
    """Rank the classes by three measures of stress (METHODS slide-07), with one joint test.

    The measures are the change in the high-yield spread from peak to trough (the corporate spread
    where it does not reach), the highest NFCI of the weeks between them and the highest VIX close.
    The test shuffles the classes of the declines and averages the Jonckheere-Terpstra statistic
    over the measures.
    """
    missing = without_daily("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    declines = [d for kind, found in by_kind(bars).items() for d in found]
    ranks = np.array([KINDS.index(d.kind) for d in declines])
    if any(np.count_nonzero(ranks == rank) < 1 for rank in range(len(KINDS))):
        raise inference.TooLittleData("no finished decline of one of the three classes")
    table = measure(declines, {
        SPREAD: lambda d: first_known(_change(high_yield, d), _change(corporate, d)) / 100,
        CONDITIONS: lambda d: _highest(conditions["value"], d, days=6),
        VOLATILITY: lambda d: _highest(volatility["close"], d, days=0),
    })  # fmt: skip
    beside = measure(declines, {"corporate": lambda d: _change(corporate, d) / 100})
    shares = {name: ordered_share(values, ranks) for name, values in table.items()}
    effect = float(np.mean(list(shares.values()))) - CHANCE
    shuffled = _shuffled(context, table, ranks) - CHANCE
    resampled = _resampled(context, table, ranks) - CHANCE
    ordered = [name for name, values in table.items() if _in_order(values, ranks)]
    check = EffectCheck(
        effect=effect,
        least=LEAST_GAIN,
        upper=float(np.quantile(resampled, 0.95)),
        p=inference.upper_p(shuffled, effect),
        p_opposite=inference.lower_p(shuffled, effect),
        n_eff=len(declines),
        conditions=(
            (f"medians in order in {LEAST_ORDERED} of 3 measures (found {len(ordered)})",
             len(ordered) >= LEAST_ORDERED),
        ),
        gate_note=GATE_NOT_RUN,
    )  # fmt: skip
    joint = Estimate(
        "share of pairs of declines that are in the order claimed, mean of three measures",
        effect + CHANCE,
        interval=(float(np.quantile(resampled, 0.025) + CHANCE),
                  float(np.quantile(resampled, 0.975) + CHANCE)),
        n=len(declines), n_eff=len(declines), baseline=CHANCE, p=check.p,
        note="Jonckheere-Terpstra, classes shuffled",
    )  # fmt: skip
    estimates = [joint]
    for name, values in {**table, **beside}.items():
        estimates += _estimates(context, name, values, ranks)
    events = [
        decline_row(d, **{name: number(float(values[at])) for name, values in table.items()})
        for at, d in enumerate(declines)
    ]
    return Evidence(check, tuple(estimates), tuple(events))


def measure(declines: Sequence[Decline], measures: Mapping[str, Measure]) -> dict[str, Floats]:
    """Each measure of each decline; NaN where its series does not reach."""
    return {name: np.array([of(d) for d in declines]) for name, of in measures.items()}


def first_known(*values: float) -> float:
    """Return the first that is not NaN, else NaN."""
    return next((value for value in values if not np.isnan(value)), float("nan"))


def _change(values: pd.DataFrame, decline: Decline) -> float:
    """Change of a rate from peak to trough, in its own unit; NaN where either is not known."""
    return _value_on(values, decline.trough) - _value_on(values, decline.peak)


def _value_on(values: pd.DataFrame, date: pd.Timestamp) -> float:
    known = values["value"].loc[date - pd.Timedelta(days=STALE_DAYS) : date]
    return float(known.iloc[-1]) if len(known) else float("nan")


def _highest(values: pd.Series, decline: Decline, *, days: int) -> float:
    """Highest value from the peak to `days` after the trough, the end of the trough's week.

    NaN for a decline that the values do not reach.
    """
    inside = values.loc[decline.peak : decline.trough + pd.Timedelta(days=days)]
    stale = pd.Timedelta(days=STALE_DAYS)
    reaches = values.index[0] <= decline.peak and values.index[-1] + stale >= decline.trough
    return float(inside.max()) if reaches and len(inside) else float("nan")


def _groups(values: Floats, ranks: npt.NDArray[np.int64]) -> list[Floats]:
    """Known values of each class, from the mildest class on."""
    known = ~np.isnan(values)
    return [values[known & (ranks == rank)] for rank in range(len(KINDS))]


def ordered_share(values: Floats, ranks: npt.NDArray[np.int64]) -> float:
    """Share of pairs from two classes in which the graver one has the larger value.

    >>> ordered_share(np.array([1.0, 3.0, 2.0]), np.array([0, 1, 2])).__round__(3)
    0.667
    """
    groups = _groups(values, ranks)
    sizes = np.array([group.size for group in groups])
    pairs = (sizes.sum() ** 2 - (sizes**2).sum()) / 2
    return inference.jonckheere(groups) / float(pairs) if pairs else float("nan")


def _in_order(values: Floats, ranks: npt.NDArray[np.int64]) -> bool:
    groups = _groups(values, ranks)
    if not all(group.size for group in groups):
        return False
    medians = [float(np.median(group)) for group in groups]
    return medians == sorted(set(medians))


def _shuffled(
    context: Context, table: Mapping[str, Floats], ranks: npt.NDArray[np.int64]
) -> Floats:
    """Mean share of ordered pairs with the classes dealt anew, to all measures alike."""
    scores = _pair_scores(table)
    deals = (context.rng.permutation(ranks) for _ in range(context.resamples))
    return np.array([_mean_share(scores, deal) for deal in deals])


def _resampled(
    context: Context, table: Mapping[str, Floats], ranks: npt.NDArray[np.int64]
) -> Floats:
    """The same with declines drawn anew within their classes."""
    scores = _pair_scores(table)
    members = [np.flatnonzero(ranks == rank) for rank in range(len(KINDS))]
    found = np.empty(context.resamples)
    for row in range(context.resamples):
        drawn = np.concatenate([context.rng.choice(group, group.size) for group in members])
        found[row] = _mean_share(scores[:, drawn[:, None], drawn[None, :]], ranks[drawn])
    return found


def _pair_scores(table: Mapping[str, Floats]) -> Floats:
    """For each measure and pair (i, j): 1 if j has the larger value, half if equal, else 0.

    NaN where either is not known.
    """
    values = np.array(list(table.values()))
    gaps = values[:, None, :] - values[:, :, None]
    return np.where(np.isnan(gaps), np.nan, (np.sign(gaps) + 1) / 2)


def _mean_share(scores: Floats, ranks: npt.NDArray[np.int64]) -> float:
    graver = ranks[:, None] < ranks[None, :]
    return float(np.nanmean(np.nanmean(scores[:, graver], axis=1)))


def _estimates(
    context: Context, name: str, values: Floats, ranks: npt.NDArray[np.int64]
) -> list[Estimate]:
    words: dict[str, tuple[str, Unit]] = {
        SPREAD: ("change in the high-yield spread (corporate where it does not reach)", "fraction"),
        CONDITIONS: ("highest NFCI", "score"),
        VOLATILITY: ("highest VIX close", "points"),
        "corporate": ("change in the corporate spread throughout", "fraction"),
    }
    label, unit = words[name]
    groups = _groups(values, ranks)
    p = inference.jonckheere_p(context.rng, groups, draws=min(context.resamples, 2_000))
    found = [
        Estimate(f"median {label}: {kind}", float(np.median(group)) if group.size else None, unit,
                 n=int(group.size))
        for kind, group in zip(KINDS, groups, strict=True)
    ]  # fmt: skip
    share = ordered_share(values, ranks)
    found.append(Estimate(f"share of pairs in the order claimed, {label}", number(share),
                          baseline=CHANCE, p=p, n=int(sum(g.size for g in groups))))  # fmt: skip
    return found
