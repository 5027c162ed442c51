"""The robustness gate of METHODS 4.3: does an effect survive every event and every definition?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# METHODS 4: sign kept and p at most this without any one event; at least this share of the
# definitions with the sign and this share with such a p; at least so many separate events.
GATE_P = 0.10
LEAST_WITH_SIGN = 0.80
LEAST_SIGNIFICANT = 0.50
LEAST_EVENTS = 5
# METHODS 3.6: a probability of backtest overfitting above this blocks "supported".
MOST_OVERFITTING = 0.5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The effect without one event, positive in the claimed direction, and its one-sided p."""

    name: str
    effect: float
    p: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """What the gate looks at, for an effect that is positive in the claimed direction.

    `leave_one_out` has an entry an event. `definitions` counts the specifications of the
    multiverse, `with_sign` is the share of them with the claimed sign, `significant` the share
    with p at most .10, `joint_p` the p of the median one. `n_eff` counts separate events.
    `overfitting` is the PBO where the effect is that of the best of several rules, else None.
    `effect` is that of all events, where it is known.
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
    """Apply METHODS 4: whether nothing failed."""
    return not failures(found)


def failures(found: Robustness) -> tuple[str, ...]:
    """Say of each part of the gate that failed what was found, most decisive first."""
    return (
        *_without_one(found.leave_one_out, effect=found.effect),
        *_across_definitions(found),
        *_overfitted(found),
        *_too_few(found),
    )


def verdict_note(found: Robustness) -> str:
    """Say in one sentence which parts failed; empty if the gate is passed."""
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
