"""Studies that compare trading rules with their benchmarks: cohorts, portfolios and stops."""

__all__ = [
    "averaging_down",
    "cohort_gain",
    "hedging",
    "portfolio_gain",
    "rule_months",
    "sleeve_mix",
    "staged_entry",
    "stop_accounts",
    "stop_grid",
    "technology_tilt",
    "trimming",
    "waiting",
]
