"""The Baa spread in place of a high-yield spread that the source lacks (METHODS 2.10)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

HIGH_YIELD, BAA = "BAMLH0A0HYM2", "BAA10Y"
# A 30 bp change of the Baa spread is equivalent to a 50 bp change of the high-yield spread; other
# limits scale in proportion (METHODS 2.10).
BAA_PER_HIGH_YIELD = 0.30 / 0.50
# Key in `attrs` of a frame that stands in for another series: what stands in.
STAND_IN = "stand_in"
LABEL = "Baa spread"


def stand_in(load_baa: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return the Baa spread on the scale of the high-yield spread.

    Changes are comparable with those of the high-yield spread; levels are not. `attrs` keep the
    source and the fingerprint of the Baa spread and say that it stands in.

    >>> weeks = pd.to_datetime(["2024-01-05", "2024-01-12"])
    >>> baa = pd.DataFrame({"value": [1.8, 2.1]}, index=weeks)
    >>> stand_in(lambda: baa)["value"].round(2).tolist()
    [3.0, 3.5]
    """
    baa = load_baa()
    scaled = baa[["value"]] / BAA_PER_HIGH_YIELD
    scaled.attrs = {
        **baa.attrs,
        "name": HIGH_YIELD,
        STAND_IN: LABEL,
        "note": f"derived: {BAA} divided by {BAA_PER_HIGH_YIELD:g}, in place of {HIGH_YIELD}",
        "caveats": f"the {LABEL} ({BAA}) stands in, divided by {BAA_PER_HIGH_YIELD:g}",
    }
    return scaled
