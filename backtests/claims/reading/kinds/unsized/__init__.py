"""Past moves without a figure: of a week, a month or a day, of a second verb, in a headline."""

__all__ = ["caused", "headlines", "of_a_day", "of_a_period", "second"]
