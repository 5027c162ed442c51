"""Returns after events and in parts of the calendar: by hand, and on paths with a known effect."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.verdicts import Verdict
from backtests.inference import monte_carlo, samples
from backtests.studies.events import (
    calendar_average,
    calendar_excess,
    event_average,
    event_count,
    event_excess,
    event_share,
    first_event,
)
from backtests.studies.events.calendar_parts import PART_RULES, Wanted, occurrences
from backtests.studies.events.event_days import EVENT_RULES

AS_OF = pd.Timestamp("2024-12-31")


def day(text: str) -> pd.Timestamp:
    """A date."""
    return pd.Timestamp(text)


def bars(closes: Any, start: str = "2024-01-01") -> pd.DataFrame:
    """Daily closes."""
    close = np.asarray(closes, dtype=np.float64)
    return pd.DataFrame({"close": close}, pd.bdate_range(start, periods=close.size))


def examine(study: ModuleType, **arguments: Any) -> Evidence:
    """Run a study."""
    evidence: Evidence = study.examine(
        Context(AS_OF, monte_carlo.generator("test"), 400), **arguments
    )
    return evidence


def verdict(study: ModuleType, **arguments: Any) -> Verdict:
    """The verdict of a study."""
    return decide(examine(study, **arguments).check).verdict


# Falls of 10% at 1, 4 and 6; after each, two bars on: 108/90, 99/90, 120/81 (20%, 10%, 48.1%).
FALLS = bars([100, 90, 100, 108, 97.2, 90, 81, 99, 120, 118])


def test_the_statistic_of_the_returns_after_an_event() -> None:
    """Falls of 10%: to 90, to 97.2 and to 81; 108/90, 81/97.2 and 120/81 two bars on."""
    given = {"bars": FALLS, "event": "fall", "size": 0.10, "horizon": 2, "tolerance": 0.001}
    returns = np.array([108 / 90, 81 / 97.2, 120 / 81]) - 1
    found = examine(event_average, claimed=float(returns.mean()), **given)
    assert decide(found.check).verdict == "supported"
    assert [row["date"] for row in found.events] == ["2024-01-02", "2024-01-05", "2024-01-09"]
    middle = {"statistic": "median", "claimed": 0.2}
    assert verdict(event_average, **middle, **given) == "supported"
    share = {"statistic": "share up", "claimed": 2 / 3}
    assert verdict(event_average, **share, **given) == "supported"
    down = {"statistic": "share at least", "threshold": -0.1, "claimed": 1 / 3}
    assert verdict(event_average, **down, **given) == "supported"
    last = {"last": 2, "statistic": "share down", "claimed": 0.5}
    assert verdict(event_average, **last, **given) == "supported"


def test_what_follows_any_day_is_that_of_all_complete_days() -> None:
    """Eight of ten days have two bars after them; those of the sample count."""
    given = {"bars": FALLS, "event": "fall", "size": 0.10, "horizon": 2, "tolerance": 0.001}
    closes = FALLS["close"].to_numpy()
    every = closes[2:] / closes[:-2] - 1
    both = {"claimed": float(np.mean([108 / 90, 81 / 97.2, 120 / 81]) - 1)}
    good = {"claimed_any": float(every.mean()), **both}
    assert verdict(event_average, **good, **given) == "supported"
    assert verdict(event_average, **{**good, "claimed_any": 0.2}, **given) == "refuted"
    # From Friday on: the second and third event, and the days from it.
    late = {"since": day("2024-01-05"), "claimed": float(np.mean([81 / 97.2, 120 / 81]) - 1)}
    found = examine(event_average, **late, **given)
    assert decide(found.check).verdict == "supported"
    assert found.estimates[0].baseline == pytest.approx(every[4:].mean())
    # To Wednesday the 10th: the third return, which ends on Thursday, is not complete.
    early = {"until": day("2024-01-10"), "claimed": float(np.mean([108 / 90, 81 / 97.2]) - 1)}
    assert verdict(event_average, **early, **given) == "supported"


def test_an_event_of_another_series_and_a_return_less_another() -> None:
    """The VIX closes above 30 on Wednesday; two bars later 110 against 105 for the other series."""
    ours = bars([100, 100, 100, 105, 110, 110])
    theirs = bars([100, 100, 100, 100, 105, 105])
    vix = bars([20, 25, 35, 40, 20, 20])
    given = {"event": "above level", "level": 30.0, "horizon": 2, "tolerance": 0.001}
    two = {"bars": ours, "less": theirs, "trigger": vix, **given}
    assert verdict(event_average, claimed=0.05, **two) == "supported"
    with pytest.raises(samples.InsufficientData, match="no event 'above level'"):
        examine(event_average, **{**two, "level": 50.0}, claimed=0.05)


def test_a_move_of_the_fed_needs_its_target() -> None:
    """Without a trigger there is no data."""
    given = {"bars": FALLS, "event": "cut", "horizon": 2, "claimed": 0.1, "tolerance": 0.01}
    found = decide(examine(event_average, **given).check)
    assert (found.verdict, "FFT" in found.reason) == ("no data", True)


def test_days_of_a_kind_are_counted() -> None:
    """Three falls of 10%, two of them in the second span."""
    given = {"bars": FALLS, "event": "fall", "size": 0.10, "end": day("2024-01-12")}
    assert verdict(event_count, start=day("2024-01-01"), claimed=3, **given) == "supported"
    assert verdict(event_count, start=day("2024-01-03"), claimed=2, **given) == "supported"
    assert verdict(event_count, start=day("2024-01-03"), claimed=3, **given) == "refuted"
    near = {"claimed": 3, "tolerance": 1}
    assert verdict(event_count, start=day("2024-01-03"), **near, **given) == "supported"


def test_a_share_of_days_at_a_level() -> None:
    """Four of eight closes from Wednesday to Friday of the next week are below 100."""
    given = {"bars": FALLS, "event": "day below level", "level": 100.0, "tolerance": 0.01}
    span = {"start": day("2024-01-03"), "end": day("2024-01-12")}
    found = examine(event_share, claimed=0.5, **span, **given)
    assert decide(found.check).verdict == "supported"
    assert (found.estimates[0].value, found.estimates[0].n) == (0.5, 8)
    assert verdict(event_share, claimed=0.4, **span, **given) == "refuted"
    late = {"start": day("2024-01-03"), "end": day("2024-02-12")}
    assert verdict(event_share, claimed=0.5, **late, **given) == "no data"


def test_the_first_event_since_a_day() -> None:
    """The record close of 108 is followed by none before 120, on the 11th."""
    span = {"bars": FALLS, "event": "record high", "start": day("2024-01-11")}
    found = {**span, "end": day("2024-01-12")}
    assert verdict(first_event, since=day("2024-01-05"), **found) == "supported"
    assert verdict(first_event, since=day("2024-01-03"), **found) == "refuted"
    none = {**span, "start": day("2024-01-12"), "end": day("2024-01-12")}
    assert verdict(first_event, since=day("2024-01-05"), **none) == "refuted"


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        (("high", 252, None, None, None, None), True),
        (("high", None, None, None, None, None), False),
        (("record high", 252, None, None, None, None), False),
        (("cut", None, None, None, None, None), True),
        (("cut", None, None, None, None, 50.0), True),
        (("first cut", None, None, None, None, 50.0), False),
        (("rise", None, None, 0.02, None, None), True),
    ],
)
def test_an_event_takes_the_parameters_that_it_needs(
    given: tuple[object, ...], accepted: bool
) -> None:
    """And no others, which would be ignored."""
    assert EVENT_RULES[0].met(*given) is accepted


def noisy(after: int, gain: float, *, every: int = 60, seed: int = 5) -> pd.DataFrame:
    """Thirty years of small noise; after each fall of 5%, `gain` a day for `after` days."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(0.0, 0.004, 7_560)
    for at in range(every, steps.size - after - 1, every):
        steps[at] = np.log(0.94)
        steps[at + 1 : at + 1 + after] += gain - np.log(0.94) / every
    return bars(100 * np.exp(np.cumsum(steps)), "1990-01-01")


