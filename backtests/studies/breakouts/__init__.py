"""Studies of breakouts: hit rates of targets, latest signal, universes, scans, resampled paths."""

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
