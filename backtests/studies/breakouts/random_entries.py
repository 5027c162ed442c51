"""Random entries with the distances of breakouts, from random dates (N1, METHODS 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backtests.engine.entries import (
    FIXED_STOPS,
    eligible_entries,
    entry_positions,
    entry_price,
    fail_level,
    forward_extremes,
    holding_window,
    stop_levels,
)
from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from backtests.engine.walks import walk
from backtests.inference import samples
from backtests.inference.random_dates import UNKNOWN, draw_dates, draw_like, volatility_terciles
from signals.core.arrays import Flags, Ints
from signals.levels.stops import StopRule
from signals.levels.touch import highest_touch, lowest_touch


def random_hits(
    bars: PreparedBars,
    resolved: Sequence[Outcome],
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
    count = len(resolved)
    if count == 0 or any(o.target is None for o in resolved):
        return None, "no baseline: no resolved event with a target"
    window = holding_window(bars, stop, horizon)
    eligible = eligible_entries(bars, stop, window)
    if among is not None:
        eligible = eligible[among[eligible]]
    positions = np.sort(entry_positions(bars.frame, resolved))
    spacing = int(np.diff(positions).min()) if count > 1 else 1
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
    window = holding_window(bars, stop, horizon)
    days = eligible_entries(bars, stop, window)
    hits = np.zeros((len(resolved), days.size), dtype=bool)
    for row, event in zip(hits, resolved, strict=True):
        row[:] = _hits(bars, [event], stop, window, days[:, None])[:, 0]
    return days, hits


def volatility_matched_hits(
    bars: PreparedBars,
    resolved: Sequence[Outcome],
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
    window = holding_window(bars, stop, horizon)
    before = np.concatenate(([UNKNOWN], volatility_terciles(bars.frame)[:-1]))
    eligible = np.zeros(len(bars), dtype=bool)
    eligible[eligible_entries(bars, stop, window)] = True
    events = np.array(entry_positions(bars.frame, resolved), dtype=np.int64)
    entry = draw_like(rng, before, eligible, events, draws=draws)
    return _hits(bars, resolved, stop, window, entry)


def _hits(
    bars: PreparedBars,
    resolved: Sequence[Outcome],
    stop: StopRule,
    window: int,
    entry: Ints,
) -> Flags:
    """Return whether entries reach the target; column j of `entry` uses the distances of event j.

    Only entries whose window reaches both target and stop are followed bar by bar. A window that
    does not reach the target is no hit; one that does not reach a fixed stop is a hit. Prices of
    bars are signed and levels of events quoted, so the product of a level and `scale` is signed.
    """
    prices, genuine = bars.prices, bars.first_genuine_open
    atr = bars.average_true_range(stop.atr_bars(bars.frequency))
    follow = (
        stop.amount if stop.kind == "trailing" else np.nan,
        stop.amount if stop.kind == "chandelier" else np.nan,
    )
    own = np.array([entry_price(o) for o in resolved])
    targets = np.array([np.nan if o.target is None else o.target for o in resolved])
    stops = np.array([np.nan if o.stop is None else o.stop for o in resolved])
    fails = np.array([fail_level(o, stop) for o in resolved])
    hit = np.zeros(entry.shape, dtype=bool)
    for by_close, chosen in ((True, entry < genuine), (False, entry >= genuine)):
        used = prices.closes_only() if by_close else prices
        highest, lowest = forward_extremes(used, window)
        reached = chosen & (highest[entry] >= lowest_touch(used.open[entry] / own * targets))
        at, event = entry[reached], np.nonzero(reached)[1]
        price = used.open[at]
        scale = price / own[event]
        level = stop_levels(stop, price, scale * stops[event], atr[at - 1])
        sure = np.zeros(at.size, dtype=bool)
        if stop.kind in FIXED_STOPS:
            sure = ~(lowest[at] <= highest_touch(level))
        walks = walk(
            used,
            atr,
            at[~sure],
            (scale * targets[event])[~sure],
            level[~sure],
            (scale * fails[event])[~sure],
            *follow,
            window,
        )
        sure[~sure] = walks.cause == 1
        hit[reached] = sure
    return hit


def effective_events(bars: PreparedBars, outcomes: Sequence[Outcome], horizon: int) -> int:
    """Return the largest number of outcomes with windows of `horizon` days that do not overlap."""
    window = bars.frequency.bars(horizon)
    return samples.effective_size(entry_positions(bars.frame, outcomes), window=window)
