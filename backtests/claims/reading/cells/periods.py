"""Words of a heading cell in a table of performance, and the days of the figures below them.

A period alone ("Month") may be the trailing one or that to date: the trailing one is taken, and the
other days are kept as another reading, which a study may accept as well. A period that says which
("MTD", "1 month") has one reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.holidays import HOLIDAYS
from backtests.claims.reading.marks.moments import Time

Days: TypeAlias = tuple[date, date]
Role: TypeAlias = Literal[
    "level", "move", "high", "low", "highest", "lowest", "years", "yearly", "either", "unknown"
]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a table of performance.

    Attributes
    ----------
    role
        What its figures are: the level, high or low of a day, the high or low of a period, a move,
        a move of several years (in all or a year), a yearly rate, a level or a move of a day (by
        the form of the figure), or unknown.
    days
        First and last day of a move; the day of a level is the last.
    others
        Other readings of the days of a move.
    optional
        Whether the cell may be a part of the one before it: "YTD change %".
    """

    role: Role
    days: Days | None = None
    others: tuple[Days, ...] = ()
    optional: bool = False


UNKNOWN = Cell("unknown")
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(NUMBERS)})"
UNIT = (
    r"(?P<unit>days?|sessions?|weeks?|wks?\.?|months?|mos?\.?|mths?\.?|quarters?|qtrs?\.?|years?"
    r"|yrs?\.?)"
)
PLURAL = "days|sessions|weeks|months|quarters|years"
LETTER = r"(?P<unit>[dwmqy])"
WHOLE = r"(?P<unit>day|week|month|quarter|year)"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?P<year>(?:19|20)\d\d)"
NOT_SO_FAR = r"(?! ?(?:to date|ytd|year[- ]to))"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?)"
)
CLOSE = r"(?:clos(?:e|ing)|last|settle(?:ment)?|end)(?: price| level| value)?"
UNITS: dict[str, Grain] = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}
# Holidays of the exchange among those that texts name.
CLOSED = {
    *("christmas", "thanksgiving", "labou?r day", "memorial day"),
    "independence day|the fourth of july",
}
WEEKS_OF_A_YEAR = (52, "week")
MONTHS_OF: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}

Groups: TypeAlias = dict[str, str]
Made: TypeAlias = Cell | None


def last_weekday(day: date) -> date:
    """Return the day, or the Friday before one of a week-end."""
    return days.weekday_before(days.add_days(day, 1))


def _grain(unit: str) -> Grain:
    return UNITS["d" if unit[0] == "s" else unit[0]]


def trailing(on: date, count: int, grain: Grain) -> Days:
    """Return the days of a number of units that end on a day."""
    if grain == "day":
        return days.add_weekdays(on, -count), on
    if grain == "week":
        return days.add_days(on, -7 * count), on
    first = days.add_months(on, -count * MONTHS_OF[grain])
    # Months that end with a month begin with the end of one.
    ends = on >= last_weekday(days.period(on, "month")[1])
    return days.period(first, "month")[1] if ends else first, on


def to_date(on: date, grain: Grain) -> Days:
    """Return the days of a period up to a day of it."""
    if grain == "day":
        return days.weekday_before(on), on
    return days.add_days(days.period(on, grain)[0], -1), on


def _week_ended(on: date) -> Days:
    """Return the last week that ends on or before a day, from Friday to Friday."""
    friday = days.add_days(on, -((on.weekday() - days.FRIDAY) % 7))
    return days.add_days(friday, -7), friday


def _before(on: date, grain: Grain) -> Days:
    """Return the days of the period before that of a day; on its last day it is over itself."""
    ended = on >= last_weekday(days.period(on, grain)[1])
    first, last = days.period(on, grain, 0 if ended else -1)
    return days.add_days(first, -1), last


def _moved(*readings: Days) -> Cell:
    first, *others = dict.fromkeys(readings)
    return Cell("move", first, tuple(others))


def _has_holiday(span: Days) -> bool:
    """Whether a day without trading may lie within some days."""
    closed = [rule(last.year) for last in {*span} for words, rule in HOLIDAYS if words in CLOSED]
    closed += [date(day.year, 1, 1) for day in span]
    return any(span[0] < day <= span[1] for day in closed)


