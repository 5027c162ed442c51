"""Data quality: defects of a series, and the uses that the series is fit for."""

__all__ = ["defects", "fitness"]
