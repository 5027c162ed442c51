"""Studies of stated figures of past prices, for any series: levels, records, streaks, means."""

__all__ = [
    "growth_rate",
    "level_change",
    "level_on",
    "moving_average",
    "realised_volatility",
    "record_distance",
    "record_extreme",
    "record_level",
    "return_gap",
    "streak_length",
]
