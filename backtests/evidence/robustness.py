"""The criteria of the robustness gate (METHODS 4.3)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from backtests.evidence.verdicts import ReachedVerdict, Requirement
from backtests.runtime.wording import plural

# METHODS 4.3: largest p without any one event; least shares of the definitions with the claimed
# sign and with such a p; least number of separate events.
GATE_P = 0.10
LEAST_WITH_SIGN = 0.80
LEAST_SIGNIFICANT = 0.50
LEAST_EVENTS = 5
# METHODS 4.3: for "refuted", the largest share of definitions that confirm the claim, and the least
# share that refute it.
MOST_CONFIRMING = 0.20
LEAST_CONTRADICTING = 0.50
# METHODS 3.6: largest probability of backtest overfitting for "supported".
MOST_OVERFITTING = 0.5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The effect without one event, positive in the claimed direction.

    `p` and `p_opposite` are one-sided in the claimed and in the opposite direction; `upper` is the
    upper end of the 90% interval of the effect. The defaults of the last two refute nothing.
    """

    name: str
    effect: float
    p: float
    p_opposite: float = 1.0
    upper: float = math.inf


def contradicts(
    effect: float, upper: float, p_opposite: float, *, least: float, level: float = GATE_P
) -> bool:
    """Whether an effect refutes a claimed effect of at least `least` (METHODS 4.3).

    Its upper bound is below `least`, or it is opposite with a one-sided p up to `level`.
    """
    return upper < least or (effect < 0 and p_opposite <= level)


@dataclass(frozen=True, slots=True)
class Robustness:
    """Input of the gate for an effect that is positive in the claimed direction.

    Parameters
    ----------
    leave_one_out : tuple of LeftOut
        One entry per event.
    definitions : int
        Number of specifications.
    with_sign, significant : float
        Shares of the specifications with the claimed sign, and with p at most .10.
    joint_p : float
        The p of the median specification.
    n_eff : int
        Number of separate events.
    overfitting : float or None
        Probability of backtest overfitting, if the effect is that of the best of several rules.
    effect : float or None
        Effect of all events, if known.
    confirming, contradicting : float
        Shares of the specifications with the claimed sign and p at most .10, and of those that
        refute the claim on their own.
    """

    leave_one_out: tuple[LeftOut, ...]
    definitions: int
    with_sign: float
    significant: float
    joint_p: float
    n_eff: int
    overfitting: float | None = None
    effect: float | None = None
    confirming: float = 1.0
    contradicting: float = 0.0


def support_failures(found: Robustness) -> tuple[str, ...]:
    """Return a sentence for each part of the gate of "supported" that failed, worst first."""
    return (
        *_without_one(found.leave_one_out, effect=found.effect),
        *_across_definitions(found),
        *_overfitted(found),
        *_too_few(found),
    )


def refutation_failures(
    found: Robustness, *, least: float, shown: Callable[[float], str]
) -> tuple[str, ...]:
    """Return a sentence for each part of the gate of "refuted" that failed (METHODS 4.3).

    `shown` formats an effect.
    """
    return (
        *_too_few(found),
        *_not_without_one(found.leave_one_out, least=least, shown=shown),
        *_not_across_definitions(found),
    )


def support_requirements(found: Robustness) -> Iterator[Requirement]:
    """Yield each part of the gate of "supported" with its figures; all are met if it passes."""
    left_out = _without_one(found.leave_one_out, effect=found.effect)
    largest = max((left.p for left in found.leave_one_out), default=math.nan)
    yield Requirement(
        "supported",
        "p without any one event or year",
        f"at most {GATE_P:.2f}, effect of the same sign",
        left_out[0] if left_out else f"largest {largest:.3f}",
        not left_out,
    )
    yield _share("supported", "definitions with its sign", found.with_sign, LEAST_WITH_SIGN)
    yield _share(
        "supported", f"definitions with p up to {GATE_P:.2f}", found.significant, LEAST_SIGNIFICANT
    )
    if (chance := found.overfitting) is not None:
        yield Requirement(
            "supported",
            "probability of backtest overfitting",
            f"at most {MOST_OVERFITTING:.0%}",
            f"{chance:.0%}",
            chance <= MOST_OVERFITTING,
        )


