"""Compiled loops of portfolio accounts: values between trades, and trades to target weights."""

from __future__ import annotations

import numpy as np

from signals.core.arrays import Floats
from signals.core.compiled import compiled
from strategies.engine.account import ALL_BUT_ROUNDING

# Orders below this share of the account are rounding errors and are not sent.
LEAST_TRADED = 1e-10
# Each iteration reduces the error by the factor of the cost; five suffice at a cost of 1%.
COST_ROUNDS = 8


@compiled
def hold(
    sizes: Floats,
    paid: Floats,
    cash: float,
    growth: Floats,
    close: Floats,
    idle: Floats,
    value: Floats,
    share: Floats,
    gains: Floats,
) -> None:
    """Write the account by close while its positions do not change.

    Parameters
    ----------
    sizes, paid
        Shares held and their average purchase prices, by fund.
    cash
        Cash at the first close.
    growth
        Value of a unit of cash by close.
    close
        Closes, shape (closes, funds).
    idle, value, share, gains
        Written: cash, value of the account, shares of the funds in it, and their gains since
        purchase.
    """
    count, funds = close.shape
    for row in range(count):
        idle[row] = cash * (growth[row] / growth[0])
        total = 0.0
        for fund in range(funds):
            share[row, fund] = sizes[fund] * close[row, fund]
            gains[row, fund] = close[row, fund] / paid[fund] - 1
            total += share[row, fund]
        value[row] = idle[row] + total
        for fund in range(funds):
            share[row, fund] /= value[row]


@compiled
def write_changes(held: Floats, cash: float, weights: Floats, cost: float, change: Floats) -> None:
    """Write the value of each fund to buy or sell; see `portfolio.value_changes`."""
    total = 0.0
    for fund in range(held.size):
        total += held[fund]
    before = cash + total
    after = before
    for _ in range(COST_ROUNDS if cost else 0):
        moved = 0.0
        for fund in range(held.size):
            if not np.isnan(weights[fund]):
                moved += abs(weights[fund] * after - held[fund])
        after = before - cost * moved
    after *= ALL_BUT_ROUNDING
    bought, sold = 0.0, 0.0
    for fund in range(held.size):
        amount = 0.0 if np.isnan(weights[fund]) else weights[fund] * after - held[fund]
        change[fund] = amount if abs(amount) > LEAST_TRADED * before else 0.0
        if change[fund] > 0:
            bought += change[fund]
        elif change[fund] < 0:
            sold += change[fund]
    needed = bought * (1 + cost)
    there = (cash - sold * (1 - cost)) * ALL_BUT_ROUNDING
    if needed > there:
        for fund in range(held.size):
            if change[fund] > 0:
                change[fund] = change[fund] * there / needed


@compiled
def trade(
    sizes: Floats, paid: Floats, cash: float, price: Floats, weights: Floats, cost: float
) -> tuple[float, float]:
    """Trade to weights; update sizes and average purchase prices.

    Returns
    -------
    cash : float
        Cash after the trades; negative if the account cannot pay for them.
    share : float
        Value traded as a share of the account.
    """
    held, change = sizes * price, np.empty(sizes.size)
    write_changes(held, cash, weights, cost, change)
    total, net, traded = 0.0, 0.0, 0.0
    for fund in range(sizes.size):
        total += held[fund]
        net += change[fund]
        traded += abs(change[fund])
        before, shares = sizes[fund], change[fund] / price[fund]
        sizes[fund] += shares
        if shares > 0:
            spent = before * paid[fund] if before > 0 else 0.0
            paid[fund] = (spent + shares * price[fund]) / sizes[fund]
        elif sizes[fund] <= 0:
            paid[fund] = np.nan
    return cash - net - cost * traded, traded / (cash + total)
