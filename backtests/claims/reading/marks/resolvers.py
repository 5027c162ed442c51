"""What a phrase that names a day or a period means on the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.marks.days import Grain

Bounds: TypeAlias = tuple[date, date]


MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()


WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()


GRAINS: dict[str, Grain] = {
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "half-year": "half",
    "half": "half",
    "year": "year",
    "decade": "decade",
}


MONTHS = 12
MIDWEEK = 3  # a month that begins on a Thursday has its first week after it
CENTURY = 100


OFFSETS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "preceding": -1,
    "next": 1,
    "coming": 1,
    "the coming": 1,
}


RANKS = {
    "first": 1,
    "opening": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "closing": 4,
}


Groups: TypeAlias = dict[str, str]


Resolver: TypeAlias = Callable[[Groups, date], "Found | None"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a phrase of PERIODS names: a period in the past reading and in the future one."""

    past: Bounds
    ahead: Bounds
    grain: Grain
    named: bool = True


def same(bounds: Bounds, grain: Grain) -> Found:
    """Return a period that is the same whether it is past or to come."""
    return Found(bounds, bounds, grain)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_number(words: str) -> int:
    return [name[:3] for name in MONTH_NAMES].index(words[:3]) + 1


def calendar_day(m: Groups, on: date) -> Found | None:
    """Return a day of the calendar, of the year given or the nearest before and after."""
    month, number = _month_number(m["month"]), int(m["day"])
    if m["year"]:
        day = _day(int(m["year"]), month, number)
        return same((day, day), "day") if day else None
    nearest = [d for y in (-1, 0, 1, 2) if (d := _day(on.year + y, month, number))]
    behind = [d for d in nearest if d <= on]
    ahead = [d for d in nearest if d >= on]
    if not behind or not ahead:
        return None
    return Found((behind[-1], behind[-1]), (ahead[0], ahead[0]), "day", named=False)


def day_range(m: Groups, on: date) -> Found | None:
    """Return the days of "between 3 and 7 May"."""
    last = calendar_day(m, on)
    if last is None:
        return None
    first = _day(last.past[0].year, last.past[0].month, int(m["day1"]))
    if first is None or first > last.past[0]:
        return None
    width = (last.past[0] - first).days
    return Found(
        (first, last.past[0]),
        (days.add_days(last.ahead[0], -width), last.ahead[0]),
        "day",
        last.named,
    )


def iso_day(m: Groups, on: date) -> Found | None:
    """Return a day in ISO form."""
    day = _day(int(m["y"]), int(m["m"]), int(m["d"]))
    return same((day, day), "day") if day else None


def _weekday(word: str) -> int:
    """Return the number of a day of the week, written out or short."""
    return next(i for i, day in enumerate(WEEKDAY_NAMES) if day.startswith(word))


def named_weekday(m: Groups, on: date) -> Found | None:
    """Return a day of the week: the latest one, and the next; the day of an article is both."""
    wanted = _weekday(m["weekday"])
    which = m["which"]
    behind = days.add_days(on, -((on.weekday() - wanted) % 7))
    if which in {"last", "past", "previous"} and behind == on:
        behind = days.add_days(on, -7)
    if which in {"next", "coming", "the coming"}:
        after = days.add_days(on, (wanted - on.weekday() - 1) % 7 + 1)
        return same((after, after), "day")
    ahead = days.add_days(on, (wanted - on.weekday()) % 7)
    named = which in {"last", "past", "previous"}
    return Found((behind, behind), (behind, behind) if named else (ahead, ahead), "day", named)


def day_of_month(m: Groups, on: date) -> Found | None:
    """Return "the 16th": the latest such day, and the next one."""
    months = [days.add_months(date(on.year, on.month, 1), shift) for shift in (-1, 0, 1)]
    known = [d for first in months if (d := _day(first.year, first.month, int(m["day"])))]
    behind, ahead = [d for d in known if d <= on], [d for d in known if d >= on]
    if not behind or not ahead:
        return None
    return Found((behind[-1], behind[-1]), (ahead[0], ahead[0]), "day", named=False)


def day_in_words(m: Groups, on: date) -> Found | None:
    """Return "the eighth" as the eighth of the month."""
    return day_of_month({**m, "day": str(numerals.ordinal(m["rank"]))}, on)


def weekday_of(m: Groups, on: date) -> Found | None:
    """Return the weekday of last, this or next week."""
    if m["num"]:
        wanted = _weekday(m["weekday"])
        latest = days.add_days(on, -((on.weekday() - wanted - 1) % 7 + 1))
        back = int(numerals.cardinal(m["num"])) - 1
        day = days.add_days(latest, -7 * back)
        return same((day, day), "day")
    friday = days.period(on, "week", OFFSETS.get(m["which"], 0))[1]
    day = days.add_days(friday, _weekday(m["weekday"]) - days.FRIDAY)
    return same((day, day), "day")


