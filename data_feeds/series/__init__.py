"""Checked series: what a frame of bars or values must satisfy, and the market that opens them."""

__all__ = [
    "adjusted_bars",
    "bars",
    "cash_rate",
    "catalogue",
    "coverage",
    "credit_spread",
    "day",
    "elections",
    "errors",
    "market",
    "periods",
    "price_jumps",
    "sessions",
    "today",
    "weekdays",
]