def _counted(m: Groups, on: date) -> Made:
    count = int(m["count"]) if m["count"].isdigit() else NUMBERS.index(m["count"]) + 1
    grain = _grain(m["unit"])
    if not count:
        return None
    span = trailing(on, count, grain)
    if grain == "day" and count > 1 and _has_holiday(span):
        return _moved(span, trailing(on, count + 1, grain))
    if (count, grain) == WEEKS_OF_A_YEAR:
        return _moved(trailing(on, 1, "year"), span)
    months = count * MONTHS_OF.get(grain, 0)
    return Cell("years" if months > MONTHS_OF["year"] else "move", span)


def _alone(m: Groups, on: date) -> Made:
    grain = _grain(m["unit"])
    if grain == "day":
        return _moved(to_date(on, grain))
    if grain == "week":
        return _moved(_week_ended(on), to_date(on, grain), trailing(on, 1, grain))
    return _moved(trailing(on, 1, grain), to_date(on, grain), _before(on, grain))


def _so_far(m: Groups, on: date) -> Made:
    if m.get("year") and int(m["year"]) != on.year:
        return None
    if m.get("month") and MONTHS.index(m["month"][:3]) + 1 != on.month:
        return None
    return _moved(to_date(on, _grain(m.get("unit", "year"))))


def _last(m: Groups, on: date) -> Made:
    """Return "last week": the one that has ended, or the trailing one."""
    grain = _grain(m["unit"])
    if grain == "week":
        return _moved(_week_ended(on), _before(on, grain), trailing(on, 1, grain))
    return _moved(trailing(on, 1, grain), _before(on, grain), to_date(on, grain))


def _year(m: Groups, on: date) -> Made:
    year = int(m["year"])
    if year > on.year:
        return None
    return _moved((date(year - 1, 12, 31), min(date(year, 12, 31), on)))


def _month(m: Groups, on: date) -> Made:
    month = MONTHS.index(m["month"][:3]) + 1
    year = int(m["year"]) if m.get("year") else on.year - (month > on.month)
    first, last = days.period(date(year, month, 1), "month")
    return None if first > on else _moved((days.add_days(first, -1), min(last, on)))


def _quarter(m: Groups, on: date) -> Made:
    number = int(m["quarter"])
    year = int(m["year"]) if m.get("year") else on.year
    if not m.get("year") and date(year, 3 * number - 2, 1) > on:
        year -= 1
    first, last = days.period(date(year, 3 * number - 2, 1), "quarter")
    return None if first > on else _moved((days.add_days(first, -1), min(last, on)))


def _end_of_year(m: Groups, on: date) -> Made:
    day = date(int(m["year"]), 12, 31)
    return Cell("level", (day, day)) if day <= on else None


def _day_before(_: Groups, on: date) -> Made:
    day = days.weekday_before(on)
    return Cell("level", (day, day))


def _end_before(m: Groups, on: date) -> Made:
    """Return the last day of the period before: "prior week"."""
    day = last_weekday(days.add_days(days.period(on, _grain(m["unit"]))[0], -1))
    return Cell("level", (day, day))


def _dated(m: Groups, on: date) -> Made:
    """Return the cell of a date: without a year the latest such day."""
    month = int(m["number"]) if m.get("number") else MONTHS.index(m["month"][:3]) + 1
    year = int(m["year"]) + (2000 if len(m["year"]) == 2 else 0) if m.get("year") else on.year
    try:
        day = date(year, month, int(m["day"]))
        day = day if m.get("year") or day <= on else day.replace(year=year - 1)
    except ValueError:
        return None
    return Cell("either", (days.weekday_before(day), day)) if day <= on else None


def _since(m: Groups, on: date) -> Made:
    cell = _dated(m, on)
    return _moved((cell.days[1], on)) if cell and cell.days and cell.days[1] < on else None


def _named(m: Groups, on: date) -> Made:
    """Return the cell of a day of the week: the latest one."""
    back = (on.weekday() - WEEKDAYS.index(m["weekday"][:3])) % 7
    day = days.add_days(on, -back)
    return Cell("either", (days.weekday_before(day), day))


