"""Trading signals: pure functions from bars and rates to events."""
