"""Accounts and random-entry hit rates of parameter points, in compiled loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backtests.engine.entries import FIXED_STOPS, forward_extremes
from backtests.engine.fills import COST, OPEN, TARGET, follow_entry
from backtests.engine.outcomes import PriceArrays
from backtests.engine.parameter_grid import PointEvents, Points
from data_feeds.series.bars import Frequency
from signals.core.compiled import compiled
from signals.levels.measured_move import NO_TARGET
from signals.levels.stops import (
    ATR,
    ATR_WINDOW,
    CHANDELIER,
    STOP_KINDS,
    average_true_range_array,
    first_level,
)
from signals.levels.touch import highest_touch, lowest_touch

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# Rotation of the shared draws from one event to the next: the fractional part of the golden ratio,
# whose multiples fill an interval most evenly (Weyl 1916).
_ROTATION = 0.618033988749895


@dataclass(frozen=True, slots=True, eq=False)
class PointAccounts:
    """Performance of one account for each point, which takes one trade at a time.

    Trades are chosen as in `outcomes.one_at_a_time`. The benchmark is a hold of equal exposure:
    `invested` times the market's return on every bar, without costs.

    Attributes
    ----------
    invested
        Share of bars in the market.
    mean, deviation
        Mean and standard deviation of net returns a bar.
    mean_excess, deviation_excess, skewness_excess, kurtosis_excess
        Moments of the excess return a bar over the benchmark; skewness and kurtosis (3 for a
        normal distribution) are NaN if it is constant.
    drawdown
        Maximum drawdown at closes, at most 0.
    months
        Excess summed by calendar month, shape (months, points); 0 without bars.
    """

    invested: Floats
    mean: Floats
    deviation: Floats
    mean_excess: Floats
    deviation_excess: Floats
    skewness_excess: Floats
    kurtosis_excess: Floats
    drawdown: Floats
    months: Floats

    @property
    def sharpe(self) -> Floats:
        """Sharpe ratio of net returns a bar; NaN if they are constant."""
        return _ratio(self.mean, self.deviation)

    @property
    def sharpe_excess(self) -> Floats:
        """Sharpe ratio of the excess over the benchmark a bar."""
        return _ratio(self.mean_excess, self.deviation_excess)


def follow_accounts(
    prices: PriceArrays,
    events: PointEvents,
    *,
    points: int,
    genuine_from: int,
    month: Ints,
    months: int,
    cost: float = COST,
) -> PointAccounts:
    """Trade the events of each point in one account.

    An open position is held to the last close. Bars that are entered at their close count as out
    of the market.

    Parameters
    ----------
    points
        Number of points.
    genuine_from
        First bar with a genuine open; entries before it are at the close.
    month
        Calendar month of each bar, from 0 to `months` - 1.
    """
    edges = np.searchsorted(events.point, np.arange(points + 1))
    found = _follow_accounts(
        prices.close,
        edges,
        events.entry,
        events.exit,
        events.cause,
        events.entry_price,
        events.exit_price,
        genuine_from,
        month,
        months,
        cost,
    )
    return PointAccounts(*found)


@compiled
def _follow_accounts(
    close: Floats,
    edges: Ints,
    entry: Ints,
    exit_: Ints,
    cause: Ints,
    entry_price: Floats,
    exit_price: Floats,
    genuine_from: int,
    month: Ints,
    months: int,
    cost: float,
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats]:
    """Compute the fields of `PointAccounts`, in their order."""
    size = edges.size - 1
    market = np.zeros(close.size)
    market[1:] = close[1:] / close[:-1] - 1
    invested = np.zeros(size)
    drawdown = np.zeros(size)
    moments = np.zeros((6, size))
    by_month = np.zeros((months, size))
    net = np.empty(close.size)
    for i in range(size):
        first, end = edges[i], edges[i + 1]
        net[:] = 0.0
        invested[i], drawdown[i] = _trade(
            close,
            entry[first:end],
            exit_[first:end],
            cause[first:end],
            entry_price[first:end],
            exit_price[first:end],
            genuine_from,
            cost,
            net,
        )
        _accumulate(net, market, invested[i], month, by_month[:, i], moments[:, i])
    return (
        invested,
        moments[0],
        moments[1],
        moments[2],
        moments[3],
        moments[4],
        moments[5],
        drawdown,
        by_month,
    )


@compiled
def _trade(
    close: Floats,
    entry: Ints,
    exit_: Ints,
    cause: Ints,
    entry_price: Floats,
    exit_price: Floats,
    genuine_from: int,
    cost: float,
    net: Floats,
) -> tuple[float, float]:
    """Write the net return of each bar; return the share of bars invested and the drawdown."""
    last = close.size - 1
    free_from = -1
    held = 0
    wealth = 1.0
    peak = 1.0
    deepest = 0.0
    for j in range(entry.size):
        # The next signal may be on the bar of the previous exit, with entry on a later bar.
        if cause[j] < OPEN or entry[j] > last or entry[j] <= free_from:
            continue
        is_open = cause[j] == OPEN
        end = last if is_open else exit_[j]
        held += end - entry[j] + 1
        if entry[j] < genuine_from:
            held -= 1
        before = entry_price[j] * (1 + cost)
        for t in range(entry[j], end + 1):
            mark = close[t]
            if t == end and not is_open:
                mark = exit_price[j] * (1 - cost)
            net[t] = mark / before - 1
            before = mark
            wealth *= 1 + net[t]
            peak = max(peak, wealth)
            deepest = min(deepest, wealth / peak - 1)
        free_from = end
    return held / last, deepest


@compiled
def _accumulate(
    net: Floats, market: Floats, invested: float, month: Ints, by_month: Floats, found: Floats
) -> None:
    """Accumulate means, deviations (n - 1), skewness, kurtosis and sums by month, from bar 1 on."""
    size = net.size - 1
    total = 0.0
    excess_total = 0.0
    for t in range(1, net.size):
        total += net[t]
        excess_total += net[t] - invested * market[t]
    mean = total / size
    excess_mean = excess_total / size
    square = 0.0
    second = 0.0
    third = 0.0
    fourth = 0.0
    for t in range(1, net.size):
        own = net[t] - mean
        square += own * own
        excess = net[t] - invested * market[t]
        by_month[month[t]] += excess
        apart = excess - excess_mean
        apart_square = apart * apart
        second += apart_square
        third += apart_square * apart
        fourth += apart_square * apart_square
    found[0] = mean
    found[1] = np.sqrt(square / (size - 1))
    found[2] = excess_mean
    found[3] = np.sqrt(second / (size - 1))
    found[4] = third / size / (second / size) ** 1.5 if second > 0 else np.nan
    found[5] = fourth / size / (second / size) ** 2 if second > 0 else np.nan


def random_hit_rates(
    prices: PriceArrays,
    points: Points,
    events: PointEvents,
    *,
    genuine_from: int,
    seed_record: float | None,
    draws: Floats,
    frequency: Frequency = Frequency.DAILY,
) -> Floats:
    """Return the hit rate of random entries with the target and stop distances of each point.

    This is the limit of null N1 of METHODS 3.4: the distances of every resolved event are applied
    on random days whose whole window is within the data.

    Parameters
    ----------
    draws
        Positions of the random days as numbers in [0, 1), shared by all points and symbols.

    Returns
    -------
    ndarray
        One rate for each point; NaN without a resolved event, a target or an eligible day.
    """
    edges = np.searchsorted(events.point, np.arange(len(points) + 1))
    needed = set(points.stop.tolist())
    true_ranges = {
        ATR: frequency.bars(ATR_WINDOW["atr"]),
        CHANDELIER: frequency.bars(ATR_WINDOW["chandelier"]),
    }
    ranges = [
        average_true_range_array(prices.high, prices.low, prices.close, window=true_ranges[code])
        if code in needed
        else np.empty(0)
        for code in (ATR, CHANDELIER)
    ]
    seed = np.nan if seed_record is None else seed_record
    records = np.fmax.accumulate(np.concatenate(([seed], prices.close)))
    firsts = np.array(
        [
            max(true_ranges[code], genuine_from) + 1 if code in true_ranges else 1
            for code in range(len(STOP_KINDS))
        ],
        np.int64,
    )
    staying = np.array([kind in FIXED_STOPS for kind in STOP_KINDS])
    windows, window = np.unique(points.horizon, return_inverse=True)
    highest, lowest = _ahead(prices, windows.tolist(), genuine_from)
    return _random_hit_rates(
        prices.open,
        prices.high,
        prices.low,
        prices.close,
        ranges[0],
        ranges[1],
        genuine_from,
        records,
        edges,
        events.signal,
        events.cause,
        events.entry_price,
        events.target,
        events.stop,
        points.target,
        points.stop,
        points.stop_amount,
        points.horizon,
        firsts,
        staying,
        window,
        highest,
        lowest,
        draws,
    )


def _ahead(prices: PriceArrays, windows: Sequence[int], genuine_from: int) -> tuple[Floats, Floats]:
    """Return the highest and lowest price of each window; closes alone before genuine opens."""
    found = []
    for window in windows:
        at_closes = forward_extremes(prices.closes_only(), window)
        within = forward_extremes(prices, window)
        early = np.arange(prices.close.size) < genuine_from
        found.append([np.where(early, c, w) for c, w in zip(at_closes, within, strict=True)])
    stacked: Floats = np.array(found)
    return np.ascontiguousarray(stacked[:, 0]), np.ascontiguousarray(stacked[:, 1])


@compiled
def _random_hit_rates(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    near: Floats,
    far: Floats,
    genuine_from: int,
    records: Floats,
    edges: Ints,
    signal: Ints,
    cause: Ints,
    entry_price: Floats,
    target: Floats,
    stop: Floats,
    target_kind: Ints,
    stop_kind: Ints,
    stop_amount: Floats,
    horizon: Ints,
    firsts: Ints,
    staying: Flags,
    window: Ints,
    highest: Floats,
    lowest: Floats,
    draws: Floats,
) -> Floats:
    """Compute `random_hit_rates`; walk an entry only if its window reaches target and stop."""
    found = np.full(edges.size - 1, np.nan)
    for i in range(edges.size - 1):
        kind = stop_kind[i]
        first = firsts[kind]
        slots = close.size - horizon[i] + 1 - first
        if slots < 1 or target_kind[i] == NO_TARGET:
            continue
        atr = far if kind == CHANDELIER else near
        hits = 0
        entries = 0
        for j in range(edges[i], edges[i + 1]):
            if cause[j] <= OPEN:
                continue
            own = entry_price[j]
            turned = (j - edges[i]) * _ROTATION
            for k in range(draws.size):
                at = first + int((draws[k] + turned) % 1.0 * slots)
                by_close = at < genuine_from
                price = close[at] if by_close else open_[at]
                scale = price / own
                entries += 1
                if highest[window[i], at] < lowest_touch(scale * target[j]):
                    continue
                level = first_level(kind, stop_amount[i], price, scale * stop[j], np.nan)
                if staying[kind] and not lowest[window[i], at] <= highest_touch(level):
                    hits += 1
                    continue
                walked = follow_entry(
                    open_,
                    high,
                    low,
                    close,
                    by_close,
                    atr,
                    at,
                    scale * target[j],
                    scale * stop[j],
                    scale * records[signal[j]],
                    True,
                    kind,
                    stop_amount[i],
                    horizon[i],
                )
                hits += walked[4] == TARGET
        if entries:
            found[i] = hits / entries
    return found


def _ratio(mean: Floats, deviation: Floats) -> Floats:
    found: Floats = np.where(deviation > 0, mean / np.where(deviation > 0, deviation, 1.0), np.nan)
    return found