FALL = {"event": "fall", "size": 0.05, "horizon": 20}


def holm(evidence: Evidence) -> Verdict:
    """The verdict with the p of a family of one."""
    check = evidence.check
    assert isinstance(check, EffectCheck)
    alone = replace(check, p_adjusted=check.p, p_opposite_adjusted=check.p_opposite)
    return decide(alone).verdict


def test_a_planted_gain_after_an_event_is_found() -> None:
    """20 days of +0.3% a day: supported as a rise, refuted as a fall."""
    prices = noisy(20, 0.003)
    up = examine(event_excess, bars=prices, **FALL)
    assert holm(up) == "supported"
    assert up.estimates[0].value > 0.05
    assert holm(examine(event_excess, bars=prices, direction="down", **FALL)) == "refuted"


def test_a_planted_loss_is_shown_as_a_loss() -> None:
    """Claimed to be down: the effect is positive in its direction, the mean stays negative."""
    prices = noisy(45, -0.003, every=150)
    found = examine(event_excess, bars=prices, direction="down", **FALL)
    assert holm(found) == "supported"
    first = found.estimates[0]
    assert first.value is not None
    assert first.baseline is not None
    assert first.interval is not None
    assert first.value < first.baseline
    assert first.interval[0] < first.value < first.interval[1]


