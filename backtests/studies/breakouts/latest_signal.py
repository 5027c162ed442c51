"""What a trader asks of breakouts beside their hit rate: what they cost on the way and earned, and
where the latest one stands.
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine import entries
from backtests.engine.every_entry import EveryEntry, Followed
from backtests.engine.outcomes import Outcome, first_touch
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import intervals, samples
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.trade_statistics import (
    Excursion,
    Expectancy,
    expectancy,
    worst_before_success,
)
from signals.levels.measured_move import TargetRule
from signals.levels.stops import StopRule

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
State = Literal["ahead of its entry", "near its entry", "behind its entry"]
# A position within a quarter of the way from entry to target, either side of the entry, has not
# shown yet where it goes; beyond that it is ahead or behind.
NEAR_ENTRY = 0.25
STATES: tuple[State, ...] = ("ahead of its entry", "near its entry", "behind its entry")
# Fewest past cases that odds are told of: as few as separate events may be (METHODS 4, the gate).
MIN_CASES = 5
# Targets whose distance in percent depends on where the price stood: the same share of the way to
# them was 6% in one year and 1,700% in another.
FIXED = ("level", "points")


@dataclass(frozen=True, slots=True)
class Odds:
    """Of cases in one state, how many went on to the target, the stop, or neither in time.

    `open` cases are censored and not in `n`.
    """

    n: int
    n_eff: int
    target: int
    stop: int
    timeout: int
    open: int

    @property
    def rate(self) -> float:
        """Share that reached the target."""
        return self.target / self.n

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval of that share at n_eff."""
        return intervals.rate_interval(self.target, self.n, n_eff=self.n_eff)


@dataclass(frozen=True, slots=True)
class DayRate:
    """Share of days in one state whose position went on to the target."""

    n: int
    n_eff: int
    rate: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class LatestSignal:
    """Where the latest signal stands on the last day of the data.

    `elapsed` and `left` are bars of the data, the entry bar counted; `left_share` is what is left
    of the way from entry to target (1 at entry, 0 at the target). `stop` is where the stop stands
    now. `odds` are of past events in the same state (see `same_state`), None with the reason in
    `note`; `random` is the same share over every day with the distances of those events, and
    `own` over every day with this event's. With `carried` the past events were followed with this
    event's distances (see `carry`): for a target at a level or so many points away, and on the day
    of the signal, when `elapsed` is 0 and distances are from its close; `random` is then None.
    """

    outcome: Outcome
    as_of: pd.Timestamp
    price: float
    stop: float | None
    elapsed: int | None
    left: int | None
    left_share: float | None
    side: State | None
    cases: int
    odds: Odds | None
    random: DayRate | None
    own: DayRate | None
    carried: bool
    note: str


@dataclass(frozen=True, slots=True)
class TradeAnalysis:
    """The trader's figures of one study."""

    excursion: Excursion | None
    expectancy: Expectancy | None
    latest: LatestSignal | None


def analyse_trades(bars: PreparedBars, study: BreakoutStudy) -> TradeAnalysis:
    """Compute excursion, expectancy and the state of the latest signal of a study of these bars."""
    horizon, cost = study.rules.horizon, study.rules.cost
    days = EveryEntry.of(bars, stop=study.rules.stop_rule, horizon=horizon)
    resolved = [o for o in study.outcomes if o.resolved]
    # Each event's distances on every day; the expectancy and the latest signal both use them.
    walked = {id(o): days.follow(o) for o in resolved} if days.at.size else {}
    return TradeAnalysis(
        excursion=worst_before_success(resolved),
        expectancy=expectancy(
            bars,
            resolved,
            horizon=horizon,
            random=[followed.net_returns(cost=cost) for followed in walked.values()],
        ),
        latest=analyse_latest(
            bars,
            study.outcomes,
            days,
            walked,
            horizon=horizon,
            target=study.rules.target_rule,
        ),
    )


