"""Network providers (Yahoo, FRED), the cache they fill, and the markets built on it."""

__all__ = [
    "cache",
    "cached_feed",
    "errors",
    "fred",
    "live_market",
    "long_record",
    "revisions",
    "take_snapshot",
    "yahoo",
]
