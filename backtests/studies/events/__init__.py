"""Studies of returns after any dated event, and in any part of the calendar."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "calendar_average",
    "calendar_excess",
    "calendar_parts",
    "event_average",
    "event_count",
    "event_days",
    "event_excess",
    "event_share",
    "first_event",
]

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "bars": "Prices whose returns are counted.",
        "less": "Prices whose return is subtracted.",
        # Of an event.
        "event": "Kind of day that counts: an event of closes (`signals.price_events`) or a move "
        "of the Fed.",
        "days": 'Trading days of the high, low or mean; with "high", "low", "above mean" and '
        '"below mean", and days of both.',
        "times": "Closes in a row; with the streaks.",
        "size": 'Least change of the day, a fraction; with "rise" and "fall".',
        "level": 'Level to cross, in the unit of the series; with "above level", "below level" '
        "and days of both.",
        "basis_points": 'Least size of the move; may be given with "cut" and "hike".',
        "trigger": "Series of the event, such as the VIX or the Fed's target; the bars themselves "
        "without it.",
        # Of a part of the calendar.
        "part": "The part of the calendar whose returns count.",
        "months": 'Months that follow each other, from 1 to 12; with "months".',
        "last_days": 'Last sessions before the turn; with "turn of the year" and "turn of the '
        'month".',
        "first_days": 'First sessions after the turn; with "turn of the year" and "turn of the '
        'month".',
        "weekday": 'Day of the week, from 1 for Monday; with "weekday".',
        "week": 'Week of the year (ISO 8601); with "week".',
        "term_year": 'Year of the US presidential term, 0 for that of the election; with "term '
        'years".',
        # Of a statistic.
        "claimed": "Stated value of the statistic: a return or a share, as a fraction.",
        "tolerance": "How far the value may be from it, a fraction.",
        "statistic": '"mean", "median", "share up", "share down", or "share at least" `threshold`.',
        "threshold": "Return that a share counts; at most as much if negative.",
    }
)
