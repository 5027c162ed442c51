"""Past moves without a figure: of a week or month, of a day that owns them, in a headline."""

__all__ = ["headlines", "of_a_day", "of_a_period"]
