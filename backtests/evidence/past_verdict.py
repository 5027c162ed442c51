"""The verdict of history on one rule: better than random dates, or not (METHODS 4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from backtests.evidence.effects import Effect
from backtests.evidence.robustness import (
    LEAST_EVENTS,
    LeftOut,
    Robustness,
    separate_events,
    support_failures,
)
from backtests.evidence.specification_curve import Curve
from backtests.evidence.verdicts import SIGNIFICANT

Word = Literal["better", "fragile", "no better", "worse", "too few", "not compared"]


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """How a rule did against random dates, in one word, with the reasons of the gate.

    `reasons` has the parts of the gate that failed for "fragile", the count for "too few", and why
    there is no comparison for "not compared"; it is empty for the other words.
    """

    word: Word
    reasons: tuple[str, ...] = ()


def judge_past(
    effect: Effect | None,
    left_out: Sequence[LeftOut] = (),
    *,
    n_eff: int,
    least: float,
    note: str = "",
    curve: Curve | None = None,
) -> PastVerdict:
    """Apply the bounds of METHODS 4.3 to the past of one rule (METHODS 4.7).

    Parameters
    ----------
    effect : Effect or None
        The statistic against random dates; None if they cannot be drawn, for which `note` has the
        reason.
    left_out : sequence of LeftOut
        The effect without each event.
    n_eff : int
        Number of events whose windows do not overlap.
    least : float
        Least effect that counts (METHODS 4.3).
    curve : Curve, optional
        The effect under every definition, if it was computed.

    Examples
    --------
    >>> judge_past(None, n_eff=9, least=0.1, note="no resolved event").word
    'not compared'
    """
    if effect is None:
        return PastVerdict("not compared", (note,) if note else ())
    if n_eff < LEAST_EVENTS:
        return PastVerdict("too few", (separate_events(n_eff),))
    if effect.p <= SIGNIFICANT:
        reasons = _failures(effect, left_out, n_eff=n_eff, least=least, curve=curve)
        return PastVerdict("fragile" if reasons else "better", reasons)
    return PastVerdict("worse" if effect.p_opposite <= SIGNIFICANT else "no better")


def _failures(
    effect: Effect,
    left_out: Sequence[LeftOut],
    *,
    n_eff: int,
    least: float,
    curve: Curve | None,
) -> tuple[str, ...]:
    """Return the parts of the gate of "supported" that failed; definitions only with a curve."""
    check = effect.check(least=least)
    small = (
        (f"the excess of {check.format(effect.effect)} is below {check.format(least)}",)
        if effect.effect < least
        else ()
    )
    found = Robustness(
        leave_one_out=tuple(left_out),
        definitions=0 if curve is None else len(curve.specifications),
        with_sign=1.0 if curve is None else curve.with_sign,
        significant=1.0 if curve is None else curve.significant,
        joint_p=0.0 if curve is None else curve.joint_p,
        n_eff=n_eff,
        effect=effect.effect,
    )
    return (*small, *support_failures(found))
