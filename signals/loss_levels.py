"""First closes at given losses from an entry price (METHODS 2.9, R2)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from signals.core.event import Event, RuleError


def find_events(
    bars: pd.DataFrame, *, since: pd.Timestamp, entry: float, losses: Sequence[float]
) -> tuple[Event, ...]:
    """Find the first close on or after a day at or below each level under the entry price.

    `losses` are fractions of `entry`, which is in the unit of the bars. One event a level that was
    reached, in the order of `losses`, with detail `loss`; two levels may be reached on one day.

    Raises RuleError for a loss that is not between 0 and 1.
    """
    closes = bars.loc[since:, "close"]
    events = []
    for loss in losses:
        if not 0 < loss < 1:
            raise RuleError(f"a loss of {loss:g}; expected a fraction between 0 and 1")
        below = np.flatnonzero(closes.to_numpy() <= (1 - loss) * entry)
        if below.size:
            at = int(below[0])
            events.append(
                Event(
                    pd.Timestamp(closes.index[at]), float(closes.iloc[at]), details={"loss": loss}
                )
            )
    return tuple(events)
