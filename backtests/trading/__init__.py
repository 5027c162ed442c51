"""Find a strategy, bind its parameters, run it on a market and compare it with its benchmarks."""

__all__ = [
    "backtest",
    "cohort_ladders",
    "csv_export",
    "events",
    "portfolios",
    "rule_table",
    "strategies",
]
