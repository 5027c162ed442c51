"""Sensitivity to rates, credit and banks: weekly OLS slopes with Newey-West errors."""

__all__ = [
    "bank_beta",
    "conditions_beta",
    "credit_beta",
    "largest_response",
    "rate_beta",
    "slopes",
    "steeper_curve",
]