def year_range(m: Groups, on: date) -> Found | None:
    """Return the years of "1927-2021"."""
    first, last = int(m["year"]), int(m["last_year"])
    if last < first:
        return None
    whole = date(first, 1, 1), date(last, 12, 31)
    return Found((whole[0], min(whole[1], on) if whole[0] <= on else whole[1]), whole, "year")


def slashed_day(m: Groups, on: date) -> Found | None:
    """Return the day of a date in figures, month first: "4/26", "10/17/25"."""
    month, number = int(m["m"]), int(m["d"])
    if m["y"]:
        year = int(m["y"])
        if year < CENTURY:
            year += on.year // CENTURY * CENTURY
            year -= CENTURY if year > on.year + 20 else 0
        day = _day(year, month, number)
        return same((day, day), "day") if day else None
    return calendar_day({**m, "month": MONTH_NAMES[month - 1], "day": m["d"], "year": ""}, on)


def day_of_year(m: Groups, on: date) -> Found | None:
    """Return the day of last, this or next year, as in "9 April last year"."""
    shifted = on.year + OFFSETS.get(m["which"], 0)
    day = _day(shifted, _month_number(m["month"]), int(m["day"]))
    return same((day, day), "day") if day else None


def month_of_year(m: Groups, on: date) -> Found | None:
    """Return the month of last, this or next year, as in "in June last year"."""
    shifted = on.year + OFFSETS.get(m["which"], 0)
    return same(days.period(date(shifted, _month_number(m["month"]), 1), "month"), "month")


def offset_day(m: Groups, on: date) -> Found | None:
    """Return today, yesterday or tomorrow."""
    word = m["words"]
    if "yesterday" in word or word.startswith("last "):
        day = days.weekday_before(on)
    elif "tomorrow" in word:
        day = days.add_weekdays(on, 1)
    else:
        day = on
    return same((day, day), "day")


def _recurring(on: date, month: int, grain: Grain) -> Found:
    """Return the latest period that has begun, and the next that has not ended."""
    here = [days.period(date(min(max(on.year + y, 1), 9999), month, 1), grain) for y in (-1, 0, 1)]
    behind = [p for p in here if p[0] <= on] or here[:1]
    ahead = [p for p in here if p[1] >= on] or here[-1:]
    return Found(behind[-1], ahead[0], grain, named=False)


def named_month(m: Groups, on: date) -> Found | None:
    """Return a month, of the year given or the latest that has begun and the next."""
    month = _month_number(m["month"])
    if m["year"]:
        return same(days.period(date(int(m["year"]), month, 1), "month"), "month")
    found = _recurring(on, month, "month")
    which = m["which"]
    if which in {"last", "past", "previous"}:
        past = found.past
        if past[1] >= on:
            past = days.period(days.add_months(past[0], -12), "month")
        return same(past, "month")
    if which in {"next", "coming", "the coming"}:
        ahead = found.ahead
        if ahead[0] <= on:
            ahead = days.period(days.add_months(ahead[0], 12), "month")
        return same(ahead, "month")
    if which == "this":
        return same(days.period(date(on.year, month, 1), "month"), "month")
    return found


def _numbered(m: Groups, on: date, rank: int, grain: Grain) -> Found | None:
    """Return a quarter or half by its rank in a year: one given, this, last or next, or none."""
    month = (rank - 1) * days.MONTHS_IN[grain] + 1
    year = int(m["year"]) if m["year"] else _whole_year(m["yy"], on) if m["yy"] else 0
    if year:
        return same(days.period(date(year, month, 1), grain), grain)
    which = m["which"]
    if which:
        shifted = on.year + OFFSETS.get(which, 0)
        return same(days.period(date(shifted, month, 1), grain), grain)
    return _recurring(on, month, grain)


def named_quarter(m: Groups, on: date) -> Found | None:
    """Return a quarter of a year."""
    word = m["quarter"]
    rank = RANKS.get(word) or int(word[0])
    return _numbered(m, on, rank, "quarter")


def named_half(m: Groups, on: date) -> Found | None:
    """Return a half of a year."""
    rank = {"first": 1, "1": 1, "opening": 1}.get(m["half"], 2)
    return _numbered(m, on, rank, "half")


def part_of_year(m: Groups, on: date) -> Found | None:
    """Return the first or last months, weeks or quarters of a year that is given or meant."""
    year = int(m["year"]) if m["year"] else on.year + OFFSETS.get(m["which"], 0)
    months = int(numerals.cardinal(m["num"])) * (3 if m["unit"] == "quarter" else 1)
    if not 0 < months < MONTHS or not 1 < year < 9999:
        return None
    first, last = date(year, 1, 1), date(year, 12, 31)
    if m["half"] in {"first", "opening"}:
        last = days.add_days(days.add_months(first, months), -1)
    else:
        first = days.add_months(first, MONTHS - months)
    if m["year"] or m["which"] or last <= on or m["unit"] == "month":
        return same((first, last), "half")
    past = date(year - 1, 1, 1), days.add_months(last, -MONTHS)
    return Found(past, (first, last), "half", named=False)


