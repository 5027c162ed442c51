"""The criteria of the robustness gate (METHODS 4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# METHODS 4.3: largest p without any one event; least shares of the definitions with the claimed
# sign and with such a p; least number of separate events.
GATE_P = 0.10
LEAST_WITH_SIGN = 0.80
LEAST_SIGNIFICANT = 0.50
LEAST_EVENTS = 5
# METHODS 3.6: largest probability of backtest overfitting for "supported".
MOST_OVERFITTING = 0.5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The effect without one event, positive in the claimed direction, and its one-sided p."""

    name: str
    effect: float
    p: float


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
    """

    leave_one_out: tuple[LeftOut, ...]
    definitions: int
    with_sign: float
    significant: float
    joint_p: float
    n_eff: int
    overfitting: float | None = None
    effect: float | None = None


def passes(found: Robustness) -> bool:
    """Whether no part of the gate failed."""
    return not failures(found)


def failures(found: Robustness) -> tuple[str, ...]:
    """Return a sentence for each part of the gate that failed, most decisive first."""
    return (
        *_without_one(found.leave_one_out, effect=found.effect),
        *_across_definitions(found),
        *_overfitted(found),
        *_too_few(found),
    )


def verdict_note(found: Robustness) -> str:
    """Return the failures as one sentence; empty if the gate is passed."""
    return "; ".join(failures(found))


def _without_one(left_out: Sequence[LeftOut], *, effect: float | None) -> tuple[str, ...]:
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
    return (f"only {found.n_eff} separate events",) if few else ()
