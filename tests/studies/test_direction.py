"""Forecasts and targets that point down are the mirror image of those that point up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backtests.evidence.checks import decide
from backtests.evidence.estimates import Context, Evidence, Outlook
from backtests.evidence.forecast_checks import TouchCheck
from backtests.evidence.outlook import odds_of_touch, touches
from backtests.inference import monte_carlo
from backtests.inference.samples import InsufficientData
from backtests.studies.breakouts import price_target
from backtests.studies.easing import current_cycle
from backtests.studies.forecasts import level_forecast, outpace, relative_race, return_in_range
from backtests.studies.states import easing_breadth
from data_feeds.series.bars import check_bars

START = pd.Timestamp("2024-01-01")


def closes_of(prices: np.ndarray) -> pd.DataFrame:
    """Daily closes from 2024 on."""
    days = pd.bdate_range(START, periods=prices.size, name="date")
    return check_bars(pd.DataFrame({"close": prices.astype(float)}, index=days), name="X")


def bars_of(rows: list[tuple[float, float, float, float]]) -> pd.DataFrame:
    """Daily open, high, low and close from 2024 on."""
    days = pd.bdate_range(START, periods=len(rows), name="date")
    frame = pd.DataFrame(rows, index=days, columns=["open", "high", "low", "close"])
    return check_bars(frame, name="X")


def context_of(frame: pd.DataFrame) -> Context:
    """The end of the data, without resamples."""
    return Context(pd.Timestamp(frame.index[-1]), monte_carlo.generator("x"), 0)


def outlook_of(evidence: Evidence) -> Outlook:
    """The outlook of a pending claim."""
    assert evidence.outlook is not None
    found = evidence.outlook()
    assert found is not None
    return found


def forecast(closes: pd.DataFrame, rise: float, months: int = 12) -> Evidence:
    """A forecast from the first close."""
    return level_forecast.examine(
        context_of(closes), bars=closes, base_date=START, months=months, rise=rise
    )


@pytest.mark.parametrize(
    ("end", "rise", "verdict"),
    [
        (90.0, -0.10, "supported"),
        (89.0, -0.10, "supported"),
        (91.0, -0.10, "refuted"),
        (120.0, -0.10, "refuted"),
        (110.0, 0.10, "supported"),
        (109.0, 0.10, "refuted"),
        (80.0, 0.10, "refuted"),
    ],
)
def test_a_fall_is_true_at_or_below_its_level(end: float, rise: float, verdict: str) -> None:
    """From 100 to its end over a year and more, in equal steps before the last month."""
    closes = closes_of(np.append(np.linspace(100.0, end, 240), np.full(60, end)))
    assert decide(forecast(closes, rise).check).verdict == verdict


def test_a_base_between_the_closes_is_no_data() -> None:
    """Weeks lack the close of a Thursday; daily data lack that of a Saturday."""
    daily = closes_of(np.linspace(100.0, 110.0, 300))
    fridays = check_bars(daily[pd.DatetimeIndex(daily.index).day_of_week == 4], name="X")
    thursday = START + pd.Timedelta(days=(3 - START.day_of_week) % 7 + 7)
    for closes, day, reason in (
        (fridays, thursday, "daily closes are needed"),
        (daily, thursday + pd.Timedelta(days=2), "the data lack"),
    ):
        found = level_forecast.examine(
            context_of(closes), bars=closes, base_date=day, months=12, rise=0.1
        )
        ruling = decide(found.check)
        assert (ruling.verdict, ruling.reason.split(": ")[0]) == ("no data", "not tested")
        assert reason in ruling.reason


@pytest.mark.parametrize(
    ("resolves", "expected"),
    [
        ("2024-02-02", "supported"),
        ("2024-02-04", "supported"),
        ("2024-02-05", "no data"),
        ("2024-04-08", "supported"),
        ("2024-06-30", "pending"),
    ],
)
def test_weeks_settle_a_return_only_at_their_closes(resolves: str, expected: str) -> None:
    """On a Friday and the Sunday after; not the Monday, but after 13 weeks; later it is open."""
    daily = closes_of(np.linspace(100.0, 110.0, 90))
    fridays = check_bars(daily[pd.DatetimeIndex(daily.index).day_of_week == 4], name="X")
    day = pd.Timestamp(resolves)
    one = return_in_range.examine(
        context_of(fridays),
        closes=fridays,
        name="X",
        base_date=pd.Timestamp("2024-01-05"),
        resolves=day,
        months=1,
        least=0.01,
    )
    race = relative_race.examine(
        context_of(fridays),
        pairs=[["X", "flat"]],
        base_date=pd.Timestamp("2024-01-05"),
        resolves=day,
        months=1,
        others={"X": fridays, "flat": check_bars(fridays * 0 + 100.0, name="flat")},
    )
    assert [decide(found.check).verdict for found in (one, race)] == [expected] * 2


def test_a_fall_has_odds_and_a_base_rate_of_falls() -> None:
    """Those of the inverse prices, on which a fall by a fifth is a rise by a quarter."""
    closes = closes_of(np.tile([100.0, 100.0, 80.0, 80.0], 40))
    evidence = forecast(closes, -0.2)
    found = outlook_of(evidence)
    assert found.settles.startswith("a close at or below 80.00 on ")
    touch = next(e for e in evidence.estimates if e.name == "first close at or below the level")
    assert (touch.value, touch.note) == (80.0, "on 2024-01-03")
    up = outlook_of(forecast(closes_of(10_000 / closes["close"].to_numpy()), 0.25))
    assert found.odds[0].value == up.odds[0].value
    assert found.odds[0].n == up.odds[0].n


def target(bars: pd.DataFrame, level: float) -> Evidence:
    """A level published on the first day, to be reached within a year."""
    return price_target.examine(
        context_of(bars),
        bars=bars,
        level=level,
        base_date=START,
        resolves=pd.Timestamp("2024-12-31"),
    )


def test_a_level_below_is_reached_by_a_low_and_not_by_a_rise() -> None:
    """Base 100: a low of 90 touches 90 on the third day; highs far above do not touch 80."""
    bars = bars_of([(100, 101, 99, 100), (100, 130, 98, 99), (99, 140, 90, 95), (95, 150, 91, 94)])
    check = target(bars, 90.0).check
    assert isinstance(check, TouchCheck)
    assert (check.down, check.touched_on) == (True, pd.Timestamp("2024-01-03"))
    open_ = target(bars, 80.0)
    assert decide(open_.check).reason == "80 open until 2024-12-31, lowest so far 90.00"
    assert outlook_of(open_).settles == "a low at or below 80.00 by 2024-12-31"
    assert outlook_of(open_).distance == pytest.approx(80 / 94 - 1)
    assert open_.check.would_change() == (
        "a low of 80 by 2024-12-31 supports; none by then refutes",
    )


def test_a_level_above_is_reached_by_a_high_and_not_by_a_fall() -> None:
    """The same bars: 140 on the third day, and 160 on none."""
    bars = bars_of([(100, 101, 99, 100), (100, 130, 98, 99), (99, 140, 90, 95), (95, 150, 91, 94)])
    check = target(bars, 140.0).check
    assert isinstance(check, TouchCheck)
    assert (check.down, check.touched_on) == (False, pd.Timestamp("2024-01-03"))
    assert decide(target(bars, 160.0).check).reason.endswith("highest so far 150.00")


def test_the_level_of_today_is_touched_by_a_high() -> None:
    """A ratio of 1 asks for no fall: highs of 99 after a close of 100 are below it."""
    bars = bars_of([(100, 100, 90, 100), (95, 99, 90, 95), (95, 99, 90, 95)])
    assert touches(bars, 1.0, window=1).tolist() == [False, True]


@pytest.mark.parametrize(("high", "touched"), [(139.99, False), (140.0, True), (140.01, True)])
@pytest.mark.parametrize("down", [False, True])
def test_a_level_is_touched_at_it_and_not_a_tick_before(
    high: float, touched: bool, down: bool
) -> None:
    """A high of 140 touches 140 and one of 139.99 does not; the low is its mirror image at 60."""
    extreme = 200 - high if down else high
    low, top = (extreme, 101) if down else (99, extreme)
    bars = bars_of([(100, 101, 99, 100), (100, top, low, 100), (100, 101, 99, 100)])
    check = target(bars, 60.0 if down else 140.0).check
    assert isinstance(check, TouchCheck)
    assert check.touched_on == (pd.Timestamp("2024-01-02") if touched else None)


@pytest.mark.parametrize(("day", "touched"), [(0, False), (1, True), (260, True), (261, False)])
def test_a_level_is_touched_after_the_article_and_up_to_its_day(day: int, touched: bool) -> None:
    """Highs of the day of publication and of the day after the resolution do not count."""
    days = pd.bdate_range(START, periods=262)
    assert f"{days[260]:%Y-%m-%d}" == "2024-12-30"
    bars = bars_of([(100, 150 if n == day else 101, 99, 100) for n in range(262)])
    check = price_target.examine(
        context_of(bars), bars=bars, level=140.0, base_date=START, resolves=days[260]
    ).check
    assert isinstance(check, TouchCheck)
    assert check.touched_on == (days[day] if touched else None)


def test_a_level_below_is_not_reached_when_its_time_is_over() -> None:
    """A year and more at 100 to 120: 90 was never touched."""
    closes = closes_of(np.linspace(100.0, 120.0, 300))
    found = decide(target(closes, 90.0).check)
    assert found.verdict == "refuted"
    assert found.reason.startswith("90 not touched by 2024-12-31, lowest so far 100.")


def test_bars_that_begin_after_the_base_date_are_no_data() -> None:
    """Without a close of the day the direction is not known."""
    closes = closes_of(np.full(30, 100.0))
    evidence = price_target.examine(
        context_of(closes),
        bars=closes,
        level=90.0,
        base_date=pd.Timestamp("2023-12-01"),
        resolves=pd.Timestamp("2024-12-31"),
    )
    assert decide(evidence.check).verdict == "no data"


def test_past_touches_of_a_fall_are_those_of_the_inverse_prices_of_a_rise() -> None:
    """On random closes, for every window: a fall by a fifth is a rise by a quarter of 1/x."""
    rng = np.random.default_rng(3)
    prices = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, 400)))
    down = touches(closes_of(prices), 0.8, window=30)
    up = touches(closes_of(10_000 / prices), 1.25, window=30)
    assert 0 < down.sum() < down.size
    assert down.tolist() == up.tolist()


def test_the_odds_of_a_fall_are_counted_over_every_span() -> None:
    """Closes 110, 100, 110 ...: in two days a fall to 100/110 comes from every 110, no other."""
    closes = closes_of(np.tile([110.0, 100.0], 50)[:-1])
    until = closes.index[-1] + pd.Timedelta(days=3)
    found = odds_of_touch("x", closes, level=100.0, until=until)
    assert found.n == 97
    assert found.value == pytest.approx(49 / 97)


@pytest.mark.parametrize(
    ("end", "verdict"), [(80.0, "supported"), (85.0, "supported"), (86.0, "refuted")]
)
def test_an_upper_limit_alone_is_a_forecast_of_a_fall(end: float, verdict: str) -> None:
    """A loss of 15% or more, with a further level at -20%."""
    closes = closes_of(np.append(np.linspace(100.0, end, 200), np.full(62, end)))
    evidence = return_in_range.examine(
        context_of(closes),
        closes=closes,
        name="index",
        base_date=START,
        resolves=pd.Timestamp("2024-12-31"),
        months=12,
        most=-0.15,
        levels=[-0.20],
    )
    assert decide(evidence.check).verdict == verdict
    assert evidence.estimates[-1].name == "close still to lose for -20%"
    assert outlook_of(evidence).settles == "a close of the index at or below 85.00 on 2024-12-31"
    assert [odds.name for odds in outlook_of(evidence).odds] == ["it", "-20% or less, 80.00"]


def after_the_cut(total: pd.DataFrame, claimed: float, tolerance: float) -> Evidence:
    """A return claimed for the year from a cut on the first day."""
    policy = pd.DataFrame({"mid": [5.0, 4.75]}, index=[START - pd.DateOffset(months=9), START])
    return current_cycle.examine(
        context_of(total),
        total=total,
        policy=policy,
        last_cut=START,
        months=12,
        claimed=claimed,
        tolerance=tolerance,
    )


@pytest.mark.parametrize(
    ("end", "claimed", "verdict"),
    [
        (92.0, -0.10, "supported"),
        (80.0, -0.10, "supported"),
        (93.0, -0.10, "refuted"),
        (130.0, -0.10, "refuted"),
        (108.0, 0.10, "supported"),
        (107.0, 0.10, "refuted"),
    ],
)
def test_a_claimed_fall_after_a_cut_allows_its_tolerance_upwards(
    end: float, claimed: float, verdict: str
) -> None:
    """From 100, with 2 points of tolerance: -10% is met by 92 and +10% by 108."""
    total = closes_of(np.append(np.linspace(100.0, end, 240), np.full(60, end)))
    assert decide(after_the_cut(total, claimed, 0.02).check).verdict == verdict


def test_a_claimed_fall_after_a_cut_has_odds_and_a_base_rate_of_falls() -> None:
    """Those of the inverse prices, on which a fall by a fifth is a rise by a quarter."""
    total = closes_of(np.tile([100.0, 100.0, 80.0, 80.0], 40))
    evidence = after_the_cut(total, -0.2, 0.0)
    found = outlook_of(evidence)
    assert found.settles.startswith("a return with dividends of -20% or less from ")
    up = outlook_of(after_the_cut(closes_of(10_000 / total["close"].to_numpy()), 0.25, 0.0))
    assert found.odds[0].value == up.odds[0].value
    assert (1 + found.distance) * (1 + up.distance) == pytest.approx(1)


@pytest.mark.parametrize(
    ("small_end", "large_end", "rise", "verdict"),
    [
        (80.0, 90.0, -0.10, "supported"),
        (95.0, 90.0, -0.10, "refuted"),
        (80.0, 90.0, -0.01, "refuted"),
        (125.0, 110.0, 0.10, "supported"),
        (105.0, 110.0, 0.10, "refuted"),
        (125.0, 110.0, 0.01, "refuted"),
    ],
)
def test_a_fall_outpaces_if_it_is_below_the_median_and_small_caps_trail(
    small_end: float, large_end: float, rise: float, verdict: str
) -> None:
    """Large caps move evenly by about 4% in half a year, so that 10% is beyond and 1% is not."""
    small, large = (closes_of(np.linspace(100.0, end, 300)) for end in (small_end, large_end))
    evidence = outpace.examine(
        context_of(small), small=small, large=large, base_date=START, months=6, rise=rise
    )
    assert decide(evidence.check).verdict == verdict
    ahead = "S&P 500" if rise < 0 else "Russell 2000"
    rate = evidence.estimates[-1]
    assert rate.name == f"share of all dates after which the {ahead} was ahead 6 months later"
    assert rate.value == float((small_end < large_end) == (rise < 0))
    late = pd.Timestamp("2024-12-02")
    pending = outpace.examine(
        context_of(small), small=small, large=large, base_date=late, months=6, rise=rise
    )
    assert outlook_of(pending).settles.startswith(f"{ahead} ahead of ")
    with pytest.raises(InsufficientData, match="no return of the S&P 500 over 24 months"):
        outpace.examine(
            context_of(small), small=small, large=large, base_date=START, months=24, rise=rise
        )


def test_large_falls_are_counted_as_large_gains_of_the_inverse_prices() -> None:
    """A fall by a fifth is a rise by a quarter of 1/x: the same months, the same gap."""
    rng = np.random.default_rng(8)
    days = pd.bdate_range("2000-01-03", periods=252 * 12, name="date")

    def series(values: np.ndarray, column: str) -> pd.DataFrame:
        return pd.DataFrame({column: values}, index=days)

    prices = 100 * np.exp(np.cumsum(rng.normal(0, 0.02, days.size)))
    two_year = series(4 + np.cumsum(rng.normal(0, 0.03, days.size)), "value")
    others = {
        name: check_bars(
            series(100 * np.exp(np.cumsum(rng.normal(0, 0.02, days.size))), "close"), name=name
        )
        for name in "ABCDE"
    }
    gaps = [
        easing_breadth.examine(
            Context(days[-1], np.random.default_rng(1), 100),
            bars=check_bars(series(closes, "close"), name="X"),
            two_year=two_year,
            others=others,
            gain=gain,
        ).estimates[0]
        for closes, gain in ((prices, -0.2), (10_000 / prices, 0.25))
    ]
    assert gaps[0].name.startswith("share of half years with -20% or less, ")
    assert gaps[0].value == gaps[1].value
    assert gaps[0].value != 0
