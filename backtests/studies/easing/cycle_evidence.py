"""Evidence on returns after easing cycles: check, robustness gate, other nulls and eras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates, gated
from backtests.runtime.serialization import iso, number
from backtests.studies.easing.cycle_returns import SINCE, CycleReturn, CycleSummary
from backtests.studies.easing.definitions import DateList, Dates, choices_of, define, trace
from backtests.studies.measures.any_date import MONTH, mean_after_any_date


def cycle_evidence(
    context: Context,
    summary: CycleSummary,
    rows: Sequence[CycleReturn],
    lists: Mapping[DateList, Dates],
    usual: DateList,
    price: pd.DataFrame,
    total: pd.DataFrame,
    *,
    months: int,
    horizons: Sequence[int],
    conditions: tuple[tuple[str, bool], ...] = (),
    claimed: float | None = None,
    notes: tuple[str, str] = ("", ""),
) -> Evidence:
    """Test the mean return over `months` against random dates, and apply the robustness gate.

    Parameters
    ----------
    summary, rows : CycleSummary, sequence of CycleReturn
        Result of the primary list, and its dates with their returns.
    lists, usual : Mapping of DateList to Dates, DateList
        Lists of the specification curve, and the primary one.
    horizons : sequence of int
        Months of the specification curve.
    conditions : tuple of (str, bool)
        Further conditions of the check.
    claimed : float, optional
        Stated average, a fraction.
    notes : tuple of str
        Notes on the mean and on the share of gains.
    """
    curve = trace(
        define(lists, price, total, months=horizons),
        price,
        total,
        context.rng,
        draws=context.resamples,
        judged=choices_of(usual, months=months),
    )
    left_out = tuple(effect.left_out(name) for name, effect in summary.left_out.items())
    any_date = mean_after_any_date(
        total.loc[SINCE:],
        trading_days=MONTH * months,
        rng=context.rng.spawn(1)[0],
        draws=context.resamples,
        what="total return",
    )
    check = summary.effect.check(least=LEAST_YEARLY * months / 12, conditions=conditions)
    return Evidence(
        gated(check, left_out, curve),
        (
            *_estimates(summary, claimed, *notes),
            *gate_estimates(left_out, curve, statistic="average"),
            *_other_nulls(summary, any_date),
            *_by_part(summary),
        ),
        tuple(cycle_row(row) for row in rows),
        curve=curve,
    )


def _estimates(
    summary: CycleSummary, claimed: float | None, mean_note: str, share_note: str
) -> tuple[Estimate, ...]:
    n, n_eff = summary.effect.n, summary.effect.n_eff
    every_day = summary.every_day
    return (
        summary.effect.estimate("mean total return", claimed=claimed, note=mean_note),
        Estimate(
            "median total return",
            summary.median,
            baseline=float(np.median(every_day)),
            against="any date",
            n=n,
            n_eff=n_eff,
        ),
        Estimate(
            "share of events with a gain",
            summary.share_positive,
            baseline=float((every_day > 0).mean()),
            against="any date",
            p=summary.sign_p,
            note=share_note,
            n=n,
            n_eff=n_eff,
        ),
    )


def _other_nulls(summary: CycleSummary, any_date: Estimate) -> tuple[Estimate, ...]:
    found = [
        summary.shifted.estimate(
            "mean total return, all events moved together",
            against="all events moved together",
            note="null N3: every shift in days, spacing kept",
        ),
        any_date,
    ]
    if summary.matched is not None:
        found.append(
            summary.matched.estimate(
                "mean total return; chance: random dates of the same volatility",
                against="random dates of the same volatility",
                note="terciles of the volatility of the last 20 trading days",
            )
        )
    return tuple(found)


def _by_part(summary: CycleSummary) -> tuple[Estimate, ...]:
    name, without = "mean without 2020", summary.without_2020
    return (
        Estimate(name, None, note="no event falls in 2020")
        if without is None
        else without.point_estimate(name),
        *(
            Estimate(
                f"mean total return, {era.name}",
                era.mean,
                baseline=era.every_day,
                against="every day of the era",
                n=era.n,
                note="against every day of the era; the eras start in 1987",
            )
            for era in summary.eras
        ),
    )


def cycle_row(row: CycleReturn) -> dict[str, object]:
    """Return an easing cycle or pause as an event of the result file."""
    cycle = row.cycle
    return {
        "name": row.name,
        "anchor": iso(row.anchor),
        "first_cut": iso(cycle.first_cut) if cycle else None,
        "last_cut": iso(cycle.last_cut) if cycle else None,
        "cuts": cycle.cuts if cycle else None,
        "end_known": iso(cycle.end_known) if cycle else None,
        "provisional": row.provisional,
        "price_return": number(row.price_return),
        "total_return": number(row.total_return),
    }
