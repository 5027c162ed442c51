"""Position size by the risk to the stop, and the account of such sizes (METHODS 3.14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.entries import entry_positions, entry_price, raised_stop
from backtests.engine.event_account import follow_trades
from backtests.engine.fills import BORROW
from backtests.engine.outcomes import Outcome
from backtests.engine.prepared_bars import PreparedBars
from data_feeds.series.catalogue import TradingUnit
from signals.core.arrays import Floats
from signals.core.event import RuleError
from signals.levels.sizing import Risk
from signals.levels.stops import StopRule
from strategies.engine.earnings import interest_alone, interest_if_known
from strategies.engine.metrics import compound_annual_growth_rate, max_drawdown

# Digits of a slippage that are not rounding errors.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class StopSlippage:
    """Fills of past stops beyond their level, in multiples of the risk at entry (R).

    Attributes
    ----------
    n
        Trades that ended at their stop.
    beyond
        Those filled beyond it, at the open after a gap or at a close.
    median, worst
        Over all of them; 0 is a fill at the stop.
    at_closes
        Those filled at a close, because opens of that time are not genuine.
    """

    n: int
    beyond: int
    median: float
    worst: float
    at_closes: int


@dataclass(frozen=True, slots=True)
class SizedSignal:
    """The size of one trade.

    Attributes
    ----------
    estimated
        Whether the entry is the last close, because the signal is not entered yet.
    units
        Number of units, whole for shares.
    value
        Value of the position at entry.
    leverage
        That value over the account.
    loss
        Loss if the stop fills at its level, with costs.
    median_loss, worst_loss
        Loss with the median and the worst slippage of past stops; None without a past stop.
    """

    signal: pd.Timestamp
    entry: float
    estimated: bool
    stop: float
    units: float
    value: float
    leverage: float
    loss: float
    median_loss: float | None
    worst_loss: float | None


@dataclass(frozen=True, slots=True)
class Growth:
    """Final value, compound annual growth rate and maximum drawdown at closes.

    The rate is None for an account that was lost.
    """

    final_value: float
    cagr: float | None
    max_drawdown: float

    @classmethod
    def of(cls, value: Floats, *, start: float, bars_per_year: int) -> Growth:
        """Measure a value by bar that starts at 1."""
        path = pd.Series(value)
        rate = compound_annual_growth_rate(path, bars_per_year)
        return cls(start * float(value[-1]), rate, max_drawdown(path))


@dataclass(frozen=True, slots=True)
class RiskAccount:
    """An account that risked the same fraction of its value in each resolved trade.

    Attributes
    ----------
    first, last
        Close of the first signal traded, and the last close.
    trades, overlapping
        Trades taken, and those not taken because a position was open.
    leverage
        Largest value of a position over the account, at entry.
    lost_on
        Day on which a loss exceeded the account; None if none did.
    unknown_interest
        Bars on which the rate of cash is not known and counts as 0; None for cash that earns
        nothing.
    account, cash, hold
        Growth of the account, of cash alone, and of a hold of the prices without dividends.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    trades: int
    overlapping: int
    leverage: float
    lost_on: pd.Timestamp | None
    unknown_interest: int | None
    account: Growth
    cash: Growth
    hold: Growth


@dataclass(frozen=True, slots=True)
class PositionSize:
    """Size of the latest signal, slippage of past stops, and the account of past trades.

    `signal` is None if there is nothing to size, for the reason in `note`; `account` is None
    without a resolved trade.
    """

    risk: Risk
    unit: TradingUnit
    signal: SizedSignal | None
    note: str
    slippage: StopSlippage | None
    account: RiskAccount | None


def check_stop(rule: StopRule, text: str) -> None:
    """Raise RuleError if a stop sets no price at entry, so that no risk is known."""
    if not rule.has_level_at_entry:
        raise RuleError(
            f"stop {text!r} sets no price at entry to size a position by; expected one like "
            "structural, 8%, atr:2, trailing:10%, chandelier:3"
        )


def size_positions(
    bars: PreparedBars,
    outcomes: Sequence[Outcome],
    *,
    risk: Risk,
    stop: StopRule,
    cost: float,
    borrow: float = BORROW,
    unit: TradingUnit,
    next_stop: float | None,
    cash_rate: pd.DataFrame | None = None,
) -> PositionSize:
    """Size the latest signal, and follow an account that took the past ones at the same risk.

    Parameters
    ----------
    outcomes
        Outcomes of all signals by date.
    cost
        Fraction of the price paid on each side.
    borrow
        Fee a year of a short, as a fraction of its value.
    next_stop
        Stop of a signal that enters at the next bar, from an entry at the last close.
    cash_rate
        The series `CASH_RATE`; None for cash that earns nothing.
    """
    slippage = stop_slippage(bars, outcomes, stop)
    note = _nothing_to_size(outcomes)
    signal = None
    if not note:
        last = outcomes[-1]
        entry, level = last.entry, last.stop
        if entry is None:
            entry, level = float(bars.frame["close"].iloc[-1]), next_stop
        if level is None:
            note = "no stop: no average true range is known"
        elif last.side.sign * (entry - level) <= 0:
            note = "the last close is at or beyond the stop"
        else:
            signal = _sized(last, entry, level, risk, unit, slippage, cost)
    return PositionSize(
        risk,
        unit,
        signal,
        note,
        slippage,
        risk_account(bars, outcomes, risk=risk, cost=cost, borrow=borrow, cash_rate=cash_rate),
    )


