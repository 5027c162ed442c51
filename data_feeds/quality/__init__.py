"""Data quality: defects of a series, and what the series is fit for."""

__all__ = ["defects", "quality"]
