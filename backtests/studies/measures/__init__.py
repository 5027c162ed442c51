"""What several topics measure: spans, pairs, monthly returns, the credit spread, any-date means."""

__all__ = ["any_date", "credit", "decline_rows", "monthly_returns", "pairs", "spans"]
