"""Checks, leave-one-out effects and estimates of returns after easing cycles."""

from __future__ import annotations

from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Estimate
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve
from backtests.runtime.serialization import iso, number
from backtests.studies.easing.cycle_returns import CycleReturn, CycleSummary


def excess_check(
    summary: CycleSummary, *, months: int, conditions: tuple[tuple[str, bool], ...] = ()
) -> EffectCheck:
    """Return the check of the mean return over `months` against random dates (METHODS 4.3)."""
    null = summary.placebo.mean
    upper = summary.interval_90[1] if summary.interval_90 else float("inf")
    return EffectCheck(
        effect=summary.mean - null,
        least=LEAST_YEARLY * months / 12,
        upper=upper - null,
        p=summary.p_value,
        p_opposite=summary.p_opposite,
        n_eff=summary.n_eff,
        conditions=conditions,
        detectable=summary.detectable,
    )


def without_each(summary: CycleSummary) -> tuple[LeftOut, ...]:
    """Return the excess over random dates when each event is left out in turn."""
    return tuple(
        LeftOut(name, mean - summary.placebo.mean, summary.leave_one_out_p[name])
        for name, mean in summary.leave_one_out.items()
    )


def cycle_estimates(
    summary: CycleSummary, curve: Curve, any_date: Estimate
) -> tuple[Estimate, ...]:
    """Return the estimates of the robustness gate, the other nulls, the eras and without 2020.

    `any_date` is the mean return over all dates, with its interval.
    """
    null = summary.placebo.mean
    found = [
        *gate_estimates(without_each(summary), curve, statistic="average"),
        Estimate(
            "mean total return, all events moved together",
            summary.mean,
            baseline=float(summary.shifted.mean()),
            against="all events moved together",
            p=summary.shift_p,
            n=summary.n,
            n_eff=summary.n_eff,
            note="null N3: every shift in days, spacing kept",
        ),
        any_date,
    ]
    if summary.matched.size:
        found.append(
            Estimate(
                "mean total return; chance: random dates of the same volatility",
                summary.mean,
                baseline=float(summary.matched.mean()),
                against="random dates of the same volatility",
                p=summary.matched_p,
                n=summary.n,
                n_eff=summary.n_eff,
                note="terciles of the volatility of the last 20 trading days",
            )
        )
    if summary.without_2020 is None:
        found.append(Estimate("mean without 2020", None, note="no event falls in 2020"))
    else:
        found.append(
            Estimate(
                "mean without 2020",
                summary.without_2020,
                baseline=null,
                p=summary.without_2020_p,
                n=summary.n - summary.events_of_2020,
            )
        )
    found += [
        Estimate(
            f"mean total return, {era.name}",
            era.mean,
            baseline=era.every_day,
            against="every day of the era",
            n=era.n,
            note="against every day of the era; the eras start in 1987",
        )
        for era in summary.eras
    ]
    return tuple(found)


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
