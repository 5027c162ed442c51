"""From estimates to verdicts: checks, the robustness gate, specification curves, eras, odds."""

__all__ = [
    "checks",
    "conjunction_check",
    "conjunctions",
    "effect_check",
    "effects",
    "eras",
    "estimates",
    "fact_checks",
    "forecast_checks",
    "gate",
    "outlook",
    "performance",
    "robustness",
    "rule_selection",
    "specification_curve",
    "verdicts",
]