def test_without_an_effect_nothing_is_supported() -> None:
    """Events of noise alone."""
    rng = np.random.default_rng(11)
    prices = bars(100 * np.exp(np.cumsum(rng.normal(0, 0.01, 5_000))), "1990-01-01")
    found = examine(event_excess, bars=prices, event="rise", size=0.02, horizon=20)
    assert holm(found) in ("inconclusive", "refuted")


def test_events_within_the_horizon_of_another_count_once() -> None:
    """Falls on 1, 2 and 4 with a horizon of three bars: those on 1 and 4."""
    prices = bars([100, 90, 80, 81, 70, 75, 76, 77, 78, 79, 80, 81, 82, 83])
    found = examine(event_excess, bars=prices, event="fall", size=0.09, horizon=3)
    assert found.estimates[0].n == 2
    assert found.estimates[1].n == 3
    assert [row["date"] for row in found.events] == ["2024-01-02", "2024-01-05"]


def test_the_condition_on_the_share_of_gains() -> None:
    """A mean made by one event of many does not make "often"."""
    found = examine(event_excess, bars=FALLS, event="fall", size=0.1, horizon=1, least_share=0.9)
    check = found.check
    assert isinstance(check, EffectCheck)
    assert [met for _, met in check.conditions] == [False]


def months(returns: list[float], first: str = "2019-12") -> pd.DataFrame:
    """Month ends with these returns after a first of 100."""
    closes = 100 * np.cumprod([1.0, *(1 + r for r in returns)])
    ends = (
        pd.period_range(first, periods=closes.size, freq="M").to_timestamp()
        + pd.offsets.BMonthEnd()
    )
    frame = pd.DataFrame({"close": closes}, pd.DatetimeIndex(ends))
    frame.attrs["frequency"] = "monthly"
    return frame


# 2020 and 2021: +1% a month, but September -5% and -3%, and November +4% and +2%.
TWO_YEARS = [0.01] * 8 + [-0.05, 0.01, 0.04, 0.01] + [0.01] * 8 + [-0.03, 0.01, 0.02, 0.01]


def test_a_month_and_the_rest_of_the_year() -> None:
    """September: -5% and -3%, mean -4%; the other months 1% but for two Novembers."""
    given = {"bars": months(TWO_YEARS), "part": "months", "months": [9], "tolerance": 0.001}
    rest = (20 * 0.01 + 0.04 + 0.02) / 22
    found = {"claimed": -0.04, "claimed_rest": rest}
    assert verdict(calendar_average, **found, **given) == "supported"
    share = {"statistic": "share down", "claimed": 1.0}
    assert verdict(calendar_average, **share, **given) == "supported"
    last = {"last": 1, "claimed": -0.03}
    assert verdict(calendar_average, **last, **given) == "supported"
    since = {"since": day("2021-01-01"), "claimed": -0.03}
    assert verdict(calendar_average, **since, **given) == "supported"


