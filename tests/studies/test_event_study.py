"""The event study: completed events, random dates, events left out and parts of the record."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.effects import Effect
from backtests.inference.random_dates import SharedDates, draw_dates
from backtests.inference.samples import InsufficientData
from backtests.studies.measures.event_study import Draw, EventStudy, smallest_distance

# Nine days; the statistic of the last two is not complete.
AFTER = np.array([0.0, 1, 2, 3, 4, 5, 6, np.nan, np.nan])


def every_pair(*, slots: int, count: int, spacing: int) -> np.ndarray:
    """The two samples {0, spacing} and {1, spacing + 1}, or days 0 and 2 for single dates."""
    assert slots > spacing + 1
    return np.array([[0, spacing], [1, spacing + 1]]) if count == 2 else np.array([[0], [2]])


def test_the_effect_of_two_events_is_checkable_on_paper() -> None:
    """Days 2 and 5 (mean 3.5), three apart: random means 1.5 and 2.5, so the effect is 1.5."""
    study = EventStudy.of(AFTER, [2, 5, 8], window=3)
    assert (study.at.tolist(), study.values.tolist(), study.spacing) == ([2, 5], [2, 5], 3)
    assert study.any_day.tolist() == [0, 1, 2, 3, 4, 5, 6]
    effect = study.effect(every_pair)
    assert (effect.value, effect.baseline, effect.effect) == (3.5, 2.0, 1.5)
    assert (effect.n, effect.p, effect.p_opposite) == (2, 1 / 3, 1)
    # Windows from day 2 to 5 and from day 5 touch, so they count once.
    assert effect.n_eff == 1


def test_events_are_left_out_in_turn_at_the_spacing_of_all() -> None:
    """Without day 2 the mean is 5, without day 5 it is 2; single random dates have 0 and 2."""
    first, second = EventStudy.of(AFTER, [2, 5], window=2).without_each(every_pair, ["a", "b"])
    assert (first.name, first.effect, first.p) == ("a", 4, 1 / 3)
    assert (second.name, second.effect, second.p) == ("b", 1, 2 / 3)


def test_parts_draw_from_their_own_days() -> None:
    """Years 2013 to 2021, the last two not complete; both events are in the last era."""
    days = pd.DatetimeIndex([f"{year}-06-01" for year in range(2013, 2022)])
    study = EventStudy.of(AFTER, [2, 4], window=1)
    seen: list[int] = []

    def first_dates(*, slots: int, count: int, spacing: int) -> np.ndarray:
        seen.append(slots)
        return np.arange(0, count * spacing, spacing)[None, :]

    found = study.by_part("mean", days, first_dates, Effect.point_estimate)
    assert [e.name for e in found][-2:] == ["mean, from 2013", "mean, without 2020"]
    assert [e.value for e in found] == [None, None, 3, 3]
    # Both parts have the seven complete days from 2013 to 2019.
    assert seen == [7, 7]


def test_too_few_events_or_days_have_no_effect() -> None:
    """One event, or two events farther apart than random dates can be."""
    draw: Draw = partial(draw_dates, np.random.default_rng(0), draws=10)
    assert EventStudy.of(AFTER, [2], window=1).effect_if_any(draw) is None
    wide = EventStudy(np.array([0, 9]), np.ones(2), AFTER, 1, 9)
    assert wide.effect_if_any(draw) is None
    with pytest.raises(InsufficientData):
        wide.effect(draw)


def test_shared_dates_repeat_and_fresh_ones_do_not() -> None:
    """The order of draws is the choice of the study."""
    after = np.random.default_rng(1).normal(size=200)
    study = EventStudy.of(after, [10, 60, 150], window=5)
    shared = SharedDates(np.random.default_rng(2), draws=50).take
    fresh = partial(draw_dates, np.random.default_rng(2), draws=50)
    first = study.random_means(shared)
    assert study.random_means(shared).tolist() == first.tolist()
    assert study.random_means(fresh).tolist() == first.tolist()
    assert study.random_means(fresh).tolist() != first.tolist()


def test_the_smallest_distance_of_one_day_is_one() -> None:
    """And that of days 7, 1 and 4 is 3."""
    assert smallest_distance(np.array([5])) == 1
    assert smallest_distance(np.array([7, 1, 4])) == 3
