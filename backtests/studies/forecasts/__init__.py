"""Studies of dated forecasts and the odds that they come true."""

__all__ = [
    "after_cut",
    "level_by_date",
    "level_forecast",
    "lower_rates",
    "outpace",
    "range_by_date",
    "rate_cuts",
    "relative_race",
    "return_in_range",
    "scenario_odds",
    "volatility_order",
    "volatility_race",
]
