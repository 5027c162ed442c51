"""Network providers (Yahoo, FRED), the cache they fill, the markets built on it, and web pages."""

__all__ = [
    "bad_rows",
    "cache",
    "cached_feed",
    "errors",
    "fred",
    "live_market",
    "long_record",
    "revisions",
    "take_snapshot",
    "web_page",
    "yahoo",
]
