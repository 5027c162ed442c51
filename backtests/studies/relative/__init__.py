"""Studies of small caps relative to large caps."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "capture",
    "event_windows",
    "failed_rallies",
    "long_run_growth",
    "lost_to_others",
    "recovery_lead",
    "risk_off",
    "size_premium",
]

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "until": "Date of the article: last day on which a rise that counts was confirmed.",
        "threshold": "Least rise of the ratio of small to large caps, a fraction.",
    }
)
