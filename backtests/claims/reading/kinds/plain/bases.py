"""What a forecast is set against: the figure of today, or of the period under way."""

from __future__ import annotations

import re

from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

SET_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)) (?:about |just |only )?$"
)


def is_set_against(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a forecast is set against a figure of today, or of the period under way."""
    to_come = any(
        place.end <= t.start
        and t.mention.next_last > scene.on
        and not (
            t.mention.named and t.mention.role in {"in", "so far"} and t.mention.first <= scene.on
        )
        for t in scene.times
    )
    owned = scene.names_between(place.end, scene.clause(place.start)[1])
    return SET_AGAINST.search(scene.before(place)) is not None and not to_come and not owned
