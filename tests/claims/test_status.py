"""Status of dated claims: what settles them, the time left, and odds counted by hand."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from backtests.claims.examination import ClaimTask, examine_claim, run_study
from backtests.claims.registry import find_claim, load_claims
from backtests.claims.status import LiveClaim, live_claims
from backtests.evidence.checks import MissingCheck, decide
from backtests.evidence.estimates import Context, Estimate, Evidence, Outlook
from backtests.evidence.forecast_checks import ForecastCheck, ScenarioCheck, TouchCheck
from backtests.evidence.outlook import days_left, odds_ahead, odds_of_touch
from backtests.inference import monte_carlo
from backtests.report.answers.status import status_answer
from backtests.report.json import status as display
from backtests.report.terminal import status
from backtests.runtime import serialization
from backtests.studies.breakouts import price_target
from backtests.studies.declines import no_crash
from backtests.studies.forecasts import lower_rates, relative_race, return_in_range, scenario_odds
from data_feeds.series.bars import check_bars
from data_feeds.series.market import Market, open_market

DAILY = pd.bdate_range("2024-01-01", periods=400, name="date")


def closes_of(prices: np.ndarray, *, name: str = "X") -> pd.DataFrame:
    """Daily closes from 2024 on."""
    frame = pd.DataFrame({"close": prices.astype(float)}, index=DAILY[: prices.size])
    return check_bars(frame, name=name)


def context_of(closes: pd.DataFrame) -> Context:
    """Return the context in which `status` examines claims at the end of the closes."""
    return Context(pd.Timestamp(closes.index[-1]), monte_carlo.generator("x"), 0)


def outlook_of(evidence: Evidence) -> Outlook:
    """Evaluate the outlook of evidence that has one."""
    assert evidence.outlook is not None
    outlook = evidence.outlook()
    assert outlook is not None
    return outlook


def by_id(claims: tuple[LiveClaim, ...]) -> dict[str, LiveClaim]:
    """Claims by their id."""
    return {one.claim.id: one for one in claims}


def cut(market: Market, day: str) -> Market:
    """Return the source as it was on a day, without any later data."""
    end = pd.Timestamp(day)

    def loader(name: str) -> pd.DataFrame:
        frame = market.loaders[name]()
        kept = frame.loc[:end]
        kept.attrs = dict(frame.attrs)
        return kept

    loaders = {name: (lambda name=name: loader(name)) for name in market.loaders}
    return open_market("cut", loaders, how_to_get="")


def test_the_odds_of_a_touch_are_counted_over_every_span() -> None:
    """Closes 100, 110, 100, 110 ...: in two days a rise of 10% comes from every low, no other."""
    bars = closes_of(np.tile([100.0, 110.0], 50)[:-1])
    until = bars.index[-1] + pd.Timedelta(days=3)
    assert days_left(bars.index[-1], until) == 2
    found = odds_of_touch("x", bars, level=110.0, until=until)
    assert found.n == 97
    assert found.value == pytest.approx(49 / 97)
    assert found.n_eff == -(-97 // 3)


def test_the_odds_ahead_put_a_span_on_top_of_the_return_so_far() -> None:
    """Up 5% so far; days alternate between +10% and -10/110: half of them end above 1.1."""
    closes = closes_of(np.tile([100.0, 110.0], 50)[:-1])
    found = odds_ahead(
        "x",
        {"a": closes},
        {"a": 1.05},
        until=closes.index[-1] + pd.Timedelta("1D"),
        met=lambda totals: totals["a"] >= 1.1,
    )
    assert (found.n, found.value) == (98, 0.5)


def test_two_series_are_taken_over_the_same_spans() -> None:
    """One rises when the other falls: the first must make up 5% and does on its days alone."""
    up = closes_of(np.tile([100.0, 110.0], 50)[:-1])
    down = closes_of(np.tile([110.0, 100.0], 50)[:-1])
    found = odds_ahead(
        "x",
        {"a": up, "b": down},
        {"a": 1.0, "b": 1.05},
        until=up.index[-1] + pd.Timedelta("1D"),
        met=lambda totals: totals["a"] > totals["b"],
    )
    assert (found.n, found.value) == (98, 0.5)


def test_a_level_says_the_high_and_the_day_that_settle_it() -> None:
    """From 100 to 120 by the end of 2025 is 20%; on steadily rising closes every window did."""
    closes = closes_of(100 * 1.01 ** np.arange(300))
    last = float(closes["close"].iloc[-1])
    evidence = price_target.examine(
        context_of(closes),
        bars=closes,
        level=1.2 * last,
        base_date=pd.Timestamp("2024-06-03"),
        resolves=pd.Timestamp("2025-12-31"),
        also_by=[pd.Timestamp("2024-12-31")],
        target="mm-a",
        seed_record=1.0,
    )
    found = outlook_of(evidence)
    assert found.settles == f"a high at or above {1.2 * last:,.2f} by 2025-12-31"
    assert found.distance == pytest.approx(0.2)
    assert isinstance(evidence.check, TouchCheck)
    assert [odds.value for odds in found.odds] == [1.0]


def test_a_race_says_what_the_first_must_gain_on_the_second() -> None:
    """The first is flat and the second up by 10%: 10% to make up, which no window did."""
    flat, up = closes_of(np.full(200, 100.0)), closes_of(np.linspace(100.0, 110.0, 200))
    evidence = relative_race.examine(
        context_of(flat),
        others={"a": flat, "b": up},
        pairs=[["a", "b"]],
        base_date=pd.Timestamp("2024-01-01"),
        resolves=pd.Timestamp("2024-12-31"),
        months=12,
    )
    found = outlook_of(evidence)
    assert found.distance == pytest.approx(0.10)
    assert found.odds[0].value == 0.0
    assert isinstance(evidence.check, ForecastCheck)
    assert decide(evidence.check).verdict == "pending"


def test_a_range_has_the_odds_of_each_level_named() -> None:
    """At least 15%, and further levels of 20% and 30%: each is rarer than the one below."""
    rng = np.random.default_rng(1)
    closes = closes_of(100 * np.exp(np.cumsum(rng.normal(0.0005, 0.01, 350))))
    evidence = return_in_range.examine(
        context_of(closes),
        closes=closes,
        name="index",
        base_date=pd.Timestamp("2025-01-01"),
        resolves=pd.Timestamp("2025-12-31"),
        months=12,
        least=0.15,
        levels=[0.15, 0.20, 0.30],
    )
    found = outlook_of(evidence)
    values = [odds.value or 0.0 for odds in found.odds]
    assert len(values) == 3
    assert values == sorted(values, reverse=True)
    base = float(closes["close"].loc["2025-01-01"])
    assert f"at or above {1.15 * base:,.2f} on 2025-12-31" in found.settles


def alternating(days: int, *, last: str) -> pd.DataFrame:
    """A rate of 4 on its last day, 4.25 the day before, and so on by turns."""
    index = pd.date_range(end=last, periods=days, freq="D", name="date")
    level = 4 + 0.25 * (np.arange(days)[::-1] % 2)
    return pd.DataFrame({"value": level, "mid": level}, index=index)


@pytest.mark.parametrize(("rise", "expected"), [(0.025, 18 / 35), (0.035, 0.0)])
def test_each_rate_has_the_span_from_its_own_last_day(rise: float, expected: float) -> None:
    """The yield, two days older, has 5 days left, in which it falls to every other day; the target
    has 3, in which it fell by 0.03: enough to undo a rise of 0.025, not one of 0.035.
    """  # noqa: D205
    two_year, policy = (alternating(40, last=day) for day in ("2025-03-29", "2025-03-31"))
    policy["mid"] = 4 + 0.01 * np.arange(40)[::-1]
    policy.loc["2025-03-30":, "mid"] = policy.loc["2025-03-25", "mid"] + rise
    evidence = lower_rates.examine(
        Context(pd.Timestamp("2025-03-31"), monte_carlo.generator("x"), 100),
        two_year=two_year,
        policy=policy,
        base_date=pd.Timestamp("2025-03-25"),
        resolves=pd.Timestamp("2025-04-03"),
    )
    found = outlook_of(evidence)
    assert found.odds[0].value == pytest.approx(expected)
    assert (found.odds[0].n, found.odds[0].n_eff) == (35, 6)


def test_a_rate_too_old_to_stand_has_no_odds() -> None:
    """A yield of six days ago: named with its last day, and without a share."""
    two_year, policy = (alternating(40, last=day) for day in ("2025-03-25", "2025-03-31"))
    evidence = lower_rates.examine(
        Context(pd.Timestamp("2025-03-31"), monte_carlo.generator("x"), 100),
        two_year=two_year,
        policy=policy,
        base_date=pd.Timestamp("2025-03-20"),
        resolves=pd.Timestamp("2025-04-03"),
    )
    found = outlook_of(evidence)
    assert found.odds[0].value is None
    assert found.odds[0].note == "no data of the 2-year yield after 2025-03-25, so none"


def test_the_buckets_of_a_scenario_are_conditional_on_the_return_so_far() -> None:
    """Up 20% with flat spans ahead in the past: up is sure, and the three shares add up to one."""
    prices = np.concatenate((np.full(250, 100.0), np.linspace(100.0, 120.0, 100)))
    closes = closes_of(prices)
    evidence = scenario_odds.examine(
        context_of(closes),
        closes=closes,
        base_date=pd.Timestamp(DAILY[249]),
        odds={"up": 0.25, "sideways": 0.45, "down": 0.30},
        since=pd.Timestamp("2024-01-01"),
    )
    found = outlook_of(evidence)
    assert isinstance(evidence.check, ScenarioCheck)
    assert [odds.claimed for odds in found.odds] == [0.25, 0.45, 0.30]
    assert [odds.value for odds in found.odds] == [1.0, 0.0, 0.0]
    assert "up above 110.00, down below 90.00" in found.settles


def test_the_levels_the_articles_name_are_live(snapshot_market: Market) -> None:
    """3,250 and 3,650, calendar 2026, the year's gain and the scenario, each with its odds."""
    found = by_id(live_claims(load_claims(), snapshot_market))
    expected = {
        "brk-03": "3,250.00 by 2027-01-15",
        "brk-04": "3,650.00 by 2027-01-15",
        "brk-11": "2,854.20 on 2026-12-31",
        "mom-09": "S&P 500",
    }
    for claim_id, words in expected.items():
        one = found[claim_id]
        assert one.pending
        assert one.outlook is not None
        assert words in one.outlook.settles
        assert all(odds.n and odds.n_eff and odds.interval for odds in one.odds)
    assert sum(odds.value or 0 for odds in found["slide-12"].odds) == pytest.approx(1)
    assert any("2026-12-31" in odds.name for odds in found["mom-09"].odds)
    assert found["srg-01"].ruling.verdict == "supported"
    assert found["srg-01"].odds == ()


