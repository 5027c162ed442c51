"""Trade statistics of breakouts (METHODS 3.8).
These are the adverse excursion, the expectancy, and the state and odds of the latest signal.
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from backtests.engine import entries
from backtests.engine.every_entry import EveryEntry, Followed
from backtests.engine.fills import NO_PRICE, void_reason
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
from signals.core.arrays import Flags, Floats, Ints
from signals.levels.measured_move import TargetRule
from signals.levels.stops import StopRule
from signals.levels.touch import lowest_touch

State = Literal["ahead of its entry", "near its entry", "behind its entry"]
# METHODS 3.8: half-width of the band near the entry, as a share of the distance to the target.
NEAR_ENTRY = 0.25
STATES: tuple[State, ...] = ("ahead of its entry", "near its entry", "behind its entry")
# METHODS 3.8: minimum number of resolved cases to report odds, as in the robustness gate.
MIN_CASES = 5
# Kinds of target whose distance in percent differs between signals (METHODS 3.8).
FIXED = ("level", "points")
NO_TARGET = "no target, so no odds of reaching it"


@dataclass(frozen=True, slots=True)
class Odds:
    """Number of past cases in one state by their outcome.

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
        """Wilson's 95% interval of the share at n_eff."""
        return intervals.rate_interval(self.target, self.n, n_eff=self.n_eff)


@dataclass(frozen=True, slots=True)
class DayRate:
    """Share of days in one state on which a position reached the target later."""

    n: int
    n_eff: int
    rate: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class LatestSignal:
    """State and odds of the latest signal on the last day of the data (METHODS 3.8).

    `elapsed` and `left` are bars, including the entry bar; `elapsed` is 0 on the signal day.
    `left_share` is the remaining share of the distance from entry to target. `stop` is its current
    level. `odds` counts past events in the same state (`same_state`); if None, `note` has the
    reason. `random` is the rate over every day with the distances of those events, `own` that with
    the distances of this signal. `carried` marks past events followed with the distances of this
    signal (`apply_distances`), for targets at a level or in points and on the signal day; `random`
    is then None.
    """

    outcome: Outcome
    as_of: pd.Timestamp
    price: float
    stop: float | None
    elapsed: int | None
    note: str
    left: int | None = None
    left_share: float | None = None
    side: State | None = None
    cases: int = 0
    odds: Odds | None = None
    random: DayRate | None = None
    own: DayRate | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class TradeAnalysis:
    """Excursion, expectancy and latest signal of a study; None where not available."""

    excursion: Excursion | None
    expectancy: Expectancy | None
    latest: LatestSignal | None


