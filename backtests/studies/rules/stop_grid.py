"""Compare entries with stops and sizes by volatility with entries without (METHODS slide-16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from backtests.engine.fills import COST
from backtests.evidence import eras
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.effects import NOTHING_LEFT, Effect, sharpe_effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_SHARPE, gate_estimates, gated
from backtests.evidence.performance import RuleRow, figures_of_returns
from backtests.evidence.robustness import LeftOut
from backtests.evidence.rule_selection import count_estimate, overfitting_estimate
from backtests.evidence.specification_curve import Curve, curve_of
from backtests.inference import intervals, multiple_comparison, samples
from backtests.inference.multiple_comparison import DRAWS
from backtests.inference.overfitting import probability_of_overfitting
from backtests.inference.path_bootstrap import block_length
from backtests.inference.sharpe import Chosen, sharpe_difference, sharpe_ratio
from backtests.studies.method import Method, by_effect
from backtests.studies.parameters import Level
from backtests.studies.rules.stop_accounts import (
    BestCell,
    ResampledSums,
    Setting,
    StopGrid,
    best_cell,
    build_grid,
    differing_columns,
    entry_outcomes,
    resample_grids,
    select_columns,
    year_numbers,
)
from data_feeds.series.bars import frequency_of
from signals import breakout, month_start
from signals.core.arrays import Flags, Floats, Ints
from signals.core.event import Event
from strategies.engine.earnings import CashReturn, cash_interest, cash_return
from strategies.engine.metrics import conditional_value_at_risk, max_drawdown, monthly_returns

# Every run counts the rules that are tried here (METHODS 3.6).
TRIES_RULES = True
# The claim of this study (METHODS 2.9).
CLAIM = "slide-16"
# METHODS 2.9 R4: the deflated Sharpe ratio that the best cell needs.
LEAST_DEFLATED = 0.95
BREAKOUT, MONTHLY = "breakout", "monthly"
# The claim is about both kinds of entry; each alone is a definition.
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "breakout and monthly": (BREAKOUT, MONTHLY),
    "breakout": (BREAKOUT,),
    "monthly": (MONTHLY,),
}
# METHODS 2.8: cost of each side, 5 basis points, the primary one, with 0 and 10 as sensitivity.
COSTS: Mapping[str, float] = {"5 basis points": COST, "none": 0.0, "10 basis points": 0.0010}
# The fund's first year; after decimal prices and before the crisis; the last era (METHODS 5.10).
STARTS: Mapping[str, int] = {"2000": 2000, "2007": 2007, "2013": 2013}
PRIMARY = {"entries": "breakout and monthly", "costs": "5 basis points", "record from": "2000"}
# Number of draws for the bounds of each definition and of each year left out.
CURVE_DRAWS = 250
# Least number of cells to compare.
LEAST_CELLS = 2
METHOD = Method(
    "Annual Sharpe ratio of the best of 16 rules of stop and size for breakout and "
    "monthly entries on {fund} (signals on {bars}, distributions from {adjusted}), less "
    "that of the same entries without a stop; the record before the data is "
    "{seed_record}, cash earns {bills}",
    by_effect(
        f"{LEAST_SHARPE:.2f}",
        also="with a deflated Sharpe ratio of at least 95% and more than half of the rules better",
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    fund: pd.DataFrame,
    adjusted: pd.DataFrame,
    bills: pd.DataFrame,
    seed_record: Level,
) -> Evidence:
    """Compare 16 cells, for each of two kinds of entry, with the same entries without a stop.

    Parameters
    ----------
    context : Context
        Settings common to all studies.
    bars : pd.DataFrame
        Bars of the index, on which signals are found.
    adjusted : pd.DataFrame
        Adjusted closes of the fund, which give its distributions.
    seed_record : float
        Record close before the first bar.

    Raises
    ------
    InsufficientData
        The fund's record is too short.
    """
    setting = _setting(fund, adjusted, bills)
    earned = cash_return(bills, pd.DatetimeIndex(fund.index))
    outcomes = entry_outcomes(fund, _entries(bars, fund, seed_record))
    every = {name: build_grid(setting, outcomes, cost=cost) for name, cost in COSTS.items()}
    primary = every[PRIMARY["costs"]]
    tried, kept = primary.cells, differing_columns(primary)
    if kept.size < LEAST_CELLS:
        raise samples.InsufficientData(f"{kept.size} rules whose stop was hit or size was not full")
    every = {name: select_columns(grid, kept) for name, grid in every.items()}
    grid = every[PRIMARY["costs"]]
    block = float(np.median([block_length(g, frequency_of(fund)) for g in grid.gain.T]))
    rng, curve_rng = context.rng.spawn(2)
    drawn = resample_grids(rng, every, block=block, draws=min(context.resamples, DRAWS))
    curve = _curve(curve_rng, every, drawn)
    years = _all_years(grid)
    best = best_cell(grid, drawn[PRIMARY["costs"]], columns=_columns(grid), years=years)
    left_out = _without_each_year(curve_rng, grid, drawn[PRIMARY["costs"]])
    effect = _effect(rng, grid, best, block=block, draws=DRAWS)
    overfitting = probability_of_overfitting(grid.gain).pbo
    return Evidence(
        gated(_check(grid, effect), left_out, curve, overfitting=overfitting),
        (
            _best_estimate(grid, best, effect),
            *_grid_estimates(grid, overfitting),
            *_adjusted_estimates(rng, grid, block),
            *_part_estimates(grid, best.column),
            *gate_estimates(left_out, curve, statistic="gain in Sharpe ratio", unit="ratio"),
        ),
        notes=(
            "two rules of the methods, the base low and the failed breakout, need a breakout; the "
            "grid has the eight that every entry can have",
            "bought at the next open on IWM, without a target, for a year at most; a monthly entry "
            "follows the first close of a month; distributions are counted",
            str(earned),
        ),
        curve=curve,
        trials=dict.fromkeys(map(str, tried))
        | {
            str(cell): sharpe_ratio(gain) * grid.root
            for cell, gain in zip(grid.cells, grid.gain.T, strict=True)
        },
        chosen=Chosen.of(
            f"the best rule with a stop ({grid.cells[best.column]})",
            grid.gain[:, best.column],
            periods_per_year=grid.bars_per_year,
        ),
        least_deflated=LEAST_DEFLATED,
        rules=_rows(grid, best.column, setting, earned),
    )


def _setting(fund: pd.DataFrame, adjusted: pd.DataFrame, bills: pd.DataFrame) -> Setting:
    """Return the returns of distributions and of cash over each bar."""
    days = pd.DatetimeIndex(fund.index)
    closes = adjusted["close"].reindex(days)
    if closes.isna().any():
        raise samples.InsufficientData(
            f"no adjusted close on {closes.index[closes.isna()][0]:%Y-%m-%d}"
        )
    paid = closes.pct_change().fillna(0.0) - fund["close"].pct_change().fillna(0.0)
    return Setting(
        fund,
        np.asarray(paid, dtype=np.float64),
        cash_interest(bills, days),
    )


def _entries(
    bars: pd.DataFrame, fund: pd.DataFrame, seed_record: float
) -> dict[str, tuple[Event, ...]]:
    """Return both kinds of signal on days of the fund, at its closes."""
    signals = {
        BREAKOUT: breakout.find_events(bars, seed_record=seed_record),
        MONTHLY: month_start.find_events(bars),
    }
    closes = fund["close"].to_dict()
    return {
        name: tuple(
            Event(e.known_on, float(closes[e.known_on])) for e in events if e.known_on in closes
        )
        for name, events in signals.items()
    }


def _columns(grid: StopGrid, entries: str = PRIMARY["entries"]) -> Ints:
    return np.flatnonzero([cell.entry in ENTRIES[entries] for cell in grid.cells])


def _all_years(grid: StopGrid) -> Flags:
    return np.ones(int(year_numbers(grid.dates)[-1]) + 1, dtype=bool)


def _curve(
    rng: np.random.Generator, every: Mapping[str, StopGrid], drawn: Mapping[str, ResampledSums]
) -> Curve:
    """Return the curve of the best cell under each definition."""
    specifications = []
    for costs, grid in every.items():
        numbers = np.arange(_all_years(grid).size) + grid.dates[0].year
        for entries in ENTRIES:
            for name, start in STARTS.items():
                choices = {"entries": entries, "costs": costs, "record from": name}
                try:
                    best = best_cell(
                        grid, drawn[costs], columns=_columns(grid, entries), years=numbers >= start
                    )
                except samples.InsufficientData:
                    continue
                effect = _effect(rng, grid, best, block=drawn[costs].block, draws=CURVE_DRAWS)
                specifications.append(effect.specification(choices))
    return Curve(curve_of(specifications).specifications, judged=PRIMARY)


def _without_each_year(
    rng: np.random.Generator, grid: StopGrid, drawn: ResampledSums
) -> tuple[LeftOut, ...]:
    """Return the gain of the best cell without each calendar year; 0 if too little is left."""
    left_out = []
    for number in range(_all_years(grid).size):
        years, name = _all_years(grid), str(grid.dates[0].year + number)
        years[number] = False
        try:
            best = best_cell(grid, drawn, columns=_columns(grid), years=years)
            effect = _effect(rng, grid, best, block=drawn.block, draws=CURVE_DRAWS)
        except samples.InsufficientData:
            effect = NOTHING_LEFT
        left_out.append(effect.left_out(name))
    return tuple(left_out)


def _effect(
    rng: np.random.Generator, grid: StopGrid, best: BestCell, *, block: float, draws: int
) -> Effect:
    """Return the gain of the best cell in its years, with bounds as if it had not been picked.

    The bounds are those of Ledoit & Wolf (2008) from so many draws, as is the opposite p.
    """
    rows = best.years[year_numbers(grid.dates)]
    excess, unstopped = (part[rows, best.column] for part in (grid.excess, grid.unstopped))
    try:
        found = sharpe_difference(rng, excess, unstopped, block=round(block), draws=draws)
    except samples.InsufficientData:
        return best.effect
    bounds = sharpe_effect(
        found, periods_per_year=grid.bars_per_year, n=best.entries, n_eff=best.entries
    )
    least = intervals.minimum_detectable_mean(found.error, n_eff=1) or 0.0
    return replace(
        bounds,
        value=best.gain,
        effect=best.gain,
        p=best.p,
        baseline=None,
        detectable=least * grid.root,
    )


def _check(grid: StopGrid, effect: Effect) -> EffectCheck:
    better, count = _better(grid), len(grid.cells)
    more = (
        f"more than half of the {count} rules with a higher Sharpe ratio than the same "
        f"entries without a stop, found {better}"
    )
    return effect.check(
        least=LEAST_SHARPE,
        conditions=((more, better > count / 2),),
        unit="in annual Sharpe ratio",
    )


def _better(grid: StopGrid) -> int:
    """Return the number of cells with a higher Sharpe ratio than their entries without a stop."""
    return sum(grid.sharpe_gain(column) > 0 for column in range(len(grid.cells)))


def _best_estimate(grid: StopGrid, best: BestCell, effect: Effect) -> Estimate:
    return effect.estimate(
        f"best of {len(grid.cells)} rules with a stop: gain in Sharpe ratio a year",
        "ratio",
        note=f"{grid.cells[best.column]}; against the same entries without a stop, at full size "
        "or any constant one; p: chance that luck picked it over holding as much (Hansen 2005); "
        "interval as if it had not been picked",
    )


def _grid_estimates(grid: StopGrid, overfitting: float) -> tuple[Estimate, ...]:
    count = len(grid.cells)
    return (
        Estimate(
            f"rules of {count} with a higher Sharpe ratio than the same entries without a stop",
            float(_better(grid)),
            "count",
            n=count,
        ),
        overfitting_estimate("rule", overfitting),
    )


def _adjusted_estimates(
    rng: np.random.Generator, grid: StopGrid, block: float
) -> tuple[Estimate, ...]:
    """Return each cell with its p adjusted for all, and how many beat their benchmark."""
    adjusted = multiple_comparison.romano_wolf(
        multiple_comparison.resample(rng, grid.gain, block=block, draws=DRAWS)
    )
    return (
        count_estimate("rule", grid.cells, adjusted),
        *(_cell_estimate(grid, column, float(p)) for column, p in enumerate(adjusted)),
    )


def _cell_estimate(grid: StopGrid, column: int, p: float) -> Estimate:
    return Estimate(
        f"{grid.cells[column]}: Sharpe ratio a year",
        sharpe_ratio(grid.excess[:, column]) * grid.root,
        "ratio",
        n=int(grid.entered[:, column].sum()),
        baseline=sharpe_ratio(grid.unstopped[:, column]) * grid.root,
        against="the series held",
        p_adjusted=p,
        note=f"{_risk(grid, grid.excess[:, column])} against "
        f"{_risk(grid, grid.matched_size()[column] * grid.unstopped[:, column])} at as much held; "
        f"{grid.exposure[:, column].mean():.0%} invested on average",
    )


def _risk(grid: StopGrid, excess: Floats) -> str:
    """Format annual return over bills, maximum drawdown and mean of the worst 5% of months."""
    value = pd.Series(np.cumprod(1 + excess), index=grid.dates)
    worst = conditional_value_at_risk(monthly_returns(value))
    yearly = float(value.iloc[-1]) ** (grid.bars_per_year / len(value)) - 1
    tail = "" if worst is None else f", worst months {worst:.1%}"
    return f"{yearly:.1%} a year over bills, deepest fall {max_drawdown(value):.0%}{tail}"


def _rows(grid: StopGrid, best: int, setting: Setting, earned: CashReturn) -> tuple[RuleRow, ...]:
    """Return the cells with the best and the median gain in Sharpe ratio, with their benchmarks."""
    gains = [grid.sharpe_gain(column) for column in range(len(grid.cells))]
    middle = int(np.argsort(gains, kind="stable")[(len(gains) - 1) // 2])
    return tuple(
        replace(_row(grid, column, words, setting), cash_return=earned)
        for words, column in (("Best", best), ("Middle", middle))
    )


def _row(grid: StopGrid, column: int, which: str, setting: Setting) -> RuleRow:
    days, idle = pd.DatetimeIndex(setting.bars.index), setting.bills[1:]
    exposure = float(grid.exposure[:, column].mean())
    without = grid.matched_size()[column] * grid.unstopped[:, column]
    return RuleRow(
        f"{which.lower()} stop of {len(grid.cells)}",
        f"{which} of {len(grid.cells)} rules with a stop: {grid.cells[column]}.",
        CLAIM,
        "the same entries without a stop, as much held",
        days[0],
        days[-1],
        figures_of_returns(
            grid.excess[:, column] + idle, days, exposure=exposure, interest=setting.bills
        ),
        figures_of_returns(without + idle, days, exposure=exposure, interest=setting.bills),
    )


def _part_estimates(grid: StopGrid, column: int) -> tuple[Estimate, ...]:
    """Return the gain of the overall best cell in each era, and without 2020."""
    estimates = []
    for name, rows in eras.parts(grid.dates).items():
        label = f"gain in Sharpe ratio of the rule that is best overall, {name}"
        if not (np.ptp(grid.excess[rows, column]) if rows.any() else 0.0) > 0:
            estimates.append(Estimate(label, None, "ratio", note="no trade on the fund by then"))
            continue
        estimates.append(
            Estimate(
                label,
                grid.sharpe_gain(column, rows),
                "ratio",
                n=int(grid.entered[rows, column].sum()),
            )
        )
    return tuple(estimates)