def test_a_sample_that_the_record_does_not_reach_is_not_judged() -> None:
    """A figure that fits the rest of it and one that does not; a tenth may be missing."""
    given = {"bars": months(TWO_YEARS), "part": "months", "months": [9], "tolerance": 0.001}
    for claimed in (-0.04, 0.1):
        early = {"since": day("2015-01-31"), "claimed": claimed}
        found = examine(calendar_average, **early, **given).check
        assert isinstance(found, MissingCheck)
        assert "begins on 2019-12-31, the sample on 2015-01-31" in found.reason
    nearly = {"since": day("2019-11-15"), "claimed": -0.04}
    assert verdict(calendar_average, **nearly, **given) == "supported"


def test_a_series_of_the_event_that_begins_late_is_not_judged() -> None:
    """As the Fed's target, which begins in 1982, for cuts since 1950."""
    of_event = bars(range(100, 160), start="2024-03-01")
    event = {"event": "day up", "size": 0.001, "horizon": 2, "claimed": 0.0, "tolerance": 0.01}
    early = {"trigger": of_event, "since": day("2024-01-02")}
    found = examine(event_average, bars=bars(range(100, 200)), **early, **event)
    assert isinstance(found.check, MissingCheck)


def test_a_season_over_the_turn_of_the_year() -> None:
    """November to January: once whole, 1.04 x 1.01 x 1.01; the second ends with the data."""
    given = {"bars": months(TWO_YEARS), "part": "months", "months": [11, 12, 1]}
    found = {"claimed": 1.04 * 1.01 * 1.01 - 1, "tolerance": 0.0001}
    evidence = examine(calendar_average, **found, **given)
    assert decide(evidence.check).verdict == "supported"
    assert evidence.estimates[0].n == 1


def test_years_quarters_and_years_of_the_term() -> None:
    """2020 is an election year (0), 2021 the first after it."""
    prices = months(TWO_YEARS)
    first, second = (np.prod(1 + np.array(TWO_YEARS[at : at + 12])) - 1 for at in (0, 12))
    given = {"bars": prices, "tolerance": 0.0001}
    mean = {"part": "years", "claimed": float((first + second) / 2)}
    assert verdict(calendar_average, **mean, **given) == "supported"
    election = {"part": "term years", "term_year": 0, "claimed": float(first)}
    both = {"claimed_rest": float(second), **election}
    assert verdict(calendar_average, **both, **given) == "supported"
    quarters = {"part": "quarters", "statistic": "share up", "claimed": 6 / 8}
    assert verdict(calendar_average, **quarters, **given) == "supported"


def test_the_sessions_about_the_turn_of_a_year() -> None:
    """Two last and one first: 29, 30 December and 2 January, from the close of the 28th."""
    days = pd.bdate_range("2022-12-26", "2023-01-06")
    prices = pd.DataFrame({"close": [100.0, 100, 100, 101, 102, 105, 90, 90, 90, 90]}, days)
    given = {"bars": prices, "part": "turn of the year", "last_days": 2, "first_days": 1}
    assert verdict(calendar_average, claimed=0.05, tolerance=0.0001, **given) == "supported"


def test_a_weekday_and_a_week() -> None:
    """Mondays of +1% among days without change; the second ISO week of 2024 is +1%."""
    steps = np.where(pd.bdate_range("2024-01-01", periods=20).day_of_week == 0, 1.01, 1.0)
    prices = bars(100 * np.cumprod(steps))
    given = {"bars": prices, "tolerance": 0.0001}
    monday = {"part": "weekday", "weekday": 1, "claimed": 0.01, "claimed_rest": 0.0}
    assert verdict(calendar_average, **monday, **given) == "supported"
    week = {"part": "week", "week": 2, "claimed": 0.01}
    assert verdict(calendar_average, **week, **given) == "supported"


