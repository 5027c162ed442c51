"""Types of the parameters of studies: the range of each, in words, and its format in a text.

A parameter of `examine` has one of these types, or a list or table of them. The claims file is
checked against them before any data are read, and the method text of a claim formats values with
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
from annotated_types import Len

from signals import scenario
from signals.core.event import RuleError
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidationInfo
    from pydantic_core import CoreSchema

# Longest horizon: ten years, of which the longest records hold no more than nine.
MOST_MONTHS = 120
MOST_TRADING_DAYS = 2_520
MOST_LEVEL = 1e9
MOST_RISE = 100.0
MOST_PERCENTAGE_POINTS = 100.0
MOST_COUNT = 1_000
# Yields and policy rates in percent: none was outside this range.
LEAST_PERCENT, MOST_PERCENT = -10.0, 100.0
MOST_BASIS_POINTS = 10_000.0
# Sessions at a turn of the year or month: with both ends no more than a month.
MOST_SESSIONS = 10
FIRST_DAY, LAST_DAY = pd.Timestamp("1900-01-01"), pd.Timestamp("2100-12-31")
# Stated odds are rounded, so their sum may be off by this much.
ODDS_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Kind:
    """Range of a parameter, as metadata of an annotated type.

    Parameters
    ----------
    expected : str
        The range, for error messages.
    show : callable
        Formats a value in a text.
    accepts : callable
        Whether a value of the annotated type is in the range, given the series labels of the claim.
    """

    expected: str
    show: Callable[[Any], str]
    accepts: Callable[[Any, Mapping[str, Any]], bool]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema of the annotated type with the range checked after it."""
        from pydantic_core import core_schema

        def check(value: object, info: ValidationInfo) -> object:
            if not self.accepts(value, info.context or {}):
                raise ValueError(f"expected {self.expected}")
            return value

        return core_schema.with_info_after_validator_function(check, handler(source))


def percent(value: float) -> str:
    """Format a fraction as a percentage without trailing zeros.

    >>> percent(0.2), percent(-0.166), percent(1 / 3)
    ('20%', '-16.6%', '33.33%')
    """
    return f"{round(100 * value, 2):,.10g}%"


def number(value: float) -> str:
    """Format a number without trailing zeros.

    >>> number(3250), number(174.44)
    ('3,250', '174.44')
    """
    return f"{round(value, 6):,.15g}"


def day(value: pd.Timestamp) -> str:
    """Format a date as YYYY-MM-DD."""
    return f"{value:%Y-%m-%d}"


def amount(unit: str) -> Callable[[float], str]:
    """Return a format of a number with its unit, in the plural unless the number is 1.

    >>> amount("month")(12), amount("month")(1)
    ('12 months', '1 month')
    """
    return lambda value: f"{number(value)} {unit}{'' if value == 1 else 's'}"


def shown_as(show: Callable[[Any], str]) -> Kind:
    """Return a kind without a range of its own, for the format of a table."""
    return Kind("", show, lambda value, labels: True)


def _within(
    what: str,
    show: Callable[[float], str],
    *,
    above: float | None = None,
    least: float | None = None,
    below: float | None = None,
    most: float | None = None,
) -> Kind:
    """Return the kind of a number between two bounds; NaN is in no range."""
    bounds = [
        f"{word} {bound:,.15g}"
        for word, bound in (
            ("above", above),
            ("from", least),
            ("below", below),
            ("at most" if least is None else "to", most),
        )
        if bound is not None
    ]
    joined = " ".join(bounds) if least is not None and most is not None else " and ".join(bounds)

    def accepts(value: float, _: Mapping[str, Any]) -> bool:
        return (
            (above is None or value > above)
            and (least is None or value >= least)
            and (below is None or value < below)
            and (most is None or value <= most)
        )

    return Kind(f"{what} {joined}", show, accepts)


def _is_label(value: str, labels: Mapping[str, Any]) -> bool:
    return value in labels


