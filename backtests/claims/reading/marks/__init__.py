"""A sentence in marks: its names, times and amounts, found in that order."""

__all__ = ["days", "instruments", "marked", "numbers", "numerals", "periods", "sentences", "times"]
