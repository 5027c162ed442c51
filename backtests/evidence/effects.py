"""A statistic compared with its null distribution, and the forms in which studies report it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import scipy

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import RANDOM_DATES, ByChance, Estimate, Role, Unit
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Specification
from backtests.inference import intervals, monte_carlo
from backtests.inference.path_bootstrap import Contrast
from backtests.inference.regression import Slope
from backtests.inference.sharpe import SharpeDifference
from signals.core.arrays import Floats

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A statistic, its excess over the null, and the uncertainty of both.

    Parameters
    ----------
    value : float
        The statistic.
    effect : float
        Its difference from the null, positive in the claimed direction.
    p, p_opposite : float
        One-sided p-values in the claimed direction and against it.
    upper : float
        Upper end of the 90% interval of `effect`; infinite if unknown.
    n, n_eff : int
        Number of events, and of those whose windows do not overlap.
    interval : tuple of float or None
        95% interval of `value`.
    baseline : float or None
        Value of the statistic under the null.
    detectable : float or None
        Minimum detectable effect (METHODS 3.7).
    simulated : array or None
        The statistic of each draw of the null.
    """

    value: float
    effect: float
    p: float
    p_opposite: float
    upper: float
    n: int
    n_eff: int
    interval: Interval | None = None
    baseline: float | None = None
    detectable: float | None = None
    simulated: Floats | None = field(default=None, compare=False, repr=False)

    @property
    def null_sd(self) -> float | None:
        """Standard deviation of the statistic under the null; None if it was not simulated."""
        return None if self.simulated is None else float(self.simulated.std(ddof=1))

    def check(
        self,
        *,
        least: float,
        conditions: tuple[tuple[str, bool], ...] = (),
        unit: str = "pp",
        in_reverse: str = "",
    ) -> EffectCheck:
        """Return the check of the effect against `least`, before the robustness gate."""
        return EffectCheck(
            effect=self.effect,
            least=least,
            upper=self.upper,
            p=self.p,
            p_opposite=self.p_opposite,
            n_eff=self.n_eff,
            conditions=conditions,
            unit=unit,
            detectable=self.detectable,
            in_reverse=in_reverse,
        )

    def estimate(
        self,
        name: str,
        unit: Unit = "fraction",
        *,
        claimed: float | None = None,
        against: str = RANDOM_DATES,
        note: str = "",
        role: Role = "claim",
    ) -> Estimate:
        """Return the statistic as an estimate beside its null."""
        return Estimate(
            name,
            self.value,
            unit,
            interval=self.interval,
            n=self.n,
            n_eff=self.n_eff,
            baseline=self.baseline,
            claimed=claimed,
            against=against,
            p=self.p,
            mde=self.detectable,
            note=note,
            role=role,
        )

    def point_estimate(self, name: str, *, against: str = RANDOM_DATES, note: str = "") -> Estimate:
        """Return the statistic beside its null, without its interval and effective size."""
        return Estimate(
            name, self.value, n=self.n, baseline=self.baseline, against=against, p=self.p, note=note
        )

    def specification(self, choices: Mapping[str, str]) -> Specification:
        """Return the effect as a point of a specification curve."""
        return Specification(
            choices, self.n, self.value, self.effect, self.p, self.p_opposite, self.upper
        )

    def by_chance(self, statistic: str, draws: str) -> ByChance | None:
        """Return the null distribution for a chart; `draws` names what was drawn, in words."""
        if self.simulated is None:
            return None
        return ByChance(statistic, self.value, tuple(self.simulated.tolist()), draws)

    def mirrored(self) -> Effect:
        """Return the effect with the statistic, its interval and its null in the opposite sign.

        The effect over the null and its p-values, which are in the claimed direction, stay: a claim
        that returns are lower is tested on returns with their sign turned, and shown as they are.
        """
        interval = self.interval
        return replace(
            self,
            value=-self.value,
            interval=None if interval is None else (-interval[1], -interval[0]),
            baseline=None if self.baseline is None else -self.baseline,
            simulated=None if self.simulated is None else -self.simulated,
        )

    def left_out(self, name: str) -> LeftOut:
        """Return the effect as that of a sample without the event `name`."""
        return LeftOut(name, self.effect, self.p, self.p_opposite, self.upper)


# Effect of a sample that has too few events to compare.
NOTHING_LEFT = Effect(
    value=0.0, effect=0.0, p=1.0, p_opposite=1.0, upper=float("inf"), n=0, n_eff=0
)


def mean_effect(
    values: Floats,
    random_means: Floats,
    *,
    n_eff: int,
    sd: float | None = None,
    claimed_lower: bool = False,
) -> Effect:
    """Compare the mean of a statistic over events with its mean over random dates (METHODS 3.4).

    Parameters
    ----------
    values : array, shape (n,)
        The statistic at each event, without NaN.
    random_means : array, shape (draws,)
        Mean of each random sample of the null N1.
    n_eff : int
        Number of events whose windows do not overlap.
    sd : float, optional
        Standard deviation of the statistic over single dates, for the minimum detectable effect.
        Without it, that of `random_means` is the standard error.
    claimed_lower : bool
        Whether the claim is that the mean is below that of random dates.
    """
    if sd is None:
        detectable = intervals.minimum_detectable_mean(float(random_means.std(ddof=1)), n_eff=1)
    else:
        detectable = intervals.minimum_detectable_mean(sd, n_eff=n_eff)
    interval, interval_90 = intervals.mean_intervals(values, n_eff=n_eff, levels=(0.95, 0.90))
    return effect_over(
        random_means,
        float(values.mean()),
        n=int(values.size),
        n_eff=n_eff,
        interval=interval,
        interval_90=interval_90,
        detectable=detectable,
        claimed_lower=claimed_lower,
    )


