"""Accounts of parameter points over the return of cash, in compiled loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backtests.engine.fills import COST, OPEN
from backtests.engine.outcomes import PriceArrays
from backtests.engine.parameter_grid import PointEvents
from signals.core.arrays import Floats, Ints
from signals.core.compiled import compiled

# Above one by more than the rounding error of a few products.
_ROUNDING = 1 + 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class PointAccounts:
    """Performance of one account for each point, which takes one trade at a time.

    Trades are chosen as in `outcomes.one_at_a_time`. All returns are over the return of cash, which
    the account earns while it is out of the market and in the night before it buys at an open. The
    benchmark is a hold of equal exposure: `invested` times the market's return over cash on every
    bar, without costs; of shorts, a short hold of equal exposure.

    Attributes
    ----------
    invested
        Share of bars in the market.
    mean, deviation
        Mean and standard deviation of net returns over cash a bar.
    mean_excess, deviation_excess, skewness_excess, kurtosis_excess
        Moments of the excess return a bar over the benchmark; skewness and kurtosis (3 for a
        normal distribution) are NaN if it is constant.
    drawdown
        Maximum drawdown of the account with its interest at closes, at most 0.
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
        """Sharpe ratio of net returns over cash a bar; NaN if they are constant."""
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
    cash: Floats,
    cost: float = COST,
    fees: Floats | None = None,
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
    cash
        Return of cash from the previous bar to each bar.
    fees
        Of shorts, on signed prices, the fee for one borrowed unit up to each bar; None for longs.
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
        cash,
        cost,
        np.empty(0) if fees is None else fees,
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
    cash: Floats,
    cost: float,
    fees: Floats,
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats]:
    """Compute the fields of `PointAccounts`, in their order; `fees` is empty for longs.

    Only bars with a position are followed for each point; what the others add is known from sums
    over all bars.
    """
    short = fees.size > 0
    size = edges.size - 1
    market = np.zeros(close.size)
    market[1:] = close[1:] / close[:-1] - 1 - cash[1:]
    powers = _power_sums(market, 1, market.size)
    market_months = np.zeros(months)
    for t in range(1, market.size):
        market_months[month[t]] += market[t]
    growth = np.ones(close.size)
    for t in range(1, close.size):
        growth[t] = growth[t - 1] * (1 + cash[t])
    falls = cash.min() < 0
    whole = np.array([[1], [close.size]])
    invested = np.zeros(size)
    drawdown = np.zeros(size)
    moments = np.zeros((6, size))
    by_month = np.zeros((months, size))
    net = np.zeros(close.size)
    # The first bar of each position, and the bar after its last.
    spans = np.empty((2, close.size), np.int64)
    for i in range(size):
        first, end = edges[i], edges[i + 1]
        invested[i], count = _trade(
            close,
            entry[first:end],
            exit_[first:end],
            cause[first:end],
            entry_price[first:end],
            exit_price[first:end],
            genuine_from,
            cash,
            cost,
            fees,
            net,
            spans,
        )
        exposure = -invested[i] if short else invested[i]
        held = spans[:, :count]
        for m in range(months):
            by_month[m, i] = -exposure * market_months[m]
        _add_moments(net, market, exposure, month, held, powers, by_month[:, i], moments[:, i])
        drawdown[i] = _deepest_fall(net, cash, growth, whole if falls else held)
        for k in range(count):
            net[held[0, k] : held[1, k]] = 0.0
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
    cash: Floats,
    cost: float,
    fees: Floats,
    net: Floats,
    spans: Ints,
) -> tuple[float, int]:
    """Write the net return over cash of each bar with a position, and where positions stand.

    Returns the share of bars invested, and the number of positions.
    """
    short = fees.size > 0
    last = close.size - 1
    free_from = -1
    held = 0
    count = 0
    for j in range(entry.size):
        # The next signal may be on the bar of the previous exit, with entry on a later bar.
        if cause[j] < OPEN or entry[j] > last or entry[j] <= free_from:
            continue
        is_open = cause[j] == OPEN
        end = last if is_open else exit_[j]
        spans[0, count], spans[1, count] = entry[j], end + 1
        count += 1
        held += end - entry[j] + 1
        if entry[j] < genuine_from:
            held -= 1
        if short:
            final = np.nan if is_open else exit_price[j] * (1 + cost)
            sold = entry_price[j] * (1 - cost)
            _hold_short(close, entry[j], end, sold, final, cash, fees, net)
            free_from = end
            continue
        before = entry_price[j] * (1 + cost)
        for t in range(entry[j], end + 1):
            mark = close[t]
            if t == end and not is_open:
                mark = exit_price[j] * (1 - cost)
            net[t] = mark / before - 1
            if t > entry[j]:
                net[t] -= cash[t]
            before = mark
        free_from = end
    return held / last, count


