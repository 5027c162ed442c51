"""The machinery that strategies share: broker, accounts, runners and metrics."""

__all__ = [
    "broker",
    "cohort",
    "cohort_runner",
    "earnings",
    "event_runner",
    "event_trade",
    "metrics",
    "portfolio",
    "portfolio_paths",
    "portfolio_runner",
    "trades",
]