def analyse_trades(bars: PreparedBars, study: BreakoutStudy) -> TradeAnalysis:
    """Compute excursion, expectancy and the state of the latest signal of a study of these bars."""
    horizon, cost, borrow = study.rules.horizon, study.rules.cost, study.rules.borrow
    bars = bars.seen_from(study.rules.side)
    days = EveryEntry.of(bars, stop=study.rules.stop_rule, horizon=horizon)
    resolved = [o for o in study.outcomes if o.resolved]
    # Every day with the distances of each event, shared by the expectancy and the latest signal.
    walked = {id(o): days.follow(o) for o in resolved} if days.at.size else {}
    return TradeAnalysis(
        excursion=worst_before_success(resolved),
        expectancy=expectancy(
            bars,
            resolved,
            horizon=horizon,
            random=[
                days.net_returns(followed, cost=cost, borrow=borrow) for followed in walked.values()
            ],
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
    """Return the state and odds of the latest signal at the last bar; None without a signal.

    `outcomes` are in order of date. `walked` has the entries on every day with the distances of
    each resolved outcome, by `id` of the outcome.
    """
    if not outcomes:
        return None
    last = outcomes[-1]
    if last.cause == "open" and last.entry_date is None:
        return _before_entry(bars, outcomes, days, horizon=horizon)
    found = LatestSignal(
        outcome=last,
        as_of=pd.Timestamp(bars.frame.index[-1]),
        price=float(bars.frame["close"].iloc[-1]),
        stop=last.stop,
        elapsed=last.bars,
        note="over" if last.resolved else f"not traded: {last.void_reason}",
    )
    if last.cause != "open" or last.bars is None:
        return found
    carried = target.kind in FIXED
    found = replace(
        found,
        stop=current_stop(days, last, entries.entry_positions(bars.frame, [last])[0]),
        left=days.window - last.bars,
        carried=carried,
        note=NO_TARGET,
    )
    if last.target is None:
        return found
    share = remaining_share(entries.entry_price(last), last.target, found.price)
    side = STATES[int(_side_of(np.array([share]))[0])]
    before = outcomes[:-1]
    if carried:
        before = apply_distances(bars, before, last, stop=days.stop, horizon=horizon)
    past = same_state(bars, before, elapsed=last.bars, side=side)
    odds, note = _odds(bars, past, window=days.window)
    known = [o for o in past if o.resolved]
    share_of = partial(_share, days, elapsed=last.bars, side=side)
    with_own = [walked[id(o)] for o in known if id(o) in walked]
    return replace(
        found,
        left_share=share,
        side=side,
        cases=len(known),
        odds=odds,
        random=share_of(with_own) if odds is not None and not carried else None,
        own=share_of([days.follow(last)]),
        note=note,
    )


def _before_entry(
    bars: PreparedBars, outcomes: Sequence[Outcome], days: EveryEntry, *, horizon: int
) -> LatestSignal:
    """Return the odds on the signal day, from an entry at the close and all past signals."""
    close, sign = float(bars.frame["close"].iloc[-1]), bars.side.sign
    last = outcomes[-1]
    level = np.nan
    if days.stop.kind != "failed":
        own = np.nan if last.event.stop is None else last.event.stop
        level = entries.stop_levels(
            days.stop, np.array([sign * close]), np.array([sign * own]), days.atr[-1:]
        )[0]
    entered = replace(last, entry=close, stop=None if np.isnan(level) else sign * float(level))
    fail = entries.fail_level(last, days.stop)
    found = LatestSignal(
        outcome=last,
        as_of=pd.Timestamp(bars.frame.index[-1]),
        price=close,
        stop=entered.stop if np.isnan(fail) else fail,
        elapsed=0,
        left=days.window,
        carried=True,
        note=NO_TARGET,
    )
    if last.target is None:
        return found
    if last.target <= 0:
        return replace(found, note=void_reason(NO_PRICE, bars.side))
    if sign * close >= lowest_touch(sign * last.target):
        return replace(found, note="none, the close is at or beyond the target")
    past = apply_distances(bars, outcomes[:-1], entered, stop=days.stop, horizon=horizon)
    held = [o for o in past if o.cause != "void"]
    odds, note = _odds(bars, held, window=days.window)
    return replace(
        found,
        cases=sum(o.resolved for o in held),
        odds=odds,
        own=_rate(days, [days.follow(entered).hit], [np.ones(days.at.size, dtype=bool)]),
        note=note,
    )


def apply_distances(
    bars: PreparedBars,
    past: Sequence[Outcome],
    latest: Outcome,
    *,
    stop: StopRule,
    horizon: int,
) -> tuple[Outcome, ...]:
    """Follow past signals again with the distances of the latest signal (METHODS 3.8).

    Target, structural stop and the record of a `failed` stop become the same fractions of the
    entry price as for `latest`. Stops that follow price or volatility keep their rule. Signals with
    an entry that were void because of their own target are included.
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
        side=bars.side,
    )


def remaining_share(entry: float, target: float, price: float) -> float:
    """Return the distance to the target as a share of that from entry to target.

    >>> remaining_share(100, 120, 105), remaining_share(100, 120, 90)
    (0.75, 1.5)
    """
    return (target - price) / (target - entry)


def _side_of(left: Floats) -> Ints:
    """Return the index in `STATES` of each remaining share."""
    return np.asarray(
        (left >= 1 - NEAR_ENTRY).astype(np.int64) + (left > 1 + NEAR_ENTRY), dtype=np.int64
    )


def same_state(
    bars: PreparedBars, outcomes: Sequence[Outcome], *, elapsed: int, side: State
) -> list[Outcome]:
    """Select the events that were in the same state after `elapsed` bars (METHODS 3.8).

    An event is selected if it was in the market for `elapsed` bars without reaching its target,
    stop or horizon, and if its remaining share at the close of that bar was on the same side of the
    band from 0.75 to 1.25. Later bars do not affect the selection.
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
    close = bars.side.sign * bars.prices.close[after]
    left = np.array(
        [
            remaining_share(entries.entry_price(o), float(o.target or 0.0), price)
            for o, price in zip(held, close, strict=True)
        ]
    )
    wanted = STATES.index(side)
    return [o for o, found in zip(held, _side_of(left), strict=True) if found == wanted]


def _odds(bars: PreparedBars, past: Sequence[Outcome], *, window: int) -> tuple[Odds | None, str]:
    """Count the outcomes of past cases; None and the reason if too few are resolved."""
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
    """Return the hit rate over every day in the same state, with equal weight for each event."""
    close, after = days.bars.prices.close, days.at + elapsed - 1
    in_state = []
    for followed in walked:
        left = (followed.target - close[after]) / (followed.target - followed.price)
        in_state.append((followed.exit_at > after) & (_side_of(left) == STATES.index(side)))
    return _rate(days, [followed.hit for followed in walked], in_state)


def _rate(days: EveryEntry, hits: Sequence[Flags], chosen: Sequence[Flags]) -> DayRate | None:
    """Return the mean over events of the hit rates on the chosen days; None without any."""
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
    """Return the stop level of an open position for the next bar; None without a stop.

    Trailing and chandelier stops have followed the price since entry (METHODS 2.7). The level of a
    `failed` stop is the record that was broken.
    """
    if days.stop.kind == "failed":
        level = entries.fail_level(held, days.stop)
        return None if np.isnan(level) else level
    return entries.raised_stop(days.bars, days.stop, held, at, len(days.bars))
