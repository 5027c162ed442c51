"""Words by which spans, periods, numbers and days are recognised."""

__all__ = ["prefixes", "spans"]
