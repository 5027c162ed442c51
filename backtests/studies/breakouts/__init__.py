"""Breakouts: hit rates of targets, the latest signal, universes, resampled paths."""

__all__ = [
    "breakout_drift",
    "breakout_rules",
    "definitions",
    "hit_rate",
    "latest_signal",
    "path_kernel",
    "price_target",
    "resampled_paths",
    "rule_grid",
    "symbol_study",
    "trade_statistics",
    "universe",
]
