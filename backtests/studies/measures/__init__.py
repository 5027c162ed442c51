"""Measurements shared by several topics: spans, pairs, monthly returns, credit, any-date means."""

__all__ = ["any_date", "credit", "decline_rows", "monthly_returns", "pairs", "spans"]
