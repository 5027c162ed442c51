"""Studies of the frequency, depth and stress of declines, of crashes and of credit shocks."""

__all__ = [
    "crash_odds",
    "credit_shock",
    "decline_average",
    "decline_depth",
    "decline_frequency",
    "decline_mix",
    "decline_stress",
    "definitions",
    "no_crash",
    "sideways_regime",
    "stress_measures",
    "stress_pairs",
]
