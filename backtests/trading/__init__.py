"""Find a strategy, set its parameters, trade it on a market and compare it with benchmarks."""

__all__ = [
    "backtest",
    "cohort_ladders",
    "csv_export",
    "events",
    "kept_rows",
    "portfolios",
    "rule_table",
    "strategies",
]
