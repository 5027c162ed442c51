"""The list of checks: what each measures, its bounds and its simulation."""

from __future__ import annotations

from functools import partial

from backtests.inference import overfitting
from benchmarks.calibration.bounds import COVERED, REJECTED, SD_PBO, SD_POWER, Bound, SelfCheck
from benchmarks.calibration.planted import leaks_found, verdicts_on_cycles
from benchmarks.calibration.refutations import main_test_refutations, refuted_cycles
from benchmarks.calibration.simulations import (
    band_coverage,
    bootstrap_coverage,
    breakout_rejections,
    difference_rejections,
    grid_rejections,
    planted_drift_rejections,
    random_date_rejections,
    shuffled_grids,
    slope_rejections,
    state_rejections,
    wilson_coverage,
)

_NO_FALSE_ALARM = Bound("sound breakouts that the look-ahead guard stops", None, 0.0, 0.0)
CHECKS: tuple[SelfCheck, ...] = (
    SelfCheck(
        (Bound("95% block-bootstrap intervals of overlapping windows that cover", *COVERED),),
        partial(bootstrap_coverage, rows=2500, draws=1000),
        partial(bootstrap_coverage, rows=1500, draws=200),
    ),
    SelfCheck(
        (Bound("95% Wilson intervals at n_eff that cover (more is allowed)", COVERED[0], None),),
        wilson_coverage,
        wilson_coverage,
    ),
    SelfCheck(
        (
            Bound(
                "95% bands of the share at target that cover, few hits (more is allowed)",
                COVERED[0],
                None,
            ),
            Bound(
                "95% bands of the share at target that cover, many hits (more is allowed)",
                COVERED[0],
                None,
            ),
        ),
        band_coverage,
        band_coverage,
    ),
    SelfCheck(
        (
            Bound("random events that beat random dates (N1)", None, REJECTED),
            Bound("random events that beat themselves moved together (N3)", None, REJECTED),
        ),
        random_date_rejections,
        random_date_rejections,
    ),
    SelfCheck(
        (
            Bound("breakouts of a random walk that beat random dates (N1)", None, REJECTED),
            Bound("breakouts of a random walk that beat resampled paths (N2)", None, REJECTED),
        ),
        partial(breakout_rejections, paths=200),
        partial(breakout_rejections, paths=100),
    ),
    SelfCheck(
        (Bound("lasting states without effect that differ (N3, all shifts)", None, REJECTED),),
        state_rejections,
        state_rejections,
    ),
    SelfCheck(
        (Bound("weekly slopes without effect that are above zero (HAC)", None, REJECTED),),
        slope_rejections,
        slope_rejections,
    ),
    SelfCheck(
        (
            Bound("grids without a signal in which Romano-Wolf finds one", None, REJECTED),
            Bound("grids without a signal in which SPA finds one", None, REJECTED),
        ),
        partial(grid_rejections, rows=2500, rules=20, draws=400),
        partial(grid_rejections, rows=750, rules=8, draws=150, block=21),
    ),
    SelfCheck(
        (Bound("equal Sharpe ratios that differ (Ledoit-Wolf)", None, REJECTED),),
        partial(difference_rejections, draws=1000),
        partial(difference_rejections, draws=200),
    ),
    SelfCheck(
        (Bound("planted drifts of the detectable size that N1 finds", 0.75, None, SD_POWER),),
        planted_drift_rejections,
        planted_drift_rejections,
    ),
    SelfCheck(
        (
            Bound(
                "averages carried by one outlier, past the main test, called fragile", 1.0, None, 0
            ),
            Bound("averages carried by one outlier that are called supported", None, 0.0, 0.0),
            Bound("solid effects in every event that are called supported", 0.75, None, SD_POWER),
        ),
        partial(verdicts_on_cycles, draws=500),
        partial(verdicts_on_cycles, draws=200),
    ),
    SelfCheck(
        (
            Bound(
                "means of exactly the least that counts that the main test refutes", None, REJECTED
            ),
            Bound("shares of exactly the least that counts that it refutes", None, REJECTED),
            Bound("slopes of exactly the least that counts that it refutes", None, REJECTED),
        ),
        main_test_refutations,
        main_test_refutations,
    ),
    SelfCheck(
        (
            Bound(
                "averages of exactly the least that counts that are called refuted", None, REJECTED
            ),
        ),
        partial(refuted_cycles, draws=500),
        partial(refuted_cycles, draws=200),
    ),
    SelfCheck(
        (
            Bound("breakouts dated a day early that the look-ahead guard stops", 1.0, None, 0.0),
            _NO_FALSE_ALARM,
        ),
        leaks_found,
        leaks_found,
    ),
    SelfCheck(
        (
            Bound(
                "probability of overfitting of rules on shuffled returns, mean", 0.47, 0.53, SD_PBO
            ),
            Bound("best rules on shuffled returns with a deflated Sharpe of .95", None, REJECTED),
        ),
        partial(shuffled_grids, parts=overfitting.PARTS),
        partial(shuffled_grids, parts=10),
    ),
)
