"""Studies that compare the months of a market state with other months."""

__all__ = [
    "breadth_gap",
    "easing_breadth",
    "easing_months",
    "gaps",
    "quality_gap",
    "relief_states",
    "restrictive_policy",
    "state_months",
]
