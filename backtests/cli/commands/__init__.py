"""One module a command."""

__all__ = ["backtest", "breakout", "claims", "data", "easing", "regress", "run", "status", "sweep"]
