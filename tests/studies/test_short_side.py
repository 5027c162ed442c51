"""The short side (METHODS 2.13): mirrored known answers, the log-reflected path, bare loops."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from backtests.engine.every_entry import EveryEntry
from backtests.engine.outcomes import Outcome, first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.estimates import Context
from backtests.inference import monte_carlo
from backtests.inference.samples import InsufficientData
from backtests.studies.breakouts import hit_rate, target_excess
from backtests.studies.breakouts.definitions import Definition, Signal, hit_curve
from backtests.studies.breakouts.latest_signal import analyse_trades
from backtests.studies.breakouts.path_kernel import PathRules, follow
from backtests.studies.breakouts.rules import BreakoutRules, check_known, find_events
from data_feeds.series.bars import check_bars
from signals import breakout
from signals.core.event import Event, RuleError
from signals.core.side import Side
from signals.levels.measured_move import parse_target, target_level
from signals.levels.stops import StopRule, average_true_range, parse_stop
from strategies.engine.round_trip import borrow_fees, net_return
from tests.proofs import number

SHORT = Side.SHORT
# The constant of the reflection c / P.
C = 10_000.0
COLUMNS = ("open", "high", "low", "close")
KNOWN = (90, 80, 88, 100, 98, 94, 96, 99, 101, 102, 101.5, 103, 97, 96, 99, 104)


def bars_of(rows: object, *, start: str = "2024-01-01") -> pd.DataFrame:
    """Daily bars of rows of open, high, low and close."""
    values = np.asarray(rows, dtype=np.float64)
    index = pd.bdate_range(start, periods=len(values), name="date")
    return check_bars(pd.DataFrame(values, columns=list(COLUMNS), index=index), name="X")


def closes(*prices: float) -> pd.DataFrame:
    """Bars that are their close throughout."""
    return bars_of([(p, p, p, p) for p in prices])


def mirror(bars: pd.DataFrame) -> pd.DataFrame:
    """Reflect the log prices: c / P, with high and low exchanged."""
    flipped = C / bars[["open", "low", "high", "close"]].to_numpy()
    return bars_of(flipped, start=f"{bars.index[0]:%Y-%m-%d}")


def random_bars(rng: np.random.Generator, n: int = 260) -> pd.DataFrame:
    """Bars with gaps, that start at 100."""
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.02, n)))
    open_ = np.concatenate([[100.0], close[:-1]]) * np.exp(rng.normal(0, 0.008, n))
    high = np.maximum(open_, close) * np.exp(np.abs(rng.normal(0, 0.008, n)))
    low = np.minimum(open_, close) * np.exp(-np.abs(rng.normal(0, 0.008, n)))
    return bars_of(np.stack((open_, high, low, close), axis=1))


def short(*rows: tuple[float, float, float, float], horizon: int = 10, **levels: float) -> Outcome:
    """Sell at the first row, with target 80 and stop 108 unless given."""
    bars = bars_of([(100.0, 100.0, 100.0, 100.0), *rows])
    event = Event(
        pd.Timestamp(bars.index[0]), 100.0, levels.get("target", 80.0), levels.get("stop", 108.0)
    )
    return first_touch(
        bars, [event], stop=parse_stop("structural"), horizon=horizon, genuine_from=0, side=SHORT
    )[0]


# Known answers of METHODS 6.1 to 6.5, mirrored.


@pytest.mark.parametrize(
    ("length", "depth", "at"), [(4, 0.05, [8, 15]), (4, 0.07, []), (3, 0.05, [3, 8, 15])]
)
def test_breakdowns_are_the_breakouts_of_the_reciprocal_prices(
    length: int, depth: float, at: list[int]
) -> None:
    """METHODS 6.1 on c / P: the depth of a base is the same fall, 6 of 100 is 6% either way."""
    bars = closes(*(C / price for price in KNOWN))
    found = breakout.find_events(bars, min_base=length, min_depth=depth, side=SHORT)
    assert [bars.index.get_loc(e.known_on) for e in found] == at
    for event in found:
        assert event.close < float(event.details["record"])  # type: ignore[arg-type]
        assert event.stop == event.details["base_high"]
    if at == [8, 15]:
        assert [e.details["record"] for e in found] == [C / 100, C / 103]
        assert [e.details["base_high"] for e in found] == [C / 94, C / 96]
        assert [e.details["depth"] for e in found] == pytest.approx([0.06, 1 - 96 / 103])


@pytest.mark.parametrize(
    ("rule", "level"),
    [
        ("mm-a", 2 * 100 - 120),
        ("mm-b", 100 * 100 / 120),
        ("mm-c", 2 * 100 - 106),
        ("mm-d", 100 * 100 / 106),
        ("30%", 70.0),
        ("15pts", 85.0),
        ("level:66.5", 66.5),
    ],
)
def test_targets_of_a_breakdown(rule: str, level: float) -> None:
    """METHODS 6.2 downwards: record low 100, leg high 120, base high 106."""
    found = target_level(parse_target(rule), record=100, base_low=106, leg_low=120, side=SHORT)
    assert found == pytest.approx(level, rel=1e-12)


def test_a_gap_through_the_stop_above_fills_at_the_open() -> None:
    """METHODS 6.3: fill 110 instead of 108; 1 - 110 x 1.0005 / (100 x 0.9995) less the fee."""
    found = short((100, 101, 97, 98), (98, 99, 96, 97), (110, 111, 107, 109))
    assert (found.cause, found.exit, found.bars) == ("stop", 110.0, 3)
    # From 2024-01-02 to 2024-01-04: a day on the close of 98 and one on that of 97.
    fee = 0.005 / 365 * (98 + 97)
    assert found.return_ == pytest.approx(1 - (110 * 1.0005 + fee) / (100 * 0.9995), abs=1e-12)


def test_both_levels_in_one_bar_are_the_stop_and_a_gap_is_the_target() -> None:
    """METHODS 6.4: (98, 109, 79, 90) reaches 80 and 108; (77, 78, 75, 76) opens below 80."""
    both = short((100, 101, 97, 98), (98, 109, 79, 90))
    assert (both.cause, both.exit, both.ambiguous) == ("stop", 108.0, True)
    gap = short((100, 101, 97, 98), (77, 78, 75, 76))
    assert (gap.cause, gap.exit, gap.ambiguous) == ("target", 77.0, False)


def test_timeout_and_open_with_excursions_of_the_short() -> None:
    """METHODS 6.5: three bars end at 96; best 95 is +5%, worst 101 is -1%."""
    rows = ((100, 101, 97, 98), (98, 99, 96, 97), (97, 98, 95, 96))
    ended = short(*rows, horizon=3)
    assert (ended.cause, ended.exit) == ("timeout", 96.0)
    assert (ended.mfe, ended.mae) == pytest.approx((0.05, -0.01))
    running = short(*rows)
    assert (running.cause, running.exit, running.return_) == ("open", None, None)


def test_levels_and_ticks_of_a_short() -> None:
    """METHODS 2.11: neither 10% above 80.60 nor 2 x 88.10 - 98 is exact in binary."""
    bars = bars_of([(80.0,) * 4, (80.60, 81.0, 80.0, 80.5), (80.5, 88.66, 80.0, 84.0)])
    event = Event(pd.Timestamp(bars.index[0]), 80.0, None, None)
    found = first_touch(bars, [event], stop=parse_stop("10%"), horizon=9, side=SHORT)[0]
    assert (found.cause, found.exit) == ("stop", pytest.approx(88.66))
    goal = target_level(parse_target("mm-c"), record=88.10, base_low=98.0, leg_low=None, side=SHORT)
    assert goal is not None
    assert goal != 78.20
    found = short((85.0, 86.0, 84.0, 85.0), (85.0, 86.0, 78.20, 79.0), target=goal, stop=98.0)
    assert (found.cause, found.exit) == ("target", pytest.approx(78.20))


def test_a_base_exactly_five_percent_deep_is_a_breakdown() -> None:
    """76.76 is 5% below 80.80, exactly in decimal and not in binary."""
    bars = closes(76.76, 78, 79, 80.80, 79, 78, 76.70)
    found = breakout.find_events(bars, min_base=4, min_depth=0.05, side=SHORT, target="none")
    assert [e.close for e in found] == [76.70]


def test_a_move_that_ends_below_zero_is_no_target() -> None:
    """2 x 40 - 100 = -20: the signal is void and says why; as a ratio the move has a target."""
    rng = np.random.default_rng(0)
    path = [100, 70, 40, *(50 + rng.uniform(-2, 2, 25)), 39, 38, 37]
    bars = closes(*path)
    for target, goal in (("mm-a", -20.0), ("mm-b", 16.0)):
        rules = BreakoutRules(target=target, side=SHORT, min_base=5)
        events = find_events(bars, rules, seed_record=None)
        events = tuple(
            replace(
                e,
                target=target_level(
                    rules.target_rule, record=40, base_low=52, leg_low=100, side=SHORT
                ),
            )
            for e in events
        )
        assert [e.target for e in events] == [goal]
        found = first_touch(
            bars, events, stop=parse_stop("none"), horizon=9, needs_target=True, side=SHORT
        )[0]
        assert found.void_reason == (
            "no target: the move from the record ends at or below zero" if goal < 0 else None
        )


def test_a_fall_of_all_is_refused() -> None:
    """A target 100% below the record is no price."""
    with pytest.raises(RuleError, match="at or below zero"):
        BreakoutRules(target="100%", side=SHORT)
    assert BreakoutRules(target="150%").target_rule.amount == 1.5


def test_the_fee_is_by_calendar_day_on_the_close_before() -> None:
    """Friday to Tuesday: three days on 100, one on 110, of 3.65% a year is 0.041."""
    bars = closes(90, 90, 90, 90, 100, 110, 105)
    fees = borrow_fees(bars, 0.0365)
    assert fees[6] - fees[4] == pytest.approx(0.0365 / 365 * (3 * 100 + 110), abs=1e-12)
    assert net_return(100.0, 90.0, cost=0.0, side=SHORT, fee=0.041) == pytest.approx(0.1 - 0.00041)


# A short of a path is a long of its reflection.


def assert_mirrored(ours: tuple[Outcome, ...], theirs: tuple[Outcome, ...]) -> None:
    """Compare signals, outcomes and exit bars exactly, log prices to 1e-9."""
    assert [o.event.known_on for o in ours] == [o.event.known_on for o in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert (one.cause, one.entry_date, one.exit_date, one.bars, one.ambiguous) == (
            other.cause,
            other.entry_date,
            other.exit_date,
            other.bars,
            other.ambiguous,
        )
        pairs = [
            (one.entry, other.entry),
            (one.target, other.target),
            (one.stop, other.stop),
            (one.exit, other.exit),
            (one.event.details["record"], other.event.details["record"]),
            (one.event.details["base_high"], other.event.details["base_low"]),
            (one.event.details["leg_high"], other.event.details["leg_low"]),
        ]
        for a, b in pairs:
            assert (a is None) == (b is None)
            if isinstance(a, float) and isinstance(b, float):
                assert math.log(a) + math.log(b) == pytest.approx(math.log(C), abs=1e-9)


@pytest.mark.parametrize(
    ("target", "stop", "lookback", "paths"),
    [
        ("mm-b", "structural", None, number(500, 150)),
        ("mm-d", "failed", None, number(100, 30)),
        ("mm-b", "failed", 40, number(100, 30)),
    ],
)
def test_the_short_of_a_path_is_the_long_of_its_mirror(
    target: str, stop: str, lookback: int | None, paths: int
) -> None:
    """The same signals, bars and causes on random paths, most of the main rule."""
    rng = np.random.default_rng(22)
    seen: dict[str, int] = {}
    long_ = BreakoutRules(10, 0.03, lookback, target, stop, 60)
    for _ in range(paths):
        bars = random_bars(rng, 160)
        flipped = mirror(bars)
        ours, theirs = (
            first_touch(
                known,
                find_events(known, rules, seed_record=None),
                stop=rules.stop_rule,
                horizon=rules.horizon,
                needs_target=True,
                genuine_from=0,
                side=rules.side,
            )
            for known, rules in ((bars, replace(long_, side=SHORT)), (flipped, long_))
        )
        assert_mirrored(ours, theirs)
        for outcome in ours:
            seen[outcome.cause] = seen.get(outcome.cause, 0) + 1
    assert {"target", "stop", "timeout", "open"} <= set(seen)
    if stop == "structural":
        causes = ("target", "stop", "timeout", "open", "void")
        assert min(seen[cause] for cause in causes) > number(5, 1)


def test_the_study_of_a_path_is_that_of_its_mirror() -> None:
    """Random dates, incidence and the wait: the same draws hit on both sides."""
    bars = random_bars(np.random.default_rng(5), 1_500)
    rules = BreakoutRules(10, 0.03, 40, "mm-d", "structural", 40)
    ours, theirs = (
        hit_rate.study(
            PreparedBars.of(known),
            chosen,
            rng=monte_carlo.generator("mirror"),
            draws=300,
        )
        for known, chosen in ((bars, replace(rules, side=SHORT)), (mirror(bars), rules))
    )
    assert ours.hit_rate.resolved > 10
    assert (ours.hit_rate.hits, ours.hit_rate.resolved) == (
        theirs.hit_rate.hits,
        theirs.hit_rate.resolved,
    )
    assert ours.incidence.target == pytest.approx(theirs.incidence.target)
    # Distances are ratios to the entry on both sides, so that the drawn entries differ by nothing.
    assert ours.hit_rate.p is not None
    assert ours.hit_rate.n_eff == theirs.hit_rate.n_eff


def test_the_excess_of_breakdowns_is_the_hit_rate_less_random_dates() -> None:
    """Hits, intervals and rows are those of the study of the same side; a rise has no breakdown."""
    bars = random_bars(np.random.default_rng(5), 1_500)
    chosen = {"min_base": 10, "min_depth": 0.03, "lookback": 40, "target": "mm-d", "horizon": 40}
    context = Context(bars.index[-1], monte_carlo.generator("excess"), 200)
    found = target_excess.examine(context, bars=bars, side="short", **chosen)
    own = BreakoutRules(**chosen, side=SHORT)
    known = hit_rate.study(
        PreparedBars.of(bars).seen_from(SHORT), own, rng=monte_carlo.generator("x"), draws=200
    )
    estimate = found.estimates[0]
    assert estimate.value == known.hit_rate.hits / known.hit_rate.resolved
    assert (estimate.n, estimate.n_eff) == (known.hit_rate.resolved, known.hit_rate.n_eff)
    assert len(found.events) == len(known.outcomes)
    assert found.check.effect == pytest.approx(estimate.value - estimate.baseline)
    with pytest.raises(InsufficientData, match="no resolved event"):
        target_excess.examine(context, bars=closes(*range(100, 400)), side="short", **chosen)


def test_every_null_model_and_odds_of_a_short() -> None:
    """A short study has random dates, resampled paths, expectancy and a specification curve."""
    bars = PreparedBars.of(random_bars(np.random.default_rng(11), 1_500))
    rules = BreakoutRules(10, 0.03, 60, "8%", "8%", 40, side=SHORT)
    study = hit_rate.study(bars, rules, rng=monte_carlo.generator("s"), draws=200, paths=100)
    assert study.hit_rate.baseline is not None
    assert study.nulls is not None
    assert study.nulls.with_drift is not None
    desk = analyse_trades(bars, study)
    assert desk.expectancy is not None
    days = EveryEntry.of(bars.seen_from(SHORT), stop=rules.stop_rule, horizon=rules.horizon)
    every = [days.net_returns(days.follow(o)).mean() for o in study.outcomes if o.resolved]
    assert desk.expectancy.baseline == pytest.approx(float(np.mean(every)))
    curve = hit_curve(
        bars,
        Definition(Signal(10, 0.03, 60, side=SHORT), "8%", "8%", 40),
        study.hit_rate,
        monte_carlo.generator("c"),
        seed_record=None,
        draws=100,
    )
    assert curve is not None
    assert "60-day low" in curve.specifications[0].choices["breakout"]
    assert curve.specifications[0].choices["stop"] == "8% above entry"


@pytest.mark.parametrize("stop", ["structural", "8%", "atr:2", "trailing:6%", "chandelier:3"])
def test_a_path_is_followed_as_the_study_follows_it(stop: str) -> None:
    """The compiled loop of resampled paths and `first_touch` agree on breakdowns."""
    bars = random_bars(np.random.default_rng(3), 900)
    rules = BreakoutRules(10, 0.03, 40, "mm-a", stop, 40, side=SHORT)
    prepared = PreparedBars.of(bars).seen_from(SHORT)
    found = follow(
        prepared.prices,
        np.ones(len(bars), dtype=bool),
        PathRules.of(rules, prepared.frequency),
    )
    outcomes = hit_rate.follow_breakouts(
        replace(prepared, first_genuine_open=0), rules, seed_record=None
    )
    assert [bars.index[at] for at in found.signal] == [o.event.known_on for o in outcomes]
    for level, outcome in zip(-found.target, outcomes, strict=True):
        assert math.isnan(level) if outcome.event.target is None else level == outcome.event.target
    assert sum(o.resolved for o in outcomes) > 5


def test_a_breakdown_depends_on_the_past_alone() -> None:
    """Every prefix of the bars has the same breakdowns up to its end."""
    bars = random_bars(np.random.default_rng(8), 300)
    for lookback in (None, 40):
        rules = BreakoutRules(10, 0.03, lookback, "mm-a", side=SHORT)
        check_known(bars, rules, seed_record=None)
        whole = find_events(bars, rules, seed_record=None)
        for end in range(20, 300, 7):
            part = find_events(bars.iloc[:end], rules, seed_record=None)
            assert part == tuple(e for e in whole if e.known_on <= bars.index[end - 1])


# A bare loop, written without the engine.


def bare_short(  # noqa: PLR0912
    rows: np.ndarray, atr: np.ndarray, at: int, target: float, base: float, record: float,
    rule: StopRule, horizon: int,
) -> tuple[str, int, float]:  # fmt: skip
    """Follow one short in quoted prices: cause, exit bar and exit price."""
    tol = 1e-9
    entry = rows[at][0]
    stop = math.inf
    if rule.kind == "structural":
        stop = base
    elif rule.kind in ("percent", "trailing"):
        stop = entry * (1 + rule.amount)
    elif rule.kind in ("atr", "chandelier"):
        stop = entry + rule.amount * atr[at - 1]
        if math.isnan(stop):
            return "void", -1, math.nan
    if entry <= target * (1 + tol) or entry >= stop * (1 - tol):
        return "void", -1, math.nan
    lowest_close, lowest_low, failed = entry, math.inf, False
    for t in range(at, len(rows)):
        o, h, low, c = rows[t]
        if t > at and (failed or o >= stop * (1 - tol)):
            return "stop", t, o
        if t > at and o <= target * (1 + tol):
            return "target", t, o
        if h >= stop * (1 - tol):
            return "stop", t, stop
        if low <= target * (1 + tol):
            return "target", t, target
        if t == at + horizon - 1:
            return "timeout", t, c
        lowest_close, lowest_low = min(lowest_close, c), min(lowest_low, low)
        if rule.kind == "failed":
            failed = c > record
        if rule.kind == "trailing":
            stop = min(stop, lowest_close * (1 + rule.amount))
        if rule.kind == "chandelier" and not math.isnan(atr[t]):
            stop = min(stop, lowest_low + rule.amount * atr[t])
    return "open", -1, math.nan


@pytest.mark.parametrize(
    "stop", ["structural", "8%", "atr:2", "trailing:4%", "chandelier:2", "failed", "none"]
)
def test_shorts_agree_with_a_bare_loop_on_prices_in_cents(stop: str) -> None:
    """Gaps, ties on levels in cents, both levels in a bar, and the entry bar."""
    rng = np.random.default_rng(len(stop))
    rule = parse_stop(stop)
    window = rule.atr_window
    seen: dict[str, int] = {}
    for _ in range(number(60, 25)):
        bars = bars_of(np.round(random_bars(rng, 90).to_numpy() * 0.08, 2))
        rows = bars.to_numpy()
        atr = np.full(90, np.nan) if window is None else average_true_range(bars, window=window)
        events, given = [], []
        for at in range(25, 88, 4):
            close = rows[at][3]
            # Levels on ticks, where the prices are.
            target = round(close * (1 - rng.uniform(0.005, 0.06)), 2)
            base = round(close * (1 + rng.uniform(0.005, 0.06)), 2)
            record = round(close * 1.01, 2)
            day = pd.Timestamp(bars.index[at])
            events.append(Event(day, close, target, base, {"record": record}))
            given.append((at + 1, target, base, record))
        found = first_touch(
            bars, events, stop=rule, horizon=12, needs_target=True, genuine_from=0, side=SHORT
        )
        for outcome, (at, target, base, record) in zip(found, given, strict=True):
            cause, end, price = bare_short(rows, atr, at, target, base, record, rule, 12)
            assert outcome.cause == cause
            if outcome.resolved:
                assert outcome.exit_date == bars.index[end]
                assert outcome.exit == pytest.approx(price, rel=1e-12)
                seen["entry bar"] = seen.get("entry bar", 0) + (outcome.bars == 1)
                tick = outcome.exit in (target, base)
                seen["gap"] = seen.get("gap", 0) + (cause in ("stop", "target") and not tick)
                seen["ambiguous"] = seen.get("ambiguous", 0) + outcome.ambiguous
            seen[cause] = seen.get(cause, 0) + 1
    assert seen["target"] > 20
    assert seen["entry bar"] > number(5, 2)
    assert seen["gap"] > number(5, 2)
    if stop == "structural":
        assert seen["ambiguous"] > number(2, 0)
