"""Measurements shared by several topics: event studies, spans, pairs, monthly returns, credit."""

__all__ = ["any_date", "credit", "decline_rows", "event_study", "monthly_returns", "pairs", "spans"]