def analyse_latest(
    bars: PreparedBars,
    outcomes: Sequence[Outcome],
    days: EveryEntry,
    walked: dict[int, Followed],
    *,
    horizon: int,
    target: TargetRule,
) -> LatestSignal | None:
    """Say where the last signal stands at the last bar, with its odds; None without a signal.

    Only bars up to the last one are read, so that the answer of a day does not change later.
    """
    if not outcomes:
        return None
    last = outcomes[-1]
    if last.cause == "open" and last.entry_date is None:
        return _before_entry(bars, outcomes, days, horizon=horizon)
    if last.cause != "open" or last.bars is None:
        return _without_odds(bars, last)
    at = entries.entry_positions(bars.frame, [last])[0]
    side, share, note = None, None, "no target, so no odds of reaching it"
    odds, random, own, cases = None, None, None, 0
    carried = target.kind in FIXED
    if last.target is not None:
        close = float(bars.prices.close[-1])
        share = remaining_share(entries.entry_price(last), last.target, close)
        side = STATES[int(_side_of(np.array([share]))[0])]
        before = outcomes[:-1]
        if carried:
            before = apply_distances(bars, before, last, stop=days.stop, horizon=horizon)
        past = same_state(bars, before, elapsed=last.bars, side=side)
        odds, note = _odds(bars, past, window=days.window)
        known = [o for o in past if o.resolved]
        cases = len(known)
        own = _share(days, [days.follow(last)], elapsed=last.bars, side=side)
        if odds is not None and not carried:
            random = _share(
                days,
                [walked[id(o)] for o in known if id(o) in walked],
                elapsed=last.bars,
                side=side,
            )
    return LatestSignal(
        outcome=last,
        as_of=pd.Timestamp(bars.frame.index[-1]),
        price=float(bars.prices.close[-1]),
        stop=current_stop(days, last, at),
        elapsed=last.bars,
        left=days.window - last.bars,
        left_share=share,
        side=side,
        cases=cases,
        odds=odds,
        random=random,
        own=own,
        carried=carried,
        note=note,
    )


def _before_entry(
    bars: PreparedBars, outcomes: Sequence[Outcome], days: EveryEntry, *, horizon: int
) -> LatestSignal:
    """On the day of the signal: as if it were entered at the close, with all past signals."""
    close = float(bars.prices.close[-1])
    last = outcomes[-1]
    level = (
        entries.stop_levels(
            days.stop,
            np.array([close]),
            np.array([np.nan if last.event.stop is None else last.event.stop]),
            days.atr[-1:],
        )[0]
        if days.stop.kind != "failed"
        else np.nan
    )
    entered = replace(last, entry=close, stop=None if np.isnan(level) else float(level))
    fail = entries.fail_level(last, days.stop)
    odds, own, cases, note = None, None, 0, ""
    if last.target is None:
        note = "no target, so no odds of reaching it"
    elif close >= last.target:
        note = "none, the close is at or beyond the target"
    else:
        past = apply_distances(bars, outcomes[:-1], entered, stop=days.stop, horizon=horizon)
        held = [o for o in past if o.cause != "void"]
        odds, note = _odds(bars, held, window=days.window)
        cases = sum(o.resolved for o in held)
        followed = days.follow(entered)
        own = _rate(days, [followed.hit], [np.ones(days.at.size, dtype=bool)])
    return LatestSignal(
        outcome=last,
        as_of=pd.Timestamp(bars.frame.index[-1]),
        price=close,
        stop=entered.stop if np.isnan(fail) else fail,
        elapsed=0,
        left=days.window,
        left_share=None,
        side=None,
        cases=cases,
        odds=odds,
        random=None,
        own=own,
        carried=True,
        note=note,
    )


def _without_odds(bars: PreparedBars, last: Outcome) -> LatestSignal:
    return LatestSignal(
        outcome=last,
        as_of=pd.Timestamp(bars.frame.index[-1]),
        price=float(bars.prices.close[-1]),
        stop=last.stop,
        elapsed=last.bars,
        left=None,
        left_share=None,
        side=None,
        cases=0,
        odds=None,
        random=None,
        own=None,
        carried=False,
        note="over" if last.resolved else f"not traded: {last.void_reason}",
    )


def apply_distances(
    bars: PreparedBars,
    past: Sequence[Outcome],
    latest: Outcome,
    *,
    stop: StopRule,
    horizon: int,
) -> tuple[Outcome, ...]:
    """Follow past signals again with the distances of the latest one (docs/METHODS 3.8).

    Target, structural stop and the record of the stop `failed` are the same shares of the entry
    price as the latest signal's; stops that follow price or volatility keep their rule. Signals
    that the rule's own target left void are followed too.
    """
    own = entries.entry_price(latest)
    record = entries.fail_level(latest, stop)
    events = []
    for o in past:
        if o.entry is None:
            continue
        scale = o.entry / own
        details = {} if np.isnan(record) else {"record": scale * record}
        events.append(
            replace(
                o.event,
                target=None if latest.target is None else scale * latest.target,
                stop=None if latest.stop is None else scale * latest.stop,
                details={**o.event.details, **details},
            )
        )
    return first_touch(
        bars.frame,
        events,
        stop=stop,
        horizon=horizon,
        needs_target=True,
        genuine_from=bars.first_genuine_open,
    )


