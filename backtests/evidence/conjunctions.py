"""Evidence on a statement of several parts, joined from the evidence on each (METHODS 4.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from backtests.evidence.conjunction_check import Part, PartCheck, conjunction
from backtests.evidence.effect_check import EffectCheck
from backtests.evidence.estimates import Evidence


def joined(name: str, deciding: Evidence, others: Mapping[str, Evidence]) -> Evidence:
    """Join the evidence on the deciding part with that on the other parts.

    The first estimate of each part comes first, in the order of the parts, as the figures of the
    verdict. The curve is that of the deciding part.

    Parameters
    ----------
    name : str
        The deciding part.
    others : Mapping of str to Evidence
        Evidence on each other part, by its name.

    Raises
    ------
    TypeError
        A check is not one of a part.
    """
    if not isinstance(deciding.check, EffectCheck):
        raise TypeError(f"{name} is decided by {type(deciding.check).__name__}; expected an effect")
    parts = []
    for other, evidence in others.items():
        if not isinstance(evidence.check, PartCheck):
            raise TypeError(f"{other} has a {type(evidence.check).__name__}; expected a part")
        parts.append(Part(other, evidence.check))
    every = (deciding, *others.values())
    return replace(
        deciding,
        check=conjunction(name, deciding.check, *parts),
        estimates=(
            *(estimate for evidence in every for estimate in evidence.estimates[:1]),
            *(estimate for evidence in every for estimate in evidence.estimates[1:]),
        ),
        notes=tuple(dict.fromkeys(note for evidence in every for note in evidence.notes)),
    )
