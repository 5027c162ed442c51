"""Studies of small caps relative to large caps."""

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
