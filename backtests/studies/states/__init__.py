"""Studies that compare the months of a market state with other months."""

from collections.abc import Mapping
from types import MappingProxyType

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

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "narrow": "Share of sector funds above their mean, below which breadth is narrow.",
        "wide": "Share of sector funds above their mean, above which breadth is wide.",
    }
)
