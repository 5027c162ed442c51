"""From estimates to verdicts: checks, the robustness gate, specification curves, eras, odds."""

__all__ = [
    "checks",
    "eras",
    "estimates",
    "explanations",
    "gate",
    "outlook",
    "performance",
    "robustness",
    "specification_curve",
]
