"""Combine the cohorts of a rule in one account, in which a cohort starts each month.

The return of a day is the mean over the cohorts under way (Jegadeesh & Titman 1993). A rule for one
sum of money then has an annual return, drawdown and tail risk like any other rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from backtests.engine.cohorts import (
    FundDays,
    Losses,
    first_losses,
    fund_days,
    waits,
    wealth_adding,
    wealth_after_wait,
    wealth_in_stages,
    wealth_selling,
)
from backtests.evidence.performance import Figures, RuleRow, account_of, figures_of_values
from backtests.inference.samples import InsufficientData
from data_feeds.series.cash_rate import CASH_RATE
from signals.confirmation import GIVE_UP, all_clear
from signals.core.arrays import Floats, Ints
from signals.credit import QUARTER, spread_changes
from strategies.engine.account import COST
from strategies.engine.cohort import (
    FUND,
    FUND_ADJUSTED,
    LOSS,
    TRANCHES,
    TWO_YEARS,
    next_loss,
)
from strategies.engine.earnings import cash_return

# Function of the fund and of a number of bars: wealth of each cohort after that time.
Wealth = Callable[[FundDays, int], Floats]
Series = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Ladder:
    """A rule and its benchmark, for cohorts of `window` bars that begin at `starts`."""

    window: int
    starts: Ints
    rule: Wealth
    benchmark: Wealth
    against: str


Build = Callable[[FundDays, Series], Ladder]


def follow_ladder(row: RuleRow, build: Build, series: Series) -> RuleRow:
    """Add the figures of the cohorts of a rule and of its benchmark to its row.

    Raises InsufficientData if no cohort is complete.
    """
    fund = fund_days(series[FUND], series[FUND_ADJUSTED], series[CASH_RATE])
    ladder = build(fund, series)
    if not ladder.starts.size:
        span = f"{ladder.window} {fund.frequency.unit}s"
        raise InsufficientData(f"no month start has {span} after it")
    first, last = int(ladder.starts[0]), int(ladder.starts[-1]) + ladder.window
    (rule, rule_values), (benchmark, benchmark_values) = (
        _figures(fund, ladder, wealth) for wealth in (ladder.rule, ladder.benchmark)
    )
    return replace(
        row,
        against=ladder.against,
        first=pd.Timestamp(fund.days[first]),
        last=pd.Timestamp(fund.days[last]),
        rule=rule,
        benchmark=benchmark,
        accounts=(rule_values, benchmark_values),
        cash_return=cash_return(series[CASH_RATE], fund.days[first : last + 1]),
    )


def _figures(fund: FundDays, ladder: Ladder, wealth: Wealth) -> tuple[Figures, pd.Series]:
    """Average the cohorts by day; return performance figures and account values.

    Idle cash is computed as the wealth with worthless fund shares.
    """
    steps = range(1, ladder.window + 1)
    worthless = replace(fund, closes=np.zeros_like(fund.closes))
    path = np.array([np.ones(ladder.starts.size), *(wealth(fund, step) for step in steps)])
    idle = np.array([wealth(worthless, step) for step in steps])
    returns = mean_by_day(path, ladder.starts)
    first = int(ladder.starts[0])
    values = account_of(returns, fund.days[first : first + returns.size + 1])
    exposure = float(1 - (idle / path[1:]).mean())
    grown = fund.cash[first : first + values.size]
    interest = np.concatenate(([0.0], grown[1:] / grown[:-1] - 1))
    return figures_of_values(values, exposure=exposure, interest=interest), values


def mean_by_day(path: Floats, starts: Ints) -> Floats:
    """Return the mean return of the cohorts under way, by day from the first start on.

    `path` is wealth, shape (days since the start, cohorts). Days without a cohort have 0.

    >>> mean_by_day(np.array([[1.0, 1.0], [1.5, 1.0], [1.5, 2.0]]), np.array([3, 4])).tolist()
    [0.5, 0.0, 1.0]
    """
    gains = path[1:] / path[:-1] - 1
    days = starts - starts[0] + np.arange(len(gains))[:, np.newaxis]
    total, count = np.zeros(int(days.max()) + 1), np.zeros(int(days.max()) + 1)
    np.add.at(total, days, gains)
    np.add.at(count, days, 1.0)
    return np.asarray(total / np.maximum(count, 1.0), dtype=np.float64)


def selling_or_adding(fund: FundDays, series: Series) -> Ladder:
    """Compare selling half at a loss if credit is worse with buying more (METHODS 2.9, R2)."""
    window = fund.frequency.bars(TWO_YEARS)
    starts = fund.starts(window=window)
    wider = (
        spread_changes(series["BAMLH0A0HYM2"], series["BAA10Y"], fund.days, span=QUARTER) > 0
    ).to_numpy()
    first, further = (
        first_losses(fund, starts, loss=loss, window=window) for loss in (LOSS, next_loss(LOSS))
    )

    def by_then(losses: Losses, step: int) -> Losses:
        return Losses(np.where(losses.day < starts + step, losses.day, -1))

    return Ladder(
        window,
        starts,
        lambda of, step: wealth_selling(
            of, starts, by_then(first, step), wider, window=step, cost=COST
        ),
        lambda of, step: wealth_adding(
            of, starts, (by_then(first, step), by_then(further, step)), window=step, cost=COST
        ),
        "buying more at each loss",
    )


def waiting_or_at_once(fund: FundDays, series: Series) -> Ladder:
    """Compare waiting for confirmation with entering at once (METHODS 2.9, R3)."""
    window = fund.frequency.bars_per_year
    starts = fund.starts(window=window)
    clear = all_clear(
        series["RUT"], series["DGS2"], series["BAMLH0A0HYM2"], series["BAA10Y"], span=QUARTER
    ).reindex(fund.days, fill_value=False)
    days = waits(clear.to_numpy(dtype=np.bool_), starts, give_up=fund.frequency.bars(GIVE_UP))
    return Ladder(
        window,
        starts,
        lambda of, step: wealth_after_wait(of, starts, days, window=step, cost=COST),
        lambda of, step: wealth_after_wait(of, starts, np.zeros_like(days), window=step, cost=COST),
        "entering at once",
    )


def parts_or_at_once(fund: FundDays, series: Series) -> Ladder:
    """Compare entering in monthly parts with a lump sum (METHODS slide-22)."""
    window = fund.frequency.bars_per_year
    starts = fund.starts(window=window)
    at_once = np.zeros_like(starts)
    return Ladder(
        window,
        starts,
        lambda of, step: wealth_in_stages(of, starts, tranches=TRANCHES, window=step, cost=COST),
        lambda of, step: wealth_after_wait(of, starts, at_once, window=step, cost=COST),
        "a lump sum",
    )


# Ladders by strategy. A cohort strategy without one is traded as a single cohort.
LADDERS: Mapping[str, Build] = {
    "averaging-down": selling_or_adding,
    "wait-for-confirmation": waiting_or_at_once,
    "staged-entry": parts_or_at_once,
}
