"""Studies that compare stated figures with closes and published decisions."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "closes_within",
    "consistent_origin",
    "day_move",
    "mixed_returns",
    "more_volatile",
    "outperformed",
    "rate_decision",
    "record_close",
    "relative_result",
    "sector_median",
    "stated_returns",
]

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {"pairs": "Pairs of series, of which the first is said to beat the second."}
)
