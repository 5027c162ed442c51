"""Accounts of stops and sizes, the test of the best of them, and the trials of every run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.claims import examination
from backtests.claims.examination import examine_claim, run_study
from backtests.claims.families import collect_trials, deflate
from backtests.claims.registry import find_claim, load_claims
from backtests.claims.run import run_claims
from backtests.engine.event_account import follow_trades
from backtests.engine.outcomes import first_touch
from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Evidence
from backtests.inference import multiple_comparison
from backtests.inference.sharpe import Chosen
from backtests.studies.rules import stop_grid
from backtests.studies.rules.stop_accounts import (
    STOPS,
    Cell,
    Setting,
    StopGrid,
    best_cell,
    build_grid,
    entry_outcomes,
    resample_grids,
    year_numbers,
)
from data_feeds.series.bars import check_bars
from data_feeds.series.market import Market
from signals import month_start
from signals.core.event import Event, RuleError
from signals.core.look_ahead import cut
from signals.levels.sizing import parse_size, share_of_cash
from signals.levels.stops import parse_stop
from strategies import monthly_entry
from strategies.engine.earnings import cash_interest


def bars_of(rows: list[tuple[float, float, float, float]]) -> pd.DataFrame:
    """Daily bars of 2024."""
    frame = pd.DataFrame(
        rows,
        columns=["open", "high", "low", "close"],
        dtype=float,
        index=pd.bdate_range("2024-01-01", periods=len(rows)),
    )
    return check_bars(frame, name="bars")


def random_bars(seed: int, n: int, *, drift: float = 0.0003) -> pd.DataFrame:
    """Bars that open where a gap takes them, without any signal."""
    rng = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(rng.normal(drift, 0.012, n)))
    open_ = np.concatenate(([100.0], close[:-1])) * np.exp(rng.normal(0, 0.004, n))
    high = np.maximum(open_, close) * np.exp(np.abs(rng.normal(0, 0.004, n)))
    low = np.minimum(open_, close) * np.exp(-np.abs(rng.normal(0, 0.004, n)))
    frame = pd.DataFrame(
        {"open": open_, "high": high, "low": low, "close": close},
        index=pd.bdate_range("2001-01-01", periods=n),
    )
    return check_bars(frame, name="path")


def grid_of(bars: pd.DataFrame) -> StopGrid:
    """The grid of monthly entries on bars without distributions and bills."""
    nothing = np.zeros(len(bars))
    followed = entry_outcomes(bars, {"monthly": month_start.find_events(bars)})
    return build_grid(Setting(bars, nothing, nothing), followed, cost=0.0005)


# --- sizes and entries


def test_a_size_is_the_wanted_volatility_over_the_found() -> None:
    """Log returns of +2% and -2% in turn: 32.6% a year, so 46% of the cash; calm ones get all."""
    turns = 100 * np.exp(np.cumsum([0.02, -0.02] * 15))
    bars = bars_of([(c, c + 1, c - 1, c) for c in turns])
    found = share_of_cash(bars, parse_size("volatility:15%"))
    yearly = np.std([0.02, -0.02] * 10, ddof=1) * np.sqrt(252)
    assert np.isnan(found[:20]).all()
    assert found[20:] == pytest.approx(0.15 / yearly)
    assert (share_of_cash(bars, parse_size("volatility:50%"))[20:] == 1).all()
    assert (share_of_cash(bars, parse_size("full")) == 1).all()


def test_a_size_is_known_at_the_close() -> None:
    """On bars cut short it is what it is on all bars, up to there."""
    bars = random_bars(0, 200)
    rule = parse_size("volatility:10%")
    whole = share_of_cash(bars, rule)
    for end in (30, 77, 150):
        np.testing.assert_array_equal(share_of_cash(bars.iloc[:end], rule), whole[:end])


@pytest.mark.parametrize("text", ["", "half", "volatility:0%", "volatility:15", "15%"])
def test_other_sizes_are_refused(text: str) -> None:
    """One line that shows what is known."""
    with pytest.raises(RuleError, match="expected one like full, volatility:15%"):
        parse_size(text)


def test_a_month_starts_at_its_first_close() -> None:
    """Known from the bar before; the first bar of all may be any day of its month."""
    days = pd.DatetimeIndex(["2024-01-30", "2024-02-02", "2024-02-05", "2024-03-01"])
    found = month_start.find_events(pd.DataFrame({"close": [1.0, 2, 3, 4]}, index=days))
    assert [(f"{e.known_on:%m-%d}", e.close) for e in found] == [("02-02", 2.0), ("03-01", 4.0)]


@pytest.mark.parametrize("stop", ["structural", "failed"])
def test_a_monthly_entry_has_no_base_to_hold(stop: str) -> None:
    """Two stops belong to breakouts."""
    with pytest.raises(RuleError, match="needs a breakout"):
        monthly_entry.plan({}, stop=stop)


# --- accounts


def test_an_account_on_paper() -> None:
    """Half of the cash at 100, stopped at 92 on the third bar, 1% a side.

    50/101 shares: 0.5 + 0.495*1.02 at the first close, sold for 92 less 1%.
    """
    bars = bars_of(
        [(99, 100.5, 98, 99.5), (100, 103, 99, 102), (102, 103, 91, 95), (95, 96, 94, 95)]
    )
    event = Event(pd.Timestamp(bars.index[0]), 99.5)
    outcomes = first_touch(bars, [event], stop=parse_stop("8%"), horizon=9, cost=0.01)
    account = follow_trades(bars, outcomes, shares=np.full(4, 0.5), cost=0.01)
    held = 0.5 / 101
    after = 0.5 + held * 92 * 0.99
    assert account.value.tolist() == pytest.approx([1, 0.5 + held * 102, after, after])
    assert account.exposure.tolist() == pytest.approx(
        [0, held * 100, held * 102 / (0.5 + held * 102), 0]
    )
    assert account.returns[0] == pytest.approx(0.5 + held * 102 - 1)


def test_an_event_without_a_size_is_not_traded() -> None:
    """Its volatility is not known yet; the next one enters."""
    bars = bars_of([(100, 101, 99, 100)] * 4)
    events = [Event(pd.Timestamp(day), 100.0) for day in bars.index[:2]]
    outcomes = first_touch(bars, events, stop=parse_stop("none"), horizon=9)
    shares = np.array([np.nan, 1.0, 1.0, 1.0])
    account = follow_trades(bars, outcomes, shares=shares)
    assert [t.event.known_on for t in account.trades] == [bars.index[1]]


def test_bills_are_paid_by_the_calendar() -> None:
    """Three days over a weekend at the rate of Friday; nothing before the first bar."""
    days = pd.DatetimeIndex(["2024-01-05", "2024-01-08", "2024-01-09"])
    found = cash_interest(pd.DataFrame({"value": [3.65, 7.3, 50.0]}, index=days), days)
    assert found.tolist() == pytest.approx([0.0, 0.0003, 0.0002])


def test_distributions_and_bills_go_to_who_holds() -> None:
    """Bought at the open of the day of a distribution: not entitled; the next day: entitled."""
    bars = random_bars(1, 400)
    nothing, gift = np.zeros(400), np.zeros(400)
    followed = entry_outcomes(bars, {"monthly": month_start.find_events(bars)})
    plain = build_grid(Setting(bars, nothing, nothing), followed, cost=0.0)
    bought = np.flatnonzero(plain.entered[:, 0])[0]
    gift[bought + 1 : bought + 3] = 0.01
    paid = build_grid(Setting(bars, gift, nothing), followed, cost=0.0)
    gained = paid.excess[:, 0] - plain.excess[:, 0]
    assert gained[bought] == 0
    assert gained[bought + 1] == pytest.approx(0.01 * plain.exposure[bought + 1, 0])
    lent = build_grid(Setting(bars, nothing, np.full(400, 0.0001)), followed, cost=0.0)
    lent_out = np.where(plain.entered, 0.0, plain.exposure)
    np.testing.assert_allclose(lent.excess, plain.excess - 0.0001 * lent_out, atol=1e-15)


# --- the best cell


def test_the_grid_has_16_cells_of_an_entry() -> None:
    """Eight stops, two sizes, each named once."""
    grid = grid_of(random_bars(2, 600))
    assert len(grid.cells) == len(set(grid.cells)) == 16
    assert str(Cell("monthly", "8%", "full")) == "monthly entries, stop 8%, full size"
    assert {cell.stop for cell in grid.cells} == set(STOPS)


def test_a_benchmark_holds_as_much_on_average() -> None:
    """Whatever the size of it, its Sharpe ratio is that of the entries at full size."""
    grid = grid_of(random_bars(3, 900))
    hold = grid.matched_size()
    held = hold * grid.without_stop_exposure[:, grid.kind].mean(axis=0)
    np.testing.assert_allclose(held, grid.exposure.mean(axis=0))
    one = grid.excess[:, 3], grid.unstopped[:, 3]
    ratios = [x.mean() / x.std(ddof=1) * np.sqrt(252) for x in one]
    assert grid.sharpe_gain(3) == pytest.approx(ratios[0] - ratios[1])


def test_draws_by_year_are_the_draws_of_the_whole() -> None:
    """The p of all years is that of Hansen's test on the gains with the same generator."""
    grid = grid_of(random_bars(4, 1500))
    drawn = resample_grids(np.random.default_rng(7), {"a": grid}, block=40.0, draws=200)["a"]
    years = np.ones(int(year_numbers(grid.dates)[-1]) + 1, dtype=bool)
    found = best_cell(grid, drawn, columns=np.arange(16), years=years)
    whole = multiple_comparison.superior_predictive_ability(
        multiple_comparison.studentised_maxima(
            multiple_comparison.resample(np.random.default_rng(7), grid.gain, block=40.0, draws=200)
        )
    )
    assert (found.column, found.p) == (whole.best, pytest.approx(whole.p))
    assert found.gain == grid.sharpe_gain(found.column)


