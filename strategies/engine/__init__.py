"""Broker, orders, accounts, runners and metrics that all strategies share."""

__all__ = [
    "account",
    "broker",
    "cohort",
    "cohort_runner",
    "earnings",
    "event_runner",
    "event_trade",
    "metrics",
    "portfolio",
    "portfolio_kernel",
    "portfolio_paths",
    "portfolio_runner",
    "portfolio_trade",
    "round_trip",
    "runs",
    "trades",
]