def _extreme(m: Groups, on: date) -> Made:
    """Return the cell of a high or low of a period: "52-week high", "YTD low"."""
    role: Role = "lowest" if m.get("low") or m.get("low_") else "highest"
    if m.get("ytd"):
        return Cell(role, to_date(on, "year"))
    count, grain = int(m.get("count") or 1), _grain(m.get("unit") or m["letter"])
    whole = (count, grain) == WEEKS_OF_A_YEAR
    return Cell(role, trailing(on, 1, "year") if whole else trailing(on, count, grain))


def _of_today(role: Role) -> Callable[[Groups, date], Made]:
    return lambda _, on: Cell(role, (on, on))


def _unknown(_m: Groups, _on: date) -> Made:
    return UNKNOWN


AGO = r"(?:one |1[- ]|an? )?" + WHOLE + r"[- ](?:ago|earlier)"
# A row: words of a heading cell, and what they make; of two that fit the longer one decides.
PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Groups, date], Made]], ...] = tuple(
    (re.compile(rf"(?:{pattern})(?![\w/])"), made)
    for pattern, made in (
        (rf"(?:{CLOSE}|price|level|value|points)", _of_today("level")),
        (r"(?:closing|last|latest|index) (?:price|level|value)", _of_today("level")),
        (rf"(?:year[- ]end |close )(?:close )?{YEAR}", _end_of_year),
        (rf"{YEAR} (?:year[- ]end(?: close)?|close)", _end_of_year),
        (r"(?:(?:day|session|daily|day's) )?(?:intraday )?highs?", _of_today("high")),
        (r"(?:(?:day|session|daily|day's) )?(?:intraday )?lows?", _of_today("low")),
        (r"open(?:ing)?(?: price| level)?|volume", _unknown),
        (
            rf"(?:(?P<count>\d{{1,2}})[- ]?(?:{UNIT}|{LETTER.replace('unit', 'letter')})"
            r"|(?P<ytd>ytd))[- ](?:high|(?P<low>low))s?",
            _extreme,
        ),
        (r"(?:high|(?P<low_>low)) \(?(?P<count>52)[- ]?(?P<unit>w)(?:ee)?ks?\)?", _extreme),
        (
            rf"(?:(?:{COUNT}[- ]?)?(?:{UNIT}|[wmy])|ytd|all[- ]time|period|record)[- ]"
            r"(?:high|low)s?|(?:52[- ]?w(?:ee)?k|day|daily)[- ](?:range|high/low)",
            _unknown,
        ),
        (r"(?:prior|previous|prev\.?) (?:day|close|day'?s close)", _day_before),
        (rf"(?:prior|previous|prev\.?) {WHOLE}(?:'s)?(?: close)?", _end_before),
        (rf"last {WHOLE}(?:'s)? close", _end_before),
        (AGO, _unknown),
        (rf"since {MONTH} (?P<day>[0-3]?\d)(?!\d)(?:,? {YEAR})?", _since),
        (rf"since (?P<day>[0-3]?\d) {MONTH}(?:,? {YEAR})?", _since),
        (
            r"since (?:the )?(?:(?:inception|launch)|[a-z]+\.?(?: \d{1,2}\b)?(?:,? \d{4}\b)?)",
            _unknown,
        ),
        (
            r"(?:as of|as at|close(?: on)?|on|price on)? ?(?P<number>1[0-2]|0?[1-9])/(?P<day>3[01]"
            r"|[12]\d|0?[1-9])(?:/(?P<year>(?:20)?\d\d))?(?: close)?",
            _dated,
        ),
        (
            rf"(?:as of |close on |on )?(?:{WEEKDAY.replace('weekday', 'w')},? )?"
            rf"(?:{MONTH} (?P<day>[0-3]?\d)(?!\d)"
            rf"(?! ?(?:{PLURAL})\b|[dwmqy]\b|-(?:day|week|month|year)))(?:,? {YEAR})?(?: {CLOSE})?",
            _dated,
        ),
        (rf"(?P<day>[0-3]?\d)[ -]{MONTH}(?:,? {YEAR})?(?: {CLOSE})?", _dated),
        (rf"{WEEKDAY}(?:'s)?(?: {CLOSE})?", _named),
        (
            rf"(?:{YEAR} )?(?P<unit>y)(?:td|ear[- ]to[- ]date)(?: {YEAR.replace('year', 'y2')})?",
            _so_far,
        ),
        (rf"{YEAR} to date", _so_far),
        (rf"(?:{MONTH} )?(?P<unit>m)(?:td|onth[- ]to[- ]date)", _so_far),
        (r"(?P<unit>q)(?:td|uarter[- ]to[- ]date)", _so_far),
        (r"(?P<unit>w)(?:td|eek[- ]to[- ]date)", _so_far),
        (r"(?:so far )?this (?P<unit>week|month|quarter|year)(?: so far)?", _so_far),
        (r"since (?:the )?new (?P<unit>year)", _so_far),
        (rf"(?:past |last |trailing |over |previous |prior )?{COUNT}[- ]?{UNIT}", _counted),
        (rf"(?:past |last |trailing )?(?P<count>\d{{1,2}}) ?{LETTER}", _counted),
        (r"(?P<unit>dai|week|month|quarter|year)ly", _alone),
        (rf"(?:on the |over the |for the |the )?{WHOLE}|(?P<u2>today)", _alone),
        (r"(?:on )?(?P<unit>w)k\.?|(?P<u2>chg on day|change on the day|change on day)", _alone),
        (rf"(?:past|trailing) {WHOLE}", _last),
        (r"last (?P<unit>week|month|quarter|year)", _last),
        (YEAR, _year),
        (rf"{MONTH}(?: {YEAR}{NOT_SO_FAR})?", _month),
        (rf"q(?P<quarter>[1-4])(?: {YEAR}{NOT_SO_FAR})?", _quarter),
        (rf"(?P<quarter>[1-4])q(?: {YEAR}{NOT_SO_FAR})?", _quarter),
    )
)
CHANGE = (
    r"(?:(?:net|point|pts?|price) )?(?:changes?|chg\.?|returns?|perf(?:ormance|\.)?|moves?|gains?)"
)
CHANGES = re.compile(
    rf"{CHANGE}(?: (?:from|on|since) (?:the )?(?:prior|previous) (?:day|close))?(?![\w/])"
)
IN_PERCENT = re.compile(rf"\(?(?:%|pct\.?|percent(?:age)?|per cent)\)? ?(?:{CHANGE})?\)?(?![\w/])")
TOTAL = re.compile(r"\(?total(?: returns?)?\)?(?![\w/])")
YEARLY = re.compile(
    r"\(?(?:ann(?:ual)?\.?|annuali[sz]ed|p\.?a\.?|per year|per annum|a year|cagr"
    r"|average)\)?(?![\w/])"
)
IN_ALL = re.compile(r"\(?(?:cumulative|cum\.?|in all)\)?(?![\w/])")


