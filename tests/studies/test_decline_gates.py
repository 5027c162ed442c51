"""The robustness gate of claims about declines, risk-off phases and relative results; eras."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import examine_claim
from backtests.claims.registry import find_claim, load_claims
from backtests.evidence.checks import decide
from backtests.evidence.conjunction_check import ConjunctionCheck, deciding_effect
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.eras import by_part, parts, rate_by_part, share_by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.inference import monte_carlo, samples
from backtests.inference.path_bootstrap import common_closes
from backtests.studies.declines import decline_depth, decline_frequency, decline_stress, definitions
from backtests.studies.relative import event_windows, recovery_lead, risk_off, size_premium
from data_feeds.series.market import Market
from signals import declines

CLAIMS = load_claims()
EFFECTS = ("slide-04", "slide-07", "slide-10", "slide-24", "slide-25", "srg-03", "mom-16")
CRITERIA = ("slide-05", "slide-06a", "srg-09")


def bars_of(values: list[float] | np.ndarray, *, start: str = "2003-01-01") -> pd.DataFrame:
    """Closes on business days."""
    index = pd.bdate_range(start, periods=len(values), name="date")
    return pd.DataFrame({"close": np.array(values, dtype=float)}, index=index)


def context_of(resamples: int = 400) -> Context:
    """A context with few draws."""
    return Context(pd.Timestamp("2026-01-01"), monte_carlo.generator("gate"), resamples)


def effect_of(evidence: Evidence) -> EffectCheck:
    """The effect that decides the check."""
    check = deciding_effect(evidence.check)
    assert check is not None
    return check


def reason(evidence: Evidence) -> str:
    """Why the verdict is what it is, for a claim alone in its family."""
    check = effect_of(evidence)
    return decide(replace(check, p_adjusted=check.p)).reason


# Twenty falls of 17% in 20 days, with a day of -3% in each; the way back takes 120 or 240 days.
FALL = np.array([*[-0.008] * 10, -0.03, *[-0.008] * 9])
CYCLES = 20


def cycle(fall: np.ndarray, rise: int, *, back: bool = True) -> np.ndarray:
    """A fall, and what it lost spread over the days after it, or nothing."""
    return np.concatenate((fall, np.full(rise, -fall.sum() / rise if back else 0.0)))


def falls_with(extra: list[float], *, back: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Large caps in cycles, and small caps that fall `extra` more (log) in each fall.

    What they lost more comes back over the rise if `back`. Both move from day to day.
    """
    rises = [(120, 240)[at % 2] for at in range(CYCLES)]
    large = np.concatenate([cycle(FALL, rise) for rise in rises])
    relative = np.concatenate(
        [
            cycle(np.full(FALL.size, -more / FALL.size), rise, back=back)
            for more, rise in zip(extra, rises, strict=True)
        ]
    )
    noise, own = np.random.default_rng(3).normal(0, 0.002, (2, large.size))
    small = bars_of(100 * np.exp(np.cumsum(large + noise + relative + own)))
    return small, bars_of(100 * np.exp(np.cumsum(large + noise)))