def refutation_requirements(
    found: Robustness, *, least: float, shown: Callable[[float], str]
) -> Iterator[Requirement]:
    """Yield each part of the gate of "refuted" with its figures; all are met if it passes."""
    left_out = _not_without_one(found.leave_one_out, least=least, shown=shown)
    yield Requirement(
        "refuted",
        "refuted without any one event or year",
        "each time",
        left_out[0] if left_out else "each time",
        not left_out,
    )
    confirming = found.confirming
    yield Requirement(
        "refuted",
        f"definitions with the claimed sign and p up to {GATE_P:.2f}",
        f"at most {MOST_CONFIRMING:.0%}",
        f"{confirming:.0%}",
        confirming <= MOST_CONFIRMING,
    )
    yield _share("refuted", "definitions that refute it", found.contradicting, LEAST_CONTRADICTING)


def _share(verdict: ReachedVerdict, criterion: str, share: float, least: float) -> Requirement:
    return Requirement(verdict, criterion, f"at least {least:.0%}", f"{share:.0%}", share >= least)


def enough_events(n_eff: int, verdict: ReachedVerdict) -> Requirement:
    """Return the requirement of enough separate events (METHODS 4.3)."""
    return Requirement(
        verdict,
        "separate events",
        f"at least {LEAST_EVENTS}",
        f"{n_eff:,}",
        n_eff >= LEAST_EVENTS,
    )


def _not_without_one(
    left_out: Sequence[LeftOut], *, least: float, shown: Callable[[float], str]
) -> tuple[str, ...]:
    kept = [
        left
        for left in left_out
        if not contradicts(left.effect, left.upper, left.p_opposite, least=least)
    ]
    if not kept:
        return ()
    furthest = max(kept, key=lambda left: left.upper)
    if not math.isfinite(furthest.upper):
        return (f"without {furthest.name} too little remains",)
    return (f"without {furthest.name} its interval reaches {shown(furthest.upper)}",)


def _not_across_definitions(found: Robustness) -> tuple[str, ...]:
    failed = []
    if found.confirming > MOST_CONFIRMING:
        failed.append(
            f"{found.confirming:.0%} of {found.definitions:,} definitions have the claimed sign "
            "with p up to .10"
        )
    if found.contradicting < LEAST_CONTRADICTING:
        failed.append(
            f"only {found.contradicting:.0%} of {found.definitions:,} definitions refute it"
        )
    return tuple(failed)


def _without_one(left_out: Sequence[LeftOut], *, effect: float | None) -> tuple[str, ...]:
    if not left_out:
        return ("no event or year can be left out",)
    turned = [left for left in left_out if left.effect <= 0]
    if turned and effect is not None and effect <= 0:
        return ("there is no effect in the claimed direction",)
    if turned:
        return (f"without {min(turned, key=lambda left: left.effect).name} the effect is gone",)
    worst = max(left_out, key=lambda left: left.p)
    return (f"without {worst.name} p is {worst.p:.2f}",) if worst.p > GATE_P else ()


def _across_definitions(found: Robustness) -> tuple[str, ...]:
    failed = []
    if found.with_sign < LEAST_WITH_SIGN:
        failed.append(
            f"only {found.with_sign:.0%} of {found.definitions:,} definitions have its sign"
        )
    if found.significant < LEAST_SIGNIFICANT:
        failed.append(
            f"only {found.significant:.0%} of {found.definitions:,} definitions reach p .10"
        )
    return tuple(failed)


def _overfitted(found: Robustness) -> tuple[str, ...]:
    chance = found.overfitting
    if chance is None or chance <= MOST_OVERFITTING:
        return ()
    return (
        f"what is best in half of the record is below the middle in the other half {chance:.0%} of "
        "the time",
    )


def _too_few(found: Robustness) -> tuple[str, ...]:
    few = found.n_eff < LEAST_EVENTS
    return (separate_events(found.n_eff),) if few else ()


def separate_events(count: int) -> str:
    """Return a phrase for too few separate events.

    >>> separate_events(1)
    'only 1 separate event'
    """
    return f"only {plural(count, 'separate event')}"
