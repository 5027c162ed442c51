"""Studies of breakouts: hit rates of targets, latest signal, universes, scans, resampled paths."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "breakout_drift",
    "definitions",
    "hit_rate",
    "latest_signal",
    "path_kernel",
    "price_target",
    "random_entries",
    "resampled_paths",
    "rule_grid",
    "rules",
    "scan",
    "target_excess",
    "target_rate",
    "trade_statistics",
    "universe",
    "walk_forward",
]

# What the parameters mean that several of these studies have.
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "bars": "Bars of one series.",
        "min_base": "Least length of the base in trading days.",
        "min_depth": "Least depth of the base as a fraction of the record.",
        "stop": "Rule of the stop: structural, 8%, none.",
        "horizon": "Trading days after the entry; later touches are misses.",
        "seed_record": "Record close from before the bars.",
    }
)
