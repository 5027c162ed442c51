"""First closes at given losses from an entry price (METHODS 2.9)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from signals.core.event import Event, RuleError
from signals.levels.touch import highest_touch


def find_events(
    bars: pd.DataFrame, *, since: pd.Timestamp, entry: float, losses: Sequence[float]
) -> tuple[Event, ...]:
    """Find the first close on or after `since` at or below each loss from the entry price.

    `losses` are fractions of `entry`, which is in the unit of the bars. Returns one event for each
    loss that was reached, in the order of `losses`, with detail `loss`.

    Raises RuleError if a loss is not between 0 and 1.
    """
    closes = bars.loc[since:, "close"]
    events = []
    for loss in losses:
        if not 0 < loss < 1:
            raise RuleError(f"a loss of {loss:g}; expected a fraction between 0 and 1")
        below = np.flatnonzero(closes.to_numpy() <= highest_touch((1 - loss) * entry))
        if below.size:
            at = int(below[0])
            events.append(
                Event(
                    pd.Timestamp(closes.index[at]), float(closes.iloc[at]), details={"loss": loss}
                )
            )
    return tuple(events)