def test_every_pending_claim_is_listed(reference_market: Market) -> None:
    """Every claim that a run calls pending has an outlook, and the same verdict in the status."""
    claims = [claim for claim in load_claims() if claim.type in ("P", "S", "T")]
    listed = by_id(live_claims(claims, reference_market))
    for claim in claims:
        if not claim.has_outlook:
            verdict = decide(examine_claim(claim, reference_market, resamples=100).check).verdict
            assert verdict != "pending", claim.id
        elif claim.type != "T":
            verdict = decide(examine_claim(claim, reference_market, resamples=100).check).verdict
            assert listed[claim.id].ruling.verdict == verdict, claim.id


def test_a_study_that_hides_its_outlook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """`status` would not list its claims."""
    claim = find_claim(load_claims(), "slide-06b")
    monkeypatch.setattr(no_crash, "HAS_OUTLOOK", False)
    hidden = Evidence(MissingCheck("-"), outlook=lambda: None)
    monkeypatch.setattr(no_crash, "examine", lambda *_, **__: hidden)
    with pytest.raises(RuntimeError, match="no_crash returns an outlook"):
        run_study(ClaimTask(claim, pd.Timestamp("2024-01-02"), 100, {}))


def test_a_run_keeps_no_outlook(reference_market: Market) -> None:
    """A result has none, so that it can be sent to another process."""
    claim = find_claim(load_claims(), "slide-06b")
    evidence = examine_claim(claim, reference_market, resamples=100)
    assert evidence.outlook is None
    assert evidence.estimates


