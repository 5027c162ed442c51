"""Words by which spans, periods, numbers and days are recognised."""

__all__ = ["episodes", "figures", "following", "prefixes", "spans", "streaks"]
