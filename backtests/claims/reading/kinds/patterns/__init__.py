"""Words by which rules, records and tendencies are recognised."""

__all__ = ["advice", "charts", "counts", "extremes", "forecasts", "signs", "tendencies"]