def test_articles_not_out_yet_are_left_out(snapshot_market: Market) -> None:
    """At the end of September 2025 one article of the four was."""
    found = live_claims(load_claims(), cut(snapshot_market, "2025-09-30"))
    assert {one.claim.article.key for one in found} == {"srg"}
    assert by_id(found)["srg-01"].pending


@pytest.mark.parametrize("day", ["2026-02-27", "2026-06-30"])
def test_what_was_said_on_a_day_is_said_from_the_data_of_that_day(
    snapshot_market: Market, day: str
) -> None:
    """A source that ends on the day, and the whole one asked as of the day: the same claims."""
    whole = dataclasses.replace(snapshot_market, as_of=pd.Timestamp(day), used={}, notices=[])
    then = live_claims(load_claims(), cut(snapshot_market, day))
    asked = live_claims(load_claims(), whole)
    rows = [
        serialization.plain(display.status_json(claims, snapshot_market)["claims"])
        for claims in (then, asked)
    ]
    assert rows[0] == rows[1]
    assert any(one.pending for one in then)


def show(claims: Sequence[LiveClaim], market: Market) -> None:
    """Print the status with its details."""
    status.print_status(claims, market, status_answer(claims, market), details=True)


def test_the_table_and_the_json_hold_the_same_claims(
    reference_market: Market, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In 80 columns, each with a detail line."""
    monkeypatch.setenv("COLUMNS", "80")
    claims = live_claims(load_claims(), reference_market)
    show(claims, reference_market)
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= 80
    content = json.loads(serialization.to_text(display.status_json(claims, reference_market)))
    for row in content["claims"]:
        assert printed.count(row["id"]) >= 2
        assert (row["days_left"] is None) == (row["verdict"] != "pending")


def live(last: str, odds: tuple[Estimate, ...]) -> LiveClaim:
    """A pending claim on 2026-03-02 with data to a day."""
    resolves = pd.Timestamp("2026-12-31")
    check = ForecastCheck(resolves, pd.Timestamp("2026-03-02"), None, "it is so")
    outlook = Outlook(resolves, pd.Timestamp(last), "a close", "here", 0.1, odds)
    today = pd.Timestamp("2026-03-02")
    return LiveClaim(load_claims()[0], decide(check), today, outlook, today)


@pytest.mark.parametrize(
    ("today", "left", "passed"),
    [("2026-03-02", 304, False), ("2026-12-30", 1, False), ("2026-12-31", 0, True)],
)
def test_days_left_are_counted_from_today(
    today: str, left: int, passed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """March 29, April 30, ... to 31 December are 304 days; on the day itself it has passed."""
    one = dataclasses.replace(live("2026-03-02", ()), today=pd.Timestamp(today))
    assert (one.days_left, one.day_passed) == (left, passed)
    market = Market("test", {}, how_to_get="", as_of=one.as_of, today=one.today)
    show([one], market)
    printed = capsys.readouterr().out
    assert ("its day has passed; data to 2026-03-02" in printed) == passed
    row = json.loads(serialization.to_text(display.status_json([one], market)))
    assert (row["today"], row["claims"][0]["day_passed"]) == (today, passed)


@pytest.mark.parametrize(
    ("last", "marked"), [("2026-03-02", False), ("2026-02-27", True), ("2026-01-15", True)]
)
def test_a_row_whose_data_end_early_says_so(
    snapshot_market: Market, capsys: pytest.CaptureFixture[str], last: str, marked: bool
) -> None:
    """A star in the row and the day below; none for data that reach the day."""
    one = live(last, (Estimate("it", 0.25, interval=(0.1, 0.5), n=40, n_eff=8),))
    show([one], snapshot_market)
    printed = capsys.readouterr().out
    assert (f"{one.claim.id}* " in printed) == marked
    assert (f"* data to {last}: {one.claim.id}" in printed) == marked
    assert "10% to 50%" in printed


@pytest.mark.parametrize(("share", "expected"), [(1.0, "all 3,975"), (0.0, "none of 3,975")])
def test_all_spans_are_reported_as_their_number(
    snapshot_market: Market, capsys: pytest.CaptureFixture[str], share: float, expected: str
) -> None:
    """Not as a certainty."""
    odds = Estimate("it", share, interval=(0.0, 0.1), n=3_975, n_eff=34)
    show([live("2026-03-02", (odds,))], snapshot_market)
    printed = capsys.readouterr().out
    assert printed.count(expected) == 3
    assert "100.0%" not in printed
