"""Simulated effects: an outlier cycle that the gate must detect, and signals that look ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.evidence.checks import decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context
from backtests.studies.easing import cycle_excess
from benchmarks.calibration.simulations import random_walk
from data_feeds.series.bars import Frequency
from signals import breakout
from signals.core.event import Event
from signals.core.look_ahead import LookAheadError, known_events

# METHODS 6, power: one cycle of +130% among seven at the mean; and eight that all rise.
LAST_CUTS = [pd.Timestamp(f"{year}-06-12") for year in range(1986, 2018, 4)]
OUTLIER, MEAN, SOLID = 1.30, 0.10, 0.40
Floats = npt.NDArray[np.float64]


def policy_with(last_cuts: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """Return cycles of two 50 bp cuts, the last on the given days, and a rise a year later."""
    moves = {pd.Timestamp("1982-09-27"): 5.0}
    for day in last_cuts:
        moves |= {day - pd.Timedelta(days=60): 4.5, day: 4.0, day + pd.Timedelta(days=370): 5.0}
    return pd.DataFrame({"mid": pd.Series(moves)}).rename_axis("announced")


def closes_after_cuts(rng: np.random.Generator, years: Sequence[float]) -> pd.DataFrame:
    """Return noisy daily closes with given returns in the years after the last cuts."""
    days = pd.bdate_range("1984-01-02", "2019-12-31")
    steps = rng.normal(np.log1p(MEAN) / 261, 0.010, len(days))
    for cut, wanted in zip(LAST_CUTS, years, strict=True):
        start, end = days.searchsorted(cut), days.searchsorted(cut + pd.DateOffset(years=1))
        gap = np.log1p(wanted) - steps[start + 1 : end + 1].sum()
        steps[start + 1 : end + 1] += gap / (end - start)
    closes = pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=days)
    closes.attrs["frequency"] = Frequency.DAILY.value
    return closes


def verdicts_on_cycles(rng: np.random.Generator, datasets: int, *, draws: int) -> Floats:
    """Return whether one significant outlier is called fragile, and a robust effect is not."""
    found = []
    for _ in range(datasets):
        one = [MEAN] * len(LAST_CUTS)
        one[int(rng.integers(len(one)))] = OUTLIER
        lone = judged(closes_after_cuts(rng, one), rng, draws=draws)
        every = judged(closes_after_cuts(rng, [SOLID] * len(LAST_CUTS)), rng, draws=draws)
        fragile = decide(lone).reason.startswith("fragile: ")
        found.append(
            [
                fragile if lone.passed_main_test else np.nan,
                decide(lone).verdict == "supported",
                decide(every).verdict == "supported",
            ]
        )
    return np.array(found, dtype=np.float64)


def judged(closes: pd.DataFrame, rng: np.random.Generator, *, draws: int) -> EffectCheck:
    """Run the study of last cuts on the closes, as a family of one claim."""
    evidence = cycle_excess.examine(
        Context(pd.Timestamp(closes.index[-1]), rng, draws),
        price=closes,
        total=closes,
        policy=policy_with(LAST_CUTS),
        anchor="last",
        months=12,
    )
    if not isinstance(evidence.check, EffectCheck):
        raise TypeError(f"{evidence.check}; expected an effect")
    check = evidence.check
    return replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)


def leaks_found(rng: np.random.Generator, datasets: int) -> Floats:
    """Return whether the look-ahead test rejects breakouts a day early, and unchanged ones."""
    found = []
    for _ in range(datasets):
        bars = {"bars": random_walk(rng, 1500)}
        found.append(
            [
                _stopped(bars, early=1) if breakout.find_events(bars["bars"]) else np.nan,
                _stopped(bars, early=0),
            ]
        )
    return np.array(found, dtype=np.float64)


def _stopped(bars: dict[str, pd.DataFrame], *, early: int) -> bool:
    def find(series: object) -> list[Event]:
        frame: pd.DataFrame = series["bars"]  # type: ignore[index]
        events = breakout.find_events(frame)
        at = frame.index.get_indexer(pd.DatetimeIndex([e.known_on for e in events])) - early
        return [
            replace(e, known_on=pd.Timestamp(frame.index[int(i)]))
            for e, i in zip(events, at, strict=True)
        ]

    try:
        known_events(find, bars, name="breakouts")
    except LookAheadError:
        return True
    return False