@compiled
def _hold_short(
    close: Floats,
    first: int,
    end: int,
    sold: float,
    bought: float,
    cash: Floats,
    fees: Floats,
    net: Floats,
) -> None:
    """Write the net return over cash of each bar of a short that brought the value of the account.

    Prices are signed: `sold` and `bought` are the negative prices of sale and purchase after costs,
    `bought` NaN while open. The account earns cash on its value and on the proceeds. A loss of more
    than the account is a loss of all of it.
    """
    units = -1 / sold
    value, held = 1.0, 2.0
    for t in range(first, end + 1):
        owed = -close[t]
        if t == end and not np.isnan(bought):
            owed = -bought
        if t > first:
            held = held * (1 + cash[t]) - units * (fees[t] - fees[t - 1])
        after = max(held - units * owed, 0.0)
        earned = cash[t] if t > first else 0.0
        net[t] = after / value - 1 - earned
        if after == 0:
            return
        value = after


@compiled
def _power_sums(values: Floats, first: int, end: int) -> tuple[float, float, float, float]:
    """Return the sums of the first four powers of some values."""
    one, two, three, four = 0.0, 0.0, 0.0, 0.0
    for t in range(first, end):
        square = values[t] * values[t]
        one += values[t]
        two += square
        three += square * values[t]
        four += square * square
    return one, two, three, four


@compiled
def _add_moments(
    net: Floats,
    market: Floats,
    exposure: float,
    month: Ints,
    held: Ints,
    powers: tuple[float, float, float, float],
    by_month: Floats,
    found: Floats,
) -> None:
    """Write means, deviations (n - 1), skewness and kurtosis, and add net returns by month.

    `held` has the first bar of each position and the bar after its last. Out of the market the
    excess is the negative of the exposed market return, whose power sums follow from those of all
    bars, `powers`; bar 0 has no return.
    """
    size = net.size - 1
    total = 0.0
    one, two, three, four = powers
    flat = size
    for k in range(held.shape[1]):
        first, end = max(held[0, k], 1), held[1, k]
        flat -= max(end - first, 0)
        own = _power_sums(market, first, end)
        one, two, three, four = one - own[0], two - own[1], three - own[2], four - own[3]
        for t in range(first, end):
            total += net[t]
            by_month[month[t]] += net[t]
    mean = total / size
    excess_mean = (total - exposure * powers[0]) / size
    # Powers of -(exposure * market + excess_mean) over the bars out of the market.
    a, b = -exposure, -excess_mean
    square = flat * mean * mean
    second = a * a * two + 2 * a * b * one + flat * b * b
    third = a**3 * three + 3 * a * a * b * two + 3 * a * b * b * one + flat * b**3
    fourth = (
        a**4 * four
        + 4 * a**3 * b * three
        + 6 * a * a * b * b * two
        + 4 * a * b**3 * one
        + flat * b**4
    )
    for k in range(held.shape[1]):
        for t in range(max(held[0, k], 1), held[1, k]):
            own_part = net[t] - mean
            square += own_part * own_part
            apart = net[t] - exposure * market[t] - excess_mean
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


@compiled
def _deepest_fall(net: Floats, cash: Floats, growth: Floats, held: Ints) -> float:
    """Return the maximum drawdown of the account with its interest.

    Between the spans `held` the account grows as `growth`, which must not fall there. A fall is
    computed only where it may be the deepest: the division takes longer than all else in the loop.
    """
    wealth, peak, deepest, floor = 1.0, 1.0, 0.0, 1.0
    at = 1
    for k in range(held.shape[1]):
        first = max(held[0, k], 1)
        wealth *= growth[first - 1] / growth[at - 1]
        if wealth > peak:
            peak = wealth
            floor = peak * (1 + deepest) * _ROUNDING
        for t in range(first, held[1, k]):
            wealth *= 1 + net[t] + cash[t]
            if wealth > peak:
                peak = wealth
                floor = peak * (1 + deepest) * _ROUNDING
            elif not wealth > floor:
                deepest = min(deepest, wealth / peak - 1)
                floor = peak * (1 + deepest) * _ROUNDING
        at = held[1, k]
    return deepest


def _ratio(mean: Floats, deviation: Floats) -> Floats:
    found: Floats = np.where(deviation > 0, mean / np.where(deviation > 0, deviation, 1.0), np.nan)
    return found
