"""Cohort rules: two engines, one wealth, and nothing that was not known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from backtests.engine import cohorts
from backtests.engine.cohorts import FundDays, first_losses, fund_days
from backtests.trading import events, strategies
from data_feeds.series.bars import DataError, frequency_of
from data_feeds.series.market import Market
from signals import confirmation
from signals.confirmation import all_clear
from signals.core.event import RuleError
from signals.core.look_ahead import LookAheadError, cut
from signals.credit import spread_changes
from signals.loss_levels import find_events as find_losses
from strategies import averaging_down, staged_entry, wait_for_confirmation
from strategies.averaging_down import AveragingDown
from strategies.engine.cohort import CohortPlan, at_close, next_loss, order
from strategies.engine.cohort_runner import CohortTrade, run
from strategies.engine.earnings import cash_interest
from strategies.staged_entry import StagedEntry
from strategies.wait_for_confirmation import WaitForConfirmation
from tests.proofs import number

Frames = dict[str, pd.DataFrame]
SERIES = wait_for_confirmation.SERIES
EXACT = 1e-9
COST = 0.0005
COHORTS = number(42, 14)
PATHS = number(500, 60)
# A short life for random paths: window, span of the changes, days of the mean, days of waiting.
SHORT, SPAN, AVERAGE, GIVE_UP = 60, 6, 10, 12


def traded(strategy: type[CohortTrade], plan: CohortPlan, series: Frames, cost: float) -> float:
    """Wealth per unit of money in backtrader's account; no order may be refused."""
    found = run(strategy, plan, series=series, cash=1e5, cost=cost)
    assert not found.rejected
    return float(found.equity.iloc[-1]) / 1e5


def iso(day: pd.Timestamp) -> str:
    """A date as a trader types it."""
    return f"{day:%Y-%m-%d}"


