"""The eras by which results are told, and the record without 2020 (METHODS 5.10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Flags = npt.NDArray[np.bool_]
# The year whose fall and rebound carries many averages.
LEFT_OUT_YEAR = 2020
WITHOUT_2020 = f"without {LEFT_OUT_YEAR}"


@dataclass(frozen=True, slots=True)
class Era:
    """A span of whole years, both ends included."""

    name: str
    first: int
    last: int


# What came before 1987 is in none of them.
ERAS = (
    Era("1987 to 1999", 1987, 1999),
    Era("2000 to 2012", 2000, 2012),
    Era("from 2013", 2013, 9999),
)


def parts(dates: pd.DatetimeIndex | pd.PeriodIndex) -> dict[str, Flags]:
    """Say which dates lie in each era, and which not in 2020; by name, in that order.

    >>> found = parts(pd.DatetimeIndex(["1986-05-01", "1999-12-31", "2020-03-18"]))
    >>> [(name, kept.tolist()) for name, kept in found.items()][-2:]
    [('from 2013', [False, False, True]), ('without 2020', [True, True, False])]
    """
    years = np.asarray(dates.year)
    found: dict[str, Flags] = {era.name: (years >= era.first) & (years <= era.last) for era in ERAS}
    found[WITHOUT_2020] = years != LEFT_OUT_YEAR
    return found
