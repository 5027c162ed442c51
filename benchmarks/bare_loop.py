"""The lower limit of the run time: the rule as one numba loop without anything else."""

from __future__ import annotations

import numba
import numpy as np

from benchmarks.rule import TOUCH, WINDOW, Floats, Ints, Point

COST = 0.0005


@numba.njit(cache=True, nogil=True)
def ranges_of(high: Floats, low: Floats, close: Floats, found: Floats) -> None:
    """Return Wilder's average true range."""
    total = 0.0
    for t in range(close.size):
        ranging = high[t] - low[t]
        if t > 0:
            ranging = max(high[t], close[t - 1]) - min(low[t], close[t - 1])
        if t < WINDOW:
            total += ranging
            found[t] = total / WINDOW if t == WINDOW - 1 else np.nan
        else:
            found[t] = (found[t - 1] * (WINDOW - 1) + ranging) / WINDOW


@numba.njit(cache=True, nogil=True)
def follow(  # noqa: PLR0912  (one loop is what it is for)
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    atr: Floats,
    base: int,
    depth: float,
    multiple: float,
    horizon: int,
    entry: Ints,
    exit_: Ints,
    price: Floats,
) -> tuple[int, int, int, float]:
    """Follow every breakout; return counts of events, resolved and hits, and the sum of returns."""
    n = close.size
    record, record_at, lowest = close[0], 0, np.inf
    count = resolved = hits = 0
    total = 0.0
    for t in range(1, n):
        if close[t] > record:
            if t - record_at >= base and lowest <= record * (1 - depth) * (1 + TOUCH):
                entry[count], exit_[count] = t + 1, -1
                if t + 1 < n:
                    goal = 2 * record - lowest
                    start = open_[t + 1]
                    stop = start - multiple * atr[t]
                    at_goal, at_stop = goal * (1 - TOUCH), stop * (1 + TOUCH)
                    if start < at_goal and start > at_stop:
                        last = t + horizon
                        for s in range(t + 1, min(last, n - 1) + 1):
                            left = np.nan
                            hit = False
                            if s > t + 1 and open_[s] <= at_stop:
                                left = open_[s]
                            elif s > t + 1 and open_[s] >= at_goal:
                                left, hit = open_[s], True
                            elif low[s] <= at_stop:
                                left = stop
                            elif high[s] >= at_goal:
                                left, hit = goal, True
                            elif s == last:
                                left = close[s]
                            if not np.isnan(left):
                                exit_[count], price[count] = s, left
                                resolved += 1
                                hits += hit
                                total += left * (1 - COST) / (start * (1 + COST)) - 1
                                break
                count += 1
            record, record_at, lowest = close[t], t, np.inf
        elif close[t] < lowest:
            lowest = close[t]
    return count, resolved, hits, total


@numba.njit(cache=True, nogil=True)
def one(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    base: int,
    depth: float,
    multiple: float,
    horizon: int,
) -> tuple[Ints, Ints, Floats]:
    """Follow one point; return entries, exits (-1 for none) and exit prices."""
    atr = np.empty(close.size)
    ranges_of(high, low, close, atr)
    most = close.size // base + 2
    entry, exit_, price = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most)
    count, _, _, _ = follow(
        open_, high, low, close, atr, base, depth, multiple, horizon, entry, exit_, price
    )
    return entry[:count], exit_[:count], price[:count]


@numba.njit(cache=True, nogil=True)
def many(
    open_: Floats,
    high: Floats,
    low: Floats,
    close: Floats,
    base: Ints,
    depth: Floats,
    multiple: Floats,
    horizon: Ints,
) -> tuple[Ints, Floats]:
    """Follow a grid point by point; return events, resolved, hits and sums of returns."""
    atr = np.empty(close.size)
    ranges_of(high, low, close, atr)
    n = close.size
    entry, exit_, price = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n)
    counts, totals = np.empty((base.size, 3), np.int64), np.empty(base.size)
    for i in range(base.size):
        counts[i, 0], counts[i, 1], counts[i, 2], totals[i] = follow(
            open_,
            high,
            low,
            close,
            atr,
            base[i],
            depth[i],
            multiple[i],
            horizon[i],
            entry,
            exit_,
            price,
        )
    return counts, totals


def many_points(bars: tuple[Floats, ...], points: list[Point]) -> tuple[Ints, Floats]:
    """Follow a grid given as points; see `many`."""
    return many(
        *bars,
        np.array([p.base for p in points]),
        np.array([p.depth for p in points]),
        np.array([p.multiple for p in points]),
        np.array([p.horizon for p in points]),
    )


@numba.njit(cache=True, parallel=True)
def paths(
    start: Floats,
    steps: Floats,
    seeds: Ints,
    block: float,
    base: int,
    depth: float,
    multiple: float,
    horizon: int,
) -> Ints:
    """Draw, rebuild and follow paths on all cores; return events, resolved and hits of each."""
    n = steps.shape[0] + 1
    found = np.empty((seeds.size, 3), np.int64)
    for i in numba.prange(seeds.size):
        np.random.seed(seeds[i])
        bars, atr = np.empty((4, n)), np.empty(n)
        entry, exit_, price = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n)
        bars[:, 0] = start
        before, left, row = start[3], 0, 0
        for t in range(1, n):
            if left == 0:
                row, left = np.random.randint(0, n - 1), np.random.geometric(1 / block)
            bars[0, t] = before * steps[row, 0]
            bars[1, t] = before * steps[row, 1]
            bars[2, t] = before * steps[row, 2]
            before *= steps[row, 3]
            bars[3, t] = before
            left -= 1
            row = row + 1 if row + 1 < n - 1 else 0
        ranges_of(bars[1], bars[2], bars[3], atr)
        found[i, 0], found[i, 1], found[i, 2], _ = follow(
            bars[0],
            bars[1],
            bars[2],
            bars[3],
            atr,
            base,
            depth,
            multiple,
            horizon,
            entry,
            exit_,
            price,
        )
    return found