def test_without_a_year_its_bars_count_for_nothing() -> None:
    """Whatever happened in it: the best of the rest, its gain and its p stay."""
    grid = grid_of(random_bars(5, 1500))
    numbers = year_numbers(grid.dates)
    excess = grid.excess.copy()
    excess[numbers == 2, :5] += 0.01
    wild = replace(grid, excess=excess)
    years = np.arange(int(numbers[-1]) + 1) != 2
    found = []
    for each in (grid, wild):
        drawn = resample_grids(np.random.default_rng(1), {"a": each}, block=40.0, draws=200)["a"]
        found.append(best_cell(each, drawn, columns=np.arange(16), years=years))
    assert found[0] == found[1]


def test_a_planted_gain_is_found_and_noise_is_not() -> None:
    """Two basis points and more a day on one cell; ten walks without any signal."""
    rejected = 0
    for seed in range(10):
        grid = grid_of(random_bars(20 + seed, 1500))
        years = np.ones(int(year_numbers(grid.dates)[-1]) + 1, dtype=bool)
        for planted in (0.0, 0.004):
            excess = grid.excess.copy()
            excess[:, 6] += planted
            better = replace(grid, excess=excess)
            drawn = resample_grids(
                np.random.default_rng(seed), {"a": better}, block=40.0, draws=200
            )
            found = best_cell(better, drawn["a"], columns=np.arange(16), years=years)
            if planted:
                assert (found.column, found.p < 0.02) == (6, True)
            else:
                rejected += found.p <= 0.05
    assert rejected <= 2


