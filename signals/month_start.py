"""An unconditional signal at the first close of each month."""

from __future__ import annotations

import pandas as pd

from signals import every_bar
from signals.core.event import Event


def find_events(bars: pd.DataFrame) -> tuple[Event, ...]:
    """Return an event without target or stop at the first close of each month.

    The first bar of the data gives no event, since the month of the previous bar is unknown.
    """
    months = pd.DatetimeIndex(bars.index).to_period("M")
    begins = ~months.duplicated()
    begins[:1] = False
    return every_bar.find_events(bars.loc[begins])