def cell_at(text: str, at: int, on: date) -> tuple[int, Cell] | None:
    """Return the end of the longest words of a cell at a place, and what they make, if any fit."""
    found = [(m, made) for pattern, made in PATTERNS if (m := pattern.match(text, at))]
    for m, made in sorted(found, key=lambda f: -f[0].end()):
        groups = {k: v for k, v in m.groupdict().items() if v}
        if "u2" in groups:
            groups["unit"] = "day"
        if cell := made(groups, on):
            return m.end(), cell
    return None


def fitted(cells: Sequence[Cell], count: int) -> tuple[Cell, ...]:
    """Return the columns of a row with a number of figures; empty if they do not fit."""
    if len(cells) != count:
        cells = [c for c in cells if not c.optional]
    gaps = [i for i, c in enumerate(cells) if c is UNKNOWN]
    if len(gaps) == 1 and count > len(cells):
        wide = [UNKNOWN] * (count - len(cells))
        cells = [*cells[: gaps[0]], *wide, *cells[gaps[0] :]]
    return tuple(cells) if len(cells) == count else ()


def time_of(cell: Cell) -> Time | None:
    """Return the time of a column for the rows of yields and volatility."""
    if cell.days is None or cell.role not in {"level", "move", "either"}:
        return None
    before, last = cell.days
    if cell.role != "move" or days.weekday_before(last) == before:
        return Time(0, 0, "in", last, last, last, last, "day")
    first = days.add_days(before, 1)
    return Time(0, 0, "in", first, last, first, last, "month")


def time_at(cells: Sequence[Cell], index: int, count: int) -> Time | None:
    """Return the time of a figure of a row of so many."""
    found = fitted(cells, count)
    return time_of(found[index]) if 0 <= index < len(found) else None
