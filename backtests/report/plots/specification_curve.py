"""Chart of a specification curve: the sorted effects, with the choices of each below.

Simonsohn, Simmons & Nelson 2020, "Specification Curve Analysis".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backtests.evidence.robustness import GATE_P
from backtests.evidence.specification_curve import Curve, Specification
from backtests.report.plots.model import Colour, Mark, Panel, Plot, Points, Rule, Spans

# Code in the matrix of choices, colour and label, by p.
SHADES: tuple[tuple[int, Colour, str], ...] = (
    (1, "none", f"p above {GATE_P:.2f}"),
    (2, "good", f"p up to {GATE_P:.2f}"),
)


# Radius of a dot, and of one among more than MANY.
LARGE, SMALL, MANY = 3.0, 1.4, 150


def ranked(curve: Curve) -> list[Specification]:
    """Return the specifications by ascending effect."""
    return sorted(curve.specifications, key=lambda s: s.effect)


def rows_of(curve: Curve) -> list[tuple[str, str]]:
    """Return choice and option of each row of the lower panel.

    Choices with a single option are omitted.
    """
    return [
        (choice, option)
        for choice, taken in curve.options.items()
        if len(taken) > 1
        for option in taken
    ]


def marks(curve: Curve) -> npt.NDArray[np.int64]:
    """Return the matrix of choices, shape (rows, specifications).

    2 if the specification has the option and a low p, 1 if it has the option, else 0.
    """
    order = ranked(curve)
    return np.array(
        [
            [(1 + (s.p <= GATE_P)) if s.choices.get(choice) == option else 0 for s in order]
            for choice, option in rows_of(curve)
        ],
        dtype=np.int64,
    ).reshape(-1, len(order))


def place_of(curve: Curve, effect: float) -> int | None:
    """Return the rank of the specification that the verdict rests on; None if unknown."""
    order = ranked(curve)
    if curve.judged is not None:
        return next((at for at, s in enumerate(order) if s.choices == curve.judged), None)
    return next((at for at, s in enumerate(order) if s.effect == effect), None)


def title_of(curve: Curve) -> str:
    """Return the title: the shares with the claimed sign and with a low p."""
    return (
        f"{len(curve.specifications):,} definitions: {curve.with_sign:.0%} have the claimed sign, "
        f"{curve.significant:.0%} with p up to {GATE_P:.2f}"
    )


def curve_plot(key: str, curve: Curve, *, effect: float, percent: bool, unit: str) -> Plot:
    """Plot the curve; `effect` is the one judged, a fraction if `percent`."""
    order, taken = ranked(curve), marks(curve)
    factor = 100 if percent else 1
    heights = [factor * s.effect for s in order]
    above: list[Mark] = [Rule("", 0.0)]
    size = LARGE if len(order) <= MANY else SMALL
    for shade, colour, name in SHADES:
        at = [i for i, s in enumerate(order) if 1 + (s.p <= GATE_P) == shade]
        if at:
            above.append(
                Points(name, [float(i) for i in at], [heights[i] for i in at], colour, size=size)
            )
    judged = place_of(curve, effect)
    if judged is not None:
        above.append(
            Points("the definition judged", [float(judged)], [heights[judged]], "bad", "diamond", 6)
        )
    rows = [f"{choice}: {option}" for choice, option in rows_of(curve)]
    panels = [Panel(above, f"effect over chance, {unit}", height=230)]
    if rows:
        panels.append(Panel(_strips(taken), rows=rows))
    return Plot(
        f"definitions-{key}",
        title_of(curve),
        caption_of(curve),
        panels,
        x_title="definitions, by ascending effect",
        kind="definitions",
        table=_table(order),
    )


def _strips(taken: npt.NDArray[np.int64]) -> list[Spans]:
    """Return one span per run of consecutive definitions with an option, by p."""
    found = []
    for shade, colour, _ in SHADES:
        starts: list[float] = []
        ends: list[float] = []
        heights: list[float] = []
        for row, values in enumerate(taken):
            edges = np.flatnonzero(np.diff(np.r_[0, values == shade, 0]))
            starts += (edges[::2] - 0.5).tolist()
            ends += (edges[1::2] - 0.5).tolist()
            heights += [float(row)] * (len(edges) // 2)
        if starts:
            found.append(Spans("", starts, ends, heights, colour, width=8))
    return found


def _table(order: Sequence[Specification]) -> list[dict[str, object]]:
    choices = list(order[0].choices)
    return [
        {
            **{choice: s.choices.get(choice, "") for choice in choices},
            "events": s.n,
            "value": s.value,
            "effect over chance": s.effect,
            "p": s.p,
        }
        for s in order
    ]


def caption_of(curve: Curve) -> str:
    """Return the caption."""
    return (
        f"Each dot is one of {len(curve.specifications):,} definitions of the claim, sorted by "
        "effect above chance (a positive effect supports the claim); the marks below it are its "
        "choices. The red diamond is the definition that decides the verdict."
    )