def _nothing_to_size(outcomes: Sequence[Outcome]) -> str:
    """Return why the latest signal has no size; empty if it is open."""
    if not outcomes:
        return "no signal"
    last = outcomes[-1]
    day = f"the latest signal, {last.event.known_on:%Y-%m-%d},"
    if last.cause == "void":
        return f"{day} was not traded: {last.void_reason}"
    if last.resolved and last.exit_date is not None:
        return f"{day} is over since {last.exit_date:%Y-%m-%d}: {last.cause}"
    return ""


def _sized(
    last: Outcome,
    entry: float,
    stop: float,
    risk: Risk,
    unit: TradingUnit,
    slippage: StopSlippage | None,
    cost: float,
) -> SizedSignal:
    units = risk.units(entry=entry, stop=stop, whole=unit == "share")

    def loss(beyond: float) -> float:
        fill = stop - beyond * (entry - stop)
        return units * (last.side.sign * (entry - fill) + cost * (entry + fill))

    return SizedSignal(
        signal=last.event.known_on,
        entry=entry,
        estimated=last.entry is None,
        stop=stop,
        units=units,
        value=units * entry,
        leverage=units * entry / risk.account,
        loss=loss(0.0),
        median_loss=None if slippage is None else loss(slippage.median),
        worst_loss=None if slippage is None else loss(slippage.worst),
    )


def stop_slippage(
    bars: PreparedBars, outcomes: Sequence[Outcome], rule: StopRule
) -> StopSlippage | None:
    """Return how far past stops were filled beyond their level; None without any."""
    stopped = [o for o in outcomes if o.cause == "stop" and o.stop is not None]
    if not stopped:
        return None
    found = []
    for o, first in zip(stopped, entry_positions(bars.frame, stopped), strict=True):
        level = raised_stop(bars, rule, o, first, first + (o.bars or 1) - 1)
        entry, fill = entry_price(o), float(o.exit or 0.0)
        # Both differences have the sign of the side.
        at_risk = entry - float(o.stop or 0.0)
        # A fill at a level within its tick tolerance is a fill at the level.
        found.append(max(0.0, round((float(level or 0.0) - fill) / at_risk, _DIGITS)))
    return StopSlippage(
        n=len(found),
        beyond=sum(beyond > 0 for beyond in found),
        median=float(np.median(found)),
        worst=max(found),
        at_closes=sum(o.fills == "close" for o in stopped),
    )


def risk_account(
    bars: PreparedBars,
    outcomes: Sequence[Outcome],
    *,
    risk: Risk,
    cost: float,
    borrow: float = BORROW,
    cash_rate: pd.DataFrame | None,
) -> RiskAccount | None:
    """Follow an account that risks a fraction of its value in each resolved trade, one at a time.

    The rest of the account earns the rate of cash, which positions larger than the account pay; so
    do the proceeds of a short.
    Units are not rounded. None without a resolved trade that has a stop.
    """
    taken = [o for o in outcomes if o.resolved and o.stop is not None]
    if not taken:
        return None
    days = pd.DatetimeIndex(bars.frame.index)
    signals = days.get_indexer(pd.DatetimeIndex([o.event.known_on for o in taken]))
    shares = np.full(len(bars), np.nan)
    shares[signals] = [_share(o, risk.fraction, cost) for o in taken]
    rate = None if cash_rate is None else interest_if_known(cash_rate, days)
    interest = np.zeros(len(bars)) if rate is None else np.nan_to_num(rate)
    account = follow_trades(
        bars.frame,
        taken,
        shares=shares,
        cost=cost,
        borrow=borrow,
        earnings=interest_alone(interest),
    )
    first = int(signals[0])
    value, lost = _until_lost(account.value[first:] / account.value[first])
    cash, close = np.cumprod(1 + interest)[first:], bars.prices.close[first:]
    year = bars.frequency.bars_per_year
    grown, idle, held = (
        Growth.of(path, start=risk.account, bars_per_year=year)
        for path in (value, cash / cash[0], close / close[0])
    )
    return RiskAccount(
        first=days[first],
        last=days[-1],
        trades=len(account.trades),
        overlapping=len(taken) - len(account.trades),
        leverage=max(_share(o, risk.fraction, 0.0) for o in account.trades),
        lost_on=None if lost is None else days[first + lost],
        unknown_interest=None if rate is None else int(np.isnan(rate[first:]).sum()),
        account=grown,
        cash=idle,
        hold=held,
    )


def _share(outcome: Outcome, fraction: float, cost: float) -> float:
    """Return the share of the account, net of the cost of the entry, that risks a fraction."""
    entry, sign = entry_price(outcome), outcome.side.sign
    return fraction * entry * (1 + sign * cost) / (sign * (entry - float(outcome.stop or 0.0)))


def _until_lost(value: Floats) -> tuple[Floats, int | None]:
    """Return the value of an account, 0 from where it is not positive, and this position."""
    gone = np.flatnonzero(value <= 0)
    if not gone.size:
        return value, None
    left = value.copy()
    left[gone[0] :] = 0.0
    return left, int(gone[0])
