"""Words by which spans, periods, numbers and days are recognised."""

__all__ = ["figures", "following", "prefixes", "spans", "streaks"]