class Rules:
    """Every rule in both engines, with one set of parameters."""

    def __init__(
        self,
        series: Frames,
        *,
        window: int,
        span: int,
        average: int,
        give_up: int,
        loss: float,
        cost: float,
    ) -> None:
        self.series, self.window, self.span, self.cost = series, window, span, cost
        self.average, self.give_up, self.loss = average, give_up, loss
        self.fund: FundDays = fund_days(series["IWM"], series["IWM_ADJ"], series["CASH_RATE"])
        self.bars = self.fund.frequency.bars
        clear = all_clear(
            series["RUT"],
            series["DGS2"],
            series["BAMLH0A0HYM2"],
            series["BAA10Y"],
            span=span,
            average=average,
        )
        self.clear = clear.reindex(self.fund.days, fill_value=False).to_numpy()
        change = spread_changes(series["BAMLH0A0HYM2"], series["BAA10Y"], self.fund.days, span=span)
        self.wider = (change > 0).to_numpy()

    def starts(self, window: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Month starts that are complete, of a window in trading days."""
        return self.fund.starts(window=self.bars(window))

    def responses(self, start: int, window: int) -> dict[str, tuple[float, float]]:
        """Wealth of the responses to a loss: compiled at once, traded one by one."""
        at = np.array([start])
        given = {"window": self.bars(window), "cost": self.cost}
        hit, further = (
            first_losses(self.fund, at, loss=loss, window=self.bars(window))
            for loss in (self.loss, next_loss(self.loss))
        )
        at_once = {
            "hold": cohorts.wealth_held(self.fund, at, **given),
            "add": cohorts.wealth_adding(self.fund, at, (hit, further), **given),
            "sell-half": cohorts.wealth_selling(self.fund, at, hit, self.wider, **given),
        }
        return {
            name: (
                float(wealth[0]),
                traded(
                    AveragingDown,
                    averaging_down.plan(
                        self.series,
                        start=iso(self.fund.days[start]),
                        response=name,
                        loss=self.loss,
                        span=self.span,
                        days=window,
                    ),
                    self.series,
                    self.cost,
                ),
            )
            for name, wealth in at_once.items()
        }

    def waiting(self, start: int) -> tuple[float, float]:
        """Wealth of waiting for confirmation."""
        at = np.array([start])
        waited = cohorts.waits(self.clear, at, give_up=self.bars(self.give_up))
        plan = wait_for_confirmation.plan(
            self.series,
            start=iso(self.fund.days[start]),
            span=self.span,
            average=self.average,
            give_up=self.give_up,
            days=self.window,
        )
        return (
            float(
                cohorts.wealth_after_wait(
                    self.fund, at, waited, window=self.bars(self.window), cost=self.cost
                )[0]
            ),
            traded(WaitForConfirmation, plan, self.series, self.cost),
        )

    def staged(self, start: int, tranches: int) -> tuple[float, float]:
        """Wealth of monthly parts."""
        plan = staged_entry.plan(
            self.series, start=iso(self.fund.days[start]), tranches=tranches, days=self.window
        )
        return (
            float(
                cohorts.wealth_in_stages(
                    self.fund,
                    np.array([start]),
                    tranches=tranches,
                    window=self.bars(self.window),
                    cost=self.cost,
                )[0]
            ),
            traded(StagedEntry, plan, self.series, self.cost),
        )


@pytest.fixture(scope="module")
def frames(each_market: Market) -> Frames:
    """The series that the rules read."""
    return {name: each_market.series(name) for name in SERIES}


@pytest.fixture(scope="module")
def rules(frames: Frames) -> Rules:
    """The rules of METHODS 2.9 on the snapshot."""
    return Rules(frames, window=252, span=63, average=200, give_up=252, loss=0.2, cost=COST)


def test_the_engines_agree_on_cohorts_of_the_fund(rules: Rules) -> None:
    """Waiting, six parts and a lump sum over 252 days, from months spread over the record."""
    starts = rules.starts(252)
    for start in starts[np.linspace(0, starts.size - 1, COHORTS).astype(int)].tolist():
        for once, one_by_one in (
            rules.waiting(start),
            rules.staged(start, 6),
            rules.staged(start, 1),
        ):
            assert once == pytest.approx(one_by_one, rel=EXACT)


def test_a_lump_sum_is_a_wait_of_no_days(rules: Rules) -> None:
    """And one part of one."""
    starts = rules.starts(252)
    given = {"window": rules.bars(252), "cost": COST}
    lump = cohorts.wealth_in_stages(rules.fund, starts, tranches=1, **given)
    at_once = cohorts.wealth_after_wait(rules.fund, starts, np.zeros_like(starts), **given)
    assert lump == pytest.approx(at_once, rel=EXACT)


def test_the_engines_agree_on_responses_to_a_loss(rules: Rules) -> None:
    """Half of the cohorts lose 20% within 504 days, so that the rules part."""
    starts = rules.starts(504)
    lost = first_losses(rules.fund, starts, loss=0.2, window=rules.bars(504)).reached
    parted = 0
    for some in (starts[lost], starts[~lost]):
        for start in some[np.linspace(0, some.size - 1, COHORTS // 2).astype(int)].tolist():
            found = rules.responses(start, 504)
            for once, one_by_one in found.values():
                assert once == pytest.approx(one_by_one, rel=EXACT)
            parted += len({round(once, 6) for once, _ in found.values()}) == 3
    assert parted > COHORTS // 8


def random_frames(rng: np.random.Generator, n: int) -> Frames:
    """A fund with gaps and distributions, yields and spreads with holes."""
    crashes = np.where(rng.random(n) < 0.02, -0.2, 0.0)
    close = 50 * np.exp(np.cumsum(rng.normal(0.002, 0.03, n) + crashes))
    open_ = np.concatenate([[50.0], close[:-1]]) * np.exp(rng.normal(0, 0.03, n))
    index = pd.bdate_range("2015-01-01", periods=n)
    kept = np.sort(rng.choice(n, n - 5, replace=False))
    bars = pd.DataFrame(
        {
            "open": open_,
            "high": np.maximum(open_, close) * 1.01,
            "low": np.minimum(open_, close) * 0.99,
            "close": close,
        },
        index=index,
    )
    bars = bars.iloc[kept]
    bars.attrs = {"name": "IWM", "frequency": "daily"}
    paid = np.where(rng.random(n) < 0.05, 0.01, 0.0)
    adjusted = bars[["close"]].mul(np.cumprod(1 + paid)[kept] / np.prod(1 + paid), axis=0)

    def rate(level: float, sd: float) -> pd.DataFrame:
        values = level + np.cumsum(rng.normal(0, sd, n))
        return pd.DataFrame({"value": values}, index=index).iloc[rng.random(n) > 0.1]

    bills = pd.DataFrame({"value": np.abs(3 + np.cumsum(rng.normal(0, 0.1, n)))}, index=index)
    return {
        "IWM": bars,
        "IWM_ADJ": adjusted,
        "RUT": bars,
        "CASH_RATE": bills,
        "DGS2": rate(3, 0.1),
        "BAMLH0A0HYM2": rate(4, 0.1),
        "BAA10Y": rate(2, 0.1),
    }


def test_the_engines_agree_on_random_paths() -> None:
    """Many of them, each with every rule; the hard cases are shown to be there."""
    seen = {"never clear": 0, "later clear": 0, "both losses at once": 0, "sold": 0}
    for seed in range(PATHS):
        rng = np.random.default_rng(seed)
        rules = Rules(
            random_frames(rng, 110),
            window=SHORT,
            span=SPAN,
            average=AVERAGE,
            give_up=GIVE_UP,
            loss=0.05,
            cost=float(rng.choice([0.0, 0.001])),
        )
        start = int(rng.choice(rules.starts(SHORT)))
        found = rules.responses(start, SHORT)
        pairs = [
            *found.values(),
            rules.waiting(start),
            rules.staged(start, int(rng.integers(1, 6))),
        ]
        for once, one_by_one in pairs:
            assert once == pytest.approx(one_by_one, rel=EXACT)
        at = np.array([start])
        waited = int(cohorts.waits(rules.clear, at, give_up=GIVE_UP)[0])
        near, far = (
            int(first_losses(rules.fund, at, loss=x, window=SHORT).day[0]) for x in (0.05, 0.15)
        )
        seen["never clear"] += waited == GIVE_UP
        seen["later clear"] += 0 < waited < GIVE_UP
        seen["both losses at once"] += near == far >= 0
        seen["sold"] += abs(found["hold"][0] - found["sell-half"][0]) > 1e-6
    assert min(seen.values()) > 2, seen


def three_days() -> Frames:
    """Opens 100, 100, 80 and closes 100, 75, 90; half a dollar of distribution on the last day."""
    index = pd.DatetimeIndex(["2024-02-01", "2024-02-02", "2024-02-05"])
    bars = pd.DataFrame(
        {
            "open": [100.0, 100, 80],
            "high": [101.0, 101, 91],
            "low": [99.0, 74, 79],
            "close": [100.0, 75, 90],
        },
        index=index,
    )
    bars.attrs["frequency"] = "daily"
    spread = pd.DataFrame({"value": [3.0, 3.5, 3.6]}, index=index)
    return {
        "IWM": bars,
        "IWM_ADJ": bars[["close"]].mul([0.99, 0.99, 1.0], axis=0),
        "CASH_RATE": pd.DataFrame({"value": [3.65, 7.30, 7.30]}, index=index),
        "BAMLH0A0HYM2": spread,
        "BAA10Y": spread,
    }


def test_a_cohort_that_can_be_checked_on_paper() -> None:
    """A third at 99 (adjusted), another at 80 after a close of 75; bills earn 1, then 6 in 10,000.

    From Friday to Monday are three nights at 7.30% of a year of 365 days.
    """
    series = three_days()
    plan = averaging_down.plan(series, start="2024-02-01", response="add", days=2)
    found = run(AveragingDown, plan, series=series, cash=3.0, cost=0.0)
    cash = (3 * 1.0001 - 1) * 1.0006 - 1
    assert found.equity.tolist() == pytest.approx(
        [3.0, 3 * 1.0001 - 1 + 75 * 0.99 / 99, cash + 90 / 99 + 90 / 80]
    )
    assert [(t.entry, t.cause) for t in found.trades] == [
        (pytest.approx(100), "open"),
        (pytest.approx(80), "open"),
    ]


def test_half_is_sold_only_where_spreads_are_wider() -> None:
    """The close of 75 is a loss of 25%; what is known of the spread then is of the day before."""
    series = three_days()
    days = pd.DatetimeIndex(["2024-01-31", *series["IWM"].index])
    for spreads, actions in (
        ([3.0, 3.5, 3.0, 3.0], ["buy for stake", "sell"]),
        ([3.5, 3.0, 3.5, 3.5], ["buy for stake"]),
    ):
        series["BAMLH0A0HYM2"] = pd.DataFrame({"value": spreads}, index=days)
        bars = pd.concat([series["IWM"].iloc[:1].set_axis(days[:1]), series["IWM"]])
        plan = averaging_down.plan({**series, "IWM": bars}, start="2024-02-01", span=1, days=2)
        assert [order.details["action"] for order in plan.orders] == actions


def test_a_sale_is_listed_with_its_distributions() -> None:
    """Half of the shares, bought at 100 and sold at 80, with 1% of distributions between."""
    series = three_days()
    bars = series["IWM"]
    orders = (order(at_close(bars, 0), "buy with cash", 1.0), order(at_close(bars, 1), "sell", 0.5))
    plan = CohortPlan(pd.Timestamp("2024-02-01"), 2, orders)
    closed, held = run(AveragingDown, plan, series=series, cash=3.0, cost=0.0).trades
    assert (closed.entry, closed.exit) == (pytest.approx(100), pytest.approx(80))
    assert closed.return_ == pytest.approx(80 / 99 - 1)
    assert (closed.cause, closed.bars, held.bars) == ("sold 50%", 2, 2)
    assert held.size == pytest.approx(closed.size)


def test_waiting_ends_with_a_clear_close_or_with_patience() -> None:
    """Yield and spread rise on the second day alone; the spread is known a day later."""
    index = pd.bdate_range("2024-01-01", periods=5)
    bars = pd.DataFrame({"close": [10.0, 9, 11, 12, 13]}, index=index)
    falling = pd.DataFrame({"value": [3.0, 4, 4, 3, 3]}, index=index)
    found = confirmation.all_clear(bars, falling, falling, falling, span=1, average=2)
    assert found.tolist() == [False, False, False, True, True]
    clear = confirmation.find_events(
        bars, falling, falling, falling, since=index[1], span=1, average=2
    )
    assert [(e.known_on, e.details["waited"], e.details["cause"]) for e in clear] == [
        (index[3], 2, "all clear")
    ]
    late = confirmation.find_events(
        bars, falling, falling, falling, since=index[1], span=1, average=2, give_up=1
    )
    assert [(e.known_on, e.details["cause"]) for e in late] == [(index[2], "gave up")]
    assert not confirmation.find_events(
        bars.iloc[:3], falling, falling, falling, since=index[1], span=1, average=2
    )


def test_a_loss_counts_from_the_first_close_at_its_level() -> None:
    """Entry 100: 80 is a loss of 20%, 80.01 is not."""
    index = pd.bdate_range("2024-01-01", periods=5)
    bars = pd.DataFrame({"close": [70.0, 80.01, 80, 75, 69]}, index=index)
    found = find_losses(bars, since=index[1], entry=100.0, losses=(0.2, 0.3, 0.4))
    assert [(e.known_on, e.details["loss"]) for e in found] == [(index[2], 0.2), (index[4], 0.3)]
    with pytest.raises(RuleError, match="expected a fraction between 0 and 1"):
        find_losses(bars, since=index[1], entry=100.0, losses=(20.0,))


RULES = [
    name
    for name in strategies.strategy_names()
    if strategies.plans_a_cohort(strategies.find_strategy(name))
]


@pytest.mark.parametrize("name", RULES)
def test_a_cohort_is_the_same_without_the_later_data(name: str, each_market: Market) -> None:
    """Prefix test: on data cut within the cohort, the account is the same up to that day."""
    whole = account(name, each_market)
    for day in ("2008-06-30", "2008-12-30", "2009-03-31"):
        read = {n: each_market.series(n) for n in SERIES}
        part = cut(read, pd.Timestamp(day))
        assert part is not None
        earlier = Market(
            "cut", {n: (lambda f=f: f) for n, f in part.items()}, "-", pd.Timestamp(day)
        )
        assert account(name, earlier).tolist() == whole.loc[:day].tolist()


def account(name: str, market: Market) -> pd.Series:
    """Equity of the cohort of January 2008 over two years."""
    module = strategies.find_strategy(name)
    parameters = strategies.bind_parameters(module, ["start=2008-01-02", "days=504"])
    return events.trade(
        module, market, parameters=parameters, traded=None, cash=1e5, cost=COST
    ).equity


def test_orders_of_a_day_before_change_what_is_earned(frames: Frames) -> None:
    """Shifted by a day, the orders are other orders: the account is not the same."""
    plan = staged_entry.plan(frames, start="2008-01-02")
    days = pd.DatetimeIndex(frames["IWM"].index)
    early = tuple(
        order(
            at_close(frames["IWM"], int(days.get_loc(e.known_on)) - (n > 0)),
            "buy with cash",
            float(e.details["share"]),
        )  # type: ignore[arg-type]
        for n, e in enumerate(plan.orders)
    )
    shifted = CohortPlan(plan.start, plan.days, early)
    assert traded(StagedEntry, shifted, frames, COST) != traded(StagedEntry, plan, frames, COST)


def test_a_rule_that_peeks_is_not_traded(
    snapshot_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting for the lowest close of the record after the start: caught before the first order."""

    def lowest(bars: pd.DataFrame, *_: object, since: pd.Timestamp, **__: object) -> object:
        close = bars.loc[since:, "close"]
        return () if close.empty else (at_close(bars, int(bars.index.get_loc(close.idxmin()))),)

    monkeypatch.setattr(wait_for_confirmation, "find_events", lowest)
    with pytest.raises(LookAheadError, match="wait_for_confirmation looks ahead"):
        account("wait-for-confirmation", snapshot_market)


def test_a_start_is_by_default_the_latest_that_is_complete(frames: Frames) -> None:
    """The window ends within the bars."""
    plan = staged_entry.plan(frames)
    days = pd.DatetimeIndex(frames["IWM"].index)
    frequency = frequency_of(frames["IWM"])
    end = int(days.get_loc(plan.start)) + frequency.bars(252)
    # A month later the window is no longer within the bars.
    assert end < days.size <= end + frequency.bars(31)


def test_what_cannot_be_traded_is_refused_by_name(snapshot_market: Market) -> None:
    """A start outside the bars, a missing rate of cash, another response, other days."""
    frames = {name: snapshot_market.series(name) for name in SERIES}
    with pytest.raises(RuleError, match="expected a day with a later bar between 2000-05-26 and"):
        run(StagedEntry, staged_entry.plan(frames, start="2040-01-02"), series=frames)
    ended = {**frames, "CASH_RATE": frames["CASH_RATE"].loc[:"2024-01-25"]}
    with pytest.raises(DataError, match=r"not known on 2024-01-31 .* CASH_RATE has no value then"):
        run(StagedEntry, staged_entry.plan(frames, start="2024-01-02"), series=ended)
    with pytest.raises(RuleError, match="start is 'soon'; expected a date"):
        staged_entry.plan(frames, start="soon")
    with pytest.raises(RuleError, match="expected hold, add, sell-half"):
        averaging_down.plan(frames, response="panic")
    lacking = frames["IWM_ADJ"].drop(frames["IWM_ADJ"].index[-3])
    with pytest.raises(DataError, match="IWM_ADJ has no bar on"):
        fund_days(frames["IWM"], lacking, frames["CASH_RATE"])
    with pytest.raises(RuleError, match="a cohort trades IWM alone"):
        events.trade(
            staged_entry,
            _market(frames),
            parameters={"start": "2008-01-02"},
            traded="RUT",
            cash=1e5,
            cost=0.0,
        )


def _market(frames: Mapping[str, pd.DataFrame]) -> Market:
    return Market(
        "frames", {n: (lambda f=f: f) for n, f in frames.items()}, "-", frames["IWM"].index[-1]
    )


def test_bills_pay_for_the_nights_between() -> None:
    """Three nights over a weekend; without a rate of the last five days the run stops."""
    days = pd.DatetimeIndex(["2024-01-05", "2024-01-08", "2024-01-16", "2024-01-17"])
    bills = pd.DataFrame({"value": [3.65]}, index=days[:1])
    assert cash_interest(bills, days[:3]) == pytest.approx([0, 0.0003, 0.0008])
    with pytest.raises(DataError, match="the return of cash is not known on 2024-01-16"):
        cash_interest(bills, days)