def remaining_share(entry: float, target: float, price: float) -> float:
    """Distance left to the target as a share of that from entry to target.

    >>> remaining_share(100, 120, 105), remaining_share(100, 120, 90)
    (0.75, 1.5)
    """
    return (target - price) / (target - entry)


def _side_of(left: Floats) -> Ints:
    """Number of the side: 0 ahead, 1 near the entry, 2 behind."""
    return np.asarray(
        (left >= 1 - NEAR_ENTRY).astype(np.int64) + (left > 1 + NEAR_ENTRY), dtype=np.int64
    )


def same_state(
    bars: PreparedBars, outcomes: Sequence[Outcome], *, elapsed: int, side: State
) -> list[Outcome]:
    """Pick the past events that were in the same state after as many bars (docs/METHODS 3.8).

    The same state: the event had been in the market for the same number of bars without reaching
    its target, stop or horizon, and at the close of that bar what was left of the way from its
    entry to its target lay on the same side of the band from 0.75 to 1.25 (below it, in it, above
    it). Nothing after that bar decides whether an event is picked.
    """
    held = [
        o
        for o in outcomes
        if o.cause != "void"
        and o.bars is not None
        and o.target is not None
        and (o.bars > elapsed or (o.cause == "open" and o.bars == elapsed))
    ]
    if not held:
        return []
    after = np.array(entries.entry_positions(bars.frame, held)) + elapsed - 1
    close = bars.prices.close[after]
    left = np.array(
        [
            remaining_share(entries.entry_price(o), float(o.target or 0.0), price)
            for o, price in zip(held, close, strict=True)
        ]
    )
    wanted = STATES.index(side)
    return [o for o, found in zip(held, _side_of(left), strict=True) if found == wanted]


def _odds(bars: PreparedBars, past: Sequence[Outcome], *, window: int) -> tuple[Odds | None, str]:
    """Count what became of past cases; None and the reason where too few are resolved."""
    known = [o for o in past if o.resolved]
    if len(known) < MIN_CASES:
        return None, f"too few past cases: {len(known)}, expected at least {MIN_CASES}"
    causes = [o.cause for o in known]
    return Odds(
        n=len(known),
        n_eff=samples.effective_size(entries.entry_positions(bars.frame, known), window=window),
        target=causes.count("target"),
        stop=causes.count("stop"),
        timeout=causes.count("timeout"),
        open=len(past) - len(known),
    ), ""


def _share(
    days: EveryEntry, walked: Sequence[Followed], *, elapsed: int, side: State
) -> DayRate | None:
    """Share at the target of every day in the same state, each event's distances counting alike."""
    close, after = days.bars.prices.close, days.at + elapsed - 1
    in_state = []
    for followed in walked:
        left = (followed.target - close[after]) / (followed.target - followed.price)
        in_state.append((followed.exit_at > after) & (_side_of(left) == STATES.index(side)))
    return _rate(days, [followed.hit for followed in walked], in_state)


def _rate(days: EveryEntry, hits: Sequence[Flags], chosen: Sequence[Flags]) -> DayRate | None:
    """Mean of the shares of chosen days that hit; None where none is chosen."""
    known = [(hit[days_], days_) for hit, days_ in zip(hits, chosen, strict=True) if days_.any()]
    if not known:
        return None
    count = sum(hit.size for hit, _ in known)
    held = np.any([days_ for _, days_ in known], axis=0)
    n_eff = samples.effective_size(days.at[held].tolist(), window=days.window)
    rate = float(np.mean([hit.mean() for hit, _ in known]))
    return DayRate(
        count, n_eff, rate, intervals.rate_interval(round(rate * count), count, n_eff=n_eff)
    )


def current_stop(days: EveryEntry, held: Outcome, at: int) -> float | None:
    """Level below which an open position is left on the next bar; None without one.

    A stop that follows the price has moved up since entry (METHODS 2.7); one on closes is the
    breakout level.
    """
    rule: StopRule = days.stop
    if rule.kind == "failed":
        level = entries.fail_level(held, rule)
        return None if np.isnan(level) else level
    if rule.kind == "trailing":
        start = entries.entry_price(held)
        return float(max(start, days.bars.prices.close[at:].max()) * (1 - rule.amount))
    if rule.kind == "chandelier" and held.stop is not None:
        highs = np.maximum.accumulate(days.bars.prices.high[at:])
        return float(max(held.stop, np.nanmax(highs - rule.amount * days.atr[at:])))
    return held.stop
