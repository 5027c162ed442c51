"""Studies that compare trading rules with their benchmarks: cohorts, portfolios and stops."""

from collections.abc import Mapping
from types import MappingProxyType

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

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "fund": "Bars of the fund, on which orders are filled.",
        "adjusted": "Closes of the small-cap fund adjusted for distributions.",
        "large_bars": "Bars of the large-cap fund.",
        "large": "Closes of the large-cap fund adjusted for distributions.",
    }
)