def week_of(m: Groups, on: date) -> Found | None:
    """Return the first or the last week of a month or of a year, from Monday to Friday."""
    opened = m["half"] in {"first", "opening"}
    if m["month"]:
        named = named_month(m, on)
    else:
        year = int(m["year2"]) if m["year2"] else on.year
        named = same(days.period(date(year, 1, 1), "year"), "year")
    if named is None:
        return None

    def week(bounds: Bounds) -> Bounds:
        day = bounds[0] if opened else days.weekday_before(days.add_days(bounds[1], 1))
        if opened and day.weekday() >= MIDWEEK:
            day = days.add_days(day, 7 - day.weekday())
        return days.period(day, "week")

    return Found(week(named.past), week(named.ahead), "week", named=False)


def relative_period(m: Groups, on: date) -> Found | None:
    """Return last, this or next week, month, quarter or year.

    On a weekend, last week is the one that has just ended.
    """
    grain, offset = GRAINS[m["grain"]], OFFSETS.get(m["which"], 0)
    ended = grain == "week" and m["which"] in {"last", "past"} and on.weekday() > days.FRIDAY
    return same(days.period(on, grain, 0 if ended else offset), grain)


def just_past(m: Groups, on: date) -> Found | None:
    """Return the period that has just ended."""
    grain = GRAINS[m["grain"]]
    now = days.period(on, grain)
    # On its last weekday a period is the one that has "just ended".
    over = grain in {"month", "quarter", "year"} and days.weekday_before(now[1]) < on
    return same(now if over else days.period(on, grain, -1), grain)


def bare_grain(m: Groups, on: date) -> Found | None:
    """Return the period under way: five days of trading are a week."""
    grain = GRAINS[m["grain"] or "week"]
    return same(days.period(on, grain), grain)


def named_year(m: Groups, on: date) -> Found | None:
    """Return a year."""
    return same(days.period(date(int(m["year"]), 1, 1), "year"), "year")


def short_year(m: Groups, on: date) -> Found | None:
    """Return a year of two digits: "in '24"."""
    return same(days.period(date(_whole_year(m["yy"], on), 1, 1), "year"), "year")


def _whole_year(digits: str, on: date) -> int:
    number = int(digits)
    return 2000 + number if number <= on.year % 100 + 30 else 1900 + number


def named_decade(m: Groups, on: date) -> Found | None:
    """Return a decade."""
    first = date(int(m["tens"]) * 10, 1, 1)
    return same((first, days.add_days(days.add_months(first, 120), -1)), "decade")


def start_of_period(m: Groups, on: date) -> Found | None:
    """Return the last day before a period that is named by its beginning."""
    words = m["words"]
    year = m["year"]
    grain: Grain = "month" if "month" in words else "quarter" if "quarter" in words else "year"
    first, _ = days.period(date(int(year), 1, 1) if year else on, grain)
    return same((days.add_days(first, -1), days.add_days(first, -1)), "day")


def start_of_month(m: Groups, on: date) -> Found | None:
    """Return the last day before a month named by its beginning: "since the start of March"."""
    found = named_month(m, on)
    if found is None:
        return None
    behind, ahead = (days.add_days(b[0], -1) for b in (found.past, found.ahead))
    return Found((behind, behind), (ahead, ahead), "day", found.named)


def century(m: Groups, on: date) -> Found | None:
    """Return the century under way."""
    first = date(on.year // 100 * 100, 1, 1)
    return same((first, days.add_days(days.add_months(first, 1200), -1)), "decade")


def joined_years(m: Groups, on: date) -> Found | None:
    """Return two years that are joined: "1997-98"."""
    first, last = int(m["year"]), int(m["year"]) // 100 * 100 + int(m["yy"])
    if last <= first:
        return None
    return same((date(first, 1, 1), date(last, 12, 31)), "year")


def middle_of_year(m: Groups, on: date) -> Found | None:
    """Return the thirtieth of June."""
    if m["year"] or m["which"]:
        year = int(m["year"]) if m["year"] else on.year + OFFSETS.get(m["which"], 0)
        day = date(year, 6, 30)
        return same((day, day), "day")
    behind = date(on.year if on >= date(on.year, 6, 30) else on.year - 1, 6, 30)
    ahead = date(on.year if on <= date(on.year, 6, 30) else on.year + 1, 6, 30)
    return Found((behind, behind), (ahead, ahead), "day", named=False)


def period_end(m: Groups, on: date) -> Found | None:
    """Return the last day of the month or quarter, behind in a report and ahead in a forecast."""
    grain = GRAINS[m["grain"]]
    behind, ahead = days.period(on, grain, -1)[1], days.period(on, grain)[1]
    return Found((behind, behind), (ahead, ahead), "day", named=False)


def decade_end(m: Groups, on: date) -> Found | None:
    """Return the last day of the decade under way."""
    year = on.year // 10 * 10 + 9
    return same((date(year, 12, 31),) * 2, "day")
