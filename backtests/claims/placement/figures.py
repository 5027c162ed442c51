"""Stated figures: their tolerance by the digits quoted (METHODS 4.1), and their wording."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from backtests.claims.placement.draft import Wanted, WhyNot
from backtests.claims.reading.marks.days import add_days
from backtests.claims.reading.marks.times import times

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
# An article that says so anywhere may mean it of each return: "all figures are total returns".
TOTAL_RETURNS = (
    r"\btotal[ -]returns?\b|\breturns? (?:include|with|including) (?:reinvested )?dividends\b"
)
# "0.2%, or 0.6% with dividends": those of one figure, and not of the one beside it.
OF_THIS_FIGURE = (
    r"(?:%| per ?cent),? (?:with|including|counting|after adding) (?:its |the |reinvested )*"
    r"dividends\b"
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
# Sources of one index differ by a cent or two of a day's move.
CENTS = 0.03
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


def share_tolerance(claimed: float) -> float:
    """Return how far a share may be from a stated one: half of one that is rare."""
    if not 0 < claimed < 1:
        return SHARE_TOLERANCE
    return round(min(SHARE_TOLERANCE, claimed / 2, (1 - claimed) / 2), 4)


def is_total(wanted: Wanted) -> bool:
    """Whether a return is with dividends, by its words or by those of the figure before it."""
    if wanted.sentence_says(OF_THIS_FIGURE) and wanted.value:
        return wanted.sentence_says(rf"(?<![\d.]){figure_pattern(wanted)}{OF_THIS_FIGURE}")
    if wanted.sentence_says(DIVIDENDS) or wanted.says(RETURNED) or wanted.sentence_says(RETURNS):
        return True
    return wanted.sentence_says(RETURNED) and not wanted.says(OWN_VERB)


def lacks_dividends(wanted: Wanted, start: datetime.date, end: datetime.date) -> WhyNot | None:
    """Return why the return of an index that pays dividends is not tested by its price."""
    if not wanted.one.pays or (end - start).days < YEAR or not is_total(wanted):
        return None
    return WhyNot(f"no such data: the total return of {wanted.one.words}")


def points_tolerance(wanted: Wanted, points: float) -> float:
    """Return the tolerance of a move in points by its digits; doubled if the words round it."""
    round_to = next((step for step in (100.0, 10.0) if points % step == 0), 0.0)
    decimals = next((n for n in (0, 1) if round(points, n) == points), 2)
    half = 0.5 * round_to or max(0.6 / 10**decimals, CENTS)
    return 2 * half if wanted.says(HEDGES) else half


def at_least(wanted: Wanted, *, in_points: bool = False) -> bool:
    """Whether a figure is one that was exceeded: "rose more than 20%", "lost over a third"."""
    if len(wanted.value) != 1 or wanted.value[0] <= 0:
        return False
    if in_points:
        return wanted.says(rf"{EXCEEDED} {price_pattern(wanted.value[0])}")
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


# A month before these words is that of a contract, not the time of a move.
CONTRACT = re.compile(r"\s*(?:futures|contracts?)\b", re.I)
PERIODS_NAMED = ("month", "quarter", "half", "year")
# Other days that the heading of a table may mean: those to date, or of the period before.
OF_HEADING = re.compile(r"\bor (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
NOT_SAID = "the heading of the column may mean other days too"


def of_heading(wanted: Wanted) -> list[dict[str, object]]:
    """Return the other readings of the days that the heading of a column leaves open.

    "Month" may be the trailing month or that to date; the condition of the statement keeps both.
    """
    pairs = OF_HEADING.findall(wanted.statement.condition)
    days = [tuple(datetime.date.fromisoformat(day) for day in pair) for pair in pairs]
    return [
        {"name": f"from {first} to {last}", "start": first, "first_end": last, "last_end": last}
        for first, last in days
    ]


@dataclass(frozen=True, slots=True)
class Contract:
    """A futures month beside another period: the span of the latter, and the other reading."""

    span: tuple[datetime.date, datetime.date]
    reading: dict[str, object]


def contract_month(wanted: Wanted) -> Contract | None:
    """Return the periods of a sentence that names a futures month; None without both.

    "In the first quarter, with June 2026 futures up 3%": the return may be that of the quarter, or
    reach a day of the month of the contract.
    """
    sentence = wanted.statement.sentence
    periods = [
        t for t in times(sentence, wanted.date) if t.grain in PERIODS_NAMED and t.role == "in"
    ]
    contracts = [t for t in periods if CONTRACT.match(sentence[t.end :])]
    others = [t for t in periods if t not in contracts]
    if len(contracts) != 1 or len(others) != 1:
        return None
    (month,), (other,) = contracts, others
    start = add_days(other.first, -1)
    if start >= month.first or other.last > wanted.date or month.last > wanted.date:
        return None
    reading = {
        "name": f"to a day of the contract's month, {month.first:%Y-%m}",
        "start": start,
        "first_end": month.first,
        "last_end": month.last,
    }
    return Contract((start, other.last), reading)
