"""Baselines of published figures: measure, compare, and name the likely cause of a change."""

__all__ = [
    "baseline",
    "causes",
    "check",
    "compare",
    "data_changes",
    "items",
    "measure",
    "pytest_plugin",
    "recorded_market",
    "report",
    "tolerances",
    "user_tests",
]
