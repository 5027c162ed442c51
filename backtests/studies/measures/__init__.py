"""Measurements shared by several topics: event studies, spans, pairs, depths, credit."""

__all__ = [
    "any_date",
    "credit",
    "decline_rows",
    "depth_gap",
    "event_study",
    "levels",
    "monthly_returns",
    "pairs",
    "spans",
    "statistic",
]