# --- verdicts and trials


def test_the_deflated_ratio_is_a_condition_where_the_row_asks_for_it() -> None:
    """Chance .10 where .95 is asked: not met, and said so; else the check stays as it was."""
    check = EffectCheck(0.3, 0.1, 0.5, 0.001, 0.9, 20, p_adjusted=0.01, gate=True, unit="x")
    weak = Chosen("it", 0.01, 1000, 0.0, 3.0, 252)
    asked = Evidence(check, trials={"a": 0.1, "b": 0.6}, chosen=weak, least_deflated=0.95)
    found = deflate(asked, collect_trials({"c": asked}))
    ruling = decide(found.check)
    assert ruling.verdict == "inconclusive"
    assert "chance of at least 95% that the best rule is better than luck" in ruling.reason
    strong = replace(asked, chosen=replace(weak, sharpe=0.3))
    assert decide(deflate(strong, collect_trials({"c": asked})).check).verdict == "supported"
    beside = replace(asked, least_deflated=None)
    assert deflate(beside, collect_trials({"c": asked})).check == check
    alone = replace(asked, trials={"a": 0.1})
    assert decide(deflate(alone, collect_trials({"c": alone})).check).verdict == "inconclusive"


def test_a_run_counts_the_same_trials_whichever_claims_are_asked_for(
    reference_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim asked for alone brings the rules of the others that try some, and only those."""
    claims = [c for c in load_claims() if c.id in ("brk-02", "slide-16", "brk-05")]
    examined = []

    def answers(task: examination.ClaimTask) -> Evidence:
        examined.append(task.claim.id)
        tried = {"a": 0.1, "b": 0.2} if task.claim.tries_rules else {}
        return Evidence(MissingCheck("-"), trials=tried)

    monkeypatch.setattr(examination, "run_study", answers)
    logs = [
        run_claims(claims, reference_market, only=only).trials
        for only in (["slide-16"], ["brk-02"], [])
    ]
    assert logs[0] == logs[1] == logs[2]
    assert logs[0].count == 4
    examined.clear()
    run_claims(claims, reference_market, only=["brk-05"])
    assert examined == ["brk-05"]


def test_a_study_that_hides_its_trials_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rules would count in some runs and not in others."""
    claim = find_claim(load_claims(), "slide-16")
    monkeypatch.setattr(stop_grid, "TRIES_RULES", False)
    tried = Evidence(MissingCheck("-"), trials={"a": 0.1})
    monkeypatch.setattr(stop_grid, "examine", lambda *_, **__: tried)
    with pytest.raises(RuntimeError, match="stop_grid tries trading rules"):
        run_study(examination.ClaimTask(claim, pd.Timestamp("2024-01-02"), 100, {}))


def test_stops_did_not_help_the_fund(snapshot_market: Market) -> None:
    """The verdict on the snapshot rests on 32 cells; three of them have a higher Sharpe ratio."""
    found = examine_claim(find_claim(load_claims(), "slide-16"), snapshot_market, resamples=1000)
    assert isinstance(found.check, EffectCheck)
    assert len(found.trials) == 32
    assert found.curve is not None
    assert len(found.curve.specifications) == 27
    assert found.check.robustness is not None
    points = [*found.curve.specifications, *found.check.robustness.leave_one_out]
    assert all(point.effect < point.upper < 1 for point in points)
    assert all(0 < point.p_opposite < 1 for point in points)
    # The definition that decides has the interval of the check, from fewer draws.
    primary = found.curve.specifications[0]
    assert primary.upper == pytest.approx(found.check.upper, abs=0.1)
    assert (found.least_deflated, found.check.gate) == (0.95, False)
    assert found.estimates[0].value == found.check.effect
    better = [
        e
        for e in found.estimates
        if e.unit == "ratio"
        and e.name.endswith("ratio a year")
        and e.value is not None
        and e.baseline is not None
        and e.value > e.baseline
    ]
    assert found.estimates[1].value == len(better) == 3
    ((name, met),) = found.check.conditions
    assert not met
    assert name.endswith("found 3")


@pytest.mark.parametrize("day", ["2000-06-15", "2000-12-29", "2001-06-29", "2003-06-30"])
def test_a_short_record_gives_too_little_or_a_fragile_answer(
    snapshot_market: Market, day: str
) -> None:
    """From two weeks of the fund to three years: nothing breaks, nothing is supported."""
    claim = find_claim(load_claims(), "slide-16")
    names = claim.data.values()
    part = cut({name: snapshot_market.series(name) for name in names}, pd.Timestamp(day))
    assert part is not None
    market = Market("cut", {n: (lambda f=f: f) for n, f in part.items()}, "-", pd.Timestamp(day))
    found = examine_claim(claim, market, resamples=100)
    short = isinstance(found.check, MissingCheck)
    assert decide(found.check).verdict in (("no data",) if short else ("inconclusive", "refuted"))
    assert isinstance(found.check, MissingCheck) == (day < "2000-07")


def test_a_source_without_the_fund_is_refused_by_its_name(reference_market: Market) -> None:
    """Missing data are named."""
    kept = {k: load for k, load in reference_market.loaders.items() if not k.startswith("IWM")}
    bare = replace(reference_market, loaders=kept, used={})
    found = examine_claim(find_claim(load_claims(), "slide-16"), bare, resamples=100)
    assert isinstance(found.check, MissingCheck)
    assert "IWM" in found.check.reason