def _whole_day(value: pd.Timestamp, _: Mapping[str, Any]) -> bool:
    return value.tz is None and value == value.normalize() and FIRST_DAY <= value <= LAST_DAY


def _is_target(value: str, _: Mapping[str, Any]) -> bool:
    try:
        return parse_target(value).kind != "none"
    except RuleError:
        return False


def _is_stop(value: str, _: Mapping[str, Any]) -> bool:
    try:
        parse_stop(value)
    except RuleError:
        return False
    return True


def _is_odds(value: Mapping[str, float], _: Mapping[str, Any]) -> bool:
    # To nine decimals, so that three times 0.33 is as far from 1 as it seems.
    off = round(abs(sum(value.values()) - 1), 9)
    return set(value) == set(scenario.BUCKETS) and off <= ODDS_ROUNDING


def _show_odds(value: Mapping[str, float]) -> str:
    return ", ".join(f"{bucket} {percent(share)}" for bucket, share in value.items())


def _show_span(value: Sequence[pd.Timestamp]) -> str:
    return f"{day(value[0])} to {day(value[1])}"


Day = Annotated[
    pd.Timestamp,
    Kind(
        f"a date (2026-01-15, without quotes) from {FIRST_DAY:%Y} to {LAST_DAY:%Y}", day, _whole_day
    ),
]
Level = Annotated[float, _within("a price", number, above=0, most=MOST_LEVEL)]
Points = Annotated[
    float, _within("a number of points", amount("point"), least=-MOST_LEVEL, most=MOST_LEVEL)
]
# A rise, or a fall if negative; a price cannot fall by more than it is.
Rise = Annotated[float, _within("a fraction (0.15 is 15%)", percent, above=-1, most=MOST_RISE)]
Gain = Annotated[float, _within("a fraction (0.15 is 15%)", percent, above=0, most=MOST_RISE)]
Tolerance = Annotated[float, _within("a fraction (0.01 is 1%)", percent, above=0, most=1)]
Share = Annotated[float, _within("a share", percent, least=0, most=1)]
Depth = Annotated[float, _within("a fraction (0.1 is 10%)", percent, above=0, below=1)]
PercentagePoints = Annotated[
    float,
    _within(
        "a number of percentage points",
        amount("percentage point"),
        above=0,
        most=MOST_PERCENTAGE_POINTS,
    ),
]
Months = Annotated[
    int, _within("a whole number of months", amount("month"), least=1, most=MOST_MONTHS)
]
TradingDays = Annotated[
    int,
    _within(
        "a whole number of trading days", amount("trading day"), least=1, most=MOST_TRADING_DAYS
    ),
]
Count = Annotated[int, _within("a whole number", number, least=0, most=MOST_COUNT)]
Times = Annotated[int, _within("a whole number", number, least=1, most=MOST_COUNT)]
# A rate or a spread of two, and its moves.
Percent = Annotated[
    float,
    _within(
        "a rate in percent",
        lambda value: f"{number(value)}%",
        least=LEAST_PERCENT,
        most=MOST_PERCENT,
    ),
]
BasisPoints = Annotated[
    float,
    _within(
        "a number of basis points",
        amount("basis point"),
        least=-MOST_BASIS_POINTS,
        most=MOST_BASIS_POINTS,
    ),
]
MoveSize = Annotated[
    float,
    _within("a number of basis points", amount("basis point"), above=0, most=MOST_BASIS_POINTS),
]
# Parts of the calendar.
Month = Annotated[int, _within("a month", number, least=1, most=12)]
Weekday = Annotated[int, _within("a weekday, 1 Monday to 7 Sunday,", number, least=1, most=7)]
Week = Annotated[int, _within("an ISO week", number, least=1, most=53)]
TermYear = Annotated[int, _within("a year of the term, 0 election to 3,", number, least=0, most=3)]
Sessions = Annotated[
    int, _within("a whole number of sessions", number, least=0, most=MOST_SESSIONS)
]
Text = Annotated[
    str, Kind("a text in quotes that is not empty", str, lambda value, _: bool(value.strip()))
]
# The label of a series in `optional` of the claim.
Label = Annotated[str, Kind("a text in quotes, the name of a series in optional", str, _is_label)]
TargetName = Annotated[
    str, Kind("a target rule (mm-a, mm-b, mm-c, mm-d, 30%, 750pts, level:3250)", str, _is_target)
]
Period = Annotated[
    list[Day],
    Len(2, 2),
    Kind("a list of two dates in order", _show_span, lambda days, _: days[0] < days[1]),
]
Pair = Annotated[
    list[Label],
    Len(2, 2),
    Kind(
        "a list of two names of series in optional",
        lambda names: f"{names[0]} ahead of {names[1]}",
        lambda names, _: names[0] != names[1],
    ),
]
StopName = Annotated[
    str, Kind("a stop rule (structural, 8%, atr:2, trailing:10%, time:63, none)", str, _is_stop)
]
# A statistic of falls: a depth as a fraction, a length in calendar days, or a number of falls.
FallFigure = Annotated[
    float, _within("a fraction, a number of days or of falls", number, least=0, most=MOST_LEVEL)
]
Odds = Annotated[
    dict[str, Share],
    Kind(
        f"a table {{ {', '.join(scenario.BUCKETS)} }} of shares from 0 to 1 that sum to 1 "
        f"(± {ODDS_ROUNDING})",
        _show_odds,
        _is_odds,
    ),
]
# Of a list or table that must not be empty, and of a list of at least two items.
Some, Several = Len(1), Len(2)


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on several parameters of a study.

    Parameters
    ----------
    names : tuple of str
        The parameters; `PUBLISHED` is the date of the article.
    expected : str
        The condition, for error messages.
    met : callable
        Whether values in the order of `names` meet it. Optional parameters may be None.
    types : str
        Types of claim that the condition is for; all if empty.
    """

    names: tuple[str, ...]
    expected: str
    met: Callable[..., bool]
    types: str = ""


PUBLISHED = "date of the article"
# Types of claim about the future: targets, forecasts, scenario odds.
FORECASTS = "TPS"


def in_order(first: str, second: str) -> Rule:
    """Return the rule that one date is before another."""
    return Rule(
        (first, second),
        f"{second} after {first}",
        lambda a, b: a is None or b is None or a < b,
    )


def not_before(first: str, second: str) -> Rule:
    """Return the rule that one date is not before another."""
    return Rule(
        (first, second),
        f"{second} not before {first}",
        lambda a, b: a is None or b is None or a <= b,
    )


def increasing(low: str, high: str) -> Rule:
    """Return the rule that one number is not above another, if both are given."""
    return Rule((low, high), f"{low} at most {high}", lambda a, b: a is None or b is None or a <= b)


def resolved_later(resolves: str) -> Rule:
    """Return the rule that a forecast resolves after its article was published."""
    return Rule(
        (PUBLISHED, resolves),
        f"{resolves} after the article, as the claim is a forecast",
        lambda published, date: date > published,
        FORECASTS,
    )


def ends_later(base_date: str, months: str) -> Rule:
    """Return the rule that a forecast over some months ends after its article was published."""
    return Rule(
        (PUBLISHED, base_date, months),
        f"{base_date} and {months} that end after the article, as the claim is a forecast",
        lambda published, base, count: base + pd.DateOffset(months=count) > published,
        FORECASTS,
    )


def any_of(*names: str) -> Rule:
    """Return the rule that at least one of some optional parameters is given."""
    return Rule(
        names,
        f"at least one of {', '.join(names)}",
        lambda *values: any(value is not None for value in values),
    )


def all_or_none(*names: str) -> Rule:
    """Return the rule that optional parameters are given together."""
    return Rule(
        names,
        f"{' and '.join(names)} together, or none of them",
        lambda *values: len({value is None for value in values}) == 1,
    )


def all_after(first: str, later: str) -> Rule:
    """Return the rule that each date of a list is after another date."""
    return Rule(
        (first, later),
        f"each of {later} after {first}",
        lambda date, dates: all(one > date for one in dates or ()),
    )
