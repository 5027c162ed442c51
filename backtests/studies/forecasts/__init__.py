"""Studies of dated forecasts and the odds that they come true."""

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
