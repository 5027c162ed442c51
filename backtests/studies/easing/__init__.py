"""Returns around easing cycles of the Federal Reserve."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "current_cycle",
    "cycle_average",
    "cycle_evidence",
    "cycle_excess",
    "cycle_returns",
    "definitions",
    "restart_cuts",
]

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "price": "Closes of the price index.",
        "total": "Closes of the total return index.",
        "anchor": "Date of a cycle from which returns are measured.",
        "months": "Calendar months of each return.",
    }
)
