"""Measurements shared by several topics: spans, pairs, returns, credit, depths, any-date means."""

__all__ = ["any_date", "credit", "decline_rows", "depth_gap", "monthly_returns", "pairs", "spans"]
