"""Compute the outcome of events: fills, first touch of target or stop, returns, accounts."""

__all__ = [
    "cohorts",
    "entries",
    "event_account",
    "every_entry",
    "fills",
    "forward_returns",
    "outcomes",
    "parameter_grid",
    "position_size",
    "prepared_bars",
    "walk_forward",
    "walks",
]
