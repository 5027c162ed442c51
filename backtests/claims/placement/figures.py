"""Stated figures: their tolerance by the digits quoted (METHODS 4.1), and their wording."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from backtests.claims.placement.draft import Wanted, WhyNot

# Half of the last digit quoted, in percentage points, by number of decimals of the percentage.
POINTS = (0.5, 0.1, 0.05)
# Words that round a figure: its tolerance is doubled.
HEDGES = (
    r"\b(?:about|around|near|nearly|almost|roughly|some|approximately|close to|more than|over|at "
    r"least|less than|under|up to|as much as|as many as|below|above|just)\b"
)
# Dividends that are counted, in whatever words; "without dividends" is a price return.
DIVIDENDS = (
    r"\btotal[ -]returns?\b"
    r"|(?<!without )(?<!excluding )(?<!before )(?<!ignoring )(?<!ex-)"
    r"\bdividends?\b(?! (?:aside|excluded|left out))"
    r"|\b(?:payouts?|distributions?|income)(?: (?:is|are|being))? (?:reinvested|included|counted)\b"
    r"|\b(?:with|including|counting) (?:its |their |the )?(?:payouts?|distributions?|income)\b"
)
# A return is with dividends, a gain, a rise or a price return is not.
RETURNED = r"(?<!price )\breturn(?:s|ed)?\b(?! (?:to|from)\b)"
# Before a list of returns, whose figures stand alone: "the returns were 37%, 23% and 33%".
RETURNS = r"\b(?:yearly |annual |calendar-year )?returns? (?:were|by year|each year)\b"
# A verb of a statement of its own; the verb of one without is that of the figure before it.
OWN_VERB = (
    r"\b(?:rose|risen|gain\w*|added|climb\w*|fell|fallen|lost|drop\w*|declin\w*|up|down|slid|jump\w*|"
    r"rall\w*|advanc\w*|shed|surrendered|plunged|soared|surged|slipped|ended|finished|closed)\b"
)
# Dividends of fewer days are within the rounding of a stated return.
YEAR = 350
EXCEEDED = r"\b(?:more than|at least|over|in excess of|upwards of|north of|well above|better than)"
# Figures in words.
NUMERAL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|half|third|quarter|fifth|tenth|point|percent|doubled|tripled)"
)
# How far a price went in a day, whatever its close.
REACHED_BY_BAR = {
    "high": r"\bas high as\b|\btraded (?:all the way )?up to\b",
    "low": r"\bas low as\b|\btraded (?:all the way )?down to\b",
}
SHARE_TOLERANCE = 0.05
# Relative tolerance of a price level, by how round it is.
ROUND_LEVELS = ((100.0, 0.01), (10.0, 0.005), (1.0, 0.001))
EXACT_LEVEL = 0.0005


def tolerance_of(wanted: Wanted, value: float) -> float:
    """Return the tolerance of a stated fraction by its digits; doubled if the words round it.

    A third or a half is a whole percentage.
    """
    percentage = round(100 * value, 6)
    decimals = next((n for n in (0, 1) if round(percentage, n) == percentage), 2)
    if wanted.statement.unit == "fraction" and not wanted.says(r"\d"):
        decimals = 0
    points = POINTS[decimals] / 100
    return 2 * points if wanted.says(HEDGES) else points


def is_total(wanted: Wanted) -> bool:
    """Whether a return is with dividends, by its words or by those of the figure before it."""
    if wanted.sentence_says(DIVIDENDS) or wanted.says(RETURNED) or wanted.sentence_says(RETURNS):
        return True
    return wanted.sentence_says(RETURNED) and not wanted.says(OWN_VERB)


def lacks_dividends(wanted: Wanted, start: datetime.date, end: datetime.date) -> WhyNot | None:
    """Return why the return of an index that pays dividends is not tested by its price."""
    if not wanted.one.pays or (end - start).days < YEAR or not is_total(wanted):
        return None
    return WhyNot(f"no such data: the total return of {wanted.one.words}")


def at_least(wanted: Wanted) -> bool:
    """Whether a figure is one that was exceeded: "rose more than 20%", "lost over a third"."""
    if len(wanted.value) != 1 or wanted.value[0] <= 0:
        return False
    return wanted.says(rf"{EXCEEDED} (?:an? |another )?{figure_pattern(wanted)}")


def figure_pattern(wanted: Wanted) -> str:
    """Return a pattern of the values in digits, or of any numeral where the words have no digits.

    Fractions are printed as percentages, basis points as such or in percent.
    """
    scale = 1.0 if wanted.statement.unit == "bp" else 100.0
    sizes = [scale * value for value in wanted.value]
    sizes += [size / 100 for size in sizes if wanted.statement.unit == "bp"]
    printed = "|".join(re.escape(f"{round(size, 4):g}") for size in sizes)
    digits = rf"(?:{printed})(?:\.0+)?(?![\d.]*\d)"
    return digits if wanted.says(rf"(?<![\d.]){digits}") else NUMERAL


def price_pattern(price: float) -> str:
    """Return a pattern of a price in digits, with commas or without."""
    return re.escape(value_words((price,), "points")).replace(",", ",?")


def extreme_of_day(wanted: Wanted) -> str:
    """Return "high" or "low" where a price is said to have gone as far as it; else empty."""
    return next((of for of, words in REACHED_BY_BAR.items() if wanted.says(words)), "")


def level_tolerance(value: float) -> float:
    """Return the relative tolerance of a price level: by how round it is, at least half a digit.

    >>> level_tolerance(2500), level_tolerance(2510), level_tolerance(2507), level_tolerance(2507.4)
    (0.01, 0.005, 0.001, 0.0005)
    >>> level_tolerance(20), level_tolerance(12.5)
    (0.025, 0.004)
    """
    size = next((size for step, size in ROUND_LEVELS if value % step == 0), EXACT_LEVEL)
    decimals = next((n for n in (0, 1) if round(value, n) == value), 2)
    return max(size, round(0.5 / 10**decimals / value, 4)) if value > 0 else size


def day_words(start: datetime.date | None, end: datetime.date | None) -> str:
    """Return the days of a statement in words; empty without any."""
    if end is None:
        return "" if start is None else f" from {start}"
    return f" on {end}" if start is None or start == end else f" from {start} to {end}"


def value_words(values: Sequence[float], unit: str) -> str:
    """Return stated values with their unit.

    >>> value_words([0.15, 0.2], "fraction"), value_words([9, 10], "count")
    ('15% to 20%', '9 of 10')
    """
    if not values:
        return ""
    joiner = " of " if unit == "count" else " to "
    return joiner.join(_one(value, unit) for value in values)


def _one(value: float, unit: str) -> str:
    if unit == "fraction":
        return f"{100 * value:.6g}%"
    if unit == "bp":
        return f"{value / 100:.6g}%" if abs(value) > 100 else f"{value:g} basis points"
    return f"{value:,.10g}"