def risk_off_of(small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """The study with no other series."""
    return risk_off.examine(
        context_of(), small=small, large=large, others={}, falls_since=pd.Timestamp("2003-01-01")
    )


def test_one_fall_that_makes_the_whole_effect_is_fragile() -> None:
    """60% lost in one fall of twenty: 4.6 points on average, and nothing without it."""
    small, large = falls_with([0.9 if at == 10 else 0.0 for at in range(CYCLES)], back=False)
    found = risk_off_of(small, large)
    assert effect_of(found).effect > 0.03
    assert reason(found).startswith("fragile")
    assert "the effect is gone" in reason(found)


def test_an_effect_in_every_fall_passes_the_gate() -> None:
    """4% more lost in each."""
    found = risk_off_of(*falls_with([0.04] * CYCLES, back=True))
    assert "robust to leaving out any one event" in reason(found)


def test_a_mean_without_one_window_drops_the_random_one_of_its_length() -> None:
    """Events 1, 2 and 6; random windows in the orders 2, 0, 1 and 0, 1, 2."""
    phase = event_windows.Phase(
        returns=np.array([1.0, 2, 6]),
        beyond=np.full(3, np.nan),
        n_eff=3,
        random=np.array([[10.0, 20, 30], [10, 20, 30]]),
        random_beyond=np.full((2, 3), np.nan),
        order=np.array([[2, 0, 1], [0, 1, 2]]),
    )
    found = phase.effect_without(2)
    assert found.value == 1.5
    assert found.simulated is not None
    assert found.simulated.tolist() == [25, 15]
    # Student's t with one degree of freedom is 6.314 at 95%: 1.5 - 6.314 * 0.7071 / sqrt(2), from
    # the mean of 20.
    assert found.upper == pytest.approx(20 - 1.5 + 6.3138 / 2, abs=1e-4)


def saw(lows: int) -> np.ndarray:
    """Large caps that fall by 25% and rise again, `lows` times, 400 days each."""
    leg = [*np.linspace(100, 120, 300), *np.linspace(119, 90, 100)]
    return np.array(leg * lows + list(np.linspace(100, 150, 300)))


def leads_of(gains: list[float]) -> Evidence:
    """Small caps that gain so much the day after each low and lose it evenly before the next."""
    large = saw(len(gains))
    log = np.zeros(large.size)
    for at, gain in enumerate(np.log1p(gains)):
        low = 400 * at + 399
        log[low + 1 : low + 301] = gain
        if at + 1 < len(gains):
            log[low + 301 : low + 400] = np.linspace(gain, 0, 99)
    big, small = bars_of(large), bars_of(large * np.exp(log))
    recessions = pd.DataFrame({"trough": [big.index[399].replace(day=1)]}, index=[big.index[10]])
    return recovery_lead.examine(context_of(), small=small, large=big, recessions=recessions)


def test_one_low_that_makes_the_whole_lead_fails_the_gate() -> None:
    """Twice as much after the third of seven lows, nothing after the others."""
    found = leads_of([0, 0, 1.0, 0, 0, 0, 0])
    low = bars_of(saw(7)).index[400 * 2 + 399]
    assert effect_of(found).effect > 0.02
    assert not effect_of(found).gate
    assert f"without the low of {low:%Y-%m-%d} the effect is gone" in effect_of(found).gate_note


def test_a_lead_after_every_low_survives_any_one() -> None:
    """10% after each of seven: the least excess without one is about what it is with all."""
    check = effect_of(leads_of([0.10] * 7))
    assert check.robustness is not None
    assert len(check.robustness.leave_one_out) == 7
    assert all(left.effect > 0.03 and left.p < 0.05 for left in check.robustness.leave_one_out)


def test_each_correction_is_left_out_in_turn() -> None:
    """The gap falls by one without one of small caps, and rises by one without one of the other."""
    calm = 100 * np.exp(np.cumsum(np.random.default_rng(3).normal(0.0003, 0.006, 2500)))
    small, large = bars_of(calm**2), bars_of(calm)
    found = decline_frequency.examine(context_of(), small=small, large=large)
    check = effect_of(found)
    decades = (large.index[-1] - large.index[0]).days / 3652.5
    assert check.robustness is not None
    effects = [left.effect for left in check.robustness.leave_one_out]
    counted = [
        next(e.n for e in found.estimates if e.name.endswith(name)) or 0
        for name in ("decade, Russell 2000", "decade, S&P 500")
    ]
    assert effects == pytest.approx(
        [check.effect - 1 / decades] * counted[0] + [check.effect + 1 / decades] * counted[1]
    )


def test_one_deep_fall_fails_the_gate() -> None:
    """The same path but for one fall in which small caps lose half more."""
    small, large = falls_with([0.7 if at == 5 else 0.0 for at in range(CYCLES)], back=True)
    check = effect_of(decline_depth.examine(context_of(), small=small, large=large))
    year = declines.find_declines(small)[5].trough.year
    assert check.effect > 0.01
    assert not check.gate
    assert check.robustness is not None
    worst = min(check.robustness.leave_one_out, key=lambda left: left.effect)
    assert abs(int(worst.name) - year) <= 1
    assert worst.effect < check.effect / 4


def test_deeper_falls_throughout_survive_any_year() -> None:
    """Every fall 10% deeper."""
    small, large = falls_with([0.10] * CYCLES, back=True)
    check = effect_of(decline_depth.examine(context_of(), small=small, large=large))
    assert check.robustness is not None
    assert check.gate, check.gate_note
    assert min(left.effect for left in check.robustness.leave_one_out) > 0.03


def test_pairs_without_a_decline_are_those_of_the_others() -> None:
    """Against counting anew, for every decline and for deals of the classes, with a gap."""
    rng = np.random.default_rng(2)
    values = {name: rng.normal(0, 1, 9).round(1) for name in decline_stress.ALL}
    values["spread"][4] = np.nan
    deals = np.array([[0, 0, 0, 0, 1, 1, 1, 2, 2], [2, 1, 0, 0, 1, 0, 2, 1, 0]])
    classed = decline_stress.Classed((), deals[0], values)
    pairs = decline_stress._pairs(classed, decline_stress._class_weights(deals)).select(
        decline_stress.PRIMARY
    )
    without = list(pairs.shares_without_each())
    for row, ranks in enumerate(deals):
        for at in range(9):
            expected = np.mean(
                [
                    decline_stress.ordered_share(np.delete(values[name], at), np.delete(ranks, at))
                    for name in decline_stress.PRIMARY
                ]
            )
            assert without[at][row] == pytest.approx(expected)
        every = [decline_stress.ordered_share(values[n], ranks) for n in decline_stress.PRIMARY]
        assert pairs.shares()[row] == pytest.approx(np.mean(every))


def test_stress_that_rises_with_the_class_passes_the_gate() -> None:
    """Under every definition, and stress that is noise does not."""
    steps = np.random.default_rng(8).standard_t(3, 5000) * 0.012
    bars = bars_of(100 * np.exp(np.cumsum(steps)), start="1990-01-01")
    fall = 1 - bars["close"] / bars["close"].rolling(63, min_periods=1).max()
    noise = pd.Series(np.random.default_rng(1).normal(0, 1, len(bars)), index=bars.index)
    gates = []
    for stress in (fall, noise):
        frame = pd.DataFrame({"value": stress, "close": stress})
        found = decline_stress.examine(
            context_of(),
            bars=bars,
            high_yield=frame,
            corporate=frame,
            conditions=frame,
            volatility=frame * 0 + 1 if stress is noise else frame,
        )
        gates.append(effect_of(found).gate)
    assert gates == [True, False]


def total_returns(yearly: dict[int, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Month ends from 1978 to 2025 with an edge of small caps in the years given, log a year."""
    index = pd.date_range("1978-12-01", "2025-12-31", freq="BME", name="date")
    rng = np.random.default_rng(5)
    edge = np.array([yearly.get(year, 0.0) / 12 for year in index.year])
    market = rng.normal(0.008, 0.04, index.size)
    paths = (market + edge + rng.normal(0, 0.005, index.size), market)
    return tuple(
        pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=index) for steps in paths
    )  # type: ignore[return-value]


premium_of = partial(
    size_premium.examine,
    context_of(),
    since=pd.Timestamp("1979-01-01"),
    split=pd.Timestamp("2000-01-01"),
)


def test_a_premium_of_one_year_fails_the_gate() -> None:
    """40% in 1991 and nothing else."""
    small, large = total_returns({1991: 0.4})
    check = effect_of(premium_of(small=small, large=large))
    assert check.effect > 0.01
    assert not check.gate
    assert "without 1991" in check.gate_note


def test_a_premium_of_every_early_year_passes_the_gate() -> None:
    """5% a year to 1999: under every split, start and kind of return."""
    small, large = total_returns(dict.fromkeys(range(1979, 2000), 0.05))
    found = premium_of(small=small, large=large)
    assert effect_of(found).gate
    assert found.curve is not None
    assert found.curve.options == {
        "split": ("2000", "1995", "2005"),
        "start": ("1979", "1982", "1988"),
        "return": ("log", "simple"),
    }
    assert found.curve.specifications[0].effect == effect_of(found).effect
    assert found.curve.specifications[0].p == effect_of(found).p
    edges = {e.name: e.value for e in found.estimates if e.name.startswith("yearly edge, ")}
    assert edges["yearly edge, 1987 to 1999"] == pytest.approx(0.05, abs=0.01)
    assert edges["yearly edge, from 2013"] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("claim_id", EFFECTS)
def test_the_definition_of_the_claim_leads_its_curve(
    snapshot_market: Market, claim_id: str
) -> None:
    """With the effect and the p of the check; 8 to 60 definitions, and the gate has run."""
    found = examine_claim(find_claim(CLAIMS, claim_id), snapshot_market, resamples=200)
    check = effect_of(found)
    assert found.curve is not None
    first = found.curve.specifications[0]
    assert (first.effect, first.p) == (check.effect, check.p)
    assert 8 <= len(found.curve.specifications) <= 60
    assert len({tuple(s.choices.items()) for s in found.curve.specifications}) == len(
        found.curve.specifications
    )
    assert check.robustness is not None
    assert check.robustness.definitions == len(found.curve.specifications)
    assert check.detectable is not None
    assert check.detectable > 0


@pytest.mark.parametrize("claim_id", [*EFFECTS, *CRITERIA])
def test_each_claim_is_reported_by_era(snapshot_market: Market, claim_id: str) -> None:
    """Its main statistic, in every part: a value, or the reason that there is none."""
    found = examine_claim(find_claim(CLAIMS, claim_id), snapshot_market, resamples=200)
    main = found.estimates[1 if claim_id == "srg-09" else 0]
    named = {e.name: e for e in found.estimates}
    for part in parts(pd.DatetimeIndex([])):
        row = named[f"{main.name}, {part}"]
        assert (row.value is None) == (row.n == 0)
        assert row.n is not None
        assert row.note or row.p is not None


def test_a_part_without_events_says_so() -> None:
    """Two events in the nineties, one of them met."""
    dates = pd.DatetimeIndex(["1990-01-02", "1995-01-02"])
    rows = {e.name: e for e in share_by_part("share", dates, np.array([True, False]))}
    assert (rows["share, 1987 to 1999"].value, rows["share, 1987 to 1999"].n) == (0.5, 2)
    assert rows["share, from 2013"].value is None
    assert rows["share, from 2013"].note == "no event in it"
    assert rows["share, without 2020"].n == 2


def test_too_little_data_in_a_part_is_its_note() -> None:
    """The reason that was raised."""

    def refuse(part: str, kept: np.ndarray) -> Estimate:
        raise samples.InsufficientData(f"{kept.sum()} events")

    rows = by_part("x", pd.DatetimeIndex(["1990-01-02"]), refuse)
    assert [row.note for row in rows] == [
        "1 events",
        "no event in it",
        "no event in it",
        "1 events",
    ]


def test_windows_of_2020_are_left_out_by_their_start() -> None:
    """All of 2020's days met the condition, none of the others."""
    days = pd.bdate_range("2018-01-01", "2022-12-30")
    rows = {e.name: e for e in rate_by_part("rate", days, days.year == 2020, window_days=252)}
    assert rows["rate, without 2020"].value == 0
    assert rows["rate, from 2013"].value == pytest.approx((days.year == 2020).mean())


def test_compiled_counts_match_the_declines() -> None:
    """From zigzag highs and from records, by least depth and limit, on random walks."""
    least, most = np.array([0.10, 0.05]), np.array([0.20, 0.15, 1.0])
    for seed in range(5):
        walk = 100 * np.exp(np.cumsum(np.random.default_rng(seed).normal(0.001, 0.015, 1500)))
        expected = [
            [
                [sum(d.finished and d.depth < limit for d in found) for limit in most.tolist()]
                for found in each
            ]
            for each in (
                [declines.find_declines(bars_of(walk), threshold=t) for t in least.tolist()],
                [declines.record_declines(bars_of(walk), least=t) for t in least.tolist()],
            )
        ]
        assert declines.decline_counts(walk, least, most).tolist() == expected
        assert np.sum(expected) > 0


def test_weekly_readings_look_at_the_last_close_of_each_week() -> None:
    """A fall of 12% within a week, made good by Friday, is not seen."""
    values = [100.0, 101, 88.8, 100, 102, *np.linspace(102, 110, 20), 111]
    frame = common_closes(*[bars_of([*values, *np.linspace(111, 150, 300)])] * 2)
    sampled = definitions.samples(frame)
    path = frame["small"].to_numpy()
    counts = definitions.counts_of(path, sampled, (0.10,), (1.0,))[:, 0].tolist()
    readings = definitions.readings(sampled, (0.10,))
    found = {(r.closes, r.peak): n for r, n in zip(readings, counts, strict=True)}
    assert found == {
        ("daily", "turning point"): 1,
        ("daily", "record close"): 1,
        ("weekly", "turning point"): 0,
        ("weekly", "record close"): 0,
    }


def test_counts_come_in_the_order_of_the_readings() -> None:
    """A slow fall of 9% has a depth of 8% but not of 10%, in days and weeks."""
    values = [*np.linspace(100, 150, 300), *np.linspace(150, 136.5, 30), *np.linspace(137, 160, 30)]
    frame = common_closes(*[bars_of(values)] * 2)
    sampled = definitions.samples(frame)
    counts = definitions.counts_of(frame["small"].to_numpy(), sampled, (0.10, 0.08), (0.20, 0.05))
    least = [reading.threshold for reading in definitions.readings(sampled, (0.10, 0.08))]
    assert counts.tolist() == [[float(depth == 0.08), 0.0] for depth in least]


def test_other_depths_of_the_classes_are_used() -> None:
    """A fall of 17% is a correction, but a bear market from 15% on."""
    bars = bars_of([90.0, 100, *np.linspace(99, 83, 60), 90, 96])
    assert [len(found) for found in declines.by_kind(bars).values()] == [1, 0, 0]
    assert [len(found) for found in declines.by_kind(bars, bear=0.15).values()] == [0, 1, 0]


def test_a_measure_out_of_order_leaves_the_statement_undecided(snapshot_market: Market) -> None:
    """Crashes widened the spread by less (1.57) than bear markets (2.04): not the full order."""
    found = examine_claim(find_claim(CLAIMS, "slide-07"), snapshot_market, resamples=400)
    assert isinstance(found.check, ConjunctionCheck)
    parts_by_name = {part.name: part.check for part in found.check.others}
    spread = parts_by_name["high-yield spread alone"]
    assert isinstance(spread, EffectCheck)
    ((condition, met),) = spread.conditions
    assert (met, "bear market 2.04, crash 1.57" in condition) == (False, True)
    for name in ("financial conditions alone", "volatility alone"):
        other = parts_by_name[name]
        assert isinstance(other, EffectCheck)
        assert other.conditions[0][1]
    whole = replace(found.check, deciding=replace(effect_of(found), p_adjusted=0.01))
    assert decide(whole).verdict == "inconclusive"
    assert "but not high-yield spread alone" in decide(whole).reason
