"""Format values for a reader: percentages, prices, intervals, sample sizes and p values."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from backtests.evidence.estimates import Estimate, is_fine
from backtests.runtime.wording import plural

MISSING = "–"
# Formats of a fraction, times 100, by unit.
HUNDREDTHS = {"fraction": "{:.1f}%", "fine": "{:.2f}%", "percentage points": "{:.2f} points"}
# Labels of event columns that are not readable with the underscores removed.
COLUMN_LABELS: Mapping[str, str] = {
    "mfe": "best after entry",
    "mae": "worst after entry",
    "bars": "bars held",
    "fills": "filled at",
    "ambiguous": "both on one bar",
    "leg_low": "low of the leg",
    "base_low": "low of the base",
    "void_reason": "why no trade",
    "end_known": "end known on",
    "return_12m": "return after 12 months",
    "kind": "class",
    "confirmed": "turn known on",
    "trough_confirmed": "trough known on",
    "crash_day": "first crash close",
    "relative": "Russell 2000 less S&P 500",
    "lead_3m": "lead after 3 months",
    "lead_6m": "lead after 6 months",
    "lead_12m": "lead after 12 months",
    "spread": "change in the spread",
    "conditions": "highest NFCI",
    "volatility": "highest VIX",
}
# Event columns of fractions, beside those with "return" in their name.
FRACTION_COLUMNS = frozenset(
    {
        "mfe",
        "mae",
        "threshold",
        "depth",
        "rise",
        "relative",
        "beyond_beta",
        "lead_3m",
        "lead_6m",
        "lead_12m",
        "spread",
    }
)


def column_label(name: str) -> tuple[str, str]:
    """Return the heading and the unit of an event column.

    >>> column_label("total_return")
    ('total return', 'fraction')
    """
    fraction = "return" in name or name in FRACTION_COLUMNS
    return COLUMN_LABELS.get(name, name.replace("_", " ")), "fraction" if fraction else ""


def percent(value: float | None, digits: int = 1) -> str:
    """Format a fraction as a percentage; a dash for None or NaN."""
    return MISSING if value is None or math.isnan(value) else f"{100 * value:.{digits}f}%"


def percent_range(interval: tuple[float, float] | None, digits: int = 1) -> str:
    """Format an interval of fractions as "low to high"; a dash for None."""
    if interval is None:
        return MISSING
    low, high = interval
    return f"{percent(low, digits)} to {percent(high, digits)}"


def price(value: object) -> str:
    """Format a price or an amount of money to two decimals; a dash if it is no number.

    Below ten cents it has four significant digits, so that a coin at 1e-8 is not at 0.00.

    >>> price(2485.861), price(0.5), price(0), price(0.01234567), price(5.9983e-9)
    ('2,485.86', '0.50', '0.00', '0.01235', '5.998e-09')
    """
    if not isinstance(value, int | float):
        return MISSING
    return f"{value:.4g}" if 0 < abs(value) < 0.1 else f"{value:,.2f}"


def unit_of(estimate: Estimate) -> str:
    """Return the unit an estimate is shown in: "fine" if the claim has two decimals of percent."""
    return "fine" if is_fine(estimate) else estimate.unit


def show(value: object, unit: str = "") -> str:
    """Format a value of an estimate, an event or a parameter; a dash for None and NaN."""
    match value:
        case None:
            return MISSING
        case bool():
            return "yes" if value else "no"
        case pd.Timestamp():
            return f"{value:%Y-%m-%d}"
        case float() if not math.isfinite(value):
            return MISSING
        case int() | float() if unit in HUNDREDTHS:
            return HUNDREDTHS[unit].format(100 * value)
        case int() | float() if unit == "count":
            return f"{value:,.0f}"
        case int():
            return f"{value:,}"
        case float() if unit == "points" or abs(value) >= 100:
            return f"{value:,.2f}"
        case float():
            return f"{value:.3f}"
        case list() | tuple():
            return ", ".join(show(item) for item in value)
        case dict():
            return ", ".join(f"{key} {show(item)}" for key, item in value.items())
    return str(value)


def interval(estimate: Estimate) -> str:
    """Format the interval of an estimate as "low to high"; a dash for None."""
    if estimate.interval is None:
        return MISSING
    low, high = (show(end, estimate.unit) for end in estimate.interval)
    return f"{low} to {high}"


def sizes(estimate: Estimate) -> str:
    """Format the number of events and, in brackets, of events that do not overlap."""
    if estimate.n is None:
        return MISSING
    if estimate.n_eff is None:
        return f"{estimate.n:,}"
    separate = "all" if estimate.n_eff == estimate.n else f"{estimate.n_eff:,}"
    return f"{estimate.n:,} ({separate} separate)"


def chance(p: float | None) -> str:
    """Format a p value to three decimals, or as "below 0.001"; a dash for None and NaN."""
    if p is None or not math.isfinite(p):
        return MISSING
    return "below 0.001" if p < 0.001 else f"{p:.3f}"


def to_day(last: pd.Timestamp, today: pd.Timestamp | None) -> str:
    """Format the last day of data with its age.

    >>> to_day(pd.Timestamp("2026-10-02"), pd.Timestamp("2026-11-28"))
    'to 2026-10-02, 57 days ago'
    >>> to_day(pd.Timestamp("2026-10-02"), None)
    'to 2026-10-02'
    """
    days = 0 if today is None else (today - last).days
    age = f", {plural(days, 'day')} ago" if days > 0 else ""
    return f"to {last:%Y-%m-%d}{age}"
