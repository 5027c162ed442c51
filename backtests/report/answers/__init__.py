"""The first lines of a command: what was asked, answered in at most five sentences."""

__all__ = ["answer", "backtest", "breakout", "easing", "scan", "status", "sweep", "universe"]
