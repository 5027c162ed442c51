"""Random entries with the distances of breakouts, from random dates (N1, METHODS 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from backtests.engine.entries import (
    FIXED_STOPS,
    eligible_entries,
    entry_positions,
    entry_price,
    fail_level,
)
from backtests.engine.fills import OPEN, TARGET, touch
from backtests.engine.outcomes import EventLevels, Followed, Outcome, holding_window
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import samples
from backtests.inference.random_dates import UNKNOWN, draw_dates, draw_like, volatility_terciles
from signals.core.arrays import Flags, Floats, Ints
from signals.core.compiled import compiled
from signals.core.side import Side
from signals.levels.stops import CHANDELIER, TRAILING, StopRule, first_level
from signals.levels.touch import highest_touch, lowest_touch


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """Resolved positions: entry bar, entry price, levels (quoted, NaN for none), whether they hit.

    `fail` is the record whose close beyond means failure.
    """

    at: Ints
    price: Floats
    target: Floats
    stop: Floats
    fail: Floats
    hit: Flags

    @classmethod
    def of(cls, bars: PreparedBars, resolved: Sequence[Outcome], stop: StopRule) -> Self:
        """Return the arrays of resolved outcomes."""
        return cls(
            np.array(entry_positions(bars.frame, resolved), dtype=np.int64),
            np.array([entry_price(o) for o in resolved], dtype=np.float64),
            np.array(
                [np.nan if o.target is None else o.target for o in resolved], dtype=np.float64
            ),
            np.array([np.nan if o.stop is None else o.stop for o in resolved], dtype=np.float64),
            np.array([fail_level(o, stop) for o in resolved], dtype=np.float64),
            np.array([o.cause == "target" for o in resolved], dtype=np.bool_),
        )

    @classmethod
    def among(cls, followed: Followed, events: EventLevels, *, side: Side, stop: StopRule) -> Self:
        """Return the resolved positions among events followed with `follow_levels`."""
        done = followed.cause > OPEN
        sign = side.sign
        fail = sign * events.record[done]
        return cls(
            followed.entry[done],
            sign * followed.entry_price[done],
            sign * followed.target[done],
            sign * followed.stop[done],
            fail if stop.kind == "failed" else np.full(fail.size, np.nan),
            followed.cause[done] == TARGET,
        )

    @property
    def n_hits(self) -> int:
        """Number of positions that reached the target first."""
        return int(np.count_nonzero(self.hit))

    def n_eff(self, bars: PreparedBars, horizon: int) -> int:
        """Return the largest number of positions whose windows do not overlap.

        `horizon` is in trading days.
        """
        return samples.effective_size(self.at.tolist(), window=bars.frequency.bars(horizon))


def random_hits(
    bars: PreparedBars,
    resolved: Resolved,
    *,
    stop: StopRule,
    horizon: int,
    rng: np.random.Generator,
    draws: int,
    among: Flags | None = None,
) -> tuple[Flags | None, str]:
    """Draw random entries with the target and stop distances of the events (N1, METHODS 3.4).

    Each sample has as many days as there are events, with at least their minimum spacing. Days
    need a full holding window within the data; `among` flags the bars to draw from, all by default.
    The distances, in percent of the entry, are assigned to the days of a sample in random order.

    Returns
    -------
    ndarray of bool, shape (draws, events), or None
        Whether an entry with the distances of each event hit; None if no sample can be drawn.
    str
        Reason for None, else empty.
    """
    count = resolved.at.size
    if count == 0 or np.isnan(resolved.target).any():
        return None, "no baseline: no resolved event with a target"
    window = holding_window(bars.frequency, stop, horizon)
    eligible = eligible_entries(bars, stop, window)
    if among is not None:
        eligible = eligible[among[eligible]]
    spacing = int(np.diff(np.sort(resolved.at)).min()) if count > 1 else 1
    if eligible.size - (count - 1) * (spacing - 1) < count:
        return None, "no baseline: too few bars for as many random dates as far apart"
    drawn = draw_dates(rng, slots=eligible.size, count=count, spacing=spacing, draws=draws)
    dealt = rng.permuted(np.tile(np.arange(count), (draws, 1)), axis=1)
    entry = np.empty_like(drawn)
    np.put_along_axis(entry, dealt, eligible[drawn], axis=1)
    return _hits(bars, resolved, stop, window, entry), ""


def every_day_hits(
    bars: PreparedBars, resolved: Sequence[Outcome], *, stop: StopRule, horizon: int
) -> tuple[Ints, Flags]:
    """Enter on every day with a full window ahead, with the distances of each event.

    Returns
    -------
    ndarray of int, shape (days,)
        Positions of the entry bars.
    ndarray of bool, shape (events, days)
        Whether an entry reached the target first; False for an event without a target.
    """
    window = holding_window(bars.frequency, stop, horizon)
    days = eligible_entries(bars, stop, window)
    hits = np.zeros((len(resolved), days.size), dtype=bool)
    for row, event in zip(hits, resolved, strict=True):
        one = Resolved.of(bars, [event], stop)
        row[:] = _hits(bars, one, stop, window, days[:, None])[:, 0]
    return days, hits


def volatility_matched_hits(
    bars: PreparedBars,
    resolved: Resolved,
    *,
    stop: StopRule,
    horizon: int,
    rng: np.random.Generator,
    draws: int,
) -> Flags:
    """Draw random entries from the volatility tercile of each event, without spacing.

    Returns the array of `random_hits`. Raises InsufficientData if the tercile of an event is
    unknown or has no eligible day.
    """
    window = holding_window(bars.frequency, stop, horizon)
    before = np.concatenate(([UNKNOWN], volatility_terciles(bars.frame)[:-1]))
    eligible = np.zeros(len(bars), dtype=bool)
    eligible[eligible_entries(bars, stop, window)] = True
    entry = draw_like(rng, before, eligible, resolved.at, draws=draws)
    return _hits(bars, resolved, stop, window, entry)


def _hits(
    bars: PreparedBars, resolved: Resolved, stop: StopRule, window: int, entry: Ints
) -> Flags:
    """Return whether entries reach the target; column j of `entry` uses the distances of event j.

    Prices of bars are signed and levels of events quoted, so the product of a level and a ratio of
    both prices is signed.
    """
    prices, ahead = bars.prices, bars.extremes_ahead(window)
    hit = np.zeros(entry.shape, dtype=np.bool_)
    _write_hits(
        prices.open,
        prices.high,
        prices.low,
        prices.close,
        bars.average_true_range(stop.atr_bars(bars.frequency)),
        bars.first_genuine_open,
        ahead.high,
        ahead.low,
        ahead.high_close,
        ahead.low_close,
        resolved.price,
        resolved.target,
        resolved.stop,
        resolved.fail,
        stop.code,
        stop.amount,
        stop.kind in FIXED_STOPS,
        window,
        np.ascontiguousarray(entry),
        hit,
    )
    return hit


@compiled
def _write_hits(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    atr: Floats,
    genuine_from: int,
    highest: Floats,
    lowest: Floats,
    highest_close: Floats,
    lowest_close: Floats,
    own: Floats,
    target: Floats,
    structural: Floats,
    fail: Floats,
    stop_kind: int,
    stop_amount: float,
    staying: bool,
    horizon: int,
    entry: Ints,
    hit: Flags,
) -> None:
    """Follow bar by bar only entries whose window reaches both target and stop.

    A window that does not reach the target is no hit; one that does not reach a stop that stays
    where it is, is a hit.
    """
    trail = stop_amount if stop_kind == TRAILING else np.nan
    chandelier = stop_amount if stop_kind == CHANDELIER else np.nan
    for i in range(entry.shape[0]):
        for j in range(entry.shape[1]):
            at = entry[i, j]
            by_close = at < genuine_from
            price = close[at] if by_close else open_[at]
            scale = price / own[j]
            goal = scale * target[j]
            if not (highest_close if by_close else highest)[at] >= lowest_touch(goal):
                continue
            level = first_level(stop_kind, stop_amount, price, scale * structural[j], atr[at - 1])
            nearest = (lowest_close if by_close else lowest)[at]
            if staying and not nearest <= highest_touch(level):
                hit[i, j] = True
                continue
            broken = scale * fail[j]
            if by_close:
                found = touch(
                    close,
                    close,
                    close,
                    close,
                    atr,
                    at,
                    goal,
                    level,
                    broken,
                    trail,
                    chandelier,
                    horizon,
                )
            else:
                found = touch(
                    open_,
                    high,
                    low,
                    close,
                    atr,
                    at,
                    goal,
                    level,
                    broken,
                    trail,
                    chandelier,
                    horizon,
                )
            hit[i, j] = found[2] == TARGET


def effective_events(bars: PreparedBars, outcomes: Sequence[Outcome], horizon: int) -> int:
    """Return the largest number of outcomes with windows of `horizon` days that do not overlap."""
    window = bars.frequency.bars(horizon)
    return samples.effective_size(entry_positions(bars.frame, outcomes), window=window)
