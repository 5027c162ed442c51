"""Dated forecasts, and the odds from here."""

__all__ = [
    "after_cut",
    "level_forecast",
    "lower_rates",
    "outpace",
    "rate_cuts",
    "relative_race",
    "return_in_range",
    "scenario_odds",
    "volatility_order",
]
