"""Backtrader strategies that trade given events, and the runner that reports on them."""
