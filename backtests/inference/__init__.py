"""Statistics with no knowledge of markets or claims."""

__all__ = [
    "block_length",
    "bootstrap",
    "cohort_bootstrap",
    "competing_risks",
    "intervals",
    "monte_carlo",
    "multiple_comparison",
    "ordered_alternatives",
    "overfitting",
    "path_bootstrap",
    "random_dates",
    "regression",
    "samples",
    "sharpe",
]