def test_weekly_closes_have_no_weekday() -> None:
    """The test says what it would take."""
    weekly = pd.DataFrame(
        {"close": np.arange(50.0, 90.0)}, pd.date_range("2024-01-05", periods=40, freq="W-FRI")
    )
    given = {"bars": weekly, "part": "weekday", "weekday": 1, "claimed": 0.01, "tolerance": 0.01}
    assert verdict(calendar_average, **given) == "no data"


@pytest.mark.parametrize(
    ("run", "accepted"),
    [([9], True), ([11, 12, 1, 2, 3, 4], True), ([1, 3], False), ([4, 3], False)],
)
def test_months_follow_each_other(run: list[int], accepted: bool) -> None:
    """Over the turn of the year too."""
    assert PART_RULES[1].met("months", run) is accepted


def seasonal(extra: float, seed: int = 3) -> pd.DataFrame:
    """Forty years of months of +0.5%, sd 3%, and `extra` in each November."""
    rng = np.random.default_rng(seed)
    returns = rng.normal(0.005, 0.03, 480)
    returns[10::12] += extra
    return months(returns.tolist(), "1984-12")


def test_a_planted_month_is_found_and_its_opposite_refuted() -> None:
    """Novembers of +5% more than other months."""
    given = {"bars": seasonal(0.05), "part": "months", "months": [11]}
    found = examine(calendar_excess, **given)
    assert holm(found) == "supported"
    assert found.estimates[0].n == 40
    assert holm(examine(calendar_excess, direction="down", **given)) == "refuted"


def test_a_month_like_the_others_is_not_supported() -> None:
    """No effect planted."""
    found = examine(calendar_excess, bars=seasonal(0.0), part="months", months=[11])
    assert holm(found) in ("inconclusive", "refuted")


def test_the_effect_of_a_season_is_that_of_all_its_months() -> None:
    """Half a year of +1% against half a year of nothing: six points."""
    returns = [0.0, 0.0, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.0, 0.0, 0.0, 0.0] * 20
    jitter = np.random.default_rng(1).normal(0, 1e-6, 240)
    prices = months((np.array(returns) + jitter).tolist(), "1999-12")
    found = examine(calendar_excess, bars=prices, part="months", months=[3, 4, 5, 6, 7, 8])
    check = found.check
    assert isinstance(check, EffectCheck)
    assert check.effect == pytest.approx(0.06, abs=1e-4)
    # METHODS 4: two points a year, and half a year of it.
    assert check.least == pytest.approx(0.01)


def test_occurrences_and_units_are_those_of_the_same_sample() -> None:
    """Each month once, in the part or in the rest."""
    wanted = Wanted("months", months=[9])
    found = occurrences(wanted, months(TWO_YEARS), None, since=None, until=None)
    assert not isinstance(found, MissingCheck)
    assert found.units.size == 24
    assert int(found.member.sum()) == found.values.size == 2


def garch(seed: int, days: int = 3_000) -> pd.DataFrame:
    """Closes whose volatility is high for weeks at a time, without any drift after a fall."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(days)
    steps, variance = np.empty(days), 1e-4
    for at in range(days):
        steps[at] = np.sqrt(variance) * noise[at]
        variance = 2e-6 + 0.09 * steps[at] ** 2 + 0.89 * variance
    return bars(100 * np.exp(np.cumsum(steps)), "1990-01-01")


def test_large_falls_without_consequence_are_seldom_found() -> None:
    """5% of 30 paths are 1.5; 6 or more come once in 300 times. They come in volatile times."""
    found = []
    for seed in range(30):
        wanted = event_excess.examine(
            Context(AS_OF, monte_carlo.generator(f"path {seed}"), 200),
            bars=garch(seed),
            event="fall",
            size=0.02,
            horizon=21,
        )
        assert isinstance(wanted.check, EffectCheck)
        found.append(wanted.check.p <= 0.05)
    assert sum(found) < 6
