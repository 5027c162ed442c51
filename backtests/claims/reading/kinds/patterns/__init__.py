"""Words by which rules, records and tendencies are recognised."""

__all__ = ["advice", "extremes", "forecasts", "signs", "tendencies"]
