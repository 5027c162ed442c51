"""What decided a verdict and what would change it, in sentences made from its check."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import (
    RULED_OUT,
    SIGNIFICANT,
    Check,
    CriteriaCheck,
    EffectCheck,
    FactCheck,
    Figure,
    ForecastCheck,
    MissingCheck,
    NotTestableCheck,
    ScenarioCheck,
    TouchCheck,
    decide,
    effect_size,
)
from backtests.evidence.robustness import LEAST_EVENTS


def what_could_show(check: Check) -> str:
    """Say what size of effect the events of a check could show; empty where it cannot be said."""
    if not isinstance(check, EffectCheck) or check.detectable is None:
        return ""
    return (
        f"{check.n_eff:,} separate events show an effect of "
        f"{effect_size(check, check.detectable)} four times in five, a smaller one less often"
    )


def what_decided(check: Check) -> str:
    """Name the verdict and the ground for it."""
    ruling = decide(check)
    return f"{ruling.verdict}: {ruling.reason}"


def what_would_change(check: Check) -> tuple[str, ...]:
    """Say which other figures would have led to another verdict, each in a sentence."""
    match check:
        case FactCheck():
            return _fact(check)
        case ForecastCheck():
            return _forecast(check)
        case TouchCheck():
            return _touch(check)
        case EffectCheck():
            return _effect(check)
        case CriteriaCheck():
            return _criteria(check)
        case ScenarioCheck():
            limit = f"{RULED_OUT:.0%}"
            return (f"refuted only if a bucket that was given at most {limit} comes",)
        case MissingCheck() | NotTestableCheck():
            return (f"the data that are missing: {check.reason}",)


def _fact(check: FactCheck) -> tuple[str, ...]:
    told = [_of_figure(figure) for figure in check.figures]
    told += [
        f"refuted if this were not so: {statement}"
        if holds
        else f"supported only if this were so: {statement}"
        for statement, holds in check.directions
    ]
    return tuple(told)


def _of_figure(figure: Figure) -> str:
    off, limit, twice = (
        figure.shown(x) for x in (figure.error, figure.tolerance, 2 * figure.tolerance)
    )
    return f"{figure.name}: off by {off}; up to {limit} supports, beyond {twice} refutes"


def _forecast(check: ForecastCheck) -> tuple[str, ...]:
    if check.void is not None:
        return ("nothing: the forecast is void",)
    if check.as_of < check.resolves:
        return (f"data of {_day(check.resolves)}",)
    if check.condition is None:
        return (f"the data of {_day(check.resolves)}",)
    return (f"only other data: it resolved on {_day(check.resolves)}",)


def _touch(check: TouchCheck) -> tuple[str, ...]:
    if check.touched_on is not None and check.touched_on <= check.resolves:
        return ("only other data: the level was touched",)
    if check.as_of < check.resolves:
        by = _day(check.resolves)
        return (f"a high of {check.level:,.0f} by {by} supports; none by then refutes",)
    return ("only other data: the time is over",)


def _effect(check: EffectCheck) -> tuple[str, ...]:
    least, p = effect_size(check, check.least), check.p_adjusted
    gate = "passed" if check.gate else check.gate_note
    told = [
        f"supported if the effect is at least {least} (found {effect_size(check, check.effect)}), "
        f"p after Holm at most {SIGNIFICANT} (found {'–' if p is None else f'{p:.3f}'}), from at "
        f"least {LEAST_EVENTS} separate events (found {check.n_eff}), and the robustness checks "
        f"are passed (found: {gate})",
        f"refuted if the upper end of its 90% interval is below {least} (found "
        f"{effect_size(check, check.upper)}), or if it is significant the other way (p "
        f"{check.p_opposite:.3f})",
    ]
    told += [f"also needed: {name}" for name, met in check.conditions if not met]
    told += [f"also refuted if {name}" for name, met in check.refuting if not met]
    return tuple(told)


def _criteria(check: CriteriaCheck) -> tuple[str, ...]:
    told = [
        f"supported if {c.name} {c.relation} {c.bound:.3g} (found {c.value:.3g})"
        for c in check.supports
    ]
    told += [
        f"refuted if {c.name} {c.relation} {c.bound:.3g} (found {c.value:.3g})"
        for c in check.refutes
    ]
    return tuple(told)


def _day(date: pd.Timestamp) -> str:
    return f"{date:%Y-%m-%d}"
