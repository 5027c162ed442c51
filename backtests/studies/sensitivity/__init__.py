"""Sensitivity to rates, credit and banks: weekly OLS slopes with Newey-West errors."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "bank_beta",
    "conditions_beta",
    "credit_beta",
    "largest_response",
    "rate_beta",
    "slopes",
    "steeper_curve",
]

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "banks": "Adjusted closes of the fund of regional banks.",
        "market": "Adjusted closes of the large-cap fund, with which the banks are compared.",
    }
)
