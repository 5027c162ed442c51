"""JSON of a specification curve."""

from __future__ import annotations

import numpy as np

from backtests.evidence.specification_curve import Curve


def curve_json(curve: Curve) -> dict[str, object]:
    """Return the curve with its specifications by ascending value."""
    values = curve.values
    return {
        "n": values.size,
        "lowest": values[0],
        "median": float(np.median(values)),
        "highest": values[-1],
        "share_with_sign": curve.with_sign,
        "share_significant": curve.significant,
        "joint_p": curve.joint_p,
        "varied": curve.options,
        "specifications": [
            {
                **s.choices,
                "n": s.n,
                "value": s.value,
                "effect": s.effect,
                "p": s.p,
                "p_opposite": s.p_opposite,
                "upper": s.upper,
            }
            for s in sorted(curve.specifications, key=lambda s: s.value)
        ],
    }
