"""Studies of stated rates, spreads and moves of the Fed, past and to come."""

__all__ = ["rate_change", "rate_forecast", "rate_level", "rate_moves"]