def effect_over(
    simulated: Floats,
    value: float,
    *,
    n: int,
    n_eff: int,
    interval: Interval | None = None,
    interval_90: Interval | None = None,
    detectable: float | None = None,
    claimed_lower: bool = False,
) -> Effect:
    """Compare a statistic with its simulated values under the null (METHODS 3.4).

    Parameters
    ----------
    simulated : array, shape (draws,)
        The statistic of each draw of the null.
    value : float
        The statistic of the data.
    n, n_eff : int
        Number of events, and of those whose windows do not overlap.
    interval, interval_90 : tuple of float, optional
        Intervals of `value` at 95% and 90%.
    detectable : float, optional
        Minimum detectable effect (METHODS 3.7).
    claimed_lower : bool
        Whether the claim is that the statistic is below that of the null.
    """
    null = float(simulated.mean())
    p_above, p_below = monte_carlo.upper_p(simulated, value), monte_carlo.lower_p(simulated, value)
    low, high = interval_90 or (-np.inf, np.inf)
    return Effect(
        value=value,
        effect=null - value if claimed_lower else value - null,
        p=p_below if claimed_lower else p_above,
        p_opposite=p_above if claimed_lower else p_below,
        upper=null - low if claimed_lower else high - null,
        n=n,
        n_eff=n_eff,
        interval=interval,
        baseline=null,
        detectable=detectable,
        simulated=simulated,
    )


def rate_effect(
    hits: int, n: int, *, null: float, n_eff: int | None = None, claimed_lower: bool = False
) -> Effect:
    """Compare a share with a fixed share by the score test that Wilson's interval inverts.

    Parameters
    ----------
    hits, n : int
        Number of events that met a condition, and of events, at least 1.
    null : float
        Share under the null, between 0 and 1.
    n_eff : int, optional
        Number of separate events; the share of hits is kept. The default is `n`.
    claimed_lower : bool
        Whether the claim is that the share is below `null`.

    References
    ----------
    Wilson 1927; Brown, Cai & DasGupta 2001.
    """
    size = n if n_eff is None else n_eff
    share = hits / n
    score = (share - null) / np.sqrt(null * (1 - null) / size)
    p_above, p_below = float(scipy.special.ndtr(-score)), float(scipy.special.ndtr(score))
    low, high = intervals.rate_interval(hits, n, n_eff=size, level=0.90) or (0.0, 1.0)
    least_share = intervals.minimum_detectable_rate(1 - null if claimed_lower else null, n=size)
    return Effect(
        value=share,
        effect=null - share if claimed_lower else share - null,
        p=p_below if claimed_lower else p_above,
        p_opposite=p_above if claimed_lower else p_below,
        upper=null - low if claimed_lower else high - null,
        n=n,
        n_eff=size,
        interval=intervals.rate_interval(hits, n, n_eff=size),
        baseline=null,
        detectable=None
        if least_share is None
        else least_share - (1 - null if claimed_lower else null),
    )


def slope_effect(slope: Slope) -> Effect:
    """Return a regression slope that is positive in the claimed direction as an effect."""
    return Effect(
        value=slope.value,
        effect=slope.value,
        p=slope.p_above,
        p_opposite=slope.p_below,
        upper=slope.interval(0.90)[1],
        n=slope.n,
        n_eff=slope.n,
        interval=slope.interval(0.95),
        detectable=slope.detectable,
    )


def sharpe_effect(
    difference: SharpeDifference, *, periods_per_year: int, n: int, n_eff: int
) -> Effect:
    """Return an annualised difference of Sharpe ratios as an effect over no difference."""
    root = float(np.sqrt(periods_per_year))
    low, high = difference.interval
    return Effect(
        value=difference.difference * root,
        effect=difference.difference * root,
        p=difference.p_above,
        p_opposite=1 - difference.p_above,
        upper=difference.interval_90[1] * root,
        n=n,
        n_eff=n_eff,
        interval=(low * root, high * root),
        baseline=0.0,
        detectable=intervals.minimum_detectable_mean(difference.error * root, n_eff=1),
    )


def contrast_effect(contrast: Contrast, *, n: int, n_eff: int | None = None) -> Effect:
    """Return the difference of two resampled price paths as an effect over no difference."""
    return Effect(
        value=contrast.value,
        effect=contrast.value,
        p=contrast.p,
        p_opposite=contrast.p_opposite,
        upper=contrast.interval_90[1],
        n=n,
        n_eff=n if n_eff is None else n_eff,
        interval=contrast.interval,
        baseline=0.0,
        detectable=contrast.detectable,
    )
