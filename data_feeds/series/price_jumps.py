"""Find jumps of a price series that stay and have the size of a split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

RATIOS = (2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 1000.0, 1.5)
# A split is many times an ordinary move: half the bars of an index move less than 0.5%, of a
# volatile stock 2.5%, of the VIX, which does move by half in a day, 4%.
LEAST_MOVES = 15
# Distance from the ratio, as a logarithm, which the move of the bar itself explains.
MOVES_AROUND, LEAST_AROUND, MOST_AROUND = 4, 0.02, 0.07
# Bars on each side of the jump that must be nearer to the level of their side.
BARS_AROUND = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump that stays; `ratio` is the price after it over the price before."""

    date: pd.Timestamp
    ratio: float

    @property
    def text(self) -> str:
        """Describe the jump.

        >>> Jump(pd.Timestamp("2015-03-02"), 0.25).text
        'prices fall to 1/4 on 2015-03-02 and stay, as after a split of 4:1 that is not adjusted'
        """
        return (
            f"prices {'fall to' if self.ratio < 1 else 'rise to'} {_fraction(self.ratio)} on "
            f"{self.date:%Y-%m-%d} and stay, as after a split of {_split(self.ratio)} that is not "
            "adjusted"
        )


def _fraction(ratio: float) -> str:
    if ratio >= 1:
        return f"{ratio:g} times"
    return "2/3" if abs(ratio * 1.5 - 1) < 1e-9 else f"1/{1 / ratio:g}"


def _split(ratio: float) -> str:
    if abs(ratio - 1.5) < 1e-9:
        return "2:3"
    if abs(ratio * 1.5 - 1) < 1e-9:
        return "3:2"
    return f"1:{ratio:g}" if ratio > 1 else f"{1 / ratio:g}:1"


def nearest_ratio(ratio: float, *, tolerance: float) -> float | None:
    """Return the simple ratio or inverse within a logarithmic tolerance; None without one.

    >>> nearest_ratio(0.2513, tolerance=0.02), nearest_ratio(0.3, tolerance=0.02)
    (0.25, None)
    """
    simple = np.array([*RATIOS, *(1 / r for r in RATIOS)])
    distance = np.abs(np.log(simple) - np.log(ratio))
    at = int(np.argmin(distance))
    return float(simple[at]) if distance[at] <= tolerance else None


def find_jumps(bars: pd.DataFrame) -> tuple[Jump, ...]:
    """Find the jumps of the closes near a simple ratio that stay; empty for values of a rate.

    With an open, the jump is that from the close before to the open, which a split makes whole.
    """
    if "close" not in bars.columns or len(bars) < 3:
        return ()
    close = np.log(bars["close"].to_numpy(dtype=np.float64))
    usual = float(np.median(np.abs(np.diff(close))))
    first = np.log(bars["open"].to_numpy(dtype=np.float64)) if "open" in bars.columns else close
    moves = first[1:] - close[:-1]
    tolerance = float(np.clip(MOVES_AROUND * usual, LEAST_AROUND, MOST_AROUND))
    large = np.abs(moves) > max(np.log(min(RATIOS)) - tolerance, LEAST_MOVES * usual)
    jumps = []
    for before in np.flatnonzero(large):
        ratio = nearest_ratio(float(np.exp(moves[before])), tolerance=tolerance)
        if ratio is not None and _stays(close, int(before), float(moves[before])):
            jumps.append(Jump(pd.Timestamp(bars.index[int(before) + 1]), ratio))
    return tuple(jumps)


def _stays(close: Floats, before: int, move: float) -> bool:
    """Return whether the close makes most of the jump, between two levels that each last."""
    old, new = close[before], close[before + 1]
    earlier = close[max(before + 1 - BARS_AROUND, 0) : before + 1]
    later = close[before + 1 : before + 1 + BARS_AROUND]
    lasts = np.concatenate(
        (np.abs(earlier - old) - np.abs(earlier - new), np.abs(later - new) - np.abs(later - old))
    )
    return bool(abs(new - old) > abs(move) / 2 and (lasts < 0).all())
